import Workflows

/// What a name says of a credential of GitHub.
enum GitHubNames {
  /// Whether a secret, a variable or an input is a token or key of GitHub by its name: `RELEASE_PAT`, `gh-token`,
  /// `BOT_APP_PRIVATE_KEY`.
  static func isToken(_ name: String) -> Bool {
    if CredentialEntrance.passed(name: name).speaksOfGitHub { return true }
    let words = name.uppercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains("PAT") || words.contains("APP") && (words.last == "KEY" || words.last == "PEM")
  }
}
