/// The shape of a service's tokens, and where it is stated. A shape is only for recognition and masking: it never proves
/// that a token works.
struct ServiceTokenRecord: Sendable {
  /// What states a shape.
  enum Source: Hashable, Sendable {
    /// A rule of gitleaks, by its id.
    case gitleaks(String)
    /// A detector of TruffleHog, by its folder.
    case trufflehog(String)
    /// The service's own code or page, or another scanner's rule, by its address.
    case page(String)

    /// Where it can be read, as it was on the day.
    var address: String {
      switch self {
      case .gitleaks(let rule):
        "https://github.com/gitleaks/gitleaks/blob/b58d3f102cf3a2c84cb7f923d05c25c9b1aed84b/config/gitleaks.toml#\(rule)"
      case .trufflehog(let folder):
        "https://github.com/trufflesecurity/trufflehog/tree/3ab759fef4bb5935d4fe9ac68b503d05346b8364/pkg/detectors/\(folder)"
      case .page(let address): address
      }
    }
  }

  let service: String
  /// As `TokenPattern` reads it. It may take less than its source does, so that no word of a text is a token.
  let pattern: String
  let source: Source
  /// The day on which the source was looked at.
  let looked: String

  init(_ service: String, _ pattern: String, _ source: Source, looked: String = "2026-11-30") {
    self.service = service
    self.pattern = pattern
    self.source = source
    self.looked = looked
  }
}

extension ServiceTokenRecord {
  /// All of them, by service.
  static let all = registries + clouds + forges + messages + models + others

  /// Registries of packages.
  private static let registries: [ServiceTokenRecord] = [
    .init("npm", #"npm_[A-Za-z0-9]{36}"#, .gitleaks("npm-access-token")),
    .init("PyPI", #"pypi-[A-Za-z0-9_-]{85,}"#, .gitleaks("pypi-upload-token")),
    .init(
      "crates.io",
      #"cio[A-Za-z0-9]{32}"#,
      .page(
        "https://github.com/rust-lang/crates.io/blob/7c54ddb7470b62f8a98dbf9702f3c60c8d2de0ff/crates/crates_io_database/src/utils/token.rs"
      )),
    .init(
      "crates.io trusted publishing",
      #"cio_tp_[A-Za-z0-9]{32}"#,
      .page(
        "https://github.com/rust-lang/crates.io/blob/1ad13a61e7b83ad6bf07b33dffc2d8a4b14dfc23/crates/crates_io_trustpub/src/access_token.rs"
      )),
    .init("RubyGems", #"rubygems_[a-f0-9]{48}"#, .gitleaks("rubygems-api-token")),
    .init(
      "NuGet",
      #"oy2[a-z0-9]{43}"#,
      .page(
        "https://github.com/praetorian-inc/noseyparker/blob/663a67f2decc3e411389a8f84d40ce5294be4a29/crates/noseyparker/data/default/builtin/rules/nuget.yml"
      )),
    .init(
      "Docker Hub", #"dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})"#, .trufflehog("dockerhub/v2")),
    .init("JFrog key", #"AKCp[A-Za-z0-9]{69}"#, .gitleaks("artifactory-api-key")),
    .init("JFrog reference", #"cmVmdGtu[A-Za-z0-9]{56}"#, .trufflehog("artifactoryreferencetoken")),
    .init("Clojars", #"CLOJARS_[a-z0-9]{60}"#, .gitleaks("clojars-api-token")),
  ]

  /// Clouds, and stores of secrets.
  private static let clouds: [ServiceTokenRecord] = [
    .init("AWS access key id", #"AKIA[A-Z2-7]{16}"#, .gitleaks("aws-access-token")),
    .init("AWS access key id", #"ASIA[A-Z2-7]{16}"#, .gitleaks("aws-access-token")),
    .init("AWS service bearer token id", #"ABIA[A-Z2-7]{16}"#, .gitleaks("aws-access-token")),
    .init("AWS context-specific credential id", #"ACCA[A-Z2-7]{16}"#, .gitleaks("aws-access-token")),
    .init(
      "Amazon Bedrock",
      #"ABSK[A-Za-z0-9+/]{109,269}={0,2}"#,
      .gitleaks("aws-amazon-bedrock-api-key-long-lived")),
    .init(
      "Azure client secret",
      #"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"#,
      .gitleaks("azure-ad-client-secret")),
    .init("Google API key", #"AIza[A-Za-z0-9_-]{35}"#, .gitleaks("gcp-api-key")),
    .init("Cloudflare", #"cf(?:ut|at)_[A-Za-z0-9]{40}[a-f0-9]{8}"#, .trufflehog("cloudflareapitoken/v2")),
    .init(
      "Cloudflare global key", #"cfk_[A-Za-z0-9]{40}[a-f0-9]{8}"#, .trufflehog("cloudflareglobalapikey/v2")),
    .init("DigitalOcean", #"do[opr]_v1_[a-f0-9]{64}"#, .trufflehog("digitaloceanv2")),
    .init("Heroku", #"HRKU-AA[A-Za-z0-9_-]{58}"#, .gitleaks("heroku-api-key-v2")),
    .init("Fly.io", #"fo1_[A-Za-z0-9_-]{43}"#, .gitleaks("flyio-access-token")),
    .init("Fly.io", #"fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,}={0,3}"#, .gitleaks("flyio-access-token")),
    .init("Netlify", #"nfp_[A-Za-z0-9_]{36}"#, .trufflehog("netlify/v2")),
    .init("Pulumi", #"pul-[a-f0-9]{40}"#, .gitleaks("pulumi-api-token")),
    .init("Databricks", #"dapi[a-f0-9]{32}(?:-[0-9])?"#, .gitleaks("databricks-api-token")),
    .init(
      "HCP Terraform",
      #"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}"#,
      .gitleaks("hashicorp-tf-api-token")),
    .init("Vault service", #"hvs\.[A-Za-z0-9_-]{90,120}"#, .gitleaks("vault-service-token")),
    .init("Vault batch", #"hvb\.[A-Za-z0-9_-]{138,300}"#, .gitleaks("vault-batch-token")),
    .init("1Password", #"ops_eyJ[A-Za-z0-9+/]{250,}={0,3}"#, .gitleaks("1password-service-account-token")),
    .init(
      "Doppler",
      #"dp\.(?:ct|pt|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}"#,
      .trufflehog("doppler")),
    .init("Supabase", #"sbp_[a-z0-9]{40}"#, .trufflehog("supabasetoken")),
    .init("PlanetScale", #"pscale_tkn_[A-Za-z0-9_=.-]{32,64}"#, .gitleaks("planetscale-api-token")),
    .init("PlanetScale OAuth", #"pscale_oauth_[A-Za-z0-9_=.-]{32,64}"#, .gitleaks("planetscale-oauth-token")),
    .init("PlanetScale password", #"pscale_pw_[A-Za-z0-9_=.-]{32,64}"#, .gitleaks("planetscale-password")),
    .init("Alibaba", #"LTAI[A-Za-z0-9]{17,21}"#, .trufflehog("alibaba")),
    .init("age", #"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"#, .gitleaks("age-secret-key")),
    .init("Deno", #"dd[pw]_[A-Za-z0-9]{36}"#, .trufflehog("deno")),
  ]

  /// Where code is kept, built and planned.
  private static let forges: [ServiceTokenRecord] = [
    .init("GitLab personal", #"glpat-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-pat")),
    .init(
      "GitLab personal",
      #"glpat-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9}"#,
      .trufflehog("gitlab/v3")),
    .init("GitLab deploy", #"gldt-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-deploy-token")),
    .init("GitLab runner", #"glrt-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-runner-authentication-token")),
    .init(
      "GitLab runner",
      #"glrt-t[0-9]_[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9}"#,
      .gitleaks("gitlab-runner-authentication-token-routable")),
    .init("GitLab feed", #"glft-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-feed-token")),
    .init("GitLab SCIM", #"glsoat-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-scim-token")),
    .init(
      "GitLab feature flags", #"glffct-[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-feature-flag-client-token")),
    .init("GitLab incoming mail", #"glimt-[A-Za-z0-9_-]{25}"#, .gitleaks("gitlab-incoming-mail-token")),
    .init("GitLab agent", #"glagent-[A-Za-z0-9_-]{50}"#, .gitleaks("gitlab-kubernetes-agent-token")),
    .init("GitLab OAuth secret", #"gloas-[A-Za-z0-9_-]{64}"#, .gitleaks("gitlab-oauth-app-secret")),
    .init("GitLab trigger", #"glptt-[a-f0-9]{40}"#, .gitleaks("gitlab-ptt")),
    .init("GitLab job", #"glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}"#, .gitleaks("gitlab-cicd-job-token")),
    .init("Atlassian", #"ATATT3[A-Za-z0-9+/_=-]{100,}"#, .gitleaks("atlassian-api-token")),
    .init(
      "Atlassian organization", #"ATCTT3xFfG[A-Za-z0-9+/_=-]+=[A-Za-z0-9]{8}"#, .trufflehog("atlassian/v2")),
    .init("SonarQube", #"sq[apu]_[a-f0-9]{40}"#, .gitleaks("sonar-api-token")),
    .init("SonarQube organization", #"sqco_[A-Za-z0-9]{59}"#, .trufflehog("sonarcloud/v2")),
    .init("Postman", #"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"#, .gitleaks("postman-api-token")),
    .init("Buildkite", #"bkua_[a-z0-9]{40}"#, .trufflehog("buildkite/v2")),
    .init("CircleCI", #"CCIPAT_[A-Za-z0-9]{22}_[a-fA-F0-9]{40}"#, .trufflehog("circleci/v2")),
    .init("Linear", #"lin_api_[A-Za-z0-9]{40}"#, .gitleaks("linear-api-key")),
    .init("Notion", #"ntn_[0-9]{11}[A-Za-z0-9]{35}"#, .gitleaks("notion-api-token")),
    .init("Octopus", #"API-[A-Z0-9]{26,34}"#, .trufflehog("octopusdeploy")),
    .init("Prefect", #"pnu_[A-Za-z0-9]{36}"#, .gitleaks("prefect-api-token")),
  ]

  /// Messengers and mail.
  private static let messages: [ServiceTokenRecord] = [
    .init("Slack bot", #"xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{23,25}"#, .gitleaks("slack-bot-token")),
    .init("Slack user", #"xoxp(?:-[0-9]{10,13}){3}-[A-Za-z0-9-]{28,34}"#, .gitleaks("slack-user-token")),
    .init("Slack app", #"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]{32,}"#, .gitleaks("slack-app-token")),
    .init(
      "Slack configuration",
      #"xoxe\.xox[bp]-[0-9]-[A-Z0-9]{163,166}"#,
      .gitleaks("slack-config-access-token")),
    .init(
      "Slack configuration refresh", #"xoxe-[0-9]-[A-Z0-9]{146}"#, .gitleaks("slack-config-refresh-token")),
    .init(
      "Slack webhook",
      #"https://hooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{23,25}"#,
      .trufflehog("slackwebhook")),
    .init(
      "Slack workflow webhook",
      #"https://hooks\.slack\.com/workflows/T[A-Z0-9]{8,}/A[A-Z0-9]{8,}/[0-9]{17,19}/[A-Za-z0-9]{23,25}"#,
      .trufflehog("slackwebhook")),
    .init(
      "Discord webhook",
      #"https://discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}"#,
      .trufflehog("discordwebhook")),
    .init("Telegram", #"[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}"#, .trufflehog("telegrambottoken")),
    .init("SendGrid", #"SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}"#, .trufflehog("sendgrid")),
  ]

  /// Language models.
  private static let models: [ServiceTokenRecord] = [
    .init(
      "OpenAI",
      #"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{58,74}|[A-Za-z0-9]{20})T3BlbkFJ[A-Za-z0-9_-]{20,74}"#,
      .gitleaks("openai-api-key")),
    .init("Anthropic", #"sk-ant-(?:api03|admin01)-[A-Za-z0-9_-]{93}AA"#, .trufflehog("anthropic")),
    .init("OpenRouter", #"sk-or-v1-[a-f0-9]{64}"#, .trufflehog("openrouter")),
    .init("Hugging Face", #"hf_[A-Za-z0-9]{34}"#, .trufflehog("huggingface")),
    .init("Hugging Face organization", #"api_org_[A-Za-z0-9]{34}"#, .trufflehog("huggingface")),
    .init("Groq", #"gsk_[A-Za-z0-9]{52}"#, .trufflehog("groq")),
  ]

  /// Everything else.
  private static let others: [ServiceTokenRecord] = [
    .init("Grafana cloud", #"glc_eyJ[A-Za-z0-9+/=]{60,160}"#, .trufflehog("grafana")),
    .init(
      "Grafana service account",
      #"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"#,
      .gitleaks("grafana-service-account-token")),
    .init("Sentry organization", #"sntrys_eyJ[A-Za-z0-9=_+/]{100,}"#, .trufflehog("sentryorgtoken")),
    .init("Sentry user", #"sntryu_[a-f0-9]{64}"#, .gitleaks("sentry-user-token")),
    .init("New Relic", #"NRAK-[A-Z0-9]{27}"#, .gitleaks("new-relic-user-api-key")),
    .init(
      "JSON Web Token",
      #"eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"#,
      .trufflehog("jwt")),
  ]
}
