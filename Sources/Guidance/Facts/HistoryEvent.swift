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
    turn("npm-packages-have-grants", "npm packages get access lists of their own.", sourceNamed: "changelog"),
    turn(
      "nuget-packages-have-grants", "NuGet packages get access lists of their own.",
      sourceNamed: "github/docs"),
    turn(
      "deploy-keys-can-be-forbidden",
      "Organizations and enterprises can forbid deploy keys. New organizations start without them.",
      sourceNamed: "changelog"),
    turn(
      "members-without-two-factor-keep-their-membership",
      "Members without two-factor authentication keep their membership where it is required, and are kept out."
    ),
    turn(
      "environment-rules-judge-the-executing-ref",
      "Branch rules of environments judge the ref that runs: for `pull_request`, the merge ref. `pull_request_target` runs the default branch."
    ),
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
      "2026-03-26",
      "GitHub's roadmap for the security of Actions announces secrets that write access no longer reads. Not shipped when last looked for, on 2026-11-29.",
      Fact.Source(
        title: "GitHub blog, 2026-03-26",
        url:
          "https://github.blog/news-insights/product-news/whats-coming-to-our-github-actions-2026-security-roadmap/"
      )),
    event(
      "2026-04-14", "Dependabot reads private registries that are set for the whole organization.",
      .dependabotRegistries),
    event(
      "2026-06-23",
      "Dependabot's updater pulls from GitHub Packages with its own `GITHUB_TOKEN`, without a stored PAT.",
      .changelog("2026-06-23-automatic-dependabot-access-to-github-hosted-registries")),
    event(
      "2026-09-08", "After some weeks without it, Dependabot's own token for GitHub Packages is back.",
      .changelog("2026-09-08-automatic-dependabot-access-to-github-hosted-registries")),
    event(
      "2026-07-05",
      "Several teams independently find again that Apps' tokens neither pull nor push private packages.",
      .issue("jikig-ai/soleur", 6073), isMonth: true),
    event(
      "2026-10-02", "All installation access tokens have the long, stateless format.",
      .changelog("2026-10-02-stateless-github-app-installation-tokens-rolled-out")),
    event(
      "2026-10-02",
      "The hardening page, read on this day, says never to use a classic PAT; the Packages page takes nothing else.",
      .compromisedRunners),
  ]

  /// The first day from which a fact holds.
  ///
  /// - Parameter name: what the title of the source to show contains; nil: the first.
  private static func turn(
    _ fact: String, _ text: String, source: Fact.Source? = nil, sourceNamed name: String? = nil,
    isMonth: Bool = false
  ) -> HistoryEvent? {
    guard let fact = Fact.byID[fact],
      let source = source ?? fact.sources.first(where: { name.map($0.title.contains) ?? true }),
      let day = fact.periods.first(where: \.holds)?.from
    else { return nil }
    return HistoryEvent(day: day, isMonth: isMonth, text: text, source: source)
  }

  private static func event(
    _ day: StaticString, _ text: String, _ source: Fact.Source, isMonth: Bool = false
  ) -> HistoryEvent {
    HistoryEvent(day: .known(day), isMonth: isMonth, text: text, source: source)
  }
}
