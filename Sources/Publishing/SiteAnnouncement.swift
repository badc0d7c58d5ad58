import Documents
import CommonMark
import SourceText

/// What a site has besides its pages when it is known where it will be: files for search engines and feed readers.
struct SiteAnnouncement {
  let base: BookAddress
  let shelf: BookShelf

  /// What the format allows in one file.
  static let addressesPerFile = 50_000

  /// The files by name.
  func files() -> [String: [UInt8]] {
    var files = sitemaps(of: shelf.entries.map { "\($0.document.path).html" })
    files["feed.xml"] = Array(feed.utf8)
    return files
  }

  // MARK: Sitemap

  /// One file, or one that lists others where there are too many addresses.
  func sitemaps(of pages: [String]) -> [String: [UInt8]] {
    let parts = stride(from: 0, to: max(pages.count, 1), by: Self.addressesPerFile).map {
      pages[$0..<min($0 + Self.addressesPerFile, pages.count)]
    }
    if parts.count == 1 { return ["sitemap.xml": list("urlset", "url", parts[0])] }
    let names = parts.indices.map { "sitemap-\($0 + 1).xml" }
    var files = Dictionary(uniqueKeysWithValues: zip(names, parts.map { list("urlset", "url", $0) }))
    files["sitemap.xml"] = list("sitemapindex", "sitemap", names[...])
    return files
  }

  private func list(_ root: String, _ entry: String, _ files: ArraySlice<String>) -> [UInt8] {
    let entries = files.map { "<\(entry)><loc>\(escaped($0))</loc></\(entry)>\n" }.joined()
    return Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <\(root) xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(entries)</\(root)>

      """.utf8)
  }

  private func escaped(_ file: String) -> String { HTMLText.escaped(base.of(file: file)) }

  // MARK: Feed

  /// The documents that have a day of their own, the newest first.
  private var dated: [(day: String, document: Document)] {
    shelf.entries.compactMap { entry in entry.document.day.map { ($0.description, entry.document) } }
      .sorted { ($1.day, $0.document.path) < ($0.day, $1.document.path) }
  }

  private var feed: String {
    let title = HTMLText.escaped("Decisions of \(shelf.book.organization.name)")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>\(title)</title>
      <id>\(escaped("feed.xml"))</id>
      <link rel="self" href="\(escaped("feed.xml"))"/>
      <link href="\(escaped("decisions/index.html"))"/>
      <updated>\(time(shelf.book.decisions.day.description))</updated>
      <author><name>\(HTMLText.escaped(shelf.book.organization.name.text))</name></author>
      \(dated.map(entry).joined())</feed>

      """
  }

  private func entry(_ day: String, _ document: Document) -> String {
    let page = escaped("\(document.path).html")
    return """
      <entry>
      <title>\(HTMLText.escaped(document.title))</title>
      <id>\(page)</id>
      <link href="\(page)"/>
      <updated>\(time(day))</updated>
      <summary>\(HTMLText.escaped(document.summary))</summary>
      </entry>

      """
  }

  /// A feed wants a time; a book knows days.
  private func time(_ day: String) -> String { "\(day)T00:00:00Z" }
}
