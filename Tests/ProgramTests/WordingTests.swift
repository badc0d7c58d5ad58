import Foundation
import Testing

/// The wording of what people read: no foreign constructions, short sentences, US spelling.
@Suite struct WordingTests {
  /// The files whose English has been edited. Add a file here when you have edited it.
  private static func editedFiles() throws -> [String] {
    let guide = try FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/site/content")
    return ["README.md"] + guide.filter { $0.hasSuffix(".md") }.sorted().map { "site/content/\($0)" }
  }

  private static func sentences(of file: String) throws -> [ShownSentence] {
    ShownSentence.all(in: try String(contentsOfFile: "\(Program.package)/\(file)", encoding: .utf8))
  }

  @Test func everyRuleFindsItsSampleAndNotItsAdvice() throws {
    for rule in WordingRule.all {
      let finder = try rule.finder()
      #expect(finder.match(in: rule.sample) != nil, "`\(rule.pattern)` in: \(rule.sample)")
      #expect(finder.match(in: rule.advice) == nil, "`\(rule.pattern)` in: \(rule.advice)")
    }
  }

  @Test func theEditedFilesFollowEveryRule() throws {
    let finders = try WordingRule.all.map { try $0.finder() }
    for file in try Self.editedFiles() {
      let sentences = try Self.sentences(of: file)
      #expect(sentences.count > 20, "\(file) has few sentences")
      for sentence in sentences {
        for finder in finders {
          guard let match = finder.match(in: sentence.text) else { continue }
          Issue.record(
            "\(file):\(sentence.line): found “\(match)”, write \(finder.rule.advice): \(sentence.text)")
        }
      }
    }
  }

  @Test func everySentenceIsShort() throws {
    for file in try Self.editedFiles() {
      for sentence in try Self.sentences(of: file) {
        #expect(sentence.wordCount <= 25, "\(file):\(sentence.line): \(sentence.text)")
        #expect(sentence.text.count(where: { $0 == ";" }) <= 1, "\(file):\(sentence.line): \(sentence.text)")
      }
    }
  }

  @Test func sentencesAreReadWithoutCode() {
    let text = """
      # A title

      One `code. Span` here. Two goes
      on, to [a page](page.md#place). **Three.** Four
      ```sh
      mend; anew
      ```
      - An item with `a
        span`
      - Another

      | Head | `a|b` |
      | --- | --- |
      | Cell. More | last |
      """
    let expected = [
      (1, "# A title"), (3, "One ¤ here."), (3, "Two goes on, to [a page]."), (3, "**Three.**"), (3, "Four"),
      (8, "- An item with ¤"), (10, "- Another"), (12, "Head"), (14, "Cell."), (14, "More"), (14, "last"),
    ].map { ShownSentence(line: $0.0, text: $0.1) }
    #expect(ShownSentence.all(in: text) == expected)
    #expect(expected.map(\.wordCount) == [3, 3, 6, 1, 1, 4, 1, 1, 1, 1, 1])
  }
}
