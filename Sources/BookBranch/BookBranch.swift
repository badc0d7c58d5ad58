internal import OutputFolder
package import SourceText

/// The branch of a git repository that a book is published on, and the only way to write it.
///
/// Neither a working tree nor an index nor a branch that somebody has checked out is touched, and nothing is ever forced:
/// a commit is added, or nothing is.
package struct BookBranch: Sendable {
  let name: String
  /// The remote that has a branch of the same name.
  let remote: String
  /// Whether the user named the remote: one that is only usual may be missing.
  let isRemoteNamed: Bool
  let git: Git

  /// - Parameters:
  ///   - remote: nil for `origin`.
  ///   - repository: a folder in it.
  package init(_ name: String, remote: String?, repository: String) {
    self.name = name
    self.remote = remote ?? "origin"
    self.isRemoteNamed = remote != nil
    self.git = Git(repository: repository)
  }

  /// Looks at the branch, and reads the book that is on it. Refuses a branch that is not a book's, that somebody works on,
  /// or that lacks what the remote has.
  ///
  /// - Parameter asksRemote: whether the remote itself is asked, or only what was last fetched of it is looked at.
  package func open(asksRemote: Bool) async throws(Refusal) -> OpenBranch {
    try await Refusal.ofGit { () async throws(GitFailure) in
      try await git.demandRepository()
      guard try await git.isBranchName(name) else { return .failure(.badName(name)) }
      if let folder = try await git.worktree(of: name) { return .failure(.checkedOut(name, folder)) }
      if let other = try await git.target(ofSymbolic: name) { return .failure(.symbolic(name, other)) }
      guard try await hasRemote(asksRemote) else { return .failure(.noRemote(remote)) }
      return try await open(standing(asksRemote))
    }
  }

  /// A remote that nobody named and nobody needs may be missing.
  private func hasRemote(_ isNeeded: Bool) async throws(GitFailure) -> Bool {
    if !isNeeded && !isRemoteNamed { return true }
    return try await git.hasRemote(remote)
  }

  private func standing(_ asksRemote: Bool) async throws(GitFailure) -> BranchStanding {
    let here = try await git.commit("refs/heads/\(name)")
    let there =
      asksRemote
      ? try await git.remoteCommit(remote, name) : try await git.commit("refs/remotes/\(remote)/\(name)")
    return try await git.standing(here: here, there: there)
  }

  private func open(_ standing: BranchStanding) async throws(GitFailure) -> Result<OpenBranch, Refusal> {
    switch standing {
    case .behind: return .failure(.behind(name, remote))
    case .diverged: return .failure(.diverged(name, remote))
    case .absent, .onlyHere, .onlyThere, .same, .ahead: break
    }
    guard let base = standing.base else {
      return .success(OpenBranch(self, standing, tree: nil, contents: [:]))
    }
    let tree = try await git.tree(of: base)
    guard tree.entries.isEmpty || tree[BookFolder.manifestName] != nil else {
      return .failure(.notABook(name))
    }
    let files = tree.entries.filter { $0.kind == .file }
    let contents = try await git.contents(of: Set(files.map(\.object)))
    return .success(OpenBranch(self, standing, tree: tree, contents: contents))
  }
}

extension Refusal {
  /// Does what git may refuse, or what is refused with what git said.
  static func ofGit<Value>(
    _ operation: () async throws(GitFailure) -> Result<Value, Refusal>
  ) async throws(Refusal) -> Value {
    let result: Result<Value, Refusal>
    do throws(GitFailure) {
      result = try await operation()
    } catch {
      throw Refusal([error.diagnostic])
    }
    return try result.get()
  }
}
