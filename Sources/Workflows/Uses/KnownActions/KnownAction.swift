package import OrganizationModel

/// What is known of an action: which of its inputs take credentials, and what it does with them.
///
/// A record rests on the action's own `action.yml` and documentation, and says which version of them was read and when.
/// Inputs that other versions of the action have may stand in it too.
package struct KnownAction: Sendable {
  /// What an input takes.
  package enum Taken: Sendable, Hashable {
    /// A token of GitHub.
    case token
    /// A password for the registry that another input names.
    case registryPassword
    /// The private key of an App.
    case appKey
    /// A private SSH key.
    case sshKey
    /// The identity of an account or App, which is no secret by itself.
    case identity
    /// A credential of something that is not GitHub, in words.
    case outside(String)
  }

  /// An input, or a variable of the step's `env`.
  package struct Input: Sendable {
    package let name: String
    package let takes: Taken
    /// Whether it is the job's token where nothing is given.
    package let isJobTokenByDefault: Bool
    /// Whether the action does with it what it does; false for a token that it only reads or fetches with.
    package let acts: Bool
  }

  /// One thing that it does.
  package struct Access: Sendable {
    /// Which repository it is about.
    package enum Target: Sendable {
      case own
      /// The input that names it, `owner/name`; where it is not given another, or the workflow's own.
      case input(String, otherwise: String? = nil)
      /// The same for a tap of Homebrew, whose name may lack the `homebrew-` of its repository.
      case tap(String, otherwise: String)
      /// The repository that is checked out in the folder that the input names; the workspace where it is not given.
      case checkedOut(String)
      /// Inputs for owner and name.
      case inputs(owner: String, name: String)
      /// Always this one, `owner/name`.
      case repository(String)
      case organization
    }

    /// When it does it.
    package enum Condition: Sendable {
      case always
      /// The input is given.
      case given(String)
      /// The input is not given.
      case missing(String)
      /// The input is this word.
      case equal(String, String)
      /// The input is not this word.
      case unequal(String, String)
    }

    /// Nil where the closed list of needs has no word for it.
    package let verb: Verb?
    /// What it does, where no verb says it: `approves pull requests`.
    package let words: String?
    package let target: Target
    package let when: Condition
    /// What the job's token must be allowed.
    package let permissions: [(name: String, level: PermissionLevel)]
    package let confidence: ShownConfidence
  }

  /// In lower case, `docker/login-action`; the folder is part of it.
  package let name: String
  package let inputs: [Input]
  /// Variables of `env` that it takes credentials from.
  package let env: [Input]
  package let accesses: [Access]
  /// Where it says so: the version that was read; its repository where none was.
  package let source: String
  /// The day on which this record's source was read, or looked for where none was to be had.
  package let checked: Day

  /// The record of an action.
  package static func named(_ name: String) -> KnownAction? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// What an input takes, by its name without regard to case; a name that ends in `*` stands for all that begin so.
  package func input(_ name: String) -> Input? { Self.find(name.lowercased(), in: inputs) }

  /// What a variable takes.
  package func variable(_ name: String) -> Input? { Self.find(name.lowercased(), in: env) }

  private static func find(_ name: String, in inputs: [Input]) -> Input? {
    inputs.first { input in
      let known = input.name.lowercased()
      return known == name || known.last == "*" && name.hasPrefix(known.dropLast())
    }
  }
}

// MARK: - Short forms for the records

extension KnownAction {
  /// - Parameters:
  ///   - commit: the version of the source that was read; nil where none was to be had.
  ///   - file: the file that was read, in the folder of the action.
  ///   - day: when it was read or looked for: each record's own.
  init(
    _ name: String, _ inputs: [Input] = [], env: [Input] = [], does accesses: [Access] = [],
    read commit: String? = nil, in file: String = "action.yml", on day: Day
  ) {
    self.name = name
    self.inputs = inputs
    self.env = env
    self.accesses = accesses
    let parts = name.split(separator: "/").map(String.init)
    let repository = "https://github.com/\(parts.prefix(2).joined(separator: "/"))"
    let path = (parts.dropFirst(2) + [file]).joined(separator: "/")
    source = commit.map { "\(repository)/blob/\($0)/\(path)" } ?? repository
    checked = day
  }
}

extension KnownAction.Input {
  /// A token that is the job's where nothing is given.
  static func jobToken(_ name: String = "token") -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: true, acts: true)
  }

  /// The same for a token that nothing is changed with.
  static func jobTokenForReading(_ name: String) -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: true, acts: false)
  }

  static func token(_ name: String = "token") -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: false, acts: true)
  }

  /// A token that nothing is changed with.
  static func tokenForReading(_ name: String) -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: false, acts: false)
  }

  static func sshKey(_ name: String) -> Self {
    Self(name: name, takes: .sshKey, isJobTokenByDefault: false, acts: true)
  }

  static func appKey(_ name: String) -> Self {
    Self(name: name, takes: .appKey, isJobTokenByDefault: false, acts: false)
  }

  static func identity(_ name: String) -> Self {
    Self(name: name, takes: .identity, isJobTokenByDefault: false, acts: false)
  }

  static func password(_ name: String = "password") -> Self {
    Self(name: name, takes: .registryPassword, isJobTokenByDefault: false, acts: false)
  }

  static func outside(_ what: String, _ names: String...) -> [Self] {
    names.map { Self(name: $0, takes: .outside(what), isJobTokenByDefault: false, acts: false) }
  }
}

extension KnownAction.Access {
  static func does(
    _ verb: Verb?, on target: Target = .own, when: Condition = .always,
    _ permissions: [String: PermissionLevel],
    _ confidence: ShownConfidence = .high
  ) -> Self {
    let sorted = permissions.sorted { $0.key < $1.key }.map { (name: $0.key, level: $0.value) }
    return Self(
      verb: verb, words: nil, target: target, when: when, permissions: sorted, confidence: confidence)
  }

  /// What no verb says, in words: `approves pull requests`.
  static func does(
    inWords words: String, on target: Target = .own, when: Condition = .always,
    _ permissions: [String: PermissionLevel], _ confidence: ShownConfidence = .high
  ) -> Self {
    let sorted = permissions.sorted { $0.key < $1.key }.map { (name: $0.key, level: $0.value) }
    return Self(
      verb: nil, words: words, target: target, when: when, permissions: sorted, confidence: confidence)
  }
}
