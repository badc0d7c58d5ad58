import Guidance
package import OrganizationModel

/// A credential that no longer works from a day on.
package struct LostCredential: Sendable {
  /// What exists.
  package let name: Name
  /// The first day on which it fails.
  package let day: Day
  /// Why it may work on; nil where it fails for certain. A clause without capital and full stop.
  package let doubt: String?

  /// A credential that ends on a day.
  package init(_ name: Name, on day: Day, doubt: String? = nil) {
    (self.name, self.day, self.doubt) = (name, day, doubt)
  }
}

/// An automation that stops, or may stop, because a credential no longer works.
package struct Stop: Sendable {
  /// What stops.
  package let automation: AutomationID
  /// The credential that it uses.
  package let credential: Name
  /// The first day on which it fails.
  package let day: Day
  /// What it does with the credential, in the order of the ids; empty where nobody described that.
  package let accesses: [AccessID]
  /// What it does with it, where a person said so in words.
  package let uses: [String]
  /// Why it may work on; empty where it stops for certain. Clauses without capital and full stop, with names between
  /// backticks.
  package let doubts: [String]
  /// Whether any of its accesses changes something, rather than reading it.
  package let isWriting: Bool

  /// Whether nothing is known that speaks against it.
  package var isCertain: Bool { doubts.isEmpty }

  /// The first to stop first. Of one day: what is certain, consumers before workflows, what writes before what reads.
  static func precedes(_ left: Stop, _ right: Stop) -> Bool {
    func rank(_ stop: Stop) -> [Int] {
      [
        stop.day.number, stop.isCertain ? 0 : 1, stop.automation.isConsumer ? 0 : 1, stop.isWriting ? 0 : 1,
      ]
    }
    let (one, other) = (rank(left), rank(right))
    if one != other { return one.lexicographicallyPrecedes(other) }
    return (left.automation.description, left.credential) < (right.automation.description, right.credential)
  }

  /// What stops when credentials no longer work, the first first.
  package static func all(of losses: [LostCredential], _ index: DecisionIndex) -> [Stop] {
    let lost = Dictionary(losses.map { ($0.name, $0.day) }, uniquingKeysWith: { first, _ in first })
    return losses.flatMap { loss -> [Stop] in
      guard let review = index.review(loss.name) else { return [] }
      let users = Set(review.credential.usedBy + (index.plan(being: loss.name)?.automations ?? []))
      return users.sorted().map { Stop($0, loss, review, lost, index) }
    }.sorted(by: precedes)
  }

  private init(
    _ automation: AutomationID, _ loss: LostCredential, _ review: ExistingCredentialReview,
    _ lost: [Name: Day], _ index: DecisionIndex
  ) {
    self.automation = automation
    credential = loss.name
    day = loss.day
    let plan = index.plan(being: loss.name)
    let ofServices = index.decisions.serviceDecisions(of: review.credential).map(\.id)
    let served = Set(review.accesses + (plan?.serves ?? []) + ofServices)
    let own = index.accesses(of: automation).filter { served.contains($0.id) }
    let services = index.serviceAccesses(of: automation).filter { served.contains($0.id) }
    accesses = (own.map(\.id) + services.map(\.id)).sorted()
    uses = index.automation(automation)?.otherUses.filter { $0.credential == loss.name }.map(\.words) ?? []
    isWriting =
      own.contains { $0.need.record.deed != nil } || services.contains { $0.use.verb.changesSomething }
    doubts = [loss.doubt].compactMap(\.self) + Stop.doubts(automation, review, accesses, lost, index)
  }

  private static func doubts(
    _ automation: AutomationID, _ review: ExistingCredentialReview, _ accesses: [AccessID],
    _ lost: [Name: Day], _ index: DecisionIndex
  ) -> [String] {
    // One that is lost as well is no way out.
    let others = index.credentials(of: automation).filter { other in
      lost[other.credential.name] == nil && !accesses.isEmpty
        && accesses.allSatisfy { other.accesses.contains($0) }
    }
    let isGuessed =
      review.credential.guess != nil || index.automation(automation)?.guess != nil
      || accesses.contains { !index.guesses.words($0).isEmpty }
    return (isGuessed ? ["an import guessed this use"] : [])
      + others.prefix(1).map { "it may use `\($0.credential.name)` instead" }
  }
}

extension ServiceVerb {
  /// Whether it changes something at the service, rather than reading it. What a call does is not known.
  fileprivate var changesSomething: Bool {
    switch self {
    case .install, .pull, .call, .assume: false
    case .upload, .sign, .deploy, .push, .publish: true
    }
  }
}

extension AutomationID {
  /// Whether it runs outside the organization's workflows.
  package var isConsumer: Bool {
    if case .consumer = self { true } else { false }
  }
}
