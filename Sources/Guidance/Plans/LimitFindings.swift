import OrganizationModel
package import SourceText

/// Plans that go over a number of GitHub's: what is described today and what is planned count together, because old and
/// new live side by side while automations change over.
struct LimitFindings {
  /// Where secrets of GitHub Actions are counted.
  private enum Home: Hashable {
    case organization
    case repository(Name)
    case environment(Name, Name)
  }

  private let organization: Organization
  private let plans: [CredentialPlan]
  private var homes: [Home: Set<String>] = [:]
  /// The organization secrets, by name in upper case.
  private var shared: [String: [SecretVisibility]] = [:]

  init(_ organization: Organization, _ plans: [CredentialPlan]) {
    self.organization = organization
    self.plans = plans
    for place in organization.credentials.flatMap({ $0.storedIn ?? [] }) + plans.flatMap(\.missing) {
      add(place)
    }
  }

  private mutating func add(_ place: SecretPlace) {
    switch place {
    case .organization(let secret, let visibility, .actions):
      homes[.organization, default: []].insert(secret.uppercased())
      shared[secret.uppercased(), default: []].append(visibility)
    case .repository(let secret, let repository, .actions):
      homes[.repository(repository), default: []].insert(secret.uppercased())
    case .environment(let secret, let repository, let environment):
      homes[.environment(repository, environment), default: []].insert(secret.uppercased())
    case .organization, .repository, .outside: break
    }
  }

  /// The findings, each with its number and with what stays below it.
  func findings() -> [Diagnostic] {
    homes.compactMap { finding($0.key, $0.value.count) } + [visible].compactMap(\.self) + accounts + apps
  }

  // MARK: Secrets

  private func finding(_ home: Home, _ count: Int) -> Diagnostic? {
    switch home {
    case .organization:
      return over(
        .organizationSecrets, count, "`\(organization.name)` would have \(count) organization secrets", nil,
        "store a secret that only one repository uses in that repository")
    case .repository(let name):
      return over(
        .repositorySecrets, count, "the repository `\(name)` would have \(count) secrets",
        organization.repositories[name]?.range, fewerSecrets(in: name))
    case .environment(let name, let environment):
      return over(
        .environmentSecrets, count,
        "the environment `\(environment)` of `\(name)` would have \(count) secrets",
        organization.repositories[name]?.range, fewerSecrets(in: name))
    }
  }

  private func fewerSecrets(in repository: Name) -> String {
    let keys = plans.filter { plan in
      plan.kind.isOfRepository && plan.missing.contains { $0.repository == repository }
    }
    return keys.count > 1
      ? "replace \(keys.count) deploy keys with one GitHub App that has `contents` on those repositories, and describe it under `apps:`"
      : "store a secret that several repositories use once, as an organization secret for selected repositories"
  }

  /// A workflow gets the first of the organization's secrets by name, and the rest without a word not.
  private var visible: Diagnostic? {
    let most = Limit.most(.visibleSecrets)
    guard shared.count > most else { return nil }
    let names = shared.keys.sorted()
    let seen = organization.repositories.map { repository in
      (
        repository: repository,
        secrets: names.filter { secret in
          shared[secret]?.contains { $0.reaches(repository.name, of: organization) } == true
        }
      )
    }.filter { $0.secrets.count > most }
    guard let first = seen.first, let lost = first.secrets.dropFirst(most).first else { return nil }
    let others = seen.count == 1 ? "" : " (and \(seen.count - 1) more)"
    return over(
      .visibleSecrets, first.secrets.count,
      "`\(first.repository.name)`\(others) would be allowed to use \(first.secrets.count) organization secrets",
      first.repository.range,
      "its workflows can't read `\(lost)` and later names; grant it fewer, or store some in the repository")
  }

  // MARK: Accounts and Apps

  private var accounts: [Diagnostic] {
    counted(.fineGrainedPAT, .fineGrainedPAT).compactMap { name, count in
      over(
        .fineGrainedPATs, count, "`\(name)` would have \(count) fine-grained PATs",
        organization.machineUsers[name]?.range,
        "replace them with one GitHub App that has their permissions, and describe it under `apps:`")
    }
  }

  private var apps: [Diagnostic] {
    counted(.githubApp, .appKey).compactMap { name, count in
      over(
        .appKeys, count, "the App `\(name)` would have \(count) private keys", organization.apps[name]?.range,
        "store one key as an organization secret for selected repositories, or register a second App")
    }
  }

  /// How many credentials of a kind each holder would have.
  private func counted(_ kind: CredentialKind, _ today: ExistingCredentialKind) -> [(Name, Int)] {
    var counts: [Name: Int] = [:]
    for plan in plans where plan.kind == kind && plan.existing == nil {
      if let holder = plan.holder { counts[holder, default: 0] += 1 }
    }
    for credential in organization.credentials where credential.kind == today {
      if let holder = credential.holder { counts[holder, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func over(
    _ thing: Limit.Thing, _ count: Int, _ message: String, _ range: SourceRange?,
    _ help: @autoclosure () -> String
  ) -> Diagnostic? {
    let most = Limit.most(thing)
    guard count > most else { return nil }
    return Diagnostic(
      LimitFindings.prefix + thing.rawValue, .warning, "\(message), but GitHub allows \(most)", at: range,
      help: help())
  }

  static let prefix = "over-limit-"
}

extension Diagnostic {
  /// Whether it says that a plan goes over a number of GitHub's.
  package var isOverLimit: Bool { id.hasPrefix(LimitFindings.prefix) }
}
