package import OrganizationModel

/// Something about a secret of today, or of a plan, that a person should look at.
package struct SecretFinding: Sendable, Hashable {
  /// What kinds of findings there are, the worst first.
  package enum Kind: String, Sendable, CaseIterable, Hashable {
    case missing, contested, shadowed
    case planLacks = "plan-lacks-it"
    case tooWide = "too-wide"
    case unused
    case unusedCopy = "unused-copy"
  }

  /// Whose value it is.
  package enum Subject: Sendable, Hashable {
    case existing(Name)
    case plan(String)

    /// The name of the credential, or the id of the plan.
    package var text: String {
      switch self {
      case .existing(let name): name.text
      case .plan(let id): id
      }
    }
  }

  package var kind: Kind
  package var subject: Subject
  /// The secret that it is about; of a missing one the place that lacks it.
  package var place: SecretPlace?
  /// The repository whose page tells of it.
  package var repository: Name?
  /// A sentence without capital and full stop, with names between backticks.
  package var words: String
}

/// Every finding on secrets of one organization.
package struct SecretReview: Sendable {
  /// The worst kinds first, each in the order of the credentials.
  package let findings: [SecretFinding]
  private let byRepository: [Name: [Int]]
  private let byCredential: [Name: [Int]]

  /// Looks at every credential and every place once.
  package init(_ decisions: OrganizationDecisions) {
    let reviewer = SecretReviewer(decisions)
    let found = reviewer.findings()
    let byKind = Dictionary(grouping: found, by: \.kind)
    let sorted = SecretFinding.Kind.allCases.flatMap { byKind[$0] ?? [] }
    findings = sorted
    byRepository = Dictionary(
      grouping: sorted.indices.filter { sorted[$0].repository != nil }, by: { sorted[$0].repository ?? "" })
    byCredential = Dictionary(
      grouping: sorted.indices.filter { sorted[$0].credential != nil }, by: { sorted[$0].credential ?? "" })
  }

  package func findings(in repository: Name) -> [SecretFinding] {
    byRepository[repository, default: []].map { findings[$0] }
  }

  package func findings(of credential: Name) -> [SecretFinding] {
    byCredential[credential, default: []].map { findings[$0] }
  }
}

extension SecretFinding {
  /// The credential of today that it is about.
  package var credential: Name? {
    if case .existing(let name) = subject { name } else { nil }
  }
}

extension OrganizationDecisions {
  /// Everything about secrets that a person should look at; worked out anew at each call.
  package var secrets: SecretReview { SecretReview(self) }
}
