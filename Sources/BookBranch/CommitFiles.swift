package import SourceText

/// The files below one folder of a commit; nothing is checked out.
package struct CommitFiles: Sendable {
  /// By path from the top of the repository.
  package let files: [String: [UInt8]]

  /// Reads the files whose names end in one of these.
  ///
  /// - Parameters:
  ///   - revision: what git takes for a commit, such as `main` or `HEAD~3`.
  ///   - repository: a folder of the repository.
  ///   - folder: from the top of the repository; empty for all of it.
  /// - Throws: why git does not give them.
  package init(
    at revision: String, of repository: String, below folder: String, endingIn ends: [String]
  ) async throws(Refusal) {
    do throws(GitFailure) {
      let git = Git(repository: repository)
      try await git.demandRepository()
      guard let commit = try await git.commit(revision) else { throw GitFailure.noCommit(revision) }
      let entries = try await git.tree(of: commit).entries.filter { entry in
        entry.kind == .file && (folder.isEmpty || entry.path.hasPrefix(folder + "/"))
          && ends.contains(where: entry.path.hasSuffix)
      }
      let contents = try await git.contents(of: Set(entries.map(\.object)))
      files = entries.reduce(into: [:]) { $0[$1.path] = contents[$1.object] }
    } catch {
      throw Refusal([error.diagnostic])
    }
  }
}
