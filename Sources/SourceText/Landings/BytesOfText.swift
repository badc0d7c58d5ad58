/// Searching, splitting and replacing by bytes.
///
/// The library's own functions compare characters: a quote with a combining mark behind it, or a carriage return before a
/// line feed, is one character and not the quote or the line feed. Shells, browsers, spreadsheets and runners read bytes.
extension StringProtocol {
  /// The text with each occurrence of `text`, byte for byte, replaced.
  package func replacing(bytesOf text: String, with replacement: String) -> String {
    var (own, text) = (String(self), text)
    let bytes: [UInt8]? = own.withUTF8 { own in
      text.withUTF8 { text in replaced(text, in: own, with: replacement) }
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? own
  }

  /// The parts between the occurrences of one ASCII byte, empty ones too.
  package func split(atByte byte: Unicode.Scalar) -> [Substring] {
    let separator = UInt8(ascii: byte)
    return Substring(self).utf8.split(separator: separator, omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// Whether it begins with a text, byte for byte.
  package func hasPrefix(bytesOf text: String) -> Bool { utf8.starts(with: text.utf8) }

  /// Whether it ends in a text, byte for byte.
  package func hasSuffix(bytesOf text: String) -> Bool {
    Substring(self).utf8.suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  /// The parts of a path, without empty ones. A file's name may begin with a combining mark.
  package var pathParts: [Substring] { split(atByte: "/").filter { !$0.isEmpty } }

  /// Where the last slash of a path is; nil for a bare name.
  package var lastSlash: Index? { unicodeScalars.lastIndex(of: "/") }

  /// What is behind the last slash of a path; all of a bare name.
  package var lastPathPart: String { String(split(atByte: "/").last ?? "") }

  /// Nil where nothing is replaced: most texts stay as they are.
  private func replaced(
    _ text: UnsafeBufferPointer<UInt8>, in own: UnsafeBufferPointer<UInt8>, with replacement: String
  ) -> [UInt8]? {
    guard !text.isEmpty, var next = text.firstOffset(in: own) else { return nil }
    var (bytes, position) = ([UInt8](), 0)
    bytes.reserveCapacity(own.count + replacement.utf8.count)
    while true {
      bytes += own[position..<next]
      bytes += replacement.utf8
      position = next + text.count
      guard let further = text.firstOffset(in: UnsafeBufferPointer(rebasing: own[position...])) else { break }
      next = position + further
    }
    return bytes + own[position...]
  }
}

extension Unicode.Scalar {
  /// Whether some reader of text ends a line at it: the line ends of YAML 1.1, Unicode and terminals.
  package var endsLine: Bool {
    switch self {
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
