internal import OrganizationModel

// MARK: - Tools that are set up, caches, artifacts

extension KnownAction {
  static let toolActions: [KnownAction] = [
    // What the script does is worked out by hand.
    KnownAction(
      "actions/github-script", [.jobToken("github-token")], read: "044ebbb94591db039a428f61a178e6f8168c4ffc",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/setup-go", [fetching], read: "02aadfee7f572f67453450365b688df2c3f95730",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/setup-python", [fetching], read: "05b0430d2d0525a63c8ea5bc7d09fc0e14911520",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/setup-node", [fetching], env: [.token("NODE_AUTH_TOKEN")],
      read: "02041c02c71307452a4de9f8e949d080f5499da3", on: .known("2026-11-26")),
    KnownAction(
      "actions/setup-java", [fetching] + Input.outside("a signing key", "gpg-private-key"),
      read: "0097df87dd19cef984e1fdff0b9a53e8fce67b89", on: .known("2026-11-26")),
    KnownAction(
      "actions/setup-dotnet", env: [.token("NUGET_AUTH_TOKEN")],
      read: "00e970a9a7cec797d9745694fbd80637bc78c02a", on: .known("2026-11-26")),
    KnownAction("actions/cache", read: "592a6091c22bebf287527178123f3a28907116e9", on: .known("2026-11-26")),
    KnownAction(
      "actions/cache/restore", read: "11ab7ccfa2803e57082f50b6bcf6d627d72f6b26", on: .known("2026-11-26")),
    KnownAction(
      "actions/cache/save", read: "12a1a354bd4795c7158da4fb67be5457a2d27749", on: .known("2026-11-26")),
    KnownAction(
      "actions/upload-artifact", read: "02dd1e4a56ccec4d066fe5ad9e92ba6d31b0e2fe", on: .known("2026-11-26")),
    KnownAction(
      "actions/upload-pages-artifact", read: "0252fc4ba7626f0298f0cf00902a25c6afc77fa8",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/download-artifact", [.token("github-token")],
      does: [.does(nil, on: .input("repository"), when: .given("github-token"), ["actions": .read])],
      read: "055cd6849c1a3ae462b0d71223b283aa00c8d232", on: .known("2026-11-26")),
    KnownAction(
      "step-security/harden-runner", [fetching] + Input.outside("StepSecurity", "api-key"),
      does: [.does(nil, when: .given("policy"), ["id-token": .write])],
      read: "018beb85950b76a8f393dcd913d3b92e9eb0e335", on: .known("2026-11-26")),
    KnownAction(
      "astral-sh/setup-uv", [.jobTokenForReading("github-token")],
      read: "0a4790f64b32e56210cea337fcc4a1ea8677ca1c", on: .known("2026-11-26")),
    KnownAction(
      "swatinem/rust-cache", read: "028a3ac2df6bc3efb50ef78ec61c27052068165a", on: .known("2026-11-26")),
    KnownAction(
      "dtolnay/rust-toolchain", read: "00e22479da878850c403a3d291cc42e6c5f84535", on: .known("2026-11-26")),
    KnownAction(
      "azure/setup-helm", [fetching], read: "017211e1b1920ac45f15adf26b77900c5e4fe518",
      on: .known("2026-11-26")),
    KnownAction(
      "azure/setup-kubectl", read: "09fd320b52592635fac43378f3d0946c1e7f0b99", on: .known("2026-11-26")),
    KnownAction(
      "azure/use-kubelogin", env: [.jobTokenForReading("GITHUB_TOKEN")],
      read: "431092ddfcc946e2d3a021eacaabd4aaaa8aed7b", on: .known("2026-11-26")),
    KnownAction(
      "sigstore/cosign-installer", read: "0115d73279ad3f7b674230b6785026407d730f98", on: .known("2026-11-26")),
    KnownAction(
      "helm/kind-action", read: "01c60e84495414626e29348cc435624b270a1681", on: .known("2026-11-26")),
    KnownAction(
      "helm/chart-testing-action", read: "00244d76044a30965003cc51a55bdbe5b57c34ed", on: .known("2026-11-26")),
    KnownAction(
      "jdx/mise-action", [.jobTokenForReading("github_token")],
      read: "0153d0fa5a66c063a7d57a083bc5b7fe83fd2add", on: .known("2026-11-26")),
    KnownAction(
      "shivammathur/setup-php", [.jobTokenForReading("github-token")],
      env: [.token("GITHUB_TOKEN"), .token("COMPOSER_TOKEN"), .token("COMPOSER_AUTH_JSON")],
      read: "032bc86056b7226ce40282bf4cc7100c97f095b0", on: .known("2026-11-26")),
    KnownAction(
      "pyo3/maturin-action", [fetching], read: "020000bf2692c6a2b7a065fbcbf3ed9a6508713d",
      on: .known("2026-11-26")),
    KnownAction(
      "pnpm/action-setup", read: "0aabe9da571584c533dbcadd20c07e5b6b852756", on: .known("2026-11-26")),
    KnownAction(
      "golangci/golangci-lint-action", [.jobTokenForReading("github-token")],
      does: [.does(nil, when: .equal("only-new-issues", "true"), ["pull-requests": .read])],
      read: "06e45e899f5bdbb80a6ef3b5a7440c874e272b61", on: .known("2026-11-26")),
    KnownAction(
      "cachix/install-nix-action", [.token("github_access_token")],
      read: "0598b739d8313b83d507547f396788a09f7df426", on: .known("2026-11-26")),
    // Some tools it fetches with the job's token, which no input gives it.
    KnownAction(
      "taiki-e/install-action", read: "006361dc6b23b45959a8f856fe4e707009265433", on: .known("2026-11-26")),
    KnownAction(
      "ruby/setup-ruby", [fetching], read: "0effb2cc506cf040247c79dbfba54d93b11e3df8",
      on: .known("2026-11-26")),
    KnownAction(
      "hashicorp/setup-terraform", Input.outside("HCP Terraform", "cli_config_credentials_token"),
      read: "17d23a458e1ca60915369ac0c7d9c5397a4dc988", on: .known("2026-11-26")),
    KnownAction(
      "peaceiris/actions-hugo", read: "03bccf68b8e1b91508c45a41250430d9f3cd43a9", on: .known("2026-11-26")),
    KnownAction(
      "go-task/setup-task", [.jobTokenForReading("repo-token")],
      read: "1b78c4df6fcfeb14111102cee8dfbe6b2765d85f", on: .known("2026-11-26")),
    KnownAction(
      "arduino/setup-task", [.tokenForReading("repo-token")],
      read: "1708162f4186236f7b7316194cd854ef17795a45", on: .known("2026-11-26")),
    KnownAction(
      "arduino/setup-protoc", [.tokenForReading("repo-token")],
      read: "0fb3d10f1e8a01c1e1fc9136ca70d4d062667c06", on: .known("2026-11-26")),
    KnownAction(
      "bufbuild/buf-setup-action",
      [.tokenForReading("github_token"), .identity("buf_user")]
        + Input.outside("the Buf Schema Registry", "buf_api_token"),
      read: "0050ab7a0b8d775e6ef6b0158444dd01de14e5c2", on: .known("2026-11-26")),
    // With a token it keeps the images that it makes as packages of the repository.
    KnownAction(
      "uraimo/run-on-arch-action", [.token("githubToken")],
      does: [.does(nil, when: .given("githubToken"), ["packages": .write])],
      read: "13832e4f75a526ff098eaf0398e557588c7395d9", on: .known("2026-11-26")),
    KnownAction(
      "extractions/setup-just", [.jobTokenForReading("github-token"), fetching],
      env: [.token("GITHUB_TOKEN")], read: "082a48626c13fbc6eb6bdcc896e2e3d27630107f", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "mtardy/setup-bpftool", [.tokenForReading("token")],
      read: "1a7f74ad77579d94d4c7d79ea9102d4ad1f9cfd9", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "dapr/.github/.github/actions/setup-dapr-cli", [.tokenForReading("github-token")],
      read: "5ec05d1f5be0210ceca839fbe04c397c2e3199d5", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "dapr/.github/.github/actions/setup-dapr-runtime", [.tokenForReading("github-token")],
      read: "6b81480342ef414657e6f6668fa1e0058c0c8fc6", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "stefanprodan/timoni/actions/setup", [.tokenForReading("token")],
      read: "84139b8fd2b2e6519501d629afddaf6633dce620", on: .known("2026-11-26")),
    KnownAction(
      "jaxxstorm/action-install-gh-release", [fetching], read: "15669b0850e1142c9c84aa6fdbea101ea821b055",
      on: .known("2026-11-26")),
    KnownAction(
      "redhat-actions/openshift-tools-installer", [.jobTokenForReading("github_pat")],
      read: "07487a0ed0cb1853bc349078cd2b4b56298c1eec", on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/ghaction-github-runtime", [.jobTokenForReading("github-token")],
      read: "04d248b84655b509d8c44dc1d6f990c879747487", on: .known("2026-11-26")),
    // It asks for the newest release with the job's token, which no input gives it; so does `fluxcd/pkg/actions/yq`.
    KnownAction(
      "sigstore/scaffolding/actions/setup", read: "015113fa53d653a4c3e960a7cbd1b4bcd6bc0ef9",
      on: .known("2026-11-26")),
    KnownAction(
      "fluxcd/pkg/actions/yq", read: "6c0b4426ba7809a9406c1a4e07aa4be4984ea72f", on: .known("2026-11-26")),
    KnownAction(
      "fluxcd/pkg/actions/crdjsonschema", read: "18dda8f3dbbfdb9c031c6f4439d5ff910790314a",
      on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/actions/kind-diag",
      [.identity("grafana-username")] + Input.outside("Grafana", "grafana-password"),
      read: "0f2b1b2561d7806b2317325689f9e902dd5a1c26", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "actions/jekyll-build-pages", [fetching], read: "0143c158f4fa0c5dcd99499a5d00859d79f70b0e",
      on: .known("2026-11-26")),
    KnownAction(
      "r-lib/actions/setup-r-dependencies", env: [.tokenForReading("GITHUB_PAT")],
      read: "013dc2d643d7a4066e5bf40c8b0faff8d6f3babc", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "dart-lang/setup-dart", read: "1d905e2794332a21be57221ef6aa3846c6efe848", on: .known("2026-11-26")),
    KnownAction(
      "dlang-community/setup-dlang", read: "0866a042b750469677eab670f74bdae87a59cb93",
      on: .known("2026-11-26")),
    KnownAction(
      "engineerd/setup-kind", [fetching], read: "04f2de3258049014cc76f3ed0424f0ef25f4d3de",
      on: .known("2026-11-26")),
    KnownAction(
      "docker/setup-docker-action", [.jobTokenForReading("github-token")],
      read: "de8d0f39ec0d401b67a68271a2477ce349836ecf", on: .known("2026-11-26")),
    KnownAction(
      "cypress-io/github-action",
      env: [.tokenForReading("GITHUB_TOKEN")] + Input.outside("Cypress", "CYPRESS_RECORD_KEY"),
      read: "00d78c2ae775311c06e8308ce63952e2051d75e0", on: .known("2026-11-26")),
    KnownAction(
      "medyagh/setup-minikube", read: "0df6d20089de6fb59f748495b1a82fd170cee970", on: .known("2026-11-26")),
    KnownAction(
      "android-actions/setup-android", read: "1f87d5b2a1dcae049ddca50b5cacd5b396e0112e",
      on: .known("2026-11-26")),
    KnownAction(
      "tj-actions/branch-names", read: "072c724d2efddcdcc64b9dc4c4628f9c7531a4d6", on: .known("2026-11-26")),
    KnownAction(
      "vampire/setup-wsl", read: "04ef237f5c17bfda76e11250393d6a04cb943f0b", on: .known("2026-11-26")),
    KnownAction(
      "olix0r/cargo-action-fmt/setup", read: "3cad85c1a712ddb6d5bfa3e72eb4bfbef74e62e6",
      on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/actions/setup-mirror", read: "56e66c0634b48c44e34ec01f18bf0a8a24528880",
      in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "immich-app/devtools/actions/success-check", read: "04247e6135c388912ab8b7c57734337a54ff39dd",
      on: .known("2026-11-26")),
    KnownAction(
      "home-assistant/actions/helpers/version", read: "0571c50d9f9bfb6ce3493e10d2ff84b6252e21bf",
      on: .known("2026-11-26")),
    // It prints all that it has; what is secret is masked.
    KnownAction(
      "crazy-max/ghaction-dump-context", read: "1b4f135c32eeacecd12c37b14630552d6fb5d765",
      on: .known("2026-11-26")),
    // Its bot opens the pull request, with a token of its own.
    KnownAction(
      "rajatjindal/krew-release-bot", read: "002252e19cf1c35b9b0e1b37ce66b5f44aae2203",
      on: .known("2026-11-26")),
    KnownAction("azure/k8s-bake", read: "01575fad636a196862ffce12a380f65c52e94575", on: .known("2026-11-26")),
    KnownAction(
      "conda-incubator/setup-miniconda", read: "036481b6bf6a4a7b7013b8e3c4c4737158896621",
      on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/.github/.github/actions/install-k3s", read: "0ba3a80a10f019a8ca14c334356819d79ccebaa1",
      on: .known("2026-11-26")),
    KnownAction(
      "jlumbroso/free-disk-space", read: "0c904305e9f585ff716245e17d45341e8a1057e1", on: .known("2026-11-26")),
    KnownAction("mikefarah/yq", read: "e4dc70cc84e8ae2f60ae91146399ccd3c4d87eff", on: .known("2026-11-26")),
    KnownAction(
      "vmactions/freebsd-vm", read: "061db5081b5099a8713279bac1649ec948e9c19c", on: .known("2026-11-26")),
    KnownAction(
      "mathiasvr/command-output", read: "59e76569e43fff809a6e97e0ab49f9a060f7456f", on: .known("2026-11-26")),
    KnownAction(
      "mlugg/setup-zig", read: "031c6b24d11beca99367b7feb9e57a26d615cb84", on: .known("2026-11-26")),
    KnownAction(
      "cargo-bins/cargo-binstall", read: "07b23b5ff782135c08330f1cb03bf3c0e8dd0f94", on: .known("2026-11-26")),
    KnownAction(
      "snok/install-poetry", read: "0014031963572b703abc9487ac1955ba52d7aeec", on: .known("2026-11-26")),
    KnownAction(
      "notaryproject/notation-action/setup", read: "0985accd643f6e9a4c0f800584859ecf2a58615e",
      on: .known("2026-11-26")),
    KnownAction(
      "cue-lang/setup-cue", read: "0bcb4a93513501fbc3c0c8fdcabd7899b2de32f5", on: .known("2026-11-26")),
    KnownAction(
      "actions-rs/toolchain", read: "00a8bf2bdcfe93aefd70422d3dec07337959d3a4", on: .known("2026-11-26")),
    KnownAction(
      "grafana/shared-workflows/actions/wait-for-docker-publish",
      read: "694f80bf87c7a1d2925cee4fc9492452ba6d8735", in: "action.yaml", on: .known("2026-11-26")),
    // Earlier versions delete with the token, this one does without.
    KnownAction(
      "geekyeggo/delete-artifact", [.jobToken()],
      does: [.does(nil, when: .given("token"), ["actions": .write], .medium)],
      read: "1ca925b9588b2df877713102e4eea9374f9e833c", on: .known("2026-11-26")),
    KnownAction(
      "immich-app/devtools/actions/pre-job", [.jobTokenForReading("github-token")],
      does: [.does(nil, ["contents": .read, "pull-requests": .read])],
      read: "1d141952cb37965b16f1a92926ac873d9f75b608", on: .known("2026-11-26")),
    KnownAction(
      "nick-fields/retry", read: "0842359a33b729af9b13f0e57bba393bd3f46a38", on: .known("2026-11-26")),
    KnownAction(
      "gradle/actions/setup-gradle",
      [.jobToken("github-token"), .identity("gradle-plugin-repository-username")]
        + Input.outside(
          "Gradle", "develocity-access-key", "cache-encryption-key", "gradle-plugin-repository-password"),
      does: [
        .does(nil, when: .equal("dependency-graph", "generate-and-submit"), ["contents": .write]),
        .does(nil, when: .equal("dependency-graph", "download-and-submit"), ["contents": .write]),
        .does(
          .commentOnPullRequest, when: .equal("add-job-summary-as-pr-comment", "always"),
          ["pull-requests": .write]),
        .does(
          .commentOnPullRequest, when: .equal("add-job-summary-as-pr-comment", "on-failure"),
          ["pull-requests": .write]),
      ], read: "06905c7a0f6f95237e50bd516e8558144c1dff83", on: .known("2026-11-26")),
    KnownAction(
      "lycheeverse/lychee-action", [fetching], read: "00bb447777df5fe762b31be7616561e3ee6df540",
      on: .known("2026-11-26")),
    KnownAction(
      "oven-sh/setup-bun", [fetching], env: [.token("BUN_AUTH_TOKEN")],
      read: "01789a0426e74b9fee54510e4b763cadc156ff8f", on: .known("2026-11-26")),
    KnownAction(
      "denoland/setup-deno", read: "06a6402cbcb3b627450edcdd853c3eca0055a569", on: .known("2026-11-26")),
    KnownAction(
      "erlef/setup-beam", [.jobTokenForReading("github-token")],
      read: "0eda42675b8a3397463906f751eee424a971ec59", on: .known("2026-11-26")),
    KnownAction(
      "r-lib/actions/setup-r", env: [.tokenForReading("GITHUB_PAT")],
      read: "00792c7ba32d1415f7f6e99e807a1e8312aecf67", on: .known("2026-11-26")),
    KnownAction(
      "fluxcd/flux2/action", [.tokenForReading("token")],
      read: "0f5ab9f342c717ea095ab0ed3eedff35010b328f", on: .known("2026-11-26")),
    KnownAction(
      "fluxcd/pkg/actions/kustomize", read: "12d1867feb4599802c91804eeb18bcfdeee1222e",
      on: .known("2026-11-26")),
    KnownAction(
      "actions/ai-inference", [.jobToken("token")], does: [.does(nil, ["models": .read])],
      read: "51ecd8a06662057d77ede02c6d21051fb1724e2f", on: .known("2026-11-26")),
    KnownAction(
      "linkerd/dev/actions/setup-tools", read: "0b0ec2dbfb9e973ac3bafb7dc97dcc36135fa573",
      on: .known("2026-11-26")),
    KnownAction(
      "microsoft/setup-msbuild", read: "281b95dea87d381cd268f481dc51b7ef5da8fa04", on: .known("2026-11-26")),
    KnownAction(
      "andstor/file-existence-action", read: "05baca10e3736302d2255ea1b2aa81e5beec9763",
      on: .known("2026-11-26")),
    KnownAction(
      "skjnldsv/read-package-engines-version-actions", read: "0ce2ed60f6df073a62a77c0a4958dd0fc68e32e7",
      on: .known("2026-11-26")),
    KnownAction(
      "icewind1991/nextcloud-version-matrix", read: "33c0246e79d82e3c903a77dfc0e25d9e3eaba080",
      on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/ghaction-upx", [.jobTokenForReading("github-token")],
      read: "1412a4b386fa1580e22b185ce061d4b36ed8af09", on: .known("2026-11-26")),
  ]

  /// What a tool is fetched with, without meeting the limits of those who do not sign in.
  private static let fetching = Input.jobTokenForReading("token")
}
