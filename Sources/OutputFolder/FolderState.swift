import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What stands at a path that the book or the manifest names.
enum Found: Equatable, Sendable {
  case missing
  /// A file with exactly the bytes that the book has for it.
  case same
  /// A file of no bytes: nothing to lose.
  case empty
  case different(FileContent)
  /// A folder; `foreign` when it holds anything that the manifest does not name.
  case folder(foreign: Bool)
  case link
  case special
  /// A folder on the way to it is none: a file, a link or something else stands there.
  case blocked(by: RelativePath, FileSystem.Kind)
}

/// Looks at the output folder without changing anything and without following a link in it.
struct FolderObserver: Sendable {
  let root: String
  let fileSystem: FileSystem

  /// What stands at each path of the book and of the manifest.
  func observe(_ book: BookFiles, _ manifest: Manifest) throws(FileError) -> [RelativePath: Found] {
    var found: [RelativePath: Found] = [:]
    found.reserveCapacity(book.entries.count)
    for stretch in try InParallel.map(
      book.entries,
      { (entries) throws(FileError) in
        try look(at: entries, manifest)
      })
    {
      for (path, state) in stretch { found[path] = state }
    }
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    for path in manifest.paths where found[path] == nil {
      found[path] = try look(at: path, expecting: nil, manifest, &folders)
    }
    return found
  }

  /// Whether each file of a manifest is there with the content that it says, but for notes.
  func findsAllAsWritten(_ manifest: Manifest) throws(FileError) -> Bool {
    try InParallel.map(Array(manifest.files.keys)) { (paths) throws(FileError) in
      var folders = FolderKinds(root: root, fileSystem: fileSystem)
      for path in paths {
        guard try isAsWritten(path, manifest, &folders) else { return false }
      }
      return true
    }
    .allSatisfy { $0 }
  }

  private func isAsWritten(
    _ path: RelativePath, _ manifest: Manifest, _ folders: inout FolderKinds
  ) throws(FileError) -> Bool {
    guard try folders.obstacle(to: path) == nil, try fileSystem.kind("\(root)/\(path)") == .file else {
      return false
    }
    return FileContent(try fileSystem.read("\(root)/\(path)"), at: path).digest == manifest.files[path]
  }

  private func look(
    at entries: ArraySlice<BookFiles.Entry>, _ manifest: Manifest
  ) throws(FileError) -> [(RelativePath, Found)] {
    var folders = FolderKinds(root: root, fileSystem: fileSystem)
    var found: [(RelativePath, Found)] = []
    found.reserveCapacity(entries.count)
    for entry in entries {
      found.append((entry.path, try look(at: entry.path, expecting: entry.bytes, manifest, &folders)))
    }
    return found
  }

  private func look(
    at path: RelativePath, expecting bytes: [UInt8]?, _ manifest: Manifest, _ folders: inout FolderKinds
  ) throws(FileError) -> Found {
    if let blocked = try folders.obstacle(to: path) { return blocked }
    switch try fileSystem.kind("\(root)/\(path)") {
    case .missing: return .missing
    case .folder:
      let search = ForeignSearch(root: root, fileSystem: fileSystem, manifest: manifest)
      return .folder(foreign: try search.finds(below: path.text))
    case .link: return .link
    case .special: return .special
    case .file: return compare(try fileSystem.read("\(root)/\(path)"), with: bytes, at: path)
    }
  }

  private func compare(_ present: [UInt8], with expected: [UInt8]?, at path: RelativePath) -> Found {
    if let expected, present.hasSameBytes(as: expected) { return .same }
    return present.isEmpty ? .empty : .different(FileContent(present, at: path))
  }
}

extension [UInt8] {
  /// The same as `==`, some times faster.
  fileprivate func hasSameBytes(as other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { left in
      other.withUnsafeBytes { right in
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return true }
        return memcmp(leftStart, rightStart, left.count) == 0
      }
    }
  }
}

/// Looks for anything in the output folder that the manifest does not name.
struct ForeignSearch {
  let root: String
  let fileSystem: FileSystem
  let manifest: Manifest
  private let folders: Set<Substring>

  /// Names at the top of the folder that belong to the tool.
  private static let ownNames: Set<String> = [
    Manifest.fileName, InputsFile.fileName, FolderWriter.stagingName,
  ]

  init(root: String, fileSystem: FileSystem, manifest: Manifest) {
    self.root = root
    self.fileSystem = fileSystem
    self.manifest = manifest
    self.folders = Set(manifest.paths.flatMap(\.folders))
  }

  /// In the whole output folder.
  func finds() throws(FileError) -> Bool {
    for name in try fileSystem.names(root) where !ForeignSearch.ownNames.contains(name) {
      if try isForeign(name) { return true }
    }
    return false
  }

  /// Below one folder; a folder that has no file of ours is somebody's, even when it is empty.
  func finds(below folder: String) throws(FileError) -> Bool {
    if !folders.contains(Substring(folder)) { return true }
    for name in try fileSystem.names("\(root)/\(folder)") {
      if try isForeign("\(folder)/\(name)") { return true }
    }
    return false
  }

  private func isForeign(_ path: String) throws(FileError) -> Bool {
    switch try fileSystem.kind("\(root)/\(path)") {
    case .missing: return false
    case .folder: return try finds(below: path)
    case .file, .link, .special: return (try? RelativePath(path)).map { !manifest.names($0) } ?? true
    }
  }
}

/// The kinds of the folders on the way, each looked at once.
struct FolderKinds {
  let root: String
  let fileSystem: FileSystem
  private var kinds: [Substring: FileSystem.Kind] = [:]

  init(root: String, fileSystem: FileSystem) {
    self.root = root
    self.fileSystem = fileSystem
  }

  /// What keeps the path from being reached: nil when every folder on the way is one.
  mutating func obstacle(to path: RelativePath) throws(FileError) -> Found? {
    guard let folder = path.folder, try kind(of: folder) != .folder else { return nil }
    for folder in path.folders {
      let kind = try kind(of: folder)
      if kind == .missing { return .missing }
      if kind != .folder, let blocker = try? RelativePath(String(folder)) {
        return .blocked(by: blocker, kind)
      }
    }
    return nil
  }

  /// A folder below one that is none counts as missing: it is never looked at through a link.
  private mutating func kind(of folder: Substring) throws(FileError) -> FileSystem.Kind {
    if let known = kinds[folder] { return known }
    var found = FileSystem.Kind.missing
    if try isReachable(folder) { found = try fileSystem.kind("\(root)/\(folder)") }
    kinds[folder] = found
    return found
  }

  private mutating func isReachable(_ folder: Substring) throws(FileError) -> Bool {
    guard let slash = folder.lastIndex(of: "/") else { return true }
    return try kind(of: folder[..<slash]) == .folder
  }
}
