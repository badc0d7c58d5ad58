/// Cuts an expression into its words and signs.
struct ExpressionLexer {
  enum Token: Equatable {
    case word(String)
    case number(Double)
    case text(String)
    /// `(`, `)`, `[`, `]`, `.`, `,`, `*`, `!` and the operators.
    case sign(String)
    case end
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private var place: Int
  /// Where the token that was read last stands.
  private(set) var offsets: Range<Int>
  private var last: Token = .end

  /// - Parameter range: the expression within the bytes of the scalar.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    self.end = range.upperBound
    self.place = range.lowerBound
    self.offsets = range.lowerBound..<range.lowerBound
  }

  mutating func next() throws(ExpressionProblem) -> Token {
    while place < end, isSpace(bytes[place]) { place += 1 }
    let start = place
    let token = try read()
    offsets = start..<place
    last = token
    return token
  }

  private mutating func read() throws(ExpressionProblem) -> Token {
    guard place < end else { return .end }
    let byte = bytes[place]
    if isLetter(byte) { return word() }
    if isDigit(byte) || startsNumber(byte) { return try number() }
    if byte == UInt8(ascii: "'") { return try text() }
    return try sign(byte)
  }

  /// How many UTF-16 units the bytes take, as GitHub counts the length of an expression.
  func utf16Length(of range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F }
  private func byte(_ offset: Int) -> UInt8 { place + offset < end ? bytes[place + offset] : 0 }

  private mutating func word() -> Token {
    let start = place
    while place < end, isLetter(bytes[place]) || isDigit(bytes[place]) || bytes[place] == 0x2D { place += 1 }
    return .word(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  // MARK: Numbers and texts

  /// A sign, or a point where no property can stand.
  private func startsNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "+"): true
    case UInt8(ascii: "."): isDigit(self.byte(1)) && !endsValue(last)
    default: false
    }
  }

  private func endsValue(_ token: Token) -> Bool {
    switch token {
    case .word, .text, .number: true
    case .sign(let sign): sign == ")" || sign == "]" || sign == "*"
    case .end: false
    }
  }

  private mutating func number() throws(ExpressionProblem) -> Token {
    let start = place
    while place < end, isNumberByte(bytes[place]) { place += 1 }
    let written = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let value = ExpressionLexer.value(of: written) else {
      throw ExpressionProblem("bad-expression", "found `\(written)`, expected a number", at: start..<place)
    }
    return .number(value)
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  private static func value(of written: String) -> Double? {
    if written.hasPrefix("0x") { return Int(written.dropFirst(2), radix: 16).map(Double.init) }
    if written.hasPrefix("0o") { return Int(written.dropFirst(2), radix: 8).map(Double.init) }
    if written == "-Infinity" || written == "+Infinity" {
      return written == "-Infinity" ? -.infinity : .infinity
    }
    return written.utf8.contains { $0 | 0x20 == 0x78 || $0 | 0x20 == 0x70 } ? nil : Double(written)
  }

  private mutating func text() throws(ExpressionProblem) -> Token {
    let start = place
    var value: [UInt8] = []
    place += 1
    while place < end {
      if bytes[place] == UInt8(ascii: "'") {
        guard byte(1) == UInt8(ascii: "'") else {
          place += 1
          return .text(String(decoding: value, as: UTF8.self))
        }
        place += 1
      }
      value.append(bytes[place])
      place += 1
    }
    throw ExpressionProblem(
      "bad-expression", "found a quote that isn't closed", at: start..<end, help: "close it with `'`")
  }

  // MARK: Signs

  private static let signs = [
    "==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", ".", ",", "*", "!", "<", ">",
  ]

  private mutating func sign(_ byte: UInt8) throws(ExpressionProblem) -> Token {
    for sign in Self.signs where sign.utf8.first == byte {
      guard sign.utf8.count == 1 || sign.utf8.last == self.byte(1) else { continue }
      place += sign.utf8.count
      return .sign(sign)
    }
    throw unknownSign(byte)
  }

  private func unknownSign(_ byte: UInt8) -> ExpressionProblem {
    var width = 1
    while place + width < end, bytes[place + width] & 0xC0 == 0x80 { width += 1 }
    let written = String(decoding: bytes[place..<place + width], as: UTF8.self)
    let help: String? =
      switch byte {
      case UInt8(ascii: "\""): "put texts in expressions in single quotes"
      case UInt8(ascii: "&"): "write `&&`"
      case UInt8(ascii: "|"): "write `||`"
      case UInt8(ascii: "="): "write `==`"
      default: nil
      }
    return ExpressionProblem(
      "bad-expression", "found `\(written)` in an expression", at: place..<place + width, help: help)
  }
}
