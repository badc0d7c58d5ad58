import OrganizationModel

/// A credential that exists beside one that is planned: what of it differs, places apart.
struct PlanComparison {
  let credential: ExistingCredential
  let plan: CredentialPlan
  let organization: Organization
  let day: Day

  /// Whether kind, holder, rights and lifetime are those of the plan.
  var fits: Bool { isOfItsKind && !hasOtherRights && isWithinPolicy }

  /// Whether it is of the plan's kind, and held by whom the plan says.
  var isOfItsKind: Bool {
    guard plan.kind.record.existing == credential.kind else { return false }
    return plan.kind.isOfRepository || credential.holder != nil && credential.holder == plan.holder
  }

  private var hasOtherRights: Bool {
    switch plan.kind {
    case .classicPAT: credential.scopes.map { Set($0) } != Set(plan.scopes)
    case .fineGrainedPAT:
      credential.permissions != plan.permissions
        || credential.repositories.map { $0.sorted() } != plan.repositories
    case .deployKey:
      credential.repository != plan.repositories.first || credential.readOnly != !plan.canWrite
    case .anonymous, .githubToken, .brokerToken, .githubApp, .personalPAT, .personalSSHKey: false
    }
  }

  // MARK: Rights

  /// Scopes and permissions that it has and the plan has not, `contents: write`.
  var surplusRights: [String] {
    switch plan.kind {
    case .classicPAT:
      return ClassicScope.normalised(credential.scopes ?? []).filter { !ClassicScope.covers(plan.scopes, $0) }
    case .fineGrainedPAT:
      let surplus = (credential.permissions ?? [:]).filter { name, level in
        name != "metadata" && plan.permissions[name].map { $0 < level } ?? true
      }
      return CredentialText.permissions(surplus)
    case .deployKey, .anonymous, .githubToken, .brokerToken, .githubApp, .personalPAT, .personalSSHKey:
      return []
    }
  }

  /// Scopes and permissions that the plan has and it has not.
  var missingRights: [String] {
    switch plan.kind {
    case .classicPAT:
      return plan.scopes.filter { scope in credential.scopes.map { !ClassicScope.covers($0, scope) } ?? false
      }
    case .fineGrainedPAT:
      let missing = plan.permissions.filter { name, level in
        credential.permissions.map { ($0[name].map { $0 < level }) ?? true } ?? false
      }
      return CredentialText.permissions(missing)
    case .deployKey, .anonymous, .githubToken, .brokerToken, .githubApp, .personalPAT, .personalSSHKey:
      return []
    }
  }

  /// Repositories that a fine-grained PAT reaches beyond those that are planned.
  var surplusRepositories: [RepositoryReference] {
    guard plan.kind == .fineGrainedPAT, let reached = credential.repositories else { return [] }
    let planned = Set(plan.repositories)
    return reached.filter { !planned.contains($0) }.sorted()
  }

  var missingRepositories: [RepositoryReference] {
    guard plan.kind == .fineGrainedPAT, let reached = credential.repositories else { return [] }
    let today = Set(reached)
    return plan.repositories.filter { !today.contains($0) }
  }

  // MARK: Lifetime

  /// A token ends, within policy, and before the day of a ban that is coming.
  private var isWithinPolicy: Bool {
    guard let longest = organization.policy.longestLife(of: credential.kind), plan.expiresInDays != nil else {
      return true
    }
    guard case .on(let end) = credential.expires, end > day else { return false }
    if case .forbiddenFrom(let ban) = organization.classicPATs(of: plan.targetOwner),
      credential.kind == .classicPAT, end > ban
    {
      return false
    }
    return end - (credential.created ?? day) <= longest
  }
}
