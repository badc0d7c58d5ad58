internal import SourceText

/// The commands of a script, as far as they can be told without running it: enough of the shells' grammar to see words,
/// quotes and separators. Comments and here-documents are no commands.
package struct ShellScript {
  /// One word, with its quotes taken off.
  package struct Word {
    package let text: String
    /// In the script, quotes included.
    package let offsets: Range<Int>
    /// Whether it was in single quotes, so that no variable in it is replaced.
    package let isVerbatim: Bool
  }

  /// One command with its words, variables set before it (`A=b command`) apart.
  package struct Command {
    package let words: [Word]
    let assignments: [(name: String, value: String)]

    /// From the first word to the last.
    var offsets: Range<Int> {
      (words.first?.offsets.lowerBound ?? 0)..<(words.last?.offsets.upperBound ?? 0)
    }

    /// The values of an option, `-u x`, `--user x` or `--user=x`.
    func values(of names: String...) -> [Word] {
      var found: [Word] = []
      for (index, word) in words.enumerated() {
        for name in names {
          if word.text == name, index + 1 < words.count {
            found.append(words[index + 1])
          } else if word.text.hasPrefix(name + "=") {
            found.append(
              Word(
                text: String(word.text.dropFirst(name.count + 1)), offsets: word.offsets,
                isVerbatim: word.isVerbatim))
          }
        }
      }
      return found
    }

    func has(_ names: String...) -> Bool { words.contains { names.contains($0.text) } }
  }

  private(set) var statements: [Command] = []
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var words: [Word] = []
  private var text: [UInt8] = []
  private var start: Int?
  private var isVerbatim = false
  private var hereDocument: [UInt8]?

  /// Whether any of some words stands in a script, whatever is before and after it: a quick look before it is read.
  package static func mentions(_ words: [[UInt8]], in bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      words.contains { word in word.withUnsafeBufferPointer { $0.firstOffset(in: buffer) } != nil }
    }
  }

  /// Reads a script.
  package static func commands(of bytes: ArraySlice<UInt8>) -> [Command] {
    statements(of: bytes).filter { !$0.words.isEmpty }
  }

  /// Its commands, and what only sets variables, `A=b`: that has no words.
  static func statements(of bytes: ArraySlice<UInt8>) -> [Command] {
    bytes.withUnsafeBufferPointer { buffer in
      var script = ShellScript(buffer)
      script.read()
      return script.statements
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private func byte(_ offset: Int = 0) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }

  private mutating func read() {
    while place < bytes.count {
      let byte = byte()
      switch byte {
      case 0x20, 0x09, 0x0D: endWord(); place += 1
      case 0x0A: endLine()
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "&"):
        takeOperator()
      case UInt8(ascii: ";"), UInt8(ascii: "`"):
        endCommand()
        place += 1
      case UInt8(ascii: "#") where start == nil: skipLine()
      case UInt8(ascii: "\\"): takeBackslash()
      case UInt8(ascii: "'"): takeSingle()
      case UInt8(ascii: "\""): takeDouble()
      case UInt8(ascii: "<") where self.byte(1) == UInt8(ascii: "<"): takeHereDocument()
      case UInt8(ascii: "$"): takeDollar()
      default: take(1)
      }
    }
    endCommand()
  }

  /// A sign that parts commands; not in `[[ … ]]`, `A=( … )`, `(( … ))`, `2>&1` and `&>`.
  private mutating func takeOperator() {
    let isOfRedirection =
      byte() == UInt8(ascii: "&")
      && (byte(1) == UInt8(ascii: ">") || place > 0 && bytes[place - 1] == UInt8(ascii: ">"))
    if isOfRedirection || isInTest { return take(1) }
    if byte() == UInt8(ascii: "("), start != nil, text.last == UInt8(ascii: "=") { return takeList() }
    if byte() == UInt8(ascii: "("), byte(1) == UInt8(ascii: "("), start == nil { return skipArithmetic() }
    endCommand()
    place += 1
  }

  private var isInTest: Bool {
    words.contains { $0.text == "[[" } && !words.contains { $0.text == "]]" }
  }

  /// `A=(one two)`: one word.
  private mutating func takeList() {
    take(1)
    while place < bytes.count, byte() != UInt8(ascii: ")") {
      switch byte() {
      case UInt8(ascii: "'"): takeSingle()
      case UInt8(ascii: "\""): takeDouble()
      default: take(1)
      }
    }
    if place < bytes.count { take(1) }
  }

  /// `$((i + 1))`: no command is in it; the word keeps a `$`.
  private mutating func takeArithmetic() {
    if start == nil { start = place }
    skipArithmetic()
    text.append(UInt8(ascii: "$"))
  }

  /// To the end of `((i++))`, or of the file.
  private mutating func skipArithmetic() {
    while place < bytes.count, byte() != UInt8(ascii: ")") || byte(1) != UInt8(ascii: ")") { place += 1 }
    place = min(place + 2, bytes.count)
  }

  private mutating func take(_ count: Int) {
    if start == nil { start = place }
    for _ in 0..<count where place < bytes.count {
      text.append(bytes[place])
      place += 1
    }
  }

  private mutating func endWord() {
    guard let start else { return }
    let word = String(decoding: text, as: UTF8.self)
    words.append(Word(text: word, offsets: start..<place, isVerbatim: isVerbatim))
    (self.start, isVerbatim) = (nil, false)
    text.removeAll(keepingCapacity: true)
  }

  /// Words before the command itself.
  private static let prefixes: Set<String> = [
    "if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "time", "sudo", "exec", "command",
    "env",
  ]

  private mutating func endCommand() {
    endWord()
    defer { words.removeAll(keepingCapacity: true) }
    var rest = words[...]
    var assignments: [(name: String, value: String)] = []
    while let first = rest.first {
      if let assignment = Self.assignment(first.text) {
        assignments.append(assignment)
      } else if !Self.prefixes.contains(first.text) {
        break
      }
      rest = rest.dropFirst()
      // `sudo -E make`
      if first.text == "sudo" || first.text == "exec" || first.text == "time" {
        rest = rest.drop { $0.text.hasPrefix("-") }
      }
    }
    if rest.isEmpty && assignments.isEmpty { return }
    statements.append(Command(words: Array(rest), assignments: assignments))
  }

  /// `NAME=value`, apart; nil for any other word.
  static func assignment(_ word: String) -> (name: String, value: String)? {
    guard let equal = word.firstIndex(of: "="), equal != word.startIndex else { return nil }
    let isAdded = word[..<equal].hasSuffix("+")
    let name = isAdded ? word[..<equal].dropLast() : word[..<equal]
    let isName = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F || (0x30...0x39).contains($0)
    }
    return isName ? (String(name), String(word[word.index(after: equal)...])) : nil
  }
}

// MARK: - Quotes, variables, lines

extension ShellScript {
  private mutating func takeBackslash() {
    if byte(1) == 0x0A {
      endWord()
      place += 2
    } else if byte(1) == 0x0D, byte(2) == 0x0A {
      endWord()
      place += 3
    } else {
      if start == nil { start = place }
      place += 1
      take(1)
    }
  }

  private mutating func takeSingle() {
    if start == nil { (start, isVerbatim) = (place, true) }
    place += 1
    while place < bytes.count, byte() != UInt8(ascii: "'") { takeMaybeExpression() }
    place += 1
    place = min(place, bytes.count)
  }

  private mutating func takeDouble() {
    if start == nil { start = place }
    place += 1
    while place < bytes.count, byte() != UInt8(ascii: "\"") {
      if byte() == UInt8(ascii: "\\") {
        place += 1
        if byte() == 0x0A { place += 1 } else { take(1) }
      } else if byte() == UInt8(ascii: "$"), byte(1) == UInt8(ascii: "("), byte(2) == UInt8(ascii: "(") {
        takeArithmetic()
      } else if byte() == UInt8(ascii: "$"), byte(1) == UInt8(ascii: "(") {
        takeSubstitution()
      } else {
        takeMaybeExpression()
      }
    }
    place = min(place + 1, bytes.count)
  }

  /// `"$( … )"`: its commands are commands too; the word keeps a `$` where they stood.
  private mutating func takeSubstitution() {
    let outer = (words, text, start, isVerbatim)
    (words, text, start) = ([], [], nil)
    place += 2
    var depth = 1
    while place < bytes.count, depth > 0 {
      switch byte() {
      case UInt8(ascii: "("): depth += 1; endCommand(); place += 1
      case UInt8(ascii: ")"): depth -= 1; endCommand(); place += 1
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): endCommand(); place += 1
      case 0x0A: endLine()
      case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "<"): takeHereDocument()
      case 0x20, 0x09, 0x0D: endWord(); place += 1
      case UInt8(ascii: "'"): takeSingle()
      case UInt8(ascii: "\\"): takeBackslash()
      case UInt8(ascii: "\""): takePlainDouble()
      case UInt8(ascii: "$") where byte(1) == UInt8(ascii: "("):
        // A command within: not told apart from the one around it.
        depth += 1
        place += 2
      default: takeMaybeExpression()
      }
    }
    endCommand()
    (words, text, start, isVerbatim) = outer
    text.append(UInt8(ascii: "$"))
  }

  /// Double quotes within a substitution: substitutions within those are not looked into.
  private mutating func takePlainDouble() {
    if start == nil { start = place }
    place += 1
    while place < bytes.count, byte() != UInt8(ascii: "\"") {
      if byte() == UInt8(ascii: "\\") { place += 1 }
      if place < bytes.count { takeMaybeExpression() }
    }
    place = min(place + 1, bytes.count)
  }

  /// `${{ … }}` is one piece, whatever is in it.
  private mutating func takeMaybeExpression() {
    guard byte() == UInt8(ascii: "$"), byte(1) == 0x7B, byte(2) == 0x7B else { return take(1) }
    var end = place + 3
    while end + 1 < bytes.count, bytes[end] != 0x7D || bytes[end + 1] != 0x7D { end += 1 }
    take(min(end + 2, bytes.count) - place)
  }

  private mutating func takeDollar() {
    if byte(1) == UInt8(ascii: "("), byte(2) == UInt8(ascii: "(") {
      takeArithmetic()
    } else if byte(1) == UInt8(ascii: "(") {
      endCommandKeepingWord()
      place += 2
    } else if byte(1) == 0x7B, byte(2) != 0x7B {
      var end = place
      while end < bytes.count, bytes[end] != 0x7D, bytes[end] != 0x0A { end += 1 }
      take(min(end + 1, bytes.count) - place)
    } else {
      takeMaybeExpression()
    }
  }

  /// `A=$(command)`: what stands before is a command of its own; its last word keeps a `$` where it stood.
  private mutating func endCommandKeepingWord() {
    if start != nil { text.append(UInt8(ascii: "$")) }
    endCommand()
  }

  private mutating func skipLine() {
    while place < bytes.count, byte() != 0x0A { place += 1 }
  }

  private mutating func endLine() {
    if isInTest { endWord() } else { endCommand() }
    place += 1
    guard let end = hereDocument else { return }
    hereDocument = nil
    while place < bytes.count {
      let lineStart = place
      skipLine()
      let line = bytes[lineStart..<place].drop { $0 == 0x20 || $0 == 0x09 }
      place = min(place + 1, bytes.count)
      if line.elementsEqual(end) || line.dropLast().elementsEqual(end) && line.last == 0x0D { return }
    }
  }

  private mutating func takeHereDocument() {
    endWord()
    place += 2
    if byte() == UInt8(ascii: "<") { return place += 1 }
    if byte() == UInt8(ascii: "-") { place += 1 }
    while byte() == 0x20 { place += 1 }
    var end: [UInt8] = []
    while place < bytes.count, byte() > 0x20, byte() != UInt8(ascii: ";"), byte() != UInt8(ascii: "|"),
      byte() != UInt8(ascii: ")")
    {
      if byte() != UInt8(ascii: "'"), byte() != UInt8(ascii: "\""), byte() != UInt8(ascii: "\\") {
        end.append(byte())
      }
      place += 1
    }
    if !end.isEmpty { hereDocument = end }
  }
}
