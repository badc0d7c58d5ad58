package import OrganizationModel

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
      let count = decisions.accesses.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(outcome.rawValue)"
    }
    let title = "\(decisions.organization.name), \(decisions.day), profile \(decisions.profile.rawValue)"
    return style.bold(title) + ": " + (counts.isEmpty ? "no accesses" : counts.joined(separator: ", "))
  }

  // MARK: The table

  private func table(_ decisions: OrganizationDecisions) -> [String] {
    let rows = decisions.accesses.map { ($0, row($0)) }
    let widths = rows.reduce(into: (id: 6, kind: 10, takes: 5)) { widths, entry in
      widths.id = max(widths.id, entry.1.id.count)
      widths.kind = max(widths.kind, entry.1.kind.count)
      widths.takes = max(widths.takes, entry.1.takes.count)
    }
    guard !rows.isEmpty else { return [] }
    let head = "ACCESS".padded(to: widths.id) + "  " + "CREDENTIAL".padded(to: widths.kind) + "  TAKES"
    return [style.faint(head)]
      + rows.map { decision, row in
        let columns = [row.id.padded(to: widths.id), dress(row.kind.padded(to: widths.kind), decision)]
        if row.takes.isEmpty, row.remarks.isEmpty {
          return columns[0] + "  " + dress(row.kind, decision)
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
      return (id, decision.outcome.rawValue, "", "")
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
      before == 0 ? nil : "\(before) to do before",
    ].compactMap(\.self).joined(separator: "; ")
  }

  private func dress(_ text: String, _ decision: Decision) -> String {
    switch decision.outcome {
    case .decided: decision.exception == nil ? style.good(text) : style.asking(text)
    case .open: style.asking(text)
    case .impossible: style.bad(text)
    }
  }

  // MARK: What to do about it

  private func mintBlock(_ decisions: OrganizationDecisions) -> [String] {
    guard !decisions.credentials.isEmpty else { return [] }
    return [style.bold("Credentials")]
      + decisions.credentials.map { plan in
        let state = plan.existing.map { "exists as \($0)" } ?? "to mint"
        let life = plan.expiresInDays.map { "expires in \($0) days" } ?? "does not expire"
        return "  \(plan.id): \(state), \(life), serves \(plan.serves.count)"
      }
  }

  private func questionBlock(_ decisions: OrganizationDecisions) -> [String] {
    let opening = decisions.questions.filter(\.question.opens)
    guard !opening.isEmpty else { return [] }
    return [style.bold("Open questions")]
      + opening.flatMap { open in
        [
          "  \(open.question.ask)",
          "    answer at \(style.asking(open.question.answerAt)): \(answers(open.question)); \(waiting(open))",
        ]
      }
  }

  private func answers(_ question: Question) -> String {
    question.answers.map { "\($0.answer) gives \($0.leadsTo)" }.joined(separator: ", ")
  }

  private func waiting(_ open: OpenQuestion) -> String {
    open.accesses.count == 1 ? "\(open.accesses[0]) waits" : "\(open.accesses.count) accesses wait"
  }

  private func unlockBlock(_ decisions: OrganizationDecisions) -> [String] {
    let impossible = decisions.accesses.filter { $0.outcome == .impossible }
    guard !impossible.isEmpty else { return [] }
    return [style.bold("Impossible, and what would unlock it")]
      + impossible.flatMap { decision in
        ["  \(decision.id)"]
          + (decision.unlocks.isEmpty
            ? ["    nothing that a description can change"]
            : decision.unlocks.map { "    \($0.change): \($0.gives.rawValue)" })
      }
  }

  private func costs(_ decisions: OrganizationDecisions) -> String? {
    let costs = decisions.costs
    guard !decisions.credentials.isEmpty || costs.browserSteps > 0 else { return nil }
    let seats = decisions.organization.platform.plan == .free ? "machine users" : "seats of machine users"
    return
      "Costs: \(costs.seats) \(seats) (\(costs.newSeats) new), \(costs.rotationsAYear) rotations a year, "
      + "\(costs.browserSteps) steps in the browser only"
  }

  private func more(_ decisions: OrganizationDecisions) -> String? {
    let minor = decisions.questions.count { !$0.question.opens }
    let hint = decisions.accesses.first.map { "`tokenbook explain '\($0.id)'` says why" }
    let also = minor == 0 ? nil : "\(minor) more questions change no outcome; the book lists them"
    let parts = [also, hint].compactMap(\.self)
    return parts.isEmpty ? nil : style.faint(parts.joined(separator: "; "))
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
