import ArgumentParser
import BookBranch
import Guidance
import OutputFolder
import SourceText

/// Commits the book to a branch.
struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Commit the book to a branch of a git repository, such as gh-pages.",
    discussion: """
      Doesn't touch the working tree, the index or any other branch. Adds a commit if the book has changed, and never \
      forces a push. Refuses a branch that contains no book, that someone has checked out or changed by hand, or that \
      lacks commits of the remote.
      """)

  @OptionGroup var deciding: DecidingOptions

  @Option(help: "The branch; it is created if it doesn't exist.")
  var branch = "gh-pages"

  @Option(help: ArgumentHelp("The remote that has the same branch (default: origin).", valueName: "name"))
  var remote: String?

  @Option(
    help: ArgumentHelp("A folder in the git repository.", valueName: "dir"), completion: .directory)
  var repository = "."

  @Flag(help: "Push only this branch. Without this flag, the command that pushes it is printed.")
  var push = false

  @OptionGroup var look: LookOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let decided = try deciding.decide(console, look.catalog)
    let seconds = try Today.epoch(console)
    let open = try await attempt(console) { () async throws(Refusal) in
      try await BookBranch(branch, remote: remote, repository: repository).open(asksRemote: push)
    }
    let earlier = try EarlierBookFolder(folder: open.folder, helps: Self.helps)
      .read(before: decided.decisions, console)
    let book = try await BookMaking(
      templates: look.templates, catalog: look.catalog.catalog, settings: look.fileSettings,
      classification: look.classification,
      added: Self.added
    ).make(decided.decisions, after: earlier.book, console).book
    let commit = try await attempt(console) { () async throws(Refusal) in
      let words = PublishingWords(decided.decisions)
      return try await open.commit(
        book, notes: earlier.notes, subject: words.subject, summary: words.summary, at: seconds,
        pushing: push)
    }
    console.note(told(commit))
    if commit != nil || open.isRemoteBehind { try await finish(open, commit, console) }
  }

  /// GitHub Pages would leave out files whose names begin with `_`.
  private static let added: [String: [UInt8]] = [".nojekyll": []]

  /// A branch has its earlier states in its own history.
  private static let helps: [String: String] = {
    let edited = "undo the change on the branch with `git revert`, then publish again"
    let gone = "restore it on the branch from an earlier commit, then publish again"
    return [
      "history-edited": edited, "record-edited": edited, "history-missing": gone, "history-damaged": gone,
      "record-missing": gone, "record-damaged": gone,
      "history-of-another": "name another branch with `--branch`",
      "history-is-later":
        "publish a book for an earlier date to another branch, because its different decisions "
        + "would count as new ones",
    ]
  }()

  private func told(_ commit: OpenBranch.Commit?) -> String {
    guard let commit else { return "\(branch): the book has not changed, nothing to commit" }
    return "\(branch): commit \(commit.name), \(commit.added) files added, \(commit.changed) changed, "
      + "\(commit.removed) removed"
  }

  /// Pushes what an earlier run did not, or prints what would push, to standard output.
  private func finish(_ open: OpenBranch, _ commit: OpenBranch.Commit?, _ console: Console) async throws {
    if push {
      if commit == nil {
        try await attempt(console) { () async throws(Refusal) in try await open.push() }
      }
      console.note("\(branch): pushed to \(remote ?? "origin")")
    } else if let command = try await attempt(
      console, { () async throws(Refusal) in try await open.pushCommand() })
    {
      console.note("to push it, run:")
      try console.write(shown: command + "\n")
    }
  }

  private func attempt<Value>(
    _ console: Console, _ operation: () async throws(Refusal) -> Value
  ) async throws -> Value {
    do throws(Refusal) {
      return try await operation()
    } catch {
      throw console.fail(error)
    }
  }
}

/// What the message of a commit says of a book.
private struct PublishingWords {
  let subject: String
  let summary: String

  init(_ decisions: OrganizationDecisions) {
    subject = "Publish the book of \(decisions.organization.name) as of \(decisions.day)"
    let counts = Decision.Outcome.allCases.map { outcome in
      let count = decisions.accesses.count { $0.outcome == outcome }
      return "\(count) \(outcome.words(of: count))"
    }
    summary = "Accesses: \(decisions.accesses.count) (\(counts.joined(separator: ", ")))."
  }
}
