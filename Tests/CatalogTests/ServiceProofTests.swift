import Catalog
import Foundation
import Guidance
import OrganizationModel
import Services
import ShippedCatalog
import SourceText
import Testing

/// The least that decides an access to a service, written without the engine: the first option that nothing strikes.
struct ServiceReference {
  let record: ServiceRecord
  let need: String
  let day: Day
  /// A fact that is the other way round.
  var turned: String?

  func holds(_ fact: String) -> Bool {
    let holds = record.facts.first { $0.id == fact }?.periods.contains { period in
      (period.from.map { $0 <= day } ?? true) && (period.until.map { day < $0 } ?? true)
    }
    return (holds ?? false) != (turned == fact)
  }

  func decide(_ values: [ServiceSubject: String]) -> String {
    let holds = { (atom: ServiceCondition.Atom) in
      switch atom {
      case .fact(let id): self.holds(id)
      case .circumstance(let circumstance): circumstance.values.contains(values[circumstance.subject] ?? "")
      }
    }
    for option in record.options where option.serves.contains(need) && option.rung != .personal {
      let isStruck = option.strikes.contains { strike in
        strike.condition.when.allSatisfy(holds) && !strike.condition.unless.contains(where: holds)
      }
      if !isStruck { return option.id }
    }
    return "impossible"
  }
}

/// One record, one need, one day and at most one fact turned round: with every value of every circumstance.
struct ServiceSpace: Sendable {
  let record: ServiceRecord
  let need: String
  let day: Day
  let turned: String?
  let points: [[ServiceSubject: String]]

  /// All of a record: on the day of its examples, and where a fact turns, the day before and that day.
  static func all(_ record: ServiceRecord) -> [ServiceSpace] {
    let turns = record.facts.flatMap(\.periods).flatMap { [$0.from, $0.until].compactMap(\.self) }
    let days = Set([record.checked] + turns + turns.map { $0 + -1 }).sorted()
    return record.needs.flatMap { need in
      let points = points(record, need.name)
      return days.flatMap { day in
        ([nil] + record.facts.map { Optional($0.id) }).map {
          ServiceSpace(record: record, need: need.name, day: day, turned: $0, points: points)
        }
      }
    }
  }

  /// Of the values of a circumstance that no condition tells apart, one.
  private static func points(_ record: ServiceRecord, _ need: String) -> [[ServiceSubject: String]] {
    let strikes = record.options.filter { $0.serves.contains(need) }.flatMap(\.strikes)
    let circumstances = strikes.flatMap(\.condition.circumstances)
    var points: [[ServiceSubject: String]] = [[.need: need]]
    for subject in Set(circumstances.map(\.subject)).subtracting([.need]).sorted() {
      var seen: Set<[Bool]> = []
      let told = circumstances.filter { $0.subject == subject }
      let values = subject.domain(in: record).filter { value in
        seen.insert(told.map { $0.values.contains(value) }).inserted
      }
      points = points.flatMap { point in values.map { point.merging([subject: $0]) { $1 } } }
    }
    return points
  }

  var sheet: FactSheet {
    let sheet = FactSheet(day: day, product: .githubCom, services: record.facts)
    guard let turned else { return sheet }
    return sheet.overriding(turned, holds: !(sheet.holds(turned, version: nil) ?? false))
  }

  var reference: ServiceReference { ServiceReference(record: record, need: need, day: day, turned: turned) }

  func engine(_ rules: [ServiceRule]) -> ServiceEngine {
    ServiceEngine(record, for: need, sheet: sheet, rules: rules)
  }

  /// Whether a comparison with the reference fails.
  func kills(_ rules: [ServiceRule]) -> Bool {
    var engine = engine(rules)
    return points.contains { point in
      engine.weigh(ServiceSituation(values: point)).label != reference.decide(point)
    }
  }
}

@Suite("Proof of the records of services")
struct ServiceProofTests {
  static let records = shippedCatalog.services.all

  @Test func everyRecordLoads() {
    let reading = Catalog.read(shippedCatalogFiles)
    let problems = reading.diagnostics.map { problem in
      problem.range.map { range in
        let file = shippedCatalogFiles.sources[range.file]
        return "\(file.path):\(file.place(at: Int(range.start)).line): \(problem.message)"
      } ?? problem.message
    }
    #expect(problems == [])
    let files = shippedCatalogFiles.sources.files.map(\.path).filter {
      $0.hasPrefix("catalog/services/") && $0.hasSuffix(".yaml") && !$0.contains("/snippets/")
    }
    #expect(Self.records.count == files.count)
    #expect(Self.records.contains { $0.id == ServiceRecords.notLookedUp && $0.isGeneric })
  }

  @Test(arguments: ServiceProofTests.records.map(\.id))
  func theExamplesOfARecordHold(_ id: String) throws {
    let record = try #require(shippedCatalog.services[id])
    #expect(ServiceProof(record).problems.map { "\($0.message): \($0.help ?? "")" } == [])
  }

  /// What nobody could have looked at yet is no source.
  @Test func nothingWasLookedAtLater() {
    let today = Day(number: Int(Date.now.timeIntervalSince1970) / 86400)
    for record in Self.records {
      #expect(record.checked <= today, "\(record.id)")
      for fact in record.facts { #expect(fact.checked <= today, "\(fact.id)") }
    }
  }

  @Test(arguments: ServiceProofTests.records.map(\.id))
  func theEngineDecidesAsTheReferenceDoes(_ id: String) throws {
    let record = try #require(shippedCatalog.services[id])
    for space in ServiceSpace.all(record) {
      #expect(!space.kills(ServiceRule.rules(of: record, for: space.need)), "\(space.need) \(space.day)")
    }
  }

  /// With one thing unknown, the outcome is what all its values agree on, and a question where they don't.
  @Test(arguments: ServiceProofTests.records.map(\.id))
  func whatIsUnknownIsAskedForOnlyWhereItMatters(_ id: String) throws {
    let record = try #require(shippedCatalog.services[id])
    for space in ServiceSpace.all(record) where space.turned == nil {
      var engine = space.engine(ServiceRule.rules(of: record, for: space.need))
      for point in space.points {
        for subject in point.keys where subject != .need {
          let domain = subject.domain(in: record)
          let outcomes = Set(domain.map { space.reference.decide(point.merging([subject: $0]) { $1 }) })
          let weighing = engine.weigh(
            ServiceSituation(values: point.filter { $0.key != subject }, possible: [subject: domain]))
          let only = outcomes.count == 1 ? outcomes.first : nil
          #expect(weighing.label == only ?? "open", "\(subject) in \(point)")
          #expect(weighing.decisive == (only == nil ? [subject] : []), "\(subject) in \(point)")
        }
      }
    }
  }

  /// Each strike removed or negated, and each that holds always: a record whose strikes can go unnoticed says too much.
  @Test(arguments: ServiceProofTests.records.map(\.id))
  func everyMutantOfAStrikeIsKilled(_ id: String) throws {
    let record = try #require(shippedCatalog.services[id])
    let spaces = ServiceSpace.all(record)
    var survivors: [String] = []
    for option in record.options where option.rung != .personal {
      for strike in option.strikes {
        for mutant in ["removed", "negated", "always"] {
          let isKilled = spaces.contains { space in
            guard option.serves.contains(space.need) else { return false }
            return space.kills(
              Self.mutated(ServiceRule.rules(of: record, for: space.need), strike.id, mutant))
          }
          if !isKilled { survivors.append("\(strike.id) \(mutant)") }
        }
      }
    }
    #expect(survivors == [])
  }

  private static func mutated(_ rules: [ServiceRule], _ id: String, _ mutant: String) -> [ServiceRule] {
    rules.compactMap { rule in
      guard rule.id == id else { return rule }
      var copy = rule
      switch mutant {
      case "removed": return nil
      case "negated": copy.condition = !rule.condition
      default: copy.condition = .always
      }
      return copy
    }
  }

  /// A test that kills everything tells nothing: an order that is another is seen too.
  @Test func anotherOrderIsSeen() throws {
    let record = try #require(shippedCatalog.services["npm"])
    let need = try #require(record.needs.first).name
    let rules = ServiceRule.rules(of: record, for: need).map { rule in
      guard case .order(let kinds) = rule.effect else { return rule }
      var copy = rule
      copy.effect = .order(kinds.reversed())
      return copy
    }
    #expect(ServiceSpace.all(record).contains { $0.need == need && $0.kills(rules) })
  }

  /// The placeholders of every snippet are those of records.
  @Test func everySnippetCanBeFilled() throws {
    for record in Self.records {
      for step in record.options.flatMap(\.steps.all) {
        guard let snippet = step.snippet.map({ shippedCatalog.services.snippet($0) }) else { continue }
        let text = try #require(snippet).text
        let known = ServicePlaceholder.allCases.map(\.rawValue) + record.asks.map(\.key)
        for (name, _) in ServicePlaceholder.names(in: text) {
          #expect(known.contains(name), "\(step.snippet ?? "")")
        }
      }
    }
  }
}
