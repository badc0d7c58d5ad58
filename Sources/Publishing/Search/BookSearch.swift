import CommonMark
import Catalog
import Documents
import Pages

/// The search index of one book: a record for each page, and for each answer on it.
struct BookSearch: Sendable {
  private let index: SearchIndex
  /// The number of each page's record; those of its answers follow.
  private let numbers: [BookPath: Int]

  init(_ shelf: BookShelf, _ synonyms: [SearchSynonym]) {
    index = SearchIndex(synonyms)
    var next = 0
    numbers = shelf.entries.reduce(into: [:]) { numbers, entry in
      numbers[entry.document.path] = next
      next += 1 + entry.document.answers.count
    }
  }

  /// Adds a finished page. The order does not matter.
  func add(_ entry: BookShelf.Entry, html: [UInt8], headings: [RenderedMarkdown.Heading]) {
    guard let number = numbers[entry.document.path] else { return }
    let (document, section) = (entry.document, entry.kind.section)
    // Where many pages fit alike, the one that leads to them all is wanted.
    let weight = section.searchWeight * (document.path == section.index ? 2.5 : 1)
    let page = SearchRecord(
      title: document.title, href: "\(document.path).html", kind: section.title, summary: document.summary,
      keywords: document.keywords, weight: weight)
    index.add(page, number: number, html: html, headings: headings)
    for (offset, answer) in document.answers.enumerated() {
      let record = SearchRecord(
        title: answer.title, href: "\(page.href)#:~:text=\(BookSearch.fragment(answer.title))",
        kind: section.title, summary: answer.text, weight: weight)
      index.add(record, number: number + 1 + offset)
    }
  }

  /// The files by their names below `search/`.
  func files() -> [String: [UInt8]] { index.files() }

  /// The text as a text fragment of an address (https://wicg.github.io/scroll-to-text-fragment/, 2026-11-30), by which a
  /// browser goes to it on its page; one that does not know them opens the page.
  private static func fragment(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

extension BookSection {
  /// What people look for at night counts more than what they read by day.
  fileprivate var searchWeight: Double {
    switch self {
    case .runbooks: 1.6
    case .credentials: 1.4
    case .overview, .repositories, .checklists, .people, .accounts, .rotation: 1
    case .guidance: 0.8
    case .decisions: 0.5
    }
  }
}
