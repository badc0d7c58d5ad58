import CommonMark
import Foundation
import LocatedYAML
import SourceText
import Testing

/// Any text, wherever it lands, is that very text for the program that reads it there.
@Suite struct LandingReaderTests {
  private struct Landed: Codable {
    var shell: [String]
    var annotation: [[String]]
    var yaml: [String]
    var html: [String]
    var attribute: [String]
    var json: [String]
  }

  /// No program takes a NUL in an argument, and no reader of ours lets one in.
  private static let texts = HostileTexts.all

  @Test(.enabled("needs python3 with PyYAML") { await Python.has("yaml") })
  func otherReadersReadTheText() async throws {
    let texts = Self.texts
    let escaped = Landed(
      shell: texts.map(ShellWord.quoted),
      annotation: texts.map { [AnnotationText.message($0), AnnotationText.property($0)] },
      yaml: texts.map(YAMLScalar.quotedIfNeeded), html: texts.map(HTMLText.escaped),
      attribute: texts.map(HTMLText.escaped), json: texts.map(JSONText.quoted))
    let read: Landed = try await Python.read(Array(try JSONEncoder().encode(escaped)), by: "landings.py")
    Self.expect(read.shell, texts, "a word of the shell")
    Self.expect(read.annotation.map(\.[0]), texts, "the message of a workflow command")
    Self.expect(read.annotation.map(\.[1]), texts, "a property of a workflow command")
    Self.expect(read.yaml, texts, "a scalar of YAML")
    Self.expect(read.html, texts, "text of HTML")
    Self.expect(read.attribute, texts, "an attribute of HTML")
    Self.expect(read.json, texts, "a string of JSON")
  }

  /// By scalars: Swift's own comparison takes canonically equal texts for the same.
  private static func expect(_ read: [String], _ texts: [String], _ landing: Comment) {
    #expect(read.count == texts.count, landing)
    for (came, text) in zip(read, texts) where !came.unicodeScalars.elementsEqual(text.unicodeScalars) {
      Issue.record("\(landing): \(text.debugDescription) came out as \(came.debugDescription)")
    }
  }
}

/// Where text is escaped for a reader, nothing compares, splits or replaces by characters.
@Suite struct EscapingPlaceTests {
  /// Rooms whose text lands somewhere.
  private static let rooms = [
    "Audit/Reports", "BookBranch", "Documents", "Exposure", "Importers", "OutputFolder", "Pages",
    "Publishing",
    "Preview",
    "SourceText/Landings",
  ]

  @Test(arguments: rooms) func nothingEscapesByCharacters(room: String) throws {
    let folder = BookFixture.packageRoot.appending(path: "Sources/\(room)")
    let files = BookFixture.files(in: folder).filter { $0.key.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    // A quote, bar, backtick, angle or the like in `replacing("…"`, `split(separator: "…"` or `contains("…"`.
    let byCharacter =
      /\.(replacing|split\(separator:|contains|firstIndex\(of:|components\(separatedBy:)\(?\s?"(\\"|'|`|\||<|>|&|\\r|,|%|=)"/
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() where line.contains(byCharacter) {
        Issue.record(
          "\(room)/\(path):\(number + 1) looks for a character, where its reader sees bytes: \(line)")
      }
    }
  }
}
