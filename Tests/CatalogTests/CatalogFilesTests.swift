import Catalog
import ShippedCatalog
import SourceText
import Testing

/// Which files count, and what failing credentials show.
@Suite struct CatalogFilesTests {
  @Test func aMissingFileIsTold() {
    let reading = Catalog.read(CatalogFiles())
    #expect(reading.diagnostics.map(\.id) == Array(repeating: "missing-catalog-file", count: 9))
    #expect(reading.diagnostics.hasErrors)
    #expect(reading.diagnostics.allSatisfy { $0.help?.contains("TOKENBOOK_RESOURCES") == true })
  }

  @Test func aPartIsReadAlone() {
    let part = Catalog.read(shippedCatalogFiles, only: [.services, .snippets])
    #expect(part.diagnostics == [])
    #expect(part.catalog.services.all.map(\.id) == shippedCatalog.services.all.map(\.id))
    #expect(part.catalog.failureMessages.isEmpty && !shippedCatalog.failureMessages.isEmpty)
    let nothing = Catalog.read(CatalogFiles(), only: [.services, .snippets])
    #expect(nothing.diagnostics.map(\.id) == ["missing-catalog-file"])
  }

  @Test(arguments: ["actions/mine.yml", "action/mine.yaml", "gh-command.tsv", "notes.txt"])
  func aFileThatNothingReadsIsTold(_ name: String) {
    #expect(OwnCatalog([name: "x"]).problems == ["unknown-catalog-file@1:1"])
  }

  @Test func whatIsWrittenForPeopleIsNoFileOfTheCatalog() {
    #expect(OwnCatalog(["README.md": "# Ours"]).problems == [])
  }

  /// What stands in the catalog gets onto pages.
  @Test func aTokenInAFileOfOnesOwnIsTold() {
    let token = "ghp_" + String(repeating: "a1B2c3", count: 6)
    let own = OwnCatalog(["failure-messages.yaml": Self.message("cause: \(token)")])
    #expect(own.problems == ["token-in-catalog@3:10"])
    #expect(!own.messages.joined().contains(token))
  }

  // MARK: Messages

  private static func message(_ cause: String = "cause: it is old", _ more: String = "") -> String {
    "- message: it broke\n  with: [app, key]\n  \(cause)\n  fix: mint another for ORG\n\(more)"
  }

  @Test func messagesOfOnesOwnTakeThePlaceOfThoseOfTheProgram() throws {
    let own = OwnCatalog(["failure-messages.yaml": Self.message()])
    #expect(own.problems == [])
    let message = try #require(own.catalog.failureMessages.first)
    #expect(own.catalog.failureMessages.count == 1)
    #expect(message.text == "it broke")
    #expect(message.uses == [.app, .key])
    #expect(message.help == .plans)
    #expect(message.fact == nil)
  }

  @Test(arguments: [
    ("cause: ", "  help: nowhere\n", "unknown-value@5:9"), ("why: ", "", "missing-key@1:3"),
    ("cause: ", "  fact: Not A Fact\n", "bad-name@5:9"),
    ("cause: ", "  fact: packages-accept-app-token\n", "unknown-fact@5:9"),
    ("cause: ", "  with: [app]\n", "duplicate-key@5:3"),
  ])
  func saysWhereAMessageIsWrong(_ key: String, _ more: String, _ problem: String) {
    let own = OwnCatalog(["failure-messages.yaml": Self.message(key + "it is old", more)])
    #expect(own.problems.contains(problem), "\(own.problems) \(own.messages)")
  }

  // MARK: Words to search for

  @Test func wordsOfOnesOwnTakeThePlaceOfThoseOfTheProgram() {
    let own = OwnCatalog(["search-words.yaml": "- {typed: [gone, went away], finds: [leaves]}\n"])
    #expect(own.problems == [])
    #expect(own.catalog.searchSynonyms == [SearchSynonym(typed: ["gone", "went away"], finds: ["leaves"])])
  }

  @Test(arguments: [
    ("- {typed: [gone]}\n", "missing-key@1:3"), ("- {typed: gone, finds: [leaves]}\n", "wrong-kind@1:11"),
    ("- {typed: [gone], find: [leaves]}\n", "unknown-key@1:19"),
  ])
  func saysWhereWordsAreWrong(_ text: String, _ problem: String) {
    let own = OwnCatalog(["search-words.yaml": text])
    #expect(own.problems.contains(problem), "\(own.problems)")
  }

  @Test func everyEntryOfTheProgramHasWords() {
    let synonyms = shippedCatalog.searchSynonyms
    #expect(synonyms.count > 10)
    #expect(synonyms.allSatisfy { !$0.typed.isEmpty && !$0.finds.isEmpty })
    let typed = synonyms.flatMap(\.typed)
    #expect(Set(typed).count == typed.count)
  }

  // MARK: Services

  @Test func aRecordOfOnesOwnIsReadBesideTheOthers() throws {
    let record = { (title: String, more: String) in
      """
      service: depot
      title: \(title)
      home: https://depot.example
      checked: 2026-11-30
      needs: {call desk: {target: a desk}}
      facts: {}
      options:
        - {id: robot, class: service_account, title: a key, serves: [call desk], stored: {secret: KEY}}
        - {id: own, class: personal, title: a person's key, serves: [call desk]}
      steps:
        robot:
          setup: [{who: repository, run: depot key\(more)}]
          verify: {positive: {run: depot show, expect: "1"}, negative: {run: depot write, expect: "2"}}
          rotate: none
          revoke: [{run: depot end}]
          last_use: none
        own: {like: robot}
      examples: [{gives: robot}]
      """
    }
    let own = OwnCatalog([
      "services/depot.yaml": record("ours", ", snippet: part"), "services/snippets/part.yml": "{target}",
    ])
    #expect(own.problems == [])
    #expect(own.catalog.services.all.map(\.id) == ["depot", "parcels"])
    #expect(own.catalog.services["depot"]?.title == "ours")
    #expect(own.catalog.services.snippet("part")?.text == "{target}")
    let lacks = OwnCatalog(["services/depot.yaml": record("ours", ", snippet: parts")])
    #expect(lacks.problems == ["unknown-snippet@12:56"])
    let open = OwnCatalog([
      "services/depot.yaml": record("ours", ", snippet: part"), "services/snippets/part.yml": "{tarket}",
    ])
    #expect(open.problems == ["unknown-placeholder@own/services/depot.yaml:12:56"])
  }

  // MARK: Both

  @Test func everyUseHasAMessageAndEveryMessageAUse() {
    let messages = shippedCatalog.failureMessages
    #expect(messages.count == 44)
    #expect(messages.allSatisfy { !$0.uses.isEmpty })
    #expect(Set(messages.flatMap(\.uses)) == Set(FailureMessage.Use.allCases))
    #expect(Set(messages.map(\.help)) == Set(FailureMessage.Help.allCases))
  }
}
