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

  func owners(of review: ExistingCredentialReview) -> [Name] { book.index.keepers(of: review) }

  /// Whoever makes a planned credential, who also stores and verifies it.
  func makers(of plan: CredentialPlan) -> [Name] {
    staying(book.setup(of: plan).maker.names)
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
