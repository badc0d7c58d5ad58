import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Every block and every command of every page runs with the real programs, in a world made of the book's description.
///
/// It prints what the page says one should see, and doesn't where GitHub, the registry and the cluster refuse every call.
/// Of blocks that differ only in names one runs; with `TOKENBOOK_EVERY_PAGE` every block of every book does.
@Suite(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
struct RehearsalTests {
  @Test func everyPageRunsAndPrintsWhatItSays() async throws {
    let books = try RunbookCase.all.map { try RehearsedBook($0) }
    let outcomes = try await SmallGitHub.rehearsal(of: books)
    for outcome in outcomes {
      for problem in outcome.problems + outcome.survivors {
        Issue.record("\(outcome.book), \(outcome.page): \(problem)")
      }
    }
    let (ran, compared) = (outcomes.map(\.ran).reduce(0, +), outcomes.map(\.compared).reduce(0, +))
    let browser = outcomes.map(\.inBrowser).reduce(0, +)
    print(
      "rehearsed \(outcomes.count) pages: \(ran) blocks, \(compared) compared; \(browser) steps in the browser"
    )
    #expect(ran > 1_000 && compared > 500)
  }
}
