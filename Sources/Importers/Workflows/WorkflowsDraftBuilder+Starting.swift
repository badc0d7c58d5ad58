import OrganizationModel
import Workflows

// MARK: - Workflows that what is done today starts

extension WorkflowsDraftBuilder {
  /// A workflow that is started today, and would not be by the job's token (G-12).
  struct Started {
    /// Whether it is proposed that it must be; else it is asked.
    let isProposed: Bool
    let question: String
  }

  /// Nil where nothing of the repository waits for it, or nobody can know.
  func started(by shown: ShownNeed, of workflow: WorkflowFile, in checkout: Checkout) -> Started? {
    guard shown.startsWorkflows, shown.target == .ownRepository else { return nil }
    let step = workflow.step(of: shown)
    // What writes to a release is not what waits for one.
    let own = shown.verb == .release ? workflow : nil
    if let found = checkout.tree.started(by: shown.causes(in: step, of: workflow), besides: own) {
      return Started(
        isProposed: true,
        question:
          "starts \(place(found, checkout)), as `GITHUB_TOKEN` would not. If it doesn't need to, remove `triggers_workflows`"
      )
    }
    let others = shown.verb == .push ? CausedEvent.toPullRequest : []
    let asked = shown.comments(in: step) ? CausedEvent.comments : others
    guard let found = checkout.tree.started(by: asked) else { return nil }
    return Started(
      isProposed: false,
      question:
        "may start \(place(found, checkout)), as `GITHUB_TOKEN` would not. If it must, set `triggers_workflows: true`"
    )
  }

  /// `.github/workflows/gate.yml:3 (pull_request)`.
  private func place(
    _ found: (workflow: WorkflowFile, trigger: WorkflowTrigger), _ checkout: Checkout
  ) -> String {
    "\(place(found.trigger.range, checkout.folder)) (\(found.trigger.event))"
  }
}
