internal import SourceText

/// What an address says of a credential that is not GitHub's.
enum OtherService {
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
  static func host(in text: String) -> String? {
    guard !text.contains(UseScope.unknown), !text.contains("${{") else { return nil }
    let rest = text.ranges(of: "://").first.map { text[$0.upperBound...] } ?? text[...]
    let host = rest.prefix { $0 != "/" && $0 != ":" }.lowercased()
    return host.contains(".") ? host : nil
  }

  /// A server of one's own that speaks of GitHub may be one of GitHub's, too.
  static func isOfGitHub(_ host: String) -> Bool {
    host.contains("github") || host.contains("ghe") || host == "ghcr.io"
  }
}
