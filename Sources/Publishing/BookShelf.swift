import Documents
import Pages
import Templates
import Guidance

/// Every document of one book in its order, and what a page needs to know of the others.
struct BookShelf: Sendable {
  /// A document, its kind, and its neighbours in its section.
  struct Entry: Sendable {
    let kind: DocumentKind
    let document: Document
    var previous: PageLink?
    var next: PageLink?
  }

  let book: Book
  let entries: [Entry]
  let notes: BookNotes

  init(_ book: Book, _ kinds: [DocumentKind]) {
    var book = book
    var entries = BookShelf.entries(book, kinds)
    notes = BookNotes(
      book.earlierNotes, pages: book.earlierNotes.isEmpty ? [] : Set(entries.map(\.document.path.text)))
    if notes.hasOrphans {
      book.hasOrphanedNotes = true
      entries = BookShelf.entries(book, kinds)
    }
    self.book = book
    self.entries = BookShelf.linked(entries)
  }

  private static func entries(_ book: Book, _ kinds: [DocumentKind]) -> [Entry] {
    let sorted = kinds.enumerated().sorted {
      (BookShelf.rank($0.element), $0.offset) < (BookShelf.rank($1.element), $1.offset)
    }
    return sorted.flatMap { _, kind in
      kind.documents(book).map { Entry(kind: kind, document: sourced($0, kind.section)) }
    }
  }

  /// With what every page says of itself. Only what changes from day to day names the day of the book: all other pages
  /// stay as they are when it moves.
  private static func sourced(_ document: Document, _ section: BookSection) -> Document {
    var document = document
    document.source = document.source ?? section.source
    document.showsDay = section == .rotation || document.path == BookSection.overview.index
    return document
  }

  private static func rank(_ kind: DocumentKind) -> Int {
    BookSection.allCases.firstIndex(of: kind.section) ?? 0
  }

  /// Each entry with those before and after it in its section.
  private static func linked(_ entries: [Entry]) -> [Entry] {
    var entries = entries
    for index in entries.indices.dropFirst()
    where entries[index].kind.section == entries[index - 1].kind.section {
      entries[index].previous = link(to: entries[index - 1])
      entries[index - 1].next = link(to: entries[index])
    }
    return entries
  }

  private static func link(to entry: Entry) -> PageLink {
    PageLink(entry.document.title, entry.document.path)
  }

  /// The context of a document's template, with what every document may say.
  func context(of document: Document) -> TemplateContext { context(of: document, document.pictures()) }

  /// With pictures that are drawn already.
  func context(of document: Document, _ pictures: [String: Picture?]) -> TemplateContext {
    document.templateContext(pictures).merging([
      "as_of": book.decisions.day.description, "organization": book.organization.name.text,
    ]) { own, _ in own }
  }

  /// The page of an entry. Where the document itself names nobody who answers for it, the owners of the organization do.
  func page(of entry: Entry, markdown: String) -> Page {
    let path = entry.document.path
    let front = PageLink(book.organization.name.text, BookSection.overview.index)
    let section = PageLink(entry.kind.section.title, entry.kind.section.index)
    let above = [front, section].filter { $0.path != path }
    var page = Page(
      path, title: entry.document.title, markdown: markdown, description: entry.document.summary,
      owner: entry.document.responsible ?? "the owners of \(book.organization.name)",
      source: entry.document.source,
      breadcrumbs: path == front.path ? [] : entry.kind.section == .overview ? [front] : above,
      section: section.path, previous: entry.previous, next: entry.next)
    page.asOf = entry.document.showsDay ? book.decisions.day.description : nil
    page.successor = entry.document.successor
    page.note = notes.note(on: path)
    return page
  }

  /// Where the texts of earlier builds may lead.
  ///
  /// - Parameter anchors: the headings of pages that they link to, by page.
  func targets(anchors: [String: Set<String>]) -> PageTargets {
    PageTargets(
      pages: Set(entries.map(\.document.path.text)), anchors: anchors, moved: book.movedRunbooks)
  }

  /// The pages that the texts of some entries link to.
  func pagesLinked(from entries: [Entry]) -> Set<String> {
    entries.reduce(into: []) { pages, entry in
      guard let text = entry.document.text else { return }
      pages.formUnion(PageTargets.pages(linkedIn: text, on: entry.document.path))
    }
  }
}
