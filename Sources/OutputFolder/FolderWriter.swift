import SourceText

/// Carries out a plan: a new folder and one swap for a first or nearly full build, else file by file.
struct FolderWriter {
  let place: FolderPlace
  let fileSystem: FileSystem

  /// The folder at the top of the output folder in which new content is written whole before it is moved.
  static let stagingName = ".tokenbook.tmp"
  private static let stagedManifest = "manifest"
  private static let stagedInputs = "inputs"
  /// From this many files on, renaming over them one by one is slower than a new folder and one swap.
  let manyFiles: Int

  private var staging: String { "\(place.root)/\(FolderWriter.stagingName)" }
  private var manifestPath: String { "\(place.root)/\(Manifest.fileName)" }

  /// Makes the folders that lead to the output folder, where they are missing.
  func makeParents() throws(FileError) {
    try makeFolderAndParents(place.parent)
  }

  private func makeFolderAndParents(_ path: String) throws(FileError) {
    guard try fileSystem.kind(path) == .missing else { return }
    try makeFolderAndParents(FolderPlace.parts(of: path).parent)
    try fileSystem.makeFolder(path, nil)
  }

  /// Returns what a person changed after the plan had been made.
  func carryOut(
    _ plan: FolderPlan, _ book: BookFiles, _ content: FolderContent
  ) throws(FileError) -> [KeptChange] {
    if content.standing == .ours && content.manifest == plan.final && plan.writes.isEmpty { return [] }
    if try prefersSwap(plan, book, content), let kept = try swap(book, plan, content) { return kept }
    return try writeInPlace(plan, content.manifest)
  }

  /// Notes what the book that is there now was made of.
  func note(_ inputs: ContentDigest) throws(FileError) {
    let file = InputsFile(root: place.root, fileSystem: fileSystem)
    let content = try file.content(inputs)
    if try fileSystem.kind(file.path) == .file, try fileSystem.read(file.path) == content { return }
    if try isMissing(staging) { try fileSystem.makeFolder(staging, nil) }
    try fileSystem.create("\(staging)/\(FolderWriter.stagedInputs)", content, false)
    try fileSystem.move("\(staging)/\(FolderWriter.stagedInputs)", file.path)
    try removeFolderIfEmpty(staging)
  }

  private func keeper(_ seen: [RelativePath: ChangeKeeper.SeenFile]?, _ manifest: Manifest) -> ChangeKeeper {
    ChangeKeeper(root: place.root, fileSystem: fileSystem, seen: seen, manifest: manifest)
  }

  private func prefersSwap(
    _ plan: FolderPlan, _ book: BookFiles, _ content: FolderContent
  ) throws(FileError) -> Bool {
    switch content.standing {
    case .absent: return true
    case .empty: return !place.isWorkingDirectory
    case .ours:
      guard !place.isWorkingDirectory, plan.writes.count >= manyFiles,
        plan.writes.count * 2 >= book.entries.count
      else { return false }
      let search = ForeignSearch(root: place.root, fileSystem: fileSystem, manifest: content.manifest)
      return try !search.finds()
    }
  }
}

// MARK: - One swap

extension FolderWriter {
  /// Writes the whole book beside the folder and puts it in its place; nil, with nothing changed, where the
  /// system cannot do that and writing in place may still work.
  private func swap(
    _ book: BookFiles, _ plan: FolderPlan, _ content: FolderContent
  ) throws(FileError) -> [KeptChange]? {
    do {
      try writeSuccessor(book, plan.final, content)
      try takePlace(content)
    } catch {
      _ = try? clearSuccessor()
      guard error.isUnsupported && content.standing != .absent else { throw error }
      return nil
    }
    guard content.standing == .ours else { return [] }
    let kept = try keeper(plan.seen, content.manifest).empty(place.successor)
    _ = try clearSuccessor()
    return kept
  }

  /// The manifest comes first, so that whatever is left of a killed run is known to be ours. Nothing is flushed to
  /// the disk: what a power failure could cost can be built again.
  private func writeSuccessor(
    _ book: BookFiles, _ manifest: Manifest, _ content: FolderContent
  ) throws(FileError) {
    try fileSystem.makeFolder(place.successor, content.standing == .absent ? nil : place.root)
    let coming = ManifestRenderer().render(Manifest(files: [:], pending: manifest.files))
    try fileSystem.create("\(place.successor)/\(Manifest.fileName)", coming, false)
    try makeFolders(for: book.entries.map(\.path), in: place.successor)
    let (files, folder) = (fileSystem, place.successor)
    _ = try InParallel.map(book.entries) { (entries) throws(FileError) in
      for entry in entries { try files.create("\(folder)/\(entry.path)", entry.bytes, false) }
    }
    let draft = "\(place.successor)/\(FolderWriter.stagingName)"
    try fileSystem.create(draft, ManifestRenderer().render(manifest), false)
    try fileSystem.move(draft, "\(place.successor)/\(Manifest.fileName)")
  }

  private func takePlace(_ content: FolderContent) throws(FileError) {
    if content.standing == .ours {
      try fileSystem.exchange(place.successor, place.root)
    } else {
      try fileSystem.move(place.successor, place.root)
    }
  }

  private func makeFolders(for paths: [RelativePath], in root: String) throws(FileError) {
    for folder in Set(paths.flatMap(\.folders)).sorted() where try isMissing("\(root)/\(folder)") {
      try fileSystem.makeFolder("\(root)/\(folder)", nil)
    }
  }

  private func isMissing(_ path: String) throws(FileError) -> Bool {
    try fileSystem.kind(path) == .missing
  }
}

// MARK: - In place

extension FolderWriter {
  /// Each new content is written whole in the staging folder, then moved; the manifest names everything that
  /// is there at each moment, and it alone is flushed to the disk.
  private func writeInPlace(_ plan: FolderPlan, _ manifest: Manifest) throws(FileError) -> [KeptChange] {
    let keeper = keeper(plan.seen, manifest)
    var kept: [KeptChange] = []
    if try isMissing(staging) { try fileSystem.makeFolder(staging, nil) }
    let writes = plan.writes
    for (number, entry) in writes.enumerated() {
      try fileSystem.create("\(staging)/\(number)", entry.bytes, false)
    }
    try write(plan.interim)
    try removeEmptyFolders(of: plan.vanished, in: place.root)
    let inTheWay = plan.extraInTheWay
    kept += try remove(inTheWay, unlessChanged: keeper)
    try makeFolders(for: writes.map(\.path), in: place.root)
    for (number, entry) in writes.enumerated() {
      kept += try put("\(staging)/\(number)", at: entry.path, keeper)
    }
    let gone = Set(inTheWay)
    kept += try remove(plan.extra.filter { !gone.contains($0) }, unlessChanged: keeper)
    try write(plan.final)
    try removeFolderIfEmpty(staging)
    return kept
  }

  /// Moves a new content to its place. What stands there and is not what the plan saw moves aside first.
  private func put(
    _ staged: String, at path: RelativePath, _ keeper: ChangeKeeper
  ) throws(FileError) -> [KeptChange] {
    let place = "\(place.root)/\(path)"
    guard try !keeper.mayGo(place, path, for: staged) else {
      try fileSystem.move(staged, place)
      return []
    }
    let aside = "\(staged).old"
    try fileSystem.move(place, aside)
    try fileSystem.move(staged, place)
    let change = try keeper.keep(aside, path)
    if case .note = change { try fileSystem.removeFileIfThere(aside) }
    return [change]
  }

  private func remove(
    _ paths: [RelativePath], unlessChanged keeper: ChangeKeeper
  ) throws(FileError) -> [KeptChange] {
    var going: [RelativePath] = []
    for path in paths where try keeper.mayGo("\(place.root)/\(path)", path, for: nil) {
      going.append(path)
    }
    try remove(going, from: place.root)
    let gone = Set(going)
    return paths.filter { !gone.contains($0) }.map(KeptChange.staying)
  }

  private func write(_ manifest: Manifest) throws(FileError) {
    let draft = "\(staging)/\(FolderWriter.stagedManifest)"
    try fileSystem.create(draft, ManifestRenderer().render(manifest), true)
    try fileSystem.move(draft, manifestPath)
  }

  /// Deletes files of ours, then the folders that this left empty.
  private func remove(_ paths: [RelativePath], from root: String) throws(FileError) {
    let files = fileSystem
    _ = try InParallel.map(paths) { (paths) throws(FileError) in
      for path in paths { try files.removeFileIfThere("\(root)/\(path)") }
    }
    try removeEmptyFolders(of: paths, in: root)
  }

  private func removeEmptyFolders(of paths: [RelativePath], in root: String) throws(FileError) {
    for folder in Set(paths.flatMap(\.folders)).sorted(by: >) {
      try removeFolderIfEmpty("\(root)/\(folder)")
    }
  }

  private func removeFolderIfEmpty(_ path: String) throws(FileError) {
    do {
      try fileSystem.removeFolder(path)
    } catch {
      guard error.isMissing || error.isNotEmpty else { throw error }
    }
  }
}

// MARK: - What killed runs leave

extension FolderWriter {
  /// Removes what a killed run left; returns a refusal where something there is not ours.
  func clearLeftovers() throws(FileError) -> Diagnostic? {
    try clearStaging()
    try emptyLeftSuccessor()
    return try clearSuccessor()
  }

  private func clearStaging() throws(FileError) {
    guard try fileSystem.kind(staging) == .folder else { return }
    for name in try fileSystem.names(staging) where name.hasSuffix(".old") {
      // Moved aside because a person had changed it, by a run that was killed before it could keep it.
      try fileSystem.move("\(staging)/\(name)", "\(place.root)/\(try freeName("\(name).kept"))")
    }
    let staged = [FolderWriter.stagedManifest, FolderWriter.stagedInputs]
    for name in try fileSystem.names(staging) where staged.contains(name) || UInt(name) != nil {
      try fileSystem.removeFileIfThere("\(staging)/\(name)")
    }
    try removeFolderIfEmpty(staging)
  }

  /// The folder that a killed run had exchanged may hold what a person saved in it meanwhile; one that it had not come to
  /// the end of, where everything is still to come, is the build's own.
  private func emptyLeftSuccessor() throws(FileError) {
    let path = "\(place.successor)/\(Manifest.fileName)"
    guard try fileSystem.kind(place.successor) == .folder, try fileSystem.kind(path) == .file,
      try fileSystem.kind(place.root) == .folder,
      let manifest = try? ManifestReader().read(try fileSystem.read(path)),
      !(manifest.files.isEmpty && !manifest.pending.isEmpty)
    else { return }
    _ = try keeper(nil, manifest).empty(place.successor)
  }

  private func freeName(_ name: String) throws(FileError) -> String {
    var (free, number) = (name, 2)
    while try fileSystem.kind("\(place.root)/\(free)") != .missing {
      free = "\(name)-\(number)"
      number += 1
    }
    return free
  }

  /// Deletes the files that the successor's own manifest names, and then the folder if nothing else is in it.
  private func clearSuccessor() throws(FileError) -> Diagnostic? {
    switch try fileSystem.kind(place.successor) {
    case .missing: return nil
    case .folder: break
    case .file, .link, .special: return .outputLeftover(place.successor)
    }
    let manifest = "\(place.successor)/\(Manifest.fileName)"
    if try fileSystem.kind(manifest) == .file {
      guard let paths = try pathsToClear(manifest) else { return .outputLeftover(place.successor) }
      try remove(paths, from: place.successor)
      for name in [FolderWriter.stagingName, InputsFile.fileName] {
        try fileSystem.removeFileIfThere("\(place.successor)/\(name)")
      }
      guard try onlyManifestIsLeft() else { return .outputLeftover(place.successor) }
      try fileSystem.removeFileIfThere(manifest)
    }
    try removeFolderIfEmpty(place.successor)
    return try isMissing(place.successor) ? nil : .outputLeftover(place.successor)
  }

  /// A manifest cut off by a kill stands alone: then there is nothing else to delete. Nil: not ours.
  private func pathsToClear(_ manifest: String) throws(FileError) -> [RelativePath]? {
    let bytes = try fileSystem.read(manifest)
    if let manifest = try? ManifestReader().read(bytes) { return manifest.paths }
    return try onlyManifestIsLeft() ? [] : nil
  }

  private func onlyManifestIsLeft() throws(FileError) -> Bool {
    try fileSystem.names(place.successor) == [Manifest.fileName]
  }
}

extension FileSystem {
  fileprivate func removeFileIfThere(_ path: String) throws(FileError) {
    do {
      try removeFile(path)
    } catch {
      guard error.isMissing else { throw error }
    }
  }
}
