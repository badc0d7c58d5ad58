/// What becomes of a link's destination on its way from Markdown to HTML.
package enum LinkDestination {
  /// The schemes that a page may link to.
  static let schemes: Set<String> = ["http", "https", "mailto"]

  /// The scheme of a URL in lower case, nil for a relative one.
  package static func scheme(of url: String) -> String? {
    guard hasScheme(url), let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return url[..<colon].lowercased()
  }

  private static func hasScheme(_ url: String) -> Bool {
    url.utf8.first { !isSchemeByte($0) } == UInt8(ascii: ":")
  }

  /// Whether a URL is relative to the page it stands on: no scheme, no host.
  package static func isRelative(_ url: String) -> Bool {
    !hasScheme(url) && !url.utf8.starts(with: "//".utf8)
  }

  /// A relative link to a Markdown document as a link to its page: `.md` becomes `.html`. Query and fragment stay.
  package static func page(forMarkdown url: String) -> String {
    let bytes = url.utf8
    let end = bytes.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
    guard isMarkdown(bytes[..<end].suffix(3)) else { return url }
    return "\(url[..<bytes.index(end, offsetBy: -3)]).html\(url[end...])"
  }

  private static func isMarkdown(_ ending: Substring.UTF8View) -> Bool {
    ending.elementsEqual(".md".utf8) { $0 == $1 || $0 | 0x20 == $1 && $1 != UInt8(ascii: ".") }
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
