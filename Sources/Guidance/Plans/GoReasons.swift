package import OrganizationModel

/// Why a credential that exists goes: each reason says what differs and how. Sentences without capital and full stop.
struct GoReasons {
  let credential: ExistingCredential
  /// The accesses of the automations that use it, as far as it could serve them.
  let able: [Decision]
  /// What is planned for these.
  let plans: [CredentialPlan]
  let organization: Organization
  let day: Day
  let readers: SecretReaders

  var all: [String] {
    [expired, cannotWork, refused, person, holder, unused].compactMap(\.self) + inItsPlace
      + [breadth, surplus, sharing, lifetime, ban].compactMap(\.self) + storage
  }

  /// What is to be known of one that does not go.
  var circumstances: [String] {
    [expired, cannotWork, refused, person, holder, sharing, lifetime, ban].compactMap(\.self)
  }

  /// Why one waits of which every use is named.
  var waiting: [String] {
    let open = able.filter { $0.credential == nil }.map(\.id.description)
    return ["it stays for now, because no credential is decided yet for \(Phrase.some(open, limit: 3))"]
  }

  // MARK: What breaks

  private var expired: String? {
    guard case .on(let end) = credential.expires, end <= day else { return nil }
    let stored = credential.storedIn?.isEmpty == false ? " but is still stored" : ""
    let fails = credential.usedBy.isEmpty ? "" : ", so \(credential.failingToday)"
    return "it expired on \(end)\(stored)\(fails)"
  }

  private var cannotWork: String? {
    let forbidder = organization.forbidder(of: credential)
    switch credential.kind {
    case .fineGrainedPAT:
      if organization.hostOfGuest(holding: credential) != nil {
        return
          "`\(credential.holder ?? "")` is an outside collaborator, and a fine-grained PAT needs a holder who is a member of the organization"
      }
      return forbidder.map { "`\($0)` forbids fine-grained PATs, so it can read only public data" }
    case .classicPAT:
      return forbidder.map { "`\($0)` forbids classic PATs, so GitHub rejects requests that use it" }
    case .deployKey where organization.policy.deployKeys == .forbidden && credential.repository?.owner == nil:
      return "`\(organization.name)` forbids deploy keys, so it is disabled"
    case .deployKey, .sshKey, .appKey, .oauthToken, .other, .unknown: return nil
    }
  }

  private var refused: String? {
    EnforcedLifetime(credential: credential, organization: organization).words
  }

  private var ban: String? {
    organization.classicPATBan(for: credential).map { ban in
      "`\(ban.owner)` forbids classic PATs from \(ban.day) on, and GitHub then rejects requests that use it"
    }
  }

  // MARK: Who holds it, and for what

  private var person: String? {
    guard let holder = credential.holder, let person = organization.people[holder] else { return nil }
    let leaving = person.leavesOn.map { ", who leaves on \($0)" } ?? ""
    let dies =
      credential.kind.diesWithItsHolder
      ? "it can access everything they can, and stops working when they leave"
      : "it keeps working after they leave"
    return "it belongs to a person, `\(holder)`\(leaving); \(dies)"
  }

  private var holder: String? {
    guard credential.holder == nil, credential.kind.record.rights != .repository else { return nil }
    return "its holder is unknown, so there is nobody to ask what it is for"
  }

  private var unused: String? {
    credential.usedBy.isEmpty
      ? "the description says that nothing uses it; confirm this before you remove it" : nil
  }

  // MARK: What is planned instead

  private var inItsPlace: [String] {
    let tokenless = [
      (CredentialKind.githubToken, "the run's own `GITHUB_TOKEN` works"),
      (.brokerToken, "a token from the described broker works"),
      (.anonymous, "no credential is needed"),
    ].compactMap { kind, words in
      let ids = able.filter { $0.credential?.kind == kind }.map(\.id.description)
      return ids.isEmpty ? nil : "\(words) for \(Phrase.some(ids, limit: 3))"
    }
    return tokenless + planned(plans.filter { !comparison(to: $0).isOfItsKind })
  }

  /// Plans of another kind, or for another holder.
  private func planned(_ plans: [CredentialPlan]) -> [String] {
    guard !plans.isEmpty else { return [] }
    let shown = plans.prefix(3).map { plan in
      "\(plan.shortWords) for \(Phrase.some(plan.automations.map(\.description), limit: 2))"
    }
    let more = plans.count > 3 ? "; and \(plans.count - 3) more" : ""
    return ["it is \(credential.shortWords), but the plan is \(shown.joined(separator: "; "))\(more)"]
  }

  private var alike: [PlanComparison] {
    plans.map(comparison).filter(\.isOfItsKind)
  }

  private func comparison(to plan: CredentialPlan) -> PlanComparison {
    PlanComparison(credential: credential, plan: plan, organization: organization, day: day)
  }

  /// What it may that none of the plans of its kind asks for.
  private var surplus: String? {
    guard !alike.isEmpty else { return nil }
    let rights = intersection(alike.map(\.surplusRights))
    let repositories = intersection(alike.map { $0.surplusRepositories.map(\.description) })
    let missing = Set(alike.flatMap(\.missingRights)).sorted()
    let absent = Set(alike.flatMap { $0.missingRepositories.map(\.description) }).sorted()
    let parts = [
      rights.isEmpty ? nil : "has more permissions than planned (\(Phrase.some(rights)))",
      repositories.isEmpty ? nil : "can access more repositories than planned (\(Phrase.some(repositories)))",
      missing.isEmpty ? nil : "lacks \(Phrase.some(missing))",
      absent.isEmpty ? nil : "can't access \(Phrase.some(absent))",
      unknownRights, deployKey,
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "it " + parts.joined(separator: ", and ")
  }

  private var unknownRights: String? {
    switch credential.kind {
    case .classicPAT: credential.scopes == nil ? "has scopes that the description doesn't list" : nil
    case .fineGrainedPAT where credential.permissions == nil:
      "has permissions that the description doesn't list"
    case .fineGrainedPAT:
      credential.repositories == nil ? "can access repositories that the description doesn't list" : nil
    case .deployKey, .sshKey, .appKey, .oauthToken, .other, .unknown: nil
    }
  }

  private var deployKey: String? {
    guard credential.kind.record.rights == .repository else { return nil }
    guard let readOnly = credential.readOnly else {
      return "might be able to push, because the description doesn't set `read_only`"
    }
    let writes = alike.contains { $0.plan.canWrite }
    guard readOnly == writes else { return nil }
    return writes ? "can't push, but pushing is needed" : "can push, but only reading is needed"
  }

  private func intersection(_ lists: [[String]]) -> [String] {
    guard let first = lists.first else { return [] }
    return first.filter { text in lists.allSatisfy { $0.contains(text) } }
  }

  /// Of a credential in whose place nothing of its kind comes.
  private var breadth: String? {
    switch credential.kind {
    case .sshKey: return "an SSH key of an account can access every repository the account can"
    case .oauthToken: return "an OAuth token acts as the person who authorized it"
    case .classicPAT:
      guard alike.isEmpty else { return nil }
      let broad = (credential.scopes ?? []).compactMap { scope in
        Self.broadScopes[scope].map { "its scope `\(scope)` \($0)" }
      }
      return broad.isEmpty ? nil : broad.joined(separator: ", and ")
    case .fineGrainedPAT, .deployKey, .appKey, .other, .unknown: return nil
    }
  }

  private static let broadScopes = [
    "repo": "can read and write every repository its holder can",
    "admin:org": "can manage members, teams and secrets of every organization its holder owns",
    "delete_repo": "can delete repositories", "workflow": "can change workflow files",
    "user": "can change the holder's profile", "write:packages": "can publish every package its holder can",
  ]

  private var sharing: String? {
    guard credential.usedBy.count > 1, credential.kind != .appKey,
      !plans.contains(where: { Set(credential.usedBy).isSubset(of: $0.automations) })
    else { return nil }
    return "\(credential.usedBy.count) automations share it, so you can't revoke it for just one of them"
  }

  // MARK: How long, and where

  private var lifetime: String? {
    guard let longest = organization.policy.longestLife(of: credential.kind) else { return overdue }
    switch credential.expires {
    case .never: return "it never expires, but the policy allows \(longest) days"
    case .unknown: return "its expiration is unknown, and the policy allows \(longest) days"
    case .on(let end):
      let life = end - (credential.created ?? day)
      return life > longest ? "it is valid for \(life) days, but the policy allows \(longest)" : nil
    }
  }

  private var overdue: String? {
    guard let every = organization.policy.rotation(of: credential.kind), let created = credential.created,
      created + every <= day
    else { return nil }
    return "it was created on \(created), but the policy requires a new one every \(every) days"
  }

  private var storage: [String] {
    guard let places = credential.storedIn else {
      return ["it isn't known where it is stored; look for every copy before you remove it"]
    }
    let wide = places.compactMap { place -> String? in
      guard case .organization(let secret, let visibility, _) = place else { return nil }
      if case .selected = visibility { return nil }
      return
        "the organization secret `\(secret)` is visible to \(visibility.countWords), so anyone with write access to one of them can read it"
    }
    return wide + [strangers(places)].compactMap(\.self)
  }

  /// All but the places is as planned: what forbids to move it.
  private func strangers(_ places: [SecretPlace]) -> String? {
    guard alike.count == 1, let plan = alike.first, plan.fits else { return nil }
    let changes = PlaceChanges(
      from: places, to: plan.plan.places(over: places, in: organization), in: organization)
    guard changes.takesAway else { return nil }
    switch readers.strangers(seeing: changes, of: places) {
    case .nobody: return nil
    case .accounts(let names):
      return
        "it could be read by \(Phrase.accounts(names.count)) that shouldn't have it (\(Phrase.some(names.map(\.text)))), so create a new value instead of moving this one"
    case .unknown(.basePermission):
      return
        "the description doesn't set `policy.base_permission`, so anyone might have read it; create a new value instead of moving this one"
    case .unknown(.outside):
      return
        "it isn't known who could read it outside GitHub; create a new value instead of moving this one"
    }
  }
}

extension CredentialPlan {
  /// ``a fine-grained PAT of `acme-bot` with `contents: write` ``.
  package var shortWords: String {
    let rights = Phrase.some(scopes + CredentialText.permissions(permissions), limit: 4)
    let with = rights.isEmpty ? "" : " with \(rights)"
    return switch kind.record.holder {
    case .repository:
      "a \(canWrite ? "" : "read-only ")deploy key of \(Phrase.some(repositories.map(\.description)))\(canWrite ? " that can push" : "")"
    case .app: "a token of the App `\(holder ?? "")`\(with)"
    case .machineUser: "a \(kind.title) of `\(holder ?? "")`\(with)"
    case .nobody, .run, .person: kind.title
    }
  }
}

extension ExistingCredential {
  /// ``a classic PAT of `cleo` with `repo` ``.
  package var shortWords: String {
    let rights = Phrase.some((scopes ?? []) + CredentialText.permissions(permissions ?? [:]), limit: 4)
    let with = rights.isEmpty ? "" : " with \(rights)"
    let held = holder.map { " of `\($0)`" } ?? ""
    let phrase = kind.record.phrase
    return switch kind.record.rights {
    case .scopes, .permissions: "\(phrase)\(held)\(with)"
    case .repository:
      "\(phrase)\(repository.map { " of `\($0)`" } ?? "")\(readOnly == false ? " that can push" : "")"
    case .app: "\(phrase)\(holder.map { " of the App `\($0)`" } ?? "")"
    case .account, .unsaid: "\(phrase)\(held)"
    }
  }
}
