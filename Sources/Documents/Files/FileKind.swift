package import Templates

/// One kind of file that the book has besides its pages: a Swift file that turns the book's values into bytes, and one
/// line in `FileKinds.all`.
package struct FileKind: Sendable {
  /// Kebab case.
  package let name: String
  /// The files of this kind, by their paths below the book's own folder.
  package let files: @Sendable (FileGround) async throws(TemplateError) -> [String: [UInt8]]

  package init(
    _ name: String,
    files: @escaping @Sendable (FileGround) async throws(TemplateError) -> [String: [UInt8]]
  ) {
    self.name = name
    self.files = files
  }
}

/// What these files are made of.
package struct FileGround: Sendable {
  package let book: Book
  package let settings: FileSettings
  package let templates: TemplateLibrary

  package init(book: Book, settings: FileSettings, templates: TemplateLibrary) {
    self.book = book
    self.settings = settings
    self.templates = templates
  }
}
