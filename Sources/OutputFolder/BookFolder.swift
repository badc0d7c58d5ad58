package import SourceText

/// The folder a book is written to, and the only way to write it.
///
/// A person's file is never replaced or deleted: only what the folder's manifest names may be. A run that is
/// killed leaves every file whole, old or new, and the next run completes it. Two runs at once wait for each
/// other.
package struct BookFolder: Sendable {
  /// The path as the user gave it, shown in messages.
  package let path: String
  let fileSystem: FileSystem
  private let manyFiles: Int

  /// `manyFiles`: from how many changed files on a whole new folder is written and swapped in.
  package init(at path: String, fileSystem: FileSystem = .system, manyFiles: Int = 500) {
    self.path = path
    self.fileSystem = fileSystem
    self.manyFiles = manyFiles
  }

  /// What became of a request to write.
  package enum Writing: Sendable, Equatable {
    case done(Outcome)
    /// Nothing was changed, and why.
    case refused([Diagnostic])
  }

  /// How many files a run wrote, deleted and left as they were.
  package struct Outcome: Sendable, Equatable {
    package let written: Int
    package let deleted: Int
    package let unchanged: Int
    /// What a person changed while the book was being written; none of it is lost.
    package var kept: [KeptChange] = []

    /// A run that found everything as it is to be.
    package static func unchanged(_ files: Int) -> Outcome {
      Outcome(written: 0, deleted: 0, unchanged: files)
    }
  }

  /// What became of a request to compare.
  package enum Comparing: Sendable, Equatable {
    case compared(Comparison)
    case refused([Diagnostic])
  }

  /// How a folder differs from the book; all sorted.
  package struct Comparison: Sendable, Equatable {
    /// Files of the book that are not there.
    package let missing: [RelativePath]
    /// Files of the book that have another content, or something else in their place.
    package let stale: [RelativePath]
    /// Files that an earlier book left and this one does not have.
    package let extra: [RelativePath]
    /// The manifest is not the book's: a build was killed, or somebody changed it.
    package let manifestIsStale: Bool

    package var isUpToDate: Bool {
      missing.isEmpty && stale.isEmpty && extra.isEmpty && !manifestIsStale
    }
  }

  /// Makes the folder hold exactly the book, beside whatever a person put there.
  ///
  /// `force` overwrites a person's edits of files that the tool wrote; nothing else is ever overwritten. `notes` are
  /// those that the book has taken over, by the path of the page on which they were: a page with another note is never
  /// overwritten or deleted. `inputs` are what the book was made of, where another build of the same would give the same
  /// and say nothing more. `held` is the folder's lock where the caller has it already.
  /// Throws when the system refuses an operation; the next run then completes what was begun.
  package func write(
    _ book: BookFiles, notes: [String: [UInt8]] = [:], force: Bool = false, inputs: ContentDigest? = nil,
    holding held: FolderLock? = nil
  ) throws(FileError) -> Writing {
    let place = try FolderPlace(path, fileSystem)
    let writer = FolderWriter(place: place, fileSystem: fileSystem, manyFiles: manyFiles)
    let lock: FolderLock
    if let held { lock = held } else { lock = try self.lock(writer) }
    defer { withExtendedLifetime(lock) {} }
    switch try FolderContent.read(place, fileSystem) {
    case .refused(let diagnostic): return .refused([diagnostic])
    case .accepted(let content):
      if let refusal = try writer.clearLeftovers() { return .refused([refusal]) }
      let plan = try plan(book, content, place, notes: notes, force: force)
      let writing = try carryOut(plan, book, content, writer)
      // Without it the next build only takes longer.
      if case .done = writing, let inputs { _ = try? writer.note(inputs) }
      return writing
    }
  }

  /// Makes other runs wait until the lock is gone: for a run that reads what is there before it writes.
  package func lock() throws(FileError) -> FolderLock {
    let place = try FolderPlace(path, fileSystem)
    return try lock(FolderWriter(place: place, fileSystem: fileSystem, manyFiles: manyFiles))
  }

  private func lock(_ writer: FolderWriter) throws(FileError) -> FolderLock {
    try writer.makeParents()
    return try fileSystem.lock(writer.place.parent)
  }

  /// Says how the folder differs from the book; changes nothing.
  package func compare(with book: BookFiles) throws(FileError) -> Comparing {
    let place = try FolderPlace(path, fileSystem)
    switch try FolderContent.read(place, fileSystem) {
    case .refused(let diagnostic): return .refused([diagnostic])
    case .accepted(let content):
      let plan = try plan(book, content, place, notes: [:], force: false)
      return .compared(Comparison(plan, content))
    }
  }

  private func carryOut(
    _ plan: FolderPlan, _ book: BookFiles, _ content: FolderContent, _ writer: FolderWriter
  ) throws(FileError) -> Writing {
    if !plan.conflicts.isEmpty {
      return .refused(ConflictRenderer(folder: path).diagnostics(for: plan.conflicts))
    }
    let kept = try writer.carryOut(plan, book, content)
    let written = plan.writes.count
    return .done(
      Outcome(
        written: written, deleted: plan.extra.count, unchanged: book.entries.count - written, kept: kept))
  }

  func plan(
    _ book: BookFiles, _ content: FolderContent, _ place: FolderPlace, notes: [String: [UInt8]], force: Bool
  ) throws(FileError) -> FolderPlan {
    let observer = FolderObserver(root: place.root, fileSystem: fileSystem)
    let found = try observer.observe(book, content.manifest)
    let taken = Dictionary(
      notes.compactMap { path, note in (try? RelativePath(path)).map { ($0, note) } },
      uniquingKeysWith: { first, _ in first })
    return FolderPlan(book, content.manifest, found, notes: taken, force: force)
  }
}

extension BookFolder.Comparison {
  init(_ plan: FolderPlan, _ content: FolderContent) {
    self.init(
      missing: plan.missing.map(\.path).sorted(), stale: plan.stale.map(\.path).sorted(),
      extra: plan.extra.sorted(), manifestIsStale: content.manifest != plan.final)
  }
}
