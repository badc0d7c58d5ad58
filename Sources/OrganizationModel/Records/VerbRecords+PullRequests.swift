// What is done with pull requests and issues besides opening, merging and commenting. Permissions and scopes: the facts
// `permissions-of-VERB` have their sources and days.

extension VerbRecord {
  static let enqueue = VerbRecord(
    .repository, .api, "adds pull requests to the merge queue of",
    deed: { "adds a pull request of \($0) to the merge queue" },
    permissions: ["contents": .write, "pull_requests": .write], scopes: .these(["repo"]), effects: [.events],
    role: .write,
    besides: Besides(
      setting:
        "the branch has a merge queue (the rule \"Require merge queue\"), and the checks that it requires run on `merge_group`."
    ), includes: [.enableAutoMerge], command: { "gh pr merge --repo \($0) \"$PULL_REQUEST\"" })

  static let enableAutoMerge = VerbRecord(
    .repository, .api, "turns on auto-merge in", deed: { "turns on auto-merge for a pull request of \($0)" },
    permissions: ["contents": .write, "pull_requests": .write], scopes: .these(["repo"]), effects: [.events],
    role: .write,
    besides: Besides(
      setting: "`{full_target}` allows auto-merge: Settings > General > Pull Requests > Allow auto-merge."),
    includes: [.enqueue], command: { "gh pr merge --repo \($0) --auto --squash \"$PULL_REQUEST\"" })

  static let approve = VerbRecord(
    .repository, .api, "approves pull requests of", deed: { "approves a pull request of \($0)" },
    permissions: ["pull_requests": .write], scopes: .these(["repo"]), asksForSwitch: true, effects: [.events],
    role: .write,
    besides: Besides(
      remark:
        "Nobody can approve their own pull request. Another account or App must open the pull requests."
    ), includes: [.commentOnPullRequest],
    command: { "gh pr review --repo \($0) --approve \"$PULL_REQUEST\"" })

  // The team is looked up in the organization: no key of a job's token gives `members`.
  static let requestTeamReview = VerbRecord(
    .repository, .api, "asks teams to review pull requests of",
    deed: { "asks a team to review a pull request of \($0)" },
    permissions: ["pull_requests": .write, "members": .read], scopes: .these(["repo"]), hasJobToken: false,
    effects: [.events], role: .write,
    besides: Besides(
      setting: "the team has access to `{full_target}`. GitHub asks no other team for a review."),
    includes: [.commentOnPullRequest],
    command: {
      "gh api \"repos/\($0)/pulls/$PULL_REQUEST/requested_reviewers\" -f \"team_reviewers[]=$TEAM\""
    })

  // The endpoint takes either `issues` or `pull_requests`, on issues and on pull requests.
  static let label = VerbRecord(
    .repository, .api, "labels issues and pull requests of",
    deed: { "labels an issue or a pull request of \($0)" },
    trial: "Setting a label that is already set changes nothing.", permissions: ["issues": .write],
    scopes: .these(["repo"]), effects: [.events], role: .triage,
    includes: [.commentOnIssue, .commentOnPullRequest],
    command: { "gh api \"repos/\($0)/issues/$ISSUE/labels\" -f \"labels[]=$LABEL\"" })

  static let assignAgent = VerbRecord(
    .repository, .api, "assigns issues to Copilot in", deed: { "lets Copilot work on an issue of \($0)" },
    permissions: ["actions": .write, "contents": .write, "issues": .write, "pull_requests": .write],
    scopes: .these(["repo"]), refuses: [.app], role: .write,
    besides: Besides(
      setting: "the Copilot coding agent is on for `{full_target}`.",
      account: "a license for Copilot that includes the coding agent."),
    command: { "gh api \"repos/\($0)/issues/$ISSUE/assignees\" -f 'assignees[]=copilot-swe-agent[bot]'" })
}
