import Audit
import SourceText
import Testing

@Suite struct MendingTests {
  private static let text = "on: push\njobs: {a: {runs-on: x, name: old, steps: [{run: make}]}}\n"

  private func mended(_ replacement: String, _ text: String = text) throws -> String? {
    let file = SourceFile(path: "ci.yml", bytes: Array(text.utf8))
    let edit = TextEdit(Examples.range("old", in: text), replacement)
    return Mending.bytes(of: file, with: [edit]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func nothingIsWrittenThatGitHubWouldRefuse() throws {
    #expect(try mended("new") == Self.text.replacing("old", with: "new"))
    #expect(try mended("${{ github.actor }}") == nil)
  }

  @Test func whatWasWrongBeforeStopsNothing() throws {
    let wrong = Self.text.replacing("on: push\n", with: "on: push\nwrong: 1\n")
    #expect(try mended("new", wrong) == wrong.replacing("old", with: "new"))
  }
}
