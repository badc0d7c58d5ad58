import SourceText

/// Where an output folder is, and where its successor is prepared.
struct FolderPlace: Equatable {
  /// The folder itself; never a link.
  let root: String
  /// The folder it is in.
  let parent: String
  /// Where a whole new book is written before it takes the folder's place.
  let successor: String
  /// The working directory itself cannot be replaced under the feet of the shell that stands in it.
  let isWorkingDirectory: Bool

  /// A link given as the output folder is followed once, here; links inside never are.
  init(_ path: String, _ fileSystem: FileSystem) throws(FileError) {
    var root = FolderPlace.trimmed(path)
    let isNameless = [".", ".."].contains(FolderPlace.parts(of: root).name)
    let isLink = try fileSystem.kind(root) == .link
    if isNameless || isLink { root = try fileSystem.realPath(root) }
    let (parent, name) = FolderPlace.parts(of: root)
    self.root = root
    self.parent = parent
    self.successor = FolderPlace.joined(parent, ".\(name).tokenbook-new")
    self.isWorkingDirectory = try root == fileSystem.realPath(".")
  }

  static func parts(of path: String) -> (parent: String, name: String) {
    guard let slash = path.lastSlash else { return (".", path) }
    let parent = slash == path.startIndex ? "/" : String(path[..<slash])
    return (parent, path.lastPathPart)
  }

  private static func trimmed(_ path: String) -> String {
    var text = Substring(path.isEmpty ? "." : path)
    while text.count > 1 && text.last == "/" { text.removeLast() }
    return String(text)
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    switch folder {
    case ".": name
    case "/": "/\(name)"
    default: "\(folder)/\(name)"
    }
  }
}

/// What an output folder is before anything is done to it.
struct FolderContent {
  enum Standing: Equatable {
    case absent
    case empty
    case ours
  }

  let standing: Standing
  let manifest: Manifest

  enum Reading {
    case accepted(FolderContent)
    case refused(Diagnostic)
  }

  /// Refuses what is no folder, a folder of somebody else, and a manifest that cannot be trusted.
  static func read(_ place: FolderPlace, _ fileSystem: FileSystem) throws(FileError) -> Reading {
    switch try fileSystem.kind(place.root) {
    case .missing: return .accepted(FolderContent(standing: .absent, manifest: Manifest()))
    case .folder: break
    case .file, .link, .special: return .refused(.outputIsNoFolder(place.root))
    }
    let path = "\(place.root)/\(Manifest.fileName)"
    switch try fileSystem.kind(path) {
    case .file: return readManifest(try fileSystem.read(path), path)
    case .missing: return try readWithoutManifest(place, fileSystem)
    case .folder, .link, .special: return .refused(.outputManifest(path, .notAManifest))
    }
  }

  private static func readManifest(_ bytes: [UInt8], _ path: String) -> Reading {
    do {
      return .accepted(FolderContent(standing: .ours, manifest: try ManifestReader().read(bytes)))
    } catch {
      return .refused(.outputManifest(path, error))
    }
  }

  /// A staging folder alone is what a first build into an empty folder leaves when it is killed early.
  private static func readWithoutManifest(
    _ place: FolderPlace, _ fileSystem: FileSystem
  ) throws(FileError) -> Reading {
    let names = try fileSystem.names(place.root)
    guard names.allSatisfy({ $0 == FolderWriter.stagingName }) else {
      return .refused(.outputNotOurs(place.root))
    }
    return .accepted(FolderContent(standing: .empty, manifest: Manifest()))
  }
}
