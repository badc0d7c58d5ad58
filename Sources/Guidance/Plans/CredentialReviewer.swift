import OrganizationModel

/// Says what becomes of every credential that exists today.
struct CredentialReviewer {
  let organization: Organization
  let day: Day
  let readers: SecretReaders

  func reviews(_ plans: [CredentialPlan], _ decisions: [Decision]) -> [ExistingCredentialReview] {
    let byAutomation = Dictionary(grouping: decisions, by: \.automation)
    let byID = Dictionary(plans.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let byExisting = Dictionary(
      plans.compactMap { plan in plan.existing.map { ($0, plan) } }, uniquingKeysWith: { first, _ in first })
    return organization.credentials.map { credential in
      let served = credential.usedBy.flatMap { byAutomation[$0] ?? [] }
      if let plan = byExisting[credential.name] { return stays(credential, plan, served) }
      return goes(credential, served, byID)
    }
  }

  // MARK: What stays

  private func stays(
    _ credential: ExistingCredential, _ plan: CredentialPlan, _ served: [Decision]
  ) -> ExistingCredentialReview {
    let changes = PlaceChanges(
      from: credential.storedIn ?? [], to: plan.storedIn, in: organization)
    let verdict: ExistingCredentialReview.Verdict = changes.takesAway ? .move : .keep
    let reasons = StayReasons(credential: credential, changes: changes, policy: organization.policy, day: day)
    return review(credential, verdict, reasons.all, [], served, changes)
  }

  // MARK: What goes

  private func goes(
    _ credential: ExistingCredential, _ served: [Decision], _ plans: [String: CredentialPlan]
  ) -> ExistingCredentialReview {
    let able = served.filter { credential.couldServe($0, organization) }
    let replacements = Set(able.compactMap { $0.credential?.plan }).sorted().compactMap { plans[$0] }
    let reasons = GoReasons(
      credential: credential, served: served, able: able, plans: replacements, organization: organization,
      day: day, readers: readers)
    let verdict: ExistingCredentialReview.Verdict = credential.usedBy.isEmpty ? .revoke : .replace
    let replacedBy = able.compactMap { decision in
      decision.credential.map { $0.plan ?? $0.kind.rawValue }
    }
    return review(
      credential, verdict, reasons.all, Set(replacedBy).sorted(), able,
      .removing(credential.storedIn ?? []))
  }

  private func review(
    _ credential: ExistingCredential, _ verdict: ExistingCredentialReview.Verdict, _ reasons: [String],
    _ replacedBy: [String], _ served: [Decision], _ changes: PlaceChanges
  ) -> ExistingCredentialReview {
    ExistingCredentialReview(
      credential: credential, verdict: verdict, reasons: reasons, replacedBy: replacedBy,
      accesses: served.map(\.id).sorted(), places: changes,
      reach: CredentialReach(credential, organization),
      readers: readerCount(credential))
  }

  /// Nil where it is not kept on GitHub, or nobody says where it is kept.
  private func readerCount(_ credential: ExistingCredential) -> Int? {
    guard let places = credential.storedIn?.filter({ !$0.isOutside }), !places.isEmpty else { return nil }
    return readers.accounts(places).count
  }
}

extension ExistingCredential {
  /// Whether it is of a kind that the access can be had with at all, as far as its rights are described.
  func couldServe(_ decision: Decision, _ organization: Organization) -> Bool {
    switch kind {
    case .other: false
    case .unknown: true
    case .deployKey: reachesOverGit(decision) && (repository.map { $0.isTarget(of: decision) } ?? true)
    case .sshKey: reachesOverGit(decision)
    case .fineGrainedPAT:
      decision.need.verb.targetKind != .package
        && (repositories?.isEmpty != false || decision.need.verb.targetKind == .organization
          || repositories?.contains { $0.isTarget(of: decision) } == true)
    case .appKey: decision.need.verb.targetKind != .package
    case .classicPAT, .oauthToken: scopes.map { couldServe(decision, $0) } ?? true
    }
  }

  private func reachesOverGit(_ decision: Decision) -> Bool {
    decision.need.verb == .clone || decision.need.verb == .push
  }

  private func couldServe(_ decision: Decision, _ scopes: [String]) -> Bool {
    switch decision.need.verb.targetKind {
    case .package: scopes.contains { $0.hasSuffix(":packages") }
    case .repository:
      scopes.contains { $0 == "repo" || $0 == "public_repo" }
        || (decision.need.verb == .setStatus && scopes.contains("repo:status"))
    case .organization: scopes.contains { $0.hasSuffix(":org") || $0 == "read:audit_log" }
    }
  }
}

extension RepositoryReference {
  fileprivate func isTarget(of decision: Decision) -> Bool {
    if case .repository(self) = decision.need.target { true } else { false }
  }
}
