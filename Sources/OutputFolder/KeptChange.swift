import SourceText

/// What a person changed in the folder while a build was under way, and what became of it.
package enum KeptChange: Sendable, Hashable {
  /// The note of a page: it is in the new page.
  case note(RelativePath)
  /// A file that the book had a new content for, or nothing any more; by the name under which it is kept.
  case file(String, instead: RelativePath)
  /// A file that the book names no more: it stays.
  case staying(RelativePath)

  /// The change as a message: lower case, no full stop.
  package func words(in folder: String) -> String {
    switch self {
    case .note(let path): "the note in `\(folder)/\(path)` changed during the build; the new page contains it"
    case .file(let name, let path):
      "`\(folder)/\(path)` changed during the build; your version is kept as `\(folder)/\(name)`"
    case .staying(let path):
      "`\(folder)/\(path)` changed during the build; it is no longer part of the book, but your version stays"
    }
  }
}

/// Saves what a person changed after the build had read it: nothing is overwritten or deleted unless it is what was seen.
struct ChangeKeeper: Sendable {
  let root: String
  let fileSystem: FileSystem
  /// The files as the plan was made of them; nil after a run that was killed, whose plan nobody knows.
  let seen: [RelativePath: SeenFile]?
  /// Of the folder whose files go.
  let manifest: Manifest

  /// One file as the plan saw it.
  enum SeenFile: Sendable, Equatable {
    case content(FileContent)
    /// A link or the like, which the user told to overwrite.
    case other
  }

  /// Whether what stands at `source`, which was or is the book's file at `path`, may go.
  ///
  /// - Parameter successor: where the new content is; nil where there is none.
  func mayGo(_ source: String, _ path: RelativePath, for successor: String?) throws(FileError) -> Bool {
    switch try fileSystem.kind(source) {
    case .missing: return true
    case .file:
      let content = FileContent(try fileSystem.read(source), at: path)
      return try isKnown(content, at: path, for: successor)
    case .folder, .link, .special: return seen?[path] == .other
    }
  }

  /// Keeps what stands at `source`: its note in the new page where only that is new, else the whole file beside it.
  func keep(_ source: String, _ path: RelativePath) throws(FileError) -> KeptChange {
    if try fileSystem.kind(source) == .file {
      let content = FileContent(try fileSystem.read(source), at: path)
      if isOurs(content, at: path), try carryNote(content.note, to: path) { return .note(path) }
    }
    return .file(try setAside(source, path), instead: path)
  }

  private func isKnown(
    _ content: FileContent, at path: RelativePath, for successor: String?
  ) throws(FileError) -> Bool {
    if let seen, seen[path] == .content(content) { return true }
    if seen == nil, manifest.wrote(content.digest, at: path), NoteBlock.isBlank(content.note) { return true }
    guard let successor, try fileSystem.kind(successor) == .file else { return false }
    let new = FileContent(try fileSystem.read(successor), at: path)
    return new == content || seen == nil && isOurs(content, at: path) && new.note == content.note
  }

  /// Whether all but the note is as a build wrote it, or as this one saw it.
  private func isOurs(_ content: FileContent, at path: RelativePath) -> Bool {
    if case .content(let before)? = seen?[path], before.digest == content.digest { return true }
    return manifest.wrote(content.digest, at: path)
  }

  /// False where the book has no such page, or the page no block.
  private func carryNote(_ note: [UInt8], to path: RelativePath) throws(FileError) -> Bool {
    let place = "\(root)/\(path)"
    guard path.isMarkdown, try fileSystem.kind(place) == .file else { return false }
    let page = try fileSystem.read(place)
    guard let block = try? NoteBlock.find(in: page) else { return false }
    // Where the next run clears up what one that was killed here would leave.
    let staging = "\(root)/\(FolderWriter.stagingName)"
    let isStaged = try fileSystem.kind(staging) == .folder
    if !isStaged { try fileSystem.makeFolder(staging, nil) }
    let draft = "\(staging)/manifest"
    try fileSystem.create(
      draft, Array(page[..<block.note.lowerBound]) + note + page[block.note.upperBound...], false)
    try fileSystem.move(draft, place)
    if !isStaged { try fileSystem.removeFolder(staging) }
    return true
  }

  private func setAside(_ source: String, _ path: RelativePath) throws(FileError) -> String {
    try makeFolders(of: path)
    let name = try freeName(beside: path)
    try fileSystem.move(source, "\(root)/\(name)")
    return name
  }

  private func makeFolders(of path: RelativePath) throws(FileError) {
    for folder in path.folders where try fileSystem.kind("\(root)/\(folder)") == .missing {
      try fileSystem.makeFolder("\(root)/\(folder)", nil)
    }
  }

  private func freeName(beside path: RelativePath) throws(FileError) -> String {
    var number = 1
    while true {
      let name = number == 1 ? "\(path).kept" : "\(path).kept-\(number)"
      if try fileSystem.kind("\(root)/\(name)") == .missing { return name }
      number += 1
    }
  }
}

// MARK: - A folder that the book took the place of

extension ChangeKeeper {
  /// Brings everything out of a folder that is not what was seen there: changed files, and files that no build wrote.
  func empty(_ folder: String) throws(FileError) -> [KeptChange] {
    let changed = try InParallel.map(manifest.paths.sorted()) { (paths) throws(FileError) in
      var changed: [RelativePath] = []
      for path in paths where try !mayGo("\(folder)/\(path)", path, for: "\(root)/\(path)") {
        changed.append(path)
      }
      return changed
    }
    var kept: [KeptChange] = []
    for path in changed.joined() { kept.append(try keep("\(folder)/\(path)", path)) }
    return kept + (try bringBack(foreignIn: folder, below: ""))
  }

  private func bringBack(foreignIn folder: String, below: String) throws(FileError) -> [KeptChange] {
    var kept: [KeptChange] = []
    let ours = Set(manifest.paths.flatMap(\.folders).map(String.init))
    for name in try fileSystem.names(below.isEmpty ? folder : "\(folder)/\(below)").sorted() {
      let inside = below.isEmpty ? name : "\(below)/\(name)"
      if below.isEmpty, name == Manifest.fileName || name == FolderWriter.stagingName { continue }
      guard let path = try? RelativePath(inside), !manifest.names(path) else { continue }
      if ours.contains(inside), try fileSystem.kind("\(folder)/\(inside)") == .folder {
        kept += try bringBack(foreignIn: folder, below: inside)
      } else if let change = try bringBack("\(folder)/\(inside)", path) {
        kept.append(change)
      }
    }
    return kept
  }

  /// To where it was; nil where it is there again and nobody need be told.
  private func bringBack(_ source: String, _ path: RelativePath) throws(FileError) -> KeptChange? {
    guard try fileSystem.kind("\(root)/\(path)") == .missing else {
      return .file(try setAside(source, path), instead: path)
    }
    try makeFolders(of: path)
    try fileSystem.move(source, "\(root)/\(path)")
    return nil
  }
}
