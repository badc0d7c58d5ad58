import OrganizationModel
import Services
import SourceText

/// Says what becomes of a credential of a service that exists today. Nothing of it goes whose uses are not all named and
/// decided, or of whose service nobody looked up how it ends one.
struct ServiceCredentialReviewer {
  let organization: Organization
  let decisions: [AutomationID: [ServiceDecision]]
  let records: ServiceRecords
  let day: Day

  init(organization: Organization, decisions: [ServiceDecision], records: ServiceRecords, day: Day) {
    (self.organization, self.records, self.day) = (organization, records, day)
    self.decisions = Dictionary(grouping: decisions, by: \.automation)
  }

  /// The review of a credential of a service; of any other, what it already is.
  func review(_ review: ExistingCredentialReview) -> ExistingCredentialReview {
    let credential = review.credential
    guard let service = credential.service else { return review }
    let accesses = self.accesses(of: credential, service)
    let unknown = unknown(of: credential, service, accesses)
    var result = review
    result.verdict = verdict(on: credential, service, accesses, unknown)
    result.unknown = result.verdict == .findOut ? unknown : []
    result.accesses = accesses.map(\.id).sorted()
    result.replacedBy =
      result.verdict == .replace
      ? Set(accesses.compactMap { access in access.credential.map { "\(service.name):\($0.option)" } })
        .sorted() : []
    result.places =
      result.goes
      ? .removing(credential.storedIn ?? []) : PlaceChanges(kept: credential.storedIn ?? [])
    result.reasons = result.unknown.map(\.reason) + reasons(credential, accesses, result.verdict)
    return result
  }

  private func accesses(
    of credential: ExistingCredential, _ service: ExistingCredential.OfService
  ) -> [ServiceDecision] {
    credential.usedBy.flatMap { decisions[$0] ?? [] }.filter { $0.service.name == service.name }
  }

  private func verdict(
    on credential: ExistingCredential, _ service: ExistingCredential.OfService, _ accesses: [ServiceDecision],
    _ unknown: [UnknownUse]
  ) -> ExistingCredentialReview.Verdict {
    if !unknown.isEmpty { return .findOut }
    if service.kind == .identifier || !inWords(credential).isEmpty { return .keep }
    if accesses.contains(where: { $0.credential == nil }) { return .wait }
    if accesses.contains(where: { $0.credential?.rung == service.kind.rung }) { return .keep }
    if accesses.contains(where: { !$0.isLookedUp }) { return .keep }
    return credential.usedBy.isEmpty ? .revoke : .replace
  }

  // MARK: What nobody knows

  private func unknown(
    of credential: ExistingCredential, _ service: ExistingCredential.OfService, _ accesses: [ServiceDecision]
  ) -> [UnknownUse] {
    let path = "credentials.\(credential.name)"
    var found: [UnknownUse] = []
    if service.kind == .unknown, inWords(credential).isEmpty {
      found.append(
        UnknownUse(
          .kind, "it isn't known what it is at `\(service.name)`", at: "\(path).kind",
          "its class, such as `automation_user`"))
    }
    if credential.usedBy.isEmpty, !credential.saysItsUsers {
      found.append(
        UnknownUse(
          .users, "nothing in the description uses it, but the description doesn't say that it is unused",
          at: "\(path).used_by", "its users, or `[]` once you have confirmed that it has none"))
    }
    if credential.usedBy.isEmpty, credential.saysItsUsers, !isLookedUp(service) {
      found.append(
        UnknownUse(
          .service, "nobody looked up how `\(service.name)` ends a credential",
          at: "services.\(service.name).answers.proof", "how you see that an ended credential no longer works"
        ))
    }
    let explained = Set(accesses.map(\.automation)).union(inWords(credential))
    found += credential.usedBy.filter { !explained.contains($0) }.map { user in
      UnknownUse(
        .needs, "`\(user)` uses it, but lists no need of `\(service.name)`", at: user.needsPath,
        "its purpose there, as a need such as `publish npm:package @acme/ui`")
    }
    return found + guesses(credential, accesses)
  }

  /// What an import guessed, and a verdict would rest on.
  private func guesses(_ credential: ExistingCredential, _ accesses: [ServiceDecision]) -> [UnknownUse] {
    let own = credential.guess.map { ("credentials.\(credential.name)", $0) }
    let uses = accesses.compactMap { access in access.use.guess.map { (access.automation.needsPath, $0) } }
    return ([own].compactMap(\.self) + uses).map { path, guess in
      let seen = guess.place.isEmpty ? "" : ", seen at `\(guess.place.replacing(bytesOf: "`", with: "'"))`"
      return UnknownUse(
        .guess, "an import guessed `\(path)`\(seen)", at: path, "what is true there, then remove `x-guess`")
    }
  }

  private func isLookedUp(_ service: ExistingCredential.OfService) -> Bool {
    organization.services[service.name].flatMap { records.record(of: $0) }.map { !$0.isGeneric } ?? false
  }

  /// The automations that say in words what they use it for.
  private func inWords(_ credential: ExistingCredential) -> [AutomationID] {
    organization.automations.filter { automation in
      automation.otherUses.contains { $0.credential == credential.name && $0.guess == nil }
    }.map(\.id)
  }

  // MARK: Reasons

  private func reasons(
    _ credential: ExistingCredential, _ accesses: [ServiceDecision],
    _ verdict: ExistingCredentialReview.Verdict
  ) -> [String] {
    var reasons: [String] = []
    if credential.service?.kind == .identifier {
      reasons.append("it isn't secret, so a variable of GitHub Actions is enough")
    }
    switch verdict {
    case .replace:
      for (title, ids) in byTitle(accesses) {
        reasons.append("\(title) works for \(Phrase.some(ids, limit: 3))")
      }
    case .keep, .move:
      let same = accesses.filter { $0.credential?.rung == credential.service?.kind.rung }
      if !same.isEmpty {
        reasons.append("it is what was decided for \(Phrase.some(same.map(\.id.description), limit: 3))")
      }
      let unread = accesses.filter { !$0.isLookedUp }
      if same.isEmpty, !unread.isEmpty { reasons.append("nobody looked up how its service works") }
    case .wait:
      let open = accesses.filter { $0.credential == nil }.map(\.id.description)
      reasons.append("it stays for now, because the decision is open for \(Phrase.some(open, limit: 3))")
    case .revoke:
      reasons.append("the description says that nothing uses it; confirm this before you remove it")
    case .findOut: break
    }
    return reasons + circumstances(credential)
  }

  private func byTitle(_ accesses: [ServiceDecision]) -> [(String, [String])] {
    Dictionary(grouping: accesses) { $0.credential.map(\.title) ?? "" }
      .map { ($0.key, $0.value.map(\.id.description)) }.sorted { $0.0 < $1.0 }
  }

  private func circumstances(_ credential: ExistingCredential) -> [String] {
    var found: [String] = []
    if case .on(let end) = credential.expires, end <= day {
      found.append("it expired on \(end)")
    }
    if let holder = credential.holder, organization.people[holder] != nil {
      found.append("it belongs to a person, `\(holder)`; it can access everything they can")
    } else if credential.holder == nil, credential.service?.account == nil,
      credential.service?.kind != .identifier
    {
      found.append("its holder is unknown, so there is nobody to ask what it is for")
    }
    if credential.usedBy.count > 1 {
      found.append(
        "\(credential.usedBy.count) automations share it, so you can't revoke it for just one of them")
    }
    return found
  }
}
