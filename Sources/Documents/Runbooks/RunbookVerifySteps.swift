import Templates
import Guidance
import OrganizationModel

/// What a planned credential must be able to do, what it must not, and who uses it.
extension RunbookPlan {
  /// Makes it, stores it and tries it, one person in one terminal. Who has one already begins at the second half.
  var setUpSteps: [RunbookStep] {
    // A token is read where it is made.
    let have = isToken ? [] : [RunbookStep("have-key", tools: [.openssl])]
    return RunbookStep.prepared(
      mintSteps + have + storeSteps + positiveSteps + negativeSteps + consumerSteps,
      scope: needsOrganizationScope)
  }

  var positiveSteps: [RunbookStep] {
    switch plan.kind {
    case .deployKey, .personalSSHKey: keyRepository.map(keySteps) ?? []
    case .githubApp: appTokenSteps + permissionSteps
    case .classicPAT, .fineGrainedPAT, .personalPAT, .anonymous, .githubToken, .brokerToken: tokenSteps
    }
  }

  var negativeSteps: [RunbookStep] {
    switch plan.kind {
    case .deployKey: keyRepository.map(keyNegativeSteps) ?? []
    case .personalSSHKey: []
    case .githubApp: appNegativeSteps
    case .classicPAT, .fineGrainedPAT, .personalPAT, .anonymous, .githubToken, .brokerToken:
      isPackagesOnly ? packagesNegativeSteps : repositoryNegativeSteps
    }
  }

  // MARK: Tokens of accounts

  private var tokenSteps: [RunbookStep] {
    let login = RunbookStep("verify-login", tools: [.tokenGh])
    let scopes = isClassic ? [RunbookStep("verify-scopes", tools: [.curl])] : []
    return [login] + scopes + packages.flatMap(packageSteps) + permissionSteps
  }

  /// The packages that it must reach, each once.
  var packages: [Package] {
    var seen: Set<Name> = []
    return decisions.compactMap { decision in
      guard case .package(let key) = decision.need.target, seen.insert(key).inserted else { return nil }
      return ground.organization.packages[key]
    }
  }

  var decisions: [Decision] { plan.serves.compactMap(ground.book.access) }

  private func packageSteps(_ package: Package) -> [RunbookStep] {
    let named = PackageNames(package, ground)
    let read = RunbookStep("verify-package", tools: [.tokenGh], named.values)
    guard (package.registry ?? .container).record.isForImages else { return [read] }
    return [read, RunbookStep("verify-pull", tools: [.tokenGh, .docker], named.values)]
  }

  // MARK: Rights on repositories and organizations

  /// A read for each right and thing; a write that cannot succeed where the right is to write.
  private var permissionSteps: [RunbookStep] {
    rightsInUse.flatMap { right in
      let reads = right.readPath.map { RunbookStep("verify-permission", tools: [.tokenGh], right.values($0)) }
      let writes = right.level == .read ? nil : right.probe
      return [
        reads,
        writes.map { RunbookStep("verify-write", tools: [.tokenGh], right.values($0.path, $0.fields)) },
      ]
      .compactMap(\.self)
    }
  }

  /// Each permission on each thing that an access needs; of a classic PAT those that its scopes stand for.
  private var rightsInUse: [RightInUse] {
    var rights: Set<RightInUse> = []
    // From its own fork it has no right on the target that could be tried.
    for decision in decisions where !decision.need.fromFork {
      let permissions = isClassic ? classicRights(decision) : decision.credential?.permissions ?? [:]
      guard let target = target(of: decision) else { continue }
      for (permission, level) in permissions { rights.insert(RightInUse(permission, level, target)) }
    }
    return RightInUse.strongest(of: rights)
  }

  private func classicRights(_ decision: Decision) -> [String: AccessLevel] {
    switch decision.need.verb.targetKind {
    // What its scopes reach beside or without the code, by the permissions that they stand for.
    case .repository where !decision.reachesCode: decision.need.record.permissions
    case .repository: ["contents": decision.need.record.onlyReads ? .read : .write]
    case .organization where decision.need.verb == .readAuditLog: ["organization_administration": .read]
    case .organization where decision.need.verb == .updateProject: ["organization_projects": .read]
    case .organization: ["members": .read]
    case .package: [:]
    }
  }

  private func target(of decision: Decision) -> String? {
    switch decision.need.target {
    case .repository(let reference): ground.fullName(reference)
    case .organization(let name): (name ?? ground.organization.name).text
    case .package: nil
    }
  }

  // MARK: What it must not reach

  private var packagesNegativeSteps: [RunbookStep] {
    [onlyPackagesStep] + (privateRepository(except: []).map { [noRepositoryStep($0, "scope")] } ?? [])
  }

  private var onlyPackagesStep: RunbookStep {
    let expected = expectedPackages.map { ["type": $0.type, "package": $0.name] as TemplateContext }
    return RunbookStep(
      "verify-only-packages", tools: [.tokenGh], ["expected": expected, "has_expected": !expected.isEmpty])
  }

  /// The private packages of the target's owner that the account is to reach: by grants on them, or through a repository.
  private var expectedPackages: [(type: String, name: String)] {
    let grants = plan.holder.map(ground.book.accounts.grants) ?? []
    let things = Set(grants.map(\.on))
    let used = Set(packages.map(\.name))
    return ground.organization.packages
      .filter {
        ($0.owner ?? ground.organization.name) == plan.targetOwner && $0.visibility != .public
          && $0.visibility != .internal
      }
      .filter {
        used.contains($0.name) || things.contains(.package($0.name)) || reachesThroughRepository($0, things)
      }
      .map { (type: $0.typeName, name: $0.packageName) }
      .sorted { $0 < $1 }
  }

  private func reachesThroughRepository(_ package: Package, _ things: Set<Grant.Thing>) -> Bool {
    guard case .repository(let reference) = package.link,
      package.inheritsAccess != false || knowsNoGrants(package)
    else { return false }
    return things.contains(.repository(reference))
  }

  /// Whether only its repository gives access to it: by its registry, and on GHES by every registry but that of images
  /// (C-25, C-44).
  private func knowsNoGrants(_ package: Package) -> Bool {
    guard let record = package.registry?.record else { return false }
    return !record.grantsByPackage || (ground.organization.platform.product == .ghes && !record.isForImages)
  }

  private var repositoryNegativeSteps: [RunbookStep] {
    let reach = Set(plan.repositories.map(\.name) + decisions.compactMap(\.targetRepository))
    let other =
      otherRepository(reach).map { [noRepositoryStep($0, isClassic ? "grants" : "selection")] } ?? []
    return other + noWriteSteps
  }

  /// Where members reach every repository a classic token does too, and the test would show nothing.
  private func otherRepository(_ reach: Set<Name>) -> Name? {
    let membersReach = ground.organization.policy.basePermission != Policy.BasePermission.none
    return isClassic && membersReach ? nil : privateRepository(except: reach)
  }

  private var noWriteSteps: [RunbookStep] {
    guard !isClassic, plan.permissions["contents"] == .read, let reference = plan.repositories.first else {
      return []
    }
    return [RunbookStep("verify-no-write", tools: [.tokenGh], ["target": ground.fullName(reference)])]
  }

  private func noRepositoryStep(_ name: Name, _ why: String) -> RunbookStep {
    RunbookStep(
      "verify-no-repository", tools: [.gh, .tokenGh],
      [
        "target": "\(ground.organization.name)/\(name)", "by_scope": why == "scope",
        "by_grants": why == "grants",
        "by_selection": why == "selection",
      ])
  }

  /// A private repository of this organization that it has nothing to do with.
  func privateRepository(except names: Set<Name>) -> Name? {
    let granted = Set((plan.holder.map(ground.book.accounts.grants) ?? []).compactMap(\.on.repositoryName))
    return ground.organization.repositories.first {
      $0.visibility == .private && !$0.archived && !names.contains($0.name)
        && (isPackagesOnly || !isClassic || !granted.contains($0.name))
    }?.name
  }

  // MARK: Keys

  private func keySteps(_ reference: RepositoryReference) -> [RunbookStep] {
    let values = keyValues(reference)
    let listed = RunbookStep("verify-key-listed", tools: [.gh, .ssh], values)
    let write = RunbookStep("verify-key-write", tools: [.git, .ssh], values)
    return (plan.kind.isOfRepository ? [listed] : []) + [
      RunbookStep("verify-key-read", tools: [.git, .ssh], values)
    ]
      + (plan.canWrite ? [write] : [])
  }

  private func keyNegativeSteps(_ reference: RepositoryReference) -> [RunbookStep] {
    let values = keyValues(reference)
    let write = plan.canWrite ? [] : [RunbookStep("verify-key-write", tools: [.git, .ssh], values)]
    guard let other = privateRepository(except: [reference.name]) else { return write }
    let tried: TemplateContext = [
      "other_remote": ground.hosts.remote(ground.organization.name, other),
      "other_repository": "\(ground.organization.name)/\(other)",
    ]
    return write
      + [RunbookStep("verify-key-other", tools: [.gh, .git, .ssh], values.merging(tried) { $1 })]
  }

  func keyValues(_ reference: RepositoryReference) -> TemplateContext {
    [
      "repository": ground.fullName(reference),
      "remote": ground.hosts.remote(ground.owner(of: reference), reference.name),
    ]
  }

  // MARK: Apps

  private var appTokenSteps: [RunbookStep] {
    [RunbookStep("app-token", tools: [.gh, .curl, .openssl], ["body": appRequestBody])]
      + (plan.repositories.isEmpty ? [] : [RunbookStep("verify-app-reach", tools: [.tokenGh])])
  }

  /// What the trial token is narrowed to (A-01): JSON made of names that GitHub takes, which need no escaping.
  private var appRequestBody: String {
    let repositories = plan.repositories.map { "\"\($0.name)\"" }.joined(separator: ",")
    let permissions = plan.permissions.sorted { $0.key < $1.key }.map {
      "\"\($0.key)\":\"\($0.value.rawValue)\""
    }
    return (plan.repositories.isEmpty ? "{" : "{\"repositories\":[\(repositories)],")
      + "\"permissions\":{\(permissions.joined(separator: ","))}}"
  }

  /// The repositories that an App's token reaches without being asked for: if it names none, those that the App is installed
  /// on. Nil if that is every repository, or if nobody knows. Source:
  /// https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app (2026-11-30).
  private var reachedUnasked: [Name]? {
    guard plan.repositories.isEmpty, let holder = plan.holder, let app = ground.organization.apps[holder]
    else { return [] }
    switch app.repositories {
    case .selected(let references): return references.map(\.name)
    case .all, nil: return nil
    }
  }

  private var appNegativeSteps: [RunbookStep] {
    let other = reachedUnasked.flatMap { unasked in
      privateRepository(except: Set(plan.repositories.map(\.name) + unasked))
    }
    return (other.map { [noRepositoryStep($0, "selection")] } ?? []) + noWriteSteps
      + [RunbookStep("app-token-revoke", tools: [.tokenGh])]
  }
}

/// A package as the REST API and the registries name it.
struct PackageNames: Sendable {
  let type: String
  let name: String
  let values: TemplateContext

  init(_ package: Package, _ ground: RunbookGround) {
    let owner = package.owner ?? ground.organization.name
    type = package.typeName
    name = package.packageName
    values = [
      "package": package.packageName, "package_type": type,
      "package_path": "orgs/\(owner)/packages/\(type)/\(URLText.query(package.packageName))",
      "image": PackageCommands(package, owner: owner, hosts: ground.book.hosts).image,
    ]
  }
}

extension Package {
  /// As the REST API names its type.
  fileprivate var typeName: String { (registry ?? .container).record.type }
}

extension Decision {
  var targetRepository: Name? {
    if case .repository(let reference) = need.target { reference.name } else { nil }
  }
}

extension Grant.Thing {
  var repositoryName: Name? {
    if case .repository(let reference) = self, reference.owner == nil { reference.name } else { nil }
  }
}

extension Decision {
  /// Whether the scopes of its classic PAT reach code.
  fileprivate var reachesCode: Bool {
    credential?.scopes.contains { ["repo", "public_repo"].contains($0) } ?? false
  }
}
