import Exposure
package import Guidance
package import OrganizationModel

/// What is different about a credential that exists.
package struct CredentialDifference: Sendable {
  package enum Change: Sendable, Hashable {
    /// The description lists it now.
    case new
    /// The description lists it no more; whether it is revoked, it does not say.
    case gone
    /// More accounts can read it on GitHub; those that are known by name.
    case moreReaders([Name])
    case fewerReaders([Name])
    /// It ended on this day, after the day of the earlier state and not after that of the later one.
    case expired(Day)
    /// It ends at another time; `never` and `unknown` are said as such.
    case ends(before: String, after: String)
    /// What becomes of it, and why.
    case verdict(
      before: ExistingCredentialReview.Verdict, after: ExistingCredentialReview.Verdict, because: String)
  }

  package let name: Name
  package let changes: [Change]

  static func all(_ before: DecisionIndex, _ after: DecisionIndex) -> [CredentialDifference] {
    paired(before.decisions.existing, after.decisions.existing, by: \.credential.name).compactMap {
      name, old, new in
      let changes = changes(old, new, before, after)
      return changes.isEmpty ? nil : CredentialDifference(name: name, changes: changes)
    }
  }

  private static func changes(
    _ old: ExistingCredentialReview?, _ new: ExistingCredentialReview?, _ before: DecisionIndex,
    _ after: DecisionIndex
  ) -> [Change] {
    guard let new else { return [.gone] }
    let readers = accounts(new, after)
    guard let old else {
      return [.new] + expiry(new, from: nil, to: after)
        + (readers.isEmpty ? [] : [.moreReaders(readers.sorted())])
    }
    return expiry(new, from: old, before.decisions.day, to: after) + ends(old, new)
      + readersChanged(accounts(old, before), readers) + verdict(old, new)
  }

  /// Every account that can read it on GitHub and that the description names.
  private static func accounts(_ review: ExistingCredentialReview, _ index: DecisionIndex) -> Set<Name> {
    (review.credential.storedIn ?? []).reduce(into: []) { found, place in
      found.formUnion(Audience(of: place, index.organization, index.membership)?.accounts ?? [])
    }
  }

  private static func readersChanged(_ old: Set<Name>, _ new: Set<Name>) -> [Change] {
    let (more, fewer) = (new.subtracting(old).sorted(), old.subtracting(new).sorted())
    return (more.isEmpty ? [] : [.moreReaders(more)]) + (fewer.isEmpty ? [] : [.fewerReaders(fewer)])
  }

  private static func expiry(
    _ new: ExistingCredentialReview, from old: ExistingCredentialReview?, _ day: Day? = nil,
    to after: DecisionIndex
  ) -> [Change] {
    guard case .on(let end) = new.credential.expires, end <= after.decisions.day else { return [] }
    if let old, let day, case .on(let earlier) = old.credential.expires, earlier <= day { return [] }
    return [.expired(end)]
  }

  private static func ends(_ old: ExistingCredentialReview, _ new: ExistingCredentialReview) -> [Change] {
    let (before, after) = (words(old.credential.expires), words(new.credential.expires))
    return before == after ? [] : [.ends(before: before, after: after)]
  }

  private static func words(_ expiry: Expiry) -> String {
    switch expiry {
    case .never: "never"
    case .on(let day): day.description
    case .unknown: "unknown"
    }
  }

  private static func verdict(_ old: ExistingCredentialReview, _ new: ExistingCredentialReview) -> [Change] {
    guard old.verdict != new.verdict else { return [] }
    return [.verdict(before: old.verdict, after: new.verdict, because: new.reasons.first ?? "")]
  }
}
