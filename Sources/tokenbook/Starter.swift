import OrganizationModel

/// The text that `tokenbook init` writes: a small description that is valid as it stands, with what to add next
/// as comments that are valid once their `#` is gone.
enum Starter {
  static func text(organization: String) -> String {
    """
    # What this organization is, and what has access to what. `tokenbook check` says whether it is right,
    # `tokenbook decide` which credential each access should use, `tokenbook build` writes the book.
    # Never put the value of a token, key or password here: names and places only.
    tokenbook: 1
    organization: \(organization)

    # The day the book speaks of. Without it, each run takes today's date.
    # as_of: 2026-11-22

    platform:
      plan: team                     # free | team | enterprise

    # The rules of the house. Absent means the default; the book lists each default that it used.
    policy:
      deploy_keys: allowed           # allowed | forbidden: Settings > Deploy keys of the organization
      classic_pats: allowed          # allowed | forbidden | {forbidden_from: 2027-01-01}
      fine_grained_pats: approval    # allowed | approval | forbidden

    people:
      ada: {role: owner}             # owner | member | outside_collaborator
      boris: {role: member}

    teams:
      platform: {maintainers: [ada], members: [boris]}

    # Accounts that are nobody's person. Two custodians, so that one can leave.
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
            #   pull | publish | delete package KEY
            #   clone | push | release | open-pull-request | merge | comment-on-issue | comment-on-pull-request |
            #   set-status | dispatch | notify | administer repository NAME (or owner/name)
            #   read-members | manage-members | manage-secrets | manage-runners | read-audit-log organization self
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

    # Whatever needs access and is no workflow of this organization.
    consumers:
      prod:
        kind: kubernetes             # \(Consumer.Kind.allCases.map(\.rawValue).joined(separator: " | "))
        responsible: platform
        stores_in: external-secrets
        needs: [pull package web]

    # What exists today: where it is and who holds it, never its value.
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
