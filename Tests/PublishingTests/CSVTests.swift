import Foundation
import Guidance
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Tables, as other programs read them.
@Suite struct CSVTests {
  private static func rows(_ bytes: [UInt8]) async throws -> [[String]] {
    try await Python.read(bytes, by: "csv_rows.py")
  }

  /// Short and long texts of what the format, a spreadsheet or a terminal gives a meaning.
  private static let hostile: [String] = {
    let pieces = [
      "a", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "\t", " ", "=", "+", "-", "@", "'", "=1+1", "ä", "😀",
      "=HYPERLINK(\"http://x\",\"y\")", "@SUM(1)", "|", "\u{0}", "\u{FEFF}", "\u{2028}", "cmd|' /C calc'!A0",
    ]
    var random = SplitMix(seed: 4180)
    return HostileTexts.all.prefix(HostileTexts.all.count / 3 * 3)
      + (0..<600).map { _ in
        (0..<Int.random(in: 0...8, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
      }
  }()

  /// What is to come back of a text.
  private static func expected(_ text: String) -> String {
    let shown = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 }))
    guard let first = shown.unicodeScalars.first else { return "" }
    return ["=", "+", "-", "@", "\t", "\r", "\n"].contains(first) ? "'" + shown : shown
  }

  @Test(.enabled("needs python3") { await Python.has("csv") })
  func hostileTextComesBackAsItWas() async throws {
    let rows = stride(from: 0, to: Self.hostile.count, by: 3).map { Array(Self.hostile[$0..<$0 + 3]) }
    let parsed = try await Self.rows(CSVTable(header: ["a", "b", "=c"], rows: rows).bytes())
    #expect(parsed.first == ["a", "b", "'=c"])
    #expect(parsed.dropFirst().map(\.self) == rows.map { $0.map(Self.expected) })
  }

  @Test func noCellIsAFormula() {
    for text in Self.hostile {
      let first = CSVTable.cell(text).unicodeScalars.first
      #expect(first.map { !"=+-@\t\r\n".unicodeScalars.contains($0) } ?? true, "\(text)")
    }
  }

  @Test(arguments: [
    ("a", "a"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""),
    ("=1", "'=1"), ("-1", "'-1"), ("+1", "'+1"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "\"'\ra\""),
    ("a=1", "a=1"), ("'a", "'a"), ("a\0b", "ab"), ("=a,b", "\"'=a,b\""),
  ])
  func cellsAreWritten(_ text: String, _ field: String) {
    let bytes = CSVTable(header: ["h", "x"], rows: [[text, "end"]]).bytes()
    #expect(String(decoding: bytes, as: UTF8.self) == "h,x\r\n\(field),end\r\n")
  }

  // MARK: The tables of the example

  /// Every table of the book, with rows as long as its header and lines that end as the format wants.
  @Test(.enabled("needs python3") { await Python.has("csv") })
  func everyTableOfTheExampleIsRead() async throws {
    let files = try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".csv") }
    #expect(files.count > 15)
    for (path, bytes) in files {
      let rows = try await Self.rows(bytes)
      #expect(rows.count > 1, "\(path)")
      #expect(Set(rows.map(\.count)).count == 1, "\(path)")
      #expect(bytes.suffix(2) == [13, 10], "\(path)")
    }
  }

  private static func table(_ table: CSVTable) -> [[String: String]] {
    table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
  }

  @Test func everyCredentialIsARow() throws {
    let book = try BookFixture.example()
    let rows = Self.table(CredentialTable.table(book))
    let new = book.decisions.credentials.filter { $0.existing == nil }
    #expect(
      rows.map { $0["credential"] } == new.map(\.id) + ["slack-webhook-web-release"]
        + book.decisions.existing.map(\.credential.name.text))
    let pat = try #require(rows.first { $0["credential"] == "CR_PAT" })
    let wanted = [
      "state": "exists", "verdict": "replace", "kind": "classic_pat", "holder": "cleo",
      "may": "repo; write:packages",
      "created": "2021-02-10", "expires": "never", "rotate_on": "2021-05-11", "rotation": "overdue",
      "stored_in":
        "organization actions secret CR_PAT (all repositories); actions secret CR_PAT of ticket-sdk",
      "page": "credentials/existing-cr_pat.html",
    ]
    for (column, value) in wanted { #expect(pat[column] == value, "\(column)") }
    let kept = try #require(rows.first { $0["credential"] == "PULL_PROD" })
    #expect(
      kept["verdict"] == "keep" && kept["rotate_on"] == "2026-12-14" && kept["rotate_every_days"] == "76")
    let bot = try #require(rows.first { $0["credential"] == "OLD_SHOP_BOT" })
    #expect(bot["created"] == "unknown" && bot["expires"] == "unknown" && bot["rotation"] == "unknown")
  }

  @Test func everyAccessIsARow() throws {
    let book = try BookFixture.example()
    let rows = Self.table(AccessTable.table(book))
    let ids = book.decisions.accesses.map(\.id) + book.decisions.serviceAccesses.map(\.id)
    #expect(rows.map { $0["access"] } == ids.map(\.description))
    let push = try #require(rows.first { $0["access"] == "jenkins#push-repository-timetables" })
    #expect(push["credential_kind"] == "fine_grained_pat" && push["exception_until"] == "2027-03-31")
    #expect(push["may"] == "contents: write" && push["holder"] == "tramline-build")
    for row in rows { #expect((row["outcome"] == "decided") == (row["credential_kind"] != "")) }
  }

  // MARK: Checklists

  /// The table says what the page says: the same tasks in the same order, with owners and commands.
  @Test(.enabled("needs python3") { await Python.has("csv") })
  func aChecklistsTableIsItsPage() async throws {
    let book = try BookFixture.example()
    let files = try await BookFixture.exampleFiles()
    for subject in ChecklistTasks.Subject.all(book) {
      let path = try #require(subject.path(book.paths))
      let tasks = book.checklists.tasks(of: subject)
      let page = String(decoding: try #require(files["markdown/\(path).md"]), as: UTF8.self)
      guard !tasks.isEmpty else {
        #expect(files["\(path).csv"] == nil && files["\(path).txt"] == nil)
        #expect(!page.contains("\(path).csv"))
        continue
      }
      #expect(page.contains("](../../\(path).csv)") && page.contains("](../../\(path).txt)"))
      let rows = try await Self.rows(try #require(files["\(path).csv"])).dropFirst()
      #expect(rows.map { $0[0] } == (1...tasks.count).map(String.init))
      #expect(rows.map { $0[2] } == tasks.map(\.owner.role))
      let commands = rows.map { $0[6] }.filter { !$0.isEmpty }.map { $0 + "\n" }
      let blocks = ShellBlocks.all(
        in: String(page[(page.range(of: "- [ ] ")?.lowerBound ?? page.endIndex)...]))
      #expect(commands.joined() == blocks.joined(), "\(path)")
      #expect(page.components(separatedBy: "- [ ] ").count == tasks.count + 1)
      for row in rows {
        #expect(row[4].count > 10 && !row[4].contains("**") && !row[4].contains("]("), "\(row)")
        #expect(!row[5].isEmpty, "\(row)")
      }
    }
  }

  @Test func aTasksWordsStandWithoutMarkup() async throws {
    let files = try await BookFixture.exampleFiles()
    let text = String(decoding: try #require(files["checklists/consumer-jenkins.csv"]), as: UTF8.self)
    #expect(text.hasPrefix("step,phase,owner_role,owner,task,evidence,command,done\r\n"))
    #expect(
      text.contains(
        ",before,Owner of tramline,ada,(Browser only) Give the App tramline-release statuses: write. An owner of tramline approves the change for the installation. Needed to set-status repository fare-engine.,a screenshot or a link.,,\r\n"
      ))
  }

  /// However a template of somebody's own shows a task: nothing is read back out of it.
  @Test func aTemplateOfOnesOwnTakesNothingFromTheTable() async throws {
    let shape = try #require(BookFixture.templates["documents/task.md.mustache"])
    let sentence = try #require(BookFixture.templates["documents/sentences/edit-workflow.md.mustache"])
    let own = [
      "documents/task.md.mustache": shape.replacing("Evidence:", with: "Proof:").replacing(
        "**: ", with: "** - "),
      "documents/sentences/edit-workflow.md.mustache": sentence.replacing(
        "add ", with: "Change: **all** of "),
    ]
    let book = try BookFixture.book(
      """
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """)
    let ground = FileGround(
      book: book, settings: FileSettings(),
      templates: try TemplateLibrary(BookFixture.templates, overrides: own))
    let table = try #require(try await ChecklistFiles.tables.files(ground)["checklists/web.csv"])
    let text = String(decoding: table, as: UTF8.self)
    for task in book.checklists.tasks(of: .repository(try #require(book.organization.repositories["web"]))) {
      #expect(text.contains(CSVTable.cell(task.evidence)) && !task.evidence.isEmpty, "\(task.kind)")
      for command in task.commands { #expect(text.contains(command.replacing("\"", with: "\"\""))) }
    }
    #expect(text.contains(",Change: all of the permissions: and the steps of"))
    let issue = try #require(try await ChecklistFiles.issues.files(ground)["checklists/web.txt"])
    let words = String(decoding: issue, as: UTF8.self)
    #expect(words.contains("*Proof: the merged pull request.*") && !words.contains("Evidence:"))
    #expect(words.contains("Change: **all** of the `permissions:` and the steps of"))
  }

  // MARK: Issues

  @Test func anIssueHasTheTasksAndNoLinkThatLeadsNowhere() async throws {
    let files = try await BookFixture.exampleFiles()
    let issues = files.filter { $0.key.hasPrefix("checklists/") && $0.key.hasSuffix(".txt") }
    #expect(issues.count > 10)
    for (path, bytes) in issues {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("- [ ] "), "\(path)")
      // One into the book would lead nowhere.
      #expect(!text.contains(/\]\((?!https:\/\/)/) && bytes.count <= 65_536, "\(path)")
    }
  }

  private static func issues(_ description: String, _ address: String?) async throws -> [String: String] {
    let book = try BookFixture.book(description)
    let ground = FileGround(
      book: book, settings: FileSettings(address: address.flatMap { BookAddress($0) }),
      templates: try TemplateLibrary(BookFixture.templates))
    return try await ChecklistFiles.issues.files(ground).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  /// An App for an organization itself names no repository, and is installed on each organization.
  @Test func anAppForAnOrganizationNamesIt() async throws {
    let issue = try await Self.issues(
      """
      repositories:
        web: {workflows: {ci: {needs: [read-members organization self, read-members organization globex]}}}
      """, nil)["checklists/web.txt"]
    let text = try #require(issue)
    for owner in ["acme", "globex"] {
      #expect(text.contains("with `members: read` and nothing else, and install it on \(owner) "), "\(text)")
    }
  }

  /// However long the addresses are.
  @Test(arguments: [nil, "https://pages.example/" + String(repeating: "deep/", count: 60)])
  func longChecklistsAreSeveralIssues(_ address: String?) async throws {
    let targets = (1...90).map { "target-\($0)" }
    let issues = try await Self.issues(
      """
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [\(targets.map { "clone repository \($0)" }.joined(separator: ", "))]}}}
      \(targets.map { "  \($0): {visibility: private}" }.joined(separator: "\n"))
      """, address)
    let parts = issues.filter { $0.key.hasPrefix("checklists/web.") || $0.key.contains("/parts/web-") }
    #expect(parts.count > 1)
    for (path, text) in parts {
      #expect(text.utf8.count <= 65_536, "\(path)")
      #expect(address == nil || text.contains("](https://pages.example/deep/"))
    }
    let first = try #require(parts["checklists/web.txt"])
    #expect(first.contains("The next part: `checklists/parts/web-2.txt`."))
    let all = parts.values.joined()
    for target in targets {
      #expect(all.contains("\(address == nil ? "" : "[")set up web-ci-deploy-key-\(target)"))
    }
  }

  @Test func anIssuesLinksLeadToThePublishedBook() async throws {
    let issues = try await Self.issues(
      """
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """, "https://pages.example/b")
    let text = try #require(issues["checklists/web.txt"])
    #expect(text.contains("(https://pages.example/b/credentials/web-ci-deploy-key-shared.html#set-it-up)"))
    #expect(text.contains("[Set up web](https://pages.example/b/checklists/web.html)"))
    #expect(!text.contains(".md)"))
  }
}
