import Foundation
import Guidance
import OutputFolder
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The example's decisions and pages as they were when somebody last read them: `Golden/decide.txt`, and of each kind of
/// document the first page and those named below.
///
/// `TOKENBOOK_RECORD=1` writes what is made now, and fails. Read the difference before it is committed.
@Suite struct GoldenBookTests {
  private static let golden = BookFixture.packageRoot.appending(path: "Tests/PublishingTests/Golden")
  private static let isRecording = ProcessInfo.processInfo.environment["TOKENBOOK_RECORD"] != nil

  /// Pages that show what the first of their kind does not.
  private static let more = [
    "repositories/web", "checklists/web", "checklists/consumer-jenkins", "accounts/tramline-pull",
    "credentials/existing-cr_pat", "credentials/existing-pull_prod", "credentials/existing-npm_token",
    "credentials/web-ci-deploy-key-shared", "credentials/tramline-firmware-contents-read",
  ]

  @Test func decisionsAreThoseThatWereRead() throws {
    let text = DecisionsTextRenderer(TextStyle(hasColor: false)).render(try BookFixture.example().decisions)
    try compare(text, "decide.txt")
  }

  @Test func pagesAreThoseThatWereRead() async throws {
    let files = try await BookFixture.exampleFiles()
    for path in try pages() {
      let markdown = try #require(files["markdown/\(path).md"], "there is no page \(path)")
      let text = String(decoding: markdown, as: UTF8.self)
      #expect(text.hasSuffix("\n" + NoteBlock.empty))
      try compare(String(text.dropLast(NoteBlock.empty.count + 1)), "\(path).md")
    }
  }

  private func pages() throws -> [String] {
    let book = try BookFixture.example()
    let firsts = DocumentKinds.all.compactMap { kind in kind.documents(book).map(\.path).min()?.text }
    return Set(firsts + Self.more).sorted()
  }

  private func compare(_ text: String, _ name: String) throws {
    let file = Self.golden.appending(path: name)
    if Self.isRecording {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)")
    }
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == recorded, "\(name) differs: TOKENBOOK_RECORD=1 records it")
  }
}
