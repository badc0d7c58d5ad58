package import OutputFolder
package import SourceText

/// A branch that may be written, with the book that is on it.
package struct OpenBranch: Sendable {
  private let branch: BookBranch
  private let standing: BranchStanding
  private let tree: BranchTree
  private let contents: [ObjectName: [UInt8]]

  init(
    _ branch: BookBranch, _ standing: BranchStanding, tree: BranchTree?, contents: [ObjectName: [UInt8]]
  ) {
    self.branch = branch
    self.standing = standing
    self.tree = tree ?? .absent
    self.contents = contents
  }

  /// The book that is on the branch, as a folder that can be read and compared with: what the next one goes on from.
  package var folder: BookFolder {
    BookFolder(at: branch.name, fileSystem: tree.fileSystem(at: branch.name, contents))
  }

  /// What came of committing.
  package struct Commit: Sendable, Equatable {
    /// The beginning of its name.
    package let name: String
    package let added: Int
    package let changed: Int
    package let removed: Int
  }

  /// Adds a commit that holds the book beside whatever a person put on the branch; nil where the branch holds it already.
  /// Refuses to lose what somebody changed by hand.
  ///
  /// - Parameters:
  ///   - notes: those of the branch's pages that the book has taken over, by path.
  ///   - subject: the first line of its message.
  ///   - summary: what the book says, in a line.
  ///   - seconds: its date, since 1970; nil for now.
  ///   - pushing: whether the remote must have taken it before the branch here moves: where somebody else was first, the
  ///     branch here has nothing that the remote lacks.
  package func commit(
    _ book: BookFiles, notes: [String: [UInt8]] = [:], subject: String, summary: String,
    at seconds: Int? = nil, pushing: Bool = false
  ) async throws(Refusal) -> Commit? {
    let change: BookFolder.Change
    switch planning(book, notes) {
    case .planned(let planned): change = planned
    case .conflicting(let conflicts): throw Refusal.conflicts(conflicts, on: branch.name)
    case .refused(let diagnostics): throw Refusal(diagnostics)
    }
    if change.isNothing { return nil }
    let files = BranchFiles(change, total: book.entries.count)
    let message = "\(subject)\n\n\(summary)\n\(files.words)\n"
    return try await Refusal.ofGit { () async throws(GitFailure) in
      let name = try await add(change, message, seconds)
      if pushing { try await push(name.text) }
      try await branch.git.move(branch.name, to: name, from: standing.here)
      return .success(
        Commit(name: name.short, added: files.added, changed: files.changed, removed: files.removed))
    }
  }

  private func planning(_ book: BookFiles, _ notes: [String: [UInt8]]) -> BookFolder.Planning {
    do throws(FileError) {
      return try folder.plan(for: book, notes: notes)
    } catch {
      return .refused([Diagnostic("git", .error, error.description, at: nil)])
    }
  }

  private func add(_ change: BookFolder.Change, _ message: String, _ seconds: Int?) async throws(GitFailure)
    -> ObjectName
  {
    var git = branch.git
    if let seconds {
      git.variables["GIT_AUTHOR_DATE"] = "\(seconds) +0000"
      git.variables["GIT_COMMITTER_DATE"] = "\(seconds) +0000"
    }
    let written = change.added + change.changed
    let objects = try await git.write(written.map(\.bytes) + [change.manifest])
    let paths = written.map(\.path.text) + [BookFolder.manifestName]
    let edits = TreeEdits(written: zip(paths, objects), removed: change.removed.map(\.text))
    let tree = try await git.tree(on: standing.base, with: edits)
    return try await git.commit(tree, on: standing.base, message)
  }
}

// MARK: - Pushing

extension OpenBranch {
  /// What brings the branch to the remote, for a shell; nil where there is no such remote.
  package func pushCommand() async throws(Refusal) -> String? {
    try await Refusal.ofGit { () async throws(GitFailure) in
      guard try await branch.git.hasRemote(branch.remote) else { return .success(nil) }
      let folder = branch.git.repository == "." ? [] : ["-C", branch.git.repository]
      let words = ["git"] + folder + ["push", branch.remote, "\(reference):\(reference)"]
      return .success(words.map(ShellWord.quoted).joined(separator: " "))
    }
  }

  /// Whether the remote lacks what the branch had when it was opened.
  package var isRemoteBehind: Bool {
    switch standing {
    case .ahead, .onlyHere: true
    case .absent, .onlyThere, .same, .behind, .diverged: false
    }
  }

  /// Pushes the branch and nothing else; a remote that has moved on refuses.
  package func push() async throws(Refusal) {
    try await Refusal.ofGit { () async throws(GitFailure) in
      try await push(reference)
      return .success(())
    }
  }

  private func push(_ source: String) async throws(GitFailure) {
    let pushed = try await branch.git.run(
      "push", "--quiet", "--no-follow-tags", "--recurse-submodules=no", branch.remote,
      "\(source):\(reference)", isPlumbing: false)
    guard pushed.isSuccess else { throw .failed("push", pushed.error) }
  }

  private var reference: String { "refs/heads/\(branch.name)" }
}

/// How many files a commit touches.
private struct BranchFiles {
  let total: Int
  let added: Int
  let changed: Int
  let removed: Int

  init(_ change: BookFolder.Change, total: Int) {
    self.total = total
    added = change.added.count
    changed = change.changed.count
    removed = change.removed.count
  }

  var words: String {
    "The book has \(total) files, of which \(added) are new and \(changed) changed. Removed files: \(removed)."
  }
}
