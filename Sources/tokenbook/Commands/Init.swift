import ArgumentParser
import OrganizationModel
import OutputFolder
import SourceText

/// Writes a commented starter description.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented starter description.",
    discussion: "An existing file stays as it is unless `--force` is given.")

  @Argument(
    help: "The file to write; `-` is standard output.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "tokenbook.yaml"

  @Option(help: "The login of the organization.")
  var organization = "acme"

  @Flag(help: "Overwrite an existing file.")
  var force = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try NewFile(path: file, force: force).write(Starter.text(organization: organization), common.console)
    if file != "-" {
      common.console.note(
        "wrote `\(file)`; edit it, then run `tokenbook check\(file == "tokenbook.yaml" ? "" : " \(file)")`")
    }
  }
}

/// A file that a command makes for a person, never over another one unasked.
struct NewFile {
  /// `-` is standard output.
  let path: String
  let force: Bool

  func write(_ text: String, _ console: Console) throws {
    if path == "-" { return try console.write(text) }
    do throws(FileError) {
      let files = FileSystem.system
      if try files.kind(path) != .missing && !force { throw FileError("write", path, code: FileError.exists) }
      let draft = path + ".tokenbook-new"
      if try files.kind(draft) == .file { try files.removeFile(draft) }
      try files.create(draft, Array(text.utf8), true)
      try files.move(draft, path)
    } catch {
      throw console.fail(error)
    }
  }
}
