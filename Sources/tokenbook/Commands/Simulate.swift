import ArgumentParser
import Differences
import Documents
import Exposure
import Guidance
import OrganizationModel
import SourceText

/// Says what would follow if one thing happened.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what stops, what is exposed and what to do if something happens.",
    discussion: """
      It reads only the description, and changes no file. Things that the description doesn't name may stop too. \
      Exit status: 0 nothing that it names stops or changes, 3 something does.
      """,
    subcommands: [
      SimulateLeave.self, SimulateLeak.self, SimulateExpire.self, SimulatePolicy.self, SimulateDay.self,
    ])
}

/// What every simulation takes.
struct SimulationOptions: ParsableArguments {
  @OptionGroup var deciding: DecidingOptions

  @Option(help: "The output format; `markdown` is the body of a comment on a pull request.")
  var format = Diff.Form.text

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  /// The decisions of today.
  func decide() throws -> Decided { try deciding.decide(common.console, catalog) }

  /// The same organization changed, or on another day.
  func decide(_ organization: Organization, on day: Day) throws -> DecisionIndex {
    let services = try KnownServices(catalog.catalog == nil ? nil : common.console.catalog(catalog))
    return DecisionIndex(
      Guide(organization, day: day, services: services.records(for: organization)).decide())
  }

  /// Prints a simulation, and throws the exit status where something stops or changes.
  ///
  /// - Parameter later: the decisions whose book has the pages; nil for the same.
  func show(_ simulation: Simulation, _ index: DecisionIndex, pagesOf later: DecisionIndex? = nil) throws {
    let console = common.console
    let addresses = BookAddresses(later ?? index)
    let renderer = SimulationRenderer(simulation, index) { addresses.address(of: $0) }
    switch format {
    case .text: try console.write(shown: renderer.text(console.style(on: .output)))
    case .markdown: try console.write(renderer.markdown)
    case .json: try console.write(bytes: renderer.json)
    }
    if format == .text {
      console.next("`tokenbook build` writes the pages; their addresses are in its folder")
    }
    if !simulation.isEmpty { throw ExitCode.stale }
  }

  /// Shows that the description has nothing of a name, with the nearest one that it has.
  func missing(_ kind: String, _ name: String, among names: [Name], help: String? = nil) -> ExitCode {
    let nearest = NearestMatch(names.map(\.text)).match(name)
    let help = help ?? nearest.map { "did you mean `\($0)`?" }
    common.console.show([
      Diagnostic(
        "unknown-\(kind)", .error, "`\(deciding.input.file)` has no \(kind) `\(name)`", at: nil, help: help)
    ])
    return .wrongInput
  }

  /// The credential of a name that exists.
  func credential(_ text: String, _ index: DecisionIndex) throws -> Name {
    let names = index.decisions.existing.map(\.credential.name)
    if let name = names.first(where: { $0 == Name(text) }) { return name }
    if let plan = index.plan(text) {
      if let name = plan.existing { return name }
      throw missing("credential", text, among: [], help: "it is planned, and nobody has created it yet")
    }
    throw missing("credential", text, among: names)
  }
}

/// A person or a machine user leaves.
struct SimulateLeave: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "A person or a machine user leaves.",
    discussion: "The day is `leaves_on` of the description, or else the day that is decided for.")

  @Argument(help: "The login.")
  var person: String

  @OptionGroup var options: SimulationOptions

  func run() throws {
    let index = DecisionIndex(try options.decide().decisions)
    let accounts = index.knownAccounts
    guard let account = accounts.first(where: { $0 == Name(person) }) else {
      let isTeam = index.organization.teams[Name(person)] != nil
      throw options.missing(
        "person", person, among: accounts, help: isTeam ? "it is a team; name one of its people" : nil)
    }
    try options.show(.departure(of: account, index), index)
  }
}

/// Somebody has the value of a credential.
struct SimulateLeak: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leak", abstract: "Someone has the value of a credential.")

  @Argument(help: "The name of the credential in the description.")
  var credential: String

  @OptionGroup var options: SimulationOptions

  func run() throws {
    let index = DecisionIndex(try options.decide().decisions)
    guard let simulation = Simulation.leak(of: try options.credential(credential, index), index) else {
      throw options.missing("credential", credential, among: [])
    }
    try options.show(simulation, index)
  }
}

/// A credential no longer works.
struct SimulateExpire: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expire", abstract: "A credential expires.")

  @Argument(help: "The name of the credential in the description.")
  var credential: String

  @Option(
    help: ArgumentHelp(
      "The day, such as `2026-11-22`; without it, that of the description, or the day that is decided for.",
      valueName: "date"))
  var on: Day?

  @OptionGroup var options: SimulationOptions

  func run() throws {
    let index = DecisionIndex(try options.decide().decisions)
    let name = try options.credential(credential, index)
    guard let simulation = Simulation.expiry(of: name, on: on, index) else {
      throw options.missing("credential", credential, among: [])
    }
    try options.show(simulation, index)
  }
}

/// The organization has another policy.
struct SimulatePolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "A value of `policy` is another one.",
    discussion: "For example `deploy_keys=forbidden` or `classic_pats='{forbidden_from: 2027-01-01}'`.")

  @Argument(help: ArgumentHelp("The key below `policy` and its value.", valueName: "key=value"))
  var setting: String

  @OptionGroup var options: SimulationOptions

  func run() throws {
    let reading = PolicySetting.read(setting)
    guard let setting = reading.setting else {
      options.common.console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    let before = DecisionIndex(try options.decide().decisions)
    let after = try options.decide(
      setting.applied(to: before.organization), on: before.decisions.day)
    try options.show(.policy(setting, from: before, to: after), before, pagesOf: after)
  }
}

/// Time passes.
struct SimulateDay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "on", abstract: "A later day comes, and nobody does anything until then.")

  @Argument(help: ArgumentHelp("The day, such as `2026-11-22`.", valueName: "date"))
  var day: Day

  @OptionGroup var options: SimulationOptions

  func run() throws {
    let before = DecisionIndex(try options.decide().decisions)
    guard day >= before.decisions.day else {
      options.common.console.show([
        Diagnostic(
          "earlier-day", .error, "found \(day), expected \(before.decisions.day) or later", at: nil,
          help: "`--as-of` sets the day to start from")
      ])
      throw ExitCode.wrongInput
    }
    try options.show(.passing(from: before, to: try options.decide(before.organization, on: day)), before)
  }
}
