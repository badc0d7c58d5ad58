import OrganizationModel
import SourceText
import Workflows

/// How sure it is that a job's own token can take the place of what an access is done with.
///
/// What the token may do by its permissions is one thing; what GitHub refuses it all the same, or lets it do without the
/// effect that is wanted, is another. Sources: facts G-09 and G-12; GitHub Docs, "Requesting a pull request review" and
/// "Assigning GitHub Copilot to an issue", read on 2026-11-30.
struct JobTokenDoubt {
  /// Nil where nobody knows: then no advice is given.
  let confidence: Confidence?

  init(_ access: ShownAccess, in workflow: DescribedWorkflow) {
    let step = workflow.file.step(of: access.need)
    let shown = ShownStep(words: access.need.words(in: step), action: step?.action?.name)
    guard !shown.isRefused, !shown.mayDoMore, !workflow.fallsBack(access.need),
      !workflow.showsMore(access.need, step)
    else {
      confidence = nil
      return
    }
    switch access.need.verb {
    case .commentOnIssue where shown.setsLabel, .commentOnPullRequest where shown.setsLabel:
      confidence = workflow.tree.started(by: CausedEvent.labels) == nil ? .medium : nil
    case .pull, .publish, .commentOnIssue, .commentOnPullRequest, .setStatus:
      confidence = access.need.calls.isEmpty && access.need.confidence == .high ? .high : .medium
    case .clone, .dispatch, .notify, .readContents, .downloadRelease, .verifyAttestation, .readAlerts,
      .uploadSARIF, .attest, .deployPages:
      confidence = .medium
    // GitHub refuses the token a part of these or lets it do them where a switch is on.
    case .approve, .requestTeamReview, .assignAgent: confidence = nil
    case .label, .createCheckRun, .createDeployment:
      let causes = CausedEvent.caused(by: access.need.verb)
      confidence = workflow.tree.started(by: causes) == nil ? .medium : nil
    // What the token does starts no other workflow; rules of branches know no exception for it; and whether it may open
    // pull requests is a switch.
    case .push, .merge, .release, .openPullRequest, .writeContents, .enqueue, .enableAutoMerge:
      let causes = CausedEvent.caused(by: access.need.verb)
      confidence = workflow.tree.started(by: causes) == nil ? .medium : .low
    case .delete, .administer, .readMembers, .manageMembers, .manageSecrets, .manageRunners, .readAuditLog,
      .manageRepositorySecrets, .manageRepositoryVariables, .manageWebhooks, .updateProject,
      .createRepository, .api, .apiOfOrganization:
      confidence = .low
    }
  }
}

/// What the step of an access does, as far as its words tell.
private struct ShownStep {
  /// In lower case.
  let words: String
  let action: String?

  /// What GitHub refuses the job's token, or only lets it do where a switch is on.
  var isRefused: Bool { Self.refused.contains(where: words.contains) || asksForTeam }

  /// Approving (G-09), asking a team for a review (422), assigning an agent.
  private static let refused = [
    "--approve", "pr review -a", "\"approve\"", "'approve'", "event=approve", "auto-approve",
    "approve-action",
    "approve-pull-request", "approve-pr", "team_reviewers", "team-reviewers", "copilot", "suggestedactors",
    "replaceactorsforassignable",
  ]

  /// `gh pr edit --add-reviewer acme/team`.
  private var asksForTeam: Bool {
    words.ranges(of: "reviewer").contains { range in
      let rest = words[range.upperBound...].drop {
        $0 == "s" || $0 == "=" || $0 == " " || $0 == "\"" || $0 == "'"
      }
      return rest.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "'" }.contains("/")
    }
  }

  /// Whether the step is a tool that does with the same token what its own configuration says, which the workflow does not
  /// show.
  var mayDoMore: Bool {
    Self.tools.contains(where: words.contains) || action == "peter-evans/slash-command-dispatch"
  }

  private static let tools = [
    "goreleaser", "jreleaser", "release-it", "semantic-release", "renovate", "changesets/action",
    "release-please", "getsentry/craft", "cargo-dist", "chart-releaser", "homebrew",
  ]

  var setsLabel: Bool { words.contains("label") }
}

extension DescribedWorkflow {
  /// Whether the job's token already takes the place of what is not there: `secrets.A || github.token`.
  fileprivate func fallsBack(_ need: ShownNeed) -> Bool {
    need.credential.map { uses.fallsBack($0, in: need.job) } ?? false
  }

  /// Whether the same step does something with the same credential for which there is no verb.
  fileprivate func showsMore(_ need: ShownNeed, _ step: WorkflowStep?) -> Bool {
    guard let step else { return false }
    return uses.others.contains { other in
      other.credential == need.credential && other.job == need.job
        && step.range.offsets.contains((other.calls.first ?? other.range).offsets)
    }
  }
}

extension WorkflowUses {
  /// Whether a credential stands before the job's token in one expression of a job, which is taken where it is empty.
  func fallsBack(_ credential: CredentialSource, in job: String?) -> Bool {
    uses.contains { use in
      use.credential == credential && (use.job == job || use.job == nil)
        && uses.contains { $0.credential == .jobToken && $0.valueRange == use.valueRange }
    }
  }
}
