extension Verb {
  /// All that is known of it.
  package var record: VerbRecord {
    switch self {
    case .pull: .pull
    case .publish: .publish
    case .delete: .delete
    case .clone: .clone
    case .push: .push
    case .release: .release
    case .readContents: .readContents
    case .downloadRelease: .downloadRelease
    case .writeContents: .writeContents
    case .openPullRequest: .openPullRequest
    case .merge: .merge
    case .enqueue: .enqueue
    case .enableAutoMerge: .enableAutoMerge
    case .approve: .approve
    case .requestTeamReview: .requestTeamReview
    case .label: .label
    case .commentOnIssue: .commentOnIssue
    case .commentOnPullRequest: .commentOnPullRequest
    case .assignAgent: .assignAgent
    case .setStatus: .setStatus
    case .createCheckRun: .createCheckRun
    case .dispatch: .dispatch
    case .notify: .notify
    case .readAlerts: .readAlerts
    case .uploadSARIF: .uploadSARIF
    case .attest: .attest
    case .verifyAttestation: .verifyAttestation
    case .createDeployment: .createDeployment
    case .deployPages: .deployPages
    case .manageRepositorySecrets: .manageRepositorySecrets
    case .manageRepositoryVariables: .manageRepositoryVariables
    case .manageWebhooks: .manageWebhooks
    case .administer: .administer
    case .readMembers: .readMembers
    case .manageMembers: .manageMembers
    case .manageSecrets: .manageSecrets
    case .manageRunners: .manageRunners
    case .updateProject: .updateProject
    case .createRepository: .createRepository
    case .readAuditLog: .readAuditLog
    case .api: .api
    case .apiOfOrganization: .apiOfOrganization
    }
  }
}

// Permissions and scopes: the facts `permissions-of-VERB` have their sources and days.

// MARK: - Packages

extension VerbRecord {
  fileprivate static let pull = VerbRecord(
    .package, .registry, "pulls", deed: nil, permissions: ["packages": .read],
    scopes: .these(["read:packages"]), isOpenWhenPublic: true, role: .read)

  fileprivate static let publish = VerbRecord(
    .package, .registry, "publishes", deed: { "publishes a version of the package \($0)" },
    permissions: ["packages": .write], scopes: .these(["write:packages"]), effects: [.events], role: .write,
    includes: [.pull])

  fileprivate static let delete = VerbRecord(
    .package, .api, "deletes versions of", deed: { "deletes versions of the package \($0)" },
    permissions: ["packages": .write], scopes: .these(["delete:packages", "read:packages"]),
    effects: [.events], role: .admin)
}

// MARK: - Repositories

extension VerbRecord {
  fileprivate static let clone = VerbRecord(
    .repository, .git, "clones", deed: nil, permissions: ["contents": .read], scopes: .ofRepository,
    isOpenWhenPublic: true, role: .read)

  // `git help push`, looked at on 2026-11-30.
  fileprivate static let push = VerbRecord(
    .repository, .git, "pushes to", deed: { "pushes to \($0)" },
    trial: "With `git push --dry-run` in place of the push, the server is asked and nothing is sent.",
    permissions: ["contents": .write], scopes: .ofRepository, effects: [.events, .commits, .branch],
    role: .write, includes: [.clone])

  // `gh release create --help`, looked at on 2026-11-30.
  fileprivate static let release = VerbRecord(
    .repository, .api, "makes releases in", deed: { "makes a release in \($0)" },
    trial:
      "With `gh release create --draft` only people who can push see the release: delete the draft afterwards.",
    permissions: ["contents": .write], scopes: .ofRepository, effects: [.events, .commits, .branch],
    role: .write, includes: [.clone, .push, .readContents, .downloadRelease, .writeContents],
    command: { "gh release create \"$GITHUB_REF_NAME\" --repo \($0) --generate-notes" })

  fileprivate static let openPullRequest = VerbRecord(
    .repository, .api, "opens pull requests in", deed: { "opens a pull request in \($0)" },
    permissions: ["contents": .write, "pull_requests": .write], scopes: .ofRepository,
    effects: [.events, .commits], role: .write,
    includes: [
      .clone, .push, .readContents, .downloadRelease, .writeContents, .commentOnIssue, .commentOnPullRequest,
    ],
    command: {
      "gh pr create --repo \($0) --head \"$BRANCH\" --title \"Change of run $GITHUB_RUN_ID\" --body \"From $GITHUB_REPOSITORY\""
    })

  fileprivate static let merge = VerbRecord(
    .repository, .api, "merges in", deed: { "merges a pull request of \($0)" },
    permissions: ["contents": .write], scopes: .ofRepository, effects: [.events, .commits, .branch],
    role: .write, includes: [.clone, .push, .readContents, .downloadRelease, .writeContents],
    command: { "gh pr merge --repo \($0) --squash \"$PULL_REQUEST\"" })

  // A pull request is an issue too, and actions that comment do not say which.
  fileprivate static let commentOnIssue = VerbRecord(
    .repository, .api, "comments on issues of", deed: { "comments on an issue of \($0)" },
    permissions: ["issues": .write], scopes: .ofRepository, effects: [.events], role: .read,
    includes: [.commentOnPullRequest, .label],
    command: { "gh issue comment --repo \($0) \"$ISSUE\" --body-file comment.md" })

  fileprivate static let commentOnPullRequest = VerbRecord(
    .repository, .api, "comments on pull requests of", deed: { "comments on a pull request of \($0)" },
    permissions: ["pull_requests": .write], scopes: .ofRepository, effects: [.events], role: .read,
    includes: [.commentOnIssue, .label],
    command: { "gh pr comment --repo \($0) \"$PULL_REQUEST\" --body-file comment.md" })

  fileprivate static let setStatus = VerbRecord(
    .repository, .api, "sets commit statuses in", deed: { "sets a commit status in \($0)" },
    permissions: ["statuses": .write], scopes: .these(["repo:status"]), effects: [.events], role: .write,
    command: { "gh api \"repos/\($0)/statuses/$GITHUB_SHA\" -f state=success -f context=tokenbook" })

  // Both endpoints ask for `repo`, on public repositories too.
  fileprivate static let dispatch = VerbRecord(
    .repository, .api, "starts workflows of", deed: { "starts a workflow of \($0), which may deploy" },
    permissions: ["actions": .write], scopes: .these(["repo"]), role: .write,
    command: { "gh workflow run --repo \($0) \"$WORKFLOW\"" })

  fileprivate static let notify = VerbRecord(
    .repository, .api, "sends repository events to",
    deed: { "sends an event to \($0), and what waits for it may deploy" },
    permissions: ["contents": .write], scopes: .these(["repo"]), role: .write,
    command: { "gh api repos/\($0)/dispatches -f event_type=update" })

  fileprivate static let administer = VerbRecord(
    .repository, .api, "administers", deed: { "changes settings of \($0)" },
    permissions: ["administration": .write], scopes: .ofRepository, hasJobToken: false, role: .admin,
    command: { "gh api -X PATCH repos/\($0) -F delete_branch_on_merge=true" })
}

// MARK: - The organization

extension VerbRecord {
  fileprivate static let readMembers = VerbRecord(
    .organization, .api, "reads the members of", deed: nil, permissions: ["members": .read],
    scopes: .these(["read:org"]), hasJobToken: false, role: nil,
    command: { "gh api --paginate orgs/\($0)/members --jq '.[].login'" })

  fileprivate static let manageMembers = VerbRecord(
    .organization, .api, "manages the members of", deed: { _ in "changes members of the organization" },
    permissions: ["members": .write], scopes: .these(["admin:org"]), hasJobToken: false, role: nil,
    isForAdministrators: true, command: { "gh api -X PUT \"orgs/\($0)/memberships/$LOGIN\" -f role=member" })

  fileprivate static let manageSecrets = VerbRecord(
    .organization, .api, "manages the secrets of", deed: { _ in "changes secrets of the organization" },
    permissions: ["organization_secrets": .write], scopes: .these(["admin:org"]), hasJobToken: false,
    role: nil, isForAdministrators: true, command: { "gh secret list --org \($0)" })

  fileprivate static let manageRunners = VerbRecord(
    .organization, .api, "manages the runners of", deed: { _ in "changes runners of the organization" },
    permissions: ["organization_self_hosted_runners": .write], scopes: .these(["admin:org"]),
    hasJobToken: false, role: nil, isForAdministrators: true,
    command: { "gh api orgs/\($0)/actions/runners" })

  fileprivate static let readAuditLog = VerbRecord(
    .organization, .api, "reads the audit log of", deed: nil,
    permissions: ["organization_administration": .read], scopes: .these(["read:audit_log"]),
    hasJobToken: false, role: nil, isForAdministrators: true, command: { "gh api orgs/\($0)/audit-log" })
}

// MARK: - What has no verb

// A need says itself what it calls: `VerbRecord(_:_:)`.
extension VerbRecord {
  fileprivate static let api = VerbRecord(
    .repository, .api, "calls the API of", deed: nil, permissions: [:], scopes: .these([]), role: .read)

  fileprivate static let apiOfOrganization = VerbRecord(
    .organization, .api, "calls the API about", deed: nil, permissions: [:], scopes: .these([]),
    hasJobToken: false, role: nil)
}
