import Testing

/// What a person's machine loads at the start of each command.
@Suite struct LibraryTests {
  /// ICU alone is 38 MB; Foundation brings it.
  @Test(.enabled(if: Program.has("ldd"))) func noICUIsLinked() async throws {
    let listed = try await Program.shell("ldd \"$tokenbook\"", in: TestFolder())
    #expect(listed.output.contains("libcmark"))
    let unwanted = listed.output.split(separator: "\n").filter { line in
      line.contains("ICU") || line.contains("libicu") || line.contains("libFoundation.so")
        || line.contains("libFoundationInternationalization")
    }
    #expect(unwanted == [])
  }

  /// The module is there through swift-argument-parser; ours needs nothing of it.
  @Test func nothingOfOursImportsFoundation() async throws {
    let found = try await Program.shell(
      "grep -rnE 'import Foundation' \"$sources\" || true", in: TestFolder(),
      environment: ["sources": "\(Program.package)/Sources"])
    #expect(found.output == "")
  }
}
