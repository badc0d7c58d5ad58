import ArgumentParser
import Audit
import Guidance
import OrganizationModel
import SourceText

/// Says what is wrong with a description.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report every problem in a description, with its location.")

  @OptionGroup var input: DescriptionOptions

  @OptionGroup var catalog: CatalogOptions

  @Option(help: "The output format; `json` is for editors.")
  var format = OutputFormat.text

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let services = try KnownServices(catalog.catalog == nil ? nil : console.catalog(catalog))
    let reading = input.read(services)
    let problems =
      try reading.diagnostics + (reading.organization.map(AuditChecks.problems) ?? [])
      + limits(reading, services, console)
    switch format {
    case .json: try console.write(DiagnosticRenderer(files: reading.files).json(problems))
    case .text: try console.write(text(problems, reading.files, console))
    }
    if problems.hasErrors { throw ExitCode.wrongInput }
  }

  /// Plans over a number of GitHub's; of a description without errors.
  private func limits(
    _ reading: DescriptionReader.Reading, _ services: KnownServices, _ console: Console
  ) throws -> [Diagnostic] {
    guard let organization = reading.organization, !reading.diagnostics.hasErrors else { return [] }
    let day = try organization.asOf ?? Today.named(console) ?? Today.ofClock
    return Guide(organization, day: day, services: services.records(for: organization)).decide().findings
      .filter(\.isOverLimit)
  }

  private func text(_ problems: [Diagnostic], _ files: SourceFiles, _ console: Console) -> String {
    let shown = console.text(of: problems, in: files, on: .output)
    let summary = DiagnosticRenderer.summary(problems)
    if summary.isEmpty { return "\(input.file): no problems\n" }
    return shown + "\n\(summary)\n"
  }
}
