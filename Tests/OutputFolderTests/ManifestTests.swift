import Testing

@testable import OutputFolder

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

@Suite struct ManifestTests {
  private func manifest() throws -> Manifest {
    Manifest(
      files: [
        try RelativePath("b.html"): ContentDigest(value: 1), try RelativePath("a/\"q\""): .init(value: 2),
      ],
      pending: [try RelativePath("b.html"): ContentDigest(value: 3)])
  }

  @Test func isSortedJSONWithoutDates() throws {
    let text = String(decoding: ManifestRenderer().render(try manifest()), as: UTF8.self)
    #expect(
      text == #"""
        {
          "format": "tokenbook.manifest/1",
          "tool": "tokenbook",
          "digest": "xxh64",
          "files": {
            "a/\"q\"": "0000000000000002",
            "b.html": "0000000000000001"
          },
          "pending": {
            "b.html": "0000000000000003"
          }
        }

        """#)
  }

  @Test func readsWhatItWrote() throws {
    let manifest = try manifest()
    #expect(try ManifestReader().read(ManifestRenderer().render(manifest)) == manifest)
    #expect(try ManifestReader().read(ManifestRenderer().render(Manifest())) == Manifest())
  }

  @Test(arguments: [
    ("", ManifestProblem.notAManifest), ("[]", .notAManifest), ("{}", .notAManifest),
    (#"{"format": "tokenbook.manifest/2"}"#, .otherFormat("tokenbook.manifest/2")),
    (
      #"{"format": "tokenbook.manifest/1", "files": {"../../etc/passwd": "0000000000000001"}}"#,
      .badPath(.leadsOut("../../etc/passwd"))
    ),
    (
      #"{"format": "tokenbook.manifest/1", "files": {"/etc/passwd": "0000000000000001"}}"#,
      .badPath(.emptyPart("/etc/passwd"))
    ),
    (#"{"format": "tokenbook.manifest/1", "files": {"a": "1"}}"#, .badDigest("1")),
  ])
  func refusesWhatItCannotTrust(_ text: String, _ problem: ManifestProblem) {
    #expect(throws: problem) { try ManifestReader().read(Array(text.utf8)) }
  }
}
