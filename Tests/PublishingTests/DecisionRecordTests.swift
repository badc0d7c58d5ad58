import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct DecisionRecordTests {
  private func records(_ book: Book) throws -> [BookPath: String] {
    try MarkdownPages.render(book, [DecisionRecords.kind])
  }

  @Test(arguments: RunbookCase.all) func everyRecordIsMADR(_ organization: RunbookCase) throws {
    let records = try records(try organization.book())
    // Only accesses to GitHub have records.
    #expect(records.isEmpty == (organization.name == "services"))
    for (path, text) in records {
      #expect(MADRRecord(text).problems == [], "\(path)")
    }
  }

  @Test func theParserIsStrict() {
    let broken = """
      ---
      date: 2026-11-22
      status: "proposed"
      ---

      # T

      ## Decision Drivers

      - a

      ## Decision Outcome

      Chosen: x
      """
    #expect(MADRRecord(broken).problems.count >= 4)
  }

  /// Every access stands in exactly one record: that of its kind, its outcome and its credential.
  @Test func everyAccessHasOneRecord() throws {
    let book = try BookFixture.example()
    let records = DecisionRecords.all(book)
    #expect(records.flatMap { $0.accesses.map(\.id) }.sorted() == book.decisions.accesses.map(\.id))
    for record in records {
      for access in record.accesses { #expect(book.paths.record(of: access) == record.page) }
      #expect(Set(record.accesses.map(\.accessKind)).count == 1)
      #expect(Set(record.accesses.map(\.outcome)).count == 1)
      #expect(Set(record.accesses.map(\.credential?.kind)).count == 1)
    }
    #expect(records.map(\.entry.number) == Array(1...records.count))
    #expect(records.allSatisfy { $0.page.text.hasPrefix("decisions/\($0.entry.digits)-") })
  }

  @Test func theStatusIsWhatPeopleAccepted() throws {
    let description = """
      as_of: 2026-11-22
      people: {ada: {role: owner}, boris: {role: member}}
      repositories:
        web: {visibility: private, responsible: boris, workflows: {ci: {needs: [push repository web, pull package web]}}}
      packages: {web: {registry: container, repository: web, visibility: private, inherits_access: true}}
      decisions:
        web/ci#push-repository-web: {accepted: 2026-10-01, choose: github_token, by: ada}
        web/ci#pull-package-web: {accepted: 2026-10-01, choose: deploy_key, by: ada}
      """
    let records = try records(try BookFixture.book(description)).mapValues(MADRRecord.init)
    let push = try #require(records.values.first { $0.title.contains("pushes") })
    #expect(
      push.frontMatter.map(\.value) == [#""accepted""#, "2026-10-01", #"["ada"]"#, "[]", #"["boris"]"#])
    let pull = try #require(records.values.first { $0.title.contains("pulls") })
    #expect(pull.frontMatter.first?.value == #""proposed""#)
    #expect(pull.frontMatter[1].value == "2026-11-22")
  }

  @Test func whatIsOpenOrImpossibleSaysWhatWouldChangeIt() throws {
    let texts = try records(try BookFixture.example()).values.map(\.self)
    let open = texts.filter { $0.contains(#"Chosen option: "none yet", because"#) }
    #expect(!open.isEmpty && open.allSatisfy { $0.contains("Answer it at `") })
    let impossible = texts.filter { $0.contains(#"Chosen option: "none", because"#) }
    #expect(!impossible.isEmpty && impossible.allSatisfy { $0.contains(": then the answer is ") })
  }

  @Test func anExceptionIsTheReason() throws {
    let texts = try records(try BookFixture.example()).values
    let reason = "because `ada` decided so until 2027-03-31, as an exception: outgoing SSH is closed"
    #expect(texts.contains { $0.contains(reason) })
  }

  @Test func atMostTwentyAccessesAreListed() throws {
    let repositories = (0..<30).map {
      "  r\($0): {visibility: private, workflows: {ci: {needs: [push repository r\($0)]}}}"
    }
    let book = try BookFixture.book("repositories:\n" + repositories.joined(separator: "\n"))
    let record = try #require(try records(book).values.first)
    #expect(record.contains("This is about 30 accesses:"))
    #expect(record.split(separator: "\n").filter { $0.hasPrefix("* [`r") }.count == 20)
    #expect(record.contains("* and 10 more, in `data/decisions.json`"))
  }

  @Test(arguments: [
    ("The scope reaches all.", "the scope reaches all"),
    ("GitHub Packages is enabled.", "GitHub Packages is enabled"),
    ("`x` is so.", "`x` is so"), ("A deploy key never expires.", "a deploy key never expires"),
    ("Dependabot runs it", "Dependabot runs it"), ("it is", "it is"), ("", ""),
  ])
  func sentencesBecomeClauses(_ sentence: String, _ clause: String) {
    #expect(Wording.clause(sentence) == clause)
  }
}
