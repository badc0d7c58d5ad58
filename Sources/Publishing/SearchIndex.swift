/// What the site's search finds: one page, by the words of its title and its text.
struct SearchRecord: Sendable, Hashable {
  let title: String
  /// From the root of the site, `repositories/web.html`.
  let href: String
  /// What kind of page it is, in words.
  let kind: String
  /// Further words to find it by; shown too.
  let text: String
}

/// The search index as the site's script reads it: a script for every two first characters of a word, so that a page
/// loads only what a query can match, also from a disk.
struct SearchIndex {
  /// How many records one file holds; the script knows the same number.
  static let recordsPerFile = 500

  private var records: [String: [[UInt8]]] = [:]

  /// Adds a page; those that should be found first are added first.
  mutating func add(_ record: SearchRecord) {
    let encoded = SearchIndex.encode(record)
    for key in SearchIndex.keys(of: record) { records[key, default: []].append(encoded) }
  }

  /// The files by their names below `search/`.
  func files() -> [String: [UInt8]] {
    var files = ["index.js": Array("tokenbookIndex(\"\", {\(sizes)});\n".utf8)]
    for (key, records) in records {
      for (part, start) in stride(from: 0, to: records.count, by: Self.recordsPerFile).enumerated() {
        let name = part == 0 ? key : "\(key)-\(part + 1)"
        files["\(name).js"] = SearchIndex.file(
          name, records[start..<min(start + Self.recordsPerFile, records.count)])
      }
    }
    return files
  }

  private var sizes: String {
    records.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.count)" }.joined(separator: ", ")
  }

  private static func file(_ name: String, _ records: ArraySlice<[UInt8]>) -> [UInt8] {
    Array("tokenbookIndex(\"\(name)\", [\n".utf8) + records.joined(separator: ",\n".utf8)
      + Array("\n]);\n".utf8)
  }
}

extension SearchIndex {
  /// The keys of every word of the record, each once.
  static func keys(of record: SearchRecord) -> Set<String> {
    keys(of: record.title).union(keys(of: record.text))
  }

  /// A word is a run of letters and digits; its key is its first two UTF-16 units in lower case, `_` for each that is
  /// missing or not in `[a-z0-9]`.
  static func keys(of text: String) -> Set<String> {
    var keys: Set<String> = []
    var key: [UInt8] = []
    var inWord = false
    for scalar in text.lowercased().unicodeScalars {
      guard isWord(scalar) else {
        if inWord { keys.insert(padded(key)) }
        (key, inWord) = ([], false)
        continue
      }
      inWord = true
      if key.count < 2 { key += units(of: scalar) }
    }
    if inWord { keys.insert(padded(key)) }
    return keys
  }

  private static func units(of scalar: Unicode.Scalar) -> [UInt8] {
    guard scalar.value < 0x10000 else { return [UInt8(ascii: "_"), UInt8(ascii: "_")] }
    switch scalar {
    case "a"..."z", "0"..."9": return [UInt8(scalar.value)]
    default: return [UInt8(ascii: "_")]
    }
  }

  private static func padded(_ key: [UInt8]) -> String {
    String(decoding: (key + [UInt8(ascii: "_"), UInt8(ascii: "_")]).prefix(2), as: UTF8.self)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }

  private static func encode(_ record: SearchRecord) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for (index, text) in [record.title, record.href, record.kind, record.text].enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      ScriptText.append(text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}

/// Text as a string of JavaScript.
enum ScriptText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
    case "<", "\u{2028}", "\u{2029}": bytes += escape(scalar.value)
    case let control where control.value < 0x20: bytes += escape(control.value)
    default: bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private static func escape(_ value: UInt32) -> [UInt8] {
    let digits = String(value, radix: 16)
    return Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: max(0, 4 - digits.count))
      + Array(digits.utf8)
  }
}
