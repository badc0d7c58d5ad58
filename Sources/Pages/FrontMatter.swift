import CommonMark
import LocatedYAML
import SourceText

/// The YAML between `---` at the head of a decision record (MADR 4.0), taken off before Markdown is read.
struct FrontMatter: Sendable, Hashable {
  /// Key and value as text, in the order in which they are written.
  struct Entry: Sendable, Hashable {
    let key: String
    let value: String
  }

  let entries: [Entry]

  /// The front matter of a text and what follows it. A text that begins otherwise, or whose head is no YAML
  /// mapping, comes back whole.
  static func split(_ text: String) -> (FrontMatter?, Substring) {
    guard text.hasPrefix("---\n") || text.hasPrefix("---\r\n"), let (yaml, rest) = parts(of: text),
      let frontMatter = FrontMatter(yaml: yaml)
    else { return (nil, text[...]) }
    return (frontMatter, rest)
  }

  private static func parts(of text: String) -> (yaml: Substring, rest: Substring)? {
    guard var start = text.firstIndex(where: \.isNewline) else { return nil }
    let first = text.index(after: start)
    while start < text.endIndex {
      let line = text.index(after: start)
      let end = text[line...].firstIndex(where: \.isNewline) ?? text.endIndex
      if text[line..<end] == "---" { return (text[first..<line], text[end...].dropFirst()) }
      start = end
    }
    return nil
  }

  private init?(yaml: Substring) {
    let file = SourceFile(path: "", bytes: Array(yaml.utf8))
    guard let root = YAMLParser.parse(file, as: SourceFileID(index: 0)).document?.root,
      root.kind == .mapping
    else { return nil }
    entries = root.entries.map { Entry(key: $0.key.text, value: Self.text(of: $0.value)) }
  }

  private static func text(of node: YAMLNode) -> String {
    switch node.kind {
    case .scalar: node.text
    case .sequence: node.elements.map { text(of: $0) }.joined(separator: ", ")
    case .mapping: node.entries.map { "\($0.key.text): \(text(of: $0.value))" }.joined(separator: ", ")
    }
  }

  /// A small table of keys and values.
  ///
  /// - Parameter statusLink: where the page is that took this one's place.
  func html(statusLink: String? = nil) -> String {
    let rows = entries.map { entry in
      let value = HTMLText.escaped(entry.value)
      let link = entry.key == "status" ? statusLink : nil
      let shown = link.map { "<a href=\"\(HTMLText.escaped($0))\">\(value)</a>" } ?? value
      let name = entry.key.replacing("-", with: " ").replacing("_", with: " ")
      let title = name.prefix(1).uppercased() + name.dropFirst()
      return
        "<tr><th scope=\"row\">\(HTMLText.escaped(title))</th><td>\(shown)</td></tr>\n"
    }
    return """
      <div class="table facts" role="region" tabindex="0" aria-label="About this document">
      <table>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </div>

      """
  }
}
