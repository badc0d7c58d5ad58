package import OrganizationModel

/// An event that an access gives rise to, and that starts workflows where anything but the job's token does it (G-12).
package struct CausedEvent: Sendable, Hashable {
  /// `pull_request`.
  package let event: String
  /// The activity types that it may have; empty for any.
  package let types: Set<String>
  /// What it pushes to, of a `push`.
  let ref: Ref

  enum Ref: Sendable, Hashable {
    case any
    /// A branch that was made for it.
    case newBranch
    case tag
  }

  init(_ event: String, _ types: Set<String> = [], to ref: Ref = .any) {
    (self.event, self.types, self.ref) = (event, types, ref)
  }
}

extension CausedEvent {
  /// What a verb may give rise to, whatever else the step does.
  package static func caused(by verb: Verb) -> [CausedEvent] {
    switch verb {
    case .push: [Self("push"), Self("create")] + toPullRequest
    case .writeContents: [Self("push")] + toPullRequest
    case .merge, .enableAutoMerge: merging
    case .enqueue: [Self("merge_group", ["checks_requested"])] + merging
    case .approve: [Self("pull_request_review", ["submitted"])]
    case .requestTeamReview: pullRequest(["review_requested"])
    case .label: labels
    case .assignAgent: [Self("issues", ["assigned"])]
    case .createCheckRun: [Self("check_run")]
    case .createDeployment: [Self("deployment")]
    case .release: [Self("release"), Self("push", to: .tag), Self("create")]
    case .openPullRequest:
      pullRequest(["opened", "synchronize", "reopened"]) + [Self("push", to: .newBranch)]
    case .pull, .publish, .delete, .clone, .readContents, .downloadRelease, .commentOnIssue,
      .commentOnPullRequest, .setStatus, .dispatch, .notify, .readAlerts, .uploadSARIF, .attest,
      .verifyAttestation, .deployPages, .manageRepositorySecrets, .manageRepositoryVariables, .manageWebhooks,
      .administer, .readMembers, .manageMembers, .manageSecrets, .manageRunners, .updateProject,
      .createRepository, .readAuditLog, .api, .apiOfOrganization:
      []
    }
  }

  private static let merging = [Self("push")] + pullRequest(["closed"])

  /// What a push to the branch of a pull request gives rise to.
  package static let toPullRequest = pullRequest(["synchronize"])

  /// What setting a label gives rise to, on an issue or a pull request.
  package static let labels =
    pullRequest(["labeled", "unlabeled"]) + [Self("issues", ["labeled", "unlabeled"])]

  /// What a comment gives rise to.
  package static let comments = [Self("issue_comment", ["created"])]

  private static func pullRequest(_ types: Set<String>) -> [CausedEvent] {
    [Self("pull_request", types), Self("pull_request_target", types)]
  }
}

extension WorkflowTrigger {
  /// The types that start a workflow which names none: all, but of pull requests
  /// (<https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request>,
  /// read on 2026-11-30).
  private static let defaults: [String: Set<String>] = [
    "pull_request": ["opened", "synchronize", "reopened"],
    "pull_request_target": ["opened", "synchronize", "reopened"],
  ]

  /// Whether an event may be one that it waits for.
  package func waits(for cause: CausedEvent) -> Bool {
    guard event == cause.event, takes(cause.ref) else { return false }
    let awaited = types.map { Set($0) } ?? Self.defaults[event]
    return cause.types.isEmpty || awaited.map { !$0.isDisjoint(with: cause.types) } ?? true
  }

  private func takes(_ ref: CausedEvent.Ref) -> Bool {
    switch ref {
    case .any: true
    case .newBranch: branches.isEmpty && tags.isEmpty
    case .tag: branches.isEmpty || !tags.isEmpty
    }
  }
}

extension RepositoryTree {
  /// The first workflow that one of these events starts, and by which trigger.
  package func started(
    by causes: [CausedEvent], besides other: WorkflowFile? = nil
  ) -> (workflow: WorkflowFile, trigger: WorkflowTrigger)? {
    for workflow in workflows where workflow.path != other?.path {
      if let trigger = workflow.triggers.first(where: { trigger in causes.contains(where: trigger.waits) }) {
        return (workflow, trigger)
      }
    }
    return nil
  }
}

extension WorkflowFile {
  /// Whether a tag that is there starts it.
  fileprivate var runsForTag: Bool {
    triggers.contains { $0.event == "release" || $0.event == "push" && !$0.tags.isEmpty }
  }

  fileprivate var runsForPullRequest: Bool {
    triggers.contains { $0.event.hasPrefix("pull_request") || $0.event == "issue_comment" }
  }

  /// The step of this file that shows a need.
  package func step(of need: ShownNeed) -> WorkflowStep? {
    let place = need.calls.first ?? need.range
    return job(need.job)?.steps.first { $0.range.offsets.contains(place.offsets) }
  }
}

extension ShownNeed {
  /// What its step says, in lower case: the name of the action with its inputs, or the script.
  package func words(in step: WorkflowStep?) -> String {
    let inputs = step?.action?.inputs.map { "\($0.name)=\($0.value.text)" } ?? []
    let own = [step?.script?.text, step?.action?.target.actionName].compactMap(\.self) + inputs
    // What stands in another file is only known by what is said of it.
    return (calls.isEmpty ? own + [why] : [why] + own).joined(separator: "\n").lowercased()
  }

  /// What it may give rise to, by its verb, what its step says and what starts its workflow.
  package func causes(in step: WorkflowStep?, of workflow: WorkflowFile) -> [CausedEvent] {
    if isOnIssue && words(in: step).contains("label") { return CausedEvent.labels }
    let causes = CausedEvent.caused(by: verb)
    // The tag of the release is there already.
    if verb == .release, workflow.runsForTag { return causes.filter { $0.event == "release" } }
    // It most likely pushes to a branch that has no pull request.
    if verb == .push, !workflow.runsForPullRequest {
      return causes.filter { !CausedEvent.toPullRequest.contains($0) }
    }
    return causes
  }

  /// Whether it comments, and sets no label.
  package func comments(in step: WorkflowStep?) -> Bool {
    let words = words(in: step)
    return isOnIssue && words.contains("comment") && !words.contains("label")
  }

  private var isOnIssue: Bool { verb == .commentOnIssue || verb == .commentOnPullRequest }
}
