import Guidance
import OrganizationModel
import SourceText
import Testing

/// A rule removed or negated, or a fact turned round: what no test may let pass.
enum Mutant: Sendable, CustomStringConvertible {
  case removed(Rule)
  case negated(Rule)
  case turned(Fact)

  static let all: [Mutant] =
    Rule.all.map(Mutant.removed) + Rule.all.map(Mutant.negated) + Fact.deciding.map(Mutant.turned)

  var description: String {
    switch self {
    case .removed(let rule): "without \(rule.id)"
    case .negated(let rule): "\(rule.id) negated"
    case .turned(let fact): "\(fact.id) turned round"
    }
  }

  var rules: [Rule] {
    switch self {
    case .removed(let rule): Rule.all.filter { $0.id != rule.id }
    case .negated(let rule):
      Rule.all.map { one in
        var copy = one
        if one.id == rule.id { copy.condition = !one.condition }
        return copy
      }
    case .turned: Rule.all
    }
  }

  /// Whether it may change what is chosen: nothing else does.
  var bearsOnOutcomes: Bool {
    switch self {
    case .removed(let rule), .negated(let rule): rule.decides
    case .turned(let fact): Rule.all.contains { $0.decides && $0.facts.contains(fact.id) }
    }
  }

  var turnedFact: String? {
    if case .turned(let fact) = self { fact.id } else { nil }
  }
}

extension Rule {
  /// Whether it bears on which kind is chosen.
  var decides: Bool {
    switch effect {
    case .strike, .order: true
    case .precondition, .sideEffect: false
    }
  }
}

/// The tests that mutants are let loose on, with what they need read once.
struct MutantHunt: Sendable {
  let points: [(part: SpacePart, points: [(situation: Situation, outcome: Reference.Outcome)])]
  let cases: [(worked: WorkedCase, organization: Organization)]

  init() throws {
    let sample = Dictionary(grouping: SpacePart.sample(3000, seed: 17), by: \.part.name)
    points = try sample.sorted { $0.key < $1.key }.compactMap { _, sampled in
      guard let part = sampled.first?.part else { return nil }
      return (part, try sampled.map { (try $0.point.situation(), Reference.decide($0.point)) })
    }
    cases = try WorkedCase.all.map { worked in
      let reading = DescriptionReader.read(
        SourceFile(path: "tokenbook.yaml", bytes: Array(worked.text.utf8)))
      return (worked, try #require(reading.organization))
    }
  }

  /// Whether a comparison with the reference fails.
  func isKilledByReference(_ mutant: Mutant) throws -> Bool {
    for (part, points) in points {
      var engines: [ServerVersion: DecisionEngine] = [:]
      for (situation, outcome) in points {
        let version = situation.version ?? ServerVersion(0, 0)
        var engine = try engines[version] ?? engine(part, mutant, situation)
        if Reference.Outcome(engine.weigh(situation)) != outcome { return true }
        engines[version] = engine
      }
    }
    return false
  }

  private func engine(_ part: SpacePart, _ mutant: Mutant, _ situation: Situation) throws -> DecisionEngine {
    let sheet = try part.sheet()
    guard case .turned(let fact) = mutant else { return DecisionEngine(sheet: sheet, rules: mutant.rules) }
    let truth = sheet.holds(fact.id, version: situation.version) ?? false
    return DecisionEngine(sheet: sheet.overriding(fact.id, holds: !truth), rules: mutant.rules)
  }

  /// Whether a worked case fails.
  func isKilledByWorkedCases(_ mutant: Mutant) throws -> Bool {
    try cases.contains { worked, organization in
      let day = try #require(organization.asOf)
      var organization = organization
      if case .turned(let fact) = mutant {
        organization.facts = try turned(fact, organization, day)
      }
      let decisions = Guide(organization, day: day, rules: mutant.rules).decide()
      let decision = try #require(decisions.decision(AccessID(worked.access)))
      return !decision.isAsExpected(of: worked)
    }
  }

  private func turned(_ fact: Fact, _ organization: Organization, _ day: Day) throws -> Entries<FactOverride>
  {
    let truth = FactSheet(organization, day: day).holds(fact.id, version: organization.platform.version)
    let text = """
      tokenbook: 1
      organization: acme
      people: {ada: {role: owner}}
      facts: {\(fact.id): {holds: \(!(truth ?? false)), because: tried, by: ada, checked: 2020-01-01}}
      """
    let reading = DescriptionReader.read(SourceFile(path: "facts.yaml", bytes: Array(text.utf8)))
    return try #require(reading.organization).facts
  }

  /// Whether an example of a rule fails: the rule is not there, takes no effect, or takes effect where it must not.
  func isKilledByExamples(_ mutant: Mutant) -> Bool {
    let rules = mutant.rules
    return RuleExample.all.contains { example in
      guard let rule = rules.first(where: { $0.id == example.rule }) else { return true }
      let effects = example.effects(of: rule, turning: mutant.turnedFact)
      return !effects.applies || effects.doesNot
    }
  }
}

extension Decision {
  func isAsExpected(of worked: WorkedCase) -> Bool {
    let told = preconditions.map(\.id) + sideEffects.map(\.id)
    return worked.told.allSatisfy(told.contains) && !worked.untold.contains(where: told.contains)
      && worked.struck.allSatisfy { option($0)?.verdict == .struck } && isAsExpected(worked.expected)
  }

  private func isAsExpected(_ expected: WorkedCase.Expected) -> Bool {
    switch expected {
    case .kind(let kind, let scopes, let permissions):
      outcome == .decided && credential?.kind == kind && credential?.scopes == scopes
        && credential?.permissions == permissions
    case .open(let place, _): outcome == .open && questions.filter(\.opens).map(\.answerAt) == [place]
    case .impossible: outcome == .impossible
    }
  }
}

@Suite("Mutation of rules and facts")
struct MutationTests {
  @Test func everyMutantIsKilled() async throws {
    let start = ContinuousClock.now
    let hunt = try MutantHunt()
    var killers: [String: Int] = [:]
    var survivors: [String] = []
    try await withThrowingTaskGroup(of: (Mutant, String?).self) { group in
      for mutant in Mutant.all {
        group.addTask {
          if mutant.bearsOnOutcomes, try hunt.isKilledByReference(mutant) {
            return (mutant, "the reference")
          }
          if try hunt.isKilledByWorkedCases(mutant) { return (mutant, "worked cases") }
          return (mutant, hunt.isKilledByExamples(mutant) ? "rule examples" : nil)
        }
      }
      for try await (mutant, killer) in group {
        guard let killer else {
          survivors.append("\(mutant)")
          continue
        }
        killers[killer, default: 0] += 1
      }
    }
    let killed = killers.values.reduce(0, +)
    let told = killers.sorted { $0.key < $1.key }.map { "\($0.value) by \($0.key)" }
    print(
      "mutation: \(killed) of \(Mutant.all.count) killed (\(told.joined(separator: ", "))); "
        + "\(ContinuousClock.now - start)")
    #expect(survivors.sorted() == [])
  }

  /// A test that kills everything tells nothing: without a mutation all must pass.
  @Test func theUnchangedRulesAndFactsPass() throws {
    let hunt = try MutantHunt()
    // A fact that no strike names: the reference cannot tell.
    let harmless = Mutant.turned(try #require(Fact.byID["keys-of-apps-expire"]))
    #expect(try !hunt.isKilledByReference(harmless))
    #expect(!harmless.bearsOnOutcomes)
    for (worked, organization) in hunt.cases {
      let day = try #require(organization.asOf)
      let decisions = Guide(organization, day: day).decide()
      #expect(
        decisions.decision(AccessID(worked.access))?.isAsExpected(of: worked) == true, "\(worked.number)")
    }
  }
}
