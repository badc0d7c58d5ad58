extension Rule {
  /// What must be so before a choice works.
  static let preconditions: [Rule] = jobTokenPreconditions + tokenPreconditions

  private static let jobTokenPreconditions: [Rule] = [
    precondition(
      "grant-repository-on-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.isPackageAccess), .isNot(.otherOrganization), .isNot(.deletes), .hasGrants, .not(.isOpenToJobs),
        .isNot(.repositoryIsGranted),
        .isNot(.linkedToNothing) || .is(.pulls),
        .isNot(.linkedToOwnRepository) || .is(.inheritanceIsOff),
      ]),
      "Package `{package}` → Package settings → Manage Actions access → Add repository → `{automation_repository}`, role {package_role}."
    ),
    precondition(
      "grant-repository-admin-on-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.deletes), .isNot(.otherOrganization), .isNot(.repositoryIsGrantedAdmin), .hasGrants,
        .fact("deleting-with-job-tokens-needs-admin"),
      ]),
      "Package `{package}` → Package settings → Manage Actions access → Add repository → `{automation_repository}`, role Admin."
    ),
    precondition(
      "connect-hand-pushed-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.isPackageAccess), .is(.publishes), .isNot(.otherOrganization), .is(.linkedToNothing), .hasGrants,
        .isNot(.repositoryIsGranted), .lacks("unlinked-packages-take-job-tokens"),
      ]),
      "Package `{package}` was first pushed by hand: Package settings → Manage Actions access → Add repository → `{automation_repository}`, role Write, or connect the repository there. A PAT is not the cure."
    ),
    precondition(
      "allow-actions-to-create-pull-requests", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.actionsMayCreatePullRequests),
        .lacks("actions-create-pull-requests-by-default"),
      ]),
      "Allow GitHub Actions to create and approve pull requests: in the organization and in `{automation_repository}`, Settings → Actions → General → Workflow permissions."
    ),
    precondition(
      "enable-packages-on-server", .githubToken, .classicPAT, .personalPAT, .anonymous,
      when: .is(.isPackageAccess) && .is(.onGHES),
      "GitHub Packages is enabled on the server (site administrators)."),
    precondition(
      "isolate-subdomains-on-server", .githubToken, .classicPAT, .personalPAT, .anonymous,
      when: .all([.is(.isPackageAccess), .is(.onGHES), .is(.isContainer)]),
      "Subdomain isolation is on, so that `containers.HOST` exists (site administrators)."),
  ]

  private static let tokenPreconditions: [Rule] = [
    precondition(
      "create-machine-user", .fineGrainedPAT, .classicPAT, uiOnly: true, when: .is(.holderIsProposed),
      "Create the machine user `{holder}`: no described one fits."),
    precondition(
      "approve-fine-grained-pat", .fineGrainedPAT, uiOnly: true, when: .is(.fineGrainedPATsNeedApproval),
      "An owner of `{owner}` approves the token: Settings → Personal access tokens → Pending requests. Until then it reads public data only."
    ),
    precondition(
      "authorize-for-sso", .classicPAT, .personalPAT, uiOnly: true,
      when: .is(.hasSAMLSSO) && .fact("classic-pats-are-authorized-for-sso-by-hand"),
      "After minting: the token's Configure SSO → Authorize for `{owner}`, again after each rotation."),
    precondition(
      "register-app", .githubApp, uiOnly: true,
      when: .is(.noAppIsDescribed) || .is(.appWouldGainWrite),
      "Register the App `{holder}` with {permissions} and install it on `{target}` only."),
    precondition(
      "install-app", .githubApp, uiOnly: true, when: .is(.appLacksRepository),
      "Install the App `{holder}` on `{target}`: the App's page → Configure → Only select repositories."),
    precondition(
      "approve-app-permissions", .githubApp, uiOnly: true, when: .is(.appLacksPermission),
      "Give the App `{holder}` {permissions}; an owner of `{owner}` approves the change for the installation."
    ),
  ]
}
