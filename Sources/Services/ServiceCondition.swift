package import OrganizationModel
import SourceText

/// What a condition of a record can look at: a closed list.
package enum ServiceSubject: Hashable, Sendable, Comparable {
  /// `actions`, or the kind of a consumer.
  case consumer
  /// `hosted` or `own`; `none` outside Actions.
  case runner
  /// Whether its job is in a called workflow.
  case called
  /// Whether pull requests start it.
  case pullRequests
  /// Whether pull requests from forks start it.
  case forks
  case dependabot
  /// The visibility of the workflow's repository; `none` for a consumer.
  case visibility
  /// Whether the workflow's repository was made before the day.
  case olderThan(Day)
  /// Whether the job has an environment.
  case environment
  /// The product of GitHub.
  case platform
  /// Whether the target is there yet: `true` or `false`.
  case target
  /// The name of the need.
  case need
  /// Whether the description has an account that was made for automation.
  case account
  /// What the description says of the service: a key of its `asks`.
  case asked(String)

  private var order: (Int, String) {
    switch self {
    case .consumer: (0, "")
    case .runner: (1, "")
    case .called: (2, "")
    case .pullRequests: (3, "")
    case .forks: (4, "")
    case .dependabot: (5, "")
    case .visibility: (6, "")
    case .olderThan(let day): (7, day.description)
    case .environment: (8, "")
    case .platform: (9, "")
    case .target: (10, "")
    case .need: (11, "")
    case .account: (12, "")
    case .asked(let key): (13, key)
    }
  }

  package static func < (left: ServiceSubject, right: ServiceSubject) -> Bool { left.order < right.order }

  static let booleans = ["true", "false"]
  /// Where GitHub runs a job that can show its identity.
  package static let actions = "actions"
  /// Whatever else asks.
  package static let outside = Consumer.Kind.allCases.map(\.rawValue).filter { $0 != actions }

  /// Everything that it can turn out to be.
  package func domain(in record: ServiceRecord) -> [String] {
    switch self {
    case .consumer: [Self.actions] + Self.outside
    case .runner: ["hosted", "own", "none"]
    case .visibility: Visibility.allCases.map(\.rawValue) + ["none"]
    case .platform: Platform.Product.allCases.map(\.rawValue)
    case .need: record.needs.map(\.name)
    case .called, .pullRequests, .forks, .dependabot, .olderThan, .environment, .target, .account:
      Self.booleans
    case .asked(let key):
      record.ask(key).map { $0.words.isEmpty ? ["given", "missing"] : $0.words } ?? []
    }
  }
}

/// Something that is so, is not so, or is unknown of one access.
package struct ServiceCircumstance: Hashable, Sendable {
  package let subject: ServiceSubject
  /// It is so where the subject is one of these.
  package let values: [String]
  /// As the record writes it, `runner is own`.
  package let words: String
}

/// When a strike or a remark of a record applies: all of `when`, and none of `unless`.
package struct ServiceCondition: Hashable, Sendable {
  package enum Atom: Hashable, Sendable {
    /// The id of a fact that holds.
    case fact(String)
    case circumstance(ServiceCircumstance)
  }

  package let when: [Atom]
  package let unless: [Atom]

  package static let always = ServiceCondition(when: [], unless: [])

  package init(when: [Atom], unless: [Atom]) {
    (self.when, self.unless) = (when, unless)
  }

  package var isAlways: Bool { when.isEmpty && unless.isEmpty }

  /// The facts that it names, in order.
  package var facts: [String] {
    (when + unless).compactMap { if case .fact(let id) = $0 { id } else { nil } }
  }

  package var circumstances: [ServiceCircumstance] {
    (when + unless).compactMap { if case .circumstance(let one) = $0 { one } else { nil } }
  }

  /// `runner is own, unless the fact npm-… is true`: as a clause.
  package var words: String {
    let wanted = when.map(\.words).joined(separator: ", and ")
    let exempt = unless.map(\.words).joined(separator: ", or ")
    if exempt.isEmpty { return wanted.isEmpty ? "always" : wanted }
    return wanted.isEmpty ? "unless \(exempt)" : "\(wanted), unless \(exempt)"
  }
}

extension ServiceCondition.Atom {
  fileprivate var words: String {
    switch self {
    case .fact(let id): "the fact `\(id)` is true"
    case .circumstance(let circumstance): circumstance.words
    }
  }
}

/// Reads the conditions of records: `runner is own`, `fact npm-takes-job-identity`.
struct ServiceConditionParser {
  /// Of the record: what it asks, by key.
  let asks: [String: ServiceAsk]
  let needs: [String]
  let facts: Set<String>

  /// The circumstances that every record may name, each in one spelling.
  private static let fixed: [(words: String, subject: ServiceSubject, values: [String])] = [
    ("consumer is actions", .consumer, [ServiceSubject.actions]),
    ("consumer is outside actions", .consumer, ServiceSubject.outside),
    ("runner is hosted", .runner, ["hosted"]), ("runner is own", .runner, ["own"]),
    ("workflow is called", .called, ["true"]),
    ("event is pull request", .pullRequests, ["true"]),
    ("event is pull request from a fork", .forks, ["true"]),
    ("runs for dependabot", .dependabot, ["true"]),
    ("environment is given", .environment, ["true"]),
    ("target exists", .target, ["true"]), ("target is new", .target, ["false"]),
    ("account is described", .account, ["true"]),
  ]

  /// What a problem with a condition is about.
  struct Problem: Error {
    let message: String
    let help: String
  }

  func parse(_ text: String) -> Result<ServiceCondition.Atom, Problem> {
    if let fixed = Self.fixed.first(where: { $0.words == text }) {
      return .success(
        .circumstance(ServiceCircumstance(subject: fixed.subject, values: fixed.values, words: text)))
    }
    let words = text.split(separator: " ").map(String.init)
    if words.count == 2, words[0] == "fact" { return fact(words[1]) }
    if text.hasPrefix("repository is older than "), let day = words.last.flatMap({ Day($0) }) {
      return .success(
        .circumstance(ServiceCircumstance(subject: .olderThan(day), values: ["true"], words: text)))
    }
    guard let split = text.firstRange(of: " is ") else { return .failure(unknown(text)) }
    let subject = String(text[..<split.lowerBound])
    return choice(subject, String(text[split.upperBound...]), text)
  }

  private func fact(_ id: String) -> Result<ServiceCondition.Atom, Problem> {
    if facts.contains(id) { return .success(.fact(id)) }
    let near = NearestMatch.match(id, among: facts.sorted())
    return .failure(
      Problem(
        message: "found the unknown fact `\(id)`",
        help: near.map { "did you mean `\($0)`?" } ?? "write it under `facts` of this record"))
  }

  /// `repository is private or internal`.
  private func choice(
    _ name: String, _ values: String, _ text: String
  ) -> Result<ServiceCondition.Atom, Problem> {
    let subject: ServiceSubject
    let domain: [String]
    switch name {
    case "consumer": (subject, domain) = (.consumer, ServiceSubject.outside)
    case "repository": (subject, domain) = (.visibility, Visibility.allCases.map(\.rawValue))
    case "platform": (subject, domain) = (.platform, Platform.Product.allCases.map(\.rawValue))
    case "need": (subject, domain) = (.need, needs)
    default:
      guard let ask = asks[name] else { return .failure(unknown(text)) }
      (subject, domain) = (.asked(name), ask.words.isEmpty ? ["given"] : ask.words)
    }
    let chosen = Self.parts(of: values)
    for value in chosen where !domain.contains(value) {
      let near = NearestMatch.match(value, among: domain)
      return .failure(
        Problem(
          message: "found `\(value)` in the condition `\(text)`, expected \(Self.list(domain))",
          help: near.map { "did you mean `\($0)`?" } ?? "write one of these"))
    }
    return .success(.circumstance(ServiceCircumstance(subject: subject, values: chosen, words: text)))
  }

  private static func parts(of values: String) -> [String] {
    var parts: [String] = []
    var rest = values[...]
    while let range = rest.firstRange(of: " or ") {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  private func unknown(_ text: String) -> Problem {
    let known =
      Self.fixed.map(\.words) + facts.sorted().map { "fact \($0)" } + needs.map { "need is \($0)" }
      + Visibility.allCases.map { "repository is \($0.rawValue)" }
      + asks.keys.sorted().map { "\($0) is given" }
    let near = NearestMatch.match(text, among: known)
    return Problem(
      message: "found the unknown condition `\(text)`",
      help: near.map { "did you mean `\($0)`?" }
        ?? "use `fact ID`, a circumstance of catalog/README.md, or `KEY is VALUE` for a key of `asks`")
  }

  private static func list(_ words: [String]) -> String {
    words.map { "`\($0)`" }.joined(separator: ", ")
  }
}
