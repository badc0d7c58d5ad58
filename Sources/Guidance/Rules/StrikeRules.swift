extension Condition {
  static func `is`(_ circumstance: Circumstance) -> Condition { .circumstance(circumstance) }
  static func isNot(_ circumstance: Circumstance) -> Condition { .not(.circumstance(circumstance)) }
  static func lacks(_ fact: String) -> Condition { .not(.fact(fact)) }

  /// The registry keeps an access list for each package.
  static var hasGrants: Condition {
    .any([
      .is(.isContainer) && .fact("container-packages-have-grants"),
      .is(.isNPM) && .fact("npm-packages-have-grants"),
      .is(.isNuGet) && .fact("nuget-packages-have-grants"),
      .is(.isRubyGems) && .fact("rubygems-packages-have-grants"),
      .is(.isMavenOrGradle) && .fact("maven-gradle-packages-have-grants"),
    ])
  }

  /// Whoever may pull at all may pull this with a job's token.
  static var isOpenToJobs: Condition {
    .all([
      .is(.pulls),
      .any([
        .is(.isPublic),
        .all([
          .is(.isInternal), .is(.sameEnterprise), .hasGrants, .fact("workflows-pull-internal-packages"),
          // A codespace pulls what is internal to its own organization, and of two organizations that are not this
          // one nobody says whether they share an enterprise.
          .not(.is(.otherOrganization) && (.is(.isCodespace) || .is(.isForeignWorkflow))),
        ]),
      ]),
    ])
  }

  /// The target is not of the organization that the automation's own token is of.
  static var isElsewhere: Condition { .is(.otherOrganization) || .is(.isForeignWorkflow) }

  /// The run has a token of the platform, though it is no job of this organization.
  static var hasTokenOfItsOwn: Condition {
    .any([
      .is(.isForeignWorkflow), .is(.isUpdater), .is(.isCodespace),
    ])
  }

  /// A repository of the same organization that the platform's token of the run can be given.
  static var isGivenToRun: Condition {
    .all([
      .isNot(.otherOrganization),
      .any([
        .all([
          .is(.isUpdater), .is(.clones), .fact("dependabot-reads-repositories-of-its-organization"),
        ]),
        .is(.isCodespace) && .fact("codespaces-reach-repositories-of-their-owner"),
      ]),
    ])
  }
}

extension Rule {
  /// What the platform does not let a kind do.
  static let strikes: [Rule] =
    anonymousStrikes + jobTokenStrikes + runTokenStrikes + tokenStrikes + verbStrikes + branchStrikes
    + forkStrikes + keyAndAppStrikes + patStrikes + brokerStrikes

  private static let anonymousStrikes: [Rule] = [
    strike(
      "only-reading-goes-without-credential", .anonymous, when: .isNot(.isOpenWhenPublic),
      "without a credential you can only read public resources"),
    strike(
      "only-public-things-go-without-credential", .anonymous,
      when: .any([
        .is(.isOpenWhenPublic) && .isNot(.isPublic),
        .is(.clones) && .lacks("public-repositories-need-no-credential"),
        .all([.is(.pulls), .is(.isContainer), .lacks("public-container-images-need-no-credential")]),
      ]),
      "only public resources can be read without a credential"),
    strike(
      "visitors-get-nothing-from-the-api", .anonymous,
      when: .all([
        .is(.readsByAPI), .is(.isOpenWhenPublic), .lacks("visitors-read-what-is-public-by-the-api"),
      ]),
      "the API returns nothing without a credential"),
    strike(
      "registry-asks-everybody-for-a-token", .anonymous,
      when: .all([
        .is(.pulls), .isNot(.isContainer), .lacks("other-registries-serve-public-packages-anonymously"),
      ]),
      "this registry requires a token even for public packages"),
    strike(
      "product-serves-no-visitors", .anonymous,
      when: .is(.onGHECom) && .lacks("visitors-are-served"),
      "GHE.com requires a credential for everything"),
    strike(
      "private-mode-serves-no-visitors", .anonymous,
      when: .is(.privateModeIsOn) && .fact("private-mode-asks-everyone-to-sign-in"),
      "the server is in private mode and requires everyone to sign in"),
    strike(
      "job-has-a-token-anyway", .anonymous, basis: .guidance,
      when: .any([
        .is(.clones) && .is(.ownRepository),
        .is(.readsByAPI) && (.is(.runsInActions) || .is(.ownRepository)),
      ]),
      "the run already has a token, which allows more requests to the API"),
  ]

  private static let jobTokenStrikes: [Rule] = [
    strike(
      "job-token-ends-with-its-job", .githubToken,
      when: .all([
        .isNot(.runsInActions), .not(.hasTokenOfItsOwn), .lacks("job-tokens-work-outside-actions"),
      ]),
      "`GITHUB_TOKEN` exists only inside a job of a workflow in this organization"),
    strike(
      "job-token-reaches-its-own-repository", .githubToken,
      when: .all([
        .is(.isRepositoryAccess), .isNot(.ownRepository), .not(.is(.isOpenWhenPublic) && .is(.isPublic)),
        .not(.isGivenToRun), .lacks("job-tokens-reach-other-repositories"),
      ]),
      "`GITHUB_TOKEN` can access only the workflow's own repository"),
    strike(
      "container-registry-refuses-job-tokens", .githubToken,
      when: .all([
        .is(.isPackageAccess), .is(.isContainer), .lacks("container-registry-accepts-job-tokens"),
      ]),
      "the container registry doesn't accept `GITHUB_TOKEN` yet"),
    strike(
      "job-token-starts-no-workflows", .githubToken,
      when: .all([
        .is(.mustTriggerWorkflows), .isNot(.isCodespace), .lacks("job-token-events-start-workflows"),
      ]),
      "events created with `GITHUB_TOKEN` don't start workflows without approval"),
    strike(
      "job-token-changes-no-workflow-files", .githubToken,
      when: .all([
        .is(.changesWorkflowFiles), .isNot(.isCodespace), .lacks("job-tokens-change-workflow-files"),
      ]),
      "`GITHUB_TOKEN` can't change files under `.github/workflows`"),
    strike(
      "job-token-publishes-to-its-own-owner", .githubToken,
      when: .all([
        .is(.publishes) || .is(.deletes), .isElsewhere,
        .lacks("job-tokens-publish-to-other-owners"),
      ]),
      "`GITHUB_TOKEN` can publish and delete packages only under its own owner"),
    strike(
      "job-token-reaches-no-package-elsewhere", .githubToken,
      when: .all([
        .is(.pulls), .isElsewhere, .not(.isOpenToJobs),
        .lacks("job-tokens-reach-packages-of-other-organizations"),
      ]),
      "`GITHUB_TOKEN` can't access private packages of another organization"),
    strike(
      "registry-grants-no-other-repository", .githubToken,
      when: .all([
        .is(.isPackageAccess), .not(.isElsewhere), .not(.hasGrants), .isNot(.linkedToOwnRepository),
        .not(.isOpenToJobs),
      ]),
      "in this registry, a package can't grant access to another repository"),
  ]

  private static let runTokenStrikes: [Rule] = [
    strike(
      "updater-has-no-token-for-packages", .githubToken,
      when: .all([.is(.isUpdater), .is(.pulls), .lacks("dependabot-updates-have-a-token")]),
      "Dependabot's updater doesn't have its own token for packages on this date and product"),
    strike(
      "updater-pulls-no-maven-packages", .githubToken,
      when: .all([
        .is(.isUpdater), .is(.pulls), .is(.isMavenOrGradle), .lacks("dependabot-tokens-pull-maven-packages"),
      ]),
      "Dependabot's own token can't pull Maven or Gradle packages"),
    strike(
      "updater-only-reads", .githubToken,
      when: .all([
        .is(.isUpdater), .isNot(.pulls), .isNot(.clones), .lacks("dependabot-tokens-write"),
      ]),
      "Dependabot's own token can only read packages and repositories"),
    strike(
      "updater-takes-no-ssh-keys", .deployKey, .personalSSHKey,
      when: .is(.isUpdater) && .lacks("dependabot-takes-ssh-keys"),
      "Dependabot's updater requires a user name and a token, and doesn't accept SSH keys"),
    strike(
      "updater-makes-no-installation-tokens", .githubApp,
      when: .is(.isUpdater) && .lacks("dependabot-makes-installation-tokens"),
      "Dependabot's updater can't create an installation access token from an App private key"),
    strike(
      "codespace-pulls-registries-with-grants", .githubToken,
      when: .all([
        .is(.isCodespace), .is(.pulls),
        .not(.hasGrants && .fact("codespaces-pull-packages-with-grants")),
      ]),
      "a codespace's own token can pull packages only from registries with access lists"),
    strike(
      "codespace-publishes-no-packages", .githubToken,
      when: .all([
        .is(.isCodespace), .is(.publishes) || .is(.deletes), .lacks("codespaces-publish-packages"),
      ]),
      "a codespace's own token can pull packages, but not publish or delete them"),
  ]

  private static let keyAndAppStrikes: [Rule] = [
    strike(
      "registry-takes-no-ssh-keys", .deployKey, .personalSSHKey,
      when: .is(.isPackageAccess) && .lacks("packages-accept-ssh-keys"),
      "GitHub Packages doesn't accept SSH keys"),
    strike(
      "ssh-keys-call-no-api", .deployKey, .personalSSHKey,
      when: .all([.isNot(.isPackageAccess), .isNot(.isGitOnly), .lacks("ssh-keys-call-the-api")]),
      "an SSH key can clone and push, but it can't call the API"),
    strike(
      "deploy-key-belongs-to-a-repository", .deployKey, when: .is(.isOrganizationAccess),
      "a deploy key belongs to one repository and can't access the organization"),
    strike(
      "deploy-key-and-workflow-files-not-documented", .deployKey,
      when: .all([.is(.pushes), .is(.changesWorkflowFiles), .lacks("deploy-keys-change-workflow-files")]),
      "it isn't documented whether a deploy key can change files under `.github/workflows`"),
    strike(
      "deploy-key-starts-no-workflows", .deployKey,
      when: .all([.is(.pushes), .is(.mustTriggerWorkflows), .lacks("deploy-key-pushes-start-workflows")]),
      "a push with a deploy key doesn't start workflows"),
    strike(
      "registry-takes-no-app-tokens", .brokerToken, .githubApp,
      when: .is(.isPackageAccess) && .lacks("packages-accept-app-tokens"),
      "GitHub Packages rejects the installation access tokens of GitHub Apps"),
  ]

  private static let patStrikes: [Rule] = [
    strike(
      "registry-takes-no-fine-grained-pats", .fineGrainedPAT,
      when: .is(.isPackageAccess) && .lacks("packages-accept-fine-grained-pats"),
      "GitHub Packages doesn't accept fine-grained PATs"),
    strike(
      "fine-grained-pats-do-not-exist-yet", .fineGrainedPAT,
      when: .lacks("fine-grained-pats-exist"),
      "fine-grained PATs aren't available yet"),
    strike(
      "fine-grained-pats-are-for-members", .fineGrainedPAT,
      when: .all([
        .isNot(.isOrganizationAccess), .is(.holderIsOutsideCollaborator),
        .lacks("fine-grained-pats-serve-outside-collaborators"),
      ]),
      "an outside collaborator can't use a fine-grained PAT, and the matching machine user is one"),
    strike(
      "fine-grained-pats-reach-nothing-internal-elsewhere", .fineGrainedPAT,
      when: .all([
        .is(.isRepositoryAccess), .is(.isInternal), .is(.otherOrganization),
        .is(.holderIsOutsideCollaborator),
        .lacks("fine-grained-pats-reach-internal-repositories-elsewhere"),
      ]),
      "a fine-grained PAT can access internal repositories only if its account is a member of their organization"
    ),
    strike(
      "managed-users-are-not-invited", .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .all([
        .is(.managesMembers), .is(.hasManagedUsers), .lacks("managed-users-are-invited-by-the-api"),
      ]),
      "with managed users, the identity provider adds members, and the API can't invite anyone"),
    strike(
      "managed-users-stay-in-their-enterprise", .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey,
      when: .all([
        .is(.hasManagedUsers), .is(.otherOrganization), .isNot(.isPublic), .isNot(.sameEnterprise),
        .lacks("managed-users-leave-their-enterprise"),
      ]),
      "a managed user can't join or collaborate outside its enterprise"),
    strike(
      "audit-log-needs-enterprise-plan", .brokerToken, .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .all([
        .is(.readsAuditLog), .isNot(.hasEnterprisePlan), .lacks("audit-log-has-an-api-on-every-plan"),
      ]),
      "the audit log API is available only on the enterprise plan"),
    strike(
      "container-registry-is-not-there", .anonymous, .githubToken, .classicPAT, .personalPAT,
      when: .all([.is(.isPackageAccess), .is(.isContainer), .lacks("container-registry-exists")]),
      "there is no container registry on this date and product"),
    strike(
      "maven-and-gradle-are-not-there", .anonymous, .githubToken, .classicPAT, .personalPAT,
      when: .all([.is(.isPackageAccess), .is(.isMavenOrGradle), .lacks("maven-and-gradle-are-available")]),
      "this product doesn't have Maven and Gradle packages"),
  ]
}
