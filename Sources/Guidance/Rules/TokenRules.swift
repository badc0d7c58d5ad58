extension Rule {
  /// Which tokens can never do something, or are not known to, whatever they are given: traits of a verb's record, and of
  /// what `api` calls.
  static let tokenStrikes: [Rule] = refusals + undocumentedTokens

  private static let refusals: [Rule] = [
    strike(
      "job-token-administers-nothing", .githubToken,
      when: .is(.refusesJobTokens) && .lacks("job-tokens-administer"),
      "no key of `permissions:` allows this for `GITHUB_TOKEN`"),
    strike(
      "call-takes-no-app-token", .githubApp, .githubToken, .brokerToken,
      when: .is(.refusesApps) && .lacks("apps-do-what-asks-for-a-user"),
      "GitHub requires a token of a person or a machine user. It refuses an App's token, and `GITHUB_TOKEN` is one"
    ),
    strike(
      "call-takes-no-fine-grained-pat", .fineGrainedPAT,
      when: .is(.refusesFineGrained) && .lacks("fine-grained-pats-do-everything"),
      "GitHub refuses this to fine-grained PATs, regardless of their permissions"),
    strike(
      "call-takes-no-classic-pat", .classicPAT,
      when: .is(.refusesClassic) && .lacks("classic-pats-do-everything"),
      "GitHub refuses this to classic PATs, regardless of their scopes"),
    strike(
      "call-takes-no-pat", .personalPAT,
      when: .all([
        .is(.refusesFineGrained), .is(.refusesClassic), .lacks("fine-grained-pats-do-everything"),
        .lacks("classic-pats-do-everything"),
      ]),
      "GitHub refuses this to every PAT"),
  ]

  private static let undocumentedTokens: [Rule] = [
    strike(
      "job-token-call-not-documented", .githubToken,
      when: .is(.jobTokensUndocumented) && .lacks("undocumented-calls-take-job-tokens"),
      "it isn't documented that `GITHUB_TOKEN` can do this"),
    strike(
      "app-call-not-documented", .brokerToken, .githubApp,
      when: .is(.appsUndocumented) && .lacks("undocumented-calls-take-app-tokens"),
      "it isn't documented that an App can do this"),
    strike(
      "fine-grained-call-not-documented", .fineGrainedPAT,
      when: .is(.fineGrainedUndocumented) && .lacks("undocumented-calls-take-fine-grained-pats"),
      "it isn't documented that a fine-grained PAT can do this"),
    // There is no scope to give it, so that no fact can unlock it.
    strike(
      "classic-call-not-documented", .classicPAT, when: .is(.classicUndocumented),
      "it isn't documented which scope this requires of a classic PAT"),
  ]

  static let callRemarks: [Rule] = [
    remark(
      "calls-may-ask-for-a-role", .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.callsTheAPI) && .is(.isRepositoryAccess),
      "GitHub's tables name permissions, not roles. If GitHub refuses the call with 403 or 404, check on the endpoint's page which role the account needs on `{target}`."
    )
  ]
}
