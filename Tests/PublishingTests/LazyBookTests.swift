import Documents
import Guidance
import Publishing
import SourceText
import Templates
import Testing

/// Files that are made one by one.
@Suite struct LazyBookTests {
  private func renderer(_ change: (inout [String: String]) -> Void = { _ in }) throws -> BookRenderer {
    var templates = BookFixture.templates
    change(&templates)
    return BookRenderer(
      templates: try TemplateLibrary(templates), assets: BookFixture.assets, schemas: ["a.json": [1]],
      checks: BookFixture.checks, messages: BookFixture.messages)
  }

  private func expectTheSame(_ whole: [String: [UInt8]], _ lazy: LazyBook) async throws {
    #expect(whole.count > 20)
    for (path, bytes) in whole {
      let file = try #require(await lazy.file(path), "\(path)")
      #expect(file.bytes == bytes, "\(path)")
      #expect(file.diagnostics == [], "\(path)")
    }
  }

  @Test func givesWhatAWholeBookHas() async throws {
    var renderer = try renderer()
    renderer.fileSettings.hasOnePage = true
    renderer.fileSettings.address = BookAddress("https://docs.acme.example/tokens/")
    renderer.classification = "internal"
    let decisions = try BookFixture.example().decisions
    let whole = await renderer.render(decisions)
    try await expectTheSame(whole.files, LazyBook(decisions, by: renderer))
  }

  /// Records of an earlier book link to pages of this one, and notes stand on pages.
  @Test func goesOnFromAnEarlierBookLikeAWholeOne() async throws {
    var books = RecordBooks(
      """
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [publish package web]}}}
      packages:
        web: {registry: container, repository: web, visibility: private}
      consumers:
        prod: {kind: kubernetes, needs: [pull package web]}
      """)
    try await books.build()
    books.notes["markdown/repositories/web.md"] = "Ask Bo first.\n"
    books.change("repository: web, visibility: private", to: "repository: web, visibility: public")
    try await books.build()
    let book = try #require(books.book)
    let renderer = BookRenderer(
      templates: try TemplateLibrary(books.templates), assets: [:], checks: BookFixture.checks,
      messages: BookFixture.messages)
    try await expectTheSame(books.files, LazyBook(book.decisions, after: books.earlier, by: renderer))
  }

  @Test func aPageThatCannotBeMadeStopsNoOther() async throws {
    let renderer = try renderer { $0["documents/overview.md.mustache"] = "{{nothing_of_this_name}}" }
    let lazy = LazyBook(try BookFixture.example().decisions, by: renderer)
    let broken = try #require(await lazy.file("index.html"))
    #expect(broken.bytes == nil && broken.diagnostics.hasErrors)
    #expect(await lazy.file("repositories/index.html")?.bytes != nil)
    let search = try #require(await lazy.file("assets/search/index.js"))
    #expect(search.bytes == nil && search.diagnostics == broken.diagnostics)
  }

  @Test(arguments: [
    "nothing.html", "markdown/nothing.md", "markdown/pictures/index/nothing.svg", "markdown/pictures/",
    "markdown/index.html", "index.md", "", "data/nothing.json",
  ])
  func hasNothingElse(_ path: String) async throws {
    let lazy = LazyBook(
      try BookFixture.book("repositories: {web: {visibility: private}}").decisions, by: try renderer())
    #expect(await lazy.file(path) == nil)
  }
}
