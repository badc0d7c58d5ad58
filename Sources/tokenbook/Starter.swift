import OrganizationModel

/// The text that `tokenbook init` writes: a small description that is valid as it stands, with what to add next
/// as comments that are valid once their `#` is gone.
enum Starter {
  /// The verbs of a kind of target, in lines that a comment of the starting text goes on with.
  private static func verbs(of kind: TargetKind) -> String {
    var lines = [""]
    for verb in Verb.allCases where verb.targetKind == kind {
      let last = lines[lines.count - 1]
      if last.utf8.count + verb.word.utf8.count > 80 {
        lines[lines.count - 1] += " |"
        lines.append(verb.word)
      } else {
        lines[lines.count - 1] = last.isEmpty ? verb.word : "\(last) | \(verb.word)"
      }
    }
    return lines.joined(separator: "\n        #     ")
  }

  static func text(organization: String) -> String {
    """
    # What this organization contains, and what has access to what. `tokenbook check` reports problems,
    # `tokenbook decide` prints which credential each access should use, and `tokenbook build` writes the book.
    # Never put the value of a token, key or password here. Write only names and places.
    tokenbook: 1
    organization: \(organization)

    # The date of the book. Without it, each run uses today's date.
    # as_of: 2026-11-22

    platform:
      plan: team                     # free | team | enterprise

    # Your rules. A missing key means the default, and the book lists each default that it used.
    policy:
      deploy_keys: allowed           # allowed | forbidden: Settings > Deploy keys of the organization
      classic_pats: allowed          # allowed | forbidden | {forbidden_from: 2027-01-01}
      fine_grained_pats: approval    # allowed | approval | forbidden

    people:
      ada: {role: owner}             # owner | member | outside_collaborator
      boris: {role: member}

    teams:
      platform: {maintainers: [ada], members: [boris]}

    # Accounts for automation, not for a person. Two custodians, so that one can leave.
    machine_users:
      \(organization)-pull:
        role: member
        custodians: [ada, boris]
        two_factor: true
        purpose: pulls images for clusters

    repositories:
      web:
        visibility: private          # public | private | internal
        responsible: platform
        teams: {platform: admin}
        workflows:
          ci:
            triggers: [push, pull_request]
            # What the workflow does beyond its own check-out: VERB KIND TARGET.
            #   \(verbs(of: .package)) package KEY
            #   \(verbs(of: .repository)) repository NAME (or owner/name)
            #   \(verbs(of: .organization)) organization self
            needs:
              - publish package web
              - clone repository shared
      shared:
        visibility: private
        responsible: platform

    packages:
      web:
        registry: container          # container | npm | maven | gradle | nuget | rubygems
        repository: web              # the linked repository; null: it exists and is not linked
        visibility: private
        inherits_access: true        # from its repository

    # Anything that needs access and isn't a workflow of this organization.
    consumers:
      prod:
        kind: kubernetes             # \(Consumer.Kind.allCases.map(\.rawValue).joined(separator: " | "))
        responsible: platform
        stores_in: external-secrets
        needs: [pull package web]

    # Services other than GitHub that automations use. A need of one is VERB SERVICE:KIND TARGET, such as
    # `publish npm:package @\(organization)/ui`. `tokenbook explain npm` lists what a service has.
    # services:
    #   npm: {accounts: {\(organization)-release: {custodians: [ada, boris]}}}

    # Existing credentials: where they are stored and who holds them, never their values.
    # credentials:
    #   CR_PAT:
    #     kind: classic_pat
    #     holder: boris
    #     scopes: [repo, write:packages]
    #     expires: never
    #     stored_in:
    #       - {organization_secret: CR_PAT, visibility: all}
    #     used_by: [web/ci]

    """
  }
}
