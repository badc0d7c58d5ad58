import Foundation
import OrganizationModel
import SourceText
import Testing

/// Broken bytes never crash the reader, and every problem has a place inside its file.
@Suite struct FuzzTests {
  private static let seeds = ["everything", "smallest", "unicode", "aliases", "windows-line-ends"]
  private static let snippets: [String] = [
    "\t", "- ", ": ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "|\n", ">\n", "---\n", "...\n", "#", "\n",
    "\r\n", "\u{FEFF}", "\0",
    "é", "\u{2028}", "!!str ", "? ", "<<: *a", "~", "null", "true", "%YAML 1.1\n", "ghp_", "-----BEGIN ",
    "&#", "\\u00", "include: ",
    "0d", "2026-02-30", "@", "`", "x-",
  ]

  @Test(arguments: seeds) func mutatedDescriptions(name: String) throws {
    var random = SeededGenerator(seed: UInt64(name.utf8.count))
    let url = FixtureFiles.folder.appending(path: "valid/\(name)/tokenbook.yaml")
    let original = Array(try Data(contentsOf: url))
    for _ in 0..<400 { check(mutated(original, &random)) }
  }

  @Test func truncatedDescriptions() throws {
    let url = FixtureFiles.folder.appending(path: "valid/everything/tokenbook.yaml")
    let original = Array(try Data(contentsOf: url))
    for length in stride(from: 0, to: original.count, by: 11) { check(Array(original[..<length])) }
  }

  @Test func randomBytes() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<600 {
      check(
        (0..<Int.random(in: 0..<200, using: &random)).map { _ in
          UInt8.random(in: .min ... .max, using: &random)
        })
    }
  }

  private func mutated(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0..<12, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
      case 2:
        bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0..<bytes.count, using: &random))
      case 3: bytes.replaceSubrange(start..<end, with: snippet(&random))
      default: bytes.insert(contentsOf: snippet(&random), at: start)
      }
    }
    return bytes
  }

  private func snippet(_ random: inout SeededGenerator) -> [UInt8] {
    Array((Self.snippets.randomElement(using: &random) ?? "").utf8)
  }

  private func check(_ bytes: [UInt8]) {
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: bytes))
    for diagnostic in reading.diagnostics {
      let ranges = [diagnostic.range].compactMap(\.self) + diagnostic.related.map(\.range)
      #expect(diagnostic.range != nil, "\(diagnostic)")
      for range in ranges {
        let count = reading.files[range.file].bytes.count
        #expect(range.start <= range.end && Int(range.end) <= count, "\(diagnostic)")
      }
      #expect(!diagnostic.message.isEmpty && !diagnostic.message.hasSuffix("."), "\(diagnostic)")
    }
    #expect((reading.organization == nil) == reading.diagnostics.hasErrors)
    guard bytes.count % 4 == 0 else { return }
    let renderer = DiagnosticRenderer(files: reading.files)
    let text = renderer.text(reading.diagnostics)
    #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(renderer.json(reading.diagnostics).utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
  }
}
