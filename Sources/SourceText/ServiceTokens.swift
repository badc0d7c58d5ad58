/// Recognizes the tokens of other services, as they or public secret scanners describe them.
enum ServiceTokens {
  /// One shape, ready to be matched.
  struct Shape: Sendable {
    let pattern: TokenPattern
    /// What is shown of a token of this shape.
    let shown: String
  }

  static let shapes: [Shape] = ServiceTokenRecord.all.compactMap { record in
    TokenPattern(record.pattern).map { pattern in
      let mark = String(decoding: pattern.anchor, as: UTF8.self)
      return Shape(
        pattern: pattern,
        shown: mark.utf8.count > 3 && mark.utf8.count < 20 ? mark : record.service + " token ")
    }
  }

  /// The shapes by the first byte of their anchors.
  private static let byFirst: [[Shape]] = {
    var table = [[Shape]](repeating: [], count: 256)
    for shape in shapes { table[Int(shape.pattern.anchor[0])].append(shape) }
    return table
  }()

  /// Whether an anchor may begin with two bytes: most places of most texts are passed over by this look.
  private static let beginnings: [Bool] = {
    var table = [Bool](repeating: false, count: 1 << 16)
    for shape in shapes { table[Int(shape.pattern.anchor[0]) << 8 | Int(shape.pattern.anchor[1])] = true }
    return table
  }()

  /// Every token of another service; unsorted, and maybe one inside another.
  static func hits(in bytes: UnsafeBufferPointer<UInt8>) -> [TokenShape.Hit] {
    guard bytes.count > 12 else { return [] }
    return beginnings.withUnsafeBufferPointer { beginnings in
      var hits: [TokenShape.Hit] = []
      for place in 0..<bytes.count - 1 {
        if beginnings[Int(bytes[place]) << 8 | Int(bytes[place + 1])] {
          hits += tokens(bytes, at: place)
        } else if bytes[place] == UInt8(ascii: ":"), let hit = password(bytes, at: place) {
          hits.append(hit)
        }
      }
      return hits
    }
  }

  private static func tokens(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> [TokenShape.Hit] {
    byFirst[Int(bytes[place])].compactMap { shape in
      let anchor = shape.pattern.anchor
      guard place + anchor.count <= bytes.count, bytes[place..<place + anchor.count].elementsEqual(anchor)
      else { return nil }
      return shape.pattern.match(bytes, anchorAt: place).map {
        .init(range: $0, prefix: shape.shown, isOfService: true)
      }
    }
  }

  /// The password of an address, `https://user:password@host`; none where a variable or an example stands for it.
  private static func password(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> TokenShape.Hit? {
    guard place + 3 < bytes.count, bytes[place + 1] == UInt8(ascii: "/"),
      bytes[place + 2] == UInt8(ascii: "/")
    else { return nil }
    var colon: Int?
    var end = place + 3
    while end < bytes.count, bytes[end] != UInt8(ascii: "@") {
      guard isUserInfo(bytes[end]) else { return nil }
      if colon == nil, bytes[end] == UInt8(ascii: ":") { colon = end }
      end += 1
    }
    guard end < bytes.count, let colon, end - colon > 8 else { return nil }
    let password = bytes[colon + 1..<end]
    guard password.contains(where: { (0x30...0x39).contains($0) }),
      password.contains(where: { (0x61...0x7A).contains($0 | 0x20) })
    else { return nil }
    return .init(range: colon + 1..<end, prefix: "password ", isOfService: true)
  }

  private static func isUserInfo(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "-._~!&'()*+,;=:%".utf8.contains(byte)
  }
}
