import ArgumentParser
import Guidance

/// Prints the decision for every access.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print which credential each access should use.")

  @OptionGroup var deciding: DecidingOptions

  @OptionGroup var catalog: CatalogOptions

  @Option(help: "The output format; `json` follows the schema `decisions.schema.json`.")
  var format = OutputFormat.text

  @Flag(help: "Exit with 4 if an access has no permitted credential or an open question.")
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let decided = try deciding.decide(console, catalog)
    switch format {
    case .json:
      try console.write(
        String(decoding: DecisionsJSONRenderer().render(decided.decisions), as: UTF8.self))
    case .text:
      try console.write(shown: DecisionsTextRenderer(console.style(on: .output)).render(decided.decisions))
    }
    if strict { try decided.requireEveryAccessDecided(console) }
  }
}
