package import OrganizationModel
package import Services
package import SourceText

/// Everything decided for one organization: what the book, `decide` and `explain` are made of.
package struct OrganizationDecisions: Sendable {
  package var organization: Organization
  /// The day that facts, bans and dates are looked at on.
  package var day: Day
  package var profile: Profile
  /// In the order of their ids.
  package var accesses: [Decision]
  /// The credentials to mint or keep, in the order of their ids.
  package var credentials: [CredentialPlan]
  package var grants: [Grant]
  /// Machine users and Apps that do not exist yet and are planned, in the order of their names.
  package var proposedAccounts: [ProposedAccount]
  /// One for each place to answer, with every access that it touches.
  package var questions: [OpenQuestion]
  /// What exists today and what becomes of it, in the order of the names.
  package var existing: [ExistingCredentialReview]
  /// What a person should look at: expired overrides, stale acceptances, …
  package var findings: [Diagnostic]
  /// Accesses to services that aren't GitHub, in the order of their ids.
  package var serviceAccesses: [ServiceDecision]
  /// What is known of such services.
  package var services: ServiceRecords

  package func decision(_ id: AccessID) -> Decision? {
    accesses.first { $0.id == id }
  }

  package func serviceDecision(_ id: AccessID) -> ServiceDecision? {
    serviceAccesses.first { $0.id == id }
  }

  /// The decisions that a credential of a service serves or would serve: those of its users about that service.
  package func serviceDecisions(of credential: ExistingCredential) -> [ServiceDecision] {
    guard let service = credential.service else { return [] }
    return serviceAccesses.filter {
      $0.service.name == service.name && credential.usedBy.contains($0.automation)
    }
  }
}

/// A question and the accesses that wait for it.
package struct OpenQuestion: Sendable {
  package var question: Question
  package var accesses: [AccessID]
}

/// A credential to mint (or that exists and is right), for whom, stored where.
package struct CredentialPlan: Sendable {
  /// `HOLDER-SCOPES` in kebab case.
  package var id: String
  package var kind: CredentialKind
  /// A machine user or an App; nil for a deploy key.
  package var holder: Name?
  package var holderDescribed: Bool
  /// The described credential that is exactly this plan.
  package var existing: Name?
  /// The organization whose things it reaches: of a PAT the resource owner.
  package var targetOwner: Name
  /// Of a classic PAT, normalised.
  package var scopes: [String]
  /// API spelling; empty for a deploy key and a classic PAT.
  package var permissions: [String: AccessLevel]
  /// The repositories that it is narrowed to; empty for a classic PAT, whose reach is its account's (C-10).
  package var repositories: [RepositoryReference]
  /// Of a deploy key: whether it may push.
  package var canWrite: Bool
  /// Nil where it does not expire.
  package var expiresInDays: Int?
  /// Nil where no rotation is asked for.
  package var rotateEveryDays: Int?
  /// How long old and new both live while consumers change over.
  package var overlapDays: Int
  package var secretName: String
  package var storedIn: [SecretPlace]
  /// Those places where its value is not yet: all of a credential to mint.
  package var missing: [SecretPlace]
  /// The accesses that it serves, sorted.
  package var serves: [AccessID]
  /// The automations that hold it, sorted.
  package var automations: [AutomationID]
}

extension CredentialPlan {
  /// What people call it: what exists has a name of its own.
  package var title: String { existing?.text ?? id }
}

/// What an account must be given, and no more.
package struct Grant: Sendable, Hashable {
  package enum Thing: Sendable, Hashable {
    /// A key of `packages`.
    case package(Name)
    case repository(RepositoryReference)
    case organization(Name)
  }

  package var account: Name
  package var on: Thing
  /// `read`, `write`, `admin`, `owner`, `member`.
  package var role: String
  /// Whether the description says that it is there.
  package var exists: Bool
}

/// A machine user or an App that a plan needs and nobody described.
package struct ProposedAccount: Sendable {
  package enum Kind: String, Sendable, Hashable { case machineUser, app }

  package var name: Name
  package var kind: Kind
  package var role: OrganizationRole
  /// The organization it is to join.
  package var organization: Name
  package var purpose: String
}
