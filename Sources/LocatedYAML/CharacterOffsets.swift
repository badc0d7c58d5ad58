/// Turns libyaml's positions, which count characters, into byte offsets. Asked for positions that lie near one
/// another, it walks a few bytes each time.
struct CharacterOffsets {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private var character = 0
  private var byte = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    self.isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  mutating func byteOffset(of index: Int) -> Int {
    if isASCII { return min(index, bytes.count) }
    while character < index, byte < bytes.count {
      byte += 1
      while byte < bytes.count, isContinuation(byte) { byte += 1 }
      character += 1
    }
    while character > index, byte > 0 {
      byte -= 1
      while byte > 0, isContinuation(byte) { byte -= 1 }
      character -= 1
    }
    return byte
  }

  private func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
}
