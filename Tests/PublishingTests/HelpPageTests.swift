import CommonMark
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The page of what steps of several pages have in common.
@Suite struct HelpPageTests {
  /// The anchors of its parts: those of the second and the third level.
  private static func parts(_ page: String) -> Set<String> {
    Set(
      page.split(separator: "\n").filter { $0.hasPrefix("## ") || $0.hasPrefix("### ") }
        .map { HeadingSlugs.base(of: String($0.drop { $0 == "#" }.dropFirst())) })
  }

  /// The parts that the pages of one book link to.
  private static func linked(_ pages: [BookPath: String]) -> Set<String> {
    Set(pages.values.flatMap { $0.matches(of: /help\.md#([a-z-]+)/).map { String($0.1) } })
  }

  @Test(arguments: RunbookCase.all) func everyStepFindsItsHelp(_ runbooks: RunbookCase) throws {
    let pages = try runbooks.pages()
    let parts = Self.parts(try #require(pages[RunbookCase.help]))
    #expect(Self.linked(pages).subtracting(parts) == [])
  }

  /// No part is there for nobody.
  @Test func everyPartHelpsAStep() throws {
    let all = try RunbookCase.all.map { try $0.pages() }
    let parts = try all.map { Self.parts(try #require($0[RunbookCase.help])) }
    let unused = parts.reduce(into: Set()) { $0.formUnion($1) }
      .subtracting(all.map(Self.linked).reduce(into: Set()) { $0.formUnion($1) })
    #expect(unused == ["if-a-step-fails"])
  }

  /// What ends a leaked credential needs no other page.
  @Test(arguments: RunbookCase.all) func theEmergencyCardStandsAlone(_ runbooks: RunbookCase) throws {
    for (path, page) in try runbooks.pages() {
      guard let start = page.firstRange(of: "\n## Leaked? Revoke it first\n") else { continue }
      let card = page[start.upperBound...].prefix(
        upTo: page[start.upperBound...].firstRange(of: "\n<!-- end")?.lowerBound ?? page.endIndex)
      #expect(!card.contains("help.md") && !card.contains("prepare.md"), "\(path)")
    }
  }
}
