import OrganizationModel

extension Fact {
  /// What is so of calls of the API of which GitHub's tables say nothing, and of rules of branches.
  static let callFacts: [Fact] = [
    timeless(
      "job-tokens-pass-branch-rules", holds: false,
      "GitHub Actions can be on the bypass list of a ruleset or a branch protection, so that `GITHUB_TOKEN` passes its rules.",
      otherwise:
        "GitHub Actions can't be on the bypass list of a ruleset or a branch protection. GitHub answers 422, so branch rules always apply to `GITHUB_TOKEN`. A deploy key, an App, a team or a role can be on the list.",
      [],
      [
        .docs(
          "Creating rulesets for a repository",
          "repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository"
        ), .issue("kwami-labs/kwami", 73), .issue("dfns/dfns-sdk-ts", 359), .issue("denoland/denokv", 163),
      ], checked: .known("2026-11-30"), .reported),
    timeless(
      "classic-pats-alone-reach-fork-and-upstream", holds: true,
      "Only a classic PAT can open pull requests from a fork in a repository that grants it no access. It needs `public_repo`. A fine-grained PAT can access the repositories of one owner, and an App those that it is installed on.",
      otherwise:
        "A fine-grained PAT or an App can open pull requests from a fork in a repository that grants it no access.",
      ["P-03", "P-07"], [.patPage, .issue("peter-evans/create-pull-request", 1791)],
      checked: .known("2026-11-30")),
    timeless(
      "archived-repositories-are-read-only", holds: true,
      "In an archived repository, code, issues, pull requests, labels, releases, comments, code scanning alerts and permissions are read-only for everyone.",
      otherwise: "An archived repository can be changed as any other.", [],
      [
        .docs(
          "Archiving repositories", "repositories/archiving-a-github-repository/archiving-repositories")
      ], checked: .known("2026-12-01")),
    timeless(
      "undocumented-calls-take-job-tokens", holds: false,
      "`GITHUB_TOKEN` can make calls that no source documents for it.",
      otherwise:
        "It isn't documented whether `GITHUB_TOKEN` can make calls that GitHub's tables don't list for it.",
      [],
      [.installationTokenEndpoints], checked: .known("2026-11-30"), .assumed, documented: false),
    timeless(
      "undocumented-calls-take-app-tokens", holds: false,
      "An installation access token can make calls that no source documents for it.",
      otherwise:
        "It isn't documented whether an installation access token can make calls that GitHub's tables don't list for it.",
      [], [.installationTokenEndpoints], checked: .known("2026-11-30"), .assumed, documented: false),
    timeless(
      "undocumented-calls-take-fine-grained-pats", holds: false,
      "A fine-grained PAT can make calls that no source documents for it.",
      otherwise:
        "It isn't documented whether a fine-grained PAT can make calls that GitHub's tables don't list for it.",
      [],
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
