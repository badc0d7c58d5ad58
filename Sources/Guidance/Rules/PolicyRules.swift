extension Condition {
  /// An App is asked for, described or not: before any account's token for an organization, and where no PAT can do it.
  static var asksForApp: Condition {
    .any([
      .is(.isOrganizationAccess), .is(.refusesFineGrained) && .is(.refusesClassic),
    ])
  }

  /// No App serves and none is asked for.
  static var needsDescribedApp: Condition {
    .all([
      .is(.noAppIsDescribed), .isNot(.appsPreferred), .isNot(.followsGitHubDocs), .not(.asksForApp),
    ])
  }

  /// A role of the organization gives an account what is needed.
  static var hasCICDRole: Condition {
    .all([
      .is(.managesSecretsOrRunners), .is(.hasEnterprisePlan),
      .fact("ci-cd-admins-manage-secrets-and-runners"),
    ])
  }
  static var hasAuditLogRole: Condition {
    .all([
      .is(.readsAuditLog), .is(.hasEnterprisePlan), .fact("custom-roles-read-the-audit-log"),
    ])
  }

  /// Only an owner of the organization can do it.
  static var needsOwner: Condition {
    .any([
      .is(.managesMembers), .is(.asksForAnOwner), .is(.managesSecretsOrRunners) && .not(.hasCICDRole),
      .is(.readsAuditLog) && .not(.hasAuditLogRole),
    ])
  }
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
      "apps-are-forbidden", .brokerToken, .githubApp, basis: .policy, when: .is(.appsForbidden),
      "the policy forbids GitHub Apps for {owner}"),
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
      "{owner} doesn't permit a PAT that would work"),
    strike(
      "no-app-is-described", .githubApp, basis: .guidance,
      when: .needsDescribedApp && .isNot(.foreignAppServes),
      "no described App works, and the profile doesn't ask for a new one"),
    strike(
      "app-key-is-with-others", .githubApp, basis: .guidance,
      when: .needsDescribedApp && .is(.foreignAppServes),
      "the App `{foreign_app}` has the required permissions, but its `key` is null, so nobody here can create its tokens"
    ),
    strike(
      "app-that-reads-gains-no-write", .githubApp, basis: .guidance,
      when: .all([.is(.appWouldGainWrite), .isNot(.appsPreferred), .not(.asksForApp)]),
      "the described App is read-only, and a write permission would apply to every repository it is installed on"
    ),
    strike(
      "personal-credential-reaches-everything", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .fact("personal-credentials-reach-everything"),
      "it can access everything the person can, in every organization"),
    strike(
      "personal-credential-is-readable-by-writers", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .is(.runsInActions) && .fact("writers-read-secrets"),
      "everyone with write access to the repository can read it"),
    strike(
      "personal-credential-is-readable-in-its-store", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .isNot(.runsInActions),
      "everyone with access to the store that holds it can read it"),
    strike(
      "personal-credential-dies-with-the-person", .personalPAT, .personalSSHKey, basis: .guidance,
      when: .fact("personal-credentials-die-with-access"),
      "it stops working when the person leaves"),
  ]

  /// Which of the kinds that serve comes first.
  static let orders: [Rule] = [
    order(
      "order-of-hybrid", CredentialKind.allCases,
      when: .isNot(.appsPreferred) && .isNot(.followsGitHubDocs),
      "no stored credential is best, and a credential of the job or of one repository ranks higher than one of an account"
    ),
    order(
      "order-of-github-docs", CredentialKind.allCases,
      when: .isNot(.appsPreferred) && .is(.followsGitHubDocs),
      "GitHub recommends this order: the job's token, a deploy key, an App token, a machine user's fine-grained PAT, and a classic PAT last"
    ),
    order(
      "order-with-apps-preferred",
      [
        .anonymous, .githubToken, .brokerToken, .githubApp, .deployKey, .fineGrainedPAT, .classicPAT,
        .personalPAT,
        .personalSSHKey,
      ],
      when: .is(.appsPreferred), "the policy prefers GitHub Apps to deploy keys"),
  ]
}
