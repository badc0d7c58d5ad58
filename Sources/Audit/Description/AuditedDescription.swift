package import Guidance
package import OrganizationModel
package import SourceText
import Workflows

/// A description and what was decided from it: what workflow files are held against.
package struct AuditedDescription: Sendable {
  package let decisions: OrganizationDecisions
  /// The files that it was read from: ranges of its organization stand in these.
  package let files: SourceFiles
  let secrets: DescribedSecrets
  private let reviews: [Name: ExistingCredentialReview]
  private let decisionsByID: [AccessID: Decision]
  private let plans: [String: CredentialPlan]
  private let packages: [PackageIdentity: Name]

  package init(_ decisions: OrganizationDecisions, files: SourceFiles) {
    self.decisions = decisions
    self.files = files
    secrets = DescribedSecrets(decisions.organization)
    reviews = Dictionary(
      decisions.existing.map { ($0.credential.name, $0) }, uniquingKeysWith: { first, _ in first })
    decisionsByID = Dictionary(
      decisions.accesses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    plans = Dictionary(decisions.credentials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    packages = Dictionary(
      decisions.organization.packages.compactMap { package in
        package.registry.map {
          (PackageIdentity($0, package.owner?.text, package.packageName), package.name)
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  package var organization: Organization { decisions.organization }

  /// What becomes of a described credential.
  func review(_ credential: Name) -> ExistingCredentialReview? { reviews[credential] }

  func decision(_ id: AccessID) -> Decision? { decisionsByID[id] }

  /// What is planned for a chosen credential; nil where nothing is stored.
  func plan(of credential: ChosenCredential) -> CredentialPlan? { credential.plan.flatMap { plans[$0] } }

  /// The key of a described package.
  func package(_ registry: Registry, _ owner: String?, _ name: String) -> Name? {
    packages[PackageIdentity(registry, isOurs(owner) ? nil : owner, name)]
  }

  /// Whether an owner is this organization; nobody is.
  func isOurs(_ owner: String?) -> Bool { owner.map { Name($0) == organization.name } ?? true }

  /// The described repository of an owner and a name; nil where there is none.
  func repository(_ owner: String, _ name: String) -> Repository? {
    isOurs(owner.isEmpty ? nil : owner) ? organization.repositories[Name(name)] : nil
  }
}

/// Where the secrets of a description are kept, by their names.
struct DescribedSecrets: Sendable {
  /// A credential, and one place where it is kept on GitHub.
  struct Copy: Sendable {
    let credential: ExistingCredential
    let place: SecretPlace
  }

  private let organization: Organization
  private let copies: [String: [Copy]]

  init(_ organization: Organization) {
    self.organization = organization
    var copies: [String: [Copy]] = [:]
    for credential in organization.credentials {
      for place in credential.storedIn ?? [] {
        guard let name = place.secretName else { continue }
        copies[name.uppercased(), default: []].append(Copy(credential: credential, place: place))
      }
    }
    self.copies = copies
  }

  /// Every copy of a secret of that name, in upper case, wherever it is kept.
  func copies(of secret: String) -> [Copy] { copies[secret] ?? [] }

  /// The copies that a job sees: the innermost level alone, as GitHub takes it (S-03).
  ///
  /// - Parameter environment: of the job; nil for one without, or whose name the file does not tell.
  func seen(_ secret: String, in repository: Name, _ environment: Name?, _ store: SecretStore) -> [Copy] {
    let visible = copies(of: secret).filter { isSeen($0.place, in: repository, environment, store) }
    guard let innermost = visible.map(\.place.level).min() else { return [] }
    return visible.filter { $0.place.level == innermost }
  }

  private func isSeen(_ place: SecretPlace, in repository: Name, _ environment: Name?, _ store: SecretStore)
    -> Bool
  {
    switch place {
    case .organization(_, let visibility, let kept):
      kept == store && visibility.reaches(repository, of: organization)
    case .repository(_, let name, let kept): kept == store && name == repository
    case .environment(_, let name, let kept):
      store == .actions && name == repository && kept == environment
    case .outside: false
    }
  }
}

extension SecretPlace {
  /// Environment before repository before organization.
  fileprivate var level: Int {
    switch self {
    case .environment: 0
    case .repository: 1
    case .organization: 2
    case .outside: 3
    }
  }
}
