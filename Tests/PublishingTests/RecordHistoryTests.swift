import Guidance
import OrganizationModel
import OutputFolder
import SourceText
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Decision records through many builds: numbers stay, accepted texts stay, and what is decided differently is told.
@Suite struct RecordHistoryTests {
  static let description = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    policy: {deploy_keys: allowed}
    people: {ada: {role: owner}, boris: {role: owner}}
    repositories:
      web: {visibility: private, responsible: ada, workflows: {ci: {needs: [clone repository shared, publish package web]}}}
      shared: {visibility: private}
    packages:
      web: {registry: container, repository: web, visibility: private}
    consumers:
      prod: {kind: kubernetes, needs: [pull package web]}
    decisions:
      web/ci#clone-repository-shared: {accepted: 2026-11-20, choose: deploy_key, by: ada}

    """

  private func built() async throws -> RecordBooks {
    var books = RecordBooks(Self.description)
    try await books.build()
    return books
  }

  private func expectMADR(_ books: RecordBooks, _ place: SourceLocation = #_sourceLocation) {
    for (number, text) in books.records {
      #expect(MADRRecord(text).problems == [], "\(number)", sourceLocation: place)
    }
  }

  private func expectLinks(_ books: RecordBooks, _ place: SourceLocation = #_sourceLocation) async {
    let others = Set(books.files.keys).union([
      "assets/tokenbook.css", "assets/tokenbook.js", "assets/favicon.svg",
    ])
    let problems = await LinkChecker.problems(in: BookFixture.pages(books.files), files: others)
    #expect(problems == [], sourceLocation: place)
  }

  // MARK: Builds that change nothing

  @Test func tenBuildsInARowGiveTheSameBytes() async throws {
    var books = try await built()
    let first = books.files
    #expect(books.statuses == ["1 proposed", "2 accepted", "3 proposed"])
    for _ in 0..<10 {
      try await books.build()
      #expect(books.files == first)
    }
  }

  @Test func theExampleIsTheSameWithItselfBefore() async throws {
    let first = try await BookFixture.exampleFiles()
    let decisions = try BookFixture.example().decisions
    let files = EarlierFiles(
      folder: "book", files: first.filter { EarlierBook.needs($0.key) }.mapValues { .written($0) })
    let earlier = EarlierBook.read(files, before: decisions)
    #expect(earlier.diagnostics == [])
    let renderer = BookRenderer(
      templates: try TemplateLibrary(BookFixture.templates), assets: BookFixture.assets,
      checks: BookFixture.checks, messages: BookFixture.messages)
    let second = await renderer.render(decisions, after: earlier.book)
    #expect(second.files == first)
  }

  // MARK: Decided differently

  @Test func aPolicyFlipsAndFlipsBack() async throws {
    var books = try await built()
    let accepted = try #require(books.records[2])
    books.change("as_of: 2026-11-22", to: "as_of: 2026-12-01")
    books.change("deploy_keys: allowed", to: "deploy_keys: forbidden")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 superseded by ADR-0004", "3 proposed", "4 proposed"])
    #expect(
      books.records[2]
        == accepted.replacing(#"status: "accepted""#, with: #"status: "superseded by ADR-0004""#))
    let new = try #require(books.records[4])
    #expect(
      new.contains(
        "* Supersedes ADR-0002, [Use a deploy key where a workflow clones a private repository](0002-"))
    #expect(
      new.contains(
        "Changes: rule [deploy-keys-are-forbidden](../guidance/rules.md#deploy-keys-are-forbidden) now rules out a deploy key"
      ))
    expectMADR(books)
    await expectLinks(books)

    let second = books.records[4]
    try await books.build()
    #expect(books.records[4] == second, "what was superseded is remembered")

    books.change("deploy_keys: forbidden", to: "deploy_keys: allowed")
    books.change("as_of: 2026-12-01", to: "as_of: 2026-12-20")
    try await books.build()
    #expect(
      books.statuses == [
        "1 proposed", "2 superseded by ADR-0004", "3 proposed", "4 superseded by ADR-0005", "5 accepted",
      ])
    let back = try #require(books.records[5])
    #expect(back.contains("* Supersedes ADR-0004, ["))
    #expect(back.contains("no longer rules out a deploy key"))
    #expect(try books.path(5) != books.path(2))
    expectMADR(books)
    await expectLinks(books)
  }

  @Test func anAcceptedTextIsNeverWrittenAgain() async throws {
    var books = try await built()
    let accepted = try #require(books.records[2])
    let proposed = try #require(books.records[1])
    books.templates["documents/decision-record.md.mustache"]?.replace(
      "## Decision Drivers", with: "## Decision Drivers\n\n* Another wording")
    books.change("as_of: 2026-11-22", to: "as_of: 2027-01-15")
    books.change("clone repository shared,", to: "clone repository shared, clone repository more,")
    books.change(
      "  shared: {visibility: private}", to: "  shared: {visibility: private}\n  more: {visibility: private}")
    try await books.build()
    #expect(books.records[2] == accepted, "also with another template, day and access")
    #expect(books.records[1]?.contains("Another wording") == true)
    #expect(books.records[1] != proposed)
    let index = try books.text("markdown/decisions/index.md")
    #expect(index.contains("(1 of the current accesses accepted) | 2 | accepted | 2026-11-22 |"))
  }

  @Test func aRecordIsAcceptedLaterAndThenStays() async throws {
    var books = RecordBooks(
      Self.description.replacing("decisions:\n", with: "# decisions:\n").replacing(
        "  web/ci#clone", with: "#  web/ci#clone"))
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 proposed", "3 proposed"])
    let path = try books.path(2)
    books.description = Self.description
    books.change("as_of: 2026-11-22", to: "as_of: 2026-12-01")
    books.change("accepted: 2026-11-20", to: "accepted: 2026-11-28")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 accepted", "3 proposed"])
    #expect(try books.path(2) == path)
    let accepted = books.records[2]
    books.change("as_of: 2026-12-01", to: "as_of: 2027-06-01")
    books.change("  web/ci#clone", to: "#  web/ci#clone")
    books.change("decisions:", to: "# decisions:")
    try await books.build()
    #expect(books.records[2] == accepted, "also where the description does not say so any more")
    let timeline = try books.text("markdown/decisions/timeline.md")
    let rows = timeline.split(separator: "\n").filter { $0.contains("| 0002 ") || $0.contains(" 0002 [") }
    #expect(rows.map { $0.prefix(12) } == ["| 2026-11-28", "| 2026-11-22"])
    #expect(rows.first?.contains("| accepted | by ada, on 2026-11-28 |") == true)
  }

  @Test func aFactIsOverriddenAndTold() async throws {
    var books = RecordBooks(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [{need: push repository web, changes_workflows: true}]}}}

      """)
    try await books.build()
    #expect(books.records[1]?.contains(#"Chosen option: "fine-grained PAT""#) == true)
    books.description += """
      facts:
        deploy-keys-change-workflow-files: {holds: true, because: tried, by: ada, checked: 2026-11-23}

      """
    books.change("as_of: 2026-11-22", to: "as_of: 2026-11-24")
    try await books.build()
    #expect(books.statuses == ["1 superseded by ADR-0002", "2 proposed"])
    #expect(
      books.records[2]?.contains(
        "this is true now, as this organization says: [A deploy key with write access can change files under `.github/workflows`](../guidance/facts.md#deploy-keys-change-workflow-files)"
      ) == true)
    expectMADR(books)
  }

  /// GITHUB_TOKEN came to the container registry on 2021-03-24.
  @Test func theDayAloneFlipsARecord() async throws {
    var books = RecordBooks(
      """
      tokenbook: 1
      organization: acme
      as_of: 2020-12-01
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [publish package web]}}}
      packages:
        web: {registry: container, repository: web, visibility: private}

      """)
    try await books.build()
    #expect(books.records[1]?.contains(#"Chosen option: "classic PAT""#) == true)
    books.change("2020-12-01", to: "2021-04-01")
    try await books.build()
    #expect(books.statuses == ["1 superseded by ADR-0002", "2 proposed"])
    #expect(
      books.records[2]?.contains("this is true now: [The container registry accepts the job's `GITHUB_TOKEN`")
        == true)
    #expect(books.records[2]?.contains("no longer rules out GITHUB_TOKEN") == true)
  }

  @Test func anAnsweredQuestionIsTold() async throws {
    var books = RecordBooks(Self.description.replacing("policy: {deploy_keys: allowed}\n", with: ""))
    try await books.build()
    #expect(books.records[2]?.contains(#"Chosen option: "none yet""#) == true)
    books.change("as_of: 2026-11-22\n", to: "as_of: 2026-11-22\npolicy: {deploy_keys: allowed}\n")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 superseded by ADR-0004", "3 proposed", "4 accepted"])
    #expect(books.records[4]?.contains("the question at `policy.deploy_keys` is answered") == true)
  }

  // MARK: Accesses come and go

  @Test func aKindOfAccessGoesAndComesBack() async throws {
    var books = try await built()
    let accepted = try #require(books.records[2])
    books.change("clone repository shared, ", to: "")
    books.change("as_of: 2026-11-22", to: "as_of: 2026-12-01")
    books.description.replace("decisions:\n  web/ci#clone", with: "# decisions:\n#  web/ci#clone")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 deprecated", "3 proposed"])
    #expect(books.records[2] == accepted.replacing(#"status: "accepted""#, with: #"status: "deprecated""#))
    let index = try books.text("markdown/decisions/index.md")
    #expect(index.contains("| deprecated | 2026-12-01 | none, because no such"))
    await expectLinks(books)
    books.description = Self.description.replacing("as_of: 2026-11-22", with: "as_of: 2027-01-01")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 deprecated", "3 proposed", "4 accepted"])
  }

  @Test func newKindsOfAccessGetTheNextNumbers() async throws {
    var books = try await built()
    let paths = try [1, 2, 3].map { try books.path($0) }
    books.change("[pull package web]", to: "[pull package web, clone repository web]")
    try await books.build()
    #expect(try [1, 2, 3].map { try books.path($0) } == paths)
    #expect(books.records[4]?.contains("an automation outside Actions clones") == true)
    for access in try #require(books.book).decisions.accesses {
      let page = try #require(books.book?.paths.record(of: access))
      #expect(books.files["markdown/\(page).md"] != nil)
    }
  }

  /// Of two choices for one kind of access one goes: nobody took its place, its access is gone.
  @Test func aNeighbourIsNoSuccessor() async throws {
    let outside = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      outside:
        one: {deploy_keys: allowed, repositories: {a: {visibility: private}}}
        two: {deploy_keys: forbidden, apps: forbidden, repositories: {b: {visibility: private}}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository one/a, clone repository two/b]}}}

      """
    var books = RecordBooks(outside)
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 proposed"])
    var changed = books
    changed.change("deploy_keys: forbidden", to: "deploy_keys: allowed")
    try await changed.build()
    #expect(changed.statuses == ["1 proposed", "2 superseded by ADR-0001"])
    books.change(", clone repository two/b", to: "")
    try await books.build()
    #expect(books.statuses == ["1 proposed", "2 deprecated"])
  }

  /// A proposed record that somebody deleted, and that is decided differently before the next build writes it again.
  @Test func aLostSuccessorIsStillNamed() async throws {
    var books = try await built()
    books.change("deploy_keys: allowed", to: "deploy_keys: forbidden")
    try await books.build()
    let gone: [String: String?] = [try books.path(4): nil]
    books.change("deploy_keys: forbidden", to: "deploy_keys: allowed")
    try await books.build(edited: gone)
    #expect(books.statuses == ["1 proposed", "2 superseded by ADR-0004", "3 proposed", "5 accepted"])
    let files = books.files
    try await books.build()
    #expect(books.diagnostics == [])
    #expect(books.files == files)
    #expect(try books.text("markdown/decisions/index.md").contains("| superseded | 2026-11-22 | 0004 |"))
  }

  // MARK: Identity

  @Test func theTitleIsNotTheIdentity() async throws {
    var books = try await built()
    let path = try books.path(1)
    let file = try books.text(RecordHistoryFile.path)
    let title = try #require(books.book?.records.history.entry(1)?.title)
    #expect(file.contains(title))
    let renamed = file.replacing(title, with: "Another wording").replacing(
      "0001-use-a-machine", with: "0001-ask-a-machine")
    let text = try books.text(path)
    let other = path.replacing("0001-use-a-machine", with: "0001-ask-a-machine")
    try await books.build(edited: [RecordHistoryFile.path: renamed, other: text], force: true)
    #expect(try books.path(1).contains("0001-ask-a-machine"), "the file keeps its name")
    #expect(books.records[1]?.contains("# \(title)\n") == true, "a proposed record has today's title")
    #expect(books.statuses.count == 3)
  }

  @Test func aPersonsOwnRecordKeepsItsNumber() async throws {
    var books = RecordBooks(Self.description)
    books.foreign = ["0002-our-own.md", "README.md", "0003-no-record.txt"]
    try await books.build()
    #expect(books.statuses.map { $0.prefix(1) } == ["1", "3", "4"])
  }
}
