import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Documents as the Markdown that stands in the book.
enum MarkdownPages {
  /// The Markdown of every document of some kinds, by path.
  static func render(_ book: Book, _ kinds: [DocumentKind]) throws -> [BookPath: String] {
    let templates = try TemplateLibrary(BookFixture.templates)
    let shelf = BookShelf(book, kinds)
    var pages: [BookPath: String] = [:]
    for entry in shelf.entries {
      pages[entry.document.path] = try templates.render(
        "documents/\(entry.kind.name)", shelf.context(of: entry.document))
    }
    return pages
  }
}
