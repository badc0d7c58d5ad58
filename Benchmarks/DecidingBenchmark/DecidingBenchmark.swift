import Guidance
import OrganizationModel
import SourceText

/// How long deciding takes beside merely reading the same description, both in memory, in turn.
///
/// `swift run -c release DecidingBenchmark [REPOSITORIES]`: prints accesses a second and the ratio of the medians.
@main
struct DecidingBenchmark {
  static func main() {
    let repositories = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50_000
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(description(repositories).utf8))
    var reading: [Double] = []
    var deciding: [Double] = []
    var accesses = 0
    for _ in 0..<3 {
      let read = timed { DescriptionReader.read(file) }
      guard let organization = read.value.organization, let day = organization.asOf else { return }
      let decided = timed { Guide(organization, day: day).decide() }
      accesses = decided.value.accesses.count
      reading.append(read.seconds)
      deciding.append(decided.seconds)
    }
    let (read, decide) = (reading.sorted()[1], deciding.sorted()[1])
    print("repositories \(repositories), accesses \(accesses), description \(file.bytes.count) bytes")
    print("read    \(rounded(read)) s")
    print("decide  \(rounded(decide)) s, \(Int(Double(accesses) / decide)) accesses a second")
    print("decide / read  \(rounded(decide / read))")
  }

  /// Each repository publishes its package, pulls another's, clones one repository and opens pull requests in another.
  private static func description(_ count: Int) -> String {
    var text = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: team}
      policy: {deploy_keys: allowed, base_permission: none}
      repositories:

      """
    for index in 0..<count {
      let needs = [
        "publish package pkg-\(index)", "pull package pkg-\((index + 1) % count)",
        "clone repository repo-\((index + 7) % count)",
        "open-pull-request repository repo-\((index + 3) % count)",
      ]
      text +=
        "  repo-\(index): {visibility: private, workflows: {ci: {needs: [\(needs.joined(separator: ", "))]}}}\n"
    }
    text += "packages:\n"
    for index in 0..<count {
      text += "  pkg-\(index): {registry: container, repository: repo-\(index), visibility: private}\n"
    }
    return text
  }

  private static func timed<Value>(_ work: () -> Value) -> (value: Value, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = work()
    let spent = (clock.now - start).components
    return (value, Double(spent.seconds) + Double(spent.attoseconds) / 1e18)
  }

  private static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
  }
}
