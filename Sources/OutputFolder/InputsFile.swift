package import SourceText

/// The file of an output folder that says what its book was made of, so that it is not made again from the same.
///
/// It holds for one manifest only: after another build, or a killed one, it says nothing.
struct InputsFile {
  static let fileName = ".tokenbook.inputs"

  let root: String
  let fileSystem: FileSystem

  /// Where the file is.
  var path: String { "\(root)/\(InputsFile.fileName)" }

  /// Whether the book that the folder's manifest lists was made of these inputs.
  func names(_ inputs: ContentDigest) throws(FileError) -> Bool {
    guard try fileSystem.kind(path) == .file else { return false }
    return try fileSystem.read(path) == content(inputs)
  }

  /// What the file says of these inputs beside the manifest that is there.
  func content(_ inputs: ContentDigest) throws(FileError) -> [UInt8] {
    var both = InputDigest()
    both.add("inputs", inputs.hexadecimal)
    both.add("manifest", try fileSystem.read("\(root)/\(Manifest.fileName)"))
    return Array("\(both.digest.hexadecimal)\n".utf8)
  }
}

extension BookFolder {
  /// How many files the folder's book has, where it was made of these inputs and every file is as it was written; else
  /// nil. Then a build would write nothing.
  package func count(ofBookMadeOf inputs: ContentDigest) throws(FileError) -> Int? {
    let place = try FolderPlace(path, fileSystem)
    guard case .accepted(let content) = try FolderContent.read(place, fileSystem),
      content.standing == .ours, content.manifest.pending.isEmpty,
      try fileSystem.kind(place.successor) == .missing,
      try fileSystem.kind("\(place.root)/\(FolderWriter.stagingName)") == .missing,
      try InputsFile(root: place.root, fileSystem: fileSystem).names(inputs)
    else { return nil }
    let observer = FolderObserver(root: place.root, fileSystem: fileSystem)
    return try observer.findsAllAsWritten(content.manifest) ? content.manifest.files.count : nil
  }
}
