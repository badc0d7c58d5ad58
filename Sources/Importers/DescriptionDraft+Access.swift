import OrganizationModel

// MARK: - What needs access, and with what

extension DescriptionDraft {
  /// A key, and its value as YAML on one line.
  typealias Setting = (key: String, value: String)

  struct Package {
    let registry: String
    let name: String
    /// Nil for this organization.
    var owner: String?
    var visibility: String?
    /// A repository of the organization, or `owner/name`.
    var repository: String?
    let seen: String
  }

  /// An automation that is no workflow of the organization.
  struct Consumer {
    /// As in the description: `kubernetes`, `argocd`.
    let kind: String
    /// Where it keeps its secrets, in words; nil where unknown.
    var storesIn: String?
    var needs: [Need] = []
    var others: [OtherUse] = []
    /// Where it was seen first.
    let seen: String
  }

  /// A proposed need of a consumer.
  struct Need {
    /// `pull package web`.
    let text: String
    let seen: String
    /// `high`, `medium` or `low`.
    let confidence: String
    /// The name of what it is done with today; nil where unknown.
    var today: String?
  }

  /// A use of a credential in words.
  struct OtherUse {
    let words: String
    /// The key of `credentials`.
    let credential: Name
    let seen: String
    let confidence: String
  }

  /// A credential, or a place where one is kept.
  struct Credential {
    var kind: String
    var holder: Name?
    var scopes: [String]?
    var permissions: [Setting]?
    /// Of a fine-grained PAT.
    var repositories: [Name]?
    /// Of a deploy key.
    var repository: Name?
    var readOnly: Bool?
    var created: String?
    var expires: String?
    var lastUsed: String?
    var place: Place?
    /// Consumers; empty where unknown.
    var usedBy: Set<Name> = []
    var notes: [String] = []
    let seen: String
  }

  /// Where a secret is kept.
  enum Place: Hashable {
    case organization(secret: String, visibility: String, repositories: [Name], store: String)
    case repository(secret: String, Name, store: String)
    case environment(secret: String, Name, environment: String)
    case outside(String)
  }
}

// MARK: - Without anything that is shaped like a token

extension DescriptionDraft.Package {
  var masked: Self {
    Self(
      registry: registry, name: MaskedName.text(name), owner: owner.map(MaskedName.text),
      visibility: visibility, repository: repository.map(MaskedName.text), seen: MaskedName.text(seen))
  }
}

extension DescriptionDraft.Consumer {
  var masked: Self {
    Self(
      kind: kind, storesIn: storesIn.map(MaskedName.text),
      needs: needs.map {
        .init(
          text: MaskedName.text($0.text), seen: MaskedName.text($0.seen), confidence: $0.confidence,
          today: $0.today.map(MaskedName.text))
      },
      others: others.map {
        .init(
          words: MaskedName.text($0.words), credential: MaskedName.name($0.credential),
          seen: MaskedName.text($0.seen), confidence: $0.confidence)
      },
      seen: MaskedName.text(seen))
  }
}

extension DescriptionDraft.Credential {
  var masked: Self {
    var result = Self(kind: kind, seen: MaskedName.text(seen))
    (result.holder, result.scopes) = (holder.map(MaskedName.name), scopes)
    (result.permissions, result.repositories) = (permissions, repositories?.map(MaskedName.name))
    (result.repository, result.readOnly) = (repository.map(MaskedName.name), readOnly)
    (result.created, result.expires, result.lastUsed) = (created, expires, lastUsed)
    result.place = place?.masked
    result.usedBy = Set(usedBy.map(MaskedName.name))
    result.notes = notes.map(MaskedName.text)
    return result
  }
}

extension DescriptionDraft.Place {
  fileprivate var masked: Self {
    switch self {
    case .organization(let secret, let visibility, let repositories, let store):
      .organization(
        secret: MaskedName.text(secret), visibility: visibility,
        repositories: repositories.map(MaskedName.name), store: store)
    case .repository(let secret, let repository, let store):
      .repository(secret: MaskedName.text(secret), MaskedName.name(repository), store: store)
    case .environment(let secret, let repository, let environment):
      .environment(
        secret: MaskedName.text(secret), MaskedName.name(repository),
        environment: MaskedName.text(environment))
    case .outside(let words): .outside(MaskedName.text(words))
    }
  }
}
