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
      ? "its kind, holder, rights and lifetime are those of what is planned; only where it is kept is not"
      : changes.missing.isEmpty ? "it is exactly what is planned" : "otherwise it is exactly what is planned"
  }

  private var placeReasons: [String] {
    guard changes.takesAway else { return [] }
    let copies = changes.removed.map { "nothing that uses it reads the \($0.shortWords)" }
    let seen = changes.visibilities.map { change in
      "the organization secret `\(change.secret)` is seen by \(change.from.countWords); what uses it is in \(Phrase.some(change.to.map(\.text)))"
    }
    return copies + seen + [
      "whoever could read it there may hold it; all of them may read it where it stays, so its value may stay, too"
    ]
  }

  private var missing: String? {
    guard !changes.missing.isEmpty else { return nil }
    let canBeReadAgain = (credential.storedIn ?? []).contains(where: \.isOutside)
    let places = Phrase.some(changes.missing.map { "the \($0.shortWords)" }, quoted: false)
    return canBeReadAgain
      ? "it is not yet kept in \(places)"
      : "it is not yet kept in \(places); GitHub gives no value back: where nobody kept it, rotate it and store the new one everywhere"
  }

  /// Of a kind that does not end by itself.
  private var rotation: String? {
    guard let every = policy.rotation(of: credential.kind) else { return nil }
    guard let created = credential.created else {
      return "when it was made is not said: policy has it replaced every \(every) days"
    }
    let due = created + every
    return due <= day
      ? "it is due for rotation since \(due): policy has it replaced every \(every) days" : nil
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
