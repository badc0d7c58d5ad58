extension Rule {
  /// What comes with a choice.
  static let remarks: [Rule] =
    jobTokenRemarks + verbRemarks + recordRemarks + callRemarks + secretRemarks + accountRemarks

  private static let jobTokenRemarks: [Rule] = [
    remark(
      "permissions-drop-the-rest", .githubToken,
      when: .all([.isNot(.isUpdater), .isNot(.isCodespace), .fact("jobs-narrow-their-token")]),
      "Naming one key of `permissions:` sets every other to none: list them all."),
    remark(
      "workflows-write-by-default", .githubToken, warning: true,
      when: .all([.is(.runsInActions), .is(.workflowsWriteByDefault), .fact("jobs-narrow-their-token")]),
      "A workflow without `permissions:` gets a token that writes everything here: write `permissions:`, and make read the default (Settings > Actions > General > Workflow permissions)."
    ),
    remark(
      "own-events-start-no-workflows", .githubToken,
      when: .all([
        .is(.causesEvents), .isNot(.opensPullRequest), .isNot(.isCodespace),
        .lacks("job-token-events-start-workflows"),
      ]),
      "What it does starts no other workflows."),
    remark(
      "pull-request-runs-wait-for-approval", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.isCodespace), .fact("job-token-pull-requests-start-runs-that-wait"),
      ]),
      "Workflow runs for the pull request wait until somebody with write access approves them."),
    remark(
      "pull-request-starts-no-runs", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.isCodespace), .lacks("job-token-pull-requests-start-runs-that-wait"),
        .lacks("job-token-events-start-workflows"),
      ]),
      "The pull request starts no workflow runs."),
    remark(
      "fork-runs-only-read", .githubToken, warning: true,
      when: .all([.is(.runsForForks), .isNot(.onlyReads), .lacks("fork-runs-get-secrets")]),
      "In runs for pull requests from forks the token only reads: this access fails there."),
    remark(
      "dependabot-runs-only-read", .githubToken,
      when: .all([.is(.runsForDependabot), .isNot(.onlyReads), .lacks("dependabot-runs-get-actions-secrets")]
      ),
      "In runs that Dependabot starts the token only reads unless `permissions:` raises it."),
    remark(
      "container-registry-is-a-preview", .githubToken, .classicPAT, .personalPAT, .anonymous, warning: true,
      when: .all([.is(.isPackageAccess), .is(.isContainer), .fact("container-registry-is-a-preview")]),
      "The container registry of GitHub Enterprise Server is labelled a public preview."),
  ]

  /// What GitHub's sources leave open, or attach to a verb.
  private static let verbRemarks: [Rule] = [
    remark(
      "downloaded-versions-stay", .githubToken, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.deletes) && .is(.isPublic),
      "GitHub refuses to delete a version of a public package that has more than 5,000 downloads.",
      unknown: "If the package is public, GitHub refuses to delete a version with more than 5,000 downloads."),
    remark(
      "deleting-may-ask-for-an-organization-admin", .classicPAT, .personalPAT, when: .is(.deletes),
      "Sources disagree: GitHub's REST reference also asks for an admin of the organization, its Packages pages only for Admin on the package. Try it over REST before you rely on it. GraphQL can't delete container images, and asks for `repo` too."
    ),
    remark(
      "merge-queues-refuse-merges", .githubToken, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.merges),
      "The endpoint doesn't merge into a branch with a merge queue, nor stacked pull requests: there, add the pull request to the queue."
    ),
    remark(
      "guests-may-open-no-pull-requests", .fineGrainedPAT, .classicPAT, warning: true,
      when: .is(.opensPullRequest) && .is(.holderIsOutsideCollaborator),
      "Sources disagree: GitHub's REST reference says that only members of the organization open pull requests by the API, and `{holder}` is an outside collaborator. Try it before you rely on it.",
      unknown:
        "If `{holder}` is an outside collaborator, it may open no pull request by the API: GitHub's REST reference asks for a member."
    ),
    remark(
      "administer-hides-privileges", .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.administers),
      "`administer` stands for many endpoints. Settings, protection and deploy keys take `administration: write` or `repo`. Webhooks, environments, secrets and variables have permissions of their own, and deleting with a classic PAT takes `delete_repo`."
    ),
    remark(
      "private-repositories-may-ask-for-repo", .classicPAT, .personalPAT, when: .is(.managesSecretsOrRunners),
      "GitHub's REST reference adds that `repo` is required if the repository is private. Add it only if GitHub refuses the call without it."
    ),
  ]

  private static let secretRemarks: [Rule] = [
    remark(
      "writers-can-take-the-secret", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey, when: .is(.runsInActions) && .fact("writers-read-secrets"),
      "Everyone with write access to `{automation_repository}` can read the secret."),
    remark(
      "fork-runs-get-no-secrets", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey, warning: true, when: .is(.runsForForks) && .lacks("fork-runs-get-secrets"),
      "Runs for pull requests from forks get no secrets: this access fails there."),
    remark(
      "environment-rules-see-the-merge-ref", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT, .personalSSHKey,
      when: .is(.runsPullRequestsInEnvironment) && .fact("environment-rules-judge-the-executing-ref"),
      "If the environment `{environment}` has a branch rule, a run for `pull_request` gets its secrets only where the rule allows `refs/pull/*/merge`."
    ),
    remark(
      "dependabot-runs-need-a-copy", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey, when: .is(.runsForDependabot) && .lacks("dependabot-runs-get-actions-secrets"),
      "Runs that Dependabot starts see only Dependabot secrets: the secret is stored there too."),
    remark(
      "deploy-key-never-expires", .deployKey, when: .lacks("deploy-keys-expire"),
      "A deploy key never expires; it is deleted with the PAT that created it, if one did."),
    remark(
      "app-key-never-expires", .githubApp, when: .lacks("keys-of-apps-expire"),
      "The App's private key never expires and mints tokens for every repository that the App is installed on."
    ),
    remark(
      "no-scope-that-only-reads-code", .classicPAT, warning: true,
      when: .all([
        .is(.clones), .isNot(.isPublic), .lacks("classic-pats-have-a-scope-that-only-reads-code"),
      ]),
      "No narrower scope than `repo` clones: the token also writes wherever `{holder}` may write."),
    remark(
      "packages-scope-reaches-the-account", .classicPAT,
      when: .is(.isPackageAccess) && .fact("packages-scopes-reach-the-whole-account"),
      "The scope reaches every package that `{holder}` can reach: what bounds it is the account's grants."),
    remark(
      "classic-pat-against-the-hardening-guide", .classicPAT, warning: true,
      when: .is(.followsGitHubDocs) && .fact("hardening-guide-forbids-classic-pats"),
      "GitHub's hardening page says never to use a classic PAT; nothing else that GitHub offers serves here. The contradiction is GitHub's."
    ),
    remark(
      "classic-pat-ban-is-coming", .classicPAT, warning: true, when: .is(.classicPATBanIsComing),
      "From {ban_day} on {owner} forbids classic PATs: {after_ban}."),
  ]

  private static let accountRemarks: [Rule] = [
    remark(
      "owner-token-takes-over-the-organization", .fineGrainedPAT, .classicPAT, warning: true,
      when: .needsOwner,
      "`{holder}` has to be an owner of `{owner}`: anyone who gets its token can take the organization over. A GitHub App with this one permission needs no owner. Use this token only where no App can be.",
      unknown:
        "If the organization isn't on the enterprise plan, `{holder}` has to be an owner of `{owner}`: anyone who gets its token can take the organization over. A GitHub App with this one permission needs no owner."
    ),
    remark(
      "machine-user-takes-a-seat", .fineGrainedPAT, .classicPAT,
      when: .is(.holderIsProposed) && .fact("members-take-a-seat"),
      "The new machine user is a member: a paid plan counts a seat for it."),
    remark(
      "one-free-machine-account-for-each-person", .fineGrainedPAT, .classicPAT,
      when: .is(.holderIsProposed) && .fact("one-free-machine-account-for-each-person"),
      "The terms of service allow one free machine account for each person who answers for it."),
    remark(
      "member-reaches-by-base-permission", .fineGrainedPAT, .classicPAT, warning: true,
      when: .isNot(.holderIsOutsideCollaborator) && .is(.membersReachRepositories),
      "As a member `{holder}` has the base permission `{base_permission}` on every repository.",
      unknown: "If the base permission is above none, `{holder}` has it on every repository as a member."),
  ]
}
