import OrganizationModel

extension Fact {
  /// What a broker does that gives a job the token of an App for the job's OIDC token, as octo-sts does.
  static let brokerFacts: [Fact] = [
    // Of GHE.com its pages say nothing. The first release is of the first day; GHES came with octo-sts/app#1400.
    dated(
      "brokers-exchange-identities-of-jobs",
      [
        Period(true, from: .known("2024-05-10"), products: [.githubCom]),
        Period(true, from: .known("2026-07-31"), products: [.ghes]),
      ],
      "A broker such as octo-sts gives a job the token of a GitHub App. It checks the job's OIDC token (`id-token: write`) against a trust policy in `.github/chainguard` of the repository that is reached, or of `.github` for the organization.",
      otherwise: "Nothing says that a broker exchanges the OIDC token of a job for an App's token here.", [],
      [.octoSTS, .octoSTSAction], checked: .known("2026-12-01")),
    timeless(
      "brokers-hold-the-key-of-the-app", holds: true,
      "The broker holds the App private key. Its tokens expire after 1 hour, and `octo-sts/action` revokes its token when the job ends. On GHES it can't, because it asks api.github.com.",
      otherwise: "The broker doesn't hold the App private key.", [],
      [
        .octoSTS, .octoSTSAction,
        .docs(
          "Generating an installation access token for a GitHub App",
          "apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app"
        ),
      ], checked: .known("2026-12-01")),
    timeless(
      "trust-policies-are-read-from-the-default-branch", holds: true,
      "octo-sts reads a trust policy from the default branch, and keeps it for 5 minutes, or for 1 hour while GitHub limits its requests.",
      otherwise: "Trust policies aren't read from the default branch.", [],
      [
        .octoSTS,
        Source(
          title: "octo-sts/app, pkg/octosts/octosts.go",
          url:
            "https://github.com/octo-sts/app/blob/cb87fc17675a32a661268c2deafc8eb32b52dbf6/pkg/octosts/octosts.go"
        ),
      ], checked: .known("2026-12-01")),
    timeless(
      "fork-runs-get-identities", holds: false,
      "Workflow runs for pull requests from forks can get an OIDC token.",
      otherwise:
        "Workflow runs for pull requests from forks can't get an OIDC token: their `id-token` is `none`.",
      [],
      [
        .docs("GITHUB_TOKEN reference", "actions/reference/github_token-reference"),
        .issue("aws-actions/configure-aws-credentials", 373), .issue("codecov/codecov-action", 1435),
      ], checked: .known("2026-12-01")),
  ]
}

extension Fact.Source {
  static let octoSTS = Fact.Source(title: "octo-sts/app", url: "https://github.com/octo-sts/app")
  static let octoSTSAction = Fact.Source(title: "octo-sts/action", url: "https://github.com/octo-sts/action")
}
