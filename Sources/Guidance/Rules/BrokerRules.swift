extension Rule {
  /// When a broker gives a job the token of an App. What Apps can never do is struck with them.
  static let brokerStrikes: [Rule] = [
    strike(
      "no-broker-is-described", .brokerToken, when: .is(.noBrokerIsDescribed),
      "no App under `apps` has a `broker`"),
    strike(
      "product-has-no-broker", .brokerToken, when: .lacks("brokers-exchange-identities-of-jobs"),
      "there is no broker for this product on this date"),
    strike(
      "broker-exchanges-identities-of-jobs", .brokerToken, when: .isNot(.runsInActions),
      "the description doesn't name a workflow whose OIDC token the broker could check"),
    strike(
      "broker-gives-what-its-app-has", .brokerToken, when: .is(.brokerLacksPermission),
      "the broker's App doesn't have the permission, so no trust policy can give it"),
  ]

  static let brokerPreconditions: [Rule] = [
    precondition(
      "write-trust-policy", .brokerToken, when: .isNot(.isOrganizationAccess),
      "The default branch of `{full_target}` has the trust policy `.github/chainguard/{trust_policy}.sts.yaml`. It names this workflow of `{automation_repository}`, and gives {permissions}. The page of the access has the file."
    ),
    precondition(
      "write-trust-policy-of-organization", .brokerToken, when: .is(.isOrganizationAccess),
      "The default branch of `{owner}/.github` has the trust policy `.github/chainguard/{trust_policy}.sts.yaml`. It names this workflow of `{automation_repository}`, and gives {permissions}. The page of the access has the file."
    ),
    precondition(
      "install-broker-app", .brokerToken, uiOnly: true, when: .is(.brokerLacksRepository),
      "Install the App `{holder}` on `{target}` (the App's page > Configure > Only select repositories)."),
    precondition(
      "check-permissions-of-broker-app", .brokerToken, uiOnly: true, when: .is(.brokerPermissionsAreUnsaid),
      "The App `{holder}` has {permissions} (the App's page > Configure > Permissions). A trust policy can't give more than the App has."
    ),
  ]

  static let brokerRemarks: [Rule] = [
    remark(
      "broker-holds-the-key", .brokerToken, when: .fact("brokers-hold-the-key-of-the-app"),
      "Nothing is stored here. The broker at `{broker_host}` holds the App's key, so anyone who runs it can reach everything that the App `{holder}` can. The job's token expires after 1 hour."
    ),
    remark(
      "writers-change-the-trust-policy", .brokerToken, warning: true,
      when: .fact("trust-policies-are-read-from-the-default-branch"),
      "Anyone who can change the default branch of `{policy_repository}` can give any workflow this access. Require a review there."
    ),
    remark(
      "bypass-serves-every-trust-policy", .brokerToken, warning: true,
      when: .is(.branchRulesRefuse) && .isNot(.merges),
      "The bypass of the App `{holder}` serves every trust policy that gives `contents: write` on `{full_target}`."
    ),
    remark(
      "fork-runs-get-no-identity", .brokerToken, warning: true,
      when: .is(.runsForForks) && .lacks("fork-runs-get-identities"),
      "This access fails when a pull request from a fork triggers the workflow, because those runs don't get an OIDC token."
    ),
  ]
}
