import ArgumentParser
import OutputFolder
import Pages
import Publishing
import SourceText

/// Writes a folder of Markdown files as a site; `make site` makes the project's own with it.
struct Site: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a folder of Markdown files as a site in the design of the book.")

  @Argument(help: "The folder; `index.md` in it becomes the front page.", completion: .directory)
  var content: String

  @Option(name: .shortAndLong, help: "The output folder.", completion: .directory)
  var output: String

  @Option(help: "The title of the site.")
  var title = "Tokenbook"

  @Option(help: ArgumentHelp("A folder with a book in the output folder, to link to.", valueName: "name"))
  var book: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let folder = BookFolder(at: output)
    let lock = try console.attempt { () throws(FileError) in try folder.lock() }
    let files = try await make(console)
    let writing = try console.attempt { () throws(FileError) in
      try folder.write(files, notes: [:], force: false, holding: lock)
    }
    switch writing {
    case .refused(let diagnostics):
      console.show(diagnostics)
      throw ExitCode.wrongInput
    case .done(let outcome):
      console.note("\(output): \(outcome.written) files written")
      console.next("open `\(output)/index.html`")
    }
  }

  private func make(_ console: Console) async throws -> BookFiles {
    do throws(Refusal) {
      let resources = try Resources.load()
      let contents = try Refusal.of { () throws(FileError) in try FolderFiles.read(content) }
      let templates = try BookMaking(templates: nil).library(resources.templates)
      let site = GuideSite(
        templates: templates, assets: resources.assets,
        synonyms: try Resources.catalog(own: nil).searchSynonyms)
      let texts = contents.mapValues { String(decoding: $0, as: UTF8.self) }
      let beside = book.map { [PageLink("Example book", BookPath(folder: $0, "index"))] } ?? []
      let rendered = await site.render(texts, title: title, beside: beside)
      if rendered.diagnostics.hasErrors { throw Refusal(rendered.diagnostics) }
      switch BookFiles.check(rendered.files) {
      case .accepted(let files): return files
      case .refused(let diagnostics): throw Refusal(diagnostics)
      }
    } catch {
      throw console.fail(error)
    }
  }
}
