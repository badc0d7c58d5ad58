import Guidance
import OrganizationModel
import OutputFolder
import SourceText
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The book of one organization, built again and again: each build goes on from the one before.
struct RecordBooks {
  var description: String
  /// The files of the book that is there.
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// What rendering had to say.
  private(set) var rendered: [Diagnostic] = []
  /// What a person writes into the blocks of pages before the next build, by file.
  var notes: [String: String] = [:]
  private(set) var book: Book?
  /// The book that the last build went on from.
  private(set) var earlier: EarlierBook?
  /// Other templates than the program's own.
  var templates = BookFixture.templates
  /// Names of files beside the records that no build wrote.
  var foreign: [String] = []

  init(_ description: String) {
    self.description = description
  }

  /// Changes the description as an editor would; a text that is not there fails the test.
  mutating func change(_ text: String, to new: String, _ place: SourceLocation = #_sourceLocation) {
    #expect(description.contains(text), sourceLocation: place)
    description = description.replacing(text, with: new)
  }

  /// Builds; nothing is written where a diagnostic is an error.
  mutating func build(
    edited: [String: String?] = [:], unfinished: Set<String> = [], force: Bool = false,
    _ place: SourceLocation = #_sourceLocation
  ) async throws {
    let decisions = try BookFixture.book(description, place).decisions
    let earlier = files.isEmpty && foreign.isEmpty ? nil : earlierFiles(edited, unfinished)
    let reading = earlier.map { EarlierBook.read($0, before: decisions, force: force) }
    diagnostics = reading?.diagnostics ?? []
    if diagnostics.hasErrors { return }
    let renderer = BookRenderer(
      templates: try TemplateLibrary(templates), assets: [:], checks: BookFixture.checks,
      messages: BookFixture.messages)
    let rendered = await renderer.render(decisions, after: reading?.book)
    #expect(!rendered.diagnostics.hasErrors, sourceLocation: place)
    self.rendered = rendered.diagnostics
    self.earlier = reading?.book
    files = rendered.files
    notes = [:]
    book = Book(decisions, after: reading?.book, checks: BookFixture.checks, messages: BookFixture.messages)
  }

  private func earlierFiles(_ edited: [String: String?], _ unfinished: Set<String>) -> EarlierFiles {
    var states = files.filter { EarlierBook.needs($0.key) }.mapValues { EarlierFiles.File.written($0) }
    for (path, text) in edited { states[path] = text.map { .edited(Array($0.utf8)) } ?? .missing }
    for path in unfinished { states[path] = .unfinished }
    return EarlierFiles(folder: "book", files: states, foreign: foreign, notes: foundNotes())
  }

  /// Those of the book, and those that a person wrote since.
  private func foundNotes() -> [String: [UInt8]] {
    var found = notes.mapValues { Array($0.utf8) }
    for (path, bytes) in files where path.hasSuffix(".md") && found[path] == nil {
      if let block = try? NoteBlock.find(in: bytes) { found[path] = block.split(bytes).note }
    }
    return found.filter { !$0.value.isEmpty }
  }

  // MARK: What the book says

  /// The text of each record by its number.
  var records: [Int: String] {
    var records: [Int: String] = [:]
    for (path, bytes) in files where path.hasPrefix("markdown/decisions/") {
      guard let number = Int(path.split(separator: "/")[2].prefix(4)) else { continue }
      records[number] = String(decoding: bytes, as: UTF8.self)
    }
    return records
  }

  /// The file of a record.
  func path(_ number: Int) throws -> String {
    let prefix = "markdown/decisions/\(RecordEntry.digits(number))-"
    return try #require(files.keys.first { $0.hasPrefix(prefix) }, "there is no record \(number)")
  }

  func text(_ path: String) throws -> String {
    String(decoding: try #require(files[path], "\(path)"), as: UTF8.self)
  }

  /// The status of each record, in the order of the numbers: `1 accepted`.
  var statuses: [String] {
    records.sorted { $0.key < $1.key }.map { number, text in
      "\(number) \(MADRRecord(text).frontMatter.first?.value.filter { $0 != "\"" } ?? "none")"
    }
  }
}
