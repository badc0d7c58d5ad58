internal import SourceText

/// What a name or an address says of a credential that is not GitHub's.
package enum OtherService {
  /// The service whose credential a variable, an input or a secret of this name holds; nil where the name does not tell.
  ///
  /// A name that speaks of GitHub or of a PAT too tells nothing: `NPM_GITHUB_TOKEN` is for GitHub's registry.
  package static func named(_ name: String) -> String? {
    let words = name.uppercased().split { !$0.isLetter && !$0.isNumber }
    if words.contains(where: {
      $0.hasPrefix("GITHUB") || $0 == "GH" || $0 == "GHCR" || $0 == "PAT" || $0 == "APP"
    }) {
      return words.lazy.compactMap { ofPATs[$0] }.first
    }
    let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
    return (words + pairs).lazy.compactMap { services[$0] }.first
  }

  /// Services that call their own tokens so.
  private static let ofPATs: [Substring: String] = [
    "AZUREDEVOPS": "Azure DevOps", "OVSX": "Open VSX", "VSCE": "Visual Studio Marketplace",
  ]

  /// By the words that such names have.
  private static let services: [Substring: String] = [
    "ALGOLIA": "Algolia", "ANDROID": "Android", "ANTHROPIC": "Anthropic", "APPLE": "Apple", "ARM": "Azure",
    "ARTIFACTORY": "Artifactory", "ATLASSIAN": "Atlassian", "AUR": "AUR", "AWS": "AWS", "AZURE": "Azure",
    "BITBUCKET": "Bitbucket", "BUGSNAG": "Bugsnag", "BUILDKITE": "Buildkite", "CACHIX": "Cachix",
    "CARGO": "crates.io", "CHOCO": "Chocolatey", "CHOCOLATEY": "Chocolatey", "CHROMATIC": "Chromatic",
    "CIRCLECI": "CircleCI", "CLOUDSMITH": "Cloudsmith", "CLOUDFLARE": "Cloudflare", "CODACY": "Codacy",
    "CODECOV": "Codecov",
    "COVERALLS": "Coveralls", "COVERITY": "Coverity", "CRATES": "crates.io", "CROWDIN": "Crowdin",
    "CYPRESS": "Cypress", "DATADOG": "Datadog", "DIGITALOCEAN": "DigitalOcean", "DISCORD": "Discord",
    "DOCKERHUB": "Docker Hub", "ECR": "AWS", "EXPO": "Expo", "FIREBASE": "Firebase", "FOSSA": "FOSSA",
    "GCLOUD": "Google Cloud",
    "GCP": "Google Cloud", "GCR": "Google Cloud", "GEM": "RubyGems", "GITLAB": "GitLab", "GOOGLE": "Google",
    "GORELEASER": "GoReleaser Pro", "GPG": "a signing key", "GRADLE": "Gradle", "GRAFANA": "Grafana",
    "HACKAGE": "Hackage", "HEROKU": "Heroku", "HEX": "Hex", "HUGGINGFACE": "Hugging Face", "JFROG": "JFrog",
    "JIRA": "Jira", "KEYCHAIN": "Apple", "KEYSTORE": "a signing key", "LAUNCHDARKLY": "LaunchDarkly",
    "MASTODON": "Mastodon", "MATRIX": "Matrix", "MATTERMOST": "Mattermost", "MAVEN": "a Maven repository",
    "MINISIGN": "a signing key", "MYGET": "MyGet", "NETLIFY": "Netlify", "NPM": "npm", "NPMJS": "npm",
    "NUGET": "NuGet", "OPENAI": "OpenAI", "OPENROUTER": "OpenRouter", "OSSRH": "Maven Central",
    "OVSX": "Open VSX",
    "PACKAGECLOUD": "packagecloud",
    "PERCY": "Percy", "POSTHOG": "PostHog", "PULUMI": "Pulumi", "PYPI": "PyPI", "QUAY": "Quay",
    "RUBYGEMS": "RubyGems",
    "SEGMENT": "Segment", "SEMGREP": "Semgrep", "SENTRY": "Sentry", "SLACK": "Slack",
    "SNAPCRAFT": "Snapcraft", "SNYK": "Snyk",
    "SONAR": "Sonar", "SONARCLOUD": "Sonar", "SONARQUBE": "Sonar", "SONATYPE": "Maven Central",
    "SUPABASE": "Supabase", "TEAMS": "Microsoft Teams", "TELEGRAM": "Telegram", "TESTPYPI": "PyPI",
    "TRANSIFEX": "Transifex", "TWILIO": "Twilio", "TWINE": "PyPI", "TWITTER": "X", "VAULT": "Vault",
    "VERCEL": "Vercel", "VSCE": "Visual Studio Marketplace", "ZULIP": "Zulip",
  ]

  /// Inputs that say which server or registry an action signs in to.
  private static let hostInputs = [
    "registry-url", "source-url", "github-server-url", "github-api-url", "github_api_url", "server-url",
    "server_url",
    "api-url", "api_url", "base-url", "gitea_server_url", "host",
  ]

  /// The host that a step's inputs name, where it is none of GitHub's; nil where they name none, or one that is worked out.
  static func host(of use: ActionUse, _ scope: UseScope) -> String? {
    for input in hostInputs {
      guard let text = use.inputs[input].flatMap({ scope.texts(of: $0).first }),
        let host = host(in: text), !isOfGitHub(host)
      else { continue }
      return host
    }
    return nil
  }

  /// Of `https://registry.npmjs.org/`, `registry.npmjs.org`; nil for what is no host, or not told.
  private static func host(in text: String) -> String? {
    guard !text.contains(UseScope.unknown), !text.contains("${{") else { return nil }
    let rest = text.ranges(of: "://").first.map { text[$0.upperBound...] } ?? text[...]
    let host = rest.prefix { $0 != "/" && $0 != ":" }.lowercased()
    return host.contains(".") ? host : nil
  }

  /// A server of one's own that speaks of GitHub may be one of GitHub's, too.
  private static func isOfGitHub(_ host: String) -> Bool {
    host.contains("github") || host.contains("ghe") || host == "ghcr.io"
  }
}
