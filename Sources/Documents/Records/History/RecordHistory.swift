import Pages
import Guidance
import OrganizationModel

/// Every decision record that an organization's book has and had: stable numbers, and what took the place of what.
package struct RecordHistory: Sendable {
  /// In the order of their numbers.
  let entries: [RecordEntry]
  /// The highest number that was ever given; none is given twice.
  let lastNumber: Int
  private let inForce: [RecordEntry.Subject: Int]
  private let positions: [Int: Int]

  init(_ entries: [RecordEntry], lastNumber: Int) {
    self.entries = entries.sorted { $0.number < $1.number }
    self.lastNumber = lastNumber
    positions = Dictionary(
      self.entries.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    inForce = Dictionary(
      self.entries.enumerated().filter(\.element.isInForce).map { ($1.subject, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The record in force about a subject.
  func entry(of subject: DecisionRecordSubject) -> RecordEntry? {
    inForce[RecordEntry.Subject(subject)].map { entries[$0] }
  }

  func entry(_ number: Int) -> RecordEntry? { positions[number].map { entries[$0] } }

  /// Those that a record took the place of.
  func predecessors(of number: Int) -> [RecordEntry] {
    entries.filter { $0.end?.successor == number }
  }
}

/// The accesses of each record.
typealias RecordGroups = [DecisionRecordSubject: [Decision]]

extension RecordHistory {
  /// The history after one more build: who was there keeps number and file, what is new gets the next number, and
  /// what is decided differently ends.
  static func continuing(
    _ earlier: EarlierBook?, _ groups: RecordGroups, _ decisions: OrganizationDecisions
  ) -> RecordHistory {
    var continuation = RecordContinuation(earlier, decisions)
    for (subject, accesses) in groups.sorted(by: { $0.key < $1.key }) {
      continuation.add(subject, accesses)
    }
    return continuation.finished(groups)
  }
}

/// A history on its way from one build to the next.
private struct RecordContinuation {
  private let decisions: OrganizationDecisions
  private let earlier: EarlierBook?
  private let known: RecordHistory
  private var number: Int
  private var entries: [RecordEntry] = []
  private var continued: Set<Int> = []

  init(_ earlier: EarlierBook?, _ decisions: OrganizationDecisions) {
    self.earlier = earlier
    self.decisions = decisions
    known = earlier?.history ?? RecordHistory([], lastNumber: 0)
    number = known.lastNumber
  }

  mutating func add(_ subject: DecisionRecordSubject, _ accesses: [Decision]) {
    var entry = known.entry(of: subject) ?? newEntry(subject, accesses)
    continued.insert(entry.number)
    if entry.agreement == nil {
      entry.title = subject.title
      entry.agreement = RecordEntry.Agreement(accesses)
    }
    entry.ground = RecordEntry.Ground(accesses)
    entries.append(entry)
  }

  private mutating func newEntry(_ subject: DecisionRecordSubject, _ accesses: [Decision]) -> RecordEntry {
    repeat { number += 1 } while earlier?.foreignNumbers.contains(number) == true
    let name = BookPath.fileName(for: "\(RecordEntry.digits(number))-\(subject.title)")
    return RecordEntry(
      number: number, page: BookPath(folder: BookSection.decisions.rawValue, name),
      subject: RecordEntry.Subject(subject), title: subject.title, first: decisions.day,
      ground: RecordEntry.Ground(accesses))
  }

  func finished(_ groups: RecordGroups) -> RecordHistory {
    let left = known.entries.filter { !continued.contains($0.number) && earlier?.texts[$0.number] != nil }
    let ended = left.map { $0.isInForce ? ending($0, groups) : $0 }
    return RecordHistory(entries + ended, lastNumber: number)
  }

  private func ending(_ old: RecordEntry, _ groups: RecordGroups) -> RecordEntry {
    var old = old
    let successor = successor(of: old, groups)
    let changes = successor.flatMap { _, access in
      earlier.map {
        RecordComparison(before: $0.backdrop, decisions: decisions).changes(from: old, to: access)
      }
    }
    old.end = RecordEntry.End(
      day: decisions.day, successor: successor?.entry.number, changes: changes ?? [])
    return old
  }

  /// The record of the same kind of access that has most of the old one's accesses, and the first of those. Where the
  /// old one had more than it lists and none of the listed is left, the largest of the kind.
  private func successor(
    of old: RecordEntry, _ groups: RecordGroups
  ) -> (entry: RecordEntry, access: Decision)? {
    let listed = Set(old.ground.accesses.map { Name($0) })
    let candidates = groups.filter { $0.key.kind.id == old.subject.kind }.compactMap { subject, accesses in
      entry(of: subject).map { ($0, accesses, accesses.filter { listed.contains($0.id.text) }) }
    }
    if let best = candidates.filter({ !$0.2.isEmpty }).max(by: {
      ($0.2.count, $1.0.number) < ($1.2.count, $0.0.number)
    }),
      let access = best.2.first
    {
      return (best.0, access)
    }
    guard old.ground.accessCount > listed.count,
      let largest = candidates.max(by: { ($0.1.count, $1.0.number) < ($1.1.count, $0.0.number) }),
      let access = largest.1.first
    else { return nil }
    return (largest.0, access)
  }

  private func entry(of subject: DecisionRecordSubject) -> RecordEntry? {
    let key = RecordEntry.Subject(subject)
    return entries.first { $0.subject == key }
  }
}
