import Guidance
import OrganizationModel
import Testing

extension RuleExample: CustomTestStringConvertible {
  var testDescription: String { rule }

  /// Whether the rule takes effect in the example's two situations, by the engine.
  ///
  /// - Parameter mutant: a fact that is the other way round everywhere.
  func effects(of rule: Rule, turning mutant: String? = nil) -> (applies: Bool, doesNot: Bool) {
    let turned = turned + [mutant].compactMap(\.self)
    return (
      takesEffect(rule, in: applies, turned: turned),
      takesEffect(rule, in: doesNot ?? applies, turned: turned + [factThatDiffers].compactMap(\.self))
    )
  }

  private func takesEffect(_ rule: Rule, in situation: Situation, turned: [String]) -> Bool {
    var engine = DecisionEngine(sheet: sheet(for: situation, turned), rules: [rule] + order(for: rule))
    let weighing = engine.weigh(situation)
    return switch rule.effect {
    case .strike(let kinds):
      kinds.allSatisfy { kind in
        weighing.options.contains { $0.kind == kind && $0.verdict == .struck && $0.rules == [rule.id] }
      }
    case .order(let kinds): weighing.kind == kinds.first && weighing.kind != nil
    case .precondition: weighing.preconditions.contains { $0.rule == rule.id && $0.isCertain }
    case .sideEffect: weighing.sideEffects.contains { $0.rule == rule.id && $0.isCertain }
    }
  }

  /// A fact that is turned twice is as it was.
  private func sheet(for situation: Situation, _ turned: [String]) -> FactSheet {
    turned.reduce(FactSheet(day: today, product: situation.product)) { sheet, id in
      sheet.overriding(id, holds: !(sheet.holds(id, version: situation.version) ?? false))
    }
  }

  /// What makes the engine choose the kind that the rule speaks of.
  private func order(for rule: Rule) -> [Rule] {
    guard var order = Rule.all.first(where: { if case .order = $0.effect { true } else { false } }) else {
      return []
    }
    if case .order = rule.effect { return [] }
    order.condition = .always
    order.effect = .order(rule.effect.kinds)
    return [order]
  }
}

let today = Day("2026-11-22") ?? Day(number: 0)

@Suite("The examples of rules")
struct RuleExampleTests {
  @Test func everyRuleHasExamplesAndEveryExampleARule() {
    let rules = Set(Rule.all.map(\.id))
    let examples = Set(RuleExample.all.map(\.rule))
    #expect(rules.subtracting(examples).sorted() == [], "rules without an example")
    #expect(examples.subtracting(rules).sorted() == [], "examples of no rule")
    #expect(RuleExample.all.count == examples.count, "a rule has two entries")
  }

  @Test(arguments: RuleExample.all)
  func applyAndDoNot(_ example: RuleExample) throws {
    let rule = try #require(Rule.byID[example.rule])
    let effects = example.effects(of: rule)
    #expect(effects.applies)
    #expect(!effects.doesNot)
  }

  @Test(arguments: RuleExample.all)
  func differInOneThing(_ example: RuleExample) {
    let after = example.doesNot ?? example.applies
    let differing = zip(Mirror(reflecting: example.applies).children, Mirror(reflecting: after).children)
      .filter { "\($0.value)" != "\($1.value)" }
    #expect(differing.count + (example.factThatDiffers == nil ? 0 : 1) == 1)
  }

  /// The first day of what changed without changing a choice; the reference covers the rest.
  @Test(arguments: [
    ("jobs-narrow-their-token", Platform.Product.githubCom, "2021-04-19", false),
    ("jobs-narrow-their-token", .githubCom, "2021-04-20", true),
    ("job-token-pull-requests-start-runs-that-wait", .githubCom, "2026-06-10", false),
    ("job-token-pull-requests-start-runs-that-wait", .githubCom, "2026-06-11", true),
    ("job-token-pull-requests-start-runs-that-wait", .ghes, "2026-06-11", false),
    ("container-registry-is-a-preview", .ghes, "2026-11-22", true),
    ("container-registry-is-a-preview", .githubCom, "2026-11-22", false),
    ("members-without-two-factor-keep-their-membership", .githubCom, "2024-11-07", false),
    ("members-without-two-factor-keep-their-membership", .githubCom, "2024-11-08", true),
    ("environment-rules-judge-the-executing-ref", .githubCom, "2025-12-07", false),
    ("environment-rules-judge-the-executing-ref", .githubCom, "2025-12-08", true),
    ("installation-tokens-are-stateless", .gheCom, "2026-04-24", true),
    ("installation-tokens-are-stateless", .ghes, "2026-04-24", false),
    ("container-registry-exists", .githubCom, "2020-08-31", false),
    ("container-registry-exists", .githubCom, "2020-09-01", true),
  ])
  func factsTurnOnTheirDay(_ fact: String, _ product: Platform.Product, _ day: String, _ holds: Bool) throws {
    let sheet = FactSheet(day: try #require(Day(day)), product: product)
    #expect(sheet.holds(fact, version: nil) == holds)
  }
}
