import SourceText
import Testing

@Suite struct ContentDigestTests {
  /// Made with the reference implementation.
  @Test(arguments: [
    ([UInt8](), "ef46db3751d8e999"), ([0x61], "d24ec4f1a98c6e5b"), ([0x61, 0x62, 0x63], "44bc2cf5ad770999"),
    (Array(0..<32), "cbf59c5116ff32b4"), (Array(0..<39), "00a396ef1679a859"),
    (Array(0..<100), "6ac1e58032166597"),
  ])
  func equalsTheReference(_ bytes: [UInt8], _ digest: String) {
    #expect(ContentDigest(of: bytes).hexadecimal == digest)
  }

  @Test func equalsTheReferenceOnAMegabyte() {
    #expect(ContentDigest(of: [UInt8](repeating: 0x78, count: 1_000_003)).hexadecimal == "d45f3315ba163e45")
  }

  @Test func readsItsOwnDigits() {
    #expect(ContentDigest(hexadecimal: "00000000000000ff") == ContentDigest(value: 255))
    #expect(ContentDigest(value: 255).hexadecimal == "00000000000000ff")
    #expect(ContentDigest(hexadecimal: "ff") == nil)
    #expect(ContentDigest(hexadecimal: "zz000000000000ff") == nil)
  }
}
