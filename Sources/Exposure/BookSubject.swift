package import OrganizationModel

/// A page of the book, or a part of one, by what it is about: where it is, only the room of documents knows.
package enum BookSubject: Sendable, Hashable {
  /// The page of a credential, planned or existing.
  case credential(StoredSecret.Origin)
  /// What to do first when it leaks.
  case revoke(StoredSecret.Origin)
  /// How it is replaced by a new one without an outage: the part of its page that there is.
  case rotate(Name)
  case renew(Name)
  case moveAway(Name)
  /// How to see what was done with it.
  case afterLeak(Name)
  /// The runbook for a person, or for anybody where there is none of their own.
  case offBoard(Name)
  case offBoardMachineUser(Name)
  /// The page of a machine user, an App or a person.
  case account(Name)
  case repository(Name)
}
