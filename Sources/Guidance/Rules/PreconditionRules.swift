extension Rule {
  /// What must be so before a choice works.
  static let preconditions: [Rule] =
    jobTokenPreconditions + runTokenPreconditions + verbPreconditions + branchPreconditions
    + forkPreconditions + tokenPreconditions + brokerPreconditions
    + storePreconditions

  private static let jobTokenPreconditions: [Rule] = [
    precondition(
      "grant-repository-on-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.isPackageAccess), .isNot(.otherOrganization), .isNot(.deletes), .hasGrants, .not(.isOpenToJobs),
        .isNot(.repositoryIsGranted), .isNot(.isCodespace),
        .isNot(.linkedToNothing) || .is(.pulls),
        .isNot(.linkedToOwnRepository) || .is(.inheritanceIsOff),
      ]),
      "Package `{package}` > Package settings > Manage Actions access > Add repository > `{automation_repository}`, role {package_role}."
    ),
    precondition(
      "grant-repository-admin-on-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.deletes), .isNot(.otherOrganization), .isNot(.repositoryIsGrantedAdmin), .hasGrants,
        .fact("deleting-with-job-tokens-needs-admin"),
      ]),
      "Package `{package}` > Package settings > Manage Actions access > Add repository > `{automation_repository}`, role Admin."
    ),
    precondition(
      "connect-hand-pushed-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.isPackageAccess), .is(.publishes), .isNot(.otherOrganization), .is(.linkedToNothing), .hasGrants,
        .isNot(.repositoryIsGranted), .lacks("unlinked-packages-take-job-tokens"),
      ]),
      "Open the settings of the package `{package}`, because it was first pushed by hand. Under Manage Actions access, add `{automation_repository}` with the role Write, or connect the repository. Don't use a PAT instead."
    ),
    precondition(
      "allow-actions-to-create-pull-requests", .githubToken,
      when: .all([
        .is(.opensPullRequest), .isNot(.isCodespace), .isNot(.actionsMayCreatePullRequests),
        .lacks("actions-create-pull-requests-by-default"),
      ]),
      "Allow GitHub Actions to create and approve pull requests, in the organization and in `{automation_repository}` (Settings > Actions > General > Workflow permissions)."
    ),
    precondition(
      "enable-packages-on-server", .githubToken, .classicPAT, .personalPAT, .anonymous,
      when: .is(.isPackageAccess) && .is(.onGHES),
      "A site administrator enables GitHub Packages on the server."),
    precondition(
      "isolate-subdomains-on-server", .githubToken, .classicPAT, .personalPAT, .anonymous,
      when: .all([.is(.isPackageAccess), .is(.onGHES), .is(.isContainer)]),
      "A site administrator turns on subdomain isolation, so that `containers.HOST` exists."),
  ]

  private static let runTokenPreconditions: [Rule] = [
    precondition(
      "remove-registries-entry", .githubToken, when: .is(.isUpdater) && .is(.pulls),
      "In `.github/dependabot.yml` of `{automation_repository}`, remove each `registries:` entry for {registry_host} that names a token. Dependabot would use that token instead of its own."
    ),
    precondition(
      "grant-dependabot-on-repository", .githubToken,
      when: .all([
        .is(.isUpdater), .is(.clones), .isNot(.ownRepository), .isNot(.otherOrganization), .isNot(.isPublic),
      ]),
      "An owner of `{owner}` adds `{target}` under \"Grant Dependabot access to private repositories\" in the organization's Dependabot settings."
    ),
    precondition(
      "grant-codespaces-on-package", .githubToken, uiOnly: true,
      when: .all([
        .is(.isCodespace), .is(.pulls), .isNot(.isPublic),
        .isNot(.isInternal) || .is(.startsFromPublicRepository),
        .isNot(.linkedToOwnRepository) || .is(.inheritanceIsOff),
      ]),
      "Package `{package}` > Package settings > Manage Codespaces access > Add repository > `{automation_repository}`."
    ),
    precondition(
      "allow-repository-in-devcontainer", .githubToken,
      when: .all([
        .is(.isCodespace), .is(.isRepositoryAccess), .isNot(.ownRepository) || .is(.changesWorkflowFiles),
        .not(.is(.isOpenWhenPublic) && .is(.isPublic)),
      ]),
      "In `.devcontainer/devcontainer.json` of `{automation_repository}`, list `{full_target}` with {devcontainer_permissions} under `customizations.codespaces.repositories`. Then create a new codespace and authorize the permissions. An existing codespace keeps its old permissions."
    ),
    precondition(
      "run-on-this-host", .githubToken, when: .is(.isForeignWorkflow),
      "Run the workflow on {host}, because another host's `GITHUB_TOKEN` is rejected here. Its job needs `permissions: packages: read`."
    ),
  ]

  private static let tokenPreconditions: [Rule] = [
    precondition(
      "create-machine-user", .fineGrainedPAT, .classicPAT, uiOnly: true, when: .is(.holderIsProposed),
      "Create the machine user `{holder}`, because no described one fits."),
    precondition(
      "approve-fine-grained-pat", .fineGrainedPAT, uiOnly: true,
      // A token that an owner made is approved by itself.
      when: .all([.is(.fineGrainedPATsNeedApproval), .isNot(.holderIsOwner), .not(.needsOwner)]),
      "An owner of `{owner}` approves the token under Settings > Personal access tokens > Pending requests. Until then it can read only public data."
    ),
    precondition(
      "authorize-for-sso", .classicPAT, .personalPAT, uiOnly: true,
      when: .is(.hasSAMLSSO) && .isNot(.comesFromFork)
        && .fact("classic-pats-are-authorized-for-sso-by-hand"),
      "After you create the token, and after each rotation, select Configure SSO > Authorize for `{owner}`."),
    precondition(
      "register-app", .githubApp, uiOnly: true,
      when: .is(.noAppIsDescribed) || .is(.appWouldGainWrite),
      "Register the App `{holder}` with {permissions} and install it on `{target}` only.",
      unknown:
        "If the App that `{automation}` uses today can't get {permissions}, register another App with that and install it on `{target}` only. First describe today's App under `apps:`."
    ),
    precondition(
      "install-app", .githubApp, uiOnly: true, when: .is(.appLacksRepository),
      "Install the App `{holder}` on `{target}` (the App's page > Configure > Only select repositories)."),
    precondition(
      "approve-app-permissions", .githubApp, uiOnly: true, when: .is(.appLacksPermission),
      "Give the App `{holder}` {permissions}. An owner of `{owner}` approves the change for the installation."
    ),
    precondition(
      "give-ci-cd-role", .fineGrainedPAT, .classicPAT, when: .hasCICDRole && .isNot(.holderIsOwner),
      "Give `{holder}` the predefined role CI/CD Admin in `{owner}` (Settings > Organization roles > Role assignments). It doesn't need to be an owner.",
      unknown:
        "On the enterprise plan, give `{holder}` the predefined role CI/CD Admin in `{owner}` (Settings > Organization roles > Role assignments). On any other plan, only an owner can do this."
    ),
    precondition(
      "give-audit-log-role", .fineGrainedPAT, .classicPAT, when: .hasAuditLogRole && .isNot(.holderIsOwner),
      "Create a custom role with \"View organization audit log\" in `{owner}`, and give it to `{holder}` (Settings > Organization roles > Role management). It doesn't need to be an owner."
    ),
  ]

  private static let storePreconditions: [Rule] = [
    precondition(
      "write-registries-entry", .fineGrainedPAT, .classicPAT, .personalPAT, when: .is(.isUpdater),
      "In `.github/dependabot.yml` of `{automation_repository}`, add a `registries:` entry of type `{registry_type}` with a user name and the secret as its password. Name this entry under `registries:` of the updates that need it. Without it, Dependabot never reads the secret."
    ),
    precondition(
      "name-three-codespaces-secrets", .classicPAT, .personalPAT,
      when: .all([.is(.isCodespace), .is(.pulls), .is(.isContainer)]),
      "Codespaces signs in to a container registry with three Codespaces secrets that start with the same text: `X_CONTAINER_REGISTRY_SERVER` ({registry_host}), `X_CONTAINER_REGISTRY_USER` (`{holder}`) and `X_CONTAINER_REGISTRY_PASSWORD` (the token). Choose the `X`. Under any other name the token does nothing when the codespace starts."
    ),
  ]
}
