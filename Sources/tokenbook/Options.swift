import ArgumentParser
import Guidance
import OrganizationModel
import SourceText

/// Here an option is a flag with a value, not one of the kinds of credential that `Guidance` weighs.
typealias Option<Value> = ArgumentParser.Option<Value>

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never. `NO_COLOR` turns them off too.")
  var color = ColorChoice.auto

  var console: Console { Console(colorChoice: color) }
}

/// The form of a result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// The description that a command reads.
struct DescriptionOptions: ParsableArguments {
  @Argument(
    help: "The description; `-` is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "tokenbook.yaml"

  func read() -> DescriptionReader.Reading {
    DescriptionReader.read(file, InputFiles.loader)
  }

  /// The organization; shows every problem, and throws the exit status where one is an error.
  func organization(_ console: Console) throws -> Organization {
    let reading = read()
    console.show(reading.diagnostics, in: reading.files)
    guard let organization = reading.organization else { throw ExitCode.wrongInput }
    return organization
  }
}

/// The day that a description speaks of.
struct DayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Decide as of this day, `2026-11-22`; wins over `as_of`.", valueName: "date"))
  var asOf: Day?

  /// `--as-of`, else `as_of`, else `SOURCE_DATE_EPOCH`, else today.
  func day(for organization: Organization, _ console: Console) throws -> Day {
    try asOf ?? organization.asOf ?? Today.day(console)
  }
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }
}

/// How a command decides.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var day: DayOptions

  /// Reads and decides; shows every problem, and throws the exit status where one is an error.
  func decide(
    _ input: DescriptionOptions, _ console: Console
  ) throws -> (guide: Guide, decisions: OrganizationDecisions) {
    let reading = input.read()
    guard let organization = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    let guide = Guide(organization, day: try day.day(for: organization, console))
    let decisions = guide.decide()
    let problems = reading.diagnostics + decisions.findings
    console.show(problems, in: reading.files)
    if problems.contains(where: { $0.severity == .error }) { throw ExitCode.wrongInput }
    return (guide, decisions)
  }
}
