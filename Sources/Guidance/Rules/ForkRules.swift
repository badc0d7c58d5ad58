extension Rule {
  /// What a pull request from a fork of the account's own takes: write access to the fork, and nothing of the target.
  static let forkStrikes: [Rule] = [
    strike(
      "fork-takes-a-classic-pat", .githubToken, .githubApp, .fineGrainedPAT,
      when: .is(.comesFromFork) && .fact("classic-pats-alone-reach-fork-and-upstream"),
      "a pull request from a fork writes to the account's fork and to a repository that grants it nothing: only a classic PAT does both"
    ),
    strike(
      "managed-users-fork-nothing-outside", .classicPAT, .personalPAT,
      when: .all([
        .is(.comesFromFork), .is(.hasManagedUsers), .is(.otherOrganization), .isNot(.sameEnterprise),
        .lacks("managed-users-leave-their-enterprise"),
      ]),
      "a managed user cannot fork or contribute outside its enterprise"),
  ]

  static let forkPreconditions: [Rule] = [
    precondition(
      "fork-the-repository", .classicPAT, .personalPAT, when: .is(.comesFromFork),
      "`{holder}` has a fork of `{full_target}`: signed in as it, `gh repo fork {full_target} --clone=false`."
    )
  ]

  static let forkRemarks: [Rule] = [
    remark(
      "owner-grants-nothing", .classicPAT, .personalPAT, when: .is(.comesFromFork),
      "`{owner}` grants nothing for this: no membership, no role, no seat. The scope writes to every public repository that the account may write to.",
      unknown: "`{owner}` grants nothing for this if the repository is public.")
  ]
}
