internal import OrganizationModel

// MARK: - Issues, labels, projects, members

extension KnownAction {
  private static let triage = ["issues": PermissionLevel.write, "pull-requests": .write]

  private static let project = "puts cards on a project"

  static let issueActions: [KnownAction] = [
    // It keeps where it stopped in a cache, and takes that out.
    KnownAction(
      "actions/stale", [.jobToken("repo-token")],
      does: [
        .does(.commentOnIssue, when: .unequal("days-before-issue-stale", "-1"), ["issues": .write]),
        .does(.commentOnPullRequest, when: .unequal("days-before-pr-stale", "-1"), ["pull-requests": .write]),
        .does(.push, when: .equal("delete-branch", "true"), ["contents": .write]),
        .does(nil, ["actions": .write]),
      ], read: "002bc9745062596b199ee8f1fcd336e6ff3e5fd5", on: .known("2026-11-26")),
    KnownAction(
      "dessant/lock-threads", [.jobToken("github-token")],
      does: [
        .does(.commentOnIssue, triage, .medium),
        .does(nil, when: .unequal("process-only", "issues, prs"), ["discussions": .write]),
      ], read: "0a0976f3ded51c88c6128dd96dd115c9f14fa764", on: .known("2026-11-26")),
    KnownAction(
      "dessant/label-actions", [.jobToken("github-token")],
      does: [.does(.commentOnIssue, triage, .medium)], read: "27a5fe2b54efbbfff4554b2bb0542b6bfc624d9d",
      on: .known("2026-11-26")),
    KnownAction(
      "pozil/auto-assign-issue", [.jobToken("repo-token")], does: [.does(nil, ["issues": .write], .medium)],
      read: "03fbd76ae5d03b35156ffff77ebb7df896bf16ee", on: .known("2026-11-26")),
    KnownAction(
      "github/ai-moderator", [.jobToken()],
      does: [.does(nil, ["issues": .write, "models": .read, "pull-requests": .write])],
      read: "0c89bcd3cfb84d7ab5268159fa396e75b2faae54", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/create-or-update-comment", [.jobToken()],
      does: [.does(.commentOnIssue, on: .input("repository"), triage)],
      read: "27ae523e24a88d9df85cbd80604aa88fc043bbc3", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/find-comment", [.jobToken()],
      does: [.does(nil, on: .input("repository"), ["issues": .read, "pull-requests": .read])],
      read: "0304620b6a5a19d56711a7679a9ecfa50b975f4a", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/close-issue", [.jobToken()],
      does: [.does(.commentOnIssue, on: .input("repository"), ["issues": .write])],
      read: "05dff7ca07116e5707cfb3a3cd4af7bb5e43524c", on: .known("2026-11-26")),
    KnownAction(
      "peter-evans/create-issue-from-file", [.jobToken()],
      does: [.does(.commentOnIssue, on: .input("repository"), ["issues": .write])],
      read: "0030306e5c2c7cd72ef0f844c517a4e7fde0287c", on: .known("2026-11-26")),
    KnownAction(
      "dacbd/create-issue-action", [.jobToken("token")],
      does: [.does(.commentOnIssue, on: .inputs(owner: "owner", name: "repo"), ["issues": .write])],
      read: "1af488ee611a453b075c5e26635a3249396ff79c", on: .known("2026-11-26")),
    KnownAction(
      "jasonetco/create-an-issue", env: [.token("GITHUB_TOKEN")],
      does: [.does(.commentOnIssue, ["contents": .read, "issues": .write])],
      read: "1f0e501529f343cb81d6bfab39cc3b798a44bb19", on: .known("2026-11-26")),
    KnownAction(
      "actions/first-interaction", [.token("repo-token"), .jobToken("repo_token")],
      does: [.does(.commentOnIssue, triage)], read: "0fe5db2c7d9d2c8ba1e53bd77a44daadb85b8e40",
      on: .known("2026-11-26")),
    KnownAction(
      "dkershner6/reaction-action", [.token()], does: [.does(.commentOnIssue, triage, .medium)],
      read: "40c5e756213543807bc56356ae338f2685dbc596", on: .known("2026-11-26")),
    KnownAction(
      "xt0rted/slash-command-action", [.token("repo-token")],
      does: [.does(.commentOnIssue, triage, .medium)], read: "1d2bbc39023728375f24623a133ebc84364e6124",
      on: .known("2026-11-26")),
    KnownAction(
      "actions-ecosystem/action-add-labels", [.jobToken("github_token")],
      does: [.does(.commentOnIssue, on: .input("repo"), triage)],
      read: "00f047b2a585501ab47998f8be773797b3ad02eb", on: .known("2026-11-26")),
    KnownAction(
      "actions-ecosystem/action-remove-labels", [.jobToken("github_token")],
      does: [.does(.commentOnIssue, on: .input("repo"), triage)],
      read: "1ab3140919e2c49eb43aa07c5ff12fa44d6c6487", on: .known("2026-11-26")),
    KnownAction(
      "micnncim/action-label-syncer", [.jobToken("token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.commentOnIssue, ["issues": .write], .medium)],
      read: "072b2c58e7443b7661a73ec28eb66199b1bc1536", on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/ghaction-github-labeler", [.jobToken("github-token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.commentOnIssue, when: .unequal("dry-run", "true"), ["issues": .write], .medium)],
      read: "3821f544e77e0dffdc5ffb5a5529dcfa8360ffae", on: .known("2026-11-26")),
    // The job's token reaches no project.
    KnownAction(
      "actions/add-to-project", [.token("github-token")],
      does: [.does(inWords: project, ["organization-projects": .write])],
      read: "0609a2702eefb44781da00f8e04901d6e5cd2b92", on: .known("2026-11-26")),
    KnownAction(
      "alex-page/github-project-automation-plus", [.token("repo-token")],
      does: [.does(inWords: project, ["organization-projects": .write])],
      read: "09f7121a2c54cd3a30f6f67c49540190a7eaeb84", on: .known("2026-11-26")),
    KnownAction(
      "skjnldsv/check-actor-permission", [.jobTokenForReading("token")],
      read: "4d80eb4337dd1ab8f0b73cbd499d50925341d06b", on: .known("2026-11-26")),
    KnownAction(
      "tspascoal/get-user-teams-membership", [.token("GITHUB_TOKEN")],
      does: [.does(.readMembers, on: .organization, [:])],
      read: "05c1b1737c631c9bb170a959e9f06210a4c086f5", on: .known("2026-11-26")),
  ]
}
