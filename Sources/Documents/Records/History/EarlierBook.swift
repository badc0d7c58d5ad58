import Pages
package import Guidance
import OrganizationModel
package import OutputFolder
package import SourceText

/// The book that is there already, as far as the next one goes on from it.
package struct EarlierBook: Sendable {
  let backdrop: RecordBackdrop
  let history: RecordHistory
  /// The Markdown of records, by number.
  let texts: [Int: String]
  /// What people wrote into the note blocks, by page, `repositories/web`.
  let notes: [String: String]
  /// Numbers that a person gave to records of their own beside the book's.
  let foreignNumbers: Set<Int>

  /// The folder of the Markdown tree that holds the records.
  package static let recordFolder = "markdown/\(BookSection.decisions.rawValue)"

  /// Whether a file of an earlier book is needed to go on from it.
  package static func needs(_ path: String) -> Bool {
    path == RecordHistoryFile.path || path.hasPrefix("\(recordFolder)/")
  }

  /// Whether the note of a file goes on to the next book: only pages of the Markdown tree have a place for it.
  package static func takesOver(noteOf path: String) -> Bool {
    path.hasPrefix("markdown/") && path.hasSuffix(".md")
  }

  /// What came of reading one.
  package struct Reading: Sendable {
    /// Nil where there is none, or one that cannot be gone on from.
    package let book: EarlierBook?
    package let diagnostics: [Diagnostic]

    package init(book: EarlierBook?, diagnostics: [Diagnostic]) {
      self.book = book
      self.diagnostics = diagnostics
    }
  }

  /// Reads what the next book of an organization goes on from.
  ///
  /// Damage is an error, so that nothing is lost by going on without. With `force` what was changed by hand is taken as
  /// it is now.
  package static func read(
    _ files: EarlierFiles, before decisions: OrganizationDecisions, force: Bool = false
  ) -> Reading {
    var reader = EarlierBookReader(files: files, force: force)
    let book = reader.book(before: decisions)
    return Reading(book: reader.diagnostics.hasErrors ? nil : book, diagnostics: reader.diagnostics)
  }
}

/// Makes an earlier book of its files.
private struct EarlierBookReader {
  let files: EarlierFiles
  let force: Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(files: EarlierFiles, force: Bool) {
    self.files = files
    self.force = force
  }

  mutating func book(before decisions: OrganizationDecisions) -> EarlierBook? {
    let foreignNumbers = foreignNumbers()
    let notes = notes()
    guard let file = historyFile() else {
      return EarlierBook(
        backdrop: RecordBackdrop(decisions), history: RecordHistory([], lastNumber: 0), texts: [:],
        notes: notes, foreignNumbers: foreignNumbers)
    }
    check(file, decisions)
    return EarlierBook(
      backdrop: file.backdrop, history: file.history, texts: texts(file.history),
      notes: notes, foreignNumbers: foreignNumbers)
  }

  // MARK: The list

  /// Nil where no build has finished one yet, and where it is damaged.
  private mutating func historyFile() -> RecordHistoryFile? {
    let path = RecordHistoryFile.path
    switch files.files[path] {
    case nil, .unfinished: return nil
    case .missing:
      report("history-missing", "`\(files.folder)/\(path)` is gone; it says which number is which record")
      return nil
    case .edited where !force:
      report("history-edited", "`\(files.folder)/\(path)` was changed by hand since it was written")
      return nil
    case .written(let bytes), .edited(let bytes):
      do throws(RecordHistoryFile.Problem) {
        return try RecordHistoryFile(reading: bytes)
      } catch {
        report("history-damaged", "`\(files.folder)/\(path)` \(error.text)")
        return nil
      }
    }
  }

  private mutating func check(_ file: RecordHistoryFile, _ decisions: OrganizationDecisions) {
    let organization = decisions.organization.name
    if Name(file.organization) != organization, !force {
      report(
        "history-of-another",
        "`\(files.folder)` is the book of `\(file.organization)`, not of `\(organization)`",
        help: "build into another folder, or add `--force` if the organization was renamed")
    }
    if file.backdrop.day > decisions.day {
      report(
        "history-is-later",
        "`\(files.folder)` is the book of \(file.backdrop.day), and this one is of \(decisions.day)",
        help: "build the book of an earlier day into another folder; in this one, "
          + "each decision that differs would count as a new decision")
    }
  }

  // MARK: The records

  private mutating func texts(_ history: RecordHistory) -> [Int: String] {
    var texts: [Int: String] = [:]
    for entry in history.entries { texts[entry.number] = text(of: entry) }
    return texts
  }

  /// The text of a proposed record is written anew each time, so it may be missing; that of all others may not.
  private mutating func text(of entry: RecordEntry) -> String? {
    let path = "markdown/\(entry.page).md"
    let isKept = entry.status != .proposed
    switch files.files[path] {
    case .written(let bytes): return text(bytes, path)
    case .edited(let bytes) where isKept:
      if !force { reportEdit(of: entry, path) }
      return text(bytes, path)
    case .edited(let bytes): return RecordText.ofRecord(bytes)
    case .unfinished: return nil
    case nil, .missing:
      if isKept {
        report(
          "record-missing", "`\(files.folder)/\(path)` is gone, and the record is \(entry.status.rawValue)")
      }
      return nil
    }
  }

  private mutating func text(_ bytes: [UInt8], _ path: String) -> String? {
    if let hit = TokenShape.hits(in: bytes).first {
      report(
        "record-token", "`\(files.folder)/\(path)` holds something shaped like a token, `\(hit.mask)`",
        help: "remove it, and revoke the token if it is one")
      return nil
    }
    guard let text = RecordText.ofRecord(bytes) else {
      report(
        "record-damaged", "`\(files.folder)/\(path)` isn't a decision record, because it has no `status`")
      return nil
    }
    return text
  }

  private mutating func reportEdit(of entry: RecordEntry, _ path: String) {
    report(
      "record-edited",
      "`\(files.folder)/\(path)` was changed by hand, and the record is \(entry.status.rawValue)",
      help: "put it back as it was, or build with `--force` to keep the change as the record's text")
  }

  // MARK: Notes

  private mutating func notes() -> [String: String] {
    for (path, problem) in files.brokenNotes.sorted(by: { $0.key < $1.key }) {
      report(
        "note-broken", "`\(files.folder)/\(path)` \(problem)",
        help:
          "a page has one such pair of lines, at its foot; to give up a page's note, delete the file and build"
      )
    }
    var notes: [String: String] = [:]
    for (path, bytes) in files.notes.sorted(by: { $0.key < $1.key }) {
      guard EarlierBook.takesOver(noteOf: path) else { continue }
      notes[String(path.dropFirst("markdown/".count).dropLast(3))] = note(bytes, path)
    }
    return notes
  }

  private mutating func note(_ bytes: [UInt8], _ path: String) -> String? {
    if let hit = TokenShape.hits(in: bytes).first {
      report(
        "note-token",
        "the note in `\(files.folder)/\(path)` holds something shaped like a token, `\(hit.mask)`",
        help: "remove it, and revoke the token if it is one")
    }
    guard !bytes.contains(0), let note = String(validating: bytes, as: UTF8.self) else {
      report(
        "note-damaged", "the note in `\(files.folder)/\(path)` isn't text in UTF-8", help: "write it again")
      return nil
    }
    return note
  }

  // MARK: Records of somebody else

  /// Records that a person wrote beside the book's own keep their numbers.
  private func foreignNumbers() -> Set<Int> {
    Set(
      files.foreign.compactMap { name in
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        return digits.count >= 4 && name.hasSuffix(".md") ? Int(digits) : nil
      })
  }

  private mutating func report(_ id: String, _ message: String, help: String? = nil) {
    let usual = "restore it from your version control, or build into a new folder, where numbers begin at 1"
    diagnostics.append(Diagnostic(id, .error, message, at: nil, help: help ?? usual))
  }
}
