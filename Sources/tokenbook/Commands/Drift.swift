import ArgumentParser
import Differences
import Exposure
import Guidance
import Importers
import OrganizationModel
import OutputFolder
import SourceText

/// Compares what GitHub has with a description.
struct Drift: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what GitHub has and the description doesn't, and the other way round.",
    discussion: """
      DUMP is the folder that the script of `tokenbook import github --plan` wrote. Nothing is written. Exit status: 0 they \
      agree, 3 they differ.
      """)

  /// The form of the result.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The folder with GitHub's answers, or its files.", completion: .directory)
  var dump: [String]

  @Option(
    help: ArgumentHelp("The description to compare with.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var description = DescriptionOptions.usualFile

  @Option(help: "The output format.")
  var format = Form.text

  @Option(
    help: ArgumentHelp("Decide as of this date, such as `2026-11-22`; overrides `as_of`.", valueName: "date"))
  var asOf: Day?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let services = KnownServices()
    let reading = DescriptionReader.read(
      description, InputFiles.loader, endpoints: Resources.endpoints, services: services.lookup)
    let before = try Decided(reading, asOf: asOf, services, console)
    let files = try DumpFiles.read(dump, console)
    let drift = GitHubDrift(files, reading.files, before.decisions.organization)
    console.show(drift.diagnostics, in: files)
    if drift.diagnostics.hasErrors { throw ExitCode.wrongInput }
    let after = try decide(with: drift, on: before.decisions.day, services, console)
    let difference = OrganizationDifference(
      from: DecisionIndex(before.decisions), to: DecisionIndex(after))
    let renderer = DifferenceRenderer(difference, organization: after.organization.name.text)
    switch format {
    case .text:
      try console.write(shown: text(drift, renderer, isSame: difference.isEmpty, console.style(on: .output)))
    case .json: try console.write(bytes: json(drift, renderer))
    }
    let isSame = drift.new.isEmpty && drift.different.isEmpty && drift.gone.isEmpty
    if !isSame { throw ExitCode.stale }
  }

  /// The decisions with what is new.
  private func decide(
    with drift: GitHubDrift, on day: Day, _ services: KnownServices, _ console: Console
  ) throws -> OrganizationDecisions {
    let changed = Dictionary(drift.texts.map { ($0.path, Array($0.text.utf8)) }, uniquingKeysWith: { $1 })
    let loader = FileLoader(
      load: { changed[$0].map { .success($0) } ?? InputFiles.loadRegular($0) }, list: InputFiles.list,
      realPath: InputFiles.realPath)
    let reading = DescriptionReader.read(
      description, loader, endpoints: Resources.endpoints, services: services.lookup)
    guard let organization = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    return Guide(organization, day: day, services: services.records(for: organization)).decide()
  }

  private func text(
    _ drift: GitHubDrift, _ renderer: DifferenceRenderer, isSame: Bool, _ style: TextStyle
  ) -> String {
    let parts = [
      ("Only on GitHub", drift.new), ("Different on GitHub", drift.different),
      ("Only in the description", drift.gone), ("Questions", drift.questions),
    ].filter { !$0.1.isEmpty }
    if parts.isEmpty { return "GitHub and the description agree\n" }
    let lists = parts.map { title, lines in style.bold(title) + "\n" + lines.map { "  \($0)\n" }.joined() }
    return lists.joined(separator: "\n") + (isSame ? "" : "\n" + renderer.text(style))
  }

  /// `tokenbook.drift/1`, the same input in the same bytes.
  private func json(_ drift: GitHubDrift, _ renderer: DifferenceRenderer) -> [UInt8] {
    let document: JSONValue = [
      "schema": .text("tokenbook.drift/1"), "only_on_github": JSONValue(drift.new),
      "different": JSONValue(drift.different), "only_in_description": JSONValue(drift.gone),
      "questions": JSONValue(drift.questions), "difference": JSONReader.value(renderer.json) ?? .null,
    ]
    return JSONWriter.bytes(document) + Array("\n".utf8)
  }
}

/// The files of a dump.
private enum DumpFiles {
  static func read(_ paths: [String], _ console: Console) throws -> SourceFiles {
    var files = SourceFiles()
    var problems: [Diagnostic] = []
    for path in paths {
      let isFolder = path != "-" && InputFiles.isFolder(path)
      let all =
        try isFolder
        ? console.attempt { () throws(FileError) in
          try FolderWalk.files(below: path) { $0.hasSuffix(bytesOf: ".jsonl") }
        }
        : [path]
      for path in all {
        switch InputFiles.load(path) {
        case .success(let bytes): _ = files.add(SourceFile(path: path, bytes: bytes))
        case .failure(let failure):
          problems.append(
            Diagnostic("unreadable-file", .error, "can't read `\(path)`: \(failure.words)", at: nil))
        }
      }
    }
    console.show(problems)
    if problems.hasErrors { throw ExitCode.wrongInput }
    return files
  }
}
