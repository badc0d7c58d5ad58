package import Guidance
package import OrganizationModel

extension DecisionIndex {
  /// Who deals with a credential that exists: its holder, or the custodians or owners of the account that holds it. Where
  /// the holder leaves, and for a key or an unknown holder: who answers for what uses it, or for where it is kept. None of
  /// them leaves; empty where nobody is described.
  package func keepers(of review: ExistingCredentialReview) -> [Name] {
    let credential = review.credential
    if let issued = credential.service, let account = issued.account {
      return successors.staying(
        organization.services[issued.name]?.accounts[account]?.custodians ?? [])
    }
    if let holder = credential.holder {
      if let user = organization.machineUsers[holder] { return successors.staying(user.custodians ?? []) }
      if accounts.accounts[holder]?.isApp == true { return successors.owners }
      if !successors.leaves(holder) { return [holder] }
    }
    return successors.staying([responsible(for: credential)].compactMap(\.self))
  }

  /// The login or team that answers for an automation; nil where nobody is named.
  package func responsible(for automation: AutomationID) -> Name? {
    switch automation {
    case .workflow(let repository, _): organization.repositories[repository]?.responsible
    case .consumer(let name): organization.consumers[name]?.responsible
    }
  }

  private func responsible(for credential: ExistingCredential) -> Name? {
    let repository = credential.repository.flatMap { $0.owner == nil ? $0.name : nil }
    let users = credential.usedBy.lazy.compactMap(responsible(for:))
    let keepers = Set((credential.storedIn ?? []).compactMap(\.repository)).sorted().lazy
      .compactMap { organization.repositories[$0]?.responsible }
    return repository.flatMap { organization.repositories[$0]?.responsible } ?? users.first ?? keepers.first
  }
}

extension SecretPlace {
  /// The one repository that keeps it, itself or in an environment.
  fileprivate var repository: Name? {
    switch self {
    case .repository(_, let name, _), .environment(_, let name, _): name
    case .organization, .outside: nil
    }
  }
}
