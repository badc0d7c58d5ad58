import Foundation
import Guidance
import OrganizationModel
import Testing

/// What came of one part of the space.
struct PartReport: Sendable {
  var points = 0
  var rules: Set<String> = []
  var facts: Set<String> = []
  /// Kind of difference (`engine says …, reference says …`) to points.
  var differences: [String: [Reference.Point]] = [:]

  mutating func add(_ other: PartReport) {
    points += other.points
    rules.formUnion(other.rules)
    facts.formUnion(other.facts)
    differences.merge(other.differences) { $0 + $1 }
  }

  mutating func compare(_ point: Reference.Point, with weighing: Weighing) {
    points += 1
    let ours = Reference.Outcome(weighing)
    let theirs = Reference.decide(point)
    for option in weighing.options {
      rules.formUnion(option.rules)
      facts.formUnion(option.facts)
    }
    if ours != theirs {
      differences["engine \(ours.words), reference \(theirs.words)", default: []].append(point)
    }
  }
}

extension SpacePart {
  func engine(rules: [Rule] = Rule.all) throws -> DecisionEngine {
    DecisionEngine(sheet: try sheet(), rules: rules)
  }

  func sheet() throws -> FactSheet {
    let date = start.day
    let day = Day(year: date.year, month: date.month, day: date.day) ?? Day(number: 0)
    let situation = try start.situation()
    let shipped = FactSheet(day: day, product: situation.product)
    guard let turned = start.turned else { return shipped }
    let truth = shipped.holds(turned.fact, version: situation.version) ?? false
    return shipped.overriding(turned.fact, holds: !truth)
  }

  func report() throws -> PartReport {
    var engine = try engine()
    var report = PartReport()
    var failure: (any Error)?
    forEachPoint { point in
      do {
        report.compare(point, with: engine.weigh(try point.situation()))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return report
  }
}

@Suite("The reference procedure")
struct ReferenceTests {
  @Test func agreesWithTheEngineOnEveryPoint() async throws {
    let start = ContinuousClock.now
    var total = PartReport()
    try await withThrowingTaskGroup(of: PartReport.self) { group in
      for part in SpacePart.all {
        group.addTask { try part.report() }
      }
      for try await report in group { total.add(report) }
    }
    let differing = total.differences.values.map(\.count).reduce(0, +)
    print(
      "reference: \(total.points) points, \(total.points - differing) agreed; \(total.rules.count) rules and "
        + "\(total.facts.count) facts decided some; \(ContinuousClock.now - start)")
    #expect(differing == 0, "\(total.told)")
    #expect(total.points > 300_000)

    let deciding = Rule.all.filter(\.decides)
    #expect(Set(deciding.map(\.id)).subtracting(total.rules).sorted() == [])
    #expect(Set(deciding.flatMap(\.facts)).subtracting(total.facts).sorted() == [])
  }
}

extension PartReport {
  /// The differences, the most frequent first, with a point or two of each.
  var told: String {
    differences.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(20)
      .map { difference, points in
        "\n\(points.count) × \(difference)" + points.prefix(2).map { "\n    \($0.words)" }.joined()
      }
      .joined()
  }
}

extension Reference.Point {
  /// What the point says that is not so of every access: `verb=push target=sibling`.
  var words: String {
    let plain = Mirror(reflecting: Reference.Point()).children.map { "\($0.value)" }
    return zip(Mirror(reflecting: self).children, plain)
      .filter { $0.label == "verb" || $0.label == "target" || "\($0.value)" != $1 }
      .map { child, _ in "\(child.label ?? "")=\(child.value)" }
      .joined(separator: " ").replacing("GuidanceTests.Reference.", with: "")
  }
}
