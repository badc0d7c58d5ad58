import OrganizationModel
import SourceText

/// Says what becomes of every credential that exists today: one verdict each, which everything else repeats.
struct CredentialReviewer {
  let organization: Organization
  let day: Day
  let readers: SecretReaders
  let uses: CredentialUses
  /// Those that are what is planned, and what changes where they are kept.
  let adopted: [Name: ExistingMatch.Adopted]

  func reviews(_ plans: [CredentialPlan]) -> [ExistingCredentialReview] {
    let byID = Dictionary(plans.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return organization.credentials.map { credential in
      if let adopted = adopted[credential.name] { return planned(credential, adopted) }
      return unplanned(credential, byID)
    }
  }

  // MARK: What is planned

  /// Copies of it go where nobody could miss them; else somebody finds out first, and it stays as it is.
  private func planned(
    _ credential: ExistingCredential, _ adopted: ExistingMatch.Adopted
  ) -> ExistingCredentialReview {
    let changes = adopted.changes
    let reasons = StayReasons(credential: credential, changes: changes, policy: organization.policy, day: day)
    let unknown = adopted.keepsCopies ? UnknownUseFinder(credential: credential, uses: uses).all : []
    let verdict: ExistingCredentialReview.Verdict =
      unknown.isEmpty ? (changes.takesAway ? .move : .keep) : .findOut
    var result = review(
      credential, verdict, unknown.map(\.reason) + reasons.all + inWords(credential),
      uses.accesses(of: credential), changes)
    result.unknown = unknown
    return result
  }

  // MARK: What is not

  private func unplanned(
    _ credential: ExistingCredential, _ plans: [String: CredentialPlan]
  ) -> ExistingCredentialReview {
    let able = uses.served(by: credential)
    let replacements = Set(able.compactMap { $0.credential?.plan }).sorted().compactMap { plans[$0] }
    let reasons = GoReasons(
      credential: credential, able: able, plans: replacements, organization: organization, day: day,
      readers: readers)
    let unknown = UnknownUseFinder(credential: credential, uses: uses).all
    let verdict = verdict(on: credential, unknown, able, replacements)
    let stays = PlaceChanges(kept: credential.storedIn ?? [])
    switch verdict {
    case .findOut:
      var result = review(credential, verdict, unknown.map(\.reason) + reasons.circumstances, able, stays)
      result.unknown = unknown
      return result
    case .keep, .move:
      return review(credential, verdict, kept(credential, replacements) + reasons.circumstances, able, stays)
    case .wait:
      return review(credential, verdict, reasons.waiting + reasons.circumstances, able, stays)
    case .replace, .revoke:
      var result = review(
        credential, verdict, reasons.all, able, .removing(credential.storedIn ?? []))
      let successors = able.compactMap { decision in
        decision.credential.map { $0.plan ?? $0.kind.rawValue }
      }
      result.replacedBy = Set(successors).sorted()
      return result
    }
  }

  /// Nothing goes of which a use is not named and decided (decisions.md, What exists).
  private func verdict(
    on credential: ExistingCredential, _ unknown: [UnknownUse], _ able: [Decision], _ plans: [CredentialPlan]
  ) -> ExistingCredentialReview.Verdict {
    if uses.broker(of: credential) != nil { return .keep }
    if !unknown.isEmpty { return .findOut }
    if !uses.words(for: credential).isEmpty || isAppInUse(credential, plans) { return .keep }
    if able.contains(where: { $0.credential == nil }) { return .wait }
    return credential.usedBy.isEmpty ? .revoke : .replace
  }

  /// An App's token lives for an hour; a stored credential takes its place only where a person says so.
  private func isAppInUse(_ credential: ExistingCredential, _ plans: [CredentialPlan]) -> Bool {
    credential.kind.record.rights == .app && plans.contains { !$0.kind.isOfApp }
  }

  private func kept(_ credential: ExistingCredential, _ plans: [CredentialPlan]) -> [String] {
    if let broker = uses.broker(of: credential) {
      return ["the broker at \(broker) creates tokens with it"]
    }
    let words = inWords(credential)
    guard words.isEmpty else { return words }
    let stored = plans.filter { !$0.kind.isOfApp }.map(\.shortWords)
    return [
      "an App in use stays, because its tokens expire after 1 hour and \(Phrase.some(stored, limit: 3, quoted: false)) would be stored"
    ]
  }

  /// What a person said that it is for.
  private func inWords(_ credential: ExistingCredential) -> [String] {
    uses.words(for: credential).map { words in
      "`\(words.automation)` uses it for something that isn't a described need: \(words.use.words.replacing(bytesOf: "`", with: "'"))"
    }
  }

  private func review(
    _ credential: ExistingCredential, _ verdict: ExistingCredentialReview.Verdict, _ reasons: [String],
    _ accesses: [Decision], _ changes: PlaceChanges
  ) -> ExistingCredentialReview {
    ExistingCredentialReview(
      credential: credential, verdict: verdict, reasons: reasons, replacedBy: [],
      accesses: accesses.map(\.id).sorted(), places: changes,
      reach: CredentialReach(credential, organization),
      readers: readerCount(credential), keys: uses.keys(of: credential))
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
    switch kind.record.rights {
    case .unsaid: false
    case .repository:
      decision.need.record.isByGit && (repository.map { $0.isTarget(of: decision) } ?? true)
    case .account: decision.need.record.isByGit
    case .permissions:
      decision.need.verb.targetKind != .package
        && (repositories?.isEmpty != false || decision.need.verb.targetKind == .organization
          || repositories?.contains { $0.isTarget(of: decision) } == true)
    case .app: decision.need.verb.targetKind != .package
    case .scopes: scopes.map { couldServe(decision, $0) } ?? true
    }
  }

  private func couldServe(_ decision: Decision, _ scopes: [String]) -> Bool {
    switch decision.need.verb.targetKind {
    case .package: scopes.contains { $0.hasSuffix(":packages") }
    case .repository:
      scopes.contains { $0 == "repo" || $0 == "public_repo" }
        || decision.need.record.namedScopes.contains { ClassicScope.covers(scopes, $0) }
    case .organization:
      scopes.contains { $0.hasSuffix(":org") }
        || decision.need.record.namedScopes.contains { ClassicScope.covers(scopes, $0) }
    }
  }
}

extension RepositoryReference {
  fileprivate func isTarget(of decision: Decision) -> Bool {
    if case .repository(self) = decision.need.target { true } else { false }
  }
}
