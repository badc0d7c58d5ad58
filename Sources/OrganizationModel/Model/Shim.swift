package import SourceText
/// What a description says of a service.
package struct DescribedService: Named, Sendable {
  /// What it is where no record says it.
  package enum Generic: String, Sendable, CaseIterable, Hashable {
    /// An application of one's own.
    case ownWebService = "own-webservice"
    case signingKey = "signing-key"
    case sshHost = "ssh-host"
    case licenceKey = "licence-key"
    /// What is no secret.
    case identifier
    case other
  }

  /// What a person has to find out once of a service without a record.
  package enum Question: String, Sendable, CaseIterable, Hashable {
    case takesJobIdentity = "takes_job_identity"
    case belongsTo = "belongs_to"
    case may
    case ends
    case createdAt = "created_at"
    case proof
  }

  /// The key, to which needs and credentials refer.
  package var name: Name
  /// The id of the record or the generic kind that it is; nil: that of its name.
  package var `is`: String?
  package var host: String?
  /// The team or login that answers for it.
  package var responsible: Name?
  package var accounts: Entries<ServiceAccount> = Entries()
  /// What it says of the record's questions, by key: a text as it is, a list joined with commas.
  package var values: [String: String] = [:]
  /// What a person found out, by question.
  package var answers: [Question: String] = [:]
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }

  /// The id of the record that it is to have.
  package var recordID: String { self.is ?? name.folded }
  /// The generic kind that it says it is; nil where it names a record, or nothing.
  package var generic: Generic? { self.is.flatMap { Generic(rawValue: $0) } }
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


  /// With its article.
  package var words: String {
    switch self {
    case .serviceAccount, .sharedKey, .automationUser, .personal: rawValue
    case .identifier: "an identifier, which is no secret"
    case .unknown: "a credential of unknown kind"
    }
  }
}


extension ExistingCredential {
  package struct OfService: Sendable, Hashable {
    package var name: Name
    package var kind: ServiceCredentialKind
    package var may: String?
    package var account: Name?
  }
  package var service: OfService? { nil }
}
extension Organization { package var services: Entries<DescribedService> { Entries() } }
