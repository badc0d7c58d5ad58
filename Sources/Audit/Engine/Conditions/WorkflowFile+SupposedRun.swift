import Workflows

extension WorkflowFile {
  /// Whether a job, or a step of it, may come to run in a run that is supposed: false only where a condition of it, or of a
  /// job that it waits for, is certainly false.
  func mayRun(_ job: WorkflowJob, step index: Int? = nil, in run: SupposedRun) -> Bool {
    guard run.canStart, mayStart(job, in: run) else { return false }
    guard let index, job.steps.indices.contains(index), let condition = job.steps[index].condition else {
      return true
    }
    return mayPass(condition, in: run, job.steps[index].env, job.env)
  }

  /// A job whose predecessor is skipped is skipped too, unless its condition says what else.
  private func mayStart(_ job: WorkflowJob, in run: SupposedRun) -> Bool {
    guard let place = order.place(of: job.id) else { return true }
    let run = run.withoutSecrets
    return order.comesTo(
      in: run.name,
      stops: { jobs[$0].condition.map { !mayPass($0, in: run, [], []) } ?? false },
      ignoresOthers: { jobs[$0].condition?.asksHowOthersEnded == true })[place]
  }

  private func mayPass(
    _ condition: WorkflowText, in run: SupposedRun, _ own: [WorkflowEntry], _ job: [WorkflowEntry]
  ) -> Bool {
    let evaluator = ConditionEvaluator(run: run) { own[$0] ?? job[$0] ?? self.env[$0] }
    return evaluator.isTrue(condition) != false
  }
}

extension WorkflowText {
  /// Whether a condition has one of the functions that let a job run after others were skipped or failed.
  fileprivate var asksHowOthersEnded: Bool {
    expressions.contains { Self.asks($0.expression.root) }
  }

  private static func asks(_ term: Expression.Term) -> Bool {
    switch term {
    case .call(let name, let arguments):
      ["always", "failure", "cancelled"].contains(name) || arguments.contains(where: asks)
    case .not(let inner), .property(let inner, _): asks(inner)
    case .binary(_, let left, let right): asks(left) || asks(right)
    case .null, .boolean, .number, .text, .reference: false
    }
  }
}

extension WorkflowFile {
  /// Whether a job, or one that it waits for, runs in an environment, where somebody may have to approve it.
  func isBehindEnvironment(_ job: WorkflowJob) -> Bool { order.isBehindEnvironment(job.id) }
}
