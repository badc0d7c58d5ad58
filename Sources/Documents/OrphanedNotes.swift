/// The page that keeps the notes of pages that are gone; there is none while there are none.
enum OrphanedNotes {
  static let title = "Notes whose page is gone"

  static let kind = DocumentKind("orphaned-notes", in: .overview) { book in
    guard book.hasOrphanedNotes else { return [] }
    return [
      Document(
        BookNotes.orphanage, title: title,
        summary: "Notes that people wrote on pages that the book no longer has."
      ) { [:] }
    ]
  }
}
