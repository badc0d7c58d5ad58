import ArgumentParser
import Guidance
import OrganizationModel
import SourceText

/// Prints the decision for every access.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print which credential every access should use.")

  @OptionGroup var input: DescriptionOptions
  @OptionGroup var decision: DecisionOptions

  @Option(help: "How to print: text, or json as the schema `decisions.schema.json` has it.")
  var format = OutputFormat.text

  @Flag(help: "Exit with status 4 where an access has no permitted credential or an open question.")
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let decisions = try decision.decide(input, console).decisions
    switch format {
    case .json: try console.write(bytes: DecisionsJSONRenderer().render(decisions))
    case .text:
      try console.write(
        DecisionsTextRenderer(TextStyle(hasColor: console.hasColor(.output))).render(decisions))
    }
    if strict, decisions.accesses.contains(where: { $0.outcome != .decided }) { throw ExitCode.undecided }
  }
}
