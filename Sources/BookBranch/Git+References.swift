import Subprocess

extension Git {
  /// Where the repository keeps its things; throws where there is none.
  func demandRepository() async throws(GitFailure) {
    try await demand("rev-parse", "--git-dir")
  }

  func isBranchName(_ name: String) async throws(GitFailure) -> Bool {
    guard !name.hasPrefix("-"), name != "HEAD" else { return false }
    return try await run("check-ref-format", "refs/heads/\(name)").isSuccess
  }

  /// The commit that a reference leads to; nil where there is no such reference.
  func commit(_ reference: String) async throws(GitFailure) -> ObjectName? {
    let found = try await run("rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}")
    return found.isSuccess ? ObjectName(found.line) : nil
  }

  /// The folder of the working tree in which a branch is checked out, born or not.
  func worktree(of branch: String) async throws(GitFailure) -> String? {
    var folder = ""
    for line in try await demand("worktree", "list", "--porcelain").text.split(separator: "\n") {
      if line.hasPrefix("worktree ") { folder = String(line.dropFirst("worktree ".count)) }
      if line == "branch refs/heads/\(branch)" { return folder }
    }
    return nil
  }

  /// What a branch is another name for.
  func target(ofSymbolic branch: String) async throws(GitFailure) -> String? {
    let found = try await run("symbolic-ref", "--quiet", "refs/heads/\(branch)")
    return found.isSuccess ? found.line : nil
  }

  func hasRemote(_ name: String) async throws(GitFailure) -> Bool {
    try await demand("remote").text.split(separator: "\n").contains { $0 == name }
  }

  /// The commit of a branch as the remote has it now; its objects are fetched where they are not here.
  func remoteCommit(_ remote: String, _ branch: String) async throws(GitFailure) -> ObjectName? {
    let reference = "refs/heads/\(branch)"
    let text = try await demand("ls-remote", remote, reference).text
    let rows: [[Substring]] = text.split(separator: "\n").map { $0.split(separator: "\t") }
    let found: [Substring]? = rows.first { $0.count == 2 && $0[1] == reference }
    guard let name = found.flatMap({ ObjectName($0[0]) }) else { return nil }
    if try await commit(name.text) == nil { try await fetch(remote, reference) }
    return name
  }

  /// A repository that has only the newest commits stays so.
  private func fetch(_ remote: String, _ reference: String) async throws(GitFailure) {
    let isShallow = try await demand("rev-parse", "--is-shallow-repository").line == "true"
    if isShallow {
      try await demand(
        "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", remote, reference)
    } else {
      try await demand("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, reference)
    }
  }

  /// Whether everything of one commit is in the history of another.
  func isAncestor(_ one: ObjectName, of other: ObjectName) async throws(GitFailure) -> Bool {
    let answer = try await run("merge-base", "--is-ancestor", one.text, other.text)
    if answer.status == .exited(0) { return true }
    if answer.status == .exited(1) { return false }
    throw .failed("merge-base", answer.error)
  }
}
