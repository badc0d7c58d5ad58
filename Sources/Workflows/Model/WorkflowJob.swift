package import SourceText

/// One job of a workflow: steps on a runner, or a call of a reusable workflow. A class, since every check looks at every job.
package final class WorkflowJob: Sendable {
  /// What may stand in it, in any order.
  struct Keys {
    var name: WorkflowText?
    var needs: [WorkflowText] = []
    var condition: WorkflowText?
    var permissions: TokenPermissions?
    var concurrency: ConcurrencyGroup?
    var matrix: JobMatrix?
    var runsOn: RunnerChoice?
    var environment: JobEnvironment?
    var env: [WorkflowEntry] = []
    var outputs: [WorkflowEntry] = []
    var defaults = RunDefaults()
    var container: JobContainer?
    var services: [JobContainer] = []
    var steps: [WorkflowStep] = []
    var call: WorkflowCall?
  }

  /// As it was written.
  package let id: String
  /// Where the id stands.
  package let idRange: SourceRange
  /// The whole job.
  package let range: SourceRange
  package let name: WorkflowText?
  /// The ids of the jobs that it waits for.
  package let needs: [WorkflowText]
  package let condition: WorkflowText?
  /// Nil where the job does not say: the workflow's hold.
  package let permissions: TokenPermissions?
  package let concurrency: ConcurrencyGroup?
  package let matrix: JobMatrix?
  package let runsOn: RunnerChoice?
  package let environment: JobEnvironment?
  package let env: [WorkflowEntry]
  package let outputs: [WorkflowEntry]
  package let defaults: RunDefaults
  package let container: JobContainer?
  package let services: [JobContainer]
  package let steps: [WorkflowStep]
  /// Of a job that calls a workflow.
  package let call: WorkflowCall?

  init(_ keys: Keys, id: String, idRange: SourceRange, range: SourceRange) {
    (self.id, self.idRange, self.range) = (id, idRange, range)
    (name, needs, condition, permissions) = (keys.name, keys.needs, keys.condition, keys.permissions)
    (concurrency, matrix, runsOn, environment) = (
      keys.concurrency, keys.matrix, keys.runsOn, keys.environment
    )
    (env, outputs, defaults, container) = (keys.env, keys.outputs, keys.defaults, keys.container)
    (services, steps, call) = (keys.services, keys.steps, keys.call)
  }
}

/// A job's call of a reusable workflow.
package struct WorkflowCall: Sendable {
  /// Which secrets are handed on.
  package enum Secrets: Sendable {
    case none
    /// `secrets: inherit`, with its place.
    case inherit(SourceRange)
    case entries([WorkflowEntry])
  }

  package let uses: WorkflowText
  package let target: UsesTarget
  package var inputs: [WorkflowEntry] = []
  package var secrets: Secrets = .none
}

/// `environment` of a job.
package struct JobEnvironment: Sendable {
  package let name: WorkflowText
  package var url: WorkflowText?
}

/// `runs-on`.
package struct RunnerChoice: Sendable {
  package var labels: [WorkflowText] = []
  package var group: WorkflowText?
  /// Where the value stands.
  package let range: SourceRange

  /// Whether the runner is one of one's own: yes, no, or not to be told from the file.
  package var isSelfHosted: Bool? {
    if labels.contains(where: { $0.literal?.lowercased() == "self-hosted" }) { return true }
    let isOpen = group != nil || labels.isEmpty || labels.contains { $0.literal == nil }
    if isOpen { return nil }
    return labels.allSatisfy { RunnerChoice.isHosted($0.text) } ? false : nil
  }

  /// Labels of GitHub's own runners, larger ones included: `ubuntu-24.04`, `windows-latest`, `macos-15-xlarge`.
  static func isHosted(_ label: String) -> Bool {
    let label = label.lowercased()
    return ["ubuntu-", "windows-", "macos-"].contains { prefix in
      guard label.hasPrefix(prefix) else { return false }
      let rest = label.dropFirst(prefix.count)
      let version = rest.prefix { $0 != "-" }
      let size = rest.dropFirst(version.count)
      let isVersion =
        version == "latest" || version == "slim" || version.allSatisfy { $0.isNumber || $0 == "." }
      return isVersion && ["", "-arm", "-large", "-xlarge", "-intel", "-vs2026"].contains(String(size))
    }
  }
}

/// The image of a job or a service.
package struct JobContainer: Sendable {
  /// Of a service; nil for the job's own.
  package let name: String?
  package var image: WorkflowText?
  package var env: [WorkflowEntry] = []
  package var username: WorkflowText?
  package var password: WorkflowText?
  package let range: SourceRange
}

/// `strategy.matrix`.
package struct JobMatrix: Sendable {
  /// The whole as an expression, `${{ fromJSON(…) }}`.
  package var expression: WorkflowText?
  /// The values by name, those of `include` too, in the order of the text. A value that is a list or map is left out.
  package var values: [(name: String, values: [WorkflowText])] = []

  /// The values of one name; nil where the file does not give them all.
  package func values(of name: String) -> [WorkflowText]? {
    guard expression == nil else { return nil }
    return values.first { $0.name.lowercased() == name.lowercased() }?.values
  }
}
