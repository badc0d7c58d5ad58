import Testing

@testable import OutputFolder

@Suite struct SystemPathTests {
  /// Each name has a text of its own that leads back to it, byte for byte.
  @Test(
    arguments: [
      [0x61], [0xC3, 0xA9], [0xFF], [0xC3, 0x28], [0x61, 0xFF, 0xFE, 0x62], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xBE, 0x80, 0xFF], [0xF0, 0x9F, 0x98, 0x80],
    ] as [[UInt8]])
  func aNameComesBackAsItWas(_ name: [UInt8]) {
    let text = name.withUnsafeBufferPointer { SystemPath.text(of: $0) }
    #expect(SystemPath.bytes(of: text).map { UInt8(bitPattern: $0) } == name + [0])
    let isText = String(validating: name, as: UTF8.self) == text
    #expect(isText == (String(validating: name, as: UTF8.self) != nil && !name.starts(with: [0xF4, 0x8F])))
  }

  @Test func twoNamesAreNeverOneText() {
    let names = (0x80...0xFF).map { [UInt8($0)] } + (0x80...0xBF).map { [0xF4, 0x8F, 0xBE, UInt8($0)] }
    let texts = Set(names.map { name in name.withUnsafeBufferPointer { SystemPath.text(of: $0) } })
    #expect(texts.count == names.count)
  }
}
