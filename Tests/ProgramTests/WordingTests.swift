import Foundation
import Testing

/// The wording of what people read: no foreign constructions, short sentences, US spelling.
@Suite struct WordingTests {
  /// The files whose English has been edited. Add a file here when you have edited it.
  private static func editedFiles() throws -> [String] {
    let guide = try FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/site/content")
    return ["README.md", "CONTRIBUTING.md"]
      + guide.filter { $0.hasSuffix(".md") }.sorted().map { "site/content/\($0)" }
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

  /// What the pages of a book are made of.
  private static func editedTemplates() throws -> [String] {
    let folder = "templates/documents"
    // A function of the shell has no words.
    return try FileManager.default.subpathsOfDirectory(atPath: "\(Program.package)/\(folder)").sorted()
      .filter { $0.hasSuffix(".mustache") && $0 != "runbook-clip.md.mustache" }
      .map { "\(folder)/\($0)" }
  }

  /// In pages, the ways in which a sentence can end are side by side, each with its colon.
  private static func follows(_ rule: WordingRule, _ template: String) -> Bool {
    let isPage = !["/steps/", "/sentences/", "/runbook-"].contains { template.contains($0) }
    return !(isPage && rule.advice == "two sentences")
  }

  /// Its text without sections, with a word in the place of each value.
  private static func words(ofTemplate text: String) -> String {
    text.replacing(/(?m)^\{\{[#^\/>][^}]*\}\}\n/, with: "").replacing(/\{\{[#^\/>][^}]*\}\}/, with: "")
      .replacing(/\{\{\{?[^}]*\}\}\}?/, with: "X")
  }

  @Test func theEditedTemplatesFollowEveryRule() throws {
    let finders = try WordingRule.all.map { try $0.finder() }
    #expect(try Self.editedTemplates().count > 150)
    #expect(WordingRule.all.count { !Self.follows($0, "page") } == 1)
    for file in try Self.editedTemplates() {
      let text = try String(contentsOfFile: "\(Program.package)/\(file)", encoding: .utf8)
      for sentence in ShownSentence.all(in: Self.words(ofTemplate: text)) {
        for finder in finders where Self.follows(finder.rule, file) {
          guard let match = finder.match(in: sentence.text) else { continue }
          Issue.record("\(file): found “\(match)”, write \(finder.rule.advice): \(sentence.text)")
        }
      }
    }
  }

  /// The rooms whose texts people read.
  private static let editedRooms = [
    "Audit", "BookBranch", "Catalog", "Documents", "Exposure", "Guidance", "Importers", "LocatedYAML",
    "OrganizationModel", "OutputFolder", "Preview", "Publishing", "SourceText", "Templates", "Workflows",
    "tokenbook",
  ]

  /// The sentences of a room's texts. A text of one word is a name, and one of several lines is a file or a script.
  private static func sentences(ofRoom room: String) throws -> [(place: String, sentence: ShownSentence)] {
    let folder = "Sources/\(room)"
    let files = try FileManager.default.subpathsOfDirectory(atPath: "\(Program.package)/\(folder)").sorted()
      .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    return try files.flatMap { file in
      let source = try String(contentsOfFile: "\(Program.package)/\(file)", encoding: .utf8)
      return ShownLiteral.all(inSwift: source).flatMap { literal in
        let text = literal.text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isProse = text.contains(/[A-Za-z]{2,} [A-Za-z`]/) && !text.contains("\n")
        return isProse ? ShownSentence.all(in: text).map { ("\(file):\(literal.line)", $0) } : []
      }
    }
  }

  @Test(arguments: editedRooms) func theTextsOfARoomFollowEveryRule(_ room: String) throws {
    let finders = try WordingRule.all.map { try $0.finder() }
    let sentences = try Self.sentences(ofRoom: room)
    #expect(!sentences.isEmpty)
    for (place, sentence) in sentences {
      for finder in finders {
        guard let match = finder.match(in: sentence.text) else { continue }
        Issue.record("\(place): found “\(match)”, write \(finder.rule.advice): \(sentence.text)")
      }
      #expect(sentence.wordCount <= 25, "\(place): \(sentence.text)")
    }
  }

  @Test func literalsAreReadWithoutCode() {
    let source = #"""
      // "a comment"
      let a = "one \(b.map { "two \($0)" } ?? "three") \"four\"" /* "five" */ + f("six)", ("seven"))
      let c = #"raw"#
      let d = """
        eight \
        nine
        ten
        """
      """#
    let expected = [
      (2, "two X"), (2, "three"), (2, #"one X \"four\""#), (2, "six)"), (2, "seven"),
      (4, "\n  eight nine\n  ten\n  "),
    ].map { ShownLiteral(line: $0.0, text: $0.1) }
    #expect(ShownLiteral.all(inSwift: source) == expected)
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
