extension Rule {
  /// Which tokens can never do something, or are not known to, whatever they are given: traits of a verb's record, and of
  /// what `api` calls.
  static let tokenStrikes: [Rule] = refusals + undocumentedTokens

  private static let refusals: [Rule] = [
    strike(
      "job-token-administers-nothing", .githubToken,
      when: .is(.refusesJobTokens) && .lacks("job-tokens-administer"),
      "no key of `permissions:` gives `GITHUB_TOKEN` this"),
    strike(
      "call-takes-no-app-token", .githubApp, .githubToken,
      when: .is(.refusesApps) && .lacks("apps-do-what-asks-for-a-user"),
      "GitHub asks for a token of a person or a machine user; it refuses an App's token, and `GITHUB_TOKEN` is one"
    ),
    strike(
      "call-takes-no-fine-grained-pat", .fineGrainedPAT,
      when: .is(.refusesFineGrained) && .lacks("fine-grained-pats-do-everything"),
      "GitHub refuses this to fine-grained PATs, whatever their permissions"),
    strike(
      "call-takes-no-classic-pat", .classicPAT,
      when: .is(.refusesClassic) && .lacks("classic-pats-do-everything"),
      "GitHub refuses this to classic PATs, whatever their scopes"),
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
      "not documented: no source says that `GITHUB_TOKEN` can do this"),
    strike(
      "app-call-not-documented", .githubApp,
      when: .is(.appsUndocumented) && .lacks("undocumented-calls-take-app-tokens"),
      "not documented: no source says that an App can do this"),
    strike(
      "fine-grained-call-not-documented", .fineGrainedPAT,
      when: .is(.fineGrainedUndocumented) && .lacks("undocumented-calls-take-fine-grained-pats"),
      "not documented: no source says that a fine-grained PAT can do this"),
    // There is no scope to give it, so that no fact can unlock it.
    strike(
      "classic-call-not-documented", .classicPAT, when: .is(.classicUndocumented),
      "not documented: no source names the scope that this takes of a classic PAT"),
  ]

  static let callRemarks: [Rule] = [
    remark(
      "calls-may-ask-for-a-role", .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .is(.callsTheAPI) && .is(.isRepositoryAccess),
      "GitHub's tables name permissions, not roles. If GitHub refuses the call with 403 or 404, check on the endpoint's page which role the account needs on `{target}`."
    )
  ]
}
