/// The actions that are known. A person adds one record, and `Tests/WorkflowsTests` says what it lacks.
extension KnownAction {
  /// Every record.
  package static let all: [KnownAction] =
    tokenActions + repositoryActions + registryActions + pullRequestActions + releaseActions + issueActions
    + toolActions + outsideActions
}

// MARK: - Tokens and keys

extension KnownAction {
  /// Actions that make a token of something else, by name: App tokens and federated ones.
  static let mints: [String: MintInputs] = [
    "actions/create-github-app-token": MintInputs(
      app: ["client-id", "app-id"], key: "private-key", owner: "owner", repositories: "repositories"),
    "tibdex/github-app-token": MintInputs(
      app: ["app_id"], key: "private_key", owner: "installation_retrieval_payload",
      repositories: "repositories"),
    "getsentry/action-github-app-token": MintInputs(
      app: ["app_id"], key: "private_key", owner: nil, repositories: nil),
    "peter-murray/workflow-application-token-action": MintInputs(
      app: ["application_id"], key: "application_private_key", owner: "organization", repositories: nil),
    "grafana/shared-workflows/actions/create-github-app-token": MintInputs(
      app: ["github_app"], key: nil, owner: nil, repositories: "repositories"),
  ]

  /// Which inputs of an action say what its token may do.
  struct MintInputs: Sendable {
    let app: [String]
    /// Nil where the key comes from elsewhere.
    let key: String?
    let owner: String?
    let repositories: String?
  }

  /// Actions that exchange the workflow's OIDC identity for a token.
  static let federations: Set<String> = ["octo-sts/action", "open-security-tools/ost-simple-sts"]

  fileprivate static let tokenActions: [KnownAction] = [
    KnownAction(
      "actions/create-github-app-token",
      [.appKey("private-key"), .identity("app-id"), .identity("client-id")]),
    KnownAction("tibdex/github-app-token", [.appKey("private_key"), .identity("app_id")]),
    KnownAction(
      "getsentry/action-github-app-token", [.appKey("private_key"), .identity("app_id")], checked: nil),
    KnownAction(
      "peter-murray/workflow-application-token-action",
      [.appKey("application_private_key"), .identity("application_id")], checked: nil),
    KnownAction("grafana/shared-workflows/actions/create-github-app-token", checked: nil),
    KnownAction("octo-sts/action", does: [.does(nil, ["id-token": .write])]),
    KnownAction(
      "open-security-tools/ost-simple-sts", [.identity("exchange-url"), .identity("audience")],
      does: [.does(nil, ["id-token": .write])], checked: nil),
    KnownAction("webfactory/ssh-agent", [.sshKey("ssh-private-key")]),
    KnownAction("shimataro/ssh-key-action", [.sshKey("key"), .identity("known_hosts")], checked: nil),
  ]
}

// MARK: - Code

extension KnownAction {
  fileprivate static let repositoryActions: [KnownAction] = [
    // Its clone is worked out by hand: own repository or another, with what credential.
    KnownAction(
      "actions/checkout", [.jobToken(), .sshKey("ssh-key"), .identity("ssh-known-hosts")],
      does: [.does(nil, ["contents": .read])]),
    KnownAction(
      "stefanzweifel/git-auto-commit-action",
      does: [.does(.push, on: .checkedOut("repository"), ["contents": .write])]),
    KnownAction(
      "endbug/add-and-commit", [.jobToken("github_token")],
      does: [.does(.push, on: .checkedOut("cwd"), ["contents": .write])]),
    KnownAction(
      "ad-m/github-push-action", [.jobToken("github_token")],
      does: [.does(.push, on: .input("repository"), ["contents": .write])]),
    KnownAction(
      "jamesives/github-pages-deploy-action", [.jobToken(), .sshKey("ssh-key")],
      does: [.does(.push, on: .input("repository-name"), ["contents": .write])]),
    KnownAction(
      "peaceiris/actions-gh-pages",
      [.token("github_token"), .token("personal_token"), .sshKey("deploy_key")],
      does: [.does(.push, on: .input("external_repository"), ["contents": .write])]),
    KnownAction(
      "helm/chart-releaser-action", env: [.token("CR_TOKEN")],
      does: [.does(.push, ["contents": .write]), .does(.release, ["contents": .write])]),
    KnownAction(
      "stefanprodan/helm-gh-pages", [.token("token")], does: [.does(.push, ["contents": .write])],
      checked: nil),
    KnownAction(
      "mathieudutour/github-tag-action", [.token("github_token")], does: [.does(.push, ["contents": .write])],
      checked: nil),
    KnownAction(
      "negz/create-tag", [.token("token")], does: [.does(.push, ["contents": .write])], checked: nil),
    KnownAction(
      "creyd/prettier_action", [.jobToken("github_token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.push, ["contents": .write], .medium)], checked: nil),
    KnownAction(
      "home-assistant/actions/helpers/git-init", [.token("token"), .identity("name"), .identity("email")],
      checked: nil),
    KnownAction(
      "home-assistant/actions/helpers/version-push", does: [.does(.push, ["contents": .write], .low)],
      checked: nil),
  ]
}

// MARK: - Registries

extension KnownAction {
  // What is pushed and pulled is worked out by hand.
  fileprivate static let registryActions: [KnownAction] = [
    KnownAction(
      "docker/login-action",
      [.password(), .identity("username"), .password("registry-auth")]),
    KnownAction("redhat-actions/podman-login", [.password(), .identity("username")]),
    KnownAction("docker/build-push-action", [.jobToken("github-token"), .token("secrets")]),
    KnownAction("docker/bake-action", [.jobToken("github-token")], checked: nil),
    KnownAction("docker/setup-buildx-action", checked: nil),
    KnownAction("docker/setup-qemu-action", checked: nil),
    KnownAction("docker/metadata-action", [.jobToken("github-token")], checked: nil),
    KnownAction("imjasonh/setup-ko", checked: nil),
    KnownAction("ko-build/setup-ko"),
    KnownAction(
      "actions/delete-package-versions", [.jobToken()], does: [.does(nil, ["packages": .write])]),
    KnownAction("akhilerm/tag-push-action", checked: nil),
    KnownAction(
      "home-assistant/builder/actions/build-image", [.password("container-registry-password")], checked: nil),
    KnownAction("grafana/shared-workflows/actions/dockerhub-login", checked: nil),
    KnownAction(
      "grafana/shared-workflows/actions/login-to-gar", does: [.does(nil, ["id-token": .write])], checked: nil),
    KnownAction("aws-actions/amazon-ecr-login", checked: nil),
    KnownAction(
      "oracle-actions/login-ocir", KnownAction.Input.outside("Oracle Cloud", "auth_token", "ocir_*"),
      checked: nil),
  ]
}

// MARK: - Pull requests and dispatches

extension KnownAction {
  fileprivate static let pullRequestActions: [KnownAction] = [
    KnownAction(
      "peter-evans/create-pull-request", [.jobToken(), .token("branch-token"), .token("git-token")],
      does: [
        .does(
          .openPullRequest, on: .checkedOut("path"), ["contents": .write, "pull-requests": .write])
      ]),
    KnownAction(
      "peter-evans/repository-dispatch", [.jobToken()],
      does: [.does(.notify, on: .input("repository"), ["contents": .write])]),
    KnownAction(
      "peter-evans/slash-command-dispatch", [.token(), .jobToken("reaction-token")],
      does: [
        .does(.notify, on: .input("repository"), ["contents": .write]),
        .does(.commentOnIssue, ["issues": .write, "pull-requests": .write]),
      ]),
    KnownAction(
      "benc-uk/workflow-dispatch", [.jobToken()],
      does: [.does(.dispatch, on: .input("repo"), ["actions": .write])]),
    KnownAction(
      "convictional/trigger-workflow-and-wait", [.token("github_token")],
      does: [.does(.dispatch, on: .inputs(owner: "owner", name: "repo"), ["actions": .write])], checked: nil),
    KnownAction(
      "korthout/backport-action", [.jobToken("github_token")],
      does: [.does(.openPullRequest, ["contents": .write, "pull-requests": .write])]),
    KnownAction(
      "grafana/grafana-github-actions-go/backport", [.token("token")],
      does: [.does(.openPullRequest, ["contents": .write, "pull-requests": .write])], checked: nil),
    KnownAction(
      "tibdex/backport", [.token("github_token")],
      does: [.does(.openPullRequest, ["contents": .write, "pull-requests": .write])], checked: nil),
    KnownAction(
      "hmarr/auto-approve-action", [.jobToken("github-token")],
      does: [.does(.commentOnPullRequest, ["pull-requests": .write])]),
    KnownAction(
      "alexwilson/enable-github-automerge-action", [.token("github-token")],
      does: [.does(.merge, ["contents": .write, "pull-requests": .write])], checked: nil),
    KnownAction(
      "mislav/bump-homebrew-formula-action", env: [.token("COMMITTER_TOKEN")],
      does: [.does(.openPullRequest, on: .input("homebrew-tap"), [:])]),
    KnownAction("marocchino/sticky-pull-request-comment", [.jobToken("GITHUB_TOKEN")], does: [comment]),
    KnownAction(
      "artursouza/sticky-pull-request-comment", [.jobToken("GITHUB_TOKEN")], does: [comment], checked: nil),
    KnownAction(
      "thollander/actions-comment-pull-request", [.jobToken("github-token")], does: [comment], checked: nil),
    KnownAction(
      "actions/labeler", [.jobToken("repo-token")],
      does: [.does(.commentOnPullRequest, ["contents": .read, "pull-requests": .write], .medium)]),
    KnownAction(
      "amannn/action-semantic-pull-request", env: [.token("GITHUB_TOKEN")],
      does: [.does(nil, ["pull-requests": .read])]),
    KnownAction(
      "dorny/paths-filter", [.jobToken("token")], does: [.does(nil, ["pull-requests": .read])]),
    KnownAction(
      "tj-actions/changed-files", [.jobToken("token")], does: [.does(nil, ["contents": .read])], checked: nil),
    KnownAction(
      "actions/dependency-review-action", [.jobToken("repo-token"), .token("external-repo-token")],
      does: [
        .does(nil, ["contents": .read]),
        .does(
          .commentOnPullRequest, when: .given("comment-summary-in-pr"), ["pull-requests": .write]),
      ]),
  ]

  private static let comment = Access.does(.commentOnPullRequest, ["pull-requests": .write])
}

// MARK: - Releases

extension KnownAction {
  private static let release = Access.does(.release, ["contents": .write])

  fileprivate static let releaseActions: [KnownAction] = [
    KnownAction(
      "softprops/action-gh-release", [.jobToken()], env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, on: .input("repository"), ["contents": .write])]),
    KnownAction(
      "ncipollo/release-action", [.jobToken()],
      does: [.does(.release, on: .inputs(owner: "owner", name: "repo"), ["contents": .write])]),
    KnownAction(
      "goreleaser/goreleaser-action",
      env: [.token("GITHUB_TOKEN"), .token("HOMEBREW_TAP_GITHUB_TOKEN")]
        + Input.outside("GoReleaser Pro", "GORELEASER_KEY"), checked: nil),
    KnownAction(
      "googleapis/release-please-action", [.jobToken()],
      does: [
        .does(.release, on: .input("repo-url"), ["contents": .write]),
        .does(.openPullRequest, on: .input("repo-url"), ["contents": .write, "pull-requests": .write]),
      ]),
    KnownAction(
      "changesets/action", [.jobToken("github-token")],
      env: [.token("GITHUB_TOKEN")] + Input.outside("npm", "NPM_TOKEN", "NODE_AUTH_TOKEN"),
      does: [
        .does(.openPullRequest, ["contents": .write, "pull-requests": .write]),
        .does(.release, when: .given("publish"), ["contents": .write]),
      ]),
    KnownAction(
      "cycjimmy/semantic-release-action",
      env: [.token("GITHUB_TOKEN"), .token("GH_TOKEN")]
        + Input.outside("npm", "NPM_TOKEN"),
      does: [
        .does(.release, ["contents": .write]),
        .does(.commentOnIssue, ["issues": .write, "pull-requests": .write], .medium),
      ], checked: nil),
    KnownAction(
      "release-drafter/release-drafter", [.jobToken("token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.release, ["contents": .write, "pull-requests": .read])], checked: nil),
    KnownAction("actions/create-release", env: [.token("GITHUB_TOKEN")], does: [release], checked: nil),
    KnownAction("actions/upload-release-asset", env: [.token("GITHUB_TOKEN")], does: [release], checked: nil),
    KnownAction(
      "svenstaro/upload-release-action", [.jobToken("repo_token")], does: [release], checked: nil),
    KnownAction(
      "actions/attest-build-provenance", [.jobToken("github-token")],
      does: [.does(nil, ["id-token": .write, "attestations": .write])]),
    KnownAction(
      "actions/attest", [.jobToken("github-token")],
      does: [.does(nil, ["id-token": .write, "attestations": .write])], checked: nil),
    KnownAction(
      "actions/attest-sbom", [.jobToken("github-token")],
      does: [.does(nil, ["id-token": .write, "attestations": .write])], checked: nil),
    KnownAction(
      "actions/deploy-pages", [.jobToken("token")],
      does: [.does(nil, ["pages": .write, "id-token": .write])]),
    KnownAction(
      "actions/configure-pages", [.jobToken("token")], does: [.does(nil, ["pages": .read])], checked: nil),
    KnownAction(
      "actions/publish-immutable-action", [.jobToken("github-token")],
      does: [.does(nil, ["contents": .read, "packages": .write, "id-token": .write])], checked: nil),
    KnownAction("pypa/gh-action-pypi-publish", Input.outside("PyPI", "password"), checked: nil),
    KnownAction("anchore/sbom-action", [.jobToken("github-token")], checked: nil),
  ]
}

// MARK: - Issues, checks, projects

extension KnownAction {
  private static let triage = ["issues": PermissionLevel.write, "pull-requests": .write]

  fileprivate static let issueActions: [KnownAction] = [
    KnownAction(
      "actions/stale", [.jobToken("repo-token")],
      does: [
        .does(.commentOnIssue, when: .unequal("days-before-issue-stale", "-1"), ["issues": .write]),
        .does(.commentOnPullRequest, when: .unequal("days-before-pr-stale", "-1"), ["pull-requests": .write]),
        .does(.push, when: .equal("delete-branch", "true"), ["contents": .write]),
        // What it remembers between runs is in a cache, which it deletes.
        .does(nil, ["actions": .write]),
      ]),
    KnownAction(
      "dessant/lock-threads", [.jobToken("github-token")],
      does: [
        .does(.commentOnIssue, triage, .medium),
        .does(nil, when: .unequal("process-only", "issues, prs"), ["discussions": .write]),
      ]),
    KnownAction(
      "peter-evans/create-or-update-comment", [.jobToken()],
      does: [.does(.commentOnIssue, on: .input("repository"), triage)]),
    KnownAction(
      "peter-evans/close-issue", [.jobToken()],
      does: [.does(.commentOnIssue, on: .input("repository"), ["issues": .write])]),
    KnownAction(
      "dacbd/create-issue-action", [.token("token")],
      does: [.does(.commentOnIssue, on: .inputs(owner: "owner", name: "repo"), ["issues": .write])],
      checked: nil),
    KnownAction(
      "actions/first-interaction", [.token("repo-token")], does: [.does(.commentOnIssue, triage)]),
    KnownAction(
      "dkershner6/reaction-action", [.token()], does: [.does(.commentOnIssue, triage, .medium)], checked: nil),
    KnownAction(
      "louisbrunner/checks-action", [.token()], does: [.does(.setStatus, ["checks": .write], .medium)]),
    KnownAction("actions/add-to-project", [.token("github-token")]),
    KnownAction("alex-page/github-project-automation-plus", [.token("repo-token")], checked: nil),
    KnownAction(
      "micnncim/action-label-syncer", [.jobToken("token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.commentOnIssue, ["issues": .write], .medium)], checked: nil),
    KnownAction(
      "crazy-max/ghaction-github-labeler", [.jobToken("github-token")],
      does: [.does(.commentOnIssue, ["issues": .write], .medium)], checked: nil),
    KnownAction("mdecoleman/pr-branch-name", [.token("repo-token")], checked: nil),
    KnownAction(
      "xt0rted/slash-command-action", [.token("repo-token")], does: [.does(.commentOnIssue, triage, .medium)],
      checked: nil),
    KnownAction(
      "fkirc/skip-duplicate-actions", [.jobToken("github_token")],
      does: [
        .does(nil, ["actions": .write])
      ], checked: nil),
    KnownAction("github/codeql-action/init", [.jobToken("token")], does: [sarif], checked: nil),
    KnownAction("github/codeql-action/analyze", [.jobToken("token")], does: [sarif], checked: nil),
    KnownAction("github/codeql-action/autobuild", [.jobToken("token")], checked: nil),
    KnownAction("github/codeql-action/upload-sarif", [.jobToken("token")], does: [sarif], checked: nil),
    KnownAction(
      "ossf/scorecard-action", [.jobToken("repo_token")],
      does: [
        .does(nil, when: .equal("publish_results", "true"), ["id-token": .write])
      ]),
    KnownAction("zizmorcore/zizmor-action", [.jobToken("token")], does: [sarif], checked: nil),
  ]

  private static let sarif = Access.does(nil, ["security-events": .write])
}

// MARK: - Tools

extension KnownAction {
  private static func tool(_ name: String, _ inputs: [Input] = [.jobToken("token")]) -> KnownAction {
    KnownAction(name, inputs, checked: nil)
  }

  fileprivate static let toolActions: [KnownAction] = [
    // What the script does is worked out by hand.
    KnownAction("actions/github-script", [.jobToken("github-token")]),
    tool("actions/setup-go"), tool("actions/setup-python"),
    KnownAction("actions/setup-node", [.jobToken()], env: [.token("NODE_AUTH_TOKEN")], checked: nil),
    KnownAction("actions/setup-java", [.jobToken()], checked: nil),
    KnownAction("actions/setup-dotnet", env: [.token("NUGET_AUTH_TOKEN")], checked: nil),
    tool("actions/cache", []), tool("actions/cache/restore", []), tool("actions/cache/save", []),
    tool("actions/upload-artifact", []), tool("actions/upload-pages-artifact", []),
    KnownAction(
      "actions/download-artifact", [.token("github-token")],
      does: [.does(nil, when: .given("github-token"), ["actions": .read])]),
    tool("step-security/harden-runner", []), tool("astral-sh/setup-uv", [.jobToken("github-token")]),
    tool("swatinem/rust-cache", []), tool("azure/setup-helm"), tool("azure/setup-kubectl", []),
    tool("sigstore/cosign-installer", []), tool("helm/kind-action", []),
    tool("jdx/mise-action", [.jobToken("github_token")]),
    KnownAction(
      "shivammathur/setup-php", [.jobToken("github-token")],
      env: [.token("GITHUB_TOKEN"), .token("COMPOSER_TOKEN")],
      checked: nil),
    tool("pyo3/maturin-action"), tool("pnpm/action-setup", []),
    tool("golangci/golangci-lint-action", [.jobToken("github-token")]),
    tool("cachix/install-nix-action", [.token("github_access_token")]), tool("taiki-e/install-action", []),
    tool("ruby/setup-ruby"), tool("hashicorp/setup-terraform", []), tool("peaceiris/actions-hugo", []),
    KnownAction("go-task/setup-task", [.jobToken("repo-token")]),
    tool("arduino/setup-task", [.jobToken("repo-token")]),
    tool("uraimo/run-on-arch-action", [.token("githubToken")]),
    KnownAction(
      "extractions/setup-just", [.jobToken("github-token")], env: [.token("GITHUB_TOKEN")], checked: nil),
    tool("mtardy/setup-bpftool", [.token("token")]),
    tool("immich-app/devtools/actions/pre-job", [.token("github-token")]),
    tool("ludeeus/action-shellcheck", []), tool("nick-fields/retry", []), tool("frenck/action-yamllint", []),
    tool("gradle/actions/setup-gradle", []),
    tool("aquasecurity/trivy-action", [.jobToken("token-setup-trivy")]),
  ]
}

// MARK: - Credentials of something that is not GitHub

extension KnownAction {
  private static func outside(_ name: String, _ what: String, _ inputs: String..., env: [String] = [])
    -> KnownAction
  {
    let list = { (names: [String]) in
      names.map { Input(name: $0, takes: .outside(what), isJobTokenByDefault: false) }
    }
    return KnownAction(name, list(inputs), env: list(env), checked: nil)
  }

  fileprivate static let outsideActions: [KnownAction] = [
    outside("codecov/codecov-action", "Codecov", "token", env: ["CODECOV_TOKEN"]),
    outside("azure/login", "Azure", "creds", "client-id", "tenant-id", "subscription-id"),
    outside("azure/webapps-deploy", "Azure", "publish-profile"),
    outside("azure/functions-action", "Azure", "publish-profile"),
    outside(
      "aws-actions/configure-aws-credentials", "AWS", "aws-access-key-id", "aws-secret-access-key",
      "aws-session-token",
      "role-to-assume"),
    outside(
      "google-github-actions/auth", "Google Cloud", "credentials_json", "workload_identity_provider",
      "service_account"),
    outside("cachix/cachix-action", "Cachix", "authToken", "signingKey"),
    outside("openai/codex-action", "OpenAI", "openai-api-key"),
    KnownAction(
      "anthropics/claude-code-action",
      [.token("github_token")]
        + Input.outside("Anthropic", "anthropic_api_key", "claude_code_oauth_token"), checked: nil),
    outside("fossas/fossa-action", "FOSSA", "api-key", env: ["FOSSA_API_KEY"]),
    KnownAction(
      "sonarsource/sonarqube-scan-action",
      env: [.token("GITHUB_TOKEN")]
        + Input.outside("SonarQube", "SONAR_TOKEN", "SONAR_HOST_URL"), checked: nil),
    KnownAction(
      "gitleaks/gitleaks-action",
      env: [.token("GITHUB_TOKEN")] + Input.outside("Gitleaks", "GITLEAKS_LICENSE"),
      checked: nil),
    outside("appleboy/telegram-action", "Telegram", "to", "token"),
    outside("appleboy/ssh-action", "a host", "host", "username", "key", "password", "passphrase", "port"),
    outside("appleboy/scp-action", "a host", "host", "username", "key", "password", "passphrase", "port"),
    outside("replicatedhq/replicated-actions/create-cluster", "Replicated", "api-token"),
    outside("replicatedhq/replicated-actions/remove-cluster", "Replicated", "api-token"),
    outside("codspeedhq/action", "CodSpeed", "token"),
    outside(
      "slackapi/slack-github-action", "Slack", "webhook", "token",
      env: ["SLACK_WEBHOOK_URL", "SLACK_BOT_TOKEN"]),
    outside("crazy-max/ghaction-import-gpg", "a signing key", "gpg_private_key", "passphrase"),
    outside("cloudflare/wrangler-action", "Cloudflare", "apiToken", "accountId"),
    outside("snyk/actions/setup", "Snyk", env: ["SNYK_TOKEN"]),
    outside("dependencytrack/gh-upload-sbom", "Dependency-Track", "apiKey", "apikey", "serverHostname"),
    outside("docker/scout-action", "Docker Hub", "dockerhub-user", "dockerhub-password"),
    outside("peter-evans/dockerhub-description", "Docker Hub", "username", "password"),
    // Its token is a classic PAT of GitHub: it opens pull requests in a repository of Microsoft.
    KnownAction("vedantmgoyal9/winget-releaser", [.token("token")], checked: nil),
  ]
}
