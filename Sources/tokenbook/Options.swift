import ArgumentParser
import OrganizationModel
import SourceText

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
