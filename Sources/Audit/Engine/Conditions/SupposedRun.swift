import Workflows

/// A run as one supposes it, to see whether a condition lets it through.
struct SupposedRun {
  /// Who has to do with it.
  enum Party: Hashable {
    /// Somebody who has no access to the repository starts it, with a pull request from a fork or a comment.
    case stranger
    /// Anybody starts it, and the pull request that it is about is a stranger's.
    case codeOfStranger
    /// Dependabot starts it, and its store lacks a secret.
    case dependabot(lacking: String)
  }

  /// What a condition can ask for that keeps a stranger out only as long as it is believed.
  enum Claim: Hashable {
    /// That a bot acted last. `github.actor` is "the username of the user that triggered the initial workflow run"
    /// (<https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context>), not who wrote the
    /// pull request, and strangers can make bots act: zizmor's audit `bot-conditions`
    /// (<https://docs.zizmor.sh/audits/#bot-conditions>) and poutine's rule `confused_deputy_auto_merge`
    /// (<https://boostsecurityio.github.io/poutine/rules/confused_deputy_auto_merge>) show how.
    case bots
    /// That somebody gave a label: what a stranger writes after that is let through too.
    case labels
  }

  private(set) var party: Party
  let event: String
  /// The activity types that start the workflow; nil for the usual ones.
  let types: [String]?
  let beliefs: Set<Claim>

  init(_ party: Party, _ workflow: WorkflowFile, on event: String, believing beliefs: Set<Claim> = []) {
    self.party = party
    self.event = event
    self.beliefs = beliefs
    types = workflow.triggers.first { $0.event == event }?.types
  }

  /// The run as conditions of jobs see it: without secrets (GitHub Docs, "Contexts reference", context availability).
  var withoutSecrets: SupposedRun {
    guard case .dependabot = party else { return self }
    var run = self
    run.party = .dependabot(lacking: "")
    return run
  }

  /// Tells runs apart.
  var name: String {
    let believed = [Claim.bots, .labels].filter(beliefs.contains)
    return "\(party) on \(event), believing \(believed)"
  }

  /// What a condition that rests on a claim comes to for a stranger: false where it is believed.
  func believed(_ claim: Claim) -> Bool? { beliefs.contains(claim) ? false : nil }

  /// Whether the stranger can start it at all: nobody gives labels who has no access.
  var canStart: Bool {
    guard party == .stranger, let types, !types.isEmpty, isOfPullRequest else { return true }
    return !Self.staffTypes.isSuperset(of: types)
  }

  /// What only those can do to a pull request who have access to the repository.
  private static let staffTypes: Set<String> = [
    "labeled", "unlabeled", "assigned", "unassigned", "milestoned", "demilestoned", "locked", "unlocked",
    "auto_merge_enabled", "auto_merge_disabled", "enqueued", "dequeued",
  ]
  private static let ownTypes = [
    "opened", "edited", "closed", "reopened", "synchronize", "converted_to_draft", "ready_for_review",
    "review_requested", "review_request_removed",
  ]

  private var isOfPullRequest: Bool { event == "pull_request" || event == "pull_request_target" }
}

extension SupposedRun {
  /// What a use of a context can come to.
  func value(of reference: ContextReference) -> ConditionValue {
    switch reference.context {
    case "github": value(ofGitHub: reference.dotted)
    case "vars": .own
    case "secrets": isEmpty(secret: reference.secretName) ? .text("") : .unknown
    default: .unknown
    }
  }

  /// A run for a stranger on `pull_request` has no secrets, one for Dependabot not those that its store lacks.
  private func isEmpty(secret: String?) -> Bool {
    switch party {
    case .stranger, .codeOfStranger: event == "pull_request" && secret != "GITHUB_TOKEN"
    case .dependabot(let name): secret == name
    }
  }

  private func value(ofGitHub path: String) -> ConditionValue {
    if path == "github.event_name" { return .text(event) }
    if Self.actors.contains(path) { return actor(path) }
    if Self.own.contains(where: { path == $0 || path.hasPrefix($0 + ".") }) { return .own }
    guard path.hasPrefix("github.event."), path != "github.event.ref" else { return other(path) }
    let parts = path.split(separator: ".").dropFirst(2).map(String.init)
    let rest = parts.dropFirst().joined(separator: ".")
    guard let first = parts.first else { return .unknown }
    if Self.subjects.contains(first), !subjects.contains(first) { return .oneOf([.null]) }
    switch first {
    case "action": return action
    case "label": return label
    case "pull_request": return pullRequest(rest)
    case "workflow_run": return followed(rest)
    case "comment": return written(rest, by: .stranger)
    case "issue": return issue(rest)
    default: return .unknown
    }
  }

  /// The branch that it is about, as far as its name is known: Dependabot's begin with its own, and it makes no tags.
  private func other(_ path: String) -> ConditionValue {
    guard case .dependabot = party else { return .unknown }
    switch path {
    case "github.head_ref": return .text("dependabot/")
    case "github.ref_type": return .text("branch")
    case "github.ref", "github.event.ref":
      return event == "push"
        ? .text("refs/heads/dependabot/") : isOfPullRequest ? .text("refs/pull/") : .unknown
    case "github.ref_name": return event == "push" ? .text("dependabot/") : .unknown
    default: return .unknown
    }
  }

  /// Who acted last, by name or number.
  private static let actors: Set<String> = [
    "github.actor", "github.actor_id", "github.triggering_actor", "github.event.sender.login",
    "github.event.sender.id", "github.event.pull_request.sender.login",
    "github.event.pull_request.sender.id",
    "github.event.workflow_run.actor.login", "github.event.workflow_run.actor.id",
    "github.event.workflow_run.triggering_actor.login", "github.event.workflow_run.triggering_actor.id",
  ]

  private static let own = [
    "github.repository", "github.repository_owner", "github.repository_id", "github.repository_owner_id",
    "github.event.repository", "github.event.organization", "github.event.pull_request.base.repo",
    "github.event.pull_request.base.user", "github.event.workflow_run.repository",
  ]

  private func actor(_ path: String) -> ConditionValue {
    switch party {
    case .stranger, .codeOfStranger: .actor
    case .dependabot: path.hasSuffix("id") ? .text("49699333") : .text("dependabot[bot]")
    }
  }

  // MARK: The event

  /// What events are about.
  private static let subjects: Set<String> = ["pull_request", "issue", "comment", "workflow_run", "review"]

  /// What this one is about; all else is null.
  private var subjects: Set<String> {
    switch event {
    case "pull_request", "pull_request_target": ["pull_request"]
    case "issue_comment": ["issue", "comment"]
    case "workflow_run": ["workflow_run"]
    default: Self.subjects
    }
  }

  /// The label that was just given: never by a stranger.
  private var label: ConditionValue {
    switch party {
    case .stranger: .oneOf([.null])
    case .codeOfStranger: .labels
    case .dependabot: .unknown
    }
  }

  private var action: ConditionValue {
    guard isOfPullRequest, party == .stranger else { return .unknown }
    let possible = (types ?? ["opened", "synchronize", "reopened"]).filter(Self.ownTypes.contains)
    return possible.isEmpty ? .unknown : .oneOf(possible.map { .text($0) })
  }

  /// Of `github.event.pull_request`.
  private func pullRequest(_ path: String) -> ConditionValue {
    if path.hasPrefix("labels") { return .labels }
    if path.hasPrefix("head.") { return head(String(path.dropFirst(5))) }
    if path == "merged" { return .boolean(false) }
    if path == "merged_at" || path.hasPrefix("merged_by") { return .oneOf([.null]) }
    return written(path, by: party)
  }

  /// The fork that the pull request comes from.
  private func head(_ path: String) -> ConditionValue {
    if case .dependabot = party {
      return switch path {
      case "repo.fork": .boolean(false)
      case "ref": .text("dependabot/")
      default: .unknown
      }
    }
    return switch path {
    case "repo.fork": .boolean(true)
    case "repo", "repo.full_name", "repo.id", "repo.node_id", "repo.url", "repo.html_url", "repo.clone_url",
      "repo.git_url", "repo.ssh_url", "repo.owner", "repo.owner.login", "repo.owner.id", "user.login",
      "user.id", "label":
      .foreign
    default: .unknown
    }
  }

  /// Of what somebody wrote: a pull request, a comment.
  private func written(_ path: String, by party: Party) -> ConditionValue {
    if case .codeOfStranger = self.party, party != .codeOfStranger { return .unknown }
    if case .dependabot = party {
      return switch path {
      case "user.login": .text("dependabot[bot]")
      case "user.id": .text("49699333")
      case "user.type": .text("Bot")
      default: .unknown
      }
    }
    return switch path {
    case "user.login", "user.id", "user.node_id", "user.html_url": .foreign
    case "author_association": .text(Self.strange[0], Self.strange[1], Self.strange[2], Self.strange[3])
    default: .unknown
    }
  }

  /// How GitHub calls those who have no access, whether they have contributed or not
  /// (<https://docs.github.com/en/graphql/reference/enums#commentauthorassociation>).
  private static let strange = ["NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "CONTRIBUTOR"]

  /// Of `github.event.issue`: what is commented on can be anybody's, and so can the comment.
  private func issue(_ path: String) -> ConditionValue {
    if path.hasPrefix("labels") { return .labels }
    if event == "issues", party == .stranger { return written(path, by: party) }
    guard party == .codeOfStranger else { return .unknown }
    if path == "pull_request.merged_at" { return .oneOf([.null]) }
    return written(path, by: party)
  }

  /// Of `github.event.workflow_run`: the run that this one follows.
  private func followed(_ path: String) -> ConditionValue {
    switch path {
    case "event": .oneOf(Self.startedByStrangers.map { .text($0) })
    case "head_repository.fork": .boolean(true)
    case "head_repository", "head_repository.full_name", "head_repository.id", "head_repository.owner.login",
      "head_repository.owner.id", "head_repository.html_url", "head_repository.url":
      .foreign
    default: .unknown
    }
  }

  /// Events of the run before it that a stranger can bring about.
  private static let startedByStrangers = [
    "pull_request", "pull_request_target", "issue_comment", "issues", "pull_request_review",
    "pull_request_review_comment", "workflow_run", "discussion", "discussion_comment", "fork", "watch",
  ]
}
