package import Guidance
package import OrganizationModel

/// Who takes over what falls to a person who has left or leaves: no open task stays with them.
package struct Successors: Sendable {
  /// The people among the organization's owners who stay: a machine user takes over nothing.
  package let owners: [Name]
  /// The organization whose owners they are.
  package let organization: Name
  private let day: Day
  private let lastDays: [Name: Day]
  /// Teams of which nobody stays.
  private let emptied: Set<Name>

  /// Finds who leaves, and which teams they leave empty.
  package init(_ decisions: OrganizationDecisions, _ membership: Membership) {
    let all = decisions.organization
    let lastDays = Dictionary(
      all.people.compactMap { person in person.leavesOn.map { (person.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    owners = membership.owners.filter { all.machineUsers[$0] == nil && lastDays[$0] == nil }
    organization = all.name
    day = decisions.day
    self.lastDays = lastDays
    emptied =
      lastDays.isEmpty ? [] : Successors.emptied(all, membership) { lastDays[$0] != nil }
  }

  private static func emptied(
    _ organization: Organization, _ membership: Membership, leaves: (Name) -> Bool
  ) -> Set<Name> {
    Set(
      organization.teams.map(\.name).filter { team in
        let people = membership.accounts(of: team).filter { organization.machineUsers[$0] == nil }
        return !people.isEmpty && people.allSatisfy(leaves)
      })
  }

  /// Whether a person leaves, or everybody of a team does.
  package func leaves(_ name: Name) -> Bool { lastDays[name] != nil || emptied.contains(name) }

  /// Those who stay, or else the owners.
  package func staying(_ names: [Name]) -> [Name] {
    let staying = names.filter { !leaves($0) }
    return staying.isEmpty ? owners : staying
  }

  /// Who is asked instead of a login or team; nil where that one stays.
  package func successors(of name: Name) -> [Name]? { leaves(name) ? owners : nil }

  /// Whether a person is still there on the book's day: whoever leaves later, or does not leave.
  package func isThere(_ name: Name) -> Bool { lastDays[name].map { $0 >= day } ?? true }
}
