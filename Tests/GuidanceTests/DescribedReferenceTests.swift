import Guidance
import OrganizationModel
import SourceText
import Testing

/// Numbers that look random and are the same in each run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { self.state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// A point with the part of the space that it is of.
struct SampledPoint: Sendable {
  var part: SpacePart
  var point: Reference.Point
}

extension SpacePart {
  /// About as many points as asked for, from each part alike, in an order that looks random.
  static func sample(_ wanted: Int, seed: UInt64) -> [SampledPoint] {
    var numbers = SeededNumbers(seed: seed)
    let each = max(1, wanted / all.count)
    let picked = all.flatMap { part in
      (0..<each).compactMap { _ -> SampledPoint? in
        guard let need = part.needs.randomElement(using: &numbers),
          let policy = part.policies.randomElement(using: &numbers)
        else { return nil }
        return SampledPoint(part: part, point: policy.point(of: need))
      }
    }
    return picked.shuffled(using: &numbers)
  }
}

@Suite("The reference procedure, through descriptions")
struct DescribedReferenceTests {
  @Test func agreesOnPointsThatAreWrittenAsText() throws {
    let sample = SpacePart.sample(4000, seed: 3).filter(\.point.isDescribable)
    var differences: [String: [String]] = [:]
    for (number, sampled) in sample.enumerated() {
      let text = try text(of: sampled, number: number)
      let decision = try decide(text, sampled.point.access)
      let ours = Reference.Outcome(decision)
      let theirs = Reference.decide(sampled.point)
      if ours != theirs {
        differences["engine \(ours.words), reference \(theirs.words)", default: []].append(
          "\(sampled.point.words)\n\(text)")
      }
    }
    let differing = differences.values.map(\.count).reduce(0, +)
    print("reference, through descriptions: \(sample.count) points, \(sample.count - differing) agreed")
    let told = differences.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(20)
      .map { "\n\($0.value.count) × \($0.key)\n\($0.value[0])" }.joined()
    #expect(differing == 0, "\(told)")
    #expect(sample.count > 2000)
  }

  @Test func theSameInputGivesTheSameBytesInWhateverOrderTheRulesAre() throws {
    var numbers = SeededNumbers(seed: 23)
    let sample = SpacePart.sample(300, seed: 29).filter(\.point.isDescribable)
    for (number, sampled) in sample.enumerated() {
      let organization = try organization(try text(of: sampled, number: number))
      let day = try #require(organization.asOf)
      let first = DecisionsJSONRenderer().render(Guide(organization, day: day).decide())
      let again = Guide(organization, day: day, rules: Rule.all.shuffled(using: &numbers)).decide()
      #expect(DecisionsJSONRenderer().render(again) == first, "\(sampled.point.words)")
    }
  }

  private static let consumers = [
    "kubernetes", "jenkins", "gitlab", "ci", "host", "other",
  ]

  /// A kind that runs nowhere of its own is tried as all others.
  @Test func everyKindOfConsumerIsTried() {
    let places = Reference.Place.allCases.map(\.rawValue)
    #expect(
      Set(Consumer.Kind.allCases.map(\.rawValue))
        == Set(Self.consumers + ["dependabot", "codespaces", "actions"]))
    #expect(Set(["dependabot", "codespaces", "actions"]).isSubset(of: places))
  }

  private func text(of sampled: SampledPoint, number: Int) throws -> String {
    var fact: (String, Bool)?
    if let turned = sampled.point.turned {
      let version = try sampled.point.situation().version
      fact = (turned.fact, try sampled.part.sheet().holds(turned.fact, version: version) ?? false)
    }
    return sampled.point.description(
      consumer: Self.consumers[number % Self.consumers.count], bansByDay: number % 3 == 0, fact: fact)
  }

  private func organization(_ text: String) throws -> Organization {
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let errors = reading.diagnostics.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(errors.map(\.message)) in:\n\(text)")
    return try #require(reading.organization)
  }

  private func decide(_ text: String, _ access: String) throws -> Decision {
    let organization = try organization(text)
    let day = try #require(organization.asOf)
    return try #require(Guide(organization, day: day).decide().decision(AccessID(access)), "\(text)")
  }
}

extension Reference.Outcome {
  init(_ decision: Decision) {
    switch decision.outcome {
    case .open: self = .open
    case .impossible: self = .impossible
    case .decided:
      self = .decided(
        kind: decision.credential?.kind.rawValue ?? "", scopes: decision.credential?.scopes ?? [],
        permissions: (decision.credential?.permissions ?? [:]).mapValues(\.rawValue))
    }
  }
}
