internal import OrganizationModel

// MARK: - Pull requests and dispatches

extension KnownAction {
  private static let approves = "approves pull requests"
  private static let approve = Access.does(inWords: approves, ["pull-requests": .write])
  private static let enables = "turns on auto-merge"
  private static let comment = Access.does(.commentOnPullRequest, ["pull-requests": .write])
  private static let pullRequest = Access.does(
    .openPullRequest, ["contents": .write, "pull-requests": .write])

  /// Its token is a classic PAT of an account that has a fork there.
  private static func winget(_ name: String) -> KnownAction {
    KnownAction(
      name, [.token("token"), .identity("fork-user")],
      does: [.does(.openPullRequest, on: .repository("microsoft/winget-pkgs"), [:])],
      read: "0db4f0a478166abd0fa438c631849f0b8dcfb99f", on: .known("2026-11-26"))
  }

  static let pullRequestActions: [KnownAction] = [
    KnownAction(
      "peter-evans/create-pull-request", [.jobToken(), .token("branch-token"), .token("git-token")],
      does: [
        .does(
          .openPullRequest, on: .checkedOut("path"), ["contents": .write, "pull-requests": .write])
      ], read: "053b5011459e9892435f7535e4adb5f47817a3c0", on: .known("2026-11-26")),
    KnownAction(
      "repo-sync/pull-request", [.token("github_token")],
      does: [.does(.openPullRequest, ["pull-requests": .write])],
      read: "09ff925b7007f801f9e078dd6e14a95389839f1f", on: .known("2026-11-26")),
    KnownAction(
      "determinatesystems/update-flake-lock",
      [.jobToken()] + Input.outside("a signing key", "gpg-private-key", "gpg-passphrase"),
      does: [pullRequest], read: "0631a12d9a582b076f74ed6cb248622bd5d1e62d", on: .known("2026-11-26")),
    // Which repositories it goes through stands in its own configuration.
    KnownAction(
      "renovatebot/github-action", [.token()],
      env: [.token("RENOVATE_TOKEN"), .jobTokenForReading("GITHUB_COM_TOKEN")],
      does: [
        .does(
          .openPullRequest, ["contents": .write, "issues": .write, "pull-requests": .write], .medium)
      ], read: "0007deec0b982c19c267909df7e1ebf05e790616", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/repository-dispatch", [.jobToken()],
      does: [.does(.notify, on: .input("repository"), ["contents": .write])],
      read: "f9ec82f96be4d549333d56bc3cab81898b838a05", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/slash-command-dispatch", [.token(), .jobToken("reaction-token")],
      does: [
        .does(.notify, on: .input("repository"), ["contents": .write]),
        .does(.commentOnIssue, ["issues": .write, "pull-requests": .write]),
      ], read: "02782580e549454adf8e23a8133edf5ae26eae10", on: .known("2026-11-26")),
    KnownAction(
      "benc-uk/workflow-dispatch", [.jobToken()],
      does: [.does(.dispatch, on: .input("repo"), ["actions": .write])],
      read: "0ab4c7a474405d3f262c90ee94ec7f1bbcc7ade2", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "convictional/trigger-workflow-and-wait", [.token("github_token"), .identity("github_user")],
      does: [
        .does(
          .dispatch, on: .inputs(owner: "owner", name: "repo"), when: .unequal("trigger_workflow", "false"),
          ["actions": .write])
      ], read: "0e8f635202d2c0f218920f1b8679e7b5f4b33767", on: .known("2026-11-26")),
    KnownAction(
      "korthout/backport-action", [.jobToken("github_token")], does: [pullRequest],
      read: "005d2086074f5928eb6810e603238c5f731c9e5d", on: .known("2026-11-26")),
    KnownAction(
      "grafana/grafana-github-actions-go/backport", [.token("token")], does: [pullRequest],
      read: "19f453393fc426191ce3bf74393ea06c17d1821a", on: .known("2026-11-26")),
    KnownAction(
      "tibdex/backport", [.token("github_token")], does: [pullRequest],
      read: "08c2f53c564a584ee1d6f35bb1d130ae8be1bdab", on: .known("2026-11-26")),
    KnownAction(
      "hmarr/auto-approve-action", [.jobToken("github-token")], does: [approve],
      read: "4d22400b24146a7cea92220c703f01daa4bbb01f", on: .known("2026-11-26")),
    KnownAction(
      "juliangruber/approve-pull-request-action", [.token("github-token")],
      does: [.does(inWords: approves, on: .input("repo"), ["pull-requests": .write])],
      read: "3521208a216670487e1a85852313d8fc21e99703", on: .known("2026-11-26")),
    KnownAction(
      "alexwilson/enable-github-automerge-action", [.token("github-token")],
      does: [.does(inWords: enables, ["contents": .write, "pull-requests": .write])],
      read: "2cf253c6226fc1d06c507134586b6537595847ed", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/enable-pull-request-automerge", [.jobToken()],
      does: [
        .does(inWords: enables, on: .input("repository"), ["contents": .write, "pull-requests": .write])
      ],
      read: "08f08f981aa74e81d754be1800824e38392702c8", on: .known("2026-11-26")),
    KnownAction(
      "pascalgn/automerge-action", env: [.token("GITHUB_TOKEN")],
      does: [.does(.merge, ["contents": .write, "pull-requests": .write])],
      read: "0215836067397705e2359b5af8498c700211bfce", on: .known("2026-11-26")),
    KnownAction(
      "ahmadnassri/action-dependabot-auto-merge", [.token("github-token")],
      does: [.does(.commentOnPullRequest, ["pull-requests": .write])],
      read: "2133115d42d94a212b3cf241bf95655fe87da122", on: .known("2026-11-26")),
    KnownAction(
      "mislav/bump-homebrew-formula-action",
      env: [.token("COMMITTER_TOKEN"), .jobTokenForReading("GITHUB_TOKEN")],
      does: [
        .does(.openPullRequest, on: .input("homebrew-tap", otherwise: "Homebrew/homebrew-core"), [:])
      ], read: "1533e855f580284761b12b591d9d5baae10f1690", on: .known("2026-11-26")),
    winget("vedantmgoyal9/winget-releaser"),
    // The same under the name that its author had before.
    winget("vedantmgoyal2009/winget-releaser"),
    // A tap may be named without the `homebrew-` that its repository's name begins with.
    KnownAction(
      "dawidd6/action-homebrew-bump-formula", [.token()],
      does: [.does(.openPullRequest, on: .tap("tap", otherwise: "Homebrew/homebrew-core"), [:])],
      read: "02e79d9da43d79efa846d73695b6052cbbdbf48a", on: .known("2026-11-26")),
    KnownAction(
      "sorenlouv/backport-github-action", [.token("github_token")], does: [pullRequest],
      read: "013f61e356fe5929670d330f06b914b5fa7e4bf4", on: .known("2026-11-26")),
    KnownAction(
      "fastify/github-action-merge-dependabot", [.jobToken("github-token")],
      does: [
        .does(
          .merge, when: .unequal("approve-only", "true"), ["contents": .write, "pull-requests": .write]),
        .does(inWords: approves, when: .equal("approve-only", "true"), ["pull-requests": .write]),
      ], read: "0057f7c036ad509276e3f8b2ecf90ca3ff9ef33e", on: .known("2026-11-26")),
    KnownAction(
      "ridedott/merge-me-action", [.token("GITHUB_TOKEN")],
      does: [.does(.merge, ["contents": .write, "pull-requests": .write])],
      read: "0a30a7cf1b57f19aec6868e47fadc4de9dd770eb", on: .known("2026-11-26")),
    KnownAction(
      "toshimaru/auto-author-assign", [.jobToken("repo-token")], does: [comment],
      read: "0678040d923bae4996c563ce7896a6033a4f77a4", on: .known("2026-11-26")),
    KnownAction(
      "kanga333/comment-hider", [.token("github_token")], does: [comment],
      read: "02f96bdca6ad2d2fdc9ebcbcb3b978c6e2e104ec", on: .known("2026-11-26")),
    KnownAction(
      "py-cov-action/python-coverage-comment-action", [.token("GITHUB_TOKEN")],
      does: [.does(.push, ["contents": .write]), comment],
      read: "02d20de92db7d7a9cf126db6998d3628a68b6823", on: .known("2026-11-26")),
    KnownAction(
      "marocchino/sticky-pull-request-comment", [.jobToken("GITHUB_TOKEN")],
      does: [
        .does(
          .commentOnPullRequest, on: .inputs(owner: "owner", name: "repo"), ["pull-requests": .write])
      ], read: "02d678b16536faac3d1a17d3413efb0c7912a10c", on: .known("2026-11-26")),
    KnownAction(
      "artursouza/sticky-pull-request-comment", [.jobToken("GITHUB_TOKEN")], does: [comment],
      on: .known("2026-11-26")),
    KnownAction(
      "thollander/actions-comment-pull-request", [.jobToken("github-token"), .jobToken("GITHUB_TOKEN")],
      does: [comment], read: "0422a4de49c55bc7838daed82b8fb6659a96b7f2", on: .known("2026-11-26")),
    KnownAction(
      "kentaro-m/auto-assign-action", [.jobToken("repo-token")], does: [comment],
      read: "167448bcb60207e59945cd90a9d106bd54296cf1", on: .known("2026-11-26")),
    KnownAction(
      "contributor-assistant/github-action",
      env: [.token("PERSONAL_ACCESS_TOKEN"), .token("GITHUB_TOKEN")],
      does: [
        .does(
          inWords: "writes signatures through the API",
          on: .inputs(owner: "remote-organization-name", name: "remote-repository-name"),
          ["contents": .write]),
        .does(.commentOnPullRequest, ["pull-requests": .write]),
        .does(.setStatus, ["statuses": .write]), .does(nil, ["actions": .write]),
      ], read: "186a82ac5d54785f0ecabefb18c141aa8dce884d", on: .known("2026-11-26")),
    KnownAction(
      "codelytv/pr-size-labeler", [.token("GITHUB_TOKEN")],
      does: [.does(.commentOnPullRequest, ["pull-requests": .write], .medium)],
      read: "081d1dc3a3c5fb4e20696c5ef70870e1af63e229", on: .known("2026-11-26")),
    KnownAction(
      "git-town/action", [.jobToken("github-token")],
      does: [.does(.commentOnPullRequest, ["pull-requests": .write], .medium)],
      read: "281339112c5fc9787ce8982e43c31dd3000a20b9", on: .known("2026-11-26")),
    KnownAction(
      "shufo/auto-assign-reviewer-by-files", [.token()],
      does: [.does(.commentOnPullRequest, ["contents": .read, "pull-requests": .write], .medium)],
      read: "1c723312f1f26252f3f3bcd46fefaa78142b3b86", on: .known("2026-11-26")),
    KnownAction(
      "skjnldsv/block-fixup-merge-action", [.tokenForReading("repo-token")],
      does: [.does(nil, ["pull-requests": .read])], read: "4c949475854a537014e45f89eeb1494d673358dd",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/labeler", [.jobToken("repo-token")],
      does: [.does(.commentOnPullRequest, ["contents": .read, "pull-requests": .write], .medium)],
      read: "000ca75fe6c5838c790ca73b764419065c1594a6", on: .known("2026-11-26")),
    KnownAction(
      "amannn/action-semantic-pull-request", env: [.token("GITHUB_TOKEN")],
      does: [
        .does(nil, ["pull-requests": .read]),
        .does(.setStatus, when: .equal("wip", "true"), ["statuses": .write]),
      ], read: "6a7ed2d5046cf8a40c60494c83c962343061874a", on: .known("2026-11-26")),
    KnownAction(
      "wagoid/commitlint-github-action", [.jobToken()],
      does: [.does(nil, ["contents": .read, "pull-requests": .read])],
      read: "0184f5a228ee06430bb9e67d65f73a1a6767496a", on: .known("2026-11-26")),
    KnownAction(
      "dependabot/fetch-metadata", [.jobToken("github-token")],
      does: [.does(nil, ["contents": .read, "pull-requests": .read])],
      read: "0ca01a55536b0271b86626f1035b1f3a7115d7a8", on: .known("2026-11-26")),
    KnownAction(
      "dorny/paths-filter", [.jobToken("token")], does: [.does(nil, ["pull-requests": .read])],
      read: "0510efd489245c678bf9d7770d6ec24d0b83cb0c", on: .known("2026-11-26")),
    KnownAction(
      "tj-actions/changed-files", [.jobToken("token")],
      does: [.does(nil, ["contents": .read, "pull-requests": .read])],
      read: "aae4005247fc2f8e9bc13a010cc310016e9e9367", on: .known("2026-11-26")),
    KnownAction(
      "mdecoleman/pr-branch-name", [.token("repo-token")], does: [.does(nil, ["pull-requests": .read])],
      read: "01d34ac521040cc603f4f8897c7073eaaeaf2770", on: .known("2026-11-26")),
    KnownAction(
      "actions/dependency-review-action", [.jobToken("repo-token"), .token("external-repo-token")],
      does: [
        .does(nil, ["contents": .read]),
        .does(
          .commentOnPullRequest, when: .given("comment-summary-in-pr"), ["pull-requests": .write]),
      ], read: "00f1f5b642bbdf1cde23dc2e53bbaceb39ce1bbc", on: .known("2026-11-26")),
  ]
}
