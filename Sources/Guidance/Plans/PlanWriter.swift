import OrganizationModel

/// Plans which tokens to mint, for whom, where to store them, and what accounts must be given.
struct PlanWriter {
  let organization: Organization
  let day: Day
  let grants: DescribedGrants
  let readers: SecretReaders

  init(organization: Organization, day: Day, grants: DescribedGrants) {
    self.organization = organization
    self.day = day
    self.grants = grants
    readers = SecretReaders(organization)
  }

  /// What planning gives.
  struct Planned {
    var credentials: [CredentialPlan]
    var grants: [Grant]
    var accounts: [ProposedAccount]
    var reviews: [ExistingCredentialReview]
  }

  /// Plans for every decided access, and writes plan ids, and what grants ask for, into the decisions.
  ///
  /// - Parameters:
  ///   - entries: the accesses, in the order of `decisions`.
  ///   - decisions: in the order of their ids.
  func plan(_ entries: [WeighedAccess], _ decisions: inout [Decision]) -> Planned {
    var drafts: [PlanKey: PlanDraft] = [:]
    for (entry, decision) in zip(entries, decisions) {
      guard let key = PlanKey(entry.access, decision) else { continue }
      drafts[key, default: PlanDraft(key)].add(entry, decision)
    }
    var match = ExistingMatch(
      organization: organization, day: day, readers: readers,
      uses: CredentialUses(organization, entries, decisions))
    let plans = name(PlanKey.sorted(drafts), &match)
    link(plans, &decisions)
    let grantWriter = GrantWriter(organization: organization, described: grants)
    let planned = grantWriter.grants(for: entries, &decisions)
    let credentials = plans.map(\.plan).sorted { $0.id < $1.id }
    return Planned(
      credentials: credentials, grants: planned, accounts: proposedAccounts(plans),
      reviews: CredentialReviewer(
        organization: organization, day: day, readers: readers,
        uses: CredentialUses(organization, entries, decisions), adopted: match.adopted
      ).reviews(credentials))
  }

  private typealias NamedPlan = (plan: CredentialPlan, draft: PlanDraft)

  /// Gives ids: `HOLDER-SCOPES`, with the consumer where one account has several of that name.
  private func name(_ drafts: [PlanDraft], _ match: inout ExistingMatch) -> [NamedPlan] {
    let bases = drafts.map { PlanNames.base(of: $0) }
    let counts = Dictionary(bases.map { ($0, 1) }, uniquingKeysWith: +)
    var taken: Set<String> = []
    return zip(drafts, bases).map { draft, base in
      var id = (counts[base] ?? 0) > 1 ? "\(base)-\(PlanNames.audience(of: draft))" : base
      while !taken.insert(id).inserted { id += "-2" }
      return (finish(draft, id: id, &match), draft)
    }
  }

  private func finish(_ draft: PlanDraft, id: String, _ match: inout ExistingMatch) -> CredentialPlan {
    let expires = expiry(of: draft)
    let overlap = expires.map { max(1, min(14, $0 / 6)) } ?? 14
    let secretName = Slug.secretName(id)
    let places = Placement(organization: organization).places(of: draft, secretName: secretName)
    var plan = CredentialPlan(
      id: id, kind: draft.key.kind, holder: draft.key.holder, holderDescribed: isDescribed(draft.key),
      existing: nil, targetOwner: draft.key.owner, scopes: ClassicScope.normalised(draft.scopes),
      permissions: draft.permissions, repositories: draft.repositories.sorted(), canWrite: draft.canWrite,
      expiresInDays: expires, rotateEveryDays: rotation(of: draft.key.kind, expires, overlap),
      overlapDays: overlap, secretName: secretName, storedIn: places, missing: places,
      serves: draft.accesses.map(\.id).sorted(),
      automations: Set(draft.accesses.map(\.automation)).sorted())
    match.adopt(into: &plan)
    return plan
  }

  private func isDescribed(_ key: PlanKey) -> Bool {
    guard let holder = key.holder else { return false }
    return organization.machineUsers[holder] != nil || organization.apps[holder] != nil
      || organization.people[holder] != nil
  }

  // MARK: Lifetimes

  /// Within policy; no token outlives a ban that is coming, or the exception that permits it.
  private func expiry(of draft: PlanDraft) -> Int? {
    guard let days = expiry(of: draft.key.kind, owner: draft.key.owner) else { return nil }
    return draft.exceptionEnds.map { min(days, max(1, $0 - day)) } ?? days
  }

  private func expiry(of kind: CredentialKind, owner: Name) -> Int? {
    let policy = organization.policy
    switch kind.record.lifetime {
    case .fineGrainedPAT: return policy.longestFineGrainedPATLife
    case .classicPAT:
      let days = policy.longestClassicPATLife
      if case .forbiddenFrom(let ban) = organization.classicPATs(of: owner), ban > day {
        return min(days, ban - day)
      }
      return days
    case .none, .deployKey, .appKey: return nil
    }
  }

  private func rotation(of kind: CredentialKind, _ expires: Int?, _ overlap: Int) -> Int? {
    if let expires { return max(1, expires - overlap) }
    return switch kind.record.lifetime {
    case .deployKey: organization.policy.rotateDeployKeysEvery?.count
    case .appKey: organization.policy.rotateAppKeysEvery?.count
    case .none, .classicPAT, .fineGrainedPAT: nil
    }
  }

  // MARK: Links

  private func link(_ plans: [NamedPlan], _ decisions: inout [Decision]) {
    var planOfAccess: [AccessID: String] = [:]
    for (plan, _) in plans { for access in plan.serves { planOfAccess[access] = plan.id } }
    var keys: [AutomationID: Int] = [:]
    for (plan, _) in plans where plan.kind.isOfRepository {
      for automation in plan.automations { keys[automation, default: 0] += 1 }
    }
    for index in decisions.indices {
      let (id, automation) = (decisions[index].id, decisions[index].automation)
      decisions[index].credential?.plan = planOfAccess[id]
      let count = keys[automation] ?? 0
      if decisions[index].credential?.kind.isOfRepository == true, count >= 6 {
        decisions[index].sideEffects.append(
          SideEffect(
            id: "many-deploy-keys",
            text:
              "`\(automation)` has \(count) deploy keys. One GitHub App with `contents` on those repositories could replace them.",
            isWarning: false))
        decisions[index].sideEffects.sort { $0.id < $1.id }
      }
    }
  }

  private func proposedAccounts(_ plans: [NamedPlan]) -> [ProposedAccount] {
    var accounts: [Name: ProposedAccount] = [:]
    for (plan, draft) in plans {
      guard let holder = plan.holder, !plan.holderDescribed,
        plan.kind.isMachineUserPAT || plan.kind.isOfApp
      else { continue }
      let isApp = plan.kind.isOfApp
      accounts[holder] =
        accounts[holder]
        ?? ProposedAccount(
          name: holder, kind: isApp ? .app : .machineUser,
          role: draft.needsOwner ? .owner : .member, organization: plan.targetOwner,
          purpose: PlanNames.purpose(of: draft))
    }
    return accounts.values.sorted { $0.name < $1.name }
  }
}
