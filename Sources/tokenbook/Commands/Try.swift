import ArgumentParser
import Guidance
import OrganizationModel
import OutputFolder
import SourceText

/// Shows what the program does, on an organization that nobody has to describe.
struct Try: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Write the description of a sample organization and its book into a new folder.",
    discussion: "Writes only to that folder, which must be new or empty. Needs no description and no token.")

  @Argument(help: "The folder to write to.", completion: .directory)
  var folder = "tokenbook-try"

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    try requireEmpty(console)
    let example = try read(console)
    try console.attempt { () throws(FileError) in
      for (path, bytes) in example { try put(bytes, at: "\(folder)/\(path)") }
    }
    let description = "\(folder)/\(DescriptionOptions.usualFile)"
    let services = KnownServices()
    let reading = DescriptionReader.read(
      description, InputFiles.loader, endpoints: Resources.endpoints, services: services.lookup)
    guard let organization = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    // Its warnings are examples too: `check` shows them.
    let decisions = Guide(
      organization, day: try organization.asOf ?? Today.day(console),
      services: services.records(for: organization)
    ).decide()
    try await build(decisions, console)
    let place = TerminalText.plain(folder)
    console.note(
      """
      wrote a sample organization: \(example.count) files in `\(place)`, and its book in `\(place)/book`
      Open `\(place)/book/index.html`, or read `\(place)/book/markdown/index.md`. Then try, in `\(place)`:
        tokenbook decide
        tokenbook audit checkouts --description tokenbook.yaml
      To describe your own organization, run `tokenbook init` in an empty folder.
      """)
  }

  private func requireEmpty(_ console: Console) throws {
    guard let names = InputFiles.list(folder) else {
      guard InputFiles.realPath(folder) == nil else { throw refused("is a file", console) }
      return
    }
    if !names.isEmpty { throw refused("is not empty", console) }
  }

  private func refused(_ words: String, _ console: Console) -> ExitCode {
    console.show([
      Diagnostic(
        "try-folder", .error, "`\(folder)` \(words), expected a new or empty folder", at: nil,
        help: "name another folder, such as `tokenbook try sample`")
    ])
    return .wrongInput
  }

  /// The files of the example that the program comes with, by path, in their order.
  private func read(_ console: Console) throws -> [(String, [UInt8])] {
    do throws(Refusal) {
      let resources = try ResourceFolder.find()
      return try Refusal.of { () throws(FileError) in
        try FolderFiles.read("\(resources)/site/example", hidden: true).sorted { $0.key < $1.key }
      }
    } catch {
      throw console.fail(error)
    }
  }

  private func put(_ bytes: [UInt8], at path: String) throws(FileError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.pathParts.dropLast() {
      made += "/\(part)"
      if !InputFiles.isFolder(made) { try FileSystem.system.makeFolder(made, nil) }
    }
    try FileSystem.system.create(path, bytes, true)
  }

  private func build(_ decisions: OrganizationDecisions, _ console: Console) async throws {
    let book = BookFolder(at: "\(folder)/book")
    let lock = try console.attempt { () throws(FileError) in try book.lock() }
    let made = try await BookMaking(templates: nil).make(decisions, console)
    let writing = try console.attempt { () throws(FileError) in
      try book.write(made.book, notes: [:], force: false, holding: lock)
    }
    switch writing {
    case .done: return
    case .refused(let diagnostics):
      console.show(diagnostics)
      throw ExitCode.wrongInput
    }
  }
}
