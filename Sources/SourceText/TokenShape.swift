/// Text that is shaped like a token of GitHub or of another service, or a private key (X-01 to X-06), also where its letters are written as HTML
/// entities, escapes or percent signs. A description that holds one is refused, and nothing ever prints it.
package enum TokenShape {
  /// One stretch of bytes that must not be shown.
  package struct Hit: Sendable, Hashable {
    /// In byte offsets of the text that was searched.
    package let range: Range<Int>
    /// What it begins with, `ghp_`, or whose it is; fit to be shown.
    package let prefix: String
    /// Whether it is of another service than GitHub, and no private key.
    package var isOfService = false

    /// What is shown in its place.
    package var mask: String {
      prefix == privateKeyPrefix ? "-----BEGIN … PRIVATE KEY-----…(masked)" : "\(prefix)…(masked)"
    }
  }

  static let privateKeyPrefix = "-----BEGIN"

  /// Every hit, in the order of the text, none overlapping another.
  package static func hits(in bytes: [UInt8]) -> [Hit] {
    bytes.withUnsafeBufferPointer { hits(in: $0) }
  }

  /// Every hit, in the order of the text, none overlapping another.
  package static func hits(in bytes: ArraySlice<UInt8>) -> [Hit] {
    bytes.withUnsafeBufferPointer { hits(in: $0) }
  }

  /// The text with `ghp_…(masked)` in place of every hit.
  package static func mask(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let hits = hits(in: bytes)
    if hits.isEmpty { return text }
    var result: [UInt8] = []
    var end = 0
    for hit in hits {
      result += bytes[end..<hit.range.lowerBound]
      result += hit.mask.utf8
      end = hit.range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  private static func hits(in bytes: UnsafeBufferPointer<UInt8>) -> [Hit] {
    var scanner = TokenScanner(bytes)
    scanner.scan()
    let own = scanner.hits
    let ofServices = ServiceTokens.hits(in: bytes)
    let plain = ofServices.isEmpty ? own : merged(own + ofServices)
    guard scanner.sawEscape else { return plain }
    let decoded = EscapedText(bytes)
    guard decoded.bytes.count < bytes.count else { return plain }
    let more = decoded.bytes.withUnsafeBufferPointer { buffer in
      var scanner = TokenScanner(buffer)
      scanner.scan()
      return (scanner.hits + ServiceTokens.hits(in: buffer)).map { hit in
        Hit(range: decoded.original(hit.range), prefix: hit.prefix, isOfService: hit.isOfService)
      }
    }
    return merged(plain + more)
  }

  private static func merged(_ hits: [Hit]) -> [Hit] {
    var result: [Hit] = []
    for hit in hits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = result.last, hit.range.lowerBound < last.range.upperBound else {
        result.append(hit)
        continue
      }
      let end = max(last.range.upperBound, hit.range.upperBound)
      result[result.count - 1] = Hit(
        range: last.range.lowerBound..<end, prefix: last.prefix, isOfService: last.isOfService)
    }
    return result
  }
}

/// One pass over bytes that stops at `_`, which every token has, and at `-----BEGIN`.
private struct TokenScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var hits: [TokenShape.Hit] = []
  private(set) var sawEscape = false
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func scan() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "_"): scanToken()
      case UInt8(ascii: "-"): scanPrivateKey()
      case UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "%"): sawEscape = true
      default: break
      }
      position += 1
    }
  }

  private mutating func scanToken() {
    let after = position + 1
    if precedes("github_pat") {
      let (letters, all) = (run(after, isAlphanumeric), run(after, isWord))
      if letters >= 20 || all >= 60 { found("github_pat_", length: all) }
    } else if precedes("ghs") {
      let (letters, all) = (run(after, isAlphanumeric), run(after, isTokenByte))
      if letters >= 20 || (all >= 36 && hasDigitAndCapital(after, all)) { found("ghs_", length: all) }
    } else if let prefix = ["ghp", "gho", "ghu", "ghr"].first(where: precedes) {
      if run(after, isAlphanumeric) >= 20 { found("\(prefix)_", length: run(after, isWord)) }
    }
  }

  private func precedes(_ prefix: String) -> Bool {
    let length = prefix.utf8.count
    guard position >= length, bytes[position - 1] == prefix.utf8.last else { return false }
    return bytes[position - length..<position].elementsEqual(prefix.utf8)
  }

  private mutating func found(_ prefix: String, length: Int) {
    let end = position + 1 + length
    hits.append(.init(range: position + 1 - prefix.utf8.count..<end, prefix: prefix))
    position = end - 1
  }

  private func run(_ start: Int, _ belongs: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, belongs(bytes[end]) { end += 1 }
    return end - start
  }

  private func hasDigitAndCapital(_ start: Int, _ length: Int) -> Bool {
    let run = bytes[start..<start + length]
    return run.contains { (0x30...0x39).contains($0) } && run.contains { (0x41...0x5A).contains($0) }
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  private func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

  private func isTokenByte(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }
}

// MARK: - Private keys

extension TokenScanner {
  private mutating func scanPrivateKey() {
    guard starts("-----BEGIN ", at: position) else { return }
    let label = position + 11
    let labelEnd = label + run(label) { isAlphanumeric($0) || $0 == 0x20 }
    guard starts("-----", at: labelEnd), label..<labelEnd ~= labelEnd - 1,
      contains("PRIVATE KEY", label..<labelEnd)
    else { return }
    let end = endOfKey(from: labelEnd + 5)
    hits.append(.init(range: position..<end, prefix: TokenShape.privateKeyPrefix))
    position = end - 1
  }

  /// Up to the footer, else over everything that can be base64 with what text formats put between its lines.
  private func endOfKey(from start: Int) -> Int {
    var end = start
    while end < bytes.count, isKeyBody(bytes[end]) {
      if starts("-----END ", at: end) {
        let label = end + 9 + run(end + 9) { isAlphanumeric($0) || $0 == 0x20 }
        return starts("-----", at: label) ? label + 5 : label
      }
      end += 1
    }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  private func isKeyBody(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "+/=-\\ \t\r\n\"',:|#".utf8.contains(byte)
  }

  private func starts(_ text: String, at offset: Int) -> Bool {
    let end = offset + text.utf8.count
    return end <= bytes.count && bytes[offset..<end].elementsEqual(text.utf8)
  }

  private func contains(_ text: String, _ range: Range<Int>) -> Bool {
    range.contains { starts(text, at: $0) }
  }
}
