import ArgumentParser
import Guidance
import SourceText

/// Says why: of an access, a credential, a rule, a fact, a kind of credential, a question.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an access got its credential, or what a rule, fact or credential is about.",
    discussion:
      "Takes any id that any output prints: `prod#pull-package-web`, `packages-accept-app-tokens`, …")

  @Argument(help: "An id; quote one that has a `#` in it.")
  var id: String

  @OptionGroup var input: DescriptionOptions
  @OptionGroup var decision: DecisionOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let (guide, decisions) = try decision.decide(input, console)
    let renderer = ExplanationRenderer(
      decisions, guide, TextStyle(hasColor: console.hasColor(.output)))
    guard let text = renderer.explain(id) else {
      let nearest = renderer.nearest(to: id).map { "did you mean `\($0)`" }
      console.show([
        Diagnostic(
          "unknown-id", .error, "nothing is called `\(id)`", at: nil,
          help: nearest ?? "`tokenbook decide` prints the ids of accesses and credentials")
      ])
      throw ExitCode.wrongInput
    }
    try console.write(text)
  }
}
