package import OrganizationModel
import SourceText

/// Writes all decisions of an organization as a table for a terminal.
package struct DecisionsTextRenderer: Sendable {
  private let style: TextStyle

  package init(_ style: TextStyle) {
    self.style = style
  }

  package func render(_ decisions: OrganizationDecisions) -> String {
    let blocks = [
      [headline(decisions)], table(decisions), mintBlock(decisions), questionBlock(decisions),
      unlockBlock(decisions), [costs(decisions), more(decisions)].compactMap(\.self),
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func headline(_ decisions: OrganizationDecisions) -> String {
    let counts = Decision.Outcome.allCases.compactMap { outcome in
      let count =
        decisions.accesses.count { $0.outcome == outcome }
        + decisions.serviceAccesses.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(outcome.words(of: count))"
    }
    let title = "\(decisions.organization.name), \(decisions.day), profile \(decisions.profile.rawValue)"
    return style.bold(title) + ": " + (counts.isEmpty ? "no accesses" : counts.joined(separator: ", "))
  }

  // MARK: The table

  private func table(_ decisions: OrganizationDecisions) -> [String] {
    let rows =
      decisions.accesses.map { (look($0.outcome, isException: $0.exception != nil), row($0)) }
      + decisions.serviceAccesses.map { (look($0.outcome, isException: $0.exception != nil), row($0)) }
    let widths = rows.reduce(into: (id: 6, kind: 10, takes: 11)) { widths, entry in
      widths.id = max(widths.id, entry.1.id.count)
      widths.kind = max(widths.kind, entry.1.kind.count)
      widths.takes = max(widths.takes, entry.1.takes.count)
    }
    guard !rows.isEmpty else { return [] }
    let head = "ACCESS".padded(to: widths.id) + "  " + "CREDENTIAL".padded(to: widths.kind) + "  PERMISSIONS"
    return [style.faint(head)]
      + rows.map { dress, row in
        let columns = [row.id.padded(to: widths.id), dress(row.kind.padded(to: widths.kind))]
        if row.takes.isEmpty, row.remarks.isEmpty {
          return columns[0] + "  " + dress(row.kind)
        }
        guard !row.remarks.isEmpty else { return (columns + [row.takes]).joined(separator: "  ") }
        return (columns + [row.takes.padded(to: widths.takes), style.faint(row.remarks)]).joined(
          separator: "  ")
      }
  }

  private typealias Row = (id: String, kind: String, takes: String, remarks: String)

  private func row(_ decision: Decision) -> Row {
    let id = decision.id.description
    guard let credential = decision.credential else {
      return (id, decision.outcome.words, "", "")
    }
    let writes =
      credential.kind.isOfRepository ? (decision.need.record.onlyReads ? "read-only" : "read and write") : ""
    let takes = ([writes] + credential.scopes + CredentialText.permissions(credential)).filter { !$0.isEmpty }
    return (id, credential.kind.rawValue, takes.joined(separator: ", "), remarks(decision))
  }

  private func remarks(_ decision: Decision) -> String {
    let before = decision.preconditions.count
    return [
      decision.credential?.holder.map { "held by \($0)" },
      decision.exception.map { "exception until \($0.until)" },
      before == 0 ? nil : Words.count(before, "prerequisite"),
    ].compactMap(\.self).joined(separator: "; ")
  }

  /// Of an access to a service: its class, and the option that it uses.
  private func row(_ decision: ServiceDecision) -> Row {
    let id = decision.id.description
    guard let credential = decision.credential else { return (id, decision.outcome.words, "", "") }
    let before = decision.preconditions.count
    let remarks = [
      credential.holder.map { "held by \($0)" }, decision.exception.map { "exception until \($0.until)" },
      decision.change.map { "changes on \($0.day)" },
      before == 0 ? nil : Words.count(before, "prerequisite"),
    ]
    return (
      id, credential.rung.rawValue, credential.option, remarks.compactMap(\.self).joined(separator: "; ")
    )
  }

  private func look(_ outcome: Decision.Outcome, isException: Bool) -> (String) -> String {
    { text in
      switch outcome {
      case .decided: isException ? style.asking(text) : style.good(text)
      case .open: style.asking(text)
      case .impossible: style.bad(text)
      }
    }
  }

  // MARK: What to do about it

  private func mintBlock(_ decisions: OrganizationDecisions) -> [String] {
    guard !decisions.credentials.isEmpty else { return [] }
    return [style.bold("Credentials")]
      + decisions.credentials.map { plan in
        let state = plan.existing.map { "exists as \($0)" } ?? "not created yet"
        let life = plan.expiresInDays.map { "expires in \($0) days" } ?? "never expires"
        return
          "  \(plan.id): \(state), \(life), used by \(Words.count(plan.serves.count, "access", "accesses"))"
      }
  }

  private func questionBlock(_ decisions: OrganizationDecisions) -> [String] {
    let opening = decisions.questions.filter(\.question.opens)
    guard !opening.isEmpty else { return [] }
    return [style.bold("Open questions")]
      + opening.flatMap { open in
        [
          "  \(open.question.ask)",
          "    set \(style.asking(open.question.answerAt)): \(open.question.answersInWords); \(waiting(open))",
        ]
      }
  }

  private func waiting(_ open: OpenQuestion) -> String {
    open.accesses.count == 1 ? "\(open.accesses[0]) waits" : "\(open.accesses.count) accesses wait"
  }

  private func unlockBlock(_ decisions: OrganizationDecisions) -> [String] {
    let impossible =
      decisions.accesses.filter { $0.outcome == .impossible }
      .map { ($0.id, $0.unlocks.map { "    \($0.change) → \($0.gives.rawValue)" }) }
      + decisions.serviceAccesses.filter { $0.outcome == .impossible }
      .map { ($0.id, $0.unlocks.map { "    \($0.change) → \($0.gives)" }) }
    guard !impossible.isEmpty else { return [] }
    return [style.bold("Blocked accesses, and changes that would allow them")]
      + impossible.flatMap { id, unlocks in
        ["  \(id)"] + (unlocks.isEmpty ? ["    no change to the description would allow it"] : unlocks)
      }
  }

  private func costs(_ decisions: OrganizationDecisions) -> String? {
    let costs = decisions.costs
    guard !decisions.credentials.isEmpty || costs.browserSteps > 0 else { return nil }
    let seat = decisions.organization.platform.plan == .free ? "machine user" : "machine user seat"
    return
      "Cost: \(Words.count(costs.seats, seat)) (\(costs.newSeats) new), "
      + "\(Words.count(costs.rotationsAYear, "rotation")) a year, "
      + "\(Words.count(costs.browserSteps, "step")) in the browser"
  }

  private func more(_ decisions: OrganizationDecisions) -> String? {
    let minor = decisions.questions.count { !$0.question.opens }
    let first = decisions.accesses.first?.id ?? decisions.serviceAccesses.first?.id
    let hint = first.map { "run `tokenbook explain '\($0)'` to see why" }
    let also =
      minor == 0 ? nil : "\(Words.count(minor, "more question")) in the book can't change a decision"
    let parts = [also, hint].compactMap(\.self)
    return parts.isEmpty ? nil : style.faint(parts.joined(separator: "; "))
  }
}

extension Question {
  /// Each answer and what it leads to: `allowed → deploy_key, forbidden → blocked`.
  var answersInWords: String {
    answers.map { "\($0.answer) → \(Decision.Outcome.words($0.leadsTo))" }.joined(separator: ", ")
  }
}

/// Words for what a credential takes.
package enum CredentialText {
  /// `contents: write`, sorted.
  package static func permissions(_ credential: ChosenCredential) -> [String] {
    permissions(credential.permissions)
  }

  package static func permissions(_ permissions: [String: AccessLevel]) -> [String] {
    permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
  }

  /// `classic PAT of the machine user acme-pull`.
  package static func title(_ credential: ChosenCredential) -> String {
    guard let holder = credential.holder, let held = credential.kind.record.held else {
      return credential.kind.title
    }
    return held(holder)
  }
}
