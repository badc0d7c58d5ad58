/// The path of a request, taken apart. Whatever could lead out of the book is no path at all.
struct RequestPath: Equatable {
  /// The names between the slashes, decoded.
  let segments: [String]
  /// Whether it ends with a slash.
  let isFolder: Bool

  /// Nil for a path that is not absolute, has an empty part, `.` or `..` in any spelling, an encoded slash, a
  /// backslash, a control character, or bytes that are no text.
  init?(_ encoded: String) {
    let bytes = Array(encoded.utf8)
    guard bytes.first == UInt8(ascii: "/") else { return nil }
    var parts = bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    isFolder = parts.last?.isEmpty ?? true
    if isFolder { parts = parts.dropLast() }
    var segments: [String] = []
    for part in parts {
      guard let segment = RequestPath.decoded(part) else { return nil }
      segments.append(segment)
    }
    self.segments = segments
  }

  /// The file of the book that it names.
  var file: String {
    let path = segments.joined(separator: "/")
    return isFolder ? indexBelow : path
  }

  /// The first page of the folder that it names.
  var indexBelow: String { (segments + ["index.html"]).joined(separator: "/") }

  private static func decoded(_ part: ArraySlice<UInt8>) -> String? {
    guard let bytes = percentDecoded(part), !bytes.isEmpty,
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let isForbidden = bytes.contains {
      $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
    }
    return isForbidden || text == "." || text == ".." ? nil : text
  }

  /// Nil where a `%` is not followed by two hexadecimal digits.
  private static func percentDecoded(_ part: ArraySlice<UInt8>) -> [UInt8]? {
    var (bytes, rest) = ([UInt8](), part)
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(isHexadecimal),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
