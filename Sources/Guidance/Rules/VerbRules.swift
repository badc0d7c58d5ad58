extension Rule {
  /// Who can do something only under a condition that its record names.
  static let verbStrikes: [Rule] = [
    strike(
      "only-a-job-of-the-repository-does-it", .githubToken, .brokerToken, .deployKey, .githubApp,
      .fineGrainedPAT, .classicPAT, .personalPAT, .personalSSHKey,
      when: .all([
        .is(.provesWhereItRuns), .not(.is(.runsInActions) && .is(.ownRepository)),
        .lacks("others-prove-where-a-run-is-from"),
      ]),
      "this requires an OIDC token, which only a job of the repository itself gets"),
    strike(
      "archived-repository-is-read-only", .githubToken, .deployKey, .githubApp, .fineGrainedPAT,
      .classicPAT, .personalPAT, .personalSSHKey,
      when: .all([
        .is(.isArchived), .is(.changesWhatIsArchived), .fact("archived-repositories-are-read-only"),
      ]),
      "the repository is archived, so it is read-only for everyone"),
    strike(
      "workflows-may-not-approve", .githubToken, basis: .policy,
      when: .all([.is(.asksForSwitch), .isNot(.isCodespace), .isNot(.actionsMayCreatePullRequests)]),
      "workflows can't create and approve pull requests here (`policy.actions_can_create_pull_requests`)"),
  ]

  /// What verbs need besides, by their records.
  static let verbPreconditions: [Rule] = [
    precondition(
      "turn-on-what-it-needs", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT,
      when: .is(.hasSetting) && (.isNot(.settingIsForPrivate) || .isNot(.isPublic)),
      "Make sure: {setting}", unknown: "If the repository isn't public, check this: {setting}"),
    precondition(
      "give-account-what-it-needs", .fineGrainedPAT, .classicPAT, when: .is(.accountNeedsMore),
      "Also give `{holder}` this: {account_needs}"),
  ]

  /// What is to be known of verbs, by their records.
  static let recordRemarks: [Rule] = [
    remark(
      "there-is-more-to-know", .githubToken, .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT,
      .personalPAT,
      when: .is(.hasRemark), "Also note: {remark}"),
    remark(
      "visitors-have-few-requests", .anonymous, when: .is(.readsByAPI),
      "Without a credential, the API allows 60 requests an hour from one address."),
  ]
}
