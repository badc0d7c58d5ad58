package import Pages
import SourceText

/// What people wrote into the note blocks of the book that is there, on its way to the pages of the next.
package struct BookNotes: Sendable {
  /// The page that gathers the notes of pages that are gone.
  package static let orphanage = BookPath(folder: BookSection.overview.rawValue, "orphaned-notes")

  private let notes: [String: String]
  /// The pages that are gone and had a note, sorted.
  package let moved: [String]

  /// - Parameters:
  ///   - earlier: by page, `repositories/web`; none is blank.
  ///   - pages: those of the next book.
  package init(_ earlier: [String: String], pages: Set<String>) {
    let orphanage = BookNotes.orphanage.text
    moved = earlier.keys.filter { !pages.contains($0) && $0 != orphanage }.sorted()
    var notes = earlier
    for page in moved {
      guard let note = notes.removeValue(forKey: page) else { continue }
      let gathered = "\n## The note of \(page)\n\n\(note)"
      // A build that was killed may have gathered it already and not have come to the page.
      if notes[orphanage, default: ""].contains(bytesOf: gathered) { continue }
      notes[orphanage, default: ""] += gathered
    }
    self.notes = notes
  }

  /// What stands in the block of a page; empty where nothing does.
  package func note(on page: BookPath) -> String { notes[page.text] ?? "" }

  /// Whether there is a note whose page is gone.
  package var hasOrphans: Bool { notes[BookNotes.orphanage.text] != nil }
}
