import Exposure
import Guidance
import OrganizationModel

/// Who does a task: the people or teams that the description names for it, none of whom leaves, or else the owners.
struct TaskOwners {
  let book: Book

  private var organization: Organization { book.organization }

  var ofOrganization: [Name] { book.successors.owners }

  /// Those who stay, or the owners where nobody is named or stays.
  func staying(_ names: [Name]) -> [Name] { book.successors.staying(names) }

  func custodians(of account: Name) -> [Name] {
    staying(organization.machineUsers[account]?.custodians ?? [])
  }

  /// Its holder, or the custodians or owners of the account that holds it. Where the holder leaves, and for a key or an
  /// unknown holder: who answers for what uses it, or for where it is kept.
  func owners(of review: ExistingCredentialReview) -> [Name] {
    let credential = review.credential
    if let issued = credential.service, let account = issued.account {
      return staying(organization.services[issued.name]?.accounts[account]?.custodians ?? [])
    }
    if let holder = credential.holder {
      if let user = organization.machineUsers[holder] { return staying(user.custodians ?? []) }
      if book.accounts.accounts[holder]?.isApp == true { return ofOrganization }
      if !book.successors.leaves(holder) { return [holder] }
    }
    return staying([responsible(for: credential)].compactMap(\.self))
  }

  /// Whoever makes a planned credential, who also stores and verifies it.
  func makers(of plan: CredentialPlan) -> [Name] {
    staying(book.setup(of: plan).maker.names)
  }

  private func responsible(for credential: ExistingCredential) -> Name? {
    let repository = credential.repository.flatMap { $0.owner == nil ? $0.name : nil }
    let users = credential.usedBy.lazy.compactMap(RunbookPeople(book: book).responsible)
    let keepers = TaskOwners.repositories(of: [], credential.storedIn ?? []).sorted().lazy
      .compactMap { organization.repositories[$0]?.responsible }
    return repository.flatMap { organization.repositories[$0]?.responsible } ?? users.first ?? keepers.first
  }

  /// The repositories of workflows, and those that keep a secret themselves.
  static func repositories(of automations: [AutomationID], _ places: [SecretPlace]) -> Set<Name> {
    let users = automations.compactMap { automation -> Name? in
      if case .workflow(let repository, _) = automation { repository } else { nil }
    }
    let keepers = places.compactMap { place -> Name? in
      switch place {
      case .repository(_, let name, _), .environment(_, let name, _): name
      case .organization, .outside: nil
      }
    }
    return Set(users + keepers)
  }
}
