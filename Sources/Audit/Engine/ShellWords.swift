/// The words of a script as a shell would part them, with their places: enough to see the arguments of a command.
///
/// A line that ends in a backslash goes on; a quoted stretch belongs to its word; `;`, `|`, `&` and a line end finish a command.
/// Here-documents and comments are not looked at as such: a word in them may be taken for one of a command.
struct ShellWords {
  /// One word, quotes included.
  struct Word {
    let text: String
    /// In bytes of the script.
    let offsets: Range<Int>

    /// Without the quotes around it.
    var bare: Substring {
      guard text.utf8.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first
      else { return text[...] }
      return text.dropFirst().dropLast()
    }
  }

  /// The commands in the order of the script; none is empty.
  let commands: [[Word]]

  init(_ bytes: ArraySlice<UInt8>) {
    var parser = Parser(bytes: Array(bytes))
    parser.parse()
    commands = parser.commands
  }

  private struct Parser {
    let bytes: [UInt8]
    var commands: [[Word]] = []
    private var command: [Word] = []
    private var start: Int?

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func parse() {
      var place = 0
      while place < bytes.count {
        if let next = skipped(at: place) {
          if bytes[place] != UInt8(ascii: "\\") || !isLineEnd(place + 1) { start = start ?? place }
          place = next
          continue
        }
        switch bytes[place] {
        case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
          endCommand(at: place)
        case let byte where isSpace(byte): endWord(at: place)
        default: start = start ?? place
        }
        place += 1
      }
      endCommand(at: bytes.count)
    }

    /// The place after a quoted stretch, an expression or an escaped character; nil where none begins here.
    private func skipped(at place: Int) -> Int? {
      switch bytes[place] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): end(of: bytes[place], from: place + 1)
      case UInt8(ascii: "\\"): place + 2
      case UInt8(ascii: "$") where bytes[place...].starts(with: "${{".utf8): endOfExpression(from: place)
      default: nil
      }
    }

    private func end(of quote: UInt8, from start: Int) -> Int {
      var place = start
      while place < bytes.count, bytes[place] != quote {
        place += quote == UInt8(ascii: "\"") && bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      return min(place + 1, bytes.count)
    }

    private func endOfExpression(from start: Int) -> Int {
      var place = start
      while place + 1 < bytes.count, !(bytes[place] == 0x7D && bytes[place + 1] == 0x7D) { place += 1 }
      return min(place + 2, bytes.count)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private func isLineEnd(_ place: Int) -> Bool {
      place >= bytes.count || bytes[place] == UInt8(ascii: "\n")
    }

    private mutating func endWord(at place: Int) {
      guard let begin = start else { return }
      let end = min(place, bytes.count)
      command.append(Word(text: String(decoding: bytes[begin..<end], as: UTF8.self), offsets: begin..<end))
      start = nil
    }

    private mutating func endCommand(at place: Int) {
      endWord(at: place)
      if !command.isEmpty { commands.append(command) }
      command = []
    }
  }
}
