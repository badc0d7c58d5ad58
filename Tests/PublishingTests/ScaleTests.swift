import OrganizationModel
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// A page does not grow with the organization.
@Suite struct ScaleTests {
  private func shelf(_ count: Int) throws -> BookShelf {
    let repositories = (0..<count).map { number in
      "  r\(number): {visibility: private, workflows: {ci: {needs: [publish package p\(number)]}}}"
    }
    let packages = (0..<count).map {
      "  p\($0): {registry: container, repository: r\($0), visibility: private}"
    }
    let description =
      "repositories:\n" + repositories.joined(separator: "\n") + "\npackages:\n"
      + packages.joined(separator: "\n")
    return BookShelf(try BookFixture.book(description), DocumentKinds.all)
  }

  private func markdown(_ path: String, _ shelf: BookShelf) throws -> String {
    let entry = try #require(shelf.entries.first { $0.document.path.text == path })
    let templates = try TemplateLibrary(BookFixture.templates)
    return try templates.render("documents/\(entry.kind.name)", shelf.context(of: entry.document))
  }

  @Test func pagesStayAsTheyAre() throws {
    let few = try shelf(3)
    let many = try shelf(1_200)
    for path in ["repositories/r1", "checklists/r1"] {
      #expect(try markdown(path, few) == markdown(path, many))
    }
    #expect(try markdown("index", many).utf8.count < markdown("index", few).utf8.count + 100)
  }

  /// A phone on a train reads it.
  @Test func noIndexIsHeavy() async throws {
    let decisions = try shelf(1_200).book.decisions
    let renderer = BookRenderer(
      templates: try TemplateLibrary(BookFixture.templates), assets: [:], checks: BookFixture.checks,
      messages: BookFixture.messages)
    let lazy = LazyBook(decisions, by: renderer)
    let lists = lazy.pagePaths.filter {
      $0.hasSuffix(".html")
        && ($0.contains("/by-letter/") || $0.hasSuffix("index.html") || $0.hasPrefix("overview/"))
    }
    #expect(lists.contains("repositories/by-letter/r.html"))
    for path in lists {
      let bytes = try #require(await lazy.file(path)?.bytes, "\(path)")
      #expect(bytes.count < 200_000, "\(path)")
    }
  }

  @Test func indexesAreSplitByLetter() throws {
    let many = try shelf(1_200)
    let paths = many.entries.map(\.document.path.text).filter { $0.hasPrefix("repositories/by-letter/") }
    #expect(
      paths == [
        "repositories/by-letter/r", "repositories/by-letter/r-part-2", "repositories/by-letter/r-part-3",
        "repositories/by-letter/r-part-4",
      ])
    let index = try markdown("repositories/index", many)
    #expect(index.contains("| [r](by-letter/r.md) | 300 |"))
    #expect(index.contains("| [r, part 4](by-letter/r-part-4.md) | 300 |"))
    #expect(try markdown("repositories/by-letter/r-part-4", many).contains("(../../repositories/r999.md)"))
    // Those with the most to do are on the first page too.
    #expect(index.split(separator: "\n").count { $0.hasPrefix("| [r") && $0.contains("checklist") } == 50)
  }

  @Test(arguments: [(0, 0), (1, 0), (300, 0), (301, 1), (1_001, 3)])
  func threeHundredRowsAreAPage(_ count: Int, _ others: Int) {
    let pages = IndexPages((0..<count).map { Name("a\($0)") }, section: .accounts, name: \.self)
    #expect(pages.others.count == (count > 300 ? (count + 299) / 300 : 0))
    let listed = pages.others.isEmpty ? [pages.first] : pages.others
    #expect(listed.reduce(0) { $0 + $1.elements.count } == count)
    #expect((others == 0) == pages.others.isEmpty)
  }
}
