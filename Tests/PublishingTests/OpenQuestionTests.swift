import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct OpenQuestionTests {
  private static let description = """
    people: {ana: {role: owner}}
    repositories:
      tides: {visibility: private}
      cranes: {workflows: {ci: {needs: [pull package tides, clone repository berths]}}}
      berths: {}
    packages: {tides: {registry: container, repository: tides, visibility: private, inherits_access: false}}
    """

  /// A question that decides nothing names what it changes, and only such a question.
  @Test func aQuestionOfTheSetUpNamesItsLine() throws {
    let book = try BookFixture.book(Self.description)
    let (opening, others) = (
      book.decisions.questions.filter(\.question.opens),
      book.decisions.questions.filter { !$0.question.opens }
    )
    #expect(!opening.isEmpty && opening.allSatisfy { $0.question.changes.isEmpty })
    #expect(!others.isEmpty && others.allSatisfy { !$0.question.changes.isEmpty })
    let page = try #require(try MarkdownPages.render(book, [OpenQuestions.kind])[OpenQuestions.path])
    let row = try #require(
      page.split(separator: "\n").first { $0.contains("`packages.tides.actions_access`") })
    #expect(row.contains("| `none`, `read`, `write`, `admin` |"), "\(row)")
    #expect(
      row.contains("no, only the setup: Package `tides`") && row.contains("`cranes`, role Read"), "\(row)")
    #expect(page.contains("| yes |"))
  }
}
