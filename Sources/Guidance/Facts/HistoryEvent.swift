package import OrganizationModel

/// Something that changed which credential can be used, in the history of the contradiction.
package struct HistoryEvent: Sendable, Hashable {
  package let day: Day
  /// No source says the day of the month.
  package let isMonth: Bool
  /// A sentence in which backticks are code.
  package let text: String
  package let source: Fact.Source

  /// `2021-03-24`, `2020-09`.
  package var when: String {
    isMonth ? String(day.description.prefix(7)) : day.description
  }
}

extension HistoryEvent {
  /// Every event, in the order of their days. Where a fact turned, the fact has the day and the source.
  package static let all: [HistoryEvent] = (turns + others).sorted { $0.day < $1.day }

  private static let turns: [HistoryEvent] = [
    turn(
      "container-registry-exists",
      "The container registry opens as a beta. Workflows have to log in with a PAT.",
      isMonth: true),
    turn("container-registry-accepts-job-tokens", "The registry takes the job's `GITHUB_TOKEN`."),
    turn("jobs-narrow-their-token", "`permissions:` narrows that token."),
    turn(
      "fine-grained-pats-exist", "Fine-grained PATs come as a beta, without Packages.",
      source: .issue("github/roadmap", 558)),
    turn(
      "job-token-pull-requests-start-runs-that-wait",
      "Workflow runs for pull requests made with `GITHUB_TOKEN` are created, and wait for approval."),
  ].compactMap(\.self)

  private static let others: [HistoryEvent] = [
    event(
      "2022-09-14",
      "\"Packages support for fine-grained PATs\" is put on GitHub's public roadmap. It is still open.",
      .issue("github/roadmap", 558)),
    event(
      "2023-02-02", "New organizations give `GITHUB_TOKEN` read access only, unless they say otherwise.",
      .changelog("2023-02-02-github-actions-updating-the-default-github_token-permissions-to-read-only")),
    event(
      "2025-03-18",
      "Fine-grained PATs are generally available. Packages is named among what they still lack.",
      .changelog("2025-03-18-fine-grained-pats-are-now-generally-available")),
    event(
      "2026-07-05",
      "Several teams independently find again that Apps' tokens neither pull nor push private packages.",
      .issue("jikig-ai/soleur", 6073), isMonth: true),
    event(
      "2026-10-02",
      "The hardening page, read on this day, says never to use a classic PAT; the Packages page takes nothing else.",
      .compromisedRunners),
  ].compactMap(\.self)

  /// The first day from which a fact holds.
  private static func turn(
    _ fact: String, _ text: String, source: Fact.Source? = nil, isMonth: Bool = false
  ) -> HistoryEvent? {
    guard let fact = Fact.byID[fact], let source = source ?? fact.sources.first,
      let day = fact.periods.first(where: \.holds)?.from
    else { return nil }
    return HistoryEvent(day: day, isMonth: isMonth, text: text, source: source)
  }

  private static func event(
    _ day: String, _ text: String, _ source: Fact.Source, isMonth: Bool = false
  ) -> HistoryEvent? {
    Day(day).map { HistoryEvent(day: $0, isMonth: isMonth, text: text, source: source) }
  }
}
