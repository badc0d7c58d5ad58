package import Catalog
import CommonMark
package import Documents
package import Guidance
import OutputFolder
import Pages
package import SourceText
package import Templates

/// What came out of rendering a book.
package struct RenderedBook: Sendable {
  /// Every file by its path below the output folder; empty where a diagnostic is an error.
  package let files: [String: [UInt8]]
  package let diagnostics: [Diagnostic]
}

extension RenderedBook {
  /// Each diagnostic once, sorted.
  init(_ files: [String: [UInt8]], _ diagnostics: some Sequence<Diagnostic>) {
    let sorted = Set(diagnostics).sorted { $0.message < $1.message }
    self.init(files: sorted.hasErrors ? [:] : files, diagnostics: sorted)
  }
}

/// Makes a whole book of decisions: the Markdown tree, the site of the same documents, data and search.
package struct BookRenderer: Sendable {
  private let templates: TemplateLibrary
  private let assets: [String: [UInt8]]
  private let schemas: [String: [UInt8]]
  private let checks: [CheckGuide]
  private let messages: [FailureMessage]
  private let synonyms: [SearchSynonym]
  private let kinds: [DocumentKind]
  private let fileKinds: [FileKind]
  /// A banner for every page, such as `internal`.
  package var classification: String?
  /// What a person chose about the files that are no pages.
  package var fileSettings = FileSettings()

  /// The version of the library that reads Markdown: another one may write other pages.
  package static var libraries: String { MarkdownDocument.libraryVersion }

  /// - Parameters:
  ///   - assets: the site's own files by path below `assets/`, `tokenbook.css`.
  ///   - schemas: the JSON Schemas of the files in `data`, published beside them, by name.
  ///   - checks: what an audit of workflow files looks for.
  ///   - messages: what failing credentials show.
  ///   - synonyms: what people type into the search, and the book's words for it.
  package init(
    templates: TemplateLibrary, assets: [String: [UInt8]], schemas: [String: [UInt8]] = [:],
    checks: [CheckGuide], messages: [FailureMessage], synonyms: [SearchSynonym] = [],
    kinds: [DocumentKind] = DocumentKinds.all, fileKinds: [FileKind] = FileKinds.all
  ) {
    self.templates = templates
    self.assets = assets
    self.schemas = schemas
    self.checks = checks
    self.messages = messages
    self.synonyms = synonyms
    self.kinds = kinds
    self.fileKinds = fileKinds
  }

  /// Renders every page on all cores. Problems of templates are diagnostics, each once however many pages it concerns.
  ///
  /// - Parameter earlier: the book that this one goes on from.
  package func render(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook? = nil
  ) async -> RenderedBook {
    await render(shelf(decisions, after: earlier))
  }

  /// The documents of a book, none of them rendered.
  func shelf(_ decisions: OrganizationDecisions, after earlier: EarlierBook?) -> BookShelf {
    BookShelf(Book(decisions, after: earlier, checks: checks, messages: messages), kinds)
  }

  /// Every file of a book.
  func render(_ shelf: BookShelf) async -> RenderedBook {
    let (pages, others) = (await renderPages(of: shelf), await files(beside: shelf))
    let moved = shelf.notes.moved.map(BookRenderer.movedNote)
    return RenderedBook(
      pages.files.merging(others.files) { $1 }, pages.diagnostics + others.diagnostics + moved)
  }

  /// Every page, and what is made of all of them: the index of the search, and the edition of one page.
  func renderPages(of shelf: BookShelf) async -> RenderedBook {
    let search = BookSearch(shelf, synonyms)
    let pages = await write(shelf, search, pageRenderer(of: shelf))
    var files: [String: [UInt8]] = [:]
    var diagnostics: [Diagnostic] = []
    for page in pages {
      switch page {
      case .success(let written):
        written.files.forEach { files[$0.path] = $0.bytes }
        diagnostics += written.warnings
      case .failure(let problems): diagnostics += problems.diagnostics
      }
    }
    if fileSettings.hasOnePage { diagnostics += addOnePage(to: &files, shelf, frame(of: shelf)) }
    files.merge(search.files().map { ("assets/search/\($0.key)", $0.value) }) { $1 }
    return RenderedBook(files, diagnostics)
  }

  /// The files that hang on no page.
  func files(beside shelf: BookShelf) async -> RenderedBook {
    var files = DataFiles.files(shelf.book)
    var diagnostics: [Diagnostic] = []
    switch await otherFiles(shelf.book) {
    case .success(let others): files.merge(others) { $1 }
    case .failure(let error): diagnostics += error.diagnostics
    }
    diagnostics += addMissingPage(to: &files, frame(of: shelf))
    if let base = fileSettings.address {
      files.merge(SiteAnnouncement(base: base, shelf: shelf).files()) { $1 }
    }
    files.merge(filesAsTheyCame) { $1 }
    return RenderedBook(files, diagnostics)
  }

  /// The files that no book changes.
  var filesAsTheyCame: [String: [UInt8]] {
    let schemas = schemas.map { ("data/\($0.key)", $0.value) }
    return Dictionary(schemas + assets.map { ("assets/\($0.key)", $0.value) }) { $1 }
  }

  /// What makes pages of a book's documents.
  func pageRenderer(of shelf: BookShelf) -> PageRenderer { PageRenderer(frame(of: shelf), templates) }

  private func frame(of shelf: BookShelf) -> SiteFrame {
    SiteFrame(
      title: shelf.book.organization.name.text,
      navigation: BookNavigation.groups(shelf.book.decisions),
      classification: classification, markdownFolder: "markdown",
      feed: fileSettings.address?.of(file: "feed.xml"))
  }

  /// What a server shows for any other address; no page of the book leads there.
  private func addMissingPage(to files: inout [String: [UInt8]], _ frame: SiteFrame) -> [Diagnostic] {
    do {
      let page = MissingPage(templates: templates, root: fileSettings.address?.path ?? "/")
      files[MissingPage.fileName] = Array(try page.html(frame).utf8)
      return []
    } catch {
      return BookRenderer.diagnostics(of: error, MissingPage.fileName)
    }
  }

  private func addOnePage(
    to files: inout [String: [UInt8]], _ shelf: BookShelf, _ frame: SiteFrame
  ) -> [Diagnostic] {
    do {
      let edition = OnePageEdition(templates: templates, shelf: shelf)
      files[OnePageEdition.fileName] = Array(try edition.html(files, frame).utf8)
      return []
    } catch {
      return BookRenderer.diagnostics(of: error, OnePageEdition.fileName)
    }
  }

  /// The files that are no pages.
  private func otherFiles(_ book: Book) async -> Result<[String: [UInt8]], TemplateError> {
    let ground = FileGround(book: book, settings: fileSettings, templates: templates)
    var files: [String: [UInt8]] = [:]
    for kind in fileKinds {
      do throws(TemplateError) {
        files.merge(try await kind.files(ground)) { $1 }
      } catch {
        return .failure(error)
      }
    }
    return .success(files)
  }
}

extension BookRenderer {
  typealias File = (path: String, bytes: [UInt8])

  /// What was wrong with one page.
  struct PageProblems: Error {
    let diagnostics: [Diagnostic]
  }

  /// One document's files, and the headings of its page.
  struct WrittenPage {
    let path: BookPath
    let files: [File]
    let headings: [RenderedMarkdown.Heading]
    let warnings: [Diagnostic]
  }

  /// Texts of earlier builds come last: what they link to may be gone, and only then is it known.
  private func write(
    _ shelf: BookShelf, _ search: BookSearch, _ renderer: PageRenderer
  ) async -> [Result<WrittenPage, PageProblems>] {
    let (made, kept) = (
      shelf.entries.filter { $0.document.text == nil }, shelf.entries.filter { $0.document.text != nil }
    )
    let linked = shelf.pagesLinked(from: kept)
    let pages = await made.mapInParallel { entry in
      write(entry, on: shelf, search, renderer, keepsHeadings: linked.contains(entry.document.path.text))
    }
    if kept.isEmpty { return pages }
    let targets = shelf.targets(anchors: BookRenderer.anchors(of: pages))
    return await pages + kept.mapInParallel { write($0, on: shelf, search, renderer, within: targets) }
  }

  static func anchors(of pages: [Result<WrittenPage, PageProblems>]) -> [String: Set<String>] {
    let known = pages.compactMap { try? $0.get() }.filter { !$0.headings.isEmpty }
    return Dictionary(
      known.map { ($0.path.text, Set($0.headings.map(\.slug))) }, uniquingKeysWith: { first, _ in first })
  }

  /// One document's Markdown and its page, and the pictures of both.
  ///
  /// - Parameter search: the index that the page is added to; nil where it is made by itself.
  func write(
    _ entry: BookShelf.Entry, on shelf: BookShelf, _ search: BookSearch?, _ renderer: PageRenderer,
    keepsHeadings: Bool = false,
    within targets: PageTargets? = nil
  ) -> Result<WrittenPage, PageProblems> {
    do {
      let drawn = entry.document.pictures()
      let pictures = drawn.values.compactMap(\.self)
      let markdown = try markdown(of: entry, on: shelf, drawn)
      var page = shelf.page(of: entry, markdown: markdown)
      page.targets = targets
      for picture in pictures {
        page.pictures[entry.document.address(of: picture)] = PictureRenderer.html(picture)
      }
      let rendered = try renderer.render(page)
      if let omitted = rendered.omittedHTML.first { return .failure(rawHTML(omitted, entry)) }
      let bytes = Array(NoteBlock.page(markdown, note: page.note).utf8)
      guard (try? NoteBlock.find(in: bytes)) != nil else {
        return .failure(
          PageProblems(diagnostics: [
            BookRenderer.cannotMake(entry.document.path.text, "it has a note block of its own")
          ]))
      }
      let html = Array(rendered.html.utf8)
      search?.add(entry, html: html, headings: rendered.headings)
      let files: [File] = [
        ("markdown/\(entry.document.path).md", bytes),
        (rendered.fileName, html),
      ]
      let drawings: [File] = pictures.map { picture in
        ("markdown/\(entry.document.file(of: picture))", Array(PictureRenderer.file(picture).utf8))
      }
      return .success(
        WrittenPage(
          path: entry.document.path, files: files + drawings,
          headings: keepsHeadings ? rendered.headings : [],
          warnings: rendered.omittedFromNote.prefix(1).map { BookRenderer.omitted($0, entry) }))
    } catch {
      let page = entry.document.path.description
      return .failure(PageProblems(diagnostics: BookRenderer.diagnostics(of: error, page)))
    }
  }

  private func markdown(
    of entry: BookShelf.Entry, on shelf: BookShelf, _ pictures: [String: Picture?]
  ) throws(TemplateError) -> String {
    if let text = entry.document.text { return text }
    return try templates.render("documents/\(entry.kind.name)", shelf.context(of: entry.document, pictures))
  }

  private func rawHTML(_ html: String, _ entry: BookShelf.Entry) -> PageProblems {
    let message =
      "template `documents/\(entry.kind.name)` writes raw HTML, which a page leaves out: `\(html)`"
    return PageProblems(diagnostics: [Diagnostic("template", .error, message, at: nil)])
  }

  private static func diagnostics(of error: any Error, _ page: String) -> [Diagnostic] {
    switch error {
    case let error as TemplateError: error.diagnostics
    case let error as PageError:
      switch error.reason {
      case .layout(let inner): inner.diagnostics
      case .markdown(let inner): [cannotMake(page, "\(inner)")]
      }
    default: [cannotMake(page, "\(error)")]
    }
  }

  private static func omitted(_ html: String, _ entry: BookShelf.Entry) -> Diagnostic {
    Diagnostic(
      "note-html", .warning,
      "the note on `markdown/\(entry.document.path).md` has raw HTML, which the page leaves out: `\(html.prefix(60).prefix { !$0.isNewline })`",
      at: nil,
      help: "write it as Markdown; the Markdown file keeps it as it is")
  }

  static func movedNote(_ page: String) -> Diagnostic {
    Diagnostic(
      "note-moved", .warning,
      "the page `\(page)` is gone; its note is in `markdown/\(BookNotes.orphanage).md` now", at: nil,
      help: "move it to another page, or delete it there")
  }

  private static func cannotMake(_ page: String, _ why: String) -> Diagnostic {
    Diagnostic("page", .error, "cannot make the page `\(page)`: \(why)", at: nil)
  }
}
