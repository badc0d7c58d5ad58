import LocatedYAML
import OrganizationModel
import SourceText

/// A message that a failing credential shows, what it means and what to do: an entry of `catalog/failure-messages.yaml`.
package struct FailureMessage: Sendable {
  /// What was used when the message came.
  package enum Use: String, Sendable, CaseIterable {
    /// Packages through the job's own token.
    case jobPackages = "job-packages"
    /// Anything else through the job's own token.
    case job
    /// Packages through a token of an account.
    case packages
    case packagesWrite = "packages-write"
    case npm
    case classic
    case fineGrained = "fine-grained"
    case app, key
    case anyToken = "any-token"
    /// A secret that a job reads.
    case secret
    case kubernetes
    /// `gh` as the person who follows a runbook.
    case person
  }

  /// Where there is help: a part of the index of the runbooks, or the page of the fact.
  package enum Help: String, Sendable, CaseIterable {
    case plans = "planned-credentials"
    case packages = "packages-and-workflows"
    case accounts = "machine-users"
    case facts
  }

  /// The message; `ORG` stands for the organization that owns the target, here and in `fix`.
  package let text: String
  package let cause: String
  package let fix: String
  package let uses: Set<Use>
  package let help: Help
  /// The id of the fact that explains it.
  package let fact: String?

  private static let shape = Shape.list(
    .mapping(
      MappingShape(
        "a message",
        [
          .required("message", .text(.free), "The message, with `ORG` for the organization."),
          .required("with", .list(.choice(Use.self)), "The credentials and commands that lead to it."),
          .required("cause", .text(.free), "The cause."),
          .required("fix", .text(.free), "The fix."),
          KeyShape(
            "help", .choice(Help.self), "The place with help; by default `planned-credentials`."),
          KeyShape("fact", .text(.fact), "The fact that explains it."),
        ])))

  /// - Parameter facts: the ids of all facts; nil where they are not at hand, and are not asked for.
  static func read(
    _ file: SourceFile, as id: SourceFileID, facts: Set<String>?, _ diagnostics: inout [Diagnostic]
  ) -> [FailureMessage] {
    let records = RecordList.read(file, as: id, expecting: "messages", shape, &diagnostics)
    for entry in records {
      if let fact = entry["fact"], let facts { diagnostics += unknown(fact, among: facts) }
    }
    return records.map { FailureMessage($0) }
  }

  private static func unknown(_ fact: YAMLNode, among facts: Set<String>) -> [Diagnostic] {
    if facts.contains(fact.text) { return [] }
    let near = NearestMatch.match(fact.text, among: facts.sorted())
    return [
      Diagnostic(
        "unknown-fact", "found the unknown fact `\(fact.text)`", at: fact.range,
        help: near.map { "did you mean `\($0)`?" } ?? "see the list of facts in the book, in `guidance/facts`"
      )
    ]
  }

  private init(_ node: YAMLNode) {
    text = node["message"]?.text ?? ""
    cause = node["cause"]?.text ?? ""
    fix = node["fix"]?.text ?? ""
    uses = Set(node["with"]?.elements.compactMap { $0.choice(Use.self) } ?? [])
    help = node["help"]?.choice(Help.self) ?? .plans
    fact = node["fact"]?.text
  }
}
