package import SourceText

/// The rungs of the ladder, the same for all services: from nothing stored to a person's own credential.
package enum Rung: String, Sendable, CaseIterable, Hashable, DeclaredOrder {
  /// Everyone can.
  case anonymous
  /// The run needs no credential, because the service knows it otherwise.
  case tokenless
  /// The run's own identity, which GitHub signs.
  case jobIdentity = "job_identity"
  /// The identity that it has with another service.
  case through
  /// A robot, an organization's token, a webhook: nobody's person.
  case serviceAccount = "service_account"
  /// A signing key, a license.
  case sharedKey = "shared_key"
  /// A user token of an account made for automation.
  case automationUser = "automation_user"
  /// A person's own.
  case personal

  /// Whether a value is stored and can leak.
  package var isStored: Bool {
    switch self {
    case .anonymous, .tokenless, .jobIdentity, .through: false
    case .serviceAccount, .sharedKey, .automationUser, .personal: true
    }
  }

  /// What people call it.
  package var words: String {
    switch self {
    case .anonymous: "no credential"
    case .tokenless: "no token"
    case .jobIdentity: "the job's own identity"
    case .through: "another service's identity"
    case .serviceAccount: "a service account"
    case .sharedKey: "a shared key"
    case .automationUser: "an account for automation"
    case .personal: "a person's own credential"
    }
  }
}

/// What automations do with services.
package enum ServiceVerb: String, Sendable, CaseIterable, Hashable {
  case install, upload, assume, call, sign, deploy, push, pull, publish
}

/// What a description can say of a service.
package enum ServiceAnswerForm: Sendable, Hashable {
  case text
  /// One of a few words.
  case choice([String])
  case boolean
  case list
  /// Accounts that were made for automation, with their custodians.
  case accounts
}

/// One access to a service that an automation must have: `publish npm:package @acme/ui`.
package struct ServiceUse: Sendable, Hashable, Guessable {
  package var verb: ServiceVerb
  /// A key of `services`.
  package var service: Name
  /// What it is about: `package`.
  package var kind: String
  package var target: String
  /// Whether the target is there yet.
  package var exists = true
  /// The branch that it is done from; nil is unknown.
  package var branch: Name?
  /// The job's environment; wins over the workflow's.
  package var environment: Name?
  package var why: String?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(_ verb: ServiceVerb, _ service: Name, _ kind: String, _ target: String, range: SourceRange) {
    (self.verb, self.service, self.kind, self.target) = (verb, service, kind, target)
    self.range = range
  }

  /// `publish npm:package @acme/ui`: the short form.
  package var text: String { "\(verb.rawValue) \(service):\(kind) \(target)" }
  /// `publish package`: what records call it.
  package var name: String { "\(verb.rawValue) \(kind)" }
}

/// What a description says of a service.
package struct DescribedService: Named, Sendable {
  /// The key, to which needs and credentials refer.
  package var name: Name
  /// The id of the record that it is; nil: that of its name.
  package var `is`: String?
  package var host: String?
  /// The team or login that answers for it.
  package var responsible: Name?
  package var accounts: Entries<ServiceAccount> = Entries()
  /// What it says of the record's questions, by key: a text as it is, a list joined with commas.
  package var values: [String: String] = [:]
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }

  /// The id of the record that it is to have.
  package var recordID: String { self.is ?? name.folded }
}

/// An account of a service that was made for automation.
package struct ServiceAccount: Named, Sendable {
  package var name: Name
  /// People who can sign in as it; nil is unknown. The first is the main one.
  package var custodians: [Name]?
  package var twoFactor: Bool?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// What a credential of a service is: what a description can say of what exists.
package enum ServiceCredentialKind: String, Sendable, CaseIterable, Hashable {
  case serviceAccount = "service_account"
  case sharedKey = "shared_key"
  case automationUser = "automation_user"
  case personal
  /// No secret at all.
  case identifier
  case unknown

  /// Its rung of the ladder; nil where it has none, or nobody knows.
  package var rung: Rung? { Rung(rawValue: rawValue) }

  /// With its article.
  package var words: String {
    switch self {
    case .serviceAccount, .sharedKey, .automationUser, .personal: rung?.words ?? rawValue
    case .identifier: "an identifier, which isn't secret"
    case .unknown: "a credential of unknown kind"
    }
  }
}

/// What the reader of a description has to know of a service's record.
package struct ServiceOutline: Sendable {
  package struct Need: Sendable {
    package let verb: ServiceVerb
    package let kind: String
    package let asksWhetherItExists: Bool
    /// The ids of the options that serve it.
    package let options: [String]

    package init(verb: ServiceVerb, kind: String, asksWhetherItExists: Bool, options: [String]) {
      (self.verb, self.kind, self.asksWhetherItExists) = (verb, kind, asksWhetherItExists)
      self.options = options
    }
  }

  package let needs: [Need]
  /// What a description can say of it, by key.
  package let asks: [String: ServiceAnswerForm]
  /// Whether it is for services that nobody looked up: then it has every need, and `answers` instead of keys.
  package let isGeneric: Bool

  package init(needs: [Need], asks: [String: ServiceAnswerForm], isGeneric: Bool = false) {
    (self.needs, self.asks, self.isGeneric) = (needs, asks, isGeneric)
  }
}

/// The records of services that a description is read with: given the id of a record.
package typealias ServiceLookup = Lookup<ServiceOutline>
