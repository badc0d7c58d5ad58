import Guidance
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The pages of what ends and rotates.
@Suite struct RotationPageTests {
  private static let templates = Result { try TemplateLibrary(BookFixture.templates) }
  private static let kinds = [Overview.kind, RotationIndex.kind, RotationLists.kind]

  private func shelf(_ description: String) throws -> BookShelf {
    BookShelf(try BookFixture.book(description), Self.kinds)
  }

  private func markdown(_ path: String, _ shelf: BookShelf) throws -> String {
    let entry = try #require(shelf.entries.first { $0.document.path.text == path }, "\(path)")
    return try Self.templates.get().render("documents/\(entry.kind.name)", shelf.context(of: entry.document))
  }

  /// The part below a heading, up to the next of its level.
  private func section(_ heading: String, of text: String) throws -> String {
    let start = try #require(text.range(of: "\n## \(heading)\n"), "\(heading) in:\n\(text)")
    let rest = text[start.upperBound...]
    return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
  }

  private static let mixed = """
    people: {ada: {role: owner}, boris: {role: member, leaves_on: 2026-12-10}}
    repositories: {web: {visibility: private, responsible: boris, workflows: {ci: {needs: [clone repository shared]}}}, shared: {visibility: private, responsible: ada}}
    policy: {deploy_keys: allowed, rotate_every: {deploy_key: 365d}}
    credentials:
      OVER: {kind: classic_pat, holder: ada, created: 2026-01-01, expires: never, used_by: []}
      SOON: {kind: classic_pat, holder: boris, created: 2026-10-01, expires: 2026-12-01, used_by: [web/ci]}
      FAR: {kind: fine_grained_pat, created: 2027-01-01, expires: 2027-02-01}
      MUTE: {kind: classic_pat}
    """

  @Test func everyEventStandsWhereItBelongs() throws {
    let text = try markdown("rotation/index", shelf(Self.mixed))
    #expect(
      try section("Overdue", of: text).contains(
        "| Revoke [OVER](../credentials/existing-over.md) (classic PAT), which nothing needs: created on 2026-01-01, and policy allows 90 days | 2026-04-01 | 235 | Holder: [ada](../people/ada.md) | [revoke](../credentials/existing-over.md#leaked-revoke-it-first) |"
      ))
    let due = try section("Due", of: text)
    #expect(
      due.contains(
        "| [SOON](../credentials/existing-soon.md) (classic PAT) expires: replace it before | 2026-12-01 | 9 | Holder: [boris](../people/boris.md) | [replace](../credentials/existing-soon.md#move-away-from-it) |"
      ))
    #expect(
      due.contains(
        "| [boris](../people/boris.md) leaves; stops working: [SOON](../credentials/existing-soon.md) | 2026-12-10 | 18 |"
      ))
    #expect(
      try section("Unknown", of: text).contains(
        "| The day on which [MUTE](../credentials/existing-mute.md) (classic PAT) expires | `credentials.MUTE.expires`, `credentials.MUTE.created` | Responsible: not set |"
      ))
    let later = try section("Later", of: text)
    #expect(later.contains("### 2027-02\n") && later.contains("| 2027-02-01 | 71 |"))
    #expect(
      try section("Not created yet", of: text).contains(
        "| Create [web-ci-deploy-key-shared](../credentials/web-ci-deploy-key-shared.md) | `credentials.WEB_CI_DEPLOY_KEY_SHARED` | Responsible: [ada](../people/ada.md) | [set up](../credentials/web-ci-deploy-key-shared.md#set-it-up) |"
      ))
    #expect(text.contains("Overdue: **1**. Due: **2**. Unknown: 1. Not created yet: 1."))
    #expect(text.contains("[calendar.ics](../../calendar.ics)"))
  }

  /// What the runbook calls due is what the calendar shows.
  @Test func theRunbookNamesTheSameDay() async throws {
    let book = try BookFixture.example()
    let files = try await BookFixture.exampleFiles()
    let kept = book.decisions.credentials.compactMap { plan in plan.existing.map { (plan, $0) } }
    #expect(kept.count == 3)
    for (plan, name) in kept {
      let window = try #require(book.calendar.rotation(of: name)?.window)
      let place = try #require(book.paths.runbook(.rotate, plan: plan.id))
      let text = String(decoding: try #require(files["markdown/\(place.page).md"]), as: UTF8.self)
      #expect(text.contains("It is due on \(window.day)"))
    }
  }

  @Test func nothingIsSaidInAWord() throws {
    let text = try markdown("rotation/index", shelf("repositories: {web: {}}"))
    #expect(try section("Overdue", of: text).contains("None."))
    #expect(try section("Due", of: text).contains("None."))
    #expect(!text.contains("## Unknown") && !text.contains("## Not created yet"))
  }

  // MARK: Many

  private func many(_ count: Int) throws -> BookShelf {
    let credentials = (1_000..<1_000 + count).map { number in
      let month = number % 12 + 1
      return """
          OVER_\(number): {kind: classic_pat, expires: 2026-01-01}
          MUTE_\(number): {kind: fine_grained_pat}
          LATER_\(number): {kind: classic_pat, expires: \(2027 + number % 9)-\(month < 10 ? "0" : "")\(month)-01}
        """
    }
    return try shelf("credentials:\n" + credentials.joined(separator: "\n"))
  }

  /// The front page does not grow, every event stands on some page, and every page is reached.
  @Test func longListsHavePagesOfTheirOwn() throws {
    let shelf = try many(1_200)
    let index = try markdown("rotation/index", shelf)
    #expect(try index.utf8.count < markdown("rotation/index", many(60)).utf8.count + 500)
    let lists = shelf.entries.map(\.document.path.text).filter {
      $0.hasPrefix("rotation/") && $0 != "rotation/index"
    }
    #expect(lists.contains("rotation/overdue-part-2") && lists.contains("rotation/unknown-part-2"))
    #expect(index.contains("[All 1200](overdue.md)") && index.contains("[All 1200](unknown.md)"))
    #expect(index.contains("| [2027-01](2027-01.md) | ") && index.contains("| [2030](2030.md) | "))
    let texts = try lists.map { try markdown($0, shelf) }
    for text in texts { #expect(text.utf8.count < 120_000) }
    let all = texts.joined()
    for event in shelf.book.calendar.events where event.event.kind != .shippedFacts {
      let name = try #require(event.event.credential)
      #expect(all.contains("[\(name)]("), "\(name)")
    }
  }

  @Test func shortListsHaveNone() throws {
    let paths = try many(16).entries.map(\.document.path.text)
    #expect(paths.filter { $0.hasPrefix("rotation/") } == ["rotation/index"])
  }
}
