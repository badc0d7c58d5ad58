internal import OrganizationModel

// MARK: - Credentials of something that is not GitHub

extension KnownAction {
  static func outside(
    _ name: String, _ what: String, _ inputs: String..., env: [String] = [], does accesses: [Access] = [],
    read commit: String? = nil, in file: String = "action.yml"
  ) -> KnownAction {
    let list = { (names: [String]) in
      names.map { Input(name: $0, takes: .outside(what), isJobTokenByDefault: false, acts: false) }
    }
    return KnownAction(
      name, list(inputs), env: list(env), does: accesses, read: commit, in: file, on: .known("2026-11-26"))
  }

  static let outsideActions: [KnownAction] = [
    outside(
      "codecov/codecov-action", "Codecov", "token", env: ["CODECOV_TOKEN"],
      does: [.does(nil, when: .equal("use_oidc", "true"), ["id-token": .write])],
      read: "038c89eb32d49ed0412c5c129332c6ec69caf80d"),
    // The job's token goes to Coveralls.
    KnownAction(
      "coverallsapp/github-action", [.jobTokenForReading("github-token")],
      read: "013563882c4dde37dd7338c36629f0f90ac1f8b3", on: .known("2026-11-26")),
    outside(
      "azure/login", "Azure", "creds", "client-id", "tenant-id", "subscription-id",
      does: [.does(nil, when: .missing("creds"), ["id-token": .write])],
      read: "06f20c5285a4c50ee1ba40179b86bcbdd73a7d3a"),
    outside(
      "azure/webapps-deploy", "Azure", "publish-profile", read: "024a8cf3fc845b52ee7e9882c08394a9bb0475f0"),
    outside(
      "azure/functions-action", "Azure", "publish-profile",
      read: "0174cd5a48a0d1b4cd2a0bf56f70d1c77a201a79"),
    outside(
      "grafana/shared-workflows/actions/azure-trusted-signing", "Azure", "azure-client-id",
      "azure-tenant-id", "azure-subscription-id", does: [.does(nil, ["id-token": .write])],
      read: "055774bab57bf0a625b5b66fc6a29007b6531ebc", in: "action.yaml"),
    outside("azure/aks-set-context", "Azure", "creds", read: "0d17dff9ee4e8cc18a0f2459d7f93d5bfac5deb2"),
    KnownAction(
      "azure/k8s-deploy", [.jobTokenForReading("token")], read: "010c39c72d02ea0a83639735c7408b3f10bc1abb",
      on: .known("2026-11-26")),
    KnownAction(
      "azure/static-web-apps-deploy",
      [.token("repo_token")] + Input.outside("Azure", "azure_static_web_apps_api_token"),
      does: [.does(.commentOnPullRequest, when: .given("repo_token"), ["pull-requests": .write])],
      read: "06161fc36c8f83b6c03f9cd7de446adcc8572747", on: .known("2026-11-26")),
    outside(
      "aws-actions/configure-aws-credentials", "AWS", "aws-access-key-id", "aws-secret-access-key",
      "aws-session-token", "role-to-assume", "role-external-id",
      does: [.does(nil, when: .missing("aws-access-key-id"), ["id-token": .write])],
      read: "0271a818bc5ab9a7c293ae792bddd98e0e89d304"),
    outside(
      "google-github-actions/auth", "Google Cloud", "credentials_json", "workload_identity_provider",
      "service_account",
      does: [.does(nil, when: .given("workload_identity_provider"), ["id-token": .write])],
      read: "12ea1f125421a336af9a2561f795a99665713a4a"),
    // Both sign in as `google-github-actions/auth` left it.
    KnownAction(
      "google-github-actions/deploy-cloudrun", read: "0271ba2ba83c928f152e9433aec40957ee5ad2c8",
      on: .known("2026-11-26")),
    KnownAction(
      "google-github-actions/get-gke-credentials", read: "2dfac901fb33c2d80be02067be2745ac2ad50d27",
      on: .known("2026-11-26")),
    // Both sign in as `aws-actions/configure-aws-credentials` left it.
    KnownAction(
      "aws-actions/amazon-ecs-render-task-definition", read: "0001b7d0cc907137ed9465988e6bd89f5deffe18",
      on: .known("2026-11-26")),
    KnownAction(
      "aws-actions/amazon-ecs-deploy-task-definition", read: "017093a725ef340bfcd3b3e191b8a79fa5d4f75d",
      on: .known("2026-11-26")),
    KnownAction(
      "depot/setup-action", does: [.does(nil, when: .equal("oidc", "true"), ["id-token": .write])],
      read: "11b21d013e1590cb40307afe87351faa4ab219d7", on: .known("2026-11-26")),
    outside(
      "endorlabs/github-action", "Endor Labs", "api_key", "api_secret", "gcp_service_account",
      does: [.does(nil, when: .missing("api_key"), ["id-token": .write])],
      read: "0190d7e43e7dabe20bff0c9411ae16c9172ebcce"),
    outside(
      "aliyun/ack-set-context", "Alibaba Cloud", "access-key-id", "access-key-secret",
      read: "10d8fdc6b8a4d0765cadfe4c7c1e14727471f855"),
    outside(
      "tencentcloud/tke-cluster-credential-action", "Tencent Cloud", "secret_id", "secret_key",
      read: "63038fc58bc6216618fcaa8599a4e5229cf68f3b"),
    outside(
      "redhat-actions/oc-login", "OpenShift", "openshift_token", "openshift_username", "openshift_password",
      read: "0d0a919134a73df1be599b00e26282a3aec5f30c"),
    KnownAction(
      "redhat-actions/oc-new-app", read: "04154c77e9e5c14bf7952086b9d8e3f46b5da9bc", on: .known("2026-11-26")),
    outside(
      "getsentry/action-release", "Sentry", env: ["SENTRY_AUTH_TOKEN"],
      read: "00ed2a6cc2171514e031a0f5b4b3cdc586dc171a"),
    outside(
      "digital-blueprint/gitlab-pipeline-trigger-action", "GitLab", "token", "access_token",
      read: "0a36640a16cae8c3c354b0caa6ca4e1c3f8b4055"),
    outside(
      "grafana/shared-workflows/actions/trigger-argo-workflow", "Grafana",
      does: [.does(nil, ["id-token": .write])],
      read: "000662902674ef907eea71a1f193a2a87d2a0d8d", in: "action.yaml"),
    outside(
      "grafana/shared-workflows/actions/send-slack-message", "Slack",
      does: [.does(nil, ["id-token": .write])],
      read: "040397781b29451becc53a94fe49b292bc0f728d", in: "action.yaml"),
    // As `azure/login` left it.
    KnownAction(
      "azure/functions-container-action", read: "291eeb26a8f20958889600ba18e0d10657ce0818",
      on: .known("2026-11-26")),
    outside(
      "jscrambler/code-integrity-actions/protect", "Jscrambler", "secret-key", "access-key",
      read: "2071a13c0e5e69c8da469c325ef95e7dc92215fc"),
    outside(
      "snyk/actions/docker", "Snyk", env: ["SNYK_TOKEN"], read: "1dc537161518e8ecede7070a493f1f5b5713e486"),
    outside(
      "snyk/actions/iac", "Snyk", env: ["SNYK_TOKEN"], read: "29c7b1cfabcc7a93a966fd38b9781281c32a0ded"),
    // Which of the two it does, the event says.
    KnownAction(
      "jfrog/frogbot",
      env: [.token("JF_GIT_TOKEN")]
        + Input.outside("JFrog", "JF_URL", "JF_USER", "JF_PASSWORD", "JF_ACCESS_TOKEN"),
      does: [
        .does(.commentOnPullRequest, ["pull-requests": .write], .low),
        .does(.openPullRequest, ["contents": .write, "pull-requests": .write], .low),
      ], read: "00b6f87437be608f410e7c94b7eedb39a43116c8", in: "README.md", on: .known("2026-11-26")),
    KnownAction(
      "aliyun/acr-login",
      [.password(), .identity("username")]
        + Input.outside("Alibaba Cloud", "access-key-id", "access-key-secret"),
      read: "12077d5f8d1b650d10664f574168dae2720bc8cd", on: .known("2026-11-26")),
    outside(
      "aliyun/acr-scan", "Alibaba Cloud", "access-key-id", "access-key-secret",
      read: "1c7b1820afa7c36f6a87ef39e35715c56b79f164"),
    outside(
      "octopusdeploy/login", "Octopus Deploy", "api_key", "service_account_id",
      does: [.does(nil, when: .given("service_account_id"), ["id-token": .write])],
      read: "02604f2205ebedb595a1ca9c3bb9ceb2c1d709be"),
    outside(
      "octopusdeploy/create-release-action", "Octopus Deploy", "api_key", "proxy_password",
      env: ["OCTOPUS_API_KEY", "OCTOPUS_PROXY_PASSWORD"], read: "0ab7db0303530a67fef95f709fbbbe50d182426d"),
    outside(
      "octopusdeploy/deploy-release-action", "Octopus Deploy", "api_key", env: ["OCTOPUS_API_KEY"],
      read: "05b84c449c68f16a92ed9a80b352e67e5768297a"),
    outside("nuget/setup-nuget", "NuGet", "nuget-api-key", read: "0acaf5106ffed565f4c21a1aeb3fbac6d3dc5d5b"),
    outside(
      "datadog/synthetics-ci-github-action", "Datadog", "api-key", "app-key", "api_key", "app_key",
      read: "0456dde36566b80f571e77d7b169dbc58c9edfce"),
    outside(
      "home-assistant/wheels", "the host of the wheels", "wheels-key", "wheels-user",
      read: "0664b1f47e3c15aa9963298aa87c6b5657373856"),
    outside(
      "google-github-actions/setup-gcloud", "Google Cloud", "service_account_key", "service_account_email",
      read: "0421dbc8689c8e91281ba1a04527957eae4d90ab"),
    KnownAction(
      "firebaseextended/action-hosting-deploy",
      [.token("repoToken")] + Input.outside("Firebase", "firebaseServiceAccount"),
      does: [
        .does(
          .commentOnPullRequest, when: .given("repoToken"), ["checks": .write, "pull-requests": .write])
      ], read: "03e71a3163e78a2b34d78041207dca0602b26537", on: .known("2026-11-26")),
    outside(
      "cachix/cachix-action", "Cachix", "authToken", "signingKey",
      read: "033248a6b8f7b01dbf47e276398c0b595f9f5818"),
    outside(
      "openai/codex-action", "OpenAI", "openai-api-key", read: "0006efa62261ffd5c7bb5131ff06a84cf849ed1c"),
    // Without a token it makes one of its own App, for the workflow's identity.
    KnownAction(
      "anthropics/claude-code-action",
      [.token("github_token")]
        + Input.outside("Anthropic", "anthropic_api_key", "claude_code_oauth_token"),
      does: [
        .does(nil, when: .missing("github_token"), ["id-token": .write]),
        .does(nil, ["actions": .read, "contents": .write, "issues": .write, "pull-requests": .write]),
      ], read: "008284398f9706427970c06a406d9ebd6a1cecfa", on: .known("2026-11-26")),
    outside(
      "fossas/fossa-action", "FOSSA", "api-key", env: ["FOSSA_API_KEY"],
      read: "162702b1b45e1ce9cc6c595f06fc6dbaf6f978ce"),
    KnownAction(
      "sonarsource/sonarqube-scan-action",
      env: [.tokenForReading("GITHUB_TOKEN")]
        + Input.outside("SonarQube", "SONAR_TOKEN", "SONAR_HOST_URL", "SONAR_ROOT_CERT"),
      read: "00e62e119083df8c4315d967fb0fcfb4a1895444", on: .known("2026-11-26")),
    KnownAction(
      "sonarsource/sonarcloud-github-action",
      env: [.tokenForReading("GITHUB_TOKEN")] + Input.outside("SonarCloud", "SONAR_TOKEN"),
      read: "008e9e558775c89a194fe2576c0104fb04f36d1d", on: .known("2026-11-26")),
    outside(
      "bufbuild/buf-push-action", "the Buf Schema Registry", "buf_token",
      read: "0b9ee5f7421faa7eb51db88696baf1e5a06b7458"),
    outside(
      "dawidd6/action-send-mail", "a mail server", "server_address", "server_port", "username", "password",
      "to", "from", "cc", "bcc", read: "0037ae15ac9d50c3ab4961a9978c4ae48f31006b"),
    outside(
      "ilshidur/action-discord", "Discord", env: ["DISCORD_WEBHOOK"],
      read: "292789a307070d292e97b821fcd15c12acf08b3e"),
    KnownAction(
      "8398a7/action-slack", [.jobTokenForReading("github_token")],
      env: [.tokenForReading("GITHUB_TOKEN")] + Input.outside("Slack", "SLACK_WEBHOOK_URL"),
      read: "03ee1378cbc1e19c663192f01be0afe51baaa76b", on: .known("2026-11-26")),
    outside(
      "appleboy/telegram-action", "Telegram", "to", "token",
      read: "0e92df9a00d30d474060da3ac4c5c26e4a148181"),
    outside(
      "appleboy/ssh-action", "a host", "host", "username", "key", "password", "passphrase", "port",
      "fingerprint", "proxy_*", read: "03b440e441c83c0da28c9f9e3b187d2595174e73"),
    outside(
      "appleboy/scp-action", "a host", "host", "username", "key", "password", "passphrase", "port",
      "fingerprint", "proxy_*", read: "11c56b52d3cdc5e1d7822fdb3b8aea75b3092ca7"),
    outside(
      "replicatedhq/replicated-actions/create-cluster", "Replicated", "api-token",
      read: "088a4f8085328d07044bbbeed8fc42a46c14a905"),
    outside(
      "replicatedhq/replicated-actions/remove-cluster", "Replicated", "api-token",
      read: "088a4f8085328d07044bbbeed8fc42a46c14a905"),
    KnownAction(
      "nwtgck/actions-netlify", [.token("github-token")],
      env: Input.outside("Netlify", "NETLIFY_AUTH_TOKEN", "NETLIFY_SITE_ID"),
      does: [
        .does(
          .setStatus, when: .given("github-token"),
          ["deployments": .write, "pull-requests": .write, "statuses": .write], .medium)
      ], read: "02b13b3c034176124bd4584b0000062569619e94", on: .known("2026-11-26")),
    outside(
      "oracle-actions/get-ocir-repository", "Oracle Cloud", env: ["OCI_CLI_*"],
      read: "539e8b6dc68490b16e4a67008632f8dd97c25a58"),
    outside("codspeedhq/action", "CodSpeed", "token", read: "46b6081227c9fc4b9fff3137184ca7942e5c9714"),
    outside(
      "slackapi/slack-github-action", "Slack", "webhook", "token",
      env: ["SLACK_WEBHOOK_URL", "SLACK_BOT_TOKEN"], read: "006e5923e193edca450fc3e9dc3631ccc6d5989a"),
    outside(
      "rtcamp/action-slack-notify", "Slack", env: ["SLACK_WEBHOOK", "SLACK_TOKEN"],
      read: "01e9138a24b22bb1bf25f35aca9b2827e6001a13"),
    outside(
      "crazy-max/ghaction-import-gpg", "a signing key", "gpg_private_key", "passphrase",
      read: "05fea506c1ff86b557dc05295b33a662daba4b16"),
    KnownAction(
      "cloudflare/wrangler-action",
      [.tokenForReading("gitHubToken")]
        + Input.outside("Cloudflare", "apiToken", "apiKey", "email", "accountId", "secrets"),
      read: "029125f351c415e5be692fad092304d37788c9a6", on: .known("2026-11-26")),
    outside(
      "snyk/actions/setup", "Snyk", env: ["SNYK_TOKEN"], read: "31ac270cd109f376f5faeb68e1b88fb06d6389ec"),
    outside(
      "dependencytrack/gh-upload-sbom", "Dependency-Track", "apikey", "serverhostname",
      read: "026b2af36bbbed393ddbfd4dba329f6f48648ce4"),
    KnownAction(
      "docker/scout-action",
      [.jobToken("github-token"), .password("registry-password"), .identity("registry-user")]
        + Input.outside("Docker Hub", "dockerhub-user", "dockerhub-password"),
      does: [
        .does(
          .commentOnPullRequest, when: .unequal("write-comment", "false"), ["pull-requests": .write], .medium)
      ], read: "c854600180d9e84cfe65ef4d63e623a0a38b570c", in: "action.yaml", on: .known("2026-11-26")),
    outside(
      "peter-evans/dockerhub-description", "Docker Hub", "username", "password",
      read: "0382289555da5327acf6c2a56ee935a0af966705"),
    outside(
      "superfly/flyctl-actions/setup-flyctl", "Fly", env: ["FLY_API_TOKEN"],
      read: "04b1c180f82f80a3f2cfcde4c41c9ccc26dbff1d"),
    outside(
      "digitalocean/action-doctl", "DigitalOcean", "token", env: ["DIGITALOCEAN_ACCESS_TOKEN"],
      read: "1c574744a6003ade76c49d484645241fe25aa30c"),
  ]
}
