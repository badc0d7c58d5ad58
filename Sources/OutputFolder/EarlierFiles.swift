package import SourceText

/// Files that an earlier build left in a folder, for the next one to go on from.
package struct EarlierFiles: Sendable, Equatable {
  /// What became of a file that the folder's manifest names.
  package enum File: Sendable, Equatable {
    /// As a build wrote it.
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

  package init(folder: String, files: [String: File] = [:], foreign: [String] = []) {
    self.folder = folder
    self.files = files
    self.foreign = foreign
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

  /// Reads files of the book that is there; changes nothing, and follows no link in the folder.
  ///
  /// - Parameters:
  ///   - isWanted: which of the files that the manifest names.
  ///   - neighbours: a folder of which the names of other files are wanted.
  package func readEarlier(
    _ isWanted: (String) -> Bool, neighbours: String
  ) throws(FileError) -> Reading {
    let place = try FolderPlace(path, fileSystem)
    guard try fileSystem.kind(place.root) != .missing else { return .absent }
    switch try FolderContent.read(place, fileSystem) {
    case .refused(let diagnostic): return try readWithoutBook(place, diagnostic)
    case .accepted(let content) where content.standing == .ours:
      return .earlier(try earlier(place, content.manifest, isWanted, neighbours))
    case .accepted: return .empty
    }
  }

  private func readWithoutBook(
    _ place: FolderPlace, _ diagnostic: Diagnostic
  ) throws(FileError) -> Reading {
    guard diagnostic.id == Diagnostic.outputNotOurs(path).id else { return .refused([diagnostic]) }
    return try fileSystem.names(place.root).allSatisfy { $0.hasPrefix(".") } ? .empty : .noBook
  }

  private func earlier(
    _ place: FolderPlace, _ manifest: Manifest, _ isWanted: (String) -> Bool, _ neighbours: String
  ) throws(FileError) -> EarlierFiles {
    let observer = FolderObserver(root: place.root, fileSystem: fileSystem)
    let paths = manifest.paths.filter { isWanted($0.text) }
    var files: [String: EarlierFiles.File] = [:]
    for (path, bytes) in try observer.contents(of: paths) {
      files[path.text] = manifest.state(of: bytes, at: path)
    }
    let names = try observer.names(in: neighbours)
    let foreign = names.filter { name in
      (try? RelativePath("\(neighbours)/\(name)")).map { !manifest.names($0) } ?? true
    }
    return EarlierFiles(folder: path, files: files, foreign: foreign.sorted())
  }
}

extension Manifest {
  fileprivate func state(of bytes: [UInt8]?, at path: RelativePath) -> EarlierFiles.File {
    guard let bytes, !bytes.isEmpty else { return files[path] == nil ? .unfinished : .missing }
    return wrote(ContentDigest(of: bytes), at: path) ? .written(bytes) : .edited(bytes)
  }
}

extension FolderObserver {
  /// The content of each file; nil where there is none, or something else.
  fileprivate func contents(
    of paths: [RelativePath]
  ) throws(FileError) -> [(path: RelativePath, bytes: [UInt8]?)] {
    let stretches = try InParallel.map(paths) { (paths) throws(FileError) in try contents(of: paths) }
    return Array(stretches.joined())
  }

  private func contents(
    of paths: ArraySlice<RelativePath>
  ) throws(FileError) -> [(path: RelativePath, bytes: [UInt8]?)] {
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    var contents: [(path: RelativePath, bytes: [UInt8]?)] = []
    for path in paths {
      contents.append((path, try content(of: path, &folders)))
    }
    return contents
  }

  private func content(
    of path: RelativePath, _ folders: inout FolderKinds
  ) throws(FileError) -> [UInt8]? {
    guard try folders.obstacle(to: path) == nil, try fileSystem.kind("\(root)/\(path)") == .file else {
      return nil
    }
    return try fileSystem.read("\(root)/\(path)")
  }

  /// The names in a folder; none where there is no such folder.
  fileprivate func names(in folder: String) throws(FileError) -> [String] {
    guard let inside = try? RelativePath("\(folder)/-") else { return [] }
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    guard try folders.obstacle(to: inside) == nil else { return [] }
    return try fileSystem.names("\(root)/\(folder)")
  }
}
