import ArgumentParser
import Importers
import OutputFolder
import SourceText

/// Writes a description from what another tool knows.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a description from something that exists.",
    discussion: "Sources:\n" + Importer.all.map { "  \($0.name)  \($0.abstract)" }.joined(separator: "\n"))

  @Argument(
    help: ArgumentHelp("What the files are of.", valueName: "source"),
    transform: { try Import.importer(named: $0) })
  var importer: Importer

  @Argument(help: "Files, and folders with files in them.", completion: .file())
  var paths: [String]

  @Option(help: "The organization to take, by its login, where there are several.")
  var organization: String?

  @Option(
    name: .shortAndLong, help: "The file to write; `-` is standard output.",
    completion: .file(extensions: ["yaml", "yml"]))
  var output = "-"

  @Flag(help: "Overwrite an existing file.")
  var force = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let files = try readFiles(console)
    let imported = importer.convert(files, organization)
    console.show(imported.diagnostics, in: files)
    if imported.diagnostics.hasErrors { throw ExitCode.wrongInput }
    let description = try choose(imported.descriptions, console)
    try NewFile(path: output, force: force).write(description.text, console)
    if output != "-" {
      console.note(
        "wrote `\(output)`; answer the questions in it (`#?`), then run `tokenbook check \(output)`")
    }
  }

  private func choose(_ found: [ImportedDescription], _ console: Console) throws -> ImportedDescription {
    let chosen = organization.map { name in
      found.filter { $0.organization.lowercased() == name.lowercased() }
    }
    if let only = (chosen ?? found).first, (chosen ?? found).count == 1 { return only }
    let names = found.map { "`\($0.organization)`" }.joined(separator: ", ")
    let message =
      organization.map { "there is no organization `\($0)`, only \(names)" }
      ?? "found several organizations: \(names)"
    console.show([
      Diagnostic("which-organization", .error, message, at: nil, help: "choose one with `--organization`")
    ])
    throw ExitCode.wrongInput
  }

  private static func importer(named name: String) throws -> Importer {
    if let importer = Importer.all.first(where: { $0.name == name }) { return importer }
    let names = Importer.all.map(\.name).joined(separator: ", ")
    throw ValidationError("there is no source '\(name)', only: \(names)")
  }
}

// MARK: - Files

extension Import {
  /// Reads every path; all that cannot be read are shown at once.
  private func readFiles(_ console: Console) throws -> SourceFiles {
    var (files, problems) = (SourceFiles(), [Diagnostic]())
    for path in paths.flatMap(expanded) {
      switch InputFiles.load(path) {
      case .success(let bytes): _ = files.add(SourceFile(path: path, bytes: bytes))
      case .failure(let failure):
        problems.append(
          Diagnostic("unreadable-file", .error, "cannot read `\(path)`: \(failure.words)", at: nil))
      }
    }
    console.show(problems)
    if problems.hasErrors { throw ExitCode.wrongInput }
    return files
  }

  /// A folder stands for the files below it that the importer reads, hidden ones apart, sorted.
  private func expanded(_ path: String) -> [String] {
    guard path != "-", InputFiles.isFolder(path) else { return [path] }
    let folder = path.last == "/" ? String(path.dropLast()) : path
    return (InputFiles.list(path) ?? []).filter { !$0.hasPrefix(".") }.sorted().flatMap { name in
      if name.hasSuffix("/") { return expanded("\(folder)/\(name.dropLast())") }
      return importer.fileEndings.contains(where: name.hasSuffix) ? ["\(folder)/\(name)"] : []
    }
  }
}
