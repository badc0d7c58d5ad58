import OrganizationModel

/// What accounts must be given so that their tokens reach what they must (decisions.md, Plans: Grants).
struct GrantWriter {
  let organization: Organization
  let described: DescribedGrants

  /// The grants, sorted; preconditions, side effects and questions that come with them go into the decisions.
  func grants(for entries: [WeighedAccess], _ decisions: inout [Decision]) -> [Grant] {
    var grants: Set<Grant> = []
    for (index, entry) in entries.enumerated() {
      guard let credential = decisions[index].credential, credential.kind.isMachineUserPAT else { continue }
      guard let holder = credential.holder else { continue }
      let needed = grantsNeeded(by: entry, decisions[index], holder)
      grants.formUnion(needed.grants)
      needed.write(into: &decisions[index])
    }
    return grants.sorted { ($0.account, $0.on.sortKey, $0.role) < ($1.account, $1.on.sortKey, $1.role) }
  }

  /// The grants of one access, and what is to be said with them.
  fileprivate struct Needed {
    var grants: [Grant] = []
    var preconditions: [Precondition] = []
    var sideEffects: [SideEffect] = []
    var questions: [Question] = []

    func write(into decision: inout Decision) {
      decision.preconditions = (decision.preconditions + preconditions).sorted { $0.id < $1.id }
      decision.sideEffects = (decision.sideEffects + sideEffects).sorted { $0.id < $1.id }
      decision.questions = (decision.questions + questions).sorted { $0.id < $1.id }
    }
  }

  private func grantsNeeded(by entry: WeighedAccess, _ decision: Decision, _ holder: Name) -> Needed {
    switch entry.access.need.target {
    case .package: entry.access.package.map { onPackage($0, entry, holder) } ?? Needed()
    // The fork is the account's own, and its owner grants nothing.
    case .repository where entry.access.need.fromFork: Needed()
    case .repository(let reference): onRepository(reference, entry, holder)
    case .organization: onOrganization(decision.holderMustBeOwner ? .owner : .member, entry.access, holder)
    }
  }

  // MARK: Organization and repository

  private func onOrganization(_ role: OrganizationRole, _ access: Access, _ holder: Name) -> Needed {
    let has = access.outside.map { $0.machineUsers[holder] } ?? organization.machineUsers[holder]?.role
    let exists = has == .owner || (has == .member && role == .member)
    let grant = Grant(
      account: holder, on: .organization(access.owner), role: role.rawValue, exists: exists)
    guard !exists else { return Needed(grants: [grant]) }
    return Needed(
      grants: [grant],
      preconditions: [
        Precondition(
          id: "give-role-in-organization",
          text: "Make `\(holder)` \(role == .owner ? "an owner" : "a member") of `\(access.owner)`.",
          uiOnly: false)
      ])
  }

  private func onRepository(_ reference: RepositoryReference, _ entry: WeighedAccess, _ holder: Name)
    -> Needed
  {
    let role = repositoryRole(for: entry.access.need)
    guard !(role == .read && entry.situation.visibility == .public) else { return Needed() }
    let exists = !entry.access.isOutside && described.has(holder, role, onRepository: reference.name)
    let grant = Grant(account: holder, on: .repository(reference), role: role.rawValue, exists: exists)
    guard !exists else { return Needed(grants: [grant]) }
    return Needed(
      grants: [grant],
      preconditions: [
        Precondition(
          id: "give-role-on-repository",
          text: "Give `\(holder)` the role `\(role.rawValue)` on `\(reference)`.\(unarchiving(entry))",
          uiOnly: false)
      ])
  }

  /// Nobody's access to an archived repository can change (fact `archived-repositories-are-read-only`).
  private func unarchiving(_ entry: WeighedAccess) -> String {
    entry.situation.targetIsArchived
      ? " It is archived, so its access is read-only. Unarchive it for this, then archive it again." : ""
  }

  /// A verb of an organization's own affairs has none, and asks for none on a repository.
  private func repositoryRole(for need: Need) -> RepositoryRole {
    need.record.role ?? .write
  }

  // MARK: Package

  private func onPackage(_ package: Package, _ entry: WeighedAccess, _ holder: Name) -> Needed {
    if entry.access.need.verb == .pull, package.visibility == .public { return Needed() }
    if entry.access.need.verb == .pull, package.visibility == .internal, !entry.access.isOutside,
      entry.situation.holder != .outsideCollaborator
    {
      return Needed()
    }
    if takesAccessFromRepository(package) { return throughRepository(package, entry, holder) }
    let needed = directly(package, entry, holder)
    return package.inheritsAccess == nil ? needed.asking(package, entry, holder) : needed
  }

  /// Inheriting packages, and those of registries that know no grants of their own (C-25, C-44).
  private func takesAccessFromRepository(_ package: Package) -> Bool {
    let isScoped = package.registry.map { !$0.record.grantsByPackage } ?? false
    let isScopedOnServer =
      organization.platform.product == .ghes && package.registry.map { !$0.record.isForImages } ?? false
    return package.inheritsAccess == true || isScoped || isScopedOnServer
  }

  private func throughRepository(_ package: Package, _ entry: WeighedAccess, _ holder: Name) -> Needed {
    guard case .repository(let reference) = package.link else {
      return Needed(preconditions: [
        Precondition(
          id: "give-role-on-repository-of-package",
          text:
            "Give `\(holder)` the role `\(packageRole(entry))` on the repository that `\(package.name)` inherits its access from.",
          uiOnly: false)
      ])
    }
    let role = repositoryRole(for: entry.access.need)
    let exists = !entry.access.isOutside && described.has(holder, role, onRepository: reference.name)
    let full =
      entry.access.isOutside
      ? RepositoryReference(owner: entry.access.owner, name: reference.name) : reference
    let readsCode = SideEffect(
      id: "account-also-reads-code",
      text:
        "`\(holder)` can also read the code of `\(full)`, because the package inherits its access from there.",
      isWarning: false)
    let grant = Grant(account: holder, on: .repository(full), role: role.rawValue, exists: exists)
    guard !exists else { return Needed(grants: [grant], sideEffects: [readsCode]) }
    return Needed(
      grants: [grant],
      preconditions: [
        Precondition(
          id: "give-role-on-repository", text: "Give `\(holder)` the role `\(role.rawValue)` on `\(full)`.",
          uiOnly: false)
      ], sideEffects: [readsCode])
  }

  private func directly(_ package: Package, _ entry: WeighedAccess, _ holder: Name) -> Needed {
    let role = packageRole(entry)
    let level = AccessLevel(rawValue: role) ?? .read
    let exists = !entry.access.isOutside && described.has(holder, level, onPackage: package.name)
    let grant = Grant(account: holder, on: .package(package.name), role: role, exists: exists)
    guard !exists else { return Needed(grants: [grant]) }
    return Needed(
      grants: [grant],
      preconditions: [
        Precondition(
          id: "give-role-on-package",
          text:
            "Package `\(package.name)` > Package settings > Invite teams or people > `\(holder)`, role \(roleTitle(role)).",
          uiOnly: true)
      ])
  }

  /// As the package settings write it.
  private func roleTitle(_ role: String) -> String {
    role.prefix(1).uppercased() + role.dropFirst()
  }

  private func packageRole(_ entry: WeighedAccess) -> String {
    repositoryRole(for: entry.access.need).rawValue
  }
}

extension GrantWriter.Needed {
  /// Whether the package inherits is not said: both ways, and the question.
  fileprivate func asking(_ package: Package, _ entry: WeighedAccess, _ holder: Name) -> Self {
    guard let first = preconditions.first, let grant = grants.first else { return self }
    var needed = self
    let repository =
      if case .repository(let reference) = package.link { "`\(reference)`" } else { "its repository" }
    needed.preconditions = [
      Precondition(
        id: "give-role-on-package",
        text:
          "Make sure that `\(holder)` has the role \(grant.role). If the package inherits access, this is the role `\(grant.role)` on \(repository). If it doesn't: \(first.text)",
        uiOnly: true)
    ]
    let place = "packages.\(package.name).inherits_access"
    let kind = entry.weighing.label
    needed.questions = [
      Question(
        id: place, ask: "Does the package `\(package.name)` inherit access from its repository?",
        answerAt: place,
        answers: ["false", "true"].map { Question.Answer(answer: $0, leadsTo: kind) }, opens: false,
        changes: needed.preconditions.map(\.text))
    ]
    return needed
  }
}

extension Decision {
  /// Whether only an owner of the organization can do it with a token of its account: no role of the organization, told
  /// among the preconditions, gives as much.
  var holderMustBeOwner: Bool {
    Privilege(need) == .administrator
      && !preconditions.contains { Self.rolePreconditions.contains($0.id) }
  }

  private static let rolePreconditions: Set = ["give-ci-cd-role", "give-audit-log-role"]
}

extension Grant.Thing {
  var sortKey: String {
    switch self {
    case .package(let name): "package \(name.folded)"
    case .repository(let reference): "repository \(reference.description.lowercased())"
    case .organization(let name): "organization \(name.folded)"
    }
  }
}
