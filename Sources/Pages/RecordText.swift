import OutputFolder

/// The Markdown of a record that an earlier build wrote: only its status may be written again.
package enum RecordText {
  /// The text with another status; nil where its front matter has none.
  package static func withStatus(_ status: String, _ text: String) -> String? {
    guard let range = statusRange(text) else { return nil }
    return text[..<range.lowerBound] + "status: \"\(status)\"" + text[range.upperBound...]
  }

  /// The text of a file without its note block; nil where it is no text or has no status.
  package static func ofRecord(_ bytes: [UInt8]) -> String? {
    let block = (try? NoteBlock.find(in: bytes)) ?? nil
    let text = block?.split(bytes).text ?? bytes
    return String(validating: text, as: UTF8.self).flatMap { statusRange($0) == nil ? nil : $0 }
  }

  /// The line of the front matter that says the status, without its end.
  private static func statusRange(_ text: String) -> Range<String.Index>? {
    guard text.hasPrefix("---\n") else { return nil }
    var start = text.index(text.startIndex, offsetBy: 4)
    while let end = text[start...].firstIndex(of: "\n") {
      let line = text[start..<end]
      if line == "---" { return nil }
      if line.hasPrefix("status:") { return start..<end }
      start = text.index(after: end)
    }
    return nil
  }

  /// The pages that it links to, as they are written there.
  package static func links(in text: String) -> Set<String> {
    var links: Set<String> = []
    var rest = text[...]
    while let open = rest.firstRange(of: "]("), let close = rest[open.upperBound...].firstIndex(of: ")") {
      links.insert(String(rest[open.upperBound..<close]))
      rest = rest[open.upperBound...]
    }
    return links
  }
}
