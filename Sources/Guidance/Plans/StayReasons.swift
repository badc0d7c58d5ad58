package import OrganizationModel
import SourceText

/// Why a credential that exists stays, and what is to be looked at nonetheless. Sentences without capital and full stop.
struct StayReasons {
  let credential: ExistingCredential
  let changes: PlaceChanges
  let policy: Policy
  let day: Day

  var all: [String] {
    [missing].compactMap(\.self) + [asPlanned] + placeReasons + [rotation].compactMap(\.self)
  }

  private var asPlanned: String {
    changes.takesAway
      ? "its kind, holder, permissions and lifetime match the plan; only its storage differs"
      : changes.missing.isEmpty ? "it matches the plan exactly" : "otherwise it matches the plan exactly"
  }

  private var placeReasons: [String] {
    guard changes.takesAway else { return [] }
    let copies = changes.removed.map { "none of its users reads the \($0.shortWords)" }
    let seen = changes.visibilities.map { change in
      "the organization secret `\(change.secret)` is visible to \(change.from.countWords), but its users are in \(Phrase.some(change.to.map(\.text)))"
    }
    return copies + seen + [
      "everyone who could read it there can also read it where it stays, so you don't need a new value"
    ]
  }

  private var missing: String? {
    guard !changes.missing.isEmpty else { return nil }
    let canBeReadAgain = (credential.storedIn ?? []).contains(where: \.isOutside)
    let places = Phrase.some(changes.missing.map { "the \($0.shortWords)" }, quoted: false)
    return canBeReadAgain
      ? "it isn't stored in \(places) yet"
      : "it isn't stored in \(places) yet; if nobody has its value, rotate it and store the new one everywhere, because GitHub never shows it"
  }

  /// Of a kind that does not end by itself.
  private var rotation: String? {
    guard let every = policy.rotation(of: credential.kind) else { return nil }
    guard let created = credential.created else {
      return
        "the description doesn't say when it was created, and the policy requires a new one every \(every) days"
    }
    let due = created + every
    return due <= day
      ? "it has been due for rotation since \(due), because the policy requires a new one every \(every) days"
      : nil
  }
}

/// Pieces of sentences.
enum Phrase {
  /// `a`, `b` and 3 more.
  static func some(_ texts: [String], limit: Int = 5, quoted: Bool = true) -> String {
    let shown = texts.prefix(limit).map { quoted ? "`\($0)`" : $0 }
    let more = texts.count - limit
    guard more <= 0 else { return shown.joined(separator: ", ") + " and \(more) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  static func accounts(_ count: Int) -> String { count == 1 ? "1 account" : "\(count) accounts" }
  static func repositories(_ count: Int) -> String { count == 1 ? "1 repository" : "\(count) repositories" }
}

extension SecretVisibility {
  /// `every repository`, `3 repositories`.
  package var countWords: String {
    switch self {
    case .all: "every repository"
    case .private: "every private and internal repository"
    case .selected(let names): Phrase.repositories(names.count)
    }
  }
}

extension SecretPlace {
  /// What a sentence calls it, with names between backticks: ``Dependabot secret `NAME` of `web` ``.
  package var shortWords: String {
    switch self {
    case .organization(let secret, _, let store): "organization \(store.title) secret `\(secret)`"
    case .repository(let secret, let repository, let store):
      "\(store.title) secret `\(secret)` of `\(repository)`"
    case .environment(let secret, let repository, let environment):
      "secret `\(secret)` of the environment `\(environment)` of `\(repository)`"
    case .outside(let words): "store outside GitHub, \(words.replacing(bytesOf: "`", with: "'"))"
    }
  }
}

extension SecretStore {
  /// As GitHub's settings call it: `Dependabot`.
  package var title: String {
    switch self {
    case .actions: "Actions"
    case .dependabot: "Dependabot"
    case .codespaces: "Codespaces"
    case .agents: "agents"
    }
  }
}
