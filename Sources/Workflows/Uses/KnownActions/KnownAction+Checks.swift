internal import OrganizationModel

// MARK: - Checks, reports, scans, runs

extension KnownAction {
  /// What code scanning asks for; to read the run and the code only in private repositories.
  private static let sarif = Access.does(
    nil, ["actions": .read, "contents": .read, "security-events": .write])

  /// What `reviewdog` reports by checks on pull requests.
  private static let reviewdog = Access.does(
    inWords: reports, ["checks": .write, "contents": .read, "pull-requests": .read], .medium)

  /// Check runs, which no commit status is.
  private static let reports = "creates check runs"

  static let checkActions: [KnownAction] = [
    KnownAction(
      "louisbrunner/checks-action", [.token()],
      does: [.does(inWords: reports, on: .input("repo"), ["checks": .write], .medium)],
      read: "297d38e67227bd87efedf3ad97cce96b180777a5", on: .known("2026-11-26")),
    KnownAction(
      "rustsec/audit-check", [.token()],
      does: [.does(inWords: reports, ["checks": .write]), .does(.commentOnIssue, ["issues": .write], .low)],
      read: "3b11418357317ee6449809f9d4457e906a6b01d2", on: .known("2026-11-26")),
    KnownAction(
      "reviewdog/action-golangci-lint", [.jobToken("github_token"), .jobToken("github-token")],
      does: [
        .does(inWords: reports, ["checks": .write, "contents": .read], .medium),
        .does(
          .commentOnPullRequest, when: .equal("reporter", "github-pr-review"), ["pull-requests": .write]),
      ], read: "0179fa90d9110de3542b610fb5de67c9965d003c", on: .known("2026-11-26")),
    KnownAction(
      "styfle/cancel-workflow-action", [.jobToken("access_token")], does: [.does(nil, ["actions": .write])],
      read: "00326b1bd66ff5f5cc497a20eb0e6a95d9bdc5f7", on: .known("2026-11-26")),
    KnownAction(
      "bobheadxi/deployments", [.jobToken()], does: [.does(nil, ["deployments": .write])],
      read: "072fccf50f14126491ddec954fb3b0838cce9374", on: .known("2026-11-26")),
    KnownAction(
      "lewagon/wait-on-check-action", [.token("repo-token")], does: [.does(nil, ["checks": .read])],
      read: "09789c8b62eac7be002c7c244e7627b34cf82011", on: .known("2026-11-26")),
    KnownAction(
      "dorny/test-reporter", [.jobToken("token")],
      does: [.does(inWords: reports, ["actions": .read, "checks": .write, "contents": .read], .medium)],
      read: "00c66cb7f006e3c49e824c71953ee9f2517093fb", on: .known("2026-11-26")),
    KnownAction(
      "enricomi/publish-unit-test-result-action", [.jobToken("github_token")],
      does: [
        .does(inWords: reports, ["checks": .write, "contents": .read, "issues": .read]),
        .does(
          .commentOnPullRequest, when: .unequal("comment_mode", "off"), ["pull-requests": .write]),
      ], read: "00dc83be2fe226471b499944d6f220a178421ab7", on: .known("2026-11-26")),
    KnownAction(
      "mikepenz/action-junit-report", [.jobToken("token"), .jobToken("github_token")],
      does: [
        .does(inWords: reports, when: .unequal("annotate_only", "true"), ["checks": .write], .medium),
        .does(.commentOnPullRequest, when: .equal("comment", "true"), ["pull-requests": .write]),
      ], read: "037fee16229d226fe39f93b996ed541c6605423a", in: "README.md", on: .known("2026-11-26")),
    KnownAction(
      "test-summary/action", read: "307b9a8cdaf54a178c87716abd17b28173c0de30", on: .known("2026-11-26")),
    KnownAction(
      "super-linter/super-linter", env: [.token("GITHUB_TOKEN")],
      does: [
        .does(.setStatus, ["contents": .read, "packages": .read, "statuses": .write], .medium)
      ], read: "00011ba771c8788df1f1317a7e7db004ff634eca", on: .known("2026-11-26")),
    KnownAction(
      "fkirc/skip-duplicate-actions", [.jobToken("github_token")],
      does: [.does(nil, ["actions": .write, "contents": .read])],
      read: "05d2dac1c8481c259596d768196d36ecb03b16b9", on: .known("2026-11-26")),
    KnownAction(
      "dawidd6/action-download-artifact", [.jobToken("github_token")],
      does: [.does(nil, on: .input("repo"), ["actions": .read])],
      read: "07ab29fd4a977ae4d2b275087cf67563dfdf0295", on: .known("2026-11-26")),
    KnownAction(
      "github/codeql-action/init", [.jobToken("token"), .token("external-repository-token")],
      does: [sarif], read: "010abe7de01cbeb26f5b78053186d26dd726de0b", on: .known("2026-11-26")),
    KnownAction(
      "github/codeql-action/analyze", [.jobToken("token")], does: [sarif],
      read: "03e7845b7bfcd5e7fb63d1ae8c61b0e791134fab", on: .known("2026-11-26")),
    KnownAction(
      "github/codeql-action/autobuild", [.jobToken("token")],
      read: "03e7845b7bfcd5e7fb63d1ae8c61b0e791134fab", on: .known("2026-11-26")),
    KnownAction(
      "github/codeql-action/upload-sarif", [.jobToken("token")], does: [sarif],
      read: "03e7845b7bfcd5e7fb63d1ae8c61b0e791134fab", on: .known("2026-11-26")),
    KnownAction(
      "ossf/scorecard-action", [.jobToken("repo_token")],
      does: [.does(nil, when: .equal("publish_results", "true"), ["id-token": .write])],
      read: "037e7b7509a03addc7ec5f7b05a50d0b61789745", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "zizmorcore/zizmor-action", [.jobToken("token")],
      does: [
        .does(
          nil, when: .unequal("advanced-security", "false"),
          ["actions": .read, "contents": .read, "security-events": .write])
      ], read: "0c6b0396f3e30760ae8d31475fa330f4ca8266d1", on: .known("2026-11-26")),
    KnownAction(
      "aquasecurity/trivy-action", [.jobTokenForReading("token-setup-trivy"), .token("github-pat")],
      does: [.does(nil, when: .given("github-pat"), ["contents": .write])],
      read: "0024b3f39eb28238f271395b86ec43ee831aa97e", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "anchore/scan-action", read: "028cd8fdf9cefce0538c3b1e37839c637ba50546", on: .known("2026-11-26")),
    KnownAction(
      "gitleaks/gitleaks-action",
      env: [.token("GITHUB_TOKEN")] + Input.outside("Gitleaks", "GITLEAKS_LICENSE"),
      does: [.does(.commentOnPullRequest, ["pull-requests": .write], .medium)],
      read: "07d6e4ed91b2707b5542bba5a709e33b3ffede60", on: .known("2026-11-26")),
    KnownAction(
      "trufflesecurity/trufflehog", read: "021483f20f32ee7605b0b723873dff2f704b8916", on: .known("2026-11-26")
    ),
    // What it reports with is in the environment of the commands after it.
    KnownAction(
      "reviewdog/action-setup", read: "0d5476164d5e46d27caba5b2d3be1156c4dc6c66", on: .known("2026-11-26")),
    KnownAction(
      "codespell-project/actions-codespell", read: "05ab9abd2cd3494ac09d91893b964e654abb8558",
      on: .known("2026-11-26")),
    KnownAction(
      "ludeeus/action-shellcheck", read: "00209834e56644c053dd02a23f1f3b56de55d387", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "frenck/action-yamllint", read: "ac131b8e397aa57b9f69225573e04f60b99907f5", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "golang/govulncheck-action",
      does: [.does(nil, when: .unequal("repo-checkout", "false"), ["contents": .read])],
      read: "07a01e426d582cca8c7e87699e453081a852278f", on: .known("2026-11-26")),
    KnownAction(
      "hadolint/hadolint-action", read: "0c77515c56fbc01ce31031e74ba5b9bda454f00f", on: .known("2026-11-26")),
    KnownAction(
      "frenck/action-addon-linter", read: "20552a80d73ac3769c90bfd62411cdda58c0d3ca", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "frenck/action-addon-information", read: "02189f0599b47ce9a9c254db723238096f81603c",
      in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "aws-actions/cloudformation-aws-iam-policy-validator",
      read: "58a4ba2218ce1613ed13ad2c5fb7deb2d0597b99", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "aws-actions/terraform-aws-iam-policy-validator",
      read: "26797c40250bf1ee50af8996a2475b9b5a8b8927", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/.github/.github/actions/gotest-annotations",
      read: "3c88939e8a7755950c24989b759506019b05f2fc", on: .known("2026-11-26")),
    // What it may look at, others signed in to.
    KnownAction(
      "crazy-max/.github/.github/actions/docker-scout", read: "068bebf4ce3ecbc34858b60fd391e9696d423a22",
      on: .known("2026-11-26")),
    KnownAction(
      "mtardy/veristat-action", read: "038b029ef9a159cd3bf7552bb361cd810a20618c", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "advanced-security/maven-dependency-submission-action", [.jobToken()],
      does: [.does(nil, ["contents": .write])], read: "0142e0c6d640551e9a74c30c3872aa60f7a78727",
      on: .known("2026-11-26")),
    KnownAction(
      "scalacenter/sbt-dependency-submission", [.jobToken()], does: [.does(nil, ["contents": .write])],
      read: "081e243aabc39042f4bca7db92526499ab4d50e2", on: .known("2026-11-26")),
    KnownAction(
      "gradle/actions/dependency-submission",
      [.jobToken("github-token")] + Input.outside("Gradle", "develocity-access-key", "cache-encryption-key"),
      does: [
        .does(nil, when: .unequal("dependency-graph", "generate-and-upload"), ["contents": .write])
      ]
        + ["always", "on-failure"].map {
          .does(
            .commentOnPullRequest, when: .equal("add-job-summary-as-pr-comment", $0),
            ["pull-requests": .write])
        }, read: "06905c7a0f6f95237e50bd516e8558144c1dff83", on: .known("2026-11-26")),
    KnownAction(
      "pmd/pmd-github-action", [.jobTokenForReading("token")],
      read: "080b18464478913e41d7944a081f50605f00a791", on: .known("2026-11-26")),
    KnownAction(
      "aquasecurity/tfsec-sarif-action", read: "112ee78383767281eb1c158e3639cf79d66015c4",
      on: .known("2026-11-26")),
    KnownAction(
      "mobsf/mobsfscan", read: "3d87bc570c4614d705547bddb521395663dba353", on: .known("2026-11-26")),
    KnownAction(
      "controlplaneio/kubesec-action", read: "43d0ddff5ffee89a6bb9f29b64cd865411137b14",
      on: .known("2026-11-26")),
    KnownAction(
      "microsoft/devskim-action", read: "1a1083c85368844c59ffb83e40f39d67c8b0be16", on: .known("2026-11-26")),
    KnownAction(
      "microsoft/psscriptanalyzer-action", read: "05c9dc9bdeecf106508b6aae37f0996fddfa5a4d",
      on: .known("2026-11-26")),
    KnownAction(
      "hashicorp-forge/go-test-split-action", read: "26034dff52f851f3aef417898d0c04655f6af9bf",
      on: .known("2026-11-26")),
    KnownAction(
      "apache/skywalking-eyes/header", [.jobToken()],
      does: [.does(.commentOnPullRequest, when: .unequal("token", ""), ["pull-requests": .write], .medium)],
      read: "1fb495cc160a448ebbd41bd4b60f49a7fe2f6b86", on: .known("2026-11-26")),
    // Each comments through checks with the job's token, which no input gives it.
    KnownAction(
      "chainguard-dev/actions/donotsubmit", does: [reviewdog],
      read: "016493bc8f83428375d86ebd86623bbe4312e24e", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/actions/trailing-space", does: [reviewdog],
      read: "20cacb3cbc221663807d94d4fda20c06d73049ae", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/actions/eof-newline", does: [reviewdog],
      read: "23ce977f0f77943c5c28457c9d7408f145dc8d86", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "facebook/pyre-action", does: [sarif], read: "096c1bc0c501a261be929f82aea6a695c314e904",
      on: .known("2026-11-26")),
    KnownAction(
      "shundor/python-bandit-scan", [.token("GITHUB_TOKEN")], does: [sarif],
      read: "6e1813e5c5896774a2d76fdc92a7ecdc2ce37e24", on: .known("2026-11-26")),
    KnownAction(
      "embarkstudios/cargo-deny-action", [.tokenForReading("credentials")],
      read: "15da055fe62394091f3e7da8dbd8b5238ec0c883", on: .known("2026-11-26")),
    KnownAction("crate-ci/typos", read: "0708757639b539ba2dda98020d61759bd837e984", on: .known("2026-11-26")),
    KnownAction(
      "davidanson/markdownlint-cli2-action", read: "0820d56e6c53c3cc344ec2ef9c09fc74041aeb1c",
      on: .known("2026-11-26")),
    KnownAction(
      "fsfe/reuse-action", read: "0efc49862442ef1e00ab1688757d90906dc95720", on: .known("2026-11-26")),
    KnownAction(
      "cyclonedx/gh-gomod-generate-sbom", read: "02565ed924b1d68b3b7b5b96dd6c8b2dc0acaddd",
      on: .known("2026-11-26")),
    KnownAction(
      "clj-holmes/clj-holmes-action", read: "208ad9416adbfadb887dd3fe94e29abbd8447516",
      on: .known("2026-11-26")),
    KnownAction(
      "david-a-wheeler/flawfinder", read: "8951154ac932874c115836d0128a45fb20e839a1", on: .known("2026-11-26")
    ),
    KnownAction(
      "security-code-scan/security-code-scan-add-action", read: "394f2853766c1fb78e60bca845efd8be8442df30",
      on: .known("2026-11-26")),
    KnownAction(
      "security-code-scan/security-code-scan-results-action",
      read: "013e2623947252cb3023e424cf51c5a627fa8f01", on: .known("2026-11-26")),
    KnownAction(
      "psalm/psalm-github-security-scan", read: "0405090287e5e69eddc6ffcf6878ac949271f1fa",
      on: .known("2026-11-26")),
    KnownAction(
      "microsoft/msvc-code-analysis-action", read: "0614af21bfdd93192cc128392d426f572422c982",
      on: .known("2026-11-26")),
    KnownAction(
      "veracode/veracode-pipeline-scan-results-to-sarif", read: "0129fdced6c68f7cad91b6cd6594cf9e0d5ab386",
      on: .known("2026-11-26")),
    KnownAction("sobelow/action", read: "55b8e449886501b66e8e15c30190beab897a526e", on: .known("2026-11-26")),
    KnownAction(
      "wjdp/htmltest-action", read: "670ec9b79a149d30f4f5122e20cea1dfe82f8276", on: .known("2026-11-26")),
    KnownAction(
      "ludeeus/action-require-labels", read: "1a663a0921372407eb60da01f4439c168cc897fb",
      on: .known("2026-11-26")),
  ]
}
