internal import OrganizationModel
internal import SourceText

// MARK: - Calls of the API in JavaScript

extension UseReader {
  private static let methods: [(call: String, verb: Verb?, permission: String)] = [
    ("issues.createComment", .commentOnIssue, "issues"), ("issues.updateComment", .commentOnIssue, "issues"),
    ("issues.deleteComment", .commentOnIssue, "issues"), ("issues.create(", .commentOnIssue, "issues"),
    ("issues.update(", .commentOnIssue, "issues"), ("issues.addLabels", .commentOnIssue, "issues"),
    ("issues.removeLabel", .commentOnIssue, "issues"), ("issues.setLabels", .commentOnIssue, "issues"),
    ("issues.addAssignees", .commentOnIssue, "issues"), ("issues.lock(", .commentOnIssue, "issues"),
    ("pulls.create(", .openPullRequest, "pull-requests"),
    ("pulls.update(", .commentOnPullRequest, "pull-requests"),
    ("pulls.createReview", .commentOnPullRequest, "pull-requests"),
    ("pulls.requestReviewers", .commentOnPullRequest, "pull-requests"), ("pulls.merge(", .merge, "contents"),
    ("repos.createRelease", .release, "contents"), ("repos.updateRelease", .release, "contents"),
    ("repos.deleteRelease", .release, "contents"), ("repos.uploadReleaseAsset", .release, "contents"),
    ("repos.createCommitStatus", .setStatus, "statuses"), ("checks.create(", .setStatus, "checks"),
    ("checks.update(", .setStatus, "checks"), ("git.createRef", .push, "contents"),
    ("git.updateRef", .push, "contents"), ("git.deleteRef", .push, "contents"),
    ("repos.createOrUpdateFileContents", .push, "contents"),
    ("repos.createDispatchEvent", .notify, "contents"),
    ("actions.createWorkflowDispatch", .dispatch, "actions"),
    ("actions.reRunWorkflow", nil, "actions"), ("actions.cancelWorkflowRun", nil, "actions"),
    ("teams.listMembersInOrg", .readMembers, ""), ("orgs.listMembers", .readMembers, ""),
    ("teams.getMembershipForUserInOrg", .readMembers, ""), ("orgs.checkMembershipForUser", .readMembers, ""),
  ]

  mutating func readGitHubScript(_ use: ActionUse, _ scope: UseScope) {
    guard let script = use.inputs["script"] else { return }
    let credential = use.inputs["github-token"].map { scope.credential(in: $0) } ?? .jobToken
    let text = script.text
    for method in Self.methods {
      guard let place = text.utf8Offset(of: method.call) else { continue }
      let range = script.range(of: place..<place + method.call.utf8.count)
      let why =
        "`\(method.call.hasSuffix("(") ? String(method.call.dropLast()) : method.call)` in `actions/github-script`"
      if credential == .jobToken, !method.permission.isEmpty {
        permit(method.permission, .write, at: range, why)
      }
      guard let verb = method.verb else { continue }
      let target: ShownTarget = verb.targetKind == .organization ? .organization : .ownRepository
      show(verb, target, .medium, with: credential, at: range, why)
    }
  }
}
