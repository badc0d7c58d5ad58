import ArgumentParser
import Audit
import Guidance
import OrganizationModel
import SourceText

/// Explains anything that has an id.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why: considered options, what struck each, and what would change the answer.",
    discussion: """
      ID is any that an output prints: of an access (`web/ci#publish-package-web`), a credential, a rule, a \
      fact, a kind of credential, a question, a check of `tokenbook audit`. Rules, facts, kinds and checks are explained \
      without a description too.
      """)

  @Argument(help: "An id; quote one that has a `#` in it.")
  var id: String

  @OptionGroup var deciding: DecidingOptions

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let check = CheckExplanation(
      id, console.style(on: .output), knowing: try console.catalog(catalog))
    if let check, isWithoutDescription { return try console.write(shown: check.text) }
    let decided = try deciding.decide(reading(console), console)
    let renderer = ExplanationRenderer(decided.decisions, decided.guide, console.style(on: .output))
    if let explanation = renderer.explain(id) ?? check?.text { return try console.write(shown: explanation) }
    let nearest = NearestMatch(renderer.ids + AuditChecks.all.map(\.id)).match(id)
    let help = nearest.map { "did you mean `\($0)`?" } ?? "`tokenbook decide` prints the ids"
    console.show([Diagnostic("unknown-id", .error, "nothing has the id `\(id)`", at: nil, help: help)])
    throw ExitCode.wrongInput
  }

  /// Whether there is no description in the working directory, and none was asked for.
  private var isWithoutDescription: Bool {
    guard deciding.input.file == DescriptionOptions.usualFile,
      case .failure(.missing) = InputFiles.load(deciding.input.file)
    else { return false }
    return true
  }

  /// Without a description: an empty one.
  private func reading(_ console: Console) -> DescriptionReader.Reading {
    guard isWithoutDescription else { return deciding.input.read() }
    let file = deciding.input.file
    console.note("note: there is no `\(file)` here, only what every organization shares is explained")
    let empty = "tokenbook: 1\norganization: nobody\n"
    return DescriptionReader.read(SourceFile(path: file, bytes: Array(empty.utf8)))
  }
}
