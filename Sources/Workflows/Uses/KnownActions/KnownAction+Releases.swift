internal import OrganizationModel

// MARK: - Releases, attestations, pages

extension KnownAction {
  private static let release = Access.does(.release, ["contents": .write])

  /// What an attestation asks for; one that goes to a registry asks for more.
  private static let attest: [Access] = [
    .does(nil, ["id-token": .write, "attestations": .write]),
    .does(
      nil, when: .equal("push-to-registry", "true"), ["artifact-metadata": .write, "packages": .write]),
  ]

  private static let semanticRelease: [Access] = [
    .does(.release, when: .unequal("dry_run", "true"), ["contents": .write]),
    .does(
      .commentOnIssue, when: .unequal("dry_run", "true"), ["issues": .write, "pull-requests": .write],
      .medium),
  ]

  private static let releasePlease: [Access] = [
    .does(
      .release, on: .input("repo-url"), when: .unequal("skip-github-release", "true"), ["contents": .write]),
    .does(
      .openPullRequest, on: .input("repo-url"), when: .unequal("skip-github-pull-request", "true"),
      ["contents": .write, "issues": .write, "pull-requests": .write]),
  ]

  static let releaseActions: [KnownAction] = [
    KnownAction(
      "softprops/action-gh-release", [.jobToken()], env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, on: .input("repository"), ["contents": .write])],
      read: "030d4cef8f0f1770641029689e1d779174218776", on: .known("2026-11-26")),
    KnownAction(
      "ncipollo/release-action", [.jobToken()],
      does: [.does(.release, on: .inputs(owner: "owner", name: "repo"), ["contents": .write])],
      read: "889eb279f822fa567df60a6ec8887c437254d7c9", on: .known("2026-11-26")),
    // What its command does is worked out by hand.
    KnownAction(
      "goreleaser/goreleaser-action",
      env: [.token("GITHUB_TOKEN"), .token("HOMEBREW_TAP_GITHUB_TOKEN")]
        + Input.outside("GoReleaser Pro", "GORELEASER_KEY"),
      read: "04ed11208008dcf1388d53a361ee841abb1b6c15", on: .known("2026-11-26")),
    KnownAction(
      "googleapis/release-please-action", [.jobToken()], does: releasePlease,
      read: "031c4c9c9607e9f0c4a7ed0ba68dfeba7359798d", on: .known("2026-11-26")),
    // The same under its name of before.
    KnownAction(
      "google-github-actions/release-please-action", [.jobToken()], does: releasePlease,
      read: "e0f9217c4901db0398d79c0e3e77fef3a926b8f3", in: "README.md", on: .known("2026-11-26")),
    KnownAction(
      "changesets/action", [.jobToken("github-token")],
      env: [.token("GITHUB_TOKEN")] + Input.outside("npm", "NPM_TOKEN", "NODE_AUTH_TOKEN"),
      does: [
        .does(.openPullRequest, ["contents": .write, "pull-requests": .write]),
        .does(.release, when: .given("publish"), ["contents": .write]),
      ], read: "847b1eb0d69d3ea2213ade6c7e5e43605e2713c6", on: .known("2026-11-26")),
    KnownAction(
      "cycjimmy/semantic-release-action",
      env: [.token("GITHUB_TOKEN"), .token("GH_TOKEN")] + Input.outside("npm", "NPM_TOKEN"),
      does: semanticRelease, read: "039e6080a2212f60a41b552ef54a0aa5e8b185f6", on: .known("2026-11-26")),
    KnownAction(
      "codfish/semantic-release-action",
      env: [.token("GITHUB_TOKEN"), .token("GH_TOKEN")] + Input.outside("npm", "NPM_TOKEN"),
      does: semanticRelease, read: "04df07b0356936d79c7476bf7563974c74103fec", on: .known("2026-11-26")),
    KnownAction(
      "go-semantic-release/action", [.token("github-token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, when: .unequal("dry", "true"), ["contents": .write])],
      read: "0b507ed578cd2bddbf04af6b09bdf489f13705c2", on: .known("2026-11-26")),
    KnownAction(
      "release-drafter/release-drafter/autolabeler", [.jobToken("token")],
      does: [.does(.commentOnPullRequest, ["contents": .read, "pull-requests": .write])],
      read: "3473a21f3e1a15ae882ccdae9ea7559571ca5134", on: .known("2026-11-26")),
    KnownAction(
      "release-drafter/release-drafter", [.jobToken("token")], env: [.token("GITHUB_TOKEN")],
      does: [
        .does(.release, when: .unequal("disable-releaser", "true"), ["contents": .write]),
        .does(nil, when: .unequal("disable-autolabeler", "true"), ["pull-requests": .write]),
      ], read: "01bde76735a9157e9968c7ab0423691bd63b83d9", on: .known("2026-11-26")),
    KnownAction(
      "actions/create-release", env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, on: .inputs(owner: "owner", name: "repo"), ["contents": .write])],
      read: "131b819361b31e0d001f3d08c10208691181c6b0", on: .known("2026-11-26")),
    KnownAction(
      "actions/upload-release-asset", env: [.token("GITHUB_TOKEN")], does: [release],
      read: "21dee7a996153ba1f4950fe93e96a9ba2935d9bc", in: "README.md", on: .known("2026-11-26")),
    KnownAction(
      "shogo82148/actions-upload-release-asset", [.jobToken("github_token")], does: [release],
      read: "048a9db1e9106f29a51f31d98047fecd38395da9", on: .known("2026-11-26")),
    KnownAction(
      "svenstaro/upload-release-action", [.jobToken("repo_token")],
      does: [.does(.release, on: .input("repo_name"), ["contents": .write])],
      read: "3688e13ae053ba3052eb4f0cfe03e78deb8f88d7", on: .known("2026-11-26")),
    KnownAction(
      "jasonetco/upload-to-release", env: [.token("GITHUB_TOKEN")], does: [release],
      read: "976a0be3dd6c5b266a6885ceb327548df575f293", on: .known("2026-11-26")),
    KnownAction(
      "marvinpinto/action-automatic-releases", [.token("repo_token")], does: [release],
      read: "3e115498fff3ff82ccbd116e9e7b12e24354aece", on: .known("2026-11-26")),
    KnownAction(
      "taiki-e/create-gh-release-action", [.token()], env: [.token("GITHUB_TOKEN")], does: [release],
      read: "019afb6217147d6f7d6360d3e73ada2f2111acb6", on: .known("2026-11-26")),
    KnownAction(
      "taiki-e/upload-rust-binary-action", [.token()], env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, when: .unequal("dry-run", "true"), ["contents": .write])],
      read: "0096021ab75b9e6b42c7f814ec93c065ed632627", on: .known("2026-11-26")),
    KnownAction(
      "wangyoucao577/go-release-action", [.token("github_token")], does: [release],
      read: "03cc0c720b8f648d3e760228f44a2cd9d2aa7d4c", on: .known("2026-11-26")),
    KnownAction(
      "tauri-apps/tauri-action",
      env: [.token("GITHUB_TOKEN")]
        + Input.outside("a signing key", "TAURI_*", "APPLE_*", "KEYCHAIN_PASSWORD"),
      does: [
        .does(.release, when: .given("tagName"), ["contents": .write]),
        .does(.release, when: .given("releaseId"), ["contents": .write]),
      ], read: "0484cda42d3b24ea4c01115b463073ecf5d54d5c", on: .known("2026-11-26")),
    KnownAction(
      "samuelmeuli/action-electron-builder",
      [.token("github_token")]
        + Input.outside(
          "a signing key", "mac_certs", "mac_certs_password", "windows_certs", "windows_certs_password"),
      does: [.does(.release, when: .given("release"), ["contents": .write], .medium)],
      read: "083916ff6cbc6631c72463f09e313e8714bc08e9", on: .known("2026-11-26")),
    KnownAction(
      "mikepenz/release-changelog-builder-action", [.jobTokenForReading("token")],
      does: [.does(nil, ["contents": .read, "pull-requests": .read])],
      read: "0a1795f20ec3a126e53a9464d5d83fdf49973b45", on: .known("2026-11-26")),
    KnownAction(
      "katyo/publish-crates", [.jobTokenForReading("token")] + Input.outside("crates.io", "registry-token"),
      read: "065e7ff33ff5559c53f92517a9471c0375faa3bc", on: .known("2026-11-26")),
    KnownAction(
      "actions/attest-build-provenance", [.jobToken("github-token")], does: attest,
      read: "06c4efb1220d6a5e36007823ea5f1c4bb7fc6f17", on: .known("2026-11-26")),
    KnownAction(
      "actions/attest", [.jobToken("github-token")], does: attest,
      read: "01e19e4e508bd40b2a0fb7f4826a5cac7b0b86aa", on: .known("2026-11-26")),
    KnownAction(
      "actions/attest-sbom", [.jobToken("github-token")], does: attest,
      read: "07e74fc4e78d1aad915e867f9a094073a9f71527", on: .known("2026-11-26")),
    KnownAction(
      "actions/deploy-pages", [.jobToken("token")],
      does: [.does(nil, ["pages": .write, "id-token": .write])],
      read: "0143e11abb4ace1f6858cb44b2ab99eae8a40b45", on: .known("2026-11-26")),
    KnownAction(
      "actions/configure-pages", [.jobToken("token")], does: [.does(nil, ["pages": .read])],
      read: "0968db9eff8eb66bb0f33a03576d4502b163dbdc", on: .known("2026-11-26")),
    KnownAction(
      "actions/publish-immutable-action", [.jobToken("github-token"), .jobToken("token")],
      does: [.does(nil, ["contents": .read, "packages": .write, "id-token": .write])],
      read: "120663b080ed6a891bfe6198f316bdb90b2dffa0", on: .known("2026-11-26")),
    KnownAction(
      "pypa/gh-action-pypi-publish", [.identity("user")] + Input.outside("PyPI", "password"),
      does: [.does(nil, when: .missing("password"), ["id-token": .write])],
      read: "00ef3b81828a3fa69f3434842ce50ec3981351b0", on: .known("2026-11-26")),
    // To a release it attaches what it makes, where a release started the workflow.
    KnownAction(
      "anchore/sbom-action", [.jobToken("github-token")],
      does: [
        .does(nil, when: .unequal("upload-release-assets", "false"), ["actions": .read, "contents": .write])
      ], read: "00d51e746dbe122090b6af7ff98fbc063449ee56", on: .known("2026-11-26")),
    KnownAction(
      "anchore/sbom-action/download-syft", read: "0cca1652685a9a05709732662c1c0fe22a34aa90",
      on: .known("2026-11-26")),
  ]
}
