import Foundation
import Guidance
import OrganizationModel
import OutputFolder
import SourceText
import Subprocess
import Synchronization
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Damage to what is there is told, and nothing is lost by going on.
@Suite struct EarlierBookTests {
  private func built() async throws -> RecordBooks {
    var books = RecordBooks(RecordHistoryTests.description)
    try await books.build()
    return books
  }

  /// The ids of the problems when one file is another, or gone; nothing may have been written.
  private func problems(_ path: String, _ text: String?, _ books: RecordBooks) async throws -> [String] {
    var books = books
    let before = books.files
    try await books.build(edited: [path: text])
    #expect(books.files == before)
    return books.diagnostics.map(\.id)
  }

  @Test func whatIsGoneOrChangedIsTold() async throws {
    let books = try await built()
    let accepted = try books.path(2)
    let text = try books.text(accepted)
    #expect(try await problems(accepted, text + "\nMy own line.\n", books) == ["record-edited"])
    #expect(try await problems(accepted, "no record", books) == ["record-edited", "record-damaged"])
    #expect(try await problems(accepted, nil, books) == ["record-missing"])
    let history = RecordHistoryFile.path
    #expect(try await problems(history, nil, books) == ["history-missing"])
    #expect(try await problems(history, "{}", books) == ["history-edited"])
  }

  @Test func aProposedRecordMayBeMissing() async throws {
    var books = try await built()
    let before = books.files
    let gone: [String: String?] = [try books.path(1): nil]
    try await books.build(edited: gone)
    #expect(books.files == before)
  }

  @Test func anEditOfAnAcceptedRecordIsKeptWhenForced() async throws {
    var books = try await built()
    let path = try books.path(2)
    let edited = try books.text(path).replacing("<!-- BEGIN", with: "My own line.\n\n<!-- BEGIN")
    try await books.build(edited: [path: edited], force: true)
    #expect(try books.text(path) == edited)
    let page = path.replacing("markdown/", with: "").replacing(".md", with: ".html")
    #expect(try books.text(page).contains("My own line."))
  }

  @Test func nothingShapedLikeATokenIsTakenOver() async throws {
    var books = try await built()
    let path = try books.path(2)
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    try await books.build(edited: [path: try books.text(path) + token], force: true)
    #expect(books.diagnostics.map(\.id) == ["record-token"])
    #expect(books.diagnostics.allSatisfy { !$0.message.contains(token) })
  }

  @Test func aBookOfAnotherOrganizationOrOfALaterDayIsRefused() async throws {
    var other = try await built()
    other.change("organization: acme", to: "organization: globex")
    try await other.build()
    #expect(other.diagnostics.map(\.id) == ["history-of-another"])
    try await other.build(force: true)
    #expect(other.diagnostics == [])
    var earlier = try await built()
    earlier.change("as_of: 2026-11-22", to: "as_of: 2026-11-21")
    try await earlier.build(force: true)
    #expect(earlier.diagnostics.map(\.id) == ["history-is-later"])
  }

  @Test(arguments: [
    ("tokenbook.decision-records/1", "tokenbook.decision-records/2", "has the schema"),
    (#""last_number": 3"#, #""last_number": 2"#, "has a number outside of 1 to 2"),
    (#""number":2"#, #""number":1"#, "has a `file` of record 0001"),
    ("decisions/0002-", "decisions/../0002-", "has a `file` of record 0002"),
    (#""status":"accepted""#, #""status":"rejected""#, "has a `status` of record 0002"),
    (#""accepted":"2026-11-20""#, #""accepted":"soon""#, "has a `accepted` of record 0002"),
    (#""first":"2026-11-22""#, #""first":"2026-11-31""#, "has a `first` of record 0001"),
    (#""as_of": "2026-11-22""#, #""as_of": "x""#, "has no day"),
    (#""status":"accepted""#, #""ended":"2026-12-01","superseded_by":9,"status":"superseded""#, "names 0009"),
    ("}]", "}", "isn't a list of decision records"),
  ])
  func theListIsReadStrictly(_ text: String, _ other: String, _ problem: String) async throws {
    let books = try await built()
    let file = try books.text(RecordHistoryFile.path)
    let broken = Array(file.replacing(text, with: other).utf8)
    #expect(Array(file.utf8) != broken)
    do throws(RecordHistoryFile.Problem) {
      _ = try RecordHistoryFile(reading: broken)
      Issue.record("read")
    } catch {
      #expect(error.text.contains(problem))
    }
  }

  @Test func readsWhatItWrote() async throws {
    var books = try await built()
    books.change("deploy_keys: allowed", to: "deploy_keys: forbidden")
    try await books.build()
    let bytes = try #require(books.files[RecordHistoryFile.path])
    let file = try RecordHistoryFile(reading: bytes)
    #expect(file.rendered() == bytes)
    #expect(file.history.entries == books.book?.records.history.entries)
    #expect(file.history.entries.contains { $0.end?.changes.isEmpty == false })
  }

  @Test(
    arguments: [
      (
        "---\nstatus: \"accepted\"\ndate: x\n---\nstatus: y\n",
        "---\nstatus: \"deprecated\"\ndate: x\n---\nstatus: y\n"
      ),
      ("---\ndate: x\nstatus: proposed\n---\n", "---\ndate: x\nstatus: \"deprecated\"\n---\n"),
      ("---\ndate: x\n---\nstatus: y\n", nil), ("status: x\n", nil), ("---\r\nstatus: x\r\n---\r\n", nil),
      ("", nil),
      ("---\nstatus: x", nil),
    ] as [(String, String?)])
  func onlyTheStatusIsWrittenAgain(_ text: String, _ expected: String?) {
    #expect(RecordText.withStatus("deprecated", text) == expected)
  }

  /// A superseded and a deprecated record and their reasons are as the schema says; a key of another kind is not.
  @Test(
    .enabled(if: ShellPrograms.isCI || ShellPrograms.isInstalled("python3"), "needs python3 with jsonschema"))
  func theListIsAsItsSchemaSays() async throws {
    var books = try await built()
    books.change("deploy_keys: allowed", to: "deploy_keys: forbidden")
    books.change("consumers:\n  prod: {kind: kubernetes, needs: [pull package web]}\n", to: "")
    try await books.build()
    let list = try books.text(RecordHistoryFile.path)
    #expect(list.contains(#""status":"deprecated""#) && list.contains(#""what":"strikes""#))
    #expect(try await schemaProblems(list) == "")
    #expect(try await schemaProblems(list.replacing(#""number":1"#, with: #""number":"1""#)).contains("'1'"))
  }

  private func schemaProblems(_ list: String) async throws -> String {
    let schema = BookFixture.packageRoot.appending(path: "site/schemas/decision-records.schema.json").path
    let script = """
      import json, jsonschema, sys
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      jsonschema.Draft7Validator.check_schema(schema)
      for error in jsonschema.Draft7Validator(schema).iter_errors(json.load(sys.stdin)): print(error.message)
      """
    let result = try await run(
      .name("python3"), arguments: ["-c", script, schema], input: .string(list),
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    #expect(result.terminationStatus.isSuccess, "\(result.standardError)")
    return result.standardOutput
  }
}

/// A build that is stopped at any of its steps, and the next one: nothing is lost, no number changes its record.
@Suite struct RecordKillTests {
  private let kinds = [DecisionRecordIndex.kind, DecisionTimeline.kind, DecisionRecords.kind]
  private let before = RecordHistoryTests.description
  private let after = RecordHistoryTests.description.replacing(
    "deploy_keys: allowed", with: "deploy_keys: forbidden"
  )
  .replacing("[pull package web]", with: "[pull package web, clone repository web]")

  /// A whole build into a folder, going on from what is in it.
  private func build(_ description: String, _ path: String, _ files: FileSystem) async throws {
    let decisions = try BookFixture.book(description).decisions
    var earlier: EarlierBook?
    if case .earlier(let files) = try BookFolder(at: path).readEarlier(
      EarlierBook.needs, neighbours: EarlierBook.recordFolder)
    {
      let reading = EarlierBook.read(files, before: decisions)
      #expect(reading.diagnostics == [])
      earlier = reading.book
    }
    let renderer = BookRenderer(
      templates: try TemplateLibrary(BookFixture.templates), assets: [:], checks: BookFixture.checks,
      messages: BookFixture.messages,
      kinds: kinds)
    let rendered = await renderer.render(decisions, after: earlier)
    guard case .accepted(let book) = BookFiles.check(rendered.files) else {
      Issue.record("refused")
      return
    }
    let writing = try BookFolder(at: path, fileSystem: files).write(book)
    if case .refused(let diagnostics) = writing { Issue.record("\(diagnostics)") }
  }

  private func contents(_ path: String) -> [String: [UInt8]] { BookFixture.files(in: URL(filePath: path)) }

  @Test func theNextBuildCompletes() async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "tokenbook-\(UUID())").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await build(before, "\(root)/clean", .system)
    try await build(after, "\(root)/clean", .system)
    var step = 1
    var isStopped = true
    while isStopped {
      let path = "\(root)/\(step)"
      try await build(before, path, .system)
      do {
        try await build(after, path, .stopping(at: step))
        isStopped = false
      } catch is FileError {}
      try await build(after, path, .system)
      #expect(contents(path) == contents("\(root)/clean"), "step \(step)")
      step += 3
    }
    #expect(step > 20)
  }
}

extension FileSystem {
  /// The machine's files, until the step that is not done any more, nor any after it.
  fileprivate static func stopping(at last: Int) -> FileSystem {
    let steps = Steps(last: last)
    let real = FileSystem.system
    var stopping = real
    stopping.create = { (path, bytes, _) throws(FileError) in
      try steps.take(path)
      try real.create(path, bytes, false)
    }
    stopping.move = { (from, to) throws(FileError) in
      try steps.take(to)
      try real.move(from, to)
    }
    stopping.removeFile = { (path) throws(FileError) in
      try steps.take(path)
      try real.removeFile(path)
    }
    return stopping
  }
}

/// Counts steps.
private final class Steps: Sendable {
  private let taken = Mutex(0)
  private let last: Int

  init(last: Int) {
    self.last = last
  }

  func take(_ path: String) throws(FileError) {
    let count = taken.withLock { count in
      count += 1
      return count
    }
    if count >= last { throw FileError("change", path, code: 28) }
  }
}
