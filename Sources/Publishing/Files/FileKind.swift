/// One kind of file that the book has besides its pages: a Swift file that turns the book's values into bytes, and one
/// line in `FileKinds.all`.
package struct FileKind: Sendable {
  /// Kebab case.
  package let name: String
  /// The files of this kind, by their paths below the book's own folder.
  package let files: @Sendable (Book, FileSettings) -> [String: [UInt8]]

  package init(
    _ name: String, files: @escaping @Sendable (Book, FileSettings) -> [String: [UInt8]]
  ) {
    self.name = name
    self.files = files
  }
}
