package import Documents
package import Guidance
import OutputFolder
import Pages
package import SourceText
import Synchronization

/// A book whose files are made when somebody asks for them: the same bytes as those of a whole book.
///
/// A page costs itself alone. The index of the search and the edition of one page are made of every page, once, when they are
/// first asked for.
package final class LazyBook: Sendable {
  /// A file that was asked for.
  package struct File: Sendable {
    /// Nil where a diagnostic is an error.
    package let bytes: [UInt8]?
    /// What is wrong with it, or worth a look.
    package let diagnostics: [Diagnostic]
  }

  private let renderer: BookRenderer
  private let shelf: BookShelf
  private let pages: PageRenderer
  private let numbers: [String: Int]
  private let unchanged: [String: [UInt8]]
  private let others = Mutex<Task<RenderedBook, Never>?>(nil)
  private let whole = Mutex<Task<RenderedBook, Never>?>(nil)

  /// - Parameter earlier: the book that this one goes on from.
  package init(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook? = nil, by renderer: BookRenderer
  ) {
    self.renderer = renderer
    shelf = renderer.shelf(decisions, after: earlier)
    pages = renderer.pageRenderer(of: shelf)
    numbers = Dictionary(
      shelf.entries.enumerated().map { ($1.document.path.text, $0) }, uniquingKeysWith: { first, _ in first })
    unchanged = renderer.filesAsTheyCame
  }

  /// The paths of every page, in both trees.
  package var pagePaths: [String] {
    shelf.entries.flatMap { ["\($0.document.path).html", "markdown/\($0.document.path).md"] }
  }

  /// What is worth a look whatever page is asked for.
  package var warnings: [Diagnostic] { shelf.notes.moved.map(BookRenderer.movedNote) }

  /// The file at a path below the book's own folder; nil where the book has none.
  package func file(_ path: String) async -> File? {
    if let entry = entry(of: path) { return await page(entry, path) }
    if let bytes = unchanged[path] { return File(bytes: bytes, diagnostics: []) }
    if Self.isMadeOfEveryPage(path) { return Self.file(path, of: await book(in: whole, madeOfEveryPage)) }
    return Self.file(path, of: await book(in: others, renderer.files))
  }

  /// The pages themselves are made again when they are asked for: nobody keeps them.
  private func madeOfEveryPage(_ shelf: BookShelf) async -> RenderedBook {
    let whole = await renderer.renderPages(of: shelf)
    return RenderedBook(
      files: whole.files.filter { Self.isMadeOfEveryPage($0.key) }, diagnostics: whole.diagnostics)
  }

  private static func isMadeOfEveryPage(_ path: String) -> Bool {
    path.hasPrefix("assets/search/") || path == OnePageEdition.fileName
  }

  private static func file(_ path: String, of book: RenderedBook) -> File? {
    if let bytes = book.files[path] { return File(bytes: bytes, diagnostics: []) }
    return book.diagnostics.hasErrors ? File(bytes: nil, diagnostics: book.diagnostics) : nil
  }

  /// Made by whoever asks first; the others wait for it.
  private func book(
    in memory: borrowing Mutex<Task<RenderedBook, Never>?>,
    _ make: @escaping @Sendable (BookShelf) async -> RenderedBook
  ) async -> RenderedBook {
    let task = memory.withLock { known in
      let task = known ?? Task { [shelf] in await make(shelf) }
      known = task
      return task
    }
    return await task.value
  }
}

// MARK: - Pages

extension LazyBook {
  /// The document that a path shows: its page, its Markdown, or a picture of it.
  private func entry(of path: String) -> BookShelf.Entry? {
    let page: Substring? =
      if let picture = path.inside("markdown/pictures/") {
        picture.lastIndex(of: "/").map { picture[..<$0] }
      } else if let text = path.inside("markdown/"), text.hasSuffix(".md") {
        text.dropLast(".md".count)
      } else {
        path.hasSuffix(".html") ? path.dropLast(".html".count) : nil
      }
    return page.flatMap { numbers[String($0)] }.map { shelf.entries[$0] }
  }

  private func page(_ entry: BookShelf.Entry, _ path: String) async -> File? {
    switch renderer.write(entry, on: shelf, nil, pages, within: targets(of: entry)) {
    case .failure(let problems): return File(bytes: nil, diagnostics: problems.diagnostics)
    case .success(let written):
      return written.files.first { $0.path == path }.map {
        File(bytes: $0.bytes, diagnostics: written.warnings)
      }
    }
  }

  /// Where the text of an earlier build may lead: that hangs on the headings of the pages that it links to.
  private func targets(of entry: BookShelf.Entry) -> PageTargets? {
    guard entry.document.text != nil else { return nil }
    let linked = shelf.pagesLinked(from: [entry]).compactMap { numbers[$0] }.map { shelf.entries[$0] }
      .filter { $0.document.text == nil }
    return shelf.targets(
      anchors: BookRenderer.anchors(
        of: linked.map { renderer.write($0, on: shelf, nil, pages, keepsHeadings: true) }))
  }
}

extension String {
  /// What follows a folder's path in it; nil where it is not below that folder.
  fileprivate func inside(_ folder: String) -> Substring? {
    hasPrefix(folder) ? dropFirst(folder.count) : nil
  }
}
