import ArgumentParser
import Guidance
import OrganizationModel
import SourceText

/// The description that a command reads and decides, and the day that it decides for.
struct DecidingOptions: ParsableArguments {
  @OptionGroup var input: DescriptionOptions

  @Option(
    help: ArgumentHelp("Decide as of this date, such as `2026-11-22`; overrides `as_of`.", valueName: "date"))
  var asOf: Day?

  /// Reads and decides; shows every problem on standard error, and throws the exit status where one is an error.
  ///
  /// - Parameter catalog: where what is known of services may be the user's own.
  func decide(_ console: Console, _ catalog: CatalogOptions) throws -> Decided {
    let services = try KnownServices(catalog.catalog == nil ? nil : console.catalog(catalog))
    return try decide(input.read(services), services, console)
  }

  func decide(
    _ reading: DescriptionReader.Reading, _ services: KnownServices, _ console: Console
  ) throws -> Decided {
    try Decided(reading, asOf: asOf, services, console)
  }
}

/// What was decided, and by which guidance.
struct Decided {
  let guide: Guide
  /// The files of the description, as they were read.
  let files: SourceFiles
  let decisions: OrganizationDecisions

  /// Decides what was read; shows every problem on standard error, and throws the exit status where one is an error.
  init(
    _ reading: DescriptionReader.Reading, asOf: Day?, _ services: KnownServices, _ console: Console
  ) throws {
    guard let organization = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    files = reading.files
    // `--as-of`, else `as_of`, else `SOURCE_DATE_EPOCH`, else today.
    guide = Guide(
      organization, day: try asOf ?? organization.asOf ?? Today.day(console),
      services: services.records(for: organization))
    decisions = guide.decide()
    let problems = reading.diagnostics + decisions.findings
    console.show(problems, in: reading.files)
    if problems.hasErrors { throw ExitCode.wrongInput }
  }

  /// With `--strict`: throws where an access has no permitted credential or an open question.
  func requireEveryAccessDecided(_ console: Console) throws {
    let undecided =
      decisions.accesses.filter { $0.outcome != .decided }.map(\.id)
      + decisions.serviceAccesses.filter { $0.outcome != .decided }.map(\.id)
    if undecided.isEmpty { return }
    let ids = undecided.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    let more = undecided.count > 5 ? " and \(undecided.count - 5) more" : ""
    console.note(
      "\(undecided.count) of \(decisions.accesses.count + decisions.serviceAccesses.count) accesses aren't decided (`--strict`): \(ids)\(more)"
    )
    throw ExitCode.undecided
  }
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }
}
