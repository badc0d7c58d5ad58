extension Rule {
  /// What rules of branches make of a push: the job's token can't pass them, others have to be let.
  static let branchStrikes: [Rule] = [
    strike(
      "branch-rules-hold-for-job-tokens", .githubToken,
      // A merge is what rules of branches are there for: they let it through where the pull request meets them.
      when: .all([
        .is(.branchRulesRefuse), .isNot(.merges), .isNot(.isCodespace),
        .lacks("job-tokens-pass-branch-rules"),
      ]),
      "the rules of {branch} reject it, and `GITHUB_TOKEN` can't be on a bypass list")
  ]

  static let branchPreconditions: [Rule] = [
    precondition(
      "no-branch-rule-refuses-it", .githubToken, .brokerToken, .deployKey, .githubApp, .fineGrainedPAT,
      .classicPAT,
      .personalPAT, .personalSSHKey, when: .is(.writesRefs) && .is(.branchRulesAreUnsaid),
      "Assumed, because the description doesn't set `rules` for it: no ruleset or branch protection of `{full_target}` rejects this. Check with `gh api repos/{full_target}/rules/branches/BRANCH` and `gh api repos/{full_target}/branches/BRANCH --jq .protected`, with the branch's name for `BRANCH`. `[]` and `false` mean that no rule applies. `GITHUB_TOKEN` can't be on a bypass list."
    ),
    precondition(
      "let-deploy-keys-pass", .deployKey, uiOnly: true, when: .is(.branchRulesRefuse),
      "Repository `{full_target}` > Settings > Rules > Rulesets > the ruleset of {branch} > Bypass list: it has \"Deploy keys\", with \"Always allow\". {keys_pass} Classic branch protection has no such entry, so replace it with a ruleset."
    ),
    precondition(
      "let-app-pass", .brokerToken, .githubApp, uiOnly: true,
      when: .is(.branchRulesRefuse) && .isNot(.merges),
      "Repository `{full_target}` > Settings > Rules > Rulesets > the ruleset of {branch} > Bypass list: it has the App `{holder}`, with \"Always allow\". {app_passes}"
    ),
    precondition(
      "let-account-pass", .fineGrainedPAT, .classicPAT, uiOnly: true,
      when: .is(.branchRulesRefuse) && .isNot(.merges),
      "Repository `{full_target}` > Settings > Rules > Rulesets > the ruleset of {branch} > Bypass list: it has a team of `{holder}`, with \"Always allow\". {account_passes}"
    ),
    precondition(
      "pull-request-meets-rules", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT,
      when: .is(.branchRulesRefuse) && .is(.merges),
      "If the pull request has its reviews and checks when it merges, it meets the rules of {branch} and needs no bypass."
    ),
  ]

  static let branchRemarks: [Rule] = [
    remark(
      "every-deploy-key-passes", .deployKey, warning: true, when: .is(.branchRulesRefuse),
      "The entry \"Deploy keys\" lets every deploy key of `{full_target}` with write access pass, not only this one."
    ),
    remark(
      "push-starts-workflows", .brokerToken, .deployKey, .githubApp, .fineGrainedPAT, .classicPAT,
      when: .all([
        .is(.branchRulesRefuse), .is(.pushes), .is(.ownRepository), .is(.runsInActions),
        .fact("deploy-key-pushes-start-workflows"),
      ]),
      "The push starts workflows. If the pushing workflow runs on `push`, keep it from starting itself."
    ),
  ]
}
