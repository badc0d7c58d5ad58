import Pages
import Templates
import OrganizationModel

/// Splits a long list over several pages, so that no page grows with the organization.
struct IndexPages<Element: Sendable>: Sendable {
  /// One page of the list.
  struct Page: Sendable {
    let path: BookPath
    /// What tells it from its fellows, `s` or `s, part 2`; nil where the list is one page.
    let part: String?
    let elements: [Element]
  }

  /// The first page; where the list is split it has the first elements, and links to the others.
  let first: Page
  let others: [Page]

  /// How many elements the first page of a split list has.
  private static var shownFirst: Int { 50 }

  /// - Parameters:
  ///   - elements: in the order of one page: where the list is split, the first page has the beginning.
  ///   - rowsPerPage: more are split by the first letter, and a letter with more in parts, each in the order of the names.
  init(
    _ elements: [Element], section: BookSection, rowsPerPage: Int = IndexRows.most, name: (Element) -> Name
  ) {
    let index = section.index
    guard elements.count > rowsPerPage else {
      first = Page(path: index, part: nil, elements: elements)
      others = []
      return
    }
    first = Page(path: index, part: nil, elements: Array(elements.prefix(Self.shownFirst)))
    let named = elements.map { (name: name($0), element: $0) }.sorted { $0.name < $1.name }
    others = Dictionary(grouping: named) { Self.letter($0.name) }
      .sorted { $0.key < $1.key }
      .flatMap { Self.parts(of: $0.value.map(\.element), letter: $0.key, section, rowsPerPage) }
  }

  private static func letter(_ name: Name) -> String {
    guard let first = name.folded.unicodeScalars.first, ("a"..."z").contains(first) else { return "0-9" }
    return String(first)
  }

  private static func parts(
    of elements: [Element], letter: String, _ section: BookSection, _ rowsPerPage: Int
  ) -> [Page] {
    stride(from: 0, to: elements.count, by: rowsPerPage).enumerated().map { number, start in
      let isFirst = number == 0
      return Page(
        path: BookPath(
          folder: "\(section.rawValue)/by-letter", isFirst ? letter : "\(letter)-part-\(number + 1)"),
        part: isFirst ? letter : "\(letter), part \(number + 1)",
        elements: Array(elements[start..<min(start + rowsPerPage, elements.count)]))
    }
  }

  /// The documents of all pages: a title for each, values that all of them have, and rows made of the elements when the page is written.
  func documents(
    title: String, summary: String, values: TemplateContext = [:],
    row: @escaping @Sendable (Element, BookPath) -> TemplateContext
  ) -> [Document] {
    let others = others.map { (path: $0.path, part: $0.part ?? "", count: $0.elements.count) }
    return ([first] + self.others).map { page in
      Document(page.path, title: page.part.map { "\(title): \($0)" } ?? title, summary: summary) {
        let parts = page.part == nil ? others : []
        let own: TemplateContext = [
          "rows": page.elements.map { row($0, page.path) }, "has_rows": !page.elements.isEmpty,
          "parts": parts.map {
            ["text": $0.part, "href": page.path.link(to: $0.path), "count": $0.count] as TemplateContext
          },
          "has_parts": !parts.isEmpty, "has_content": !page.elements.isEmpty || !parts.isEmpty,
        ]
        return own.merging(values) { first, _ in first }
      }
    }
  }
}

/// How many rows a page of an index has.
enum IndexRows {
  static let most = 300
}
