extension Rule {
  /// Which tokens can never do something, or are not known to, whatever they are given: traits of a verb's record, and of
  /// what `api` calls.
  static let tokenStrikes: [Rule] = refusals

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
}
