import Documents
import Pages
import CommonMark
import Templates

/// The whole book on one page: for paper, for a mail, for a search with the browser's own means.
///
/// Each page is a section; its ids begin with its path, so that every one is there once, and what links to another page
/// of the book leads to its section.
struct OnePageEdition {
  static let fileName = "one-page.html"
  static let template = "one-page"
  private static let path = BookPath(folder: "", "one-page")

  let templates: TemplateLibrary
  let shelf: BookShelf

  /// - Parameter files: the finished book; it has every page of the shelf.
  func html(_ files: [String: [UInt8]], _ frame: SiteFrame) throws -> String {
    let paths = Set(shelf.entries.map(\.document.path.text))
    let frontPage = try front(frame)
    let sections = shelf.entries.map { entry -> String in
      let path = entry.document.path
      let html = files["\(path).html"].map { String(decoding: $0, as: UTF8.self) } ?? ""
      let body = OnePageLinks(path, within: paths).moved(Self.article(of: html))
      return
        "<section class=\"page\" id=\"\(OnePageLinks.id(of: path.text))\">\n\(Self.demoted(body))</section>\n"
    }
    guard let end = frontPage.ranges(of: "</article>").last?.lowerBound else { return frontPage }
    let top = OnePageLinks(nil, within: paths).moved(String(frontPage[..<end]))
    return top + sections.joined() + frontPage[end...]
  }

  /// The page around them: what it is, and a list of every page.
  private func front(_ frame: SiteFrame) throws -> String {
    var frame = frame
    frame.markdownFolder = nil
    let title = "\(shelf.book.organization.name): the whole book"
    let sections = Dictionary(grouping: shelf.entries, by: \.kind.section)
    let context: TemplateContext = [
      "title": title,
      "sections": BookSection.allCases.map { section -> TemplateContext in
        [
          "name": section.title,
          "pages": (sections[section] ?? []).map { entry -> TemplateContext in
            ["name": entry.document.title, "href": Self.path.link(to: entry.document.path)]
          },
        ]
      },
    ]
    let markdown = try templates.render("documents/\(Self.template)", context)
    let page = Page(
      Self.path, title: title, markdown: markdown, description: "Every page of the book, one after the other."
    )
    return try PageRenderer(frame, templates).render(page).html
  }

  /// What stands between the tags of the article.
  private static func article(of html: String) -> String {
    guard let tag = html.firstRange(of: "<article"),
      let start = html.utf8[tag.upperBound...].firstIndex(of: UInt8(ascii: ">")),
      let end = html.ranges(of: "</article>").last?.lowerBound
    else { return "" }
    return String(html[html.utf8.index(after: start)..<end])
  }

  /// With every heading one level lower: the page has a title of its own.
  private static func demoted(_ html: String) -> String {
    (1...5).reversed().reduce(html) { html, level in
      html.replacing("<h\(level)", with: "<h\(level + 1)").replacing("</h\(level)>", with: "</h\(level + 1)>")
    }
  }
}

/// The ids and links of one page, as they are in the edition of one page.
struct OnePageLinks {
  /// Nil for the page around all others: its own ids stay.
  private let path: BookPath?
  private let pages: Set<String>

  init(_ path: BookPath?, within pages: Set<String>) {
    self.path = path
    self.pages = pages
  }

  /// The id of a page's section: `repositories.web`.
  static func id(of page: String) -> String { page.replacing("/", with: ".") }

  private static let attributes = ["id", "href", "src", "aria-labelledby", "aria-describedby", "for"]

  /// Text of a page never holds a quote as it is, so what looks like an attribute is one.
  func moved(_ html: String) -> String {
    let quote = UInt8(ascii: "\"")
    var result = ""
    var rest = html.utf8[...]
    while let start = rest.firstIndex(of: quote) {
      let before = rest[..<start]
      let first = rest.index(after: start)
      guard before.last == UInt8(ascii: "=") else {
        result += Substring(rest[..<first])
        rest = rest[first...]
        continue
      }
      let name = Substring(before.dropLast()).suffix(while: { $0.isLetter || $0 == "-" })
      let value = rest[first...].prefix { $0 != quote }
      result += Substring(rest[..<first])
      let text = String(Substring(value))
      result += Self.attributes.contains(String(name)) ? moved(text, of: name) : text
      rest = rest[value.endIndex...].dropFirst()
      if value.endIndex < html.utf8.endIndex { result += "\"" }
    }
    return result + Substring(rest)
  }

  private func moved(_ value: String, of attribute: Substring) -> String {
    switch attribute {
    case "href", "src": address(value)
    case "id", "for": anchor(value)
    default: value.split(separator: " ").map { anchor(String($0)) }.joined(separator: " ")
    }
  }

  private func anchor(_ id: String) -> String {
    path.map { "\(Self.id(of: $0.text))--\(id)" } ?? id
  }

  private func address(_ url: String) -> String {
    if url.hasPrefix("#") { return "#" + anchor(String(url.dropFirst())) }
    guard LinkDestination.isRelative(url) else { return url }
    let parts = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let target = resolved(String(parts[0]))
    guard target.hasSuffix(".html"), pages.contains(String(target.dropLast(5))) else {
      return parts.count == 2 ? "\(target)#\(parts[1])" : target
    }
    let page = Self.id(of: String(target.dropLast(5)))
    return parts.count == 2 ? "#\(page)--\(parts[1])" : "#\(page)"
  }

  /// From the folder of the book.
  private func resolved(_ url: String) -> String {
    var parts = (path?.text ?? "").split(separator: "/").dropLast().map(String.init)
    for part in url.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}

extension Substring {
  /// The longest end of it of which every character fits.
  fileprivate func suffix(while fits: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
