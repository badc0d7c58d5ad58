internal import OutputFolder
internal import SourceText

extension Refusal {
  private static func of(_ id: String, _ message: String, help: String? = nil) -> Refusal {
    Refusal([Diagnostic(id, .error, message, at: nil, help: help)])
  }

  static func badName(_ name: String) -> Refusal {
    of("branch-name", "found `\(name)`, expected the name of a branch")
  }

  static func checkedOut(_ name: String, _ folder: String) -> Refusal {
    of(
      "branch-checked-out", "`\(name)` is checked out in `\(folder)`",
      help: "check out another branch there; publish to a branch that nobody works on")
  }

  static func symbolic(_ name: String, _ other: String) -> Refusal {
    of(
      "branch-symbolic", "`\(name)` is another name for `\(other)`",
      help: "choose another branch with `--branch`")
  }

  static func noRemote(_ remote: String) -> Refusal {
    of(
      "no-remote", "the remote `\(remote)` doesn't exist",
      help: "choose one of the remotes that `git remote -v` lists, with `--remote`")
  }

  static func notABook(_ name: String) -> Refusal {
    of(
      "branch-not-ours",
      "`\(name)` contains files but no book, because `\(BookFolder.manifestName)` is missing",
      help: "choose a new branch with `--branch`")
  }

  static func behind(_ name: String, _ remote: String) -> Refusal {
    of(
      "branch-behind", "`\(name)` at `\(remote)` has commits that your branch doesn't have",
      help: "run `git fetch \(remote) \(name):\(name)`, then publish again")
  }

  static func diverged(_ name: String, _ remote: String) -> Refusal {
    of(
      "branch-diverged", "`\(name)` here and at `\(remote)` have different commits",
      help:
        "look at both; if those here are not needed, `git branch -m \(name) \(name)-old` puts them aside, "
        + "then publish again, which goes on from `\(remote)`")
  }

  /// The first twenty by name.
  static func conflicts(_ conflicts: [Conflict], on branch: String) -> Refusal {
    var diagnostics = conflicts.prefix(20).map { diagnostic($0, branch) }
    if conflicts.count > 20 {
      let message = "\(conflicts.count - 20) more files on `\(branch)` have the same problem"
      diagnostics.append(Diagnostic("branch-more", .error, message, at: nil))
    }
    return Refusal(diagnostics)
  }

  private static func diagnostic(_ conflict: Conflict, _ branch: String) -> Diagnostic {
    switch conflict {
    case .edited(let path):
      Diagnostic(
        "branch-edited", .error, "`\(branch):\(path)` was changed by hand since it was published", at: nil,
        help:
          "`git log -p \(branch) -- \(path)` shows how; keep the change elsewhere, take it back on the branch "
          + "with `git revert`, then publish again")
    case .note(let path):
      Diagnostic(
        "branch-note", .error, "`\(branch):\(path)` contains a note that isn't in the book", at: nil,
        help: "publish again, which first reads the notes on the branch")
    case .foreign(let path), .link(let path):
      Diagnostic(
        "branch-foreign", .error,
        "`\(branch):\(path)` wasn't published by tokenbook, but the book needs this path",
        at: nil, help: "move it away on the branch")
    }
  }
}
