import CCMark

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One parsed Markdown text: the only owner of its libcmark tree, which goes when the document goes.
///
/// Always in libcmark's safe mode: raw HTML becomes a comment, and `CMARK_OPT_UNSAFE` is used nowhere.
package struct MarkdownDocument: ~Copyable {
  /// 16 MiB. Far above any page, and far below the lengths at which libcmark ends the process.
  package static let maximumLength = 1 << 24

  /// The version of libcmark that the program runs with, such as `0.30.2`.
  package static var libraryVersion: String { String(cString: cmark_version_string()) }

  let root: Node

  /// Parses a text. Throws where it holds a NUL or is too long; no other text is wrong.
  package init(parsing text: String) throws(CommonMarkError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Parses bytes, with U+FFFD for what is not UTF-8.
  package init(parsing bytes: [UInt8]) throws(CommonMarkError) {
    if let offset = bytes.firstIndex(of: 0) { throw .nul(offset: offset) }
    if bytes.count > Self.maximumLength { throw .tooLong(bytes: bytes.count) }
    root = Node(pointer: Self.parse(bytes))
  }

  deinit {
    cmark_node_free(root.pointer)
  }

  private static func parse(_ bytes: [UInt8]) -> OpaquePointer {
    bytes.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, CMARK_OPT_VALIDATE_UTF8)
    }
  }

  /// How a document is written as HTML.
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    /// Writes `data-sourcepos` on every block.
    package static let sourcePositions = Options(rawValue: CMARK_OPT_SOURCEPOS)
    /// Writes a line end inside a paragraph as `<br />`.
    package static let hardBreaks = Options(rawValue: CMARK_OPT_HARDBREAKS)

    /// Whatever else somebody puts into `rawValue` stays out, the unsafe mode above all.
    var known: Int32 { intersection([.sourcePositions, .hardBreaks]).rawValue }
  }

  /// Plain CommonMark as HTML, the same bytes that the `cmark` program prints.
  package borrowing func renderHTML(_ options: Options = []) -> String {
    OwnedText(cmark_render_html(root.pointer, options.known)).string
  }

  /// The same as bytes, valid for the call only: marks of holes are no text.
  borrowing func withHTML<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    OwnedText(cmark_render_html(root.pointer, 0)).withBytes(body)
  }
}

/// A C string from libcmark that we must free.
private struct OwnedText: ~Copyable {
  private let start: UnsafeMutablePointer<CChar>?

  init(_ start: UnsafeMutablePointer<CChar>?) {
    self.start = start
  }

  deinit {
    cmark_get_default_mem_allocator()?.pointee.free?(start)
  }

  borrowing func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let start else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let count = strlen(start)
    return start.withMemoryRebound(to: UInt8.self, capacity: count) {
      body(UnsafeBufferPointer(start: $0, count: count))
    }
  }

  var string: String {
    guard let start else { return "" }
    return String(cString: start)
  }
}
