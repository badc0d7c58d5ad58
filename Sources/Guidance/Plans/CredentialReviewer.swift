import OrganizationModel

/// Says what becomes of every credential that exists today.
struct CredentialReviewer {
  let organization: Organization
  let day: Day

  func reviews(_ plans: [CredentialPlan], _ decisions: [Decision]) -> [ExistingCredentialReview] {
    let byAutomation = Dictionary(grouping: decisions, by: \.automation)
    return organization.credentials.map { review($0, plans, byAutomation) }
  }

  private func review(
    _ credential: ExistingCredential, _ plans: [CredentialPlan], _ decisions: [AutomationID: [Decision]]
  ) -> ExistingCredentialReview {
    let served = credential.usedBy.flatMap { decisions[$0] ?? [] }
    let isPlanned = plans.contains { $0.existing == credential.name }
    let verdict: ExistingCredentialReview.Verdict =
      isPlanned ? .keep : credential.usedBy.isEmpty ? .revoke : .replace
    return ExistingCredentialReview(
      credential: credential, verdict: verdict, reasons: reasons(credential, verdict),
      replacedBy: verdict == .replace ? replacements(for: served) : [], accesses: served.map(\.id).sorted())
  }

  private func replacements(for decisions: [Decision]) -> [String] {
    let names = decisions.compactMap { decision in
      decision.credential.map { $0.plan ?? $0.kind.rawValue }
    }
    return Set(names).sorted()
  }

  private func reasons(
    _ credential: ExistingCredential, _ verdict: ExistingCredentialReview.Verdict
  ) -> [String] {
    guard verdict != .keep else { return ["it is exactly what is planned"] }
    let unused = verdict == .revoke ? "nothing described uses it: find out who does before it goes" : nil
    let found = [
      personReason(credential), reachReason(credential), sharingReason(credential), expiryReason(credential),
      storageReason(credential), unused,
    ].compactMap(\.self)
    return found.isEmpty
      ? ["its kind, holder, rights, expiry or places are not those of what is planned"] : found
  }

  private func sharingReason(_ credential: ExistingCredential) -> String? {
    guard credential.usedBy.count > 1, credential.kind != .appKey else { return nil }
    return "\(credential.usedBy.count) automations share it: it cannot be revoked for one alone"
  }

  private func personReason(_ credential: ExistingCredential) -> String? {
    guard let holder = credential.holder, let person = organization.people[holder] else { return nil }
    let leaving = person.leavesOn.map { ", who leaves on \($0)" } ?? ""
    return
      "it belongs to a person, `\(holder)`\(leaving): it reaches everything that they reach and dies when they leave"
  }

  private func reachReason(_ credential: ExistingCredential) -> String? {
    switch credential.kind {
    case .classicPAT where credential.scopes?.contains("repo") == true:
      "its scope `repo` reads and writes every repository that its holder can"
    case .unknown: "its kind is not known"
    case .sshKey: "an SSH key of an account reaches every repository that the account can"
    default: nil
    }
  }

  private func expiryReason(_ credential: ExistingCredential) -> String? {
    let expiresAtAll = credential.kind == .classicPAT || credential.kind == .fineGrainedPAT
    switch credential.expires {
    case .never where expiresAtAll: return "it never expires"
    case .on(let end) where end <= day: return "it expired on \(end)"
    case .on(let end):
      guard let created = credential.created, credential.kind == .classicPAT else { return nil }
      let limit = organization.policy.maximumClassicPATLifetime.count
      return end - created > limit ? "it lives for \(end - created) days; policy allows \(limit)" : nil
    default: return nil
    }
  }

  private func storageReason(_ credential: ExistingCredential) -> String? {
    let wide = (credential.storedIn ?? []).first { place in
      if case .organization(_, let visibility, _) = place {
        visibility == .all || visibility == .private
      } else {
        false
      }
    }
    guard let name = wide?.secretName else { return nil }
    return
      "the organization secret `\(name)` is visible to every repository: whoever writes to any of them can read it"
  }
}
