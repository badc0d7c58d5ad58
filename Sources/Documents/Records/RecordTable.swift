import Pages
import Guidance

/// The records of one book: what each of today's covers, and the texts that earlier builds wrote and that stay.
struct RecordTable: Sendable {
  let history: RecordHistory
  /// Today's accesses by what the records are about, each in the order of the ids.
  let groups: RecordGroups
  private let kept: [Int: String]
  private let subjects: [Int: DecisionRecordSubject]

  init(_ decisions: OrganizationDecisions, after earlier: EarlierBook?) {
    let groups = Dictionary(grouping: decisions.accesses, by: DecisionRecordSubject.init)
    let history = RecordHistory.continuing(earlier, groups, decisions)
    self.groups = groups
    self.history = history
    subjects = Dictionary(
      groups.keys.compactMap { subject in history.entry(of: subject).map { ($0.number, subject) } },
      uniquingKeysWith: { first, _ in first })
    kept = RecordTable.kept(history, earlier)
  }

  /// What was accepted stays word for word, and what ended stays but for its status.
  private static func kept(_ history: RecordHistory, _ earlier: EarlierBook?) -> [Int: String] {
    guard let earlier else { return [:] }
    var kept: [Int: String] = [:]
    for entry in history.entries {
      let wasAccepted = earlier.history.entry(entry.number)?.agreement != nil
      guard wasAccepted || !entry.isInForce, let text = earlier.texts[entry.number] else { continue }
      kept[entry.number] = RecordText.withStatus(entry.statusText, text)
    }
    return kept
  }

  /// The text of a record that is not written again; nil for one that is.
  func text(of entry: RecordEntry) -> String? { kept[entry.number] }

  /// What a record is about, and today's accesses that it covers; nil for one that is not in force.
  func group(of entry: RecordEntry) -> (subject: DecisionRecordSubject, accesses: [Decision])? {
    subjects[entry.number].flatMap { subject in groups[subject].map { (subject, $0) } }
  }
}
