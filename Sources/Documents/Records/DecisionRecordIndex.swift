import Pages
import Templates
import Guidance

/// The list of decision records: those in force, and those that were.
enum DecisionRecordIndex {
  static let kind = DocumentKind("decision-records", in: .decisions) { book in
    let page = BookSection.decisions.index
    return [
      Document(
        page, title: "Decision records",
        summary:
          "What was decided for each kind of access, what else was considered, and what would change it."
      ) {
        let entries = book.records.history.entries
        let inForce = entries.filter(\.isInForce).map { row($0, book, page) }
        let ended = entries.filter { !$0.isInForce }.map { row($0, book, page) }
        return [
          "records": inForce, "has_records": !inForce.isEmpty, "ended": ended, "has_ended": !ended.isEmpty,
          "timeline_link": page.link(to: DecisionTimeline.page), "has_any": !entries.isEmpty,
        ]
      }
    ]
  }

  private static func row(_ entry: RecordEntry, _ book: Book, _ page: BookPath) -> TemplateContext {
    let successor = entry.end?.successor.flatMap(book.records.history.entry)
    let accesses = book.records.group(of: entry)?.accesses ?? []
    let accepted = accesses.count { $0.acceptance.map { !$0.isStale } ?? false }
    return [
      "number": entry.digits, "name": entry.title, "link": page.link(to: entry.page),
      "count": accesses.count, "status": entry.status.rawValue, "since": entry.since.description,
      "successor": (entry.end?.successor.map(RecordEntry.digits)).orFalse,
      "successor_link": (successor.map { page.link(to: $0.page) }).orFalse,
      "not_all_accepted": entry.agreement != nil && accepted < accesses.count, "accepted": accepted,
    ]
  }
}
