import ArgumentParser
import Audit
import Guidance
import OrganizationModel
import SourceText

/// Explains anything that has an id.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain an id: the options, why each was ruled out, and what would change the decision.",
    discussion: """
      ID is any id that tokenbook prints, such as that of an access (`web/ci#publish-package-web`), credential, rule, \
      fact, kind of credential, question or check of `tokenbook audit`. Rules, facts, kinds and checks don't need a \
      description.
      """)

  @Argument(help: "The id; quote it if it contains `#`.")
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
    console.note("note: there is no `\(file)` here, so only ids that all organizations share are explained")
    let empty = "tokenbook: 1\norganization: nobody\n"
    return DescriptionReader.read(SourceFile(path: file, bytes: Array(empty.utf8)))
  }
}
