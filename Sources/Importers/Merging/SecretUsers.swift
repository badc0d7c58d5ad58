import OrganizationModel
import SourceText

/// Which described credential each workflow uses under the name of a secret.
///
/// "If a secret with the same name exists at multiple levels, the secret at the lowest level takes precedence": an
/// environment's over a repository's, and that over an organization's
/// (<https://docs.github.com/en/actions/security-for-github-actions/security-guides/about-secrets>, read on 2026-11-30).
struct SecretUsers {
  /// The workflows, `repository/workflow`, of each credential.
  private(set) var described: [Name: Set<Name>] = [:]
  /// The secrets that no credential is described for.
  private(set) var undescribed: Set<Name> = []
  private var open: [String] = []
  /// The workflows that read a secret of no described place.
  private var placeless: [Name: [String]] = [:]
  /// The kinds that their uses show, of described credentials.
  private var kinds: [Name: Set<ExistingCredentialKind>] = [:]
  /// The services that their uses show, of described credentials.
  private var services: [Name: [WorkflowsDraft.Credential.OfService]] = [:]

  init(_ secrets: [Name: WorkflowsDraft.Credential], of organization: Organization) {
    let places = Dictionary(grouping: Self.places(of: organization)) { $0.secret }
    for (secret, credential) in secrets.sorted(by: { $0.key < $1.key }) {
      guard organization.credentials[secret] != nil || places[secret] != nil else {
        undescribed.insert(secret)
        continue
      }
      for workflow in credential.usedBy.sorted() {
        let found = add(workflow, secret, among: places[secret] ?? [], organization)
        guard let found else { continue }
        kinds[found, default: []].formUnion(credential.kinds)
        if let service = credential.service { services[found, default: []].append(service) }
      }
    }
  }

  /// Gives the credential, where it is one.
  private mutating func add(
    _ workflow: String, _ secret: Name, among places: [Place], _ organization: Organization
  ) -> Name? {
    let repository = Name(String(workflow.prefix { $0 != "/" }))
    let seen = places.filter { $0.isSeen(from: repository, organization) }
    let lowest = seen.filter { place in
      !seen.contains { $0.level == .repository } || place.level != .organization
    }
    let names = Set(lowest.map(\.credential))
    if let only = names.first, names.count == 1 {
      described[only, default: []].insert(Name(workflow))
      return only
    } else if names.count > 1 {
      let all = names.sorted().map { "`\($0)`" }.joined(separator: ", ")
      open.append("`\(workflow)` uses the secret `\(secret)`. Which one is it: \(all)?")
    } else if let known = organization.credentials[secret], known.storedIn == nil {
      described[secret, default: []].insert(Name(workflow))
      return secret
    } else {
      placeless[secret, default: []].append(workflow)
    }
    return nil
  }

  /// The service of each described credential that has neither a kind nor a service, where its uses show one.
  func services(of organization: Organization) -> [Name: WorkflowsDraft.Credential.OfService] {
    services.compactMapValues { shown in
      Set(shown.map(\.key)).count == 1 && !shown.contains(where: \.isIdentifier) ? shown.first : nil
    }.filter { name, _ in isUnknown(organization.credentials[name]) }
  }

  private func isUnknown(_ credential: ExistingCredential?) -> Bool {
    credential?.kind == .unknown && credential?.service == nil
  }

  /// What the workflows show and the description leaves open.
  func questions(of organization: Organization) -> [String] {
    let unknown = kinds.sorted { $0.key < $1.key }.compactMap { name, kinds -> String? in
      guard organization.credentials[name]?.kind == .unknown, let kind = kinds.first, kinds.count == 1 else {
        return nil
      }
      return "`credentials.\(name)` is `unknown`, but workflows use it like `\(kind.rawValue)`. Is it one?"
    }
    return open + placeless.sorted { $0.key < $1.key }.map(Self.question) + identifiers(of: organization)
      + unknown
  }

  private static func question(_ secret: Name, _ workflows: [String]) -> String {
    let use = workflows.count == 1 ? "uses" : "use"
    return
      "\(Words.first(5, of: workflows)) \(use) the secret `\(secret)`, but no described place of it can be seen from there. Where is it stored?"
  }

  private func identifiers(of organization: Organization) -> [String] {
    services.sorted { $0.key < $1.key }.compactMap { name, shown in
      guard isUnknown(organization.credentials[name]), let first = shown.first,
        shown.allSatisfy({ $0.isIdentifier && $0.key == first.key })
      else { return nil }
      return
        "`credentials.\(name)` looks like an identifier of `\(first.key)`, not a secret. Is it one? Then set `service: \(first.key)` and `kind: identifier`"
    }
  }

  // MARK: Places

  private enum Level { case environment, repository, organization }

  private struct Place {
    let secret: Name
    let credential: Name
    let level: Level
    /// The repositories that see it; nil for those that the visibility says.
    let repositories: [Name]?
    let isForAll: Bool

    func isSeen(from repository: Name, _ organization: Organization) -> Bool {
      if let repositories { return repositories.contains(repository) }
      return isForAll || organization.repositories[repository]?.visibility != .public
    }
  }

  private static func places(of organization: Organization) -> [Place] {
    organization.credentials.flatMap { credential in
      (credential.storedIn ?? []).compactMap { place($0, credential.name) }
    }
  }

  /// Nil for what no workflow of a person's event reads.
  private static func place(_ place: SecretPlace, _ credential: Name) -> Place? {
    switch place {
    case .organization(let secret, let visibility, .actions):
      let (repositories, isForAll): ([Name]?, Bool) =
        switch visibility {
        case .all: (nil, true)
        case .private: (nil, false)
        case .selected(let names): (names, false)
        }
      return Place(
        secret: Name(secret), credential: credential, level: .organization, repositories: repositories,
        isForAll: isForAll)
    case .repository(let secret, let repository, .actions):
      return Place(
        secret: Name(secret), credential: credential, level: .repository, repositories: [repository],
        isForAll: false)
    case .environment(let secret, let repository, _):
      return Place(
        secret: Name(secret), credential: credential, level: .environment, repositories: [repository],
        isForAll: false)
    case .organization, .repository, .outside: return nil
    }
  }
}
