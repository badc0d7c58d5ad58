import OrganizationModel
import SourceText

/// The answers in a dump's folder, by the path that was asked.
struct GitHubDump {
  /// The login in `DUMP.jsonl`; nil without that file.
  var organization: String?
  /// The host in `DUMP.jsonl`.
  var host = "github.com"
  /// Whether the script came to its end.
  var isFinished = false
  /// The last day on which it was asked.
  var day: String?
  var answers: [String: Answer] = [:]

  /// What GitHub said to one call.
  struct Answer {
    /// As in HTTP: 200, or a refusal.
    let status: Int
    let day: String
    let rows: [Row]
    /// The first line.
    let place: SourceRange
  }

  /// One object of an answer.
  struct Row {
    let members: [String: JSONValue]
    /// Its line.
    let place: SourceRange
    /// Whether something in its file is shaped like a token or may hide one.
    let mayHoldToken: Bool
  }
}

/// Reads the files of a dump: the first line of each says what was asked, the others are objects.
struct GitHubDumpReader {
  private(set) var dump = GitHubDump()
  private(set) var diagnostics: [Diagnostic] = []
  private let files: SourceFiles

  /// More problems of one file than this tell nothing new.
  private static let most = 10

  init(_ files: SourceFiles) {
    self.files = files
    for (index, file) in files.files.enumerated() {
      read(file, SourceFileID(index: UInt32(index)))
    }
    if dump.answers.isEmpty && !diagnostics.hasErrors {
      diagnostics.append(
        Diagnostic(
          "nothing-to-import", .error, "found no answers from GitHub", at: nil,
          help:
            "run `tokenbook import github --organization NAME --plan` to print the script that asks for them")
      )
    }
  }

  private mutating func read(_ file: SourceFile, _ id: SourceFileID) {
    let lines = Lines(file, id)
    guard let place = lines.first else { return report("empty-dump-file", "found an empty file", lines.end) }
    guard let head = object(lines.bytes(place), at: place) else { return }
    if head["tokenbook_dump"] != nil { return readMark(head, place) }
    guard let path = head["path"]?.text, path.hasPrefix("/"), let status = head["status"]?.integer,
      let day = head["day"]?.text, Day(day) != nil, let count = head["lines"]?.integer
    else {
      return report(
        "not-a-dump", "found no line of a dump, expected `path`, `status`, `day` and `lines`", place,
        help: "keep the files as the script wrote them")
    }
    if let first = dump.answers[path] { return reportTwice(path, place, first.place) }
    let rows = readRows(lines, file)
    if lines.count - 1 != count {
      report(
        "truncated-dump", "found \(lines.count - 1) lines below the first, expected \(count)", lines.end,
        help: "delete the file and run the script again, which asks for what is missing")
    }
    dump.answers[path] = .init(status: status, day: day, rows: rows, place: place)
  }

  private mutating func readRows(_ lines: Lines, _ file: SourceFile) -> [GitHubDump.Row] {
    let mayHoldToken = file.bytes.contains(UInt8(ascii: "\\")) || !TokenShape.hits(in: file.bytes).isEmpty
    let before = diagnostics.count
    var rows: [GitHubDump.Row] = []
    for place in lines.places.dropFirst() {
      if diagnostics.count - before >= Self.most { return rows }
      guard let members = object(lines.bytes(place), at: place) else { continue }
      rows.append(.init(members: members, place: place, mayHoldToken: mayHoldToken))
    }
    return rows
  }

  private mutating func readMark(_ head: [String: JSONValue], _ place: SourceRange) {
    guard head["tokenbook_dump"]?.integer == 1 else {
      return report("unsupported-version", "found another version of a dump, expected `1`", place)
    }
    guard let name = head["organization"]?.text, TextRule.organization.accepts(Array(name.utf8)[...]) else {
      return report(
        "bad-name", "found no `organization`, expected \(TextRule.organization.expectation)", place)
    }
    guard let host = head["host"]?.text, TextRule.host.accepts(Array(host.utf8)[...]) else {
      return report("bad-name", "found no `host`, expected \(TextRule.host.expectation)", place)
    }
    if let other = dump.organization, Name(other) != Name(name) {
      return report(
        "which-organization", "found a second dump, of `\(name)` in addition to `\(other)`", place)
    }
    (dump.organization, dump.host) = (name, host)
    dump.isFinished = head["finished"]?.truth == true
    dump.day = head["day"]?.text.flatMap(Day.init).map { "\($0)" }
  }

  /// The object on a line, or nil with what is wrong.
  private mutating func object(_ bytes: ArraySlice<UInt8>, at place: SourceRange) -> [String: JSONValue]? {
    switch JSONReader.read(Array(bytes)) {
    case .success(let value):
      if let members = value.object { return members }
      report("wrong-kind", "found a value that isn't an object", place)
    case .failure(let misfit):
      let start = place.start + UInt32(min(misfit.offset, bytes.count))
      report(
        "bad-json",
        misfit.offset >= bytes.count ? "found the end of the line inside an object" : "found no JSON",
        SourceRange(file: place.file, start: start, end: min(start + 1, max(start, place.end))),
        help: "delete the file and run the script again")
    }
    return nil
  }

  private mutating func reportTwice(_ path: String, _ place: SourceRange, _ first: SourceRange) {
    diagnostics.append(
      Diagnostic(
        "duplicate-answer", "found a second answer to `\(path)`", at: place,
        help: "pass one dump at a time", related: [.init(message: "the first is here", range: first)]))
  }

  private mutating func report(_ id: String, _ message: String, _ place: SourceRange, help: String? = nil) {
    diagnostics.append(Diagnostic(id, message, at: place, help: help))
  }
}

/// The lines of a file that have something in them.
private struct Lines {
  private let file: SourceFile
  let places: [SourceRange]
  /// Behind the last byte.
  let end: SourceRange

  init(_ file: SourceFile, _ id: SourceFileID) {
    self.file = file
    var places: [SourceRange] = []
    var start = 0
    for offset in 0...file.bytes.count
    where offset == file.bytes.count || file.bytes[offset] == UInt8(ascii: "\n") {
      if offset > start { places.append(SourceRange(file: id, start: UInt32(start), end: UInt32(offset))) }
      start = offset + 1
    }
    self.places = places
    end = SourceRange(file: id, start: UInt32(file.bytes.count), end: UInt32(file.bytes.count))
  }

  var first: SourceRange? { places.first }
  var count: Int { places.count }
  func bytes(_ place: SourceRange) -> ArraySlice<UInt8> { file.bytes[Int(place.start)..<Int(place.end)] }
}
