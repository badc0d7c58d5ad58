import OrganizationModel

extension Fact {
  /// What is so of calls of the API of which GitHub's tables say nothing.
  static let callFacts: [Fact] = [
    timeless(
      "undocumented-calls-take-job-tokens", holds: false,
      "`GITHUB_TOKEN` makes the calls of which no source says that it can.",
      otherwise: "Nothing says whether `GITHUB_TOKEN` makes a call that GitHub's tables don't list for it.",
      [],
      [.installationTokenEndpoints], checked: .known("2026-11-30"), .assumed, documented: false),
    timeless(
      "undocumented-calls-take-app-tokens", holds: false,
      "An App's installation token makes the calls of which no source says that it can.",
      otherwise:
        "Nothing says whether an App's installation token makes a call that GitHub's tables don't list for it.",
      [], [.installationTokenEndpoints], checked: .known("2026-11-30"), .assumed, documented: false),
    timeless(
      "undocumented-calls-take-fine-grained-pats", holds: false,
      "A fine-grained PAT makes the calls of which no source says that it can.",
      otherwise:
        "Nothing says whether a fine-grained PAT makes a call that GitHub's tables don't list for it.", [],
      [
        .docs(
          "Endpoints available for fine-grained personal access tokens",
          "rest/authentication/endpoints-available-for-fine-grained-personal-access-tokens")
      ], checked: .known("2026-11-30"), .assumed, documented: false),
  ]
}

extension Fact.Source {
  fileprivate static let installationTokenEndpoints = docs(
    "Endpoints available for GitHub App installation access tokens",
    "rest/authentication/endpoints-available-for-github-app-installation-access-tokens")
}
