import OrganizationModel

/// A change to a description that may give accesses another credential, told of their situations.
struct Change: Sendable {
  /// What one change does to the accesses that it reaches.
  private struct Part: Sendable {
    var reaches: @Sendable (WeighedAccess) -> Bool
    var apply: @Sendable (inout Situation) -> Void
  }

  /// As a person would say it.
  let text: String
  /// Changes of one key are the same change, whichever access they are tried for.
  let key: String
  /// The role that it gives an account; nil for anything else.
  let role: HolderAssignment.SupposedRole?
  private let parts: [Part]

  /// - Parameter reaches: the accesses whose situations it changes.
  init(
    _ text: String, key: String? = nil, role: HolderAssignment.SupposedRole? = nil,
    reaches: @escaping @Sendable (WeighedAccess) -> Bool,
    apply: @escaping @Sendable (inout Situation) -> Void
  ) {
    self.text = text
    self.key = key ?? text
    self.role = role
    self.parts = [Part(reaches: reaches, apply: apply)]
  }

  private init(_ first: Change, _ second: Change) {
    text = "\(first.text), and \(second.text)"
    key = "\(first.key), and \(second.key)"
    role = first.role ?? second.role
    parts = first.parts + second.parts
  }

  static func + (first: Change, second: Change) -> Change { Change(first, second) }

  /// Changes the situation of an access that it was made for.
  func apply(to situation: inout Situation) {
    for part in parts { part.apply(&situation) }
  }

  /// Changes the situation of any access, as far as it reaches that.
  func apply(to entry: inout WeighedAccess) {
    for part in parts where part.reaches(entry) { part.apply(&entry.situation) }
  }
}

extension Change {
  /// What may be allowed, changed or moved so that an access gets another credential.
  static func candidates(for entry: WeighedAccess) -> [Change] {
    let access = entry.access
    let policy = access.policyKey
    return [
      ofPolicy(access, "allow classic PATs (`\(policy).classic_pats: allowed`)") {
        $0.classicPATs = .allowed
      },
      ofPolicy(access, "allow fine-grained PATs (`\(policy).fine_grained_pats: approval`)") {
        $0.fineGrainedPATs = .approval
      },
      ofPolicy(access, "allow deploy keys (`\(policy).deploy_keys: allowed`)") { $0.deployKeys = .allowed },
      ofPolicy(access, "allow GitHub Apps and register one (`\(policy).apps: preferred`)") {
        $0.apps = .preferred
      },
      approval(by: access), unarchiving(of: access), publication(of: access),
      membership(of: entry.holder, access),
      enterprisePlan(for: access),
    ].compactMap(\.self)
  }

  /// What a policy may take away.
  static func restrictions(for access: Access) -> [Change] {
    let policy = access.policyKey
    return [
      banOfClassicPATs(access),
      ofPolicy(access, "forbid fine-grained PATs (`\(policy).fine_grained_pats: forbidden`)") {
        $0.fineGrainedPATs = .forbidden
      },
      ofPolicy(access, "forbid deploy keys (`\(policy).deploy_keys: forbidden`)") {
        $0.deployKeys = .forbidden
      },
      ofPolicy(access, "forbid GitHub Apps (`\(policy).apps: forbidden`)") { $0.apps = .forbidden },
    ]
  }

  static func banOfClassicPATs(_ access: Access) -> Change {
    ofPolicy(access, "forbid classic PATs (`\(access.policyKey).classic_pats: forbidden`)") {
      $0.classicPATs = .forbidden
    }
  }

  /// The other profile, for every access.
  static func profile(_ profile: Profile) -> Change {
    Change("follow the profile \(profile.rawValue)", reaches: { _ in true }, apply: { $0.profile = profile })
  }

  private static func ofPolicy(
    _ access: Access, _ text: String, apply: @escaping @Sendable (inout Situation) -> Void
  ) -> Change {
    let owner = access.owner
    return Change(text, reaches: { $0.access.owner == owner }, apply: apply)
  }

  /// Lets workflows approve, for what hangs on that.
  private static func approval(by access: Access) -> Change? {
    guard access.need.verb.record.asksForSwitch, !access.isOutside else { return nil }
    return ofPolicy(
      access, "let workflows approve pull requests (`policy.actions_can_create_pull_requests: true`)"
    ) { $0.actionsCanCreatePullRequests = true }
  }

  private static func unarchiving(of access: Access) -> Change? {
    guard case .repository(let reference) = access.need.target, !access.isOutside else { return nil }
    let target = access.need.target
    return Change(
      "unarchive the repository (`repositories.\(reference.name).archived: false`)",
      reaches: { $0.access.need.target == target }, apply: { $0.targetIsArchived = false })
  }

  private static func enterprisePlan(for access: Access) -> Change {
    let place = QuestionWords(access: access, holder: nil).planKey
    return Change(
      "switch to the enterprise plan (`\(place): enterprise`)",
      reaches: { QuestionWords(access: $0.access, holder: nil).planKey == place },
      apply: { $0.plan = .enterprise })
  }

  private static func publication(of access: Access) -> Change? {
    let target = access.need.target
    let kind = access.need.verb.targetKind
    guard kind != .organization else { return nil }
    let place = QuestionWords(access: access, holder: nil).answerAt(.visibility)
    return Change(
      "make the \(kind.rawValue) public (`\(place): public`)", reaches: { $0.access.need.target == target },
      apply: { $0.visibility = .public })
  }

  private static func membership(of holder: HolderAssignment.Holder?, _ access: Access) -> Change? {
    guard let holder else { return nil }
    return Change(
      "make the machine user a member", key: "make \(holder.name) a member of \(access.owner)",
      role: HolderAssignment.SupposedRole(account: holder.name, owner: access.owner, role: .member),
      reaches: { _ in false }, apply: { $0.holder = .member })
  }
}

// MARK: Newer releases and other registries

extension Change {
  /// The first release of GHES, and the first registry, that would give an access a credential.
  static func moves(of access: Access, _ situation: Situation) -> [[Change]] {
    [releases(situation), registries(of: access, situation)]
  }

  private static func releases(_ situation: Situation) -> [Change] {
    guard situation.product == .ghes, let version = situation.version else { return [] }
    return Fact.versionSteps.filter { $0 > version }.map { step in
      Change(
        "update the server to GitHub Enterprise Server \(step) or later (`platform.version`)",
        reaches: { _ in true }, apply: { $0.version = step })
    }
  }

  private static func registries(of access: Access, _ situation: Situation) -> [Change] {
    guard let package = access.package, let now = package.registry else { return [] }
    let target = access.need.target
    return Registry.allCases.filter { $0 != now }.map { registry in
      Change(
        "move the package to the \(registry.name) registry (`packages.\(package.name).registry: \(registry.rawValue)`)",
        reaches: { $0.access.need.target == target }, apply: { $0.registry = registry })
    }
  }
}

// MARK: Answers

extension Change {
  /// Each answer to a question, as a change.
  static func answers(to asked: WeighedAccess.Asked, of entry: WeighedAccess) -> [Change] {
    if let account = asked.account { return roles(of: account, asked, entry) }
    let unknown = asked.unknown
    return entry.situation.answers(to: unknown).map { answer in
      Change(
        answer.text, key: "\(asked.place): \(answer.text)",
        reaches: { other in
          other.situation.isUnknown(unknown) && other.places(of: unknown).contains { $0.place == asked.place }
        },
        apply: { situation in
          let same = situation.answers(to: unknown).first { $0.text == answer.text }
          if let same { situation = same.situation }
        })
    }
  }

  /// What is said of one account leaves the holder unknown where another one may be a member.
  private static func roles(
    of account: Name, _ asked: WeighedAccess.Asked, _ entry: WeighedAccess
  ) -> [Change] {
    let owner = entry.access.owner
    let isLast = (entry.holder?.unsaid.count ?? 0) < 2
    return [OrganizationRole.member, .outsideCollaborator].map { role in
      Change(
        role.rawValue, key: "\(asked.place): \(role.rawValue)",
        role: HolderAssignment.SupposedRole(account: account, owner: owner, role: role),
        reaches: { _ in false },
        apply: { situation in
          if role == .member {
            situation.holder = .member
          } else if isLast {
            situation.holder = .outsideCollaborator
          }
        })
    }
  }
}

extension Access {
  /// Where the description says what the owner of the target permits.
  var policyKey: String { isOutside ? "outside.\(owner)" : "policy" }
}
