package import OrganizationModel
package import Services

/// What is known of a service, for a terminal.
package struct ServiceExplanation: Sendable {
  private let record: ServiceRecord
  private let day: Day
  private let style: TextStyle

  /// - Parameter day: facts are looked at on it; nil for the day on which the record was checked.
  package init(_ record: ServiceRecord, on day: Day? = nil, _ style: TextStyle) {
    self.record = record
    self.day = day ?? record.checked
    self.style = style
  }

  /// With a line end at the end.
  package var text: String {
    let stale =
      record.isStale(on: day) ? ", more than \(record.recheckAfter.count) days ago. Check it again." : "."
    let lines =
      [
        style.bold(record.id) + ": \(record.title), \(record.home)", "Checked \(record.checked)\(stale)",
      ]
      + section(
        "Needs",
        record.needs.map {
          "\($0.verb.rawValue) \(record.id):\($0.kind) TARGET, where TARGET is \($0.target)"
        })
      + section("In a description, under services.\(record.id)", record.asks.map(Self.line))
      + section("Options, the best first", record.options.flatMap(lines))
      + section("Not offered", record.notOffered.map { "\($0.rung.rawValue): \($0.because)" })
      + section("Facts", record.facts.flatMap(lines))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ ask: ServiceAsk) -> String {
    ask.key + (ask.words.isEmpty ? "" : " (\(ask.words.joined(separator: ", ")))")
      + (ask.ask.map { ": \($0)" } ?? "")
  }

  private func lines(_ option: ServiceOption) -> [String] {
    let strikes = option.strikes.map { "  ruled out: \($0.because) (\($0.condition.words))" }
    let always = option.rung == .personal ? ["  always ruled out, because it is a person's own"] : []
    return ["\(option.id) (\(option.rung.rawValue)): \(option.title)"] + strikes + always
  }

  private func lines(_ fact: ServiceFact) -> [String] {
    let turn = fact.turns(after: day).map { ", until \($0.day) (\($0.confidence.rawValue))" } ?? ""
    return ["\(fact.id): \(fact.sentence(on: day))"]
      + ["  \(fact.confidence(on: day).rawValue)\(turn); checked \(fact.checked)"]
      + fact.sources.map { "  \($0)" }
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", style.bold(title)] + lines.map { "  \($0)" }
  }
}
