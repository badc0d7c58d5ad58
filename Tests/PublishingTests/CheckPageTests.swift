import Audit
import Foundation
import OrganizationModel
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct CheckPageTests {
  private static func pages(_ description: String = "repositories: {web: {}}") throws -> [BookPath: String] {
    let kinds = DocumentKinds.all.filter { $0.section == .guidance }
    return try MarkdownPages.render(try BookFixture.book(description), kinds)
  }

  private static func section(_ title: String, of page: String) throws -> String {
    let start = try #require(page.firstRange(of: "\n## \(title)\n")?.upperBound, "\(title)")
    return String(
      page[start...].prefix(upTo: page[start...].firstRange(of: "\n## ")?.lowerBound ?? page.endIndex))
  }

  @Test func everyCheckIsInTheListAndHasItsPage() throws {
    let pages = try Self.pages()
    let list = try #require(pages[CheckIndex.page])
    for check in AuditChecks.all {
      let about = check.description
      #expect(pages[CheckPages.page(of: check.id)] != nil)
      let table = try Self.section(
        about.needsDescription ? "Against a description" : "In workflow files", of: list)
      #expect(table.contains("| [`\(check.id)`](checks/\(check.id).md) |"))
    }
  }

  @Test(arguments: AuditChecks.all.map(\.id))
  func itsPageShowsEachExampleWithWhatIsFound(_ id: String) throws {
    let check = try #require(AuditChecks.all.first { $0.id == id })
    let page = try #require(try Self.pages()[CheckPages.page(of: check.id)])
    let (found, clean) = (
      try Self.section("What it finds", of: page), try Self.section("What it leaves alone", of: page)
    )
    for example in check.examples {
      let part = example.finds ? found : clean
      for text in [example.text, example.description].compactMap(\.self) {
        #expect(part.contains("```yaml\n\(text)\n```\n"), "\(example.title)")
      }
    }
    let lines = found.matches(of: /(?m)^- \*\*Line (\d+)\*\*/).compactMap { Int($0.1) }
    #expect(lines.sorted() == check.examples.flatMap { $0.lines + $0.descriptionLines }.sorted())
    #expect(!clean.contains("**Line"))
    for title in ["Why", "How it works", "How to fix it", "False positives", "Sources"] {
      #expect(try Self.section(title, of: page).count > 5)
    }
    #expect(TokenShape.mask(page) == page)
  }

  @Test func factsAreLinkedAndSaidAsOfTheDay() throws {
    func sources(_ description: String) throws -> String {
      let page = try #require(try Self.pages(description)[CheckPages.page(of: "pat-where-job-token-serves")])
      return try Self.section("Sources", of: page)
    }
    let link = "](../../guidance/facts.md#container-registry-accepts-job-tokens)"
    let (now, then) = (
      try sources("repositories: {web: {}}"), try sources("as_of: 2020-12-01\nrepositories: {web: {}}")
    )
    #expect(now.contains(link) && then.contains(link) && now != then)
  }

  @Test func whatIsSaidOfDescriptionsIsValid() throws {
    let page = try #require(try Self.pages()[CheckIndex.page])
    let block = try #require(ShellBlocks.all(in: page, language: "yaml").first { $0.hasPrefix("audit:") })
    let text =
      "tokenbook: 1\norganization: acme\nrepositories: {web: {workflows: {ci: {needs: []}}}}\n" + block
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let organization = try #require(reading.organization, "\(reading.diagnostics)")
    #expect(organization.ignoredFindings.count == 1 && AuditChecks.problems(of: organization).isEmpty)
  }
}
