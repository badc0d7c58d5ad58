import SourceText
import Workflows

/// A line of a script as a shell takes it, with those that it goes on to, and the variables that it uses.
struct ScriptLine {
  let text: String
  /// In the script.
  let offsets: Range<Int>
  /// Those that a shell replaces: none in single quotes.
  let variables: Set<String>

  /// Every line that is not empty and no comment.
  static func all(of script: WorkflowText) -> [ScriptLine] {
    var lines: [ScriptLine] = []
    let bytes = Array(script.bytes)
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A || isContinued(bytes[start..<end]) { end += 1 }
      let line = bytes[start..<end]
      let begin = line.drop { $0 == 0x20 || $0 == 0x09 }
      if let first = begin.first, first != UInt8(ascii: "#") {
        lines.append(
          ScriptLine(
            text: String(decoding: begin, as: UTF8.self), offsets: begin.startIndex..<end,
            variables: variables(of: begin)))
      }
      start = end + 1
    }
    return lines
  }

  private static func isContinued(_ line: ArraySlice<UInt8>) -> Bool {
    line.last == UInt8(ascii: "\\") || line.suffix(2).elementsEqual([UInt8(ascii: "\\"), 0x0D])
  }

  /// `$NAME`, `${NAME…}` and `$env:NAME`.
  private static func variables(of line: ArraySlice<UInt8>) -> Set<String> {
    var names: Set<String> = []
    var (isSingle, isDouble) = (false, false)
    var place = line.startIndex
    while place < line.endIndex {
      let byte = line[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\\") where !isSingle: place += 1
      case UInt8(ascii: "'") where !isDouble: isSingle.toggle()
      case UInt8(ascii: "\"") where !isSingle: isDouble.toggle()
      case UInt8(ascii: "$") where !isSingle:
        var rest = line[min(place, line.endIndex)...]
        if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
        if rest.prefix(4).elementsEqual("env:".utf8) { rest = rest.dropFirst(4) }
        let name = rest.prefix(while: isNameByte)
        if !name.isEmpty { names.insert(String(decoding: name, as: UTF8.self)) }
      default: break
      }
    }
    return names
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
  }
}
