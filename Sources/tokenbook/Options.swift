import ArgumentParser
import OrganizationModel

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

/// The day that a description speaks of.
struct DayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Decide as of this day, `2026-11-22`; wins over `as_of`.", valueName: "date"))
  var asOf: Day?
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }
}
