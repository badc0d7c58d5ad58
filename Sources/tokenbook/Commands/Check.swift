import ArgumentParser
import OrganizationModel
import SourceText

/// Says what is wrong with a description.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that is wrong with a description, with its place.")

  @OptionGroup var input: DescriptionOptions

  @Option(help: "How to print: text, or json for editors.")
  var format = OutputFormat.text

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let reading = input.read()
    switch format {
    case .json: try console.write(DiagnosticRenderer(files: reading.files).json(reading.diagnostics))
    case .text: try console.write(text(reading, console))
    }
    if reading.organization == nil { throw ExitCode.wrongInput }
  }

  private func text(_ reading: DescriptionReader.Reading, _ console: Console) -> String {
    let problems = console.text(of: reading.diagnostics, in: reading.files, on: .output)
    let summary = DiagnosticRenderer.summary(reading.diagnostics)
    if summary.isEmpty { return "\(input.file): no problems\n" }
    return problems + "\n\(summary)\n"
  }
}
