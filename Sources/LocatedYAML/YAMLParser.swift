package import SourceText

/// Reads the text of one file into a `YAMLDocument`.
package enum YAMLParser {
  /// How much a file may hold before it is refused.
  package struct Limits: Sendable {
    /// Bytes of a file.
    package var bytes = 64 << 20
    /// Levels of nesting, aliases counted as what they stand for.
    package var depth = 64
    /// Nodes that aliases may stand for, over those that are written.
    package var aliasedNodes = 1_000_000

    package init() {}
  }

  /// The document, unless the text is not YAML, and every problem found. A document comes with problems that leave it
  /// readable, such as a key that stands twice.
  /// - Parameter expecting: what the file should hold, for the messages.
  package static func parse(
    _ file: SourceFile, as id: SourceFileID, limits: Limits = Limits(), expecting: String = "a description"
  ) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    if let refusal = refusal(of: file, as: id, limits: limits) { return (nil, [refusal]) }
    return file.bytes.withUnsafeBufferPointer { bytes in
      var builder = TreeBuilder(bytes: bytes, file: id, limits: limits, expecting: expecting)
      guard let nodes = builder.build() else { return (nil, builder.diagnostics) }
      let document = YAMLDocument(file: id, source: file.bytes, decoded: builder.decoded, nodes: nodes)
      return (document, builder.diagnostics + DuplicateKeys.find(in: document))
    }
  }

  private static func refusal(of file: SourceFile, as id: SourceFileID, limits: Limits) -> Diagnostic? {
    let start = SourceRange(file: id, start: 0, end: 0)
    if file.bytes.count > limits.bytes {
      return Diagnostic(
        "file-too-large", "found \(file.bytes.count) bytes, expected at most \(limits.bytes)", at: start,
        help: "split the description into several files with `include:`")
    }
    if file.bytes.starts(with: [0xFE, 0xFF]) || file.bytes.starts(with: [0xFF, 0xFE]) {
      return Diagnostic(
        "not-utf8", "found UTF-16 text, expected UTF-8", at: start, help: "save the file as UTF-8")
    }
    return nil
  }
}
