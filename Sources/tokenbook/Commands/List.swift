import ArgumentParser
import Audit
import Guidance
import OrganizationModel
import SourceText

/// Lists what has an id for all organizations.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the rules, facts, kinds of credential, verbs, services or checks, each with its id.",
    discussion: """
      Facts are those on github.com today. `SOURCE_DATE_EPOCH` sets another day. `tokenbook explain ID` explains a rule, \
      fact, kind, service or check.
      """)

  /// What can be listed.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case rules, facts, kinds, verbs, services, checks
  }

  @Argument(help: "What to list.")
  var subject: Subject

  @Option(help: "The output format; `json` follows the schema `list.schema.json`.")
  var format = OutputFormat.text

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let entries = try entries(console)
    switch format {
    case .text: try console.write(shown: text(entries, console.style(on: .output)))
    case .json: try console.write(json(entries))
    }
    if format == .text, subject != .verbs, let first = entries.first {
      console.next("`tokenbook explain \(first.id)`")
    }
  }

  /// One thing with an id.
  private struct Entry {
    let id: String
    let title: String
  }

  private func entries(_ console: Console) throws -> [Entry] {
    switch subject {
    case .rules: return Rule.all.map { Entry(id: $0.id, title: "\($0.effect.words): \($0.reason)") }
    case .facts: return facts(on: try Today.named(console) ?? Today.ofClock)
    case .kinds: return CredentialKind.allCases.map { Entry(id: $0.rawValue, title: $0.title) }
    case .verbs:
      return Verb.allCases.map {
        Entry(id: $0.word, title: "\($0.record.words) \($0.targetKind.phrase)")
      }
    case .services:
      return try console.catalog(catalog).services.all.map { Entry(id: $0.id, title: $0.title) }
    case .checks:
      return AuditChecks.all.map {
        Entry(id: $0.id, title: "\($0.description.severity.rawValue): \($0.description.title)")
      }
    }
  }

  /// The sentence of each fact that is true for an organization of which nothing is known.
  private func facts(on day: Day) -> [Entry] {
    let empty = SourceFile(path: "-", bytes: Array("tokenbook: 1\norganization: nobody\n".utf8))
    guard let organization = DescriptionReader.read(empty).organization else { return [] }
    return Fact.all.map { Entry(id: $0.id, title: FactReading($0, organization, day: day).title) }
  }

  private func text(_ entries: [Entry], _ style: TextStyle) -> String {
    let width = entries.map(\.id.utf8.count).max() ?? 0
    return entries.map { entry in
      let space = String(repeating: " ", count: width - entry.id.utf8.count + 2)
      return "\(style.bold(entry.id))\(space)\(entry.title)\n"
    }.joined()
  }

  /// `tokenbook.list/1`.
  private func json(_ entries: [Entry]) -> String {
    let objects = entries.map {
      "  {\"id\": \(JSONText.quoted($0.id)), \"title\": \(JSONText.quoted($0.title))}"
    }
    return """
      {
      "schema": "tokenbook.list/1",
      "list": "\(subject.rawValue)",
      "entries": [
      \(objects.joined(separator: ",\n"))]
      }

      """
  }
}

extension TargetKind {
  /// With its article: `a package`.
  fileprivate var phrase: String {
    switch self {
    case .package: "a package"
    case .repository: "a repository"
    case .organization: "the organization"
    }
  }
}
