import Guidance
import OrganizationModel
import Testing

/// What must be so of every decision, looked at over a sample of the space.
@Suite("Properties of decisions")
struct PropertyTests {
  private static let sample = SpacePart.sample(6000, seed: 11)

  @Test func exactlyOneOptionIsChosenAndNoneThatIsStruck() throws {
    try forEachWeighing { _, situation, weighing in
      #expect(weighing.options.map(\.kind) == CredentialKind.allCases)
      let chosen = weighing.options.filter { $0.verdict == .chosen }
      #expect(chosen.map(\.kind) == [weighing.kind].compactMap(\.self), "\(situation)")
      #expect((weighing.kind != nil) == (weighing.outcome == .decided))
      for option in weighing.options where option.verdict == .struck {
        #expect(!option.rules.isEmpty, "\(option.kind) \(situation)")
        #expect(!weighing.possibleKinds.contains(option.kind), "\(option.kind) \(situation)")
      }
      let openOptions = weighing.options.filter { $0.verdict == .open }
      #expect(openOptions.isEmpty == (weighing.outcome != .open), "\(situation)")
      #expect(weighing.decisive.isEmpty == (weighing.outcome != .open), "\(situation)")
    }
  }

  /// No scope of a choice includes another, no permission goes with another kind, and nothing is asked for in vain.
  @Test func scopesAndPermissionsAreMinimal() throws {
    try forEachWeighing { _, situation, weighing in
      let scopes = weighing.privileges.scopes
      #expect(ClassicScope.normalised(scopes) == scopes)
      for scope in scopes {
        #expect(!ClassicScope.covers(scopes.filter { $0 != scope }, scope), "\(situation)")
      }
      #expect(weighing.kind == .classicPAT || scopes.isEmpty)
      let takesPermissions: [CredentialKind?] = [.githubToken, .brokerToken, .githubApp, .fineGrainedPAT]
      #expect(takesPermissions.contains(weighing.kind) || weighing.privileges.permissions.isEmpty)
      if situation.record.onlyReads {
        #expect(weighing.privileges.permissions.values.allSatisfy { $0 == .read }, "\(situation)")
      }
    }
  }

  /// An answer leaves fewer questions that open; once decided, it leaves fewer of any kind. (An answer that decides
  /// may show what the choice hangs on besides: that changes no outcome and asks for no decision.)
  @Test func answeringAQuestionNeverAddsOne() throws {
    try forEachWeighing { engine, situation, weighing in
      let asked = Set(weighing.decisive + weighing.minor)
      for unknown in asked {
        var left = asked.subtracting([unknown])
        // That a server forbids deploy keys is taken at its word even where its release could not: what an old release
        // asks besides is asked then.
        if unknown == .deployKeys, situation.version == nil { left.insert(.visibility) }
        for answer in situation.answers(to: unknown) {
          let next = engine.weigh(answer.situation)
          let questions = next.decisive + (weighing.outcome == .decided ? next.minor : [])
          let added = Set(questions).subtracting(left)
          #expect(added.isEmpty, "\(unknown)=\(answer.text) asks \(added): \(situation)")
        }
      }
    }
  }

  /// A question on a decided access changes nothing of the outcome; one that opens has answers that lead apart.
  @Test func questionsOpenWhereTheyMatter() throws {
    try forEachWeighing { engine, situation, weighing in
      for unknown in weighing.minor {
        for answer in situation.answers(to: unknown) where weighing.outcome == .decided {
          let next = engine.weigh(answer.situation)
          #expect(next.kind == weighing.kind && next.privileges == weighing.privileges, "\(situation)")
        }
      }
    }
  }

  /// Forbidding what was not chosen changes nothing; forbidding what was chosen gives what comes after it, or nothing.
  @Test func forbiddingNeverWidens() throws {
    // A broker's token is one of an App.
    let bans: [(kinds: [CredentialKind], ban: @Sendable (inout Situation) -> Void)] = [
      ([.classicPAT], { $0.classicPATs = .forbidden }),
      ([.fineGrainedPAT], { $0.fineGrainedPATs = .forbidden }),
      ([.deployKey], { $0.deployKeys = .forbidden }),
      ([.brokerToken, .githubApp], { $0.apps = .forbidden }),
    ]
    try forEachWeighing { engine, situation, weighing in
      guard weighing.outcome != .open else { return }
      let order = Self.order(situation)
      for (kinds, ban) in bans {
        var banned = situation
        ban(&banned)
        // Whether deploy keys are allowed is looked at for Git only: nothing else is theirs.
        if kinds == [.deployKey], situation.verb != .clone, situation.verb != .push { continue }
        let next = engine.weigh(banned)
        #expect(!kinds.contains { $0 == next.kind }, "\(kinds) is forbidden and chosen: \(banned)")
        guard let kind = weighing.kind, kinds.contains(kind) else {
          #expect(
            next.kind == weighing.kind && next.privileges == weighing.privileges, "\(kinds): \(situation)")
          continue
        }
        if let after = next.kind {
          let rank = order.firstIndex(of: after) ?? 0
          #expect(rank > order.firstIndex(of: kind) ?? 0, "\(kind) gives \(after): \(situation)")
        }
      }
    }
  }

  private static func order(_ situation: Situation) -> [CredentialKind] {
    let rules = Rule.all.filter { rule in
      if case .order = rule.effect { rule.condition.holds(in: situation) { _ in nil } == true } else { false }
    }
    return rules.first?.effect.kinds ?? []
  }

  @Test func theOrderOfRulesDoesNotMatter() throws {
    var numbers = SeededNumbers(seed: 5)
    let shuffled = Rule.all.shuffled(using: &numbers)
    #expect(shuffled.map(\.id) != Rule.all.map(\.id))
    for (part, points) in Self.byPart.prefix(1000) {
      var engine = try part.engine()
      var other = try part.engine(rules: shuffled)
      for point in points {
        let situation = try point.situation()
        #expect(Told(engine.weigh(situation)) == Told(other.weigh(situation)), "\(point.words)")
      }
    }
  }

  // MARK: Over the sample

  private static let byPart: [(SpacePart, [Reference.Point])] = {
    let groups = Dictionary(grouping: sample, by: \.part.name)
    return groups.sorted { $0.key < $1.key }
      .compactMap { _, points in points.first.map { ($0.part, points.map(\.point)) } }
  }()

  private func forEachWeighing(
    _ body: (inout DecisionEngine, Situation, Weighing) throws -> Void
  ) throws {
    for (part, points) in Self.byPart {
      var engine = try part.engine()
      for point in points {
        let situation = try point.situation()
        try body(&engine, situation, engine.weigh(situation))
      }
    }
  }
}

/// All that a weighing says, without an order where none is promised.
struct Told: Equatable {
  var outcome: Decision.Outcome
  var kind: CredentialKind?
  var privileges: Privileges
  var options: [Weighing.WeighedOption]
  var applied: Set<Weighing.Applied>
  var questions: [[Unknown]]

  init(_ weighing: Weighing) {
    self.outcome = weighing.outcome
    self.kind = weighing.kind
    self.privileges = weighing.privileges
    self.options = weighing.options
    self.applied = Set(weighing.preconditions + weighing.sideEffects)
    self.questions = [weighing.decisive, weighing.minor]
  }
}
