package import OrganizationModel

/// What becomes of a credential that exists today. Worked out once: whatever speaks of the credential says this.
package struct ExistingCredentialReview: Sendable {
  package enum Verdict: String, Sendable, CaseIterable, Hashable {
    /// It is what is planned, or it has a use that a person said in words.
    case keep
    /// It is what is planned, kept where more see it than need to, none of whom is a stranger to it: other copies go.
    case move
    /// Every use of it is decided, and something planned takes its place: revoke it after the new one is verified.
    case replace
    /// The description says that nothing uses it.
    case revoke
    /// Nobody knows all that it is for: nothing of it may be removed, narrowed or replaced before somebody does.
    case findOut = "find-out"
    /// All its uses are named, and not all are decided: until then it stays.
    case wait

    /// `find out`.
    package var words: String { self == .findOut ? "find out" : rawValue }
  }

  package var credential: ExistingCredential
  package var verdict: Verdict
  /// Sentences, most important first.
  package var reasons: [String]
  /// What nobody knows of its uses; of *find out* alone.
  package var unknown: [UnknownUse] = []
  /// The plans that take its place, and `github_token` or `anonymous` where nothing stored does; of *replace* alone.
  package var replacedBy: [String]
  /// The accesses of the automations that use it, as far as it could serve them.
  package var accesses: [AccessID]
  /// What changes where it is kept.
  package var places: PlaceChanges
  /// How far it reaches.
  package var reach: CredentialReach
  /// How many accounts can read it on GitHub; nil where it is kept elsewhere, or nobody says where.
  package var readers: Int?
  /// The deploy keys that go with it.
  package var keys: DependentKeys = DependentKeys()

  /// Whether it is to be ended: replaced or revoked.
  package var goes: Bool {
    switch verdict {
    case .replace, .revoke: true
    case .keep, .move, .findOut, .wait: false
    }
  }

  /// Whether it stays, here or elsewhere, at least until somebody knows more.
  package var stays: Bool { !goes }

  /// Whether anything has to be done about it.
  package var asksForSomething: Bool { verdict != .keep || !places.isEmpty }

  /// Whether a place of it may be emptied.
  package func removes(_ place: SecretPlace) -> Bool { places.removed.contains(place) }

  /// Whether a place of it is emptied, or shown to fewer.
  package func isToGo(from place: SecretPlace) -> Bool {
    removes(place) || places.visibilities.contains { $0.today == place }
  }
}

/// The deploy keys that a token added, and that GitHub deletes with it (K-05).
package struct DependentKeys: Sendable, Hashable {
  /// Those that the description says it made (`created_with`).
  package var made: [Name] = []
  /// Those of repositories that its users administer, of which nobody says what made them.
  package var possible: [Name] = []

  package init(made: [Name] = [], possible: [Name] = []) {
    (self.made, self.possible) = (made, possible)
  }

  package var isEmpty: Bool { made.isEmpty && possible.isEmpty }
}
