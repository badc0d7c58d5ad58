/// What becomes of a link's destination on its way from Markdown to HTML.
package enum LinkDestination {
  /// The schemes that a page may link to.
  static let schemes: Set<String> = ["http", "https", "mailto"]

  /// The scheme of a URL in lower case, nil for a relative one.
  package static func scheme(of url: String) -> String? {
    let end = url.utf8.firstIndex { !isSchemeByte($0) } ?? url.utf8.endIndex
    guard end < url.utf8.endIndex, url.utf8[end] == UInt8(ascii: ":") else { return nil }
    return url[..<end].lowercased()
  }

  /// Whether a URL is relative to the page it stands on: no scheme, no host.
  package static func isRelative(_ url: String) -> Bool {
    scheme(of: url) == nil && !url.utf8.starts(with: "//".utf8)
  }

  /// A relative link to a Markdown document as a link to its page: `.md` becomes `.html`. Query and fragment stay.
  package static func page(forMarkdown url: String) -> String {
    let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
    let path = url[..<end]
    return path.lowercased().hasSuffix(".md") ? "\(path.dropLast(3)).html\(url[end...])" : url
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
