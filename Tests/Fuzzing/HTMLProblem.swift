/// A small, strict reader of the HTML that we and libcmark write, sharing no code with what is tested.
package enum HTMLProblem {
  private static let void: Set<String> = ["br", "hr", "img", "input"]
  private static let allowed: Set<String> = [
    "a", "blockquote", "br", "code", "details", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "input",
    "label", "li", "ol", "p", "pre", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
  ]
  private static let attributes: Set<String> = [
    "alt", "aria-label", "checked", "class", "href", "id", "open", "role", "scope", "src", "start",
    "tabindex",
    "title", "type",
  ]

  /// Unknown or unbalanced tags, unknown attributes, unsafe URLs, ids given twice.
  package static func all(in html: String) -> [String] {
    var problems: [String] = []
    var open: [String] = []
    var ids: Set<String> = []
    var rest = bytewise(html)
    while let start = rest.firstIndex(of: "<") {
      rest = rest[start...].dropFirst()
      if rest.hasPrefix("!-- raw HTML omitted -->") { continue }
      guard let end = rest.firstIndex(of: ">") else { return problems + ["tag without end: \(rest)"] }
      let tag = rest[..<end]
      rest = rest[end...].dropFirst()
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) { problems.append("closed out of turn: \(tag)") }
        continue
      }
      let name = String(tag.prefix { $0 != " " })
      if !allowed.contains(name) { problems.append("unknown tag: \(tag)") }
      if !void.contains(name) { open.append(name) }
      problems += attributeProblems(in: tag.dropFirst(name.count), &ids)
    }
    return problems + open.map { "never closed: \($0)" }
  }

  /// Browsers read scalars: a bracket with a combining mark behind it is one character of Swift, and no bracket. Bytes that
  /// join others become letters.
  private static func bytewise(_ html: String) -> Substring {
    let bytes = html.utf8.flatMap { byte -> [UInt8] in
      byte < 0x7F && byte != 0x0D ? [byte] : [0x7E, 0x61 + byte >> 4, 0x61 + byte & 0xF]
    }
    return String(decoding: bytes, as: UTF8.self)[...]
  }

  private static func attributeProblems(in text: Substring, _ ids: inout Set<String>) -> [String] {
    var problems: [String] = []
    var rest = text.drop { $0 == " " || $0 == "/" }
    while !rest.isEmpty {
      let name = String(rest.prefix { $0 != "=" && $0 != " " })
      rest = rest.dropFirst(name.count)
      if !attributes.contains(name) { problems.append("unknown attribute: \(name) in \(text)") }
      if rest.first == "=" {
        let value = rest.dropFirst(2).prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count + 3)
        if name == "id", !ids.insert(String(value)).inserted { problems.append("id twice: \(value)") }
        if name == "href" || name == "src", !isSafe(value) { problems.append("unsafe: \(value)") }
      }
      rest = rest.drop { $0 == " " || $0 == "/" }
    }
    return problems
  }

  /// Relative, or with a scheme that we allow. What is before the colon is a scheme by RFC 3986 only.
  private static func isSafe(_ url: Substring) -> Bool {
    guard let scheme = url.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.-]*):/) else { return true }
    return ["http", "https", "mailto"].contains(scheme.1.lowercased())
  }
}
