package import OrganizationModel
import SourceText

/// Something about the uses of a credential that nobody knows. Until somebody does, nothing removes, narrows or replaces it.
package struct UnknownUse: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable, Hashable {
    /// What kind of credential it is.
    case kind
    /// What a credential of another service is for.
    case service
    /// Whose key it is.
    case app
    /// Who uses it.
    case users
    /// What an automation does with it.
    case needs
    /// What something that it may do is for.
    case rights
    /// Whether what an import wrote is so.
    case guess
  }

  package var kind: Kind
  /// A sentence without capital and full stop, with names between backticks.
  package var reason: String
  /// The key path in the description, `credentials.NPM_TOKEN.kind`.
  package var answerAt: String
  /// What to write there. A sentence without capital and full stop, with names between backticks.
  package var answer: String

  init(_ kind: Kind, _ reason: String, at answerAt: String, _ answer: String) {
    (self.kind, self.reason, self.answerAt, self.answer) = (kind, reason, answerAt, answer)
  }
}

/// Finds what nobody knows of the uses of one credential.
struct UnknownUseFinder {
  let credential: ExistingCredential
  let uses: CredentialUses

  private var name: Name { credential.name }
  private var accesses: [Decision] { uses.accesses(of: credential) }
  private var words: [CredentialUses.Words] { uses.words(for: credential) }

  /// In the order in which to ask: what it is, who uses it, what for, and what was only guessed.
  var all: [UnknownUse] {
    [kind, app, unsaidUsers].compactMap(\.self) + idleUsers + [rights].compactMap(\.self)
      + (words.isEmpty ? guesses : [])
  }

  private func path(_ key: String) -> String { "credentials.\(name).\(key)" }

  /// How to say a use that no verb says.
  private var inWords: String { "`{other: \"what it does\", with: \(name)}`" }

  // MARK: What it is

  private var kind: UnknownUse? {
    guard words.isEmpty else { return nil }
    return switch credential.kind {
    case .unknown:
      UnknownUse(
        .kind, "its kind and the service that issued it are unknown",
        at: path("kind"),
        "its kind and its `holder`, or `other` if GitHub didn't issue it")
    case .other:
      UnknownUse(
        .service, "another service issued it, so no decision explains what it is for",
        at: path("used_by"),
        "its users; then describe its purpose under the `needs` of each: \(inWords)")
    case .classicPAT, .fineGrainedPAT, .deployKey, .sshKey, .appKey, .oauthToken: nil
    }
  }

  private var app: UnknownUse? {
    guard credential.kind.record.rights == .app, words.isEmpty, uses.app(of: credential) == nil else {
      return nil
    }
    return UnknownUse(
      .app, "no entry under `apps` names it, so it isn't known which App it belongs to", at: "apps",
      "the App with its `repositories`, its `permissions` and `key: \(name)`")
  }

  // MARK: Who uses it, and for what

  private var unsaidUsers: UnknownUse? {
    guard credential.usedBy.isEmpty, !credential.saysItsUsers else { return nil }
    return UnknownUse(
      .users, "nothing in the description uses it, but the description doesn't say that it is unused",
      at: path("used_by"), "its users, or `[]` once you have confirmed that it has none")
  }

  private var idleUsers: [UnknownUse] {
    guard credential.kind.isGitHubs else { return [] }
    let explained = Set(words.map(\.automation))
    return credential.usedBy.filter { !explained.contains($0) }.compactMap(idle)
  }

  /// An automation that uses it for nothing that is described.
  private func idle(_ user: AutomationID) -> UnknownUse? {
    let accesses = uses.accesses(of: user)
    guard !accesses.contains(where: { credential.couldServe($0, uses.organization) }) else { return nil }
    let reason =
      accesses.isEmpty
      ? "`\(user)` uses it, but lists no `needs`"
      : accesses.count == 1
        ? "it can't do the only thing that `\(user)` needs"
        : "it can't do any of the \(accesses.count) things that `\(user)` needs"
    return UnknownUse(.needs, reason, at: user.needsPath, "its purpose there, as a need or as \(inWords)")
  }

  /// What it may that no access of its users takes anything of.
  private var rights: UnknownUse? {
    guard words.isEmpty, !accesses.isEmpty else { return nil }
    let unexplained = uses.unexplainedRights(of: credential)
    guard !unexplained.isEmpty else { return nil }
    return UnknownUse(
      .rights,
      "no described access of its users needs \(Phrase.some(unexplained)), so something else may use it",
      at: credential.usedBy.first?.needsPath ?? path("used_by"),
      "the need that requires it, or \(inWords). Once you have confirmed that nothing does, remove it from \(rightsPlace)"
    )
  }

  /// An App's permissions are the App's, whichever of its keys it is.
  private var rightsPlace: String {
    let own =
      "the credential, then from `\(path(credential.kind.record.rights == .scopes ? "scopes" : "permissions"))`"
    guard credential.kind.record.rights == .app else { return own }
    return uses.app(of: credential).map { "the App, then from `apps.\($0.name).permissions`" } ?? own
  }

  // MARK: What an import guessed

  private var guesses: [UnknownUse] {
    var seen: Set<[String]> = []
    return uses.guesses(behind: credential).filter { seen.insert([$0.path, $0.entry]).inserted }.map(guess)
  }

  private func guess(_ guessed: CredentialUses.Guessed) -> UnknownUse {
    let entry = guessed.entry.isEmpty ? "" : " (`\(Self.code(guessed.entry))`)"
    let place = guessed.guess.place.isEmpty ? "" : ", seen at `\(Self.code(guessed.guess.place))`"
    return UnknownUse(
      .guess, "an import guessed `\(guessed.path)`\(entry)\(place)", at: guessed.path,
      "what is true there, then remove `x-guess`")
  }

  private static func code(_ text: String) -> String { text.replacing(bytesOf: "`", with: "'") }
}

extension AutomationID {
  /// Its key path in the description, `repositories.web.workflows.ci`.
  package var keyPath: String {
    switch self {
    case .workflow(let repository, let workflow): "repositories.\(repository).workflows.\(workflow)"
    case .consumer(let name): "consumers.\(name)"
    }
  }

  var needsPath: String { "\(keyPath).needs" }
}
