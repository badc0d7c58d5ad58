/// What the plans cost, so that "machine users do not scale well" is a number.
package struct Costs: Sendable, Hashable {
  /// Machine users of this organization that are members, described or proposed, and hold a planned credential (M-04).
  package var seats: Int
  /// Those of them that are proposed.
  package var newSeats: Int
  /// How often somebody mints, stores and revokes in a year, all credentials together.
  package var rotationsAYear: Int
  /// Different things to do before, that no API does.
  package var browserSteps: Int
}

extension OrganizationDecisions {
  /// Counted anew at each call.
  package var costs: Costs {
    let holders = Set(credentials.filter(\.kind.isMachineUserPAT).compactMap(\.holder))
    let proposed = Set(
      proposedAccounts.filter { $0.kind == .machineUser && $0.organization == organization.name }.map(\.name))
    let described = organization.machineUsers.filter { user in
      holders.contains(user.name) && user.role != .outsideCollaborator && !proposed.contains(user.name)
    }
    let steps = accesses.flatMap { $0.preconditions.filter(\.uiOnly).map(\.text) }
    return Costs(
      seats: described.count + proposed.count, newSeats: proposed.count,
      rotationsAYear: credentials.compactMap(\.rotateEveryDays).reduce(0) { $0 + (365 + $1 - 1) / $1 },
      browserSteps: Set(steps).count)
  }
}
