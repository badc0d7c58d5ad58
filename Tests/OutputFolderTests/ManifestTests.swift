import SourceText
import Testing

@testable import OutputFolder

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
