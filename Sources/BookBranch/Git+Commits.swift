import OutputFolder

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What becomes of the files of a tree.
struct TreeEdits {
  private let lines: [UInt8]

  /// Removals come first: a file may take the place of a folder.
  init(written: some Sequence<(String, ObjectName)>, removed: [String]) {
    let written = Array(written)
    let nothing = written.first?.1.nothing ?? ""
    var lines: [UInt8] = []
    for path in removed { lines += "0 \(nothing)\t\(path)\0".utf8 }
    for (path, object) in written { lines += "100644 \(object)\t\(path)\0".utf8 }
    self.lines = lines
  }

  /// As `git update-index -z --index-info` reads them.
  var indexInfo: [UInt8] { lines }
}

extension Git {
  /// Writes a tree: that of a commit, edited. An index of its own is used and thrown away.
  func tree(on base: ObjectName?, with edits: TreeEdits) async throws(GitFailure) -> ObjectName {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var git = self
    git.variables["GIT_INDEX_FILE"] = folder.index
    if let base { try await git.demand("read-tree", base.text) }
    try await git.demand("update-index", "-z", "--index-info", input: edits.indexInfo)
    return try await git.name(from: "write-tree")
  }

  /// Makes a commit; who made it is git's to know.
  func commit(_ tree: ObjectName, on parent: ObjectName?, _ message: String) async throws(GitFailure)
    -> ObjectName
  {
    let input = Array(message.utf8)
    let output =
      if let parent {
        try await demand("commit-tree", tree.text, "-p", parent.text, input: input)
      } else {
        try await demand("commit-tree", tree.text, input: input)
      }
    return try named(output, "commit-tree")
  }

  /// Moves a branch from where it was seen last, nil for nowhere; throws where it is elsewhere by now.
  func move(_ branch: String, to commit: ObjectName, from old: ObjectName?) async throws(GitFailure) {
    try await demand(
      "update-ref", "-m", "tokenbook publish", "refs/heads/\(branch)", commit.text,
      old?.text ?? commit.nothing)
  }

  private func name(from command: String) async throws(GitFailure) -> ObjectName {
    try named(try await demand(command), command)
  }

  private func named(_ output: Output, _ command: String) throws(GitFailure) -> ObjectName {
    guard let name = ObjectName(output.line) else { throw .failed(command, output.text) }
    return name
  }
}

/// A folder for one index, gone after use.
private struct TemporaryFolder {
  private let path: String

  init() throws(GitFailure) {
    let top = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(top)/tokenbook-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .failed("read-tree", "can't create a folder in \(top): \(String(cString: strerror(errno)))")
    }
    let made = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Git stands in another folder, where a relative path leads elsewhere.
    path = (try? FileSystem.system.realPath(made)) ?? made
  }

  var index: String { "\(path)/index" }

  func remove() {
    unlink(index)
    unlink(index + ".lock")
    rmdir(path)
  }
}
