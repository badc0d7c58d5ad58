/// Takes apart what `git cat-file --batch` prints: `NAME blob SIZE`, a line break, the bytes, a line break; in pieces of
/// any size.
struct ObjectBatch {
  private(set) var contents: [ObjectName: [UInt8]] = [:]
  /// A line that is none of its own, such as `NAME missing`.
  private(set) var complaint: String?
  private var line: [UInt8] = []
  /// The object whose bytes come next.
  private var object: ObjectName?
  private var bytes: [UInt8] = []
  /// How many bytes of it are still to come, the line break after them included.
  private var left = 0

  mutating func take(_ piece: UnsafeRawBufferPointer) {
    var rest = piece[...]
    while !rest.isEmpty {
      if let object {
        takeBytes(of: object, &rest)
      } else {
        takeLine(&rest)
      }
    }
  }

  /// Whether everything that was begun has come to its end.
  var isComplete: Bool { object == nil && line.isEmpty && complaint == nil }

  private mutating func takeBytes(of object: ObjectName, _ rest: inout Slice<UnsafeRawBufferPointer>) {
    let taken = rest.prefix(left)
    bytes.append(contentsOf: taken.prefix(left - 1))
    left -= taken.count
    rest = rest.dropFirst(taken.count)
    guard left == 0 else { return }
    contents[object] = bytes
    (self.object, bytes) = (nil, [])
  }

  private mutating func takeLine(_ rest: inout Slice<UnsafeRawBufferPointer>) {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      line.append(contentsOf: rest)
      rest = rest.suffix(0)
      return
    }
    line.append(contentsOf: rest[..<end])
    rest = rest[(end + 1)...]
    beginObject(String(decoding: line, as: UTF8.self))
    line = []
  }

  private mutating func beginObject(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 3, words[1] == "blob", let name = ObjectName(words[0]), let size = Int(words[2])
    else {
      complaint = complaint ?? line
      return
    }
    bytes.reserveCapacity(size)
    (object, left) = (name, size + 1)
  }
}
