import SourceText

/// The ids and links of one HTML page of ours, found by a scan of its tags: attributes are quoted, and text holds no
/// `<`.
struct PageReferences: Sendable {
  private(set) var ids: Set<String> = []
  private(set) var repeatedIDs: [String] = []
  /// As they are written, character references resolved.
  private(set) var links: Set<String> = []

  init(_ html: String) {
    var html = html
    html.withUTF8 { bytes in
      var scanner = TagScanner(bytes: bytes)
      while let (name, value) = scanner.nextAttribute() { add(name, value) }
    }
  }

  private mutating func add(_ name: TagScanner.Attribute, _ value: String) {
    switch name {
    case .id: if !ids.insert(value).inserted { repeatedIDs.append(value) }
    case .link: links.insert(value)
    }
  }
}

/// Goes from one `id`, `href` or `src` inside a tag to the next.
private struct TagScanner {
  enum Attribute { case id, link }

  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var isInTag = false

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func nextAttribute() -> (Attribute, String)? {
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">"): isInTag = false
      case UInt8(ascii: "\"") where isInTag:
        let name = attributeName()
        let value = quotedValue()
        if let name { return (name, String(decoding: value, as: UTF8.self).resolvingReferences) }
      default: break
      }
    }
    return nil
  }

  /// The name before the `="` that ends at the index.
  private func attributeName() -> Attribute? {
    if ends(with: " id=\"") { return .id }
    return ends(with: " href=\"") || ends(with: " src=\"") ? .link : nil
  }

  private func ends(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return index >= count && (0..<count).allSatisfy { bytes[index - count + $0] == text.utf8Start[$0] }
  }

  private mutating func quotedValue() -> UnsafeBufferPointer<UInt8>.SubSequence {
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
    defer { index += 1 }
    return bytes[start..<index]
  }
}

extension String {
  /// The character references that we and libcmark write, as what they stand for.
  fileprivate var resolvingReferences: String {
    guard utf8.contains(UInt8(ascii: "&")) else { return self }
    return replacing(bytesOf: "&lt;", with: "<").replacing(bytesOf: "&gt;", with: ">")
      .replacing(bytesOf: "&quot;", with: "\"").replacing(bytesOf: "&#39;", with: "'")
      .replacing(bytesOf: "&#x27;", with: "'").replacing(bytesOf: "&amp;", with: "&")
  }
}

extension Substring {
  /// With `%C3%A4` as `ä`; what is no percent-encoding stays.
  var removingPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        rest = rest.dropFirst(2)
        bytes.append(decoded)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
