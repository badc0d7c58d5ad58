import OrganizationModel

/// What accesses come to in one organization, as it is and as it would be: a promise is what came when it was tried.
///
/// A change is tried on one access by itself, but where the account that it gets hangs on what other accesses take: there
/// every access that the change reaches is tried with it.
struct Trials: Sendable {
  let organization: Organization
  private let grants: DescribedGrants
  private(set) var engine: DecisionEngine
  private(set) var entries: [WeighedAccess]
  /// What came of a change for those that hang on others, by its key.
  private var tried: [String: [AccessID: Weighing]] = [:]
  /// What is asked by those that come before a group and may take one of its accounts.
  private var asked: [Rivalry: [AskedElsewhere]] = [:]

  private struct Rivalry: Hashable {
    var group: HolderAssignment.Group
    var accounts: [Name]
  }

  /// - Parameter entries: without holders and weighings that count.
  init(
    _ organization: Organization, _ grants: DescribedGrants, _ engine: DecisionEngine,
    _ entries: [WeighedAccess]
  ) {
    self.organization = organization
    self.grants = grants
    self.engine = engine
    self.entries = entries
    var assignment = HolderAssignment(organization, grants)
    assignment.assign(&self.entries, &self.engine)
  }

  /// What an access would come to after a change.
  mutating func weighing(of entry: WeighedAccess, after change: Change) -> Weighing {
    if entry.holder?.hangsOnOthers == true, let weighing = everywhere(change)[entry.access.id] {
      return weighing
    }
    var situation = entry.situation
    change.apply(to: &situation)
    return engine.weigh(situation)
  }

  private mutating func everywhere(_ change: Change) -> [AccessID: Weighing] {
    if let known = tried[change.key] { return known }
    var changed = entries
    for index in changed.indices { change.apply(to: &changed[index]) }
    var assignment = HolderAssignment(organization, grants, supposing: change.role)
    assignment.assign(&changed, &engine)
    let hanging = zip(entries, changed).filter { $0.0.holder?.hangsOnOthers == true }
    let found = Dictionary(
      hanging.map { ($0.1.access.id, $0.1.weighing) }, uniquingKeysWith: { first, _ in first })
    tried[change.key] = found
    return found
  }

  /// What an access would come to if a fact were the other way round.
  func weighing(of entry: WeighedAccess, under sheet: FactSheet) -> Weighing {
    var engine = engine.reading(sheet)
    guard entry.holder?.hangsOnOthers == true else { return engine.weigh(entry.situation) }
    let other = Trials(organization, grants, engine, entries)
    return other.entries.first { $0.access.id == entry.access.id }?.weighing ?? engine.weigh(entry.situation)
  }

  /// What a situation comes to by itself.
  mutating func weigh(_ situation: Situation) -> Weighing { engine.weigh(situation) }

  /// What a kind brings with it in a situation, chosen or not.
  mutating func applied(to kind: CredentialKind, in situation: Situation) -> (
    preconditions: [Weighing.Applied], sideEffects: [Weighing.Applied]
  ) {
    engine.applied(to: kind, in: situation)
  }
}

// MARK: Questions

extension Trials {
  /// At most so many questions of other accesses are tried on one that hangs on them.
  private static let mostQuestionsOfOthers = 64

  /// The questions of other accesses whose answers would take an account away from an open one, and with it decide it.
  mutating func questionsOfOthers(on entry: WeighedAccess) -> [AskedElsewhere] {
    guard entry.weighing.outcome == .open, let holder = entry.holder, !holder.unsaid.isEmpty else {
      return []
    }
    let own = Set(entry.asked.map(\.place))
    return questionsBefore(HolderAssignment(organization, grants).group(of: entry.access), holder.unsaid)
      .filter { !own.contains($0.question.place) }.prefix(Self.mostQuestionsOfOthers)
      .filter { bears($0, on: entry) }
  }

  /// The questions of open accesses that come before a group and may take one of the accounts, in the order of their
  /// places.
  private mutating func questionsBefore(
    _ group: HolderAssignment.Group, _ accounts: [Name]
  ) -> [AskedElsewhere] {
    let rivalry = Rivalry(group: group, accounts: accounts)
    if let known = asked[rivalry] { return known }
    let assignment = HolderAssignment(organization, grants)
    var found: [String: AskedElsewhere] = [:]
    for other in entries where other.weighing.outcome == .open && assignment.group(of: other.access) < group {
      guard let name = other.holder?.name, accounts.contains(name),
        other.weighing.possibleKinds.contains(where: \.isMachineUserPAT)
      else { continue }
      for question in other.asked where found[question.place] == nil {
        found[question.place] = AskedElsewhere(entry: other, question: question)
      }
    }
    let sorted = found.sorted { $0.key < $1.key }.map(\.value)
    asked[rivalry] = sorted
    return sorted
  }

  private mutating func bears(_ asked: AskedElsewhere, on entry: WeighedAccess) -> Bool {
    for change in Change.answers(to: asked.question, of: asked.entry) {
      if weighing(of: entry, after: change).outcome != .open { return true }
    }
    return false
  }
}

/// A question that an access asks, and that bears on another one.
struct AskedElsewhere: Sendable {
  var entry: WeighedAccess
  var question: WeighedAccess.Asked
}

/// One access on its way through the engine.
struct WeighedAccess: Sendable {
  /// Something that its outcome hangs on, with the place where the description answers it.
  struct Asked: Sendable {
    var unknown: Unknown
    /// The account whose role is asked for; nil for anything else.
    var account: Name?
    var place: String
  }

  var access: Access
  var situation: Situation
  var weighing: Weighing
  var app: AppChoice
  var broker: BrokerChoice
  /// The keys of Apps that the description doesn't name, where its automation uses one.
  var unnamedKeys: [Name] = []
  var holder: HolderAssignment.Holder?

  /// The words of what is asked on it.
  var words: QuestionWords {
    QuestionWords(
      access: access, holder: nil, keys: unnamedKeys, app: situation.possibleAppFits.isEmpty ? nil : app.name)
  }

  /// What was weighed for it; a broker's token only where a broker is described.
  var options: [Weighing.WeighedOption] {
    broker.name == nil ? weighing.options.filter { $0.kind != .brokerToken } : weighing.options
  }

  /// What its outcome hangs on.
  var asked: [Asked] { weighing.decisive.flatMap(places) }

  /// Where an unknown is answered: one place, but each account's for what a holder is.
  func places(of unknown: Unknown) -> [Asked] {
    let accounts =
      unknown == .holder ? holder.map { $0.unsaid.isEmpty ? [$0.name] : $0.unsaid } ?? [] : []
    guard !accounts.isEmpty else {
      return [Asked(unknown: unknown, place: words.answerAt(unknown))]
    }
    return accounts.map { account in
      Asked(
        unknown: unknown, account: account,
        place: QuestionWords(access: access, holder: account).answerAt(unknown))
    }
  }
}
