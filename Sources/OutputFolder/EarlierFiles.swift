package import SourceText

/// Files that an earlier build left in a folder, for the next one to go on from.
package struct EarlierFiles: Sendable, Equatable {
  /// What became of a file that the folder's manifest names.
  package enum File: Sendable, Equatable {
    /// As a build wrote it, but for a person's note.
    case written([UInt8])
    /// Changed by hand since.
    case edited([UInt8])
    /// Deleted by hand, emptied, or something else stands in its place.
    case missing
    /// A build that was killed had not come to it.
    case unfinished
  }

  /// The folder as the user gave it, for messages.
  package let folder: String
  /// Those that were asked for, by path.
  package let files: [String: File]
  /// The names of files beside them that no build wrote, sorted.
  package let foreign: [String]
  /// What people wrote into the note blocks of the Markdown tree, by the path of the page; none is blank.
  package let notes: [String: [UInt8]]
  /// Pages whose note block is none.
  package let brokenNotes: [String: NoteProblem]

  package init(
    folder: String, files: [String: File] = [:], foreign: [String] = [], notes: [String: [UInt8]] = [:],
    brokenNotes: [String: NoteProblem] = [:]
  ) {
    self.folder = folder
    self.files = files
    self.foreign = foreign
    self.notes = notes
    self.brokenNotes = brokenNotes
  }
}

extension BookFolder {
  /// What became of a request to read the book that is there.
  package enum Reading: Sendable, Equatable {
    case earlier(EarlierFiles)
    /// There is no such folder.
    case absent
    /// The folder is there and has nothing in it but hidden files.
    case empty
    /// The folder holds something, and no book.
    case noBook
    case refused([Diagnostic])
  }

  /// Reads files of the book that is there, and every note; changes nothing, and follows no link in the folder.
  ///
  /// - Parameters:
  ///   - isWanted: which of the files that the manifest names.
  ///   - neighbours: a folder of which the names of other files are wanted.
  package func readEarlier(
    _ isWanted: @escaping @Sendable (String) -> Bool, neighbours: String
  ) throws(FileError) -> Reading {
    let place = try FolderPlace(path, fileSystem)
    guard try fileSystem.kind(place.root) != .missing else { return .absent }
    switch try FolderContent.read(place, fileSystem) {
    case .refused(let diagnostic): return try readWithoutBook(place, diagnostic)
    case .accepted(let content) where content.standing == .ours:
      let reader = EarlierReader(root: place.root, fileSystem: fileSystem, manifest: content.manifest)
      return .earlier(try reader.read(path, isWanted, neighbours))
    case .accepted: return .empty
    }
  }

  private func readWithoutBook(
    _ place: FolderPlace, _ diagnostic: Diagnostic
  ) throws(FileError) -> Reading {
    guard diagnostic.id == Diagnostic.outputNotOurs(path).id else { return .refused([diagnostic]) }
    return try fileSystem.names(place.root).allSatisfy { $0.hasPrefix(".") } ? .empty : .noBook
  }
}

/// Reads what a manifest names.
private struct EarlierReader: Sendable {
  let root: String
  let fileSystem: FileSystem
  let manifest: Manifest

  /// One file: what is kept of it.
  private struct Looked: Sendable {
    let path: RelativePath
    var file: EarlierFiles.File?
    var note: [UInt8]?
    var problem: NoteProblem?
  }

  func read(
    _ folder: String, _ isWanted: @escaping @Sendable (String) -> Bool, _ neighbours: String
  ) throws(FileError) -> EarlierFiles {
    let paths = manifest.paths.filter { $0.isMarkdown || isWanted($0.text) }
    let looked = try InParallel.map(paths) { (paths) throws(FileError) in try look(at: paths, isWanted) }
      .joined()
    let foreign = try names(in: neighbours).filter { name in
      (try? RelativePath("\(neighbours)/\(name)")).map { !manifest.names($0) } ?? true
    }
    return EarlierFiles(
      folder: folder, files: table(looked.lazy.map { ($0.path, $0.file) }), foreign: foreign.sorted(),
      notes: table(looked.lazy.map { ($0.path, $0.note) }),
      brokenNotes: table(looked.lazy.map { ($0.path, $0.problem) }))
  }

  private func table<Value>(_ values: some Sequence<(RelativePath, Value?)>) -> [String: Value] {
    var table: [String: Value] = [:]
    for case (let path, let value?) in values { table[path.text] = value }
    return table
  }

  private func look(
    at paths: ArraySlice<RelativePath>, _ isWanted: (String) -> Bool
  ) throws(FileError) -> [Looked] {
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    var all: [Looked] = []
    for path in paths {
      let bytes = try content(of: path, &folders)
      var looked = Looked(path: path)
      if isWanted(path.text) { looked.file = state(of: bytes, at: path) }
      if path.isMarkdown { readNote(bytes ?? [], &looked) }
      all.append(looked)
    }
    return all
  }

  private func readNote(_ bytes: [UInt8], _ looked: inout Looked) {
    do throws(NoteProblem) {
      guard let block = try NoteBlock.find(in: bytes), !NoteBlock.isBlank(bytes[block.note]) else { return }
      looked.note = Array(bytes[block.note])
    } catch {
      looked.problem = error
    }
  }

  private func state(of bytes: [UInt8]?, at path: RelativePath) -> EarlierFiles.File {
    guard let bytes, !bytes.isEmpty else { return manifest.files[path] == nil ? .unfinished : .missing }
    let isOurs = manifest.wrote(FileContent(bytes, at: path).digest, at: path)
    return isOurs ? .written(bytes) : .edited(bytes)
  }

  /// Nil where there is no file, or something else.
  private func content(
    of path: RelativePath, _ folders: inout FolderKinds
  ) throws(FileError) -> [UInt8]? {
    guard try folders.obstacle(to: path) == nil, try fileSystem.kind("\(root)/\(path)") == .file else {
      return nil
    }
    return try fileSystem.read("\(root)/\(path)")
  }

  /// The names in a folder; none where there is no such folder.
  private func names(in folder: String) throws(FileError) -> [String] {
    guard let inside = try? RelativePath("\(folder)/-") else { return [] }
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    guard try folders.obstacle(to: inside) == nil else { return [] }
    return try fileSystem.names("\(root)/\(folder)")
  }
}
