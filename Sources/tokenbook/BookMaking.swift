import ArgumentParser
import Audit
import Documents
import Guidance
import OrganizationModel
import OutputFolder
import Publishing
import SourceText
import Templates

/// What a book looks like: the program's templates, and the user's own in their place.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use the templates in this folder in place of the built-in ones, file by file.", valueName: "dir"),
    completion: .directory)
  var templates: String?

  @OptionGroup var catalog: CatalogOptions

  @Option(
    help:
      "What the entries of calendar.ics contain: everything, or only the kind of task, without names."
  )
  var calendarTitles = CalendarTitles.full

  @Option(
    help: ArgumentHelp(
      """
      The address of the published book, such as https://docs.acme.example/tokens/. Adds links from calendar entries \
      to pages, a sitemap and a feed of decisions.
      """, valueName: "url"))
  var baseURL: BookAddress?

  @Option(help: "A banner for every page of the site, such as `internal`.")
  var classification: String?

  @Flag(help: "Also write the whole book on one page, one-page.html, to print, send or search.")
  var onePage = false

  func validate() throws {
    guard let classification else { return }
    if classification.allSatisfy(\.isWhitespace) || classification.contains(where: \.isNewline) {
      throw ValidationError("'--classification' requires one line of text.")
    }
  }

  var fileSettings: FileSettings {
    FileSettings(calendarTitles: calendarTitles, address: baseURL, hasOnePage: onePage)
  }
}

extension CalendarTitles: ExpressibleByArgument {}

extension BookAddress: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }
}

/// Makes a whole book of decisions.
struct BookMaking {
  /// The folder with templates of the user's own.
  let templates: String?
  /// The folder with files of a catalog of the user's own.
  var catalog: String?
  /// What a person chose about the files that are no pages.
  var settings = FileSettings()
  /// A banner for every page.
  var classification: String?
  var files = FileSystem.system
  /// Files beside those that are rendered, by path.
  var added: [String: [UInt8]] = [:]

  /// A book that was made.
  struct Made {
    let book: BookFiles
    let warnings: [Diagnostic]
  }

  /// - Parameter earlier: the book that this one goes on from.
  func make(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook? = nil
  ) async throws(Refusal) -> Made {
    let rendered = await (try renderer()).render(decisions, after: earlier)
    if rendered.diagnostics.hasErrors { throw Refusal(rendered.diagnostics) }
    switch BookFiles.check(rendered.files.merging(added) { $1 }) {
    case .accepted(let book): return Made(book: book, warnings: rendered.diagnostics)
    case .refused(let diagnostics): throw Refusal(diagnostics)
    }
  }

  /// What renders it: with the templates and the catalog as they are now.
  func renderer() throws(Refusal) -> BookRenderer {
    let resources = try Resources.load(files)
    let known = try Resources.catalog(own: catalog, facts: Set(Fact.byID.keys), files)
    var renderer = BookRenderer(
      templates: try library(resources.templates), assets: resources.assets,
      schemas: resources.schemas, checks: AuditChecks.guides(knowing: known),
      messages: known.failureMessages, synonyms: known.searchSynonyms)
    renderer.fileSettings = settings
    renderer.classification = classification
    return renderer
  }

  /// Everything that a book is made of but the book that is there before it; nil where the program cannot be told from
  /// another.
  func inputs(_ description: SourceFiles, _ day: Day) throws(Refusal) -> InputDigest? {
    guard let program = RunningProgram.digest(files) else { return nil }
    let resources = try Resources.load(files)
    let shipped = try ResourceFolder.find(files) + "/catalog"
    let own = try Refusal.of { () throws(FileError) in
      [
        "catalog": try FolderFiles.read(shipped, files),
        "own catalog": try catalog.map { (folder) throws(FileError) in try FolderFiles.read(folder, files) }
          ?? [:],
        "own templates": try templates.map { (folder) throws(FileError) in
          try FolderFiles.read(folder, files)
        } ?? [:],
        "templates": resources.templates, "assets": resources.assets, "schemas": resources.schemas,
        "added": added,
        // The same book comes of a description wherever it lies.
        "description": Dictionary(
          uniqueKeysWithValues: description.files.enumerated().map { ("\($0)", $1.bytes) }),
      ]
    }
    var inputs = InputDigest()
    inputs.add("program", program.hexadecimal)
    inputs.add("libraries", BookRenderer.libraries)
    inputs.add("day", day.description)
    inputs.add("calendar titles", settings.calendarTitles.rawValue)
    inputs.add("address", settings.address?.of(file: "") ?? "")
    inputs.add("one page", settings.hasOnePage ? "yes" : "no")
    inputs.add("classification", classification ?? "")
    for (name, files) in own.sorted(by: { $0.key < $1.key }) { inputs.add(name, files) }
    return inputs
  }

  /// Makes it with progress on the terminal; shows every problem there, and throws the exit status where one stops it.
  func make(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook? = nil, _ console: Console
  ) async throws -> Made {
    console.progress("rendering the book of \(decisions.organization.name)")
    do throws(Refusal) {
      let made = try await make(decisions, after: earlier)
      console.progress(nil)
      console.show(made.warnings)
      return made
    } catch {
      console.progress(nil)
      throw console.fail(error)
    }
  }

  /// The templates of the program, and the user's own in their place.
  func library(_ own: [String: [UInt8]]) throws(Refusal) -> TemplateLibrary {
    var overrides: [String: [UInt8]] = [:]
    if let templates {
      overrides = try Refusal.of { () throws(FileError) in try FolderFiles.read(templates, files) }
    }
    do throws(TemplateError) {
      return try TemplateLibrary(texts(own), overrides: texts(overrides))
    } catch {
      throw Refusal(error.diagnostics)
    }
  }

  private func texts(_ files: [String: [UInt8]]) -> [String: String] {
    files.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
