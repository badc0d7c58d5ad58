import Guidance
package import OrganizationModel

/// What somebody can do who has the value of one credential, as far as the description says it.
///
/// It names no more than is known. Where the description lacks something, `unknown` says what.
package struct BlastRadius: Sendable {
  /// One thing that it reaches.
  package struct Part<Thing: Sendable & Hashable>: Sendable, Hashable {
    /// A repository, or the key of a package.
    package let thing: Thing
    /// Whether it can change it, not only read it.
    package let canWrite: Bool
  }

  /// Another secret that somebody can read who can push code to a repository (S-07).
  package struct Secret: Sendable {
    /// Whose value it is.
    package let origin: StoredSecret.Origin
    /// A repository whose workflows can use it; nil where every repository's can.
    package let repository: Name?
    /// Whether a reviewer has to approve before a job sees it (S-08).
    package let needsApproval: Bool
  }

  /// The account whose access it has; nil where it has an access of its own, or nobody knows whose.
  package private(set) var account: Name?
  /// The repositories that the description names, in the order of their names. Empty where it is `everywhere`.
  package private(set) var repositories: [Part<RepositoryReference>] = []
  /// Every repository of the organization; whether it can push to them.
  package private(set) var everywhere: Bool?
  /// The packages of the organization that the description names, by their keys.
  package private(set) var packages: [Part<Name>] = []
  /// Its scopes, or its permissions with their levels; sorted. Empty where it has no such thing, or nobody knows them.
  package private(set) var rights: [String] = []
  /// The scopes and permissions with which it can change members, secrets, runners or settings; sorted.
  package private(set) var governs: [String] = []
  /// The services other than GitHub that it opens.
  package private(set) var services: [Name] = []
  /// What it opens at such a service, in the description's words.
  package private(set) var may: String?
  /// The other secrets that exist and that it leads to, widest reach first.
  package private(set) var secrets: [Secret] = []
  /// Whether it may change the files of workflows; nil where nobody knows. It can change the code that they run without.
  package private(set) var changesWorkflows: Bool?
  /// What the description doesn't say of its reach. Clauses without capital and full stop, with names between backticks.
  package private(set) var unknown: [String] = []

  /// The reach of an existing or planned credential; nil where there is none of that name.
  package init?(of origin: StoredSecret.Origin, _ index: DecisionIndex) {
    switch origin {
    case .plan(let id):
      guard let plan = index.plan(id) else { return nil }
      read(plan, index)
    case .existing(let name):
      guard let review = index.review(name) else { return nil }
      read(review.credential, index)
    }
    findSecrets(besides: origin, index)
  }

  /// Whether the description names nothing that it reaches.
  package var isEmpty: Bool {
    repositories.isEmpty && everywhere == nil && packages.isEmpty && governs.isEmpty && services.isEmpty
      && secrets.isEmpty
  }
}

// MARK: - What it may do

extension BlastRadius {
  private mutating func read(_ credential: ExistingCredential, _ index: DecisionIndex) {
    if let service = credential.service {
      services = [service.name]
      may = service.may
      if service.may == nil { unknown.append("its rights at `\(service.name)`") }
      return
    }
    switch credential.kind.record.rights {
    case .scopes: read(scopes: credential.scopes, of: credential.holder, index)
    case .permissions: read(permissions: credential.permissions, on: credential.repositories)
    case .repository:
      changesWorkflows = true
      guard let repository = credential.repository else {
        unknown.append("the repository that it opens")
        return
      }
      if credential.readOnly == nil { unknown.append("whether it can push to `\(repository)`") }
      repositories = [Part(thing: repository, canWrite: credential.readOnly == false)]
    case .account:
      changesWorkflows = true
      readRepositories(of: credential.holder, canWrite: true, index)
    case .app: read(app: credential.holder, index)
    case .unsaid: unknown.append("the things that it opens")
    }
  }

  private mutating func read(_ plan: CredentialPlan, _ index: DecisionIndex) {
    switch plan.kind {
    case .deployKey:
      changesWorkflows = true
      repositories = plan.repositories.map { Part(thing: $0, canWrite: plan.canWrite) }
    case .fineGrainedPAT: read(permissions: plan.permissions, on: plan.repositories)
    case .githubApp:
      // Whoever has its key has all that the App has, not only what was planned.
      if plan.holderDescribed {
        read(app: plan.holder, index)
      } else {
        read(permissions: plan.permissions, on: plan.repositories)
      }
    case .personalPAT, .personalSSHKey:
      readRepositories(of: plan.holder, canWrite: true, index)
    case .classicPAT: read(scopes: plan.scopes, of: plan.holder, index)
    case .anonymous, .githubToken, .brokerToken: break
    }
  }

  private mutating func read(app name: Name?, _ index: DecisionIndex) {
    guard let name, let app = index.organization.apps[name] else {
      unknown.append("which App it belongs to")
      return
    }
    switch app.repositories {
    case .all:
      read(permissions: app.permissions, on: [])
      everywhere = Self.writesContents(app.permissions)
    case .selected(let references): read(permissions: app.permissions, on: references)
    case nil: read(permissions: app.permissions, on: nil)
    }
  }

  private static func writesContents(_ permissions: [String: AccessLevel]?) -> Bool {
    (permissions?["contents"]).map { $0 > .read } ?? false
  }

  private mutating func read(
    permissions: [String: AccessLevel]?, on references: [RepositoryReference]?
  ) {
    guard let permissions else {
      unknown.append("its permissions")
      repositories = (references ?? []).sorted().map { Part(thing: $0, canWrite: false) }
      return
    }
    let writes = Self.writesContents(permissions)
    rights = permissions.map { "\($0.key): \($0.value.rawValue)" }.sorted()
    changesWorkflows = permissions["workflows"].map { $0 > .read } ?? false
    governs = permissions.filter { $0.value > .read && PermissionReach.governs($0.key) }
      .map { "\($0.key): \($0.value.rawValue)" }.sorted()
    guard let references else {
      unknown.append("its repositories")
      return
    }
    repositories = references.sorted().map { Part(thing: $0, canWrite: writes) }
  }

  /// Of a classic PAT or an OAuth token: within its scopes, all that its holder can do (C-10, P-20).
  private mutating func read(scopes: [String]?, of holder: Name?, _ index: DecisionIndex) {
    account = holder
    guard let scopes else {
      unknown.append("its scopes")
      return
    }
    rights = scopes.sorted()
    changesWorkflows = scopes.contains("workflow")
    governs = scopes.filter(Self.governs).sorted()
    if scopes.contains("repo") || scopes.contains("public_repo") {
      readRepositories(of: holder, canWrite: true, index, onlyPublic: !scopes.contains("repo"))
    }
    let ofPackages = scopes.filter { $0.hasSuffix(":packages") }
    guard !ofPackages.isEmpty else { return }
    readPackages(of: holder, canWrite: ofPackages.contains { $0 != "read:packages" }, index)
  }

  private static func governs(_ scope: String) -> Bool {
    scope.hasPrefix("admin:")
      || ["delete_repo", "manage_runners:org", "site_admin", "write:org"].contains(scope)
  }

  private mutating func readRepositories(
    of holder: Name?, canWrite: Bool, _ index: DecisionIndex, onlyPublic: Bool = false
  ) {
    account = holder
    guard let holder else {
      unknown.append("whose access it has")
      return
    }
    if index.writeAccess.isEverywhere(holder), !onlyPublic {
      everywhere = canWrite
      return
    }
    if index.membership.basePermission == nil {
      unknown.append("the base permission of members (`policy.base_permission`)")
    }
    let written = index.writeAccess.repositories(of: holder)
    repositories = written.filter { !onlyPublic || $0.visibility == .public }
      .map { Part(thing: RepositoryReference(name: $0.name), canWrite: canWrite) }
    unknown.append(
      onlyPublic
        ? "the public repositories outside `\(index.organization.name)` that `\(holder)` can push to"
        : "the repositories that `\(holder)` can only read, and those of other owners")
  }

  private mutating func readPackages(of holder: Name?, canWrite: Bool, _ index: DecisionIndex) {
    guard let holder else {
      unknown.append("whose packages it reaches")
      return
    }
    let teams = Set(index.writeAccess.teams(of: holder))
    var isPartial = false
    for package in index.organization.packages
    where package.owner == nil || package.owner == index.organization.name {
      if let role = package.access?.filter({ $0.key == holder || teams.contains($0.key) }).values.max() {
        packages.append(Part(thing: package.name, canWrite: canWrite && role > .read))
      } else if package.access == nil || package.inheritsAccess != false {
        isPartial = true
      }
    }
    let more = isPartial ? "the packages whose access list isn't described, and " : ""
    unknown.append("\(more)the packages of other owners that `\(holder)` can access")
  }
}

// MARK: - What it leads to

extension BlastRadius {
  /// Who can push to a repository can read the secrets of its workflows (S-07). What nobody has made yet is no secret.
  private mutating func findSecrets(besides origin: StoredSecret.Origin, _ index: DecisionIndex) {
    let itself = index.made(origin)
    if everywhere == true {
      secrets = index.everySecret.filter { $0 != itself }
        .map { Secret(origin: $0, repository: nil, needsApproval: false) }
      return
    }
    var found: [StoredSecret.Origin: Secret] = [:]
    let own = index.organization.name
    for part in repositories where part.canWrite && (part.thing.owner ?? own) == own {
      guard let repository = index.organization.repositories[part.thing.name], !repository.archived
      else { continue }
      for secret in index.secrets.secrets(of: repository) {
        // It is to be there, and is not yet.
        if case .plan(let id) = secret.origin, index.isMissing(secret.place, of: id) { continue }
        let origin = index.made(secret.origin)
        let way = Secret(
          origin: origin, repository: repository.name,
          needsApproval: BlastRadius.isReviewed(secret.place, repository))
        if let known = found[origin], !known.needsApproval || way.needsApproval { continue }
        found[origin] = way
      }
    }
    secrets = index.ranked(found.keys).filter { $0.origin != itself && $0.rank.isMade }
      .compactMap { found[$0.origin] }
  }

  private static func isReviewed(_ place: SecretPlace, _ repository: Repository) -> Bool {
    guard case .environment(_, _, let environment) = place else { return false }
    return repository.environments[environment]?.reviewers.isEmpty == false
  }
}

// MARK: - Step by step

/// Everything that somebody can come to from one credential, secret by secret.
package struct SecretTrail: Sendable {
  /// One credential that can be read, and from where.
  package struct Stage: Sendable {
    /// Whose value it is.
    package let secret: BlastRadius.Secret
    /// The credential that lets one push to the repository.
    package let from: StoredSecret.Origin
    /// What it opens in its turn.
    package let radius: BlastRadius
  }

  /// What the credential itself opens.
  package let first: BlastRadius
  /// The others, those that take fewer steps first, and of these the widest reach first.
  package let stages: [Stage]

  /// Follows secrets until nothing new comes; nil where there is no credential of that name.
  package init?(of origin: StoredSecret.Origin, _ index: DecisionIndex) {
    guard let first = BlastRadius(of: origin, index) else { return nil }
    self.first = first
    var seen: Set<StoredSecret.Origin> = [index.made(origin)]
    var stages: [Stage] = []
    var waiting: [(StoredSecret.Origin, BlastRadius)] = [(origin, first)]
    var next = 0
    while next < waiting.count {
      let (from, radius) = waiting[next]
      next += 1
      for secret in radius.secrets where seen.insert(secret.origin).inserted {
        guard let reached = BlastRadius(of: secret.origin, index) else { continue }
        stages.append(Stage(secret: secret, from: from, radius: reached))
        waiting.append((secret.origin, reached))
      }
    }
    self.stages = stages
  }

  private var all: [BlastRadius] { [first] + stages.map(\.radius) }

  /// Whether some part of it reaches every repository of the organization.
  package var isEverywhere: Bool { all.contains { $0.everywhere != nil } }
  /// The repositories that the description names, sorted, each once.
  package var repositories: [RepositoryReference] {
    Set(all.flatMap { $0.repositories.map(\.thing) }).sorted()
  }
  /// The packages that the description names, each once, in the order of their names.
  package var packages: [Name] { Set(all.flatMap { $0.packages.map(\.thing) }).sorted() }
  /// The services other than GitHub, each once, in the order of their names.
  package var services: [Name] { Set(all.flatMap(\.services)).sorted() }
}
