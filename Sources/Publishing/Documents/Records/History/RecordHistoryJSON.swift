#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Guidance
import OrganizationModel

/// The history of an organization's records as `data/decision-records.json` has it (`tokenbook.decision-records/1`).
struct RecordHistoryFile {
  static let path = "data/decision-records.json"
  static let schema = "tokenbook.decision-records/1"

  let organization: String
  let backdrop: RecordBackdrop
  let history: RecordHistory

  /// UTF-8 with sorted keys, each record on a line of its own: the same history gives the same bytes.
  func rendered() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let records = try history.entries.map { "\n  " + (try json(RecordDTO($0))) }
    return Array(
      """
      {
      "schema": \(try json(Self.schema)),
      "organization": \(try json(organization)),
      "as_of": \(try json(backdrop.day.description)),
      "profile": \(try json(backdrop.profile)),
      "facts": \(try json(backdrop.facts)),
      "last_number": \(history.lastNumber),
      "records": [\(records.joined(separator: ","))]
      }

      """.utf8)
  }

  /// Why a file is no history.
  struct Problem: Error, Hashable {
    /// What follows "it": lower case, no full stop.
    let text: String
  }

  /// Reads strictly: a number or a path that is not as we write them would let one record take another's place.
  init(reading bytes: [UInt8]) throws(Problem) {
    let document: DocumentDTO
    do {
      document = try JSONDecoder().decode(DocumentDTO.self, from: Data(bytes))
    } catch {
      throw Problem(text: "is no list of decision records")
    }
    guard document.schema == Self.schema else {
      throw Problem(text: "has the schema `\(document.schema)`, expected `\(Self.schema)`")
    }
    guard let day = Day(document.as_of) else { throw Problem(text: "has no day `as_of`") }
    var entries: [RecordEntry] = []
    for record in document.records { entries.append(try record.entry()) }
    try Self.check(entries, lastNumber: document.last_number)
    organization = document.organization
    backdrop = RecordBackdrop(day: day, profile: document.profile, facts: document.facts)
    history = RecordHistory(entries, lastNumber: document.last_number)
  }

  init(organization: String, backdrop: RecordBackdrop, history: RecordHistory) {
    self.organization = organization
    self.backdrop = backdrop
    self.history = history
  }

  private static func check(_ entries: [RecordEntry], lastNumber: Int) throws(Problem) {
    let numbers = Set(entries.map(\.number))
    if numbers.count != entries.count { throw Problem(text: "gives a number twice") }
    if numbers.contains(where: { $0 < 1 || $0 > lastNumber }) {
      throw Problem(text: "has a number outside of 1 to \(lastNumber)")
    }
    let inForce = entries.filter(\.isInForce).map(\.subject)
    if Set(inForce).count != inForce.count {
      throw Problem(text: "has two records in force about one subject")
    }
    for successor in entries.compactMap({ $0.end?.successor })
    where !(1...max(lastNumber, 1)).contains(successor) {
      throw Problem(
        text: "names \(RecordEntry.digits(successor)) as a successor, and no record ever had that number")
    }
  }
}

private struct DocumentDTO: Decodable {
  var schema: String
  var organization: String
  var as_of: String
  var profile: String
  var facts: [String: Bool]
  var last_number: Int
  var records: [RecordDTO]
}

private struct ChangeDTO: Codable {
  var what: String
  var id: String
}

private struct RecordDTO: Codable {
  var number: Int
  var file: String
  var kind: String
  var choice: String
  var title: String
  var status: String
  var first: String
  var accepted: String?
  var accepted_by: [String]
  var ended: String?
  var superseded_by: Int?
  var because: [ChangeDTO]
  var accesses: [String]
  var access_count: Int
  var struck: [String: [String]]
  var questions: [String]
  var exception: Bool

  init(_ entry: RecordEntry) {
    number = entry.number
    file = "\(entry.page.text).md"
    kind = entry.subject.kind
    choice = entry.subject.choice
    title = entry.title
    status = entry.status.rawValue
    first = entry.first.description
    accepted = entry.agreement?.day.description
    accepted_by = entry.agreement?.by ?? []
    ended = entry.end?.day.description
    superseded_by = entry.end?.successor
    because = (entry.end?.changes ?? []).map { ChangeDTO(what: $0.what.rawValue, id: $0.id) }
    accesses = entry.ground.accesses
    access_count = entry.ground.accessCount
    struck = Dictionary(
      entry.ground.struck.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    questions = entry.ground.questions
    exception = entry.ground.isException
  }

  func entry() throws(RecordHistoryFile.Problem) -> RecordEntry {
    guard let page else { throw problem("file") }
    var entry = RecordEntry(
      number: number, page: page, subject: RecordEntry.Subject(kind: kind, choice: choice), title: title,
      first: try day(first, "first"), ground: ground)
    if let accepted {
      entry.agreement = RecordEntry.Agreement(day: try day(accepted, "accepted"), by: accepted_by)
    }
    if let ended {
      entry.end = RecordEntry.End(
        day: try day(ended, "ended"), successor: superseded_by, changes: try changes())
    }
    guard status == entry.status.rawValue else { throw problem("status") }
    return entry
  }

  /// `decisions/0012-….md`, with the record's own number and nothing that leads elsewhere.
  private var page: BookPath? {
    let folder = "\(BookSection.decisions.rawValue)/"
    guard file.hasPrefix("\(folder)\(RecordEntry.digits(number))-"), file.hasSuffix(".md") else { return nil }
    let name = String(file.dropFirst(folder.count).dropLast(3))
    return BookPath.fileName(for: name) == name ? BookPath(folder: BookSection.decisions.rawValue, name) : nil
  }

  private var ground: RecordEntry.Ground {
    RecordEntry.Ground(
      accesses: accesses, accessCount: access_count,
      struck: Dictionary(
        struck.compactMap { kind, rules in CredentialKind(rawValue: kind).map { ($0, rules) } },
        uniquingKeysWith: { first, _ in first }),
      questions: questions, isException: exception)
  }

  private func changes() throws(RecordHistoryFile.Problem) -> [RecordChange] {
    var changes: [RecordChange] = []
    for change in because {
      guard let what = RecordChange.What(rawValue: change.what) else { throw problem("because") }
      changes.append(RecordChange(what: what, id: change.id))
    }
    return changes
  }

  private func day(_ text: String, _ key: String) throws(RecordHistoryFile.Problem) -> Day {
    guard let day = Day(text) else { throw problem(key) }
    return day
  }

  private func problem(_ key: String) -> RecordHistoryFile.Problem {
    RecordHistoryFile.Problem(
      text: "has a `\(key)` of record \(RecordEntry.digits(number)) that no build wrote")
  }
}
