import LocatedYAML
import OrganizationModel
import SourceText

/// What people type into the search of a book, and the book's words for it: an entry of `catalog/search-words.yaml`.
package struct SearchSynonym: Sendable, Hashable {
  /// Words, or phrases of words, each meaning the same.
  package let typed: [String]
  /// Words to look for as well.
  package let finds: [String]

  package init(typed: [String], finds: [String]) {
    self.typed = typed
    self.finds = finds
  }

  private static let shape = Shape.list(
    .mapping(
      MappingShape(
        "words to search for",
        [
          .required("typed", .list(.text(.free)), "What people type: words or phrases."),
          .required("finds", .list(.text(.free)), "The words of the book for it."),
        ])))

  static func read(
    _ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic]
  ) -> [SearchSynonym] {
    let records = RecordList.read(file, as: id, expecting: "words to search for", shape, &diagnostics)
    return records.map { entry in
      SearchSynonym(
        typed: entry["typed"]?.elements.map(\.text) ?? [], finds: entry["finds"]?.elements.map(\.text) ?? [])
    }
  }
}
