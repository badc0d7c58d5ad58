extension Rule {
  /// What comes with a choice.
  static let remarks: [Rule] =
    jobTokenRemarks + verbRemarks + recordRemarks + callRemarks + branchRemarks + forkRemarks + secretRemarks
    + accountRemarks + brokerRemarks

  private static let jobTokenRemarks: [Rule] = [
    remark(
      "permissions-drop-the-rest", .githubToken, .brokerToken,
      when: .all([.isNot(.isUpdater), .isNot(.isCodespace), .fact("jobs-narrow-their-token")]),
      "If you set one key under `permissions:`, all others become `none`. List every permission the job needs."
    ),
    remark(
      "workflows-write-by-default", .githubToken, warning: true,
      when: .all([.is(.runsInActions), .is(.workflowsWriteByDefault), .fact("jobs-narrow-their-token")]),
      "Here, a workflow without `permissions:` gets a token that can write everything. Set `permissions:`, and make read the default (Settings > Actions > General > Workflow permissions)."
    ),
    remark(
      "own-events-start-no-workflows", .githubToken,
      when: .all([
        .is(.causesEvents), .isNot(.opensPullRequest), .isNot(.isCodespace),
        .lacks("job-token-events-start-workflows"),
      ]),
      "Events created with `GITHUB_TOKEN` don't start other workflows."),
    remark(
      "pull-request-runs-wait-for-approval", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.isCodespace), .fact("job-token-pull-requests-start-runs-that-wait"),
      ]),
      "Workflow runs for the pull request wait until someone with write access approves them."),
    remark(
      "pull-request-starts-no-runs", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.isCodespace), .lacks("job-token-pull-requests-start-runs-that-wait"),
        .lacks("job-token-events-start-workflows"),
      ]),
      "The pull request doesn't start workflow runs."),
    remark(
      "fork-runs-only-read", .githubToken, warning: true,
      when: .all([.is(.runsForForks), .isNot(.onlyReads), .lacks("fork-runs-get-secrets")]),
      "This access fails when a pull request from a fork triggers the workflow, because the token is read-only there."
    ),
    remark(
      "dependabot-runs-only-read", .githubToken,
      when: .all([.is(.runsForDependabot), .isNot(.onlyReads), .lacks("dependabot-runs-get-actions-secrets")]
      ),
      "In Dependabot runs the token is read-only unless `permissions:` gives it more."),
    remark(
      "container-registry-is-a-preview", .githubToken, .classicPAT, .personalPAT, .anonymous, warning: true,
      when: .all([.is(.isPackageAccess), .is(.isContainer), .fact("container-registry-is-a-preview")]),
      "The container registry of GitHub Enterprise Server is labeled a public preview."),
  ]

  /// What GitHub's sources leave open, or attach to a verb.
  private static let verbRemarks: [Rule] = [
    remark(
      "downloaded-versions-stay", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT,
      when: .is(.deletes) && .is(.isPublic),
      "GitHub refuses to delete a version of a public package that has more than 5,000 downloads.",
      unknown: "If the package is public, GitHub refuses to delete a version with more than 5,000 downloads."),
    remark(
      "deleting-may-ask-for-an-organization-admin", .classicPAT, .personalPAT, when: .is(.deletes),
      "Sources disagree. GitHub's REST reference also requires an admin of the organization, while the Packages pages require only Admin on the package. Try it over REST before you rely on it. GraphQL can't delete container images, and also requires `repo`."
    ),
    remark(
      "merge-queues-refuse-merges", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT,
      when: .is(.merges),
      "The endpoint can't merge stacked pull requests, or into a branch with a merge queue. There, add the pull request to the queue."
    ),
    remark(
      "guests-may-open-no-pull-requests", .fineGrainedPAT, .classicPAT, warning: true,
      when: .all([.is(.opensPullRequest), .isNot(.comesFromFork), .is(.holderIsOutsideCollaborator)]),
      "Sources disagree. GitHub's REST reference says that only members of the organization can open pull requests through the API. `{holder}` is an outside collaborator, so try it before you rely on it.",
      unknown:
        "If `{holder}` is an outside collaborator, it might not be able to open pull requests through the API. GitHub's REST reference requires a member."
    ),
    remark(
      "administer-hides-privileges", .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.administers),
      "`administer` covers many endpoints. Settings, protection and deploy keys require `administration: write` or `repo`. Webhooks, environments, secrets and variables have their own permissions, and deleting with a classic PAT requires `delete_repo`."
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
      "This access fails when a pull request from a fork triggers the workflow, because those runs don't get secrets."
    ),
    remark(
      "environment-rules-see-the-merge-ref", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT, .personalSSHKey,
      when: .is(.runsPullRequestsInEnvironment) && .fact("environment-rules-judge-the-executing-ref"),
      "If the environment `{environment}` has a branch rule, a run for `pull_request` gets its secrets only if the rule allows `refs/pull/*/merge`."
    ),
    remark(
      "run-waits-for-reviewers", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey, when: .is(.waitsForReviewers) && .fact("jobs-wait-for-reviewers"),
      "Each run waits until a reviewer of the environment `{environment}` approves it. It can't read the environment's secrets before that."
    ),
    remark(
      "own-runners-do-not-isolate-environments", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT, .personalSSHKey, warning: true,
      when: .is(.runsInEnvironmentOnOwnRunners) && .lacks("own-runners-isolate-jobs"),
      "The environment `{environment}` doesn't isolate a secret on self-hosted runners, so other jobs there might read it."
    ),
    remark(
      "dependabot-runs-need-a-copy", .deployKey, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey, when: .is(.runsForDependabot) && .lacks("dependabot-runs-get-actions-secrets"),
      "Dependabot runs can read only Dependabot secrets, so the secret is stored there too."),
    remark(
      "deploy-key-never-expires", .deployKey, when: .lacks("deploy-keys-expire"),
      "A deploy key never expires. If a PAT created it, GitHub deletes the key with that PAT."),
    remark(
      "app-key-never-expires", .githubApp, when: .lacks("keys-of-apps-expire"),
      "The App private key never expires, and can create tokens for every repository the App is installed on."
    ),
    remark(
      "no-scope-that-only-reads-code", .classicPAT, warning: true,
      when: .all([
        .is(.clones), .isNot(.isPublic), .lacks("classic-pats-have-a-scope-that-only-reads-code"),
      ]),
      "Cloning needs the `repo` scope, which also lets the token write wherever `{holder}` can."),
    remark(
      "packages-scope-reaches-the-account", .classicPAT,
      when: .is(.isPackageAccess) && .fact("packages-scopes-reach-the-whole-account"),
      "The scope covers every package that `{holder}` can access. Only the account's grants limit it."),
    remark(
      "classic-pat-against-the-hardening-guide", .classicPAT, warning: true,
      when: .is(.followsGitHubDocs) && .fact("hardening-guide-forbids-classic-pats"),
      "GitHub's hardening page says never to use a classic PAT, but no other GitHub credential works here. GitHub's docs contradict each other."
    ),
    remark(
      "classic-pat-ban-is-coming", .classicPAT, warning: true, when: .is(.classicPATBanIsComing),
      "{owner} forbids classic PATs from {ban_day} on. {after_ban}."),
  ]

  private static let accountRemarks: [Rule] = [
    remark(
      "owner-token-takes-over-the-organization", .fineGrainedPAT, .classicPAT, warning: true,
      when: .needsOwner,
      "`{holder}` must be an owner of `{owner}`, so anyone who gets its token can take over the organization. A GitHub App with this one permission doesn't need an owner. Use this token only if you can't use an App.",
      unknown:
        "If the organization isn't on the enterprise plan, `{holder}` must be an owner of `{owner}`. Then anyone who gets its token can take over the organization. A GitHub App with this one permission doesn't need an owner."
    ),
    remark(
      "machine-user-takes-a-seat", .fineGrainedPAT, .classicPAT,
      when: .is(.holderIsProposed) && .fact("members-take-a-seat"),
      "The new machine user is a member, so it uses a seat of a paid plan."),
    remark(
      "one-free-machine-account-for-each-person", .fineGrainedPAT, .classicPAT,
      when: .is(.holderIsProposed) && .fact("one-free-machine-account-for-each-person"),
      "GitHub's terms of service allow one free machine account for each responsible person."),
    remark(
      "member-reaches-by-base-permission", .fineGrainedPAT, .classicPAT, warning: true,
      when: .isNot(.holderIsOutsideCollaborator) && .is(.membersReachRepositories),
      "As a member `{holder}` has the base permission `{base_permission}` on every repository.",
      unknown: "If the base permission isn't `none`, `{holder}` has it on every repository as a member."),
  ]
}
