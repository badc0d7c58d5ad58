extension Condition {
  /// An App is asked for, described or not: before any account's token for an organization, and where no PAT can do it.
  static let asksForApp: Condition = .any([
    .is(.isOrganizationAccess), .is(.refusesFineGrained) && .is(.refusesClassic),
  ])

  /// No App serves and none is asked for.
  static let needsDescribedApp: Condition = .all([
    .is(.noAppIsDescribed), .isNot(.appsPreferred), .isNot(.followsGitHubDocs), .not(.asksForApp),
  ])

  /// A role of the organization gives an account what is needed.
  static let hasCICDRole: Condition = .all([
    .is(.managesSecretsOrRunners), .is(.hasEnterprisePlan), .fact("ci-cd-admins-manage-secrets-and-runners"),
  ])
  static let hasAuditLogRole: Condition = .all([
    .is(.readsAuditLog), .is(.hasEnterprisePlan), .fact("custom-roles-read-the-audit-log"),
  ])

  /// Only an owner of the organization can do it.
  static let needsOwner: Condition = .any([
    .is(.managesMembers), .is(.asksForAnOwner), .is(.managesSecretsOrRunners) && .not(.hasCICDRole),
    .is(.readsAuditLog) && .not(.hasAuditLogRole),
  ])
}

extension Rule {
  /// What the organization, or this tool's guidance, does not want.
  static let policyStrikes: [Rule] = [
    strike(
      "deploy-keys-are-forbidden", .deployKey, basis: .policy,
      when: .all([
        .is(.isGitOnly), .is(.deployKeysForbidden),
        .is(.deployKeysAreSaid) || .fact("deploy-keys-can-be-forbidden"),
      ]),
      "{owner} forbids deploy keys"),
    strike(
      "apps-are-forbidden", .githubApp, basis: .policy, when: .is(.appsForbidden),
      "policy forbids GitHub Apps for {owner}"),
    strike(
      "fine-grained-pats-are-forbidden", .fineGrainedPAT, basis: .policy,
      when: .is(.fineGrainedPATsForbidden), "{owner} forbids fine-grained PATs"),
    strike(
      "classic-pats-are-forbidden", .classicPAT, basis: .policy, when: .is(.classicPATsForbidden),
      "{owner} forbids classic PATs"),
    strike(
      "no-pat-is-permitted", .personalPAT, basis: .policy,
      when: .all([
        .is(.classicPATsForbidden),
        .is(.fineGrainedPATsForbidden) || .is(.isPackageAccess),
      ]),
      "{owner} permits no PAT that would serve"),
    strike(
      "no-app-is-described", .githubApp, basis: .guidance,
      when: .needsDescribedApp && .isNot(.foreignAppServes),
      "no described App serves, and the profile does not ask for a new one"),
    strike(
      "app-key-is-with-others", .githubApp, basis: .guidance,
      when: .needsDescribedApp && .is(.foreignAppServes),
      "the App `{foreign_app}` has what this takes, but its `key` is null: nobody here can mint its tokens"),
    strike(
      "app-that-reads-gains-no-write", .githubApp, basis: .guidance,
      when: .all([.is(.appWouldGainWrite), .isNot(.appsPreferred), .not(.asksForApp)]),
      "the described App only reads; a write permission would reach everything that it is installed on"),
    strike(
      "personal-credential-reaches-everything", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .fact("personal-credentials-reach-everything"),
      "it reaches everything that the person reaches, in every organization"),
    strike(
      "personal-credential-is-readable-by-writers", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .is(.runsInActions) && .fact("writers-read-secrets"),
      "everyone with write access to the repository can take it"),
    strike(
      "personal-credential-is-readable-in-its-store", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .isNot(.runsInActions),
      "everyone with access to the store that it is kept in can take it"),
    strike(
      "personal-credential-dies-with-the-person", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .fact("personal-credentials-die-with-access"),
      "it dies when the person leaves"),
  ]

  /// Which of the kinds that serve comes first.
  static let orders: [Rule] = [
    order(
      "order-of-hybrid", CredentialKind.allCases,
      when: .isNot(.appsPreferred) && .isNot(.followsGitHubDocs),
      "nothing stored where nothing is needed; what belongs to the job or to one repository before what belongs to an account"
    ),
    order(
      "order-of-github-docs", CredentialKind.allCases,
      when: .isNot(.appsPreferred) && .is(.followsGitHubDocs),
      "GitHub's ladder: the job's token, a deploy key, an App's token, a fine-grained PAT of a machine user; a classic PAT where nothing else is left"
    ),
    order(
      "order-with-apps-preferred",
      [
        .anonymous, .githubToken, .githubApp, .deployKey, .fineGrainedPAT, .classicPAT, .personalPAT,
        .personalSSHKey,
      ],
      when: .is(.appsPreferred), "policy prefers GitHub Apps to deploy keys"),
  ]
}
