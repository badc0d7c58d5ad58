import Pages
import Guidance
import OrganizationModel

/// One decision record through all builds: its number and file, what it is about, and what became of it.
///
/// A number stands for one choice for one kind of access, from the first build that has it on, and for nothing else
/// ever again.
package struct RecordEntry: Sendable, Hashable {
  /// What a record is about, free of any wording: `outside-clone-repository-private` and `deploy_key`.
  struct Subject: Sendable, Hashable {
    /// The id of the kind of access.
    let kind: String
    /// A kind of credential, `open` or `impossible`.
    let choice: String
  }

  /// What people agreed to, and when: from then on the text is never written again.
  struct Agreement: Sendable, Hashable {
    let day: Day
    /// Sorted.
    let by: [String]
  }

  /// How a record went out of force.
  struct End: Sendable, Hashable {
    /// The day of the book that first said otherwise.
    let day: Day
    /// The number of the record in its place; nil where no such access is left.
    let successor: Int?
    /// What made the difference, as far as it can be known.
    let changes: [RecordChange]
  }

  /// What a record said when it was last looked at: how a later build finds what changed.
  struct Ground: Sendable, Hashable {
    /// The first of the accesses that it covers, in the order of their ids.
    let accesses: [String]
    let accessCount: Int
    /// The rules that struck each kind of credential for the first of them.
    let struck: [CredentialKind: [String]]
    /// Where to answer what was open.
    let questions: [String]
    let isException: Bool
  }

  let number: Int
  let page: BookPath
  let subject: Subject
  /// As the record's own heading says it.
  var title: String
  /// The day of the first book that has it.
  let first: Day
  var agreement: Agreement?
  var end: End?
  var ground: Ground

  /// MADR's words for where a record stands.
  enum Status: String, Sendable, CaseIterable, Hashable {
    case proposed, accepted, superseded, deprecated
  }

  var status: Status {
    if let end { return end.successor == nil ? .deprecated : .superseded }
    return agreement == nil ? .proposed : .accepted
  }

  var isInForce: Bool { end == nil }

  /// `0012`.
  var digits: String { RecordEntry.digits(number) }

  /// The first day that the status is of.
  var since: Day { end?.day ?? agreement.map { max($0.day, first) } ?? first }

  /// How the front matter puts it: `superseded by ADR-0012`.
  var statusText: String {
    guard let successor = end?.successor else { return status.rawValue }
    return "superseded by ADR-\(RecordEntry.digits(successor))"
  }

  static func digits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension RecordEntry.Subject {
  init(_ subject: DecisionRecordSubject) {
    self.init(kind: subject.kind.id, choice: subject.credential?.rawValue ?? subject.outcome.rawValue)
  }

  /// The credential that was chosen; nil where none was.
  var credential: CredentialKind? { CredentialKind(rawValue: choice) }
}

extension RecordEntry.Ground {
  /// As many as a record lists.
  static let mostAccesses = 20

  /// - Parameter accesses: in the order of their ids; never empty.
  init(_ accesses: [Decision]) {
    let first = accesses.first
    let struck = (first?.options ?? []).filter { $0.verdict == .struck }
    self.init(
      accesses: accesses.prefix(Self.mostAccesses).map(\.id.description), accessCount: accesses.count,
      struck: Dictionary(struck.map { ($0.kind, $0.rules) }, uniquingKeysWith: { first, _ in first }),
      questions: (first?.questions ?? []).filter(\.opens).map(\.answerAt).sorted(),
      isException: accesses.allSatisfy { $0.exception != nil })
  }
}

extension RecordEntry.Agreement {
  /// Nil unless each access is accepted as it is decided today.
  init?(_ accesses: [Decision]) {
    let accepted = accesses.compactMap(\.acceptance).filter { !$0.isStale }
    guard accepted.count == accesses.count, let day = accepted.map(\.day).max() else { return nil }
    self.init(day: day, by: Set(accepted.compactMap(\.by)).sorted().map(\.text))
  }
}
