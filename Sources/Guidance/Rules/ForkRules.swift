extension Rule {
  /// What a pull request from a fork of the account's own takes: write access to the fork, and nothing of the target.
  static let forkStrikes: [Rule] = [
    strike(
      "fork-takes-a-classic-pat", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT,
      when: .is(.comesFromFork) && .fact("classic-pats-alone-reach-fork-and-upstream"),
      "it writes to a fork and to a repository that grants it nothing, which only a classic PAT can do"
    ),
    strike(
      "managed-users-fork-nothing-outside", .classicPAT, .personalPAT,
      when: .all([
        .is(.comesFromFork), .is(.hasManagedUsers), .is(.otherOrganization), .isNot(.sameEnterprise),
        .lacks("managed-users-leave-their-enterprise"),
      ]),
      "a managed user can't fork or contribute outside its enterprise"),
  ]

  static let forkPreconditions: [Rule] = [
    precondition(
      "fork-the-repository", .classicPAT, .personalPAT, when: .is(.comesFromFork),
      "`{holder}` needs a fork of `{full_target}`. Sign in as it, and run `gh repo fork {full_target} --clone=false`."
    )
  ]

  static let forkRemarks: [Rule] = [
    remark(
      "owner-grants-nothing", .classicPAT, .personalPAT, when: .is(.comesFromFork),
      "`{owner}` doesn't need to grant a membership, a role or a seat for this. The scope can write to every public repository the account can.",
      unknown: "`{owner}` doesn't need to grant anything for this if the repository is public.")
  ]
}
