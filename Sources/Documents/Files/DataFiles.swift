import Guidance

/// What programs read of a book, below `data`.
package enum DataFiles {
  /// Every decision.
  static let decisions = "data/decisions.json"

  /// The decisions, and the list of decision records.
  package static func files(_ book: Book) -> [String: [UInt8]] {
    let history = RecordHistoryFile(
      organization: book.organization.name.text, backdrop: RecordBackdrop(book.decisions),
      history: book.records.history)
    return [
      decisions: DecisionsJSONRenderer().render(book.decisions),
      RecordHistoryFile.path: history.rendered(),
    ]
  }
}
