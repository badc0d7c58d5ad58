package import SourceText

/// One file of `.github/workflows`. A class, since every list of steps knows its workflow.
package final class WorkflowFile: Sendable {
  /// What may stand in it, in any order.
  struct Keys {
    var name: WorkflowText?
    var runName: WorkflowText?
    var triggers: [WorkflowTrigger] = []
    var interface: CallInterface?
    var permissions: TokenPermissions?
    var env: [WorkflowEntry] = []
    var defaults = RunDefaults()
    var concurrency: ConcurrencyGroup?
    var jobs: [WorkflowJob] = []
    var onRange: SourceRange?
  }

  /// The file that it was read from.
  package let file: SourceFileID
  /// Inside its repository, `.github/workflows/ci.yml`.
  package let path: String
  package let name: WorkflowText?
  package let runName: WorkflowText?
  package let triggers: [WorkflowTrigger]
  /// What a caller passes in; nil for a workflow that cannot be called.
  package let interface: CallInterface?
  /// Nil where the file does not say.
  package let permissions: TokenPermissions?
  package let env: [WorkflowEntry]
  package let defaults: RunDefaults
  package let concurrency: ConcurrencyGroup?
  package let jobs: [WorkflowJob]
  /// Which of the jobs wait for which.
  package let order: JobOrder
  /// The whole file.
  package let range: SourceRange
  /// Where the key `on` stands; nil where it lacks.
  package let onRange: SourceRange?

  init(_ keys: Keys, file: SourceFileID, path: String, range: SourceRange) {
    (self.file, self.path, self.range) = (file, path, range)
    (name, runName, triggers, interface) = (keys.name, keys.runName, keys.triggers, keys.interface)
    (permissions, env, defaults, concurrency) = (
      keys.permissions, keys.env, keys.defaults, keys.concurrency
    )
    (jobs, order, onRange) = (keys.jobs, JobOrder(keys.jobs), keys.onRange)
  }

  /// The job of an id, compared without regard to case.
  package func job(_ id: String) -> WorkflowJob? {
    order.place(of: id).map { jobs[$0] }
  }

  /// All jobs that one waits for, at once or through others, each once.
  package func jobsBefore(_ job: WorkflowJob) -> [WorkflowJob] {
    order.place(of: job.id).map { order.allBefore($0).map { jobs[$0] } } ?? []
  }

  /// Whether it only runs as part of other workflows; one without `on` runs as part of none.
  package var isOnlyCalled: Bool {
    !triggers.isEmpty && triggers.allSatisfy { $0.event == "workflow_call" }
  }

  /// Whether an event starts it.
  package func isStarted(by event: String) -> Bool {
    triggers.contains { $0.event == event }
  }
}

/// One event that starts a workflow.
package struct WorkflowTrigger: Sendable {
  /// `push`, `pull_request_target`.
  package let event: String
  /// Where the name of the event stands.
  package let range: SourceRange
  /// The activity types, `opened`; nil where the file does not say.
  package var types: [String]?
  /// Of `branches`.
  package var branches: [String] = []
  /// Of `branches-ignore`.
  package var branchesIgnored: [String] = []
  /// Of `tags`.
  package var tags: [String] = []
  /// Of `workflow_run`: the names of the workflows that it follows.
  package var workflows: [String] = []
}

/// What a reusable workflow takes from its caller.
package struct CallInterface: Sendable {
  /// One input or secret.
  package struct Parameter: Sendable {
    package let name: String
    /// Where the name stands.
    package let range: SourceRange
    package var isRequired = false
    package var defaultValue: WorkflowText?
  }

  package var inputs: [Parameter] = []
  package var secrets: [Parameter] = []
}

/// How much a token may do in one field.
package enum PermissionLevel: String, Sendable, Comparable, CaseIterable {
  case none
  case read
  case write

  package static func < (left: PermissionLevel, right: PermissionLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .none: 0
    case .read: 1
    case .write: 2
    }
  }
}

/// A `permissions:` block.
package struct TokenPermissions: Sendable {
  /// One line of it.
  package struct Entry: Sendable {
    /// In workflow spelling, `pull-requests`.
    package let name: String
    package let level: PermissionLevel
    /// Where the name stands.
    package let nameRange: SourceRange
    /// Where the level stands.
    package let levelRange: SourceRange
  }

  /// How it is written.
  package enum Form: Sendable {
    case readAll
    case writeAll
    /// A map; `{}` is the empty one. What it does not name is `none`.
    case entries([Entry])
  }

  package let form: Form
  /// Where the value stands.
  package let range: SourceRange
  /// Where the key `permissions` stands.
  package let keyRange: SourceRange

  /// The level of one permission.
  package func level(of name: String) -> PermissionLevel {
    switch form {
    case .readAll: name == "id-token" || name == "copilot-requests" ? .none : .read
    case .writeAll: name == "models" || name == "vulnerability-alerts" ? .read : .write
    case .entries(let entries): entries.first { $0.name == name }?.level ?? .none
    }
  }

  /// The lines of a map; empty for the short forms.
  package var entries: [Entry] {
    if case .entries(let entries) = form { entries } else { [] }
  }
}

/// `defaults.run`.
package struct RunDefaults: Sendable {
  package var shell: WorkflowText?
  package var workingDirectory: WorkflowText?
}

/// `concurrency`.
package struct ConcurrencyGroup: Sendable {
  package let group: WorkflowText
  package var cancelInProgress: WorkflowText?
}

extension WorkflowFile {
  /// Whether a secret, its name in upper case, is what its callers hand it.
  package func isHanded(_ secret: String) -> Bool {
    isOnlyCalled && interface?.secrets.contains { $0.name.uppercased() == secret } == true
  }
}
