import Templates
import Guidance
import OrganizationModel

/// What a run of an automation does in earnest, and what shows that it may do so without doing it.
struct RealRun: Sendable {
  /// `makes a release in web`; empty where it only reads.
  let effects: [String]
  /// Sentences.
  let trials: [String]

  init(_ needs: [Need], _ otherUses: [OtherUse]) {
    effects = (needs.compactMap(RealRun.effect) + otherUses.map(\.words)).uniqued
    trials = needs.compactMap { RealRun.trial($0.verb) }.uniqued
  }

  /// For a step or a task that starts it; `trials` is Markdown. `isTried`: whether steps before it have tried its rights.
  func values(isTried: Bool = false) -> TemplateContext {
    [
      "acts_for_real": !effects.isEmpty, "effects": effects.joined(separator: "; "), "is_tried": isTried,
      "trials": trials.map(Prose.markdown).joined(separator: " "), "has_trials": !trials.isEmpty,
    ]
  }

  private static func effect(_ need: Need) -> String? {
    let target = need.target.description
    return switch need.verb {
    case .pull, .clone, .readMembers, .readAuditLog: nil
    case .publish: "publishes a version of the package \(target)"
    case .delete: "deletes versions of the package \(target)"
    case .push: "pushes to \(target)"
    case .release: "makes a release in \(target)"
    case .openPullRequest: "opens a pull request in \(target)"
    case .merge: "merges a pull request of \(target)"
    case .commentOnIssue: "comments on an issue of \(target)"
    case .commentOnPullRequest: "comments on a pull request of \(target)"
    case .setStatus: "sets a commit status in \(target)"
    case .dispatch: "starts a workflow of \(target), which may deploy"
    case .notify: "sends an event to \(target), and what waits for it may deploy"
    case .administer: "changes settings of \(target)"
    case .manageMembers: "changes members of the organization"
    case .manageSecrets: "changes secrets of the organization"
    case .manageRunners: "changes runners of the organization"
    }
  }

  /// A way to try the same right without harm (`git help push`, `gh release create --help`, looked at on 2026-11-30).
  private static func trial(_ verb: Verb) -> String? {
    switch verb {
    case .push: "With `git push --dry-run` in place of the push, the server is asked and nothing is sent."
    case .release:
      "With `gh release create --draft` only people who can push see the release: delete the draft afterwards."
    case .pull, .publish, .delete, .clone, .openPullRequest, .merge, .commentOnIssue, .commentOnPullRequest,
      .setStatus, .dispatch, .notify, .administer, .readMembers, .manageMembers, .manageSecrets,
      .manageRunners,
      .readAuditLog:
      nil
    }
  }
}
