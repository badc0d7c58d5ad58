package import Catalog
package import SourceText

/// A credential as a workflow names it.
package enum CredentialSource: Sendable, Hashable {
  /// `github.token` or `secrets.GITHUB_TOKEN`.
  case jobToken
  /// `secrets.NAME`, the name in upper case.
  case secret(String)
  /// A token that a step makes from the key of an App.
  case appToken(AppTokenMint)
  /// A token that a step gets for the workflow's OIDC identity, by the name of the action.
  case federated(String)
  /// `toJSON(secrets)` or `secrets.*`: all at once.
  case allSecrets
  /// `secrets[…]` with a name that is worked out.
  case computedSecret

  /// A name in upper case, as secrets are named; without what is shaped like a token, which no longer shows in upper case.
  package static func secretName(_ written: String) -> String {
    // No token is that short.
    written.utf8.count < 24 ? written.uppercased() : TokenShape.mask(written).uppercased()
  }

  /// Of the form `secrets.NAME`.
  package var secretName: String? {
    if case .secret(let name) = self { name } else { nil }
  }
}

/// A step that makes a token of an App: `actions/create-github-app-token` and its like.
package struct AppTokenMint: Sendable, Hashable {
  /// In lower case.
  package let action: String
  /// The secret that holds the private key, in upper case; nil where it is not to be seen.
  package let key: String?
  /// The secret or variable that holds the App's id, `vars.APP_ID`; nil where it is not to be seen.
  package let app: String?
  /// As written; nil where the step does not say.
  package let owner: String?
  /// As written, one by one; empty where the step does not say.
  package let repositories: [String]
  /// In workflow spelling; empty where the step does not say.
  package let permissions: [String: String]
  /// Whether the token reaches the workflow's own repository alone.
  package let isForOwnRepository: Bool
  /// Where the action is named.
  package let range: SourceRange
}

/// How a credential enters.
package enum CredentialEntrance: Sendable, Hashable {
  /// `with` of an action: the action's name in lower case, and the input as it was written.
  case input(action: String, name: String)
  /// `env` of a step, a job or the workflow.
  case env(name: String, level: Level)
  /// `${{ }}` in commands: it stands in the script itself.
  case script
  /// `credentials` of a container or service.
  case container
  /// `secrets` of a job that calls a workflow, by the name that the called workflow knows.
  case passed(name: String)
  /// Whatever else: outputs, conditions, names.
  case other

  package enum Level: Sendable, Hashable {
    case workflow
    case job
    case step
  }
}

extension CredentialEntrance {
  /// Whether what it goes to is named a token of GitHub: `GITHUB_TOKEN`, `homebrew_gh_pat`.
  package var speaksOfGitHub: Bool {
    name.map(Self.isToken) ?? false
  }

  /// The name of what it goes to.
  package var name: String? {
    switch self {
    case .env(let name, _), .input(_, let name), .passed(let name): name
    case .script, .container, .other: nil
    }
  }

  /// What may stand between the name of GitHub and the end of a token's name.
  private static let between: Set<Substring> = [
    "API", "ACCESS", "AUTH", "BOT", "OAUTH", "ORG", "PACKAGES", "PERSONAL", "READ", "REGISTRY", "RELEASE",
    "REPO", "USER", "WRITE",
  ]

  private static func isToken(_ name: String) -> Bool {
    let upper = name.uppercased()
    let parts = upper.split { !$0.isLetter && !$0.isNumber }
    // What Bundler signs in to github.com with.
    if upper == "BUNDLE_GITHUB__COM" { return true }
    if let last = parts.last, last == "GITHUBTOKEN" || last == "GHTOKEN" { return true }
    guard let start = parts.lastIndex(where: { $0 == "GITHUB" || $0 == "GH" }), start + 1 < parts.count,
      let last = parts.last, last == "TOKEN" || last == "PAT"
    else { return false }
    return parts[(start + 1)..<(parts.count - 1)].allSatisfy { between.contains($0) || $0 == "TOKEN" }
  }
}

/// One place where a credential enters a workflow.
package struct CredentialUse: Sendable {
  package let credential: CredentialSource
  package let entrance: CredentialEntrance
  /// Where the credential is named.
  package let range: SourceRange
  /// Where the text stands that it is part of.
  package let valueRange: SourceRange
  /// The id of the job; nil for the workflow's own `env`.
  package let job: String?
  /// The position of the step in its job or action.
  package let step: Int?
  /// What the action's record says that the input takes; nil for an action without a record, or no action.
  package let taken: KnownAction.Taken?
  /// Whether the action has a record.
  package let isKnownAction: Bool
  /// Where each call stands that leads from the workflow to here, the outermost first.
  package let calls: [SourceRange]
}

/// What the job's token must be allowed for a step to work.
package struct PermissionUse: Sendable, Hashable {
  /// In workflow spelling.
  package let permission: String
  package let level: PermissionLevel
  package let job: String
  /// The step that needs it.
  package let range: SourceRange
  /// In words, `` `docker/build-push-action` pushes to ghcr.io ``.
  package let why: String
  /// Whether another permission of the same place serves as well, and is the usual one.
  package let isAlternative: Bool
  /// Whether the step needs it for certain, and not only where its own configuration or unread inputs say so.
  package let isCertain: Bool
}
