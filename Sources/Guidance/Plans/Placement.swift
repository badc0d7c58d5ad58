import OrganizationModel

/// Where a secret is stored: the smallest audience that works (R-9, S-08 to S-10, S-13).
struct Placement {
  let organization: Organization

  func places(of draft: PlanDraft, secretName: String) -> [SecretPlace] {
    let repositories = Set(draft.accesses.compactMap(\.workflowRepository)).sorted()
    let outside = draft.accesses.compactMap(\.consumer).first.map { places(at: $0, secretName) } ?? []
    guard !repositories.isEmpty else { return outside }
    let copies = places(draft.dependabotRepositories.sorted(), secretName, .dependabot)
    return actionsPlaces(draft, repositories, secretName) + copies + outside
  }

  private func actionsPlaces(_ draft: PlanDraft, _ repositories: [Name], _ secretName: String)
    -> [SecretPlace]
  {
    let environments = Set(
      draft.accesses.map { access in
        access.workflowRepository.flatMap { repository in
          access.environment.map { EnvironmentPlace(repository: repository, environment: $0) }
        }
      })
    let named = environments.compactMap(\.self)
    if named.count == environments.count, named.allSatisfy({ hasPlanFeatures($0.repository) }) {
      return named.sorted { ($0.repository, $0.environment) < ($1.repository, $1.environment) }.map {
        .environment(secret: secretName, repository: $0.repository, environment: $0.environment)
      }
    }
    return places(repositories, secretName, .actions)
  }

  private struct EnvironmentPlace: Hashable {
    var repository: Name
    var environment: Name
  }

  /// One repository has a secret of its own; several share one of the organization, where the plan has those.
  private func places(_ repositories: [Name], _ secretName: String, _ store: SecretStore) -> [SecretPlace] {
    if repositories.count > 1, repositories.allSatisfy(hasPlanFeatures) {
      return [.organization(secret: secretName, visibility: .selected(repositories), store: store)]
    }
    return repositories.map { .repository(secret: secretName, repository: $0, store: store) }
  }

  private func places(at consumer: Consumer, _ secretName: String) -> [SecretPlace] {
    guard let store = consumer.store, !consumer.repositories.isEmpty else {
      return [.outside(consumer.storesIn ?? "the secret store of \(consumer.name)")]
    }
    return places(consumer.repositories.sorted(), secretName, store)
  }

  /// Environments (S-09) and organization secrets (S-10): public repositories have them on any plan, others on Team
  /// and Enterprise; what is not known is taken not to be so.
  private func hasPlanFeatures(_ repository: Name) -> Bool {
    organization.platform.product != .githubCom
      || organization.repositories[repository]?.visibility == .public
      || organization.platform.plan == .team || organization.platform.plan == .enterprise
  }
}
