package import SourceText

extension BookFolder {
  /// The name of the file that says which files are the book's.
  package static let manifestName = Manifest.fileName

  /// What it takes to make a folder hold a book.
  package struct Change: Sendable {
    /// Files that are not there yet.
    package let added: [BookFiles.Entry]
    /// Files that have another content.
    package let changed: [BookFiles.Entry]
    /// Files of the book before that this one does not have.
    package let removed: [RelativePath]
    /// The content of `manifestName`.
    package let manifest: [UInt8]
    /// The folder holds the book already.
    package let isNothing: Bool
  }

  /// What became of a request to plan.
  package enum Planning: Sendable {
    case planned(Change)
    /// Something would be lost.
    case conflicting([Conflict])
    case refused([Diagnostic])
  }

  /// Says what it takes to make the folder hold the book; changes nothing.
  ///
  /// - Parameter notes: those of the pages that are there and that the book has taken over, by path.
  package func plan(for book: BookFiles, notes: [String: [UInt8]] = [:]) throws(FileError) -> Planning {
    let place = try FolderPlace(path, fileSystem)
    switch try FolderContent.read(place, fileSystem) {
    case .refused(let diagnostic): return .refused([diagnostic])
    case .accepted(let content):
      let plan = try plan(book, content, place, notes: notes, force: false)
      if !plan.conflicts.isEmpty { return .conflicting(plan.conflicts) }
      return .planned(Change(plan, isNothing: Comparison(plan, content).isUpToDate))
    }
  }
}

extension BookFolder.Change {
  fileprivate init(_ plan: FolderPlan, isNothing: Bool) {
    self.init(
      added: plan.missing, changed: plan.stale, removed: plan.extra.sorted(),
      manifest: ManifestRenderer().render(plan.final), isNothing: isNothing)
  }
}
