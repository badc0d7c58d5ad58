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
      "The container registry starts as a beta. Workflows must log in with a PAT.",
      isMonth: true),
    turn("container-registry-accepts-job-tokens", "The registry accepts the job's `GITHUB_TOKEN`."),
    turn("jobs-narrow-their-token", "Workflows can limit that token with `permissions:`."),
    turn(
      "fine-grained-pats-exist", "Fine-grained PATs start as a beta, without support for Packages.",
      source: .issue("github/roadmap", 558)),
    turn(
      "job-token-pull-requests-start-runs-that-wait",
      "Pull requests opened with `GITHUB_TOKEN` create workflow runs, which wait for approval."),
    turn("npm-packages-have-grants", "npm packages get their own access lists.", sourceNamed: "changelog"),
    turn(
      "nuget-packages-have-grants", "NuGet packages get their own access lists.",
      sourceNamed: "github/docs"),
    turn(
      "deploy-keys-can-be-forbidden",
      "Organizations and enterprises can forbid deploy keys. New organizations start without them.",
      sourceNamed: "changelog"),
    turn(
      "members-without-two-factor-keep-their-membership",
      "Members without two-factor authentication keep their membership if it is required, but lose access."
    ),
    turn(
      "environment-rules-judge-the-executing-ref",
      "An environment's branch rules check the ref that runs. This is the merge ref for `pull_request`, and the default branch for `pull_request_target`."
    ),
  ].compactMap(\.self)

  private static let others: [HistoryEvent] = [
    event(
      "2022-09-14",
      "GitHub adds \"Packages support for fine-grained PATs\" to its public roadmap. It is still open.",
      .issue("github/roadmap", 558)),
    event(
      "2023-02-02", "In new organizations, `GITHUB_TOKEN` is read-only by default.",
      .changelog("2023-02-02-github-actions-updating-the-default-github_token-permissions-to-read-only")),
    event(
      "2025-03-18",
      "Fine-grained PATs are generally available. GitHub lists Packages among the features they still lack.",
      .changelog("2025-03-18-fine-grained-pats-are-now-generally-available")),
    event(
      "2026-03-26",
      "GitHub's security roadmap for Actions announces secrets that write access can no longer read. They hadn't shipped at the last check on 2026-11-29.",
      Fact.Source(
        title: "GitHub blog, 2026-03-26",
        url:
          "https://github.blog/news-insights/product-news/whats-coming-to-our-github-actions-2026-security-roadmap/"
      )),
    event(
      "2026-04-14", "Dependabot can use private registries that are configured for the whole organization.",
      .dependabotRegistries),
    event(
      "2026-06-23",
      "Dependabot's updater can pull from GitHub Packages with its own `GITHUB_TOKEN`, without a stored PAT.",
      .changelog("2026-06-23-automatic-dependabot-access-to-github-hosted-registries")),
    event(
      "2026-09-08", "After some weeks without it, Dependabot has its own token for GitHub Packages again.",
      .changelog("2026-09-08-automatic-dependabot-access-to-github-hosted-registries")),
    event(
      "2026-07-05",
      "Several teams independently confirm that installation access tokens can't pull or push private packages.",
      .issue("jikig-ai/soleur", 6073), isMonth: true),
    event(
      "2026-10-02", "All installation access tokens have the long, stateless format.",
      .changelog("2026-10-02-stateless-github-app-installation-tokens-rolled-out")),
    event(
      "2026-10-02",
      "On this day, the hardening page says never to use a classic PAT, while the Packages page accepts nothing else.",
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
