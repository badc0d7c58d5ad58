import Foundation
import Guidance
import OrganizationModel
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// What somebody has to do: one ranked list, and its parts for the first page, people, teams and repositories.
@Suite struct TaskTests {
  private static let description = """
    as_of: 2026-11-22
    policy: {base_permission: none, maximum_lifetime: {classic_pat: 90d}}
    platform: {plan: team}
    people:
      ines: {role: owner}
      jon: {role: member}
      kim: {role: member, leaves_on: 2026-12-20}
    teams: {depot: {maintainers: [jon], members: [kim]}}
    machine_users: {fleet-bot: {role: member, custodians: [jon, ines], two_factor: true}}
    packages: {cab: {registry: container, repository: cab, visibility: private, inherits_access: false, access: {fleet-bot: read}}}
    repositories:
      cab: {visibility: private, responsible: depot, workflows: {ci: {dependabot: false, needs: [push repository cab]}}}
      tram: {visibility: private, responsible: jon, workflows: {ci: {dependabot: false, needs: [push repository tram]}}}
    consumers:
      hall: {kind: kubernetes, responsible: depot, stores_in: vault, needs: [pull package cab]}
    credentials:
      ENDED: {kind: fine_grained_pat, holder: jon, permissions: {contents: write}, repositories: [cab], created: 2026-01-01, expires: 2026-11-01, stored_in: [{repository_secret: ENDED, repository: cab}], used_by: [cab/ci]}
      LEAVING: {kind: classic_pat, holder: kim, scopes: [repo], created: 2026-11-01, expires: never, stored_in: [{repository_secret: LEAVING, repository: tram}], used_by: [tram/ci]}
      PULLS: {kind: classic_pat, holder: fleet-bot, scopes: ["read:packages"], created: 2026-10-05, expires: 2026-12-28, last_used: 2026-11-20, stored_in: [{outside: vault}], used_by: [hall]}
      WIDE: {kind: classic_pat, holder: ines, scopes: ["admin:org"], created: 2024-01-01, expires: never, stored_in: [{outside: a laptop}], used_by: [cab/ci]}
      NARROW: {kind: deploy_key, repository: tram, read_only: false, created: 2026-01-01, expires: never, stored_in: [{repository_secret: NARROW, repository: tram}], used_by: []}
      RIDDLE: {kind: unknown, stored_in: [{repository_secret: RIDDLE, repository: cab}]}
    """

  private func book(_ change: (String) -> String = { $0 }) throws -> Book {
    try BookFixture.book(change(Self.description))
  }

  private func lines(_ tasks: [OrganizationTask]) -> [String] {
    tasks.map { task in
      let day = task.day.map { " \($0)" } ?? ""
      return
        "\(task.band) \(task.verb.words) \(task.name): \(task.why);\(day) \(task.owners.map(\.text).joined(separator: ", "))"
    }
  }

  @Test func brokenComesFirstThenTheDayThenTheReach() throws {
    #expect(
      lines(try book().tasks.all.filter { $0.band != .setUp }) == [
        "broken Replace ENDED: expired 2026-11-01; `cab/ci` fails; jon",
        "dated Rotate PULLS: expires 2026-12-28; then `hall` stops; 2026-12-14 jon, ines",
        "dated Hand over from kim: holds 1 credential; 2026-12-20 ines",
        "dated Replace LEAVING: `kim` leaves; `tram/ci` stops; 2026-12-20 jon",
        "open Identify WIDE: nobody knows what its users need; 2024-03-31 ines",
        "open Identify RIDDLE: nobody knows what it opens; depot",
        "open Revoke NARROW: nothing uses it; jon",
      ])
  }

  /// Whoever leaves gets no task; what is theirs falls to those who answer for what uses it.
  @Test func nobodyWhoLeavesHasATask() throws {
    #expect(try book().tasks.all.allSatisfy { !$0.owners.contains("kim") && !$0.owners.isEmpty })
  }

  @Test func peopleTeamsAndRepositoriesHaveTheirParts() throws {
    let tasks = try book().tasks
    let names = { (tasks: [OrganizationTask]) in tasks.filter { $0.band != .setUp }.map(\.name) }
    #expect(names(tasks.tasks(of: "depot")) == ["RIDDLE"])
    // By name, and through the team.
    #expect(names(tasks.tasks(of: "jon")) == ["ENDED", "PULLS", "LEAVING", "RIDDLE", "NARROW"])
    #expect(names(tasks.tasks(of: "kim")) == [])
    #expect(names(tasks.tasks(in: "tram")) == ["LEAVING", "NARROW"])
    #expect(names(tasks.tasks(in: "cab")) == ["ENDED", "WIDE", "RIDDLE"])
  }

  /// A day that is farther away than the horizon presses as little as none.
  @Test(arguments: [("2027-01-21", true), ("2027-01-22", false)])
  func sixtyDaysAreNear(_ day: String, _ isNear: Bool) throws {
    let book = try book { $0.replacing("leaves_on: 2026-12-20", with: "leaves_on: \(day)") }
    #expect((book.tasks.task(about: .person("kim")) != nil) == isNear)
    #expect((book.tasks.task(about: .existing("LEAVING"))?.band == .dated) == isNear)
  }

  /// What an import guessed gives no certain advice: the task is to find out, and nothing is called broken.
  @Test func aGuessIsToBeFoundOut() throws {
    let guessed = try book {
      $0.replacing("used_by: [cab/ci]}\n  LEAVING", with: "used_by: [cab/ci], x-guess: true}\n  LEAVING")
    }
    let task = try #require(guessed.tasks.task(about: .existing("ENDED")))
    #expect((task.verb, task.band, task.why) == (.identify, .open, "an import guessed its use"))
    let leaver = try book {
      $0.replacing("leaves_on: 2026-12-20}", with: "leaves_on: 2026-12-20, x-guess: true}")
    }
    #expect(leaver.tasks.task(about: .person("kim"))?.verb == .confirmDay)
    let needs = try book {
      $0.replacing(
        "ci: {dependabot: false, needs: [push repository cab]}",
        with: "ci: {x-guess: true, dependabot: false, needs: [push repository cab]}")
    }
    #expect(needs.tasks.task(about: .existing("ENDED"))?.verb == .identify)
    #expect(
      needs.tasks.all.filter { $0.repositories.contains("cab") }.allSatisfy {
        [.identify, .confirm].contains($0.verb)
      })
  }

  @Test func thePageHasAtMostTenCardsAndCountsTheRest() throws {
    let many = (10..<24).map {
      "  EXTRA_\($0): {kind: unknown, stored_in: [{repository_secret: EXTRA_\($0), repository: cab}]}"
    }
    let few = try page("index", try book())
    #expect(few.contains("7 tasks, most urgent first."))
    #expect(few.contains("1. **[Replace ENDED](credentials/existing-ended.md)**"))
    #expect(few.contains("[Do it](credentials/existing-ended.md#move-away-from-it)"))
    #expect(
      few.contains("**Now**") && few.contains("By **2026-12-14**")
        && few.contains("Overdue since **2024-03-31**"))
    #expect(few.components(separatedBy: "[Do it](").count == 8)
    let page = try page("index", try book { $0 + "\n" + many.joined(separator: "\n") })
    #expect(page.contains("The 10 most urgent of 21 tasks."))
    #expect(page.components(separatedBy: "[Do it](").count == 11)
  }

  @Test func anOrganizationWithoutAccessesIsToldTheNextCommand() throws {
    let page = try page(
      "index",
      try BookFixture.book("repositories: {web: {visibility: private}}\npeople: {ines: {role: owner}}"))
    #expect(page.contains("tokenbook import workflows ~/src/acme --into tokenbook.yaml"))
    #expect(page.contains("tokenbook import github --organization acme --plan"))
    #expect(!page.contains("**0"))
    #expect(!page.contains("Nothing to do"))
  }

  @Test func whereNothingIsWrongTheNextDateIsNamed() throws {
    let page = try page(
      "index",
      try BookFixture.book(
        """
        as_of: 2026-11-22
        people: {ines: {role: owner}}
        repositories: {web: {visibility: private, responsible: ines, workflows: {ci: {needs: [push repository web]}}}}
        """))
    #expect(page.contains("**Nothing to do.** Next: 2027-"))
  }

  @Test func aPersonsPageSaysWhatStopsAndATeamsWhatItAnswersFor() throws {
    let book = try book()
    let kim = try page("people/kim", book)
    #expect(
      kim.contains(
        "These credentials stop working with the account:\n\n- [LEAVING](../credentials/existing-leaving.md) (classic PAT). [tram/ci](../repositories/tram.md) will fail."
      ))
    #expect(kim.contains("Last day: 2026-12-20."))
    let jon = try page("people/jon", book)
    #expect(jon.contains("| [fleet-bot](../accounts/fleet-bot.md) | [ines](ines.md) |"))
    #expect(jon.contains("Nobody else is responsible for [tram]"))
    let depot = try page("people/depot", book)
    #expect(depot.contains("| [cab](../repositories/cab.md) |") && depot.contains("- [kim](kim.md)"))
    #expect(book.paths.account("jon")?.text == "people/jon")
  }

  @Test func theInventoryHasEveryCredentialOnceWidestReachFirst() throws {
    let page = try page("credentials/index", try book())
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| [") }
    let names = rows.compactMap { $0.firstMatch(of: #/^\| \[([A-Z]+)\]/#).map { String($0.1) } }
    #expect(names == ["WIDE", "LEAVING", "RIDDLE", "ENDED", "NARROW", "PULLS"])
    #expect(page.contains("| 2026-12-28 (created 2026-10-05) (last used 2026-11-20) |"))
    #expect(rows.count == names.count + (try book().decisions.credentials.count { $0.existing == nil }))
    #expect(
      page.contains(
        "| replace | expired 2026-11-01; `cab/ci` fails | fine-grained PAT | [jon](../people/jon.md) |"))
  }

  private func page(_ path: String, _ book: Book) throws -> String {
    let shelf = BookShelf(book, DocumentKinds.all)
    let entry = try #require(shelf.entries.first { $0.document.path.text == path })
    return try TemplateLibrary(BookFixture.templates).render(
      "documents/\(entry.kind.name)", shelf.context(of: entry.document))
  }
}
