import Pages
import Guidance
import OrganizationModel

/// A decision record in the shape of MADR 4.0.0 for each kind of access and what became of it: those in force, and those
/// that were.
enum DecisionRecords {
  static let kind = DocumentKind("decision-record", in: .decisions) { book in
    book.records.history.entries.compactMap { entry in
      if let text = book.records.text(of: entry) { return document(entry, text, book) }
      return record(entry, book).map(document)
    }
  }

  private static func document(_ record: DecisionRecord) -> Document {
    var document = Document(
      record.page, title: record.entry.title, summary: summary(record.entry),
      responsible: record.responsible?.text, source: record.source
    ) { record.context }
    document.day = record.entry.since
    return document
  }

  /// The page of a record that an earlier build wrote. One that is in force has the frame of today's.
  private static func document(_ entry: RecordEntry, _ text: String, _ book: Book) -> Document {
    let today = record(entry, book)
    var document = Document(
      entry.page, title: entry.title, summary: summary(entry), responsible: today?.responsible?.text,
      source: today?.source
    ) { [:] }
    document.text = text
    document.day = entry.since
    document.successor = entry.end?.successor.flatMap(book.records.history.entry)?.page
    return document
  }

  /// The same for a text of today and one of an earlier build.
  private static func summary(_ entry: RecordEntry) -> String {
    "Decision record \(entry.digits), \(entry.statusText)."
  }

  /// Those in force, in the order of their numbers.
  static func all(_ book: Book) -> [DecisionRecord] {
    book.records.history.entries.compactMap { record($0, book) }
  }

  /// Nil for a record that is not in force.
  private static func record(_ entry: RecordEntry, _ book: Book) -> DecisionRecord? {
    book.records.group(of: entry).map { subject, accesses in
      DecisionRecord(entry: entry, subject: subject, accesses: accesses, book: book)
    }
  }
}

/// One decision record: a kind of access, what became of it, and the accesses that it covers.
struct DecisionRecord: Sendable {
  let entry: RecordEntry
  let subject: DecisionRecordSubject
  /// In the order of their ids; never empty.
  let accesses: [Decision]
  let book: Book

  var page: BookPath { entry.page }
  var organization: Organization { book.organization }
  var ground: RunbookGround { RunbookGround(book: book, page: page) }

  var countOfAccesses: String { accesses.count == 1 ? "one access" : "\(accesses.count) accesses" }

  /// The last day on which somebody accepted, else the book's day.
  var date: Day { entry.agreement?.day ?? book.decisions.day }

  // MARK: People

  /// Who accepted or overrode; where nobody did yet, the owners of the organization, whose decision it is.
  var decisionMakers: [Name] {
    let people = Set(accesses.flatMap { [$0.acceptance?.by, $0.exception?.by].compactMap(\.self) })
    return people.isEmpty ? ground.people.owners : people.sorted()
  }

  /// The custodians of the accounts that hold the credentials.
  var consulted: [Name] {
    let holders = Set(accesses.compactMap(\.credential?.holder))
    return Set(holders.flatMap { organization.machineUsers[$0]?.custodians ?? [] }).sorted()
  }

  /// Whoever answers for the automations and their targets.
  var informed: [Name] {
    Set(accesses.flatMap(keepers)).sorted()
  }

  private func keepers(_ access: Decision) -> [Name] {
    let target = access.targetRepository.flatMap { organization.repositories[$0]?.responsible }
    return [ground.people.responsible(for: access.automation), target].compactMap(\.self)
  }

  var responsible: Name? { decisionMakers.first }

  /// The key path of its first access.
  var source: String? {
    accesses.first.map { access in
      switch access.automation {
      case .workflow(let repository, let workflow): "repositories.\(repository).workflows.\(workflow).needs"
      case .consumer(let name): "consumers.\(name).needs"
      }
    }
  }
}
