/// Reads JSON as RFC 8259 has it (<https://www.rfc-editor.org/rfc/rfc8259>), and nothing besides: no comments, no comma behind the last value, no
/// name twice in an object.
package struct JSONReader {
  /// More lists and objects within each other than this are no document of ours.
  private static let deepest = 200

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Something else than JSON stands at this byte.
  private struct Problem: Error {}

  /// The value that the bytes say; nil where they are no JSON.
  package static func value(_ bytes: [UInt8]) -> JSONValue? {
    if case .success(let value) = read(bytes) { value } else { nil }
  }

  /// The value that the bytes say, or where they stop to be JSON.
  package static func read(_ bytes: [UInt8]) -> Result<JSONValue, Misfit> {
    var reader = JSONReader(bytes: bytes)
    guard let value = try? reader.readValue() else { return .failure(Misfit(offset: reader.position)) }
    reader.skipSpace()
    return reader.position == bytes.count ? .success(value) : .failure(Misfit(offset: reader.position))
  }

  /// Where bytes stop to be JSON.
  package struct Misfit: Error {
    /// From the first byte; the number of bytes where something is missing at the end.
    package let offset: Int
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func readValue() throws(Problem) -> JSONValue {
    skipSpace()
    switch next.map({ UnicodeScalar($0) }) {
    case "{": return .object(try readObject())
    case "[": return .list(try readList())
    case "\"": return .text(try readText())
    case "t": return try read("true", .truth(true))
    case "f": return try read("false", .truth(false))
    case "n": return try read("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func read(_ word: StaticString, _ value: JSONValue) throws(Problem) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual("\(word)".utf8) else { throw Problem() }
    position = end
    return value
  }

  // MARK: Lists and objects

  private mutating func readList() throws(Problem) -> [JSONValue] {
    var values: [JSONValue] = []
    try readElements("]") { (reader) throws(Problem) in values.append(try reader.readValue()) }
    return values
  }

  private mutating func readObject() throws(Problem) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    try readElements("}") { (reader) throws(Problem) in
      reader.skipSpace()
      let name = try reader.readText()
      reader.skipSpace()
      guard reader.take(":"), members.updateValue(try reader.readValue(), forKey: name) == nil else {
        throw Problem()
      }
    }
    return members
  }

  private mutating func readElements(
    _ close: Unicode.Scalar, _ read: (inout JSONReader) throws(Problem) -> Void
  ) throws(Problem) {
    position += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw Problem() }
    skipSpace()
    if take(close) { return }
    while true {
      try read(&self)
      skipSpace()
      if take(close) { return }
      guard take(",") else { throw Problem() }
    }
  }

  // MARK: Numbers

  private mutating func readNumber() throws(Problem) -> JSONValue {
    let start = position
    _ = take("-")
    if !take("0") { try skipDigits() }
    var isWhole = true
    if take(".") {
      isWhole = false
      try skipDigits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw Problem() }
    return .number(number)
  }

  private mutating func skipDigits() throws(Problem) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw Problem() }
  }

  // MARK: Texts

  private mutating func readText() throws(Problem) -> String {
    guard take("\"") else { throw Problem() }
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw Problem() }
        return text
      case UInt8(ascii: "\\"): try readEscape(into: &text)
      case 0..<0x20: throw Problem()
      default: text.append(byte)
      }
    }
    throw Problem()
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(Problem) {
    guard let byte = next else { throw Problem() }
    position += 1
    switch UnicodeScalar(byte) {
    case "\"", "\\", "/": text.append(byte)
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u": text += try readScalar().utf8
    default: throw Problem()
    }
  }

  private mutating func readScalar() throws(Problem) -> String {
    let unit = try readUnit()
    guard UTF16.isLeadSurrogate(unit) else {
      guard let scalar = Unicode.Scalar(unit) else { throw Problem() }
      return String(scalar)
    }
    guard take("\\"), take("u") else { throw Problem() }
    guard let text = String(validating: [unit, try readUnit()], as: UTF16.self) else { throw Problem() }
    return text
  }

  private mutating func readUnit() throws(Problem) -> UInt16 {
    guard position + 4 <= bytes.count else { throw Problem() }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Self.digit(byte) else { throw Problem() }
      unit = unit << 4 | digit
    }
    position += 4
    return unit
  }

  private static func digit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
