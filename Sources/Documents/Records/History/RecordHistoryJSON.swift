import Pages
import Guidance
import OrganizationModel
import SourceText

/// The history of an organization's records as `data/decision-records.json` has it (`tokenbook.decision-records/1`).
struct RecordHistoryFile {
  static let path = "data/decision-records.json"
  static let schema = "tokenbook.decision-records/1"

  let organization: String
  let backdrop: RecordBackdrop
  let history: RecordHistory

  /// UTF-8 with sorted keys, each record on a line of its own: the same history gives the same bytes.
  func rendered() -> [UInt8] {
    func json(_ value: JSONValue) -> String { String(decoding: JSONWriter.bytes(value), as: UTF8.self) }
    let records = history.entries.map { "\n  " + json($0.json) }
    return Array(
      """
      {
      "schema": \(json(.text(Self.schema))),
      "organization": \(json(.text(organization))),
      "as_of": \(json(.text(backdrop.day.description))),
      "profile": \(json(.text(backdrop.profile))),
      "facts": \(json(.object(backdrop.facts.mapValues(JSONValue.truth)))),
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
    guard let document = JSONReader.value(bytes)?.object.flatMap(HistoryDocument.init) else {
      throw Problem(text: "isn't a list of decision records")
    }
    guard document.schema == Self.schema else {
      throw Problem(text: "has the schema `\(document.schema)`, expected `\(Self.schema)`")
    }
    guard let day = Day(document.day) else { throw Problem(text: "has no day `as_of`") }
    var entries: [RecordEntry] = []
    for record in document.records { entries.append(try record.entry()) }
    try Self.check(entries, lastNumber: document.lastNumber)
    organization = document.organization
    backdrop = RecordBackdrop(day: day, profile: document.profile, facts: document.facts)
    history = RecordHistory(entries, lastNumber: document.lastNumber)
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

extension RecordEntry {
  fileprivate var json: JSONValue {
    let struck = Dictionary(
      ground.struck.map { ($0.key.rawValue, JSONValue($0.value)) }, uniquingKeysWith: { first, _ in first })
    var members: [String: JSONValue] = [
      "number": .integer(number), "file": .text("\(page.text).md"), "kind": .text(subject.kind),
      "choice": .text(subject.choice), "title": .text(title), "status": .text(status.rawValue),
      "first": .text(first.description), "accepted_by": JSONValue(agreement?.by ?? []),
      "because": .list(
        (end?.changes ?? []).map { ["what": .text($0.what.rawValue), "id": .text($0.id)] }),
      "accesses": JSONValue(ground.accesses), "access_count": .integer(ground.accessCount),
      "struck": .object(struck), "questions": JSONValue(ground.questions),
      "exception": .truth(ground.isException),
    ]
    members["accepted"] = agreement.map { .text($0.day.description) }
    members["ended"] = end.map { .text($0.day.description) }
    members["superseded_by"] = (end?.successor).map { .integer($0) }
    return .object(members)
  }
}

/// The file as it is read: every key that a build writes, each of its own kind.
private struct HistoryDocument {
  let schema: String
  let organization: String
  let day: String
  let profile: String
  let facts: [String: Bool]
  let lastNumber: Int
  let records: [ReadRecord]

  init?(_ members: [String: JSONValue]) {
    guard let schema = members["schema"]?.text, let organization = members["organization"]?.text,
      let day = members["as_of"]?.text, let profile = members["profile"]?.text,
      let facts = members["facts"]?.object, let lastNumber = members["last_number"]?.integer,
      let records = members["records"]?.list
    else { return nil }
    let (truths, read) = (facts.compactMapValues(\.truth), records.compactMap { ReadRecord($0) })
    guard truths.count == facts.count, read.count == records.count else { return nil }
    (self.schema, self.organization, self.day, self.profile) = (schema, organization, day, profile)
    (self.facts, self.lastNumber, self.records) = (truths, lastNumber, read)
  }
}

/// A member that may be left out, and is of its kind where it is there.
private enum Absent<Value> {
  static func or(_ value: JSONValue?, _ kind: (JSONValue) -> Value?) -> Value?? {
    guard let value, value != .null else { return .some(nil) }
    return kind(value).map { .some($0) } ?? nil
  }
}

private struct ReadRecord {
  let number: Int
  let file: String
  let kind: String
  let choice: String
  let title: String
  let status: String
  let first: String
  let accepted: String?
  let acceptedBy: [String]
  let ended: String?
  let supersededBy: Int?
  let because: [(what: String, id: String)]
  let accesses: [String]
  let accessCount: Int
  let struck: [String: [String]]
  let questions: [String]
  let exception: Bool

  init?(_ value: JSONValue) {
    guard let members = value.object, let number = members["number"]?.integer,
      let file = members["file"]?.text, let kind = members["kind"]?.text,
      let choice = members["choice"]?.text, let title = members["title"]?.text,
      let status = members["status"]?.text, let first = members["first"]?.text,
      let acceptedBy = members["accepted_by"]?.texts, let because = members["because"]?.list,
      let accesses = members["accesses"]?.texts, let accessCount = members["access_count"]?.integer,
      let struck = members["struck"]?.object, let questions = members["questions"]?.texts,
      let exception = members["exception"]?.truth,
      let accepted = Absent.or(members["accepted"], \.text), let ended = Absent.or(members["ended"], \.text),
      let supersededBy = Absent.or(members["superseded_by"], \.integer)
    else { return nil }
    let changes = because.compactMap { change in
      change.object.flatMap { members in
        members["what"]?.text.flatMap { what in members["id"]?.text.map { (what: what, id: $0) } }
      }
    }
    let rules = struck.compactMapValues(\.texts)
    guard changes.count == because.count, rules.count == struck.count else { return nil }
    (self.number, self.file, self.kind, self.choice, self.title) = (number, file, kind, choice, title)
    (self.status, self.first, self.accepted, self.acceptedBy) = (status, first, accepted, acceptedBy)
    (self.ended, self.supersededBy, self.because, self.accesses) = (ended, supersededBy, changes, accesses)
    (self.accessCount, self.struck, self.questions, self.exception) = (
      accessCount, rules, questions, exception
    )
  }

  func entry() throws(RecordHistoryFile.Problem) -> RecordEntry {
    guard let page else { throw problem("file") }
    var entry = RecordEntry(
      number: number, page: page, subject: RecordEntry.Subject(kind: kind, choice: choice), title: title,
      first: try day(first, "first"), ground: ground)
    if let accepted {
      entry.agreement = RecordEntry.Agreement(day: try day(accepted, "accepted"), by: acceptedBy)
    }
    if let ended {
      entry.end = RecordEntry.End(
        day: try day(ended, "ended"), successor: supersededBy, changes: try changes())
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
      accesses: accesses, accessCount: accessCount,
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
