import ArgumentParser
import OrganizationModel
import SourceText

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "When to use color. `NO_COLOR` also turns it off.")
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
  static let usualFile = "tokenbook.yaml"

  @Argument(
    help: "The description; `-` is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file = DescriptionOptions.usualFile

  /// - Parameter services: what is known of services.
  func read(_ services: KnownServices) -> DescriptionReader.Reading {
    DescriptionReader.read(
      file, InputFiles.loader, endpoints: Resources.endpoints, services: services.lookup)
  }
}

/// What the program knows of GitHub: its own catalog, and a folder of the user's in its place or beside it.
struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take the catalog's files from this folder where it has them, and its known actions too.",
      valueName: "dir"),
    completion: .directory)
  var catalog: String?
}

/// `@Option` is the command line's, not the option that a decision considers.
typealias Option<Value> = ArgumentParser.Option<Value>
