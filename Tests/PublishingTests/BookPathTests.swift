import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct BookPathTests {
  @Test(arguments: [
    ("web", "web"), ("Web.API", "web.api"), (".github", "dot-github"), ("a b/c", "a-b-c"),
    ("zażółć", "za----"),
    ("..", "dot-."), ("", "-"), ("snake_case", "snake_case"),
  ])
  func namesBecomeFileNames(_ name: String, _ file: String) {
    #expect(BookPath.fileName(for: name) == file)
  }

  @Test func longNamesAreCut() {
    #expect(BookPath.fileName(for: String(repeating: "x", count: 300)).utf8.count == 100)
  }

  @Test func collisionsAreNumberedInOrder() {
    var table = PathTable<String>(folder: "credentials")
    for name in ["a b", "a/b", "a-b-2", "index"] { table.add(name, named: name) }
    #expect(
      table.paths.mapValues(\.text) == [
        "a b": "credentials/a-b", "a/b": "credentials/a-b-2", "a-b-2": "credentials/a-b-2-2",
        "index": "credentials/index-2",
      ])
  }

  @Test func linksAreRelative() {
    let page = BookPath(folder: "repositories", "web")
    #expect(page.link(to: BookPath(folder: "accounts", "acme-pull")) == "../accounts/acme-pull.md")
    #expect(BookPath(folder: "", "index").link(to: page, anchor: "why") == "repositories/web.md#why")
    #expect(page.link(to: BookPath(folder: "repositories", "api")) == "api.md")
    #expect(page.link(to: page, anchor: "why") == "#why")
    #expect(
      BookPath(folder: "repositories", "index").link(to: BookPath(folder: "repositories/by-letter", "a"))
        == "by-letter/a.md")
    #expect(BookPath(folder: "checklists/parts", "web-2").link(to: page) == "../../repositories/web.md")
  }

  /// An accepted record links to what was a page of its own when it was written.
  @Test func whatARunbookWasIsAPartOfACredentialsPage() throws {
    let book = try RunbookCase.named("what exists is planned").book()
    let pages = Set(try RunbookCase.named("what exists is planned").pages().keys.map(\.text))
    let targets = PageTargets(pages: pages, anchors: [:], moved: book.movedRunbooks)
    let record = BookPath(folder: "decisions", "0001-old")
    #expect(
      targets.standing("../runbooks/verify-pull_prod.md", on: record)
        == "../credentials/existing-pull_prod.md#set-it-up")
    #expect(
      targets.standing("../runbooks/leaked-npm_token.md#who", on: record)
        == "../credentials/existing-npm_token.md#leaked-revoke-it-first")
    #expect(targets.standing("../runbooks/it-fails.md", on: record) == "../runbooks/it-fails.md")
    #expect(targets.standing("../runbooks/verify-nothing.md", on: record) == nil)
  }

  @Test func everyCollidingThingHasAPageOfItsOwn() throws {
    let book = try BookFixture.book(
      """
      repositories: {consumer-prod: {}, prod: {}, index: {}}
      consumers: {prod: {kind: kubernetes}}
      """)
    #expect(book.paths.checklist(repository: "consumer-prod")?.text == "checklists/consumer-prod")
    #expect(book.paths.checklist(consumer: "prod")?.text == "checklists/consumer-prod-2")
    #expect(book.paths.repository("index")?.text == "repositories/index-2")
  }
}
