/// Writes JSON with the members of each object sorted by name: the same value gives the same bytes.
package struct JSONWriter {
  private let isPretty: Bool
  private var bytes: [UInt8] = []
  private var depth = 0

  /// The value on one line, or with a line for each member and each value of a list.
  package static func bytes(_ value: JSONValue, pretty isPretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(isPretty: isPretty)
    writer.write(value)
    return writer.bytes
  }

  private init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .truth(let truth): bytes += (truth ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .number(let number): bytes += "\(number)".utf8
    case .text(let text): write(text)
    case .list(let values): write(values, "[", "]") { $0.write($1) }
    case .object(let members):
      write(members.sorted { $0.key < $1.key }, "{", "}") { writer, member in
        writer.write(member.key)
        writer.bytes += (writer.isPretty ? " : " : ":").utf8
        writer.write(member.value)
      }
    }
  }

  private mutating func write<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      endLine()
      write(&self, element)
    }
    depth -= 1
    if isPretty, elements.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    endLine()
    bytes.append(UInt8(ascii: close))
  }

  private mutating func endLine() {
    guard isPretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  private mutating func write(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { text in
      // Runs of bytes that stay as they are.
      var start = 0
      for (index, byte) in text.enumerated() {
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes += text[start..<index]
        writeEscaped(byte)
        start = index + 1
      }
      bytes += text[start...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: bytes += "\\b".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    default: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
    }
  }
}
