import Guidance
import ArgumentParser
import OutputFolder
import Preview
import SourceText

/// Previews the book of an organization in a browser.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Preview the book in a browser, and update it when the description changes.",
    discussion: """
      Prints the address, and writes nothing to disk. When the description, a file that it includes or a template \
      changes, it rebuilds the book and reloads open pages. Problems in the description appear on the pages and in the \
      terminal. Press Ctrl-C to stop it.
      """)

  @OptionGroup var deciding: DecidingOptions

  @Option(help: "The port to listen on; 0 uses any free port.")
  var port: UInt16 = 8080

  @Option(
    help: ArgumentHelp(
      "The address to listen on; other machines can reach any address but the default.", valueName: "address")
  )
  var host = "127.0.0.1"

  @OptionGroup var look: LookOptions

  @Option(
    help: ArgumentHelp(
      "Continue the decision records of the book in this folder, as `build` does: their numbers and accepted texts.",
      valueName: "dir"),
    completion: .directory)
  var history: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if deciding.input.file == "-" {
      throw ValidationError("A preview watches files, but standard input can be read only once.")
    }
  }

  func run() async throws {
    let console = common.console
    let server = try PreviewServer(host: host, port: port, ownFiles: try ownFiles(console), console)
    let making = PreviewMaking(
      file: deciding.input.file, asOf: deciding.asOf, today: try Today.named(console) ?? Today.ofClock,
      templates: look.templates, catalog: look.catalog.catalog, settings: look.fileSettings, history: history,
      classification: look.classification)
    try await server.run(following: making)
  }

  /// Script and style of the preview, and the style of the book.
  private func ownFiles(_ console: Console) throws -> [String: [UInt8]] {
    do throws(Refusal) {
      let folder = try ResourceFolder.find()
      return try Refusal.of { () throws(FileError) in
        var files = try FolderFiles.read("\(folder)/site/preview")
        files["tokenbook.css"] = try FileSystem.system.read("\(folder)/site/assets/tokenbook.css")
        return files
      }
    } catch {
      throw console.fail(error)
    }
  }
}
