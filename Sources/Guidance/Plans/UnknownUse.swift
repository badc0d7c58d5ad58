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
        .kind, "nobody knows yet what kind of credential it is, or which service issued it",
        at: path("kind"),
        "its kind and its `holder`; `other` where GitHub did not issue it")
    case .other:
      UnknownUse(
        .service, "another service issued it: no decision about GitHub says what it is for",
        at: path("used_by"),
        "who uses it, and among the `needs` of each what for: \(inWords)")
    case .classicPAT, .fineGrainedPAT, .deployKey, .sshKey, .appKey, .oauthToken: nil
    }
  }

  private var app: UnknownUse? {
    guard credential.kind.record.rights == .app, words.isEmpty, uses.app(of: credential) == nil else {
      return nil
    }
    return UnknownUse(
      .app, "no entry of `apps` names it: which App is this?", at: "apps",
      "the App with its `repositories`, its `permissions` and `key: \(name)`")
  }

  // MARK: Who uses it, and for what

  private var unsaidUsers: UnknownUse? {
    guard credential.usedBy.isEmpty, !credential.saysItsUsers else { return nil }
    return UnknownUse(
      .users, "nothing described uses it, and the description does not say that nothing does",
      at: path("used_by"), "who uses it; `[]` where it is proved that nobody does")
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
      ? "`\(user)` uses it and says no `needs`"
      : accesses.count == 1
        ? "the only access of `\(user)` cannot be had with it"
        : "none of the \(accesses.count) accesses of `\(user)` can be had with it"
    return UnknownUse(.needs, reason, at: user.needsPath, "what it does with it: a need, or \(inWords)")
  }

  /// What it may that no access of its users takes anything of.
  private var rights: UnknownUse? {
    guard words.isEmpty, !accesses.isEmpty else { return nil }
    let unexplained = uses.unexplainedRights(of: credential)
    guard !unexplained.isEmpty else { return nil }
    return UnknownUse(
      .rights,
      "no described access of its users takes \(Phrase.some(unexplained)): it has a use that nobody described",
      at: credential.usedBy.first?.needsPath ?? path("used_by"),
      "the need that takes it, or \(inWords). Where it is proved that nothing does, edit the right out of the credential, then out of `\(path(rightsKey))`"
    )
  }

  private var rightsKey: String {
    credential.kind.record.rights == .scopes ? "scopes" : "permissions"
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
      "what is true there; then remove `x-guess`")
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
