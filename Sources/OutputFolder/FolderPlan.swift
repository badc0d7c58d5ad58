import SourceText

/// Why a path cannot be written or deleted without losing what a person put there.
package enum Conflict: Hashable, Sendable {
  /// A file of the manifest whose content is not what was written.
  case edited(RelativePath)
  /// Something the manifest does not name stands where a file of the book belongs.
  case foreign(RelativePath)
  /// A link stands where a folder of the book belongs.
  case link(RelativePath)
  /// A page holds a note that the book does not take over.
  case note(RelativePath)
}

/// What has to happen in an output folder so that it holds the book; a pure value.
///
/// With conflicts it says what differs, but is not to be carried out.
struct FolderPlan {
  /// Entries of the book to write: nothing stands there yet.
  private(set) var missing: [BookFiles.Entry] = []
  /// Entries of the book that something else stands in place of.
  private(set) var stale: [BookFiles.Entry] = []
  /// Files of the manifest that are no part of the book any more.
  private(set) var extra: [RelativePath] = []
  /// Files of the manifest that are neither part of the book nor there: a killed run may have left their
  /// folders empty.
  private(set) var vanished: [RelativePath] = []
  private(set) var conflicts: [Conflict] = []
  /// What the manifest says while the plan is carried out: what is there, and what is coming.
  private(set) var interim = Manifest()
  /// What the manifest says in the end.
  private(set) var final = Manifest()

  /// Every file that the plan was made of, as it was then.
  let seen: [RelativePath: ChangeKeeper.SeenFile]

  private let notes: [RelativePath: [UInt8]]

  var writes: [BookFiles.Entry] { missing + stale }

  /// With `force` a person's edits of the tool's own files are overwritten; nothing else ever is. `notes` are those
  /// that the book has taken over, by the page on which they were.
  init(
    _ book: BookFiles, _ manifest: Manifest, _ found: [RelativePath: Found],
    notes: [RelativePath: [UInt8]] = [:], force: Bool
  ) {
    self.notes = notes
    var seen = found.compactMapValues(\.seen)
    final.files.reserveCapacity(book.entries.count)
    for entry in book.entries {
      let content = entry.content
      final.files[entry.path] = content.digest
      if found[entry.path] == .same { seen[entry.path] = .content(content) }
    }
    self.seen = seen
    for path in manifest.paths.filter({ final.files[$0] == nil }).sorted() {
      planRemoval(of: path, found[path] ?? .missing, manifest, force)
    }
    let leaving = Set(extra)
    for entry in book.entries {
      planWriting(of: entry, found[entry.path] ?? .missing, manifest, leaving, force)
    }
    for entry in writes { interim.pending[entry.path] = final.files[entry.path] }
  }

  private mutating func planRemoval(
    of path: RelativePath, _ found: Found, _ manifest: Manifest, _ force: Bool
  ) {
    switch found {
    case .same, .folder, .blocked: return
    case .missing: vanish(path, manifest)
    case .empty: remove(path, ContentDigest(of: []))
    case .different(let content) where loses(content.note, at: path):
      conflicts.append(.note(path))
      extra.append(path)
    case .different(let content) where force || manifest.wrote(content.digest, at: path):
      remove(path, content.digest)
    case .link where force, .special where force: remove(path, ContentDigest(of: []))
    case .different, .link, .special:
      conflicts.append(.edited(path))
      extra.append(path)
    }
  }

  private mutating func remove(_ path: RelativePath, _ digest: ContentDigest) {
    extra.append(path)
    interim.files[path] = digest
  }

  private mutating func vanish(_ path: RelativePath, _ manifest: Manifest) {
    vanished.append(path)
    interim.files[path] = manifest.files[path] ?? manifest.pending[path]
  }

  private mutating func planWriting(
    of entry: BookFiles.Entry, _ found: Found, _ manifest: Manifest, _ leaving: Set<RelativePath>,
    _ force: Bool
  ) {
    let path = entry.path
    switch found {
    case .same: interim.files[path] = final.files[path]
    case .missing, .folder(foreign: false): missing.append(entry)
    case .blocked(let blocker, .file) where leaving.contains(blocker): missing.append(entry)
    case .blocked(let blocker, .link): refuse(entry, .link(blocker))
    case .blocked(let blocker, _): refuse(entry, .foreign(blocker))
    case .folder: refuse(entry, .foreign(path))
    case _ where !manifest.names(path): refuse(entry, .foreign(path))
    case .empty: replace(entry, ContentDigest(of: []))
    case .different(let content) where content.note != entry.content.note && loses(content.note, at: path):
      refuse(entry, .note(path))
    case .different(let content) where force || manifest.wrote(content.digest, at: path):
      replace(entry, content.digest)
    case .link where force, .special where force: replace(entry, ContentDigest(of: []))
    case .different, .link, .special: refuse(entry, .edited(path))
    }
  }

  /// Whether a note is gone when the file is: nobody has seen it as it is now.
  private func loses(_ note: [UInt8], at path: RelativePath) -> Bool {
    !NoteBlock.isBlank(note) && notes[path] != note
  }

  private mutating func replace(_ entry: BookFiles.Entry, _ digest: ContentDigest) {
    stale.append(entry)
    interim.files[entry.path] = digest
  }

  /// Many files may have one folder in their way, it is told once: they follow each other.
  private mutating func refuse(_ entry: BookFiles.Entry, _ conflict: Conflict) {
    stale.append(entry)
    if conflicts.last != conflict { conflicts.append(conflict) }
  }
}

extension FolderPlan {
  /// Removals that must come before the writing: they stand in its way, or differ from it only in case.
  var extraInTheWay: [RelativePath] {
    if extra.isEmpty { return [] }
    let files = Set(writes.map { $0.path.text.lowercased() })
    let folders = Set(writes.flatMap { $0.path.folders.map { $0.lowercased() } })
    return extra.filter { path in
      let text = path.text.lowercased()
      return files.contains(text) || folders.contains(text)
        || path.folders.contains { files.contains($0.lowercased()) }
    }
  }
}

extension Found {
  /// As a file to compare with later; nil where there was none, or where it is the book's own.
  fileprivate var seen: ChangeKeeper.SeenFile? {
    switch self {
    case .empty: .content(FileContent([], digest: ContentDigest(of: [])))
    case .different(let content): .content(content)
    case .link, .special: .other
    case .missing, .same, .folder, .blocked: nil
    }
  }
}
