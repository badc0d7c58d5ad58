extension Condition {
  static func `is`(_ circumstance: Circumstance) -> Condition { .circumstance(circumstance) }
  static func isNot(_ circumstance: Circumstance) -> Condition { .not(.circumstance(circumstance)) }
  static func lacks(_ fact: String) -> Condition { .not(.fact(fact)) }

  /// The registry keeps an access list for each package.
  static let hasGrants: Condition = .any([
    .is(.isContainer) && .fact("container-packages-have-grants"),
    .is(.isNPM) && .fact("npm-packages-have-grants"),
    .is(.isNuGet) && .fact("nuget-packages-have-grants"),
    .is(.isRubyGems) && .fact("rubygems-packages-have-grants"),
    .is(.isMavenOrGradle) && .fact("maven-gradle-packages-have-grants"),
  ])

  /// Whoever may pull at all may pull this with a job's token.
  static let isOpenToJobs: Condition = .all([
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

  /// The target is not of the organization that the automation's own token is of.
  static let isElsewhere: Condition = .is(.otherOrganization) || .is(.isForeignWorkflow)

  /// The run has a token of the platform, though it is no job of this organization.
  static let hasTokenOfItsOwn: Condition = .any([
    .is(.isForeignWorkflow), .is(.isUpdater), .is(.isCodespace),
  ])

  /// A repository of the same organization that the platform's token of the run can be given.
  static let isGivenToRun: Condition = .all([
    .isNot(.otherOrganization),
    .any([
      .all([
        .is(.isUpdater), .is(.clones), .fact("dependabot-reads-repositories-of-its-organization"),
      ]),
      .is(.isCodespace) && .fact("codespaces-reach-repositories-of-their-owner"),
    ]),
  ])
}

extension Rule {
  /// What the platform does not let a kind do.
  static let strikes: [Rule] =
    anonymousStrikes + jobTokenStrikes + runTokenStrikes + tokenStrikes + verbStrikes + keyAndAppStrikes
    + patStrikes

  private static let anonymousStrikes: [Rule] = [
    strike(
      "only-reading-goes-without-credential", .anonymous, when: .isNot(.isOpenWhenPublic),
      "only reading what is public goes without a credential"),
    strike(
      "only-public-things-go-without-credential", .anonymous,
      when: .any([
        .is(.isOpenWhenPublic) && .isNot(.isPublic),
        .is(.clones) && .lacks("public-repositories-need-no-credential"),
        .all([.is(.pulls), .is(.isContainer), .lacks("public-container-images-need-no-credential")]),
      ]),
      "only what is public goes without a credential"),
    strike(
      "visitors-get-nothing-from-the-api", .anonymous,
      when: .all([
        .is(.readsByAPI), .is(.isOpenWhenPublic), .lacks("visitors-read-what-is-public-by-the-api"),
      ]),
      "the API gives nothing to who is not signed in"),
    strike(
      "registry-asks-everybody-for-a-token", .anonymous,
      when: .all([
        .is(.pulls), .isNot(.isContainer), .lacks("other-registries-serve-public-packages-anonymously"),
      ]),
      "this registry asks for a token even to install a public package"),
    strike(
      "product-serves-no-visitors", .anonymous,
      when: .is(.onGHECom) && .lacks("visitors-are-served"),
      "GHE.com serves nobody without a credential"),
    strike(
      "private-mode-serves-no-visitors", .anonymous,
      when: .is(.privateModeIsOn) && .fact("private-mode-asks-everyone-to-sign-in"),
      "the server is in private mode and asks everyone to sign in"),
    strike(
      "job-has-a-token-anyway", .anonymous, basis: .guidance,
      when: .any([
        .is(.clones) && .is(.ownRepository),
        .is(.readsByAPI) && (.is(.runsInActions) || .is(.ownRepository)),
      ]),
      "the run has a token anyway, and with it more requests to the API"),
  ]

  private static let jobTokenStrikes: [Rule] = [
    strike(
      "job-token-ends-with-its-job", .githubToken,
      when: .all([
        .isNot(.runsInActions), .not(.hasTokenOfItsOwn), .lacks("job-tokens-work-outside-actions"),
      ]),
      "`GITHUB_TOKEN` exists only inside a job of a workflow of this organization"),
    strike(
      "job-token-reaches-its-own-repository", .githubToken,
      when: .all([
        .is(.isRepositoryAccess), .isNot(.ownRepository), .not(.is(.isOpenWhenPublic) && .is(.isPublic)),
        .not(.isGivenToRun), .lacks("job-tokens-reach-other-repositories"),
      ]),
      "`GITHUB_TOKEN` reaches the workflow's own repository and no other"),
    strike(
      "container-registry-refuses-job-tokens", .githubToken,
      when: .all([
        .is(.isPackageAccess), .is(.isContainer), .lacks("container-registry-accepts-job-tokens"),
      ]),
      "on that day the container registry refuses `GITHUB_TOKEN`"),
    strike(
      "job-token-starts-no-workflows", .githubToken,
      when: .all([
        .is(.mustTriggerWorkflows), .isNot(.isCodespace), .lacks("job-token-events-start-workflows"),
      ]),
      "what `GITHUB_TOKEN` does starts no workflows without approval"),
    strike(
      "job-token-changes-no-workflow-files", .githubToken,
      when: .all([
        .is(.changesWorkflowFiles), .isNot(.isCodespace), .lacks("job-tokens-change-workflow-files"),
      ]),
      "`GITHUB_TOKEN` cannot change files under `.github/workflows`"),
    strike(
      "job-token-publishes-to-its-own-owner", .githubToken,
      when: .all([
        .is(.publishes) || .is(.deletes), .isElsewhere,
        .lacks("job-tokens-publish-to-other-owners"),
      ]),
      "`GITHUB_TOKEN` publishes and deletes only under its own owner"),
    strike(
      "job-token-reaches-no-package-elsewhere", .githubToken,
      when: .all([
        .is(.pulls), .isElsewhere, .not(.isOpenToJobs),
        .lacks("job-tokens-reach-packages-of-other-organizations"),
      ]),
      "`GITHUB_TOKEN` reaches no private package of another organization"),
    strike(
      "registry-grants-no-other-repository", .githubToken,
      when: .all([
        .is(.isPackageAccess), .not(.isElsewhere), .not(.hasGrants), .isNot(.linkedToOwnRepository),
        .not(.isOpenToJobs),
      ]),
      "packages of this registry cannot grant a repository other than their own"),
  ]

  private static let runTokenStrikes: [Rule] = [
    strike(
      "updater-has-no-token-for-packages", .githubToken,
      when: .all([.is(.isUpdater), .is(.pulls), .lacks("dependabot-updates-have-a-token")]),
      "Dependabot's updater has no token of its own for packages on that day and product"),
    strike(
      "updater-pulls-no-maven-packages", .githubToken,
      when: .all([
        .is(.isUpdater), .is(.pulls), .is(.isMavenOrGradle), .lacks("dependabot-tokens-pull-maven-packages"),
      ]),
      "Dependabot's own token pulls no Maven or Gradle packages"),
    strike(
      "updater-only-reads", .githubToken,
      when: .all([
        .is(.isUpdater), .isNot(.pulls), .isNot(.clones), .lacks("dependabot-tokens-write"),
      ]),
      "Dependabot's own token only reads packages and repositories"),
    strike(
      "updater-takes-no-ssh-keys", .deployKey, .personalSSHKey,
      when: .is(.isUpdater) && .lacks("dependabot-takes-ssh-keys"),
      "Dependabot's updater takes a user name and a token, no SSH key"),
    strike(
      "updater-makes-no-installation-tokens", .githubApp,
      when: .is(.isUpdater) && .lacks("dependabot-makes-installation-tokens"),
      "Dependabot's updater can't make an installation access token from an App's private key"),
    strike(
      "codespace-pulls-registries-with-grants", .githubToken,
      when: .all([
        .is(.isCodespace), .is(.pulls),
        .not(.hasGrants && .fact("codespaces-pull-packages-with-grants")),
      ]),
      "a codespace's own token pulls only packages of registries with access lists"),
    strike(
      "codespace-publishes-no-packages", .githubToken,
      when: .all([
        .is(.isCodespace), .is(.publishes) || .is(.deletes), .lacks("codespaces-publish-packages"),
      ]),
      "a codespace's own token pulls packages, and neither publishes nor deletes them"),
  ]

  private static let keyAndAppStrikes: [Rule] = [
    strike(
      "registry-takes-no-ssh-keys", .deployKey, .personalSSHKey,
      when: .is(.isPackageAccess) && .lacks("packages-accept-ssh-keys"),
      "no registry takes SSH keys"),
    strike(
      "ssh-keys-call-no-api", .deployKey, .personalSSHKey,
      when: .all([.isNot(.isPackageAccess), .isNot(.isGitOnly), .lacks("ssh-keys-call-the-api")]),
      "an SSH key clones and pushes; it cannot call the API"),
    strike(
      "deploy-key-belongs-to-a-repository", .deployKey, when: .is(.isOrganizationAccess),
      "a deploy key is of one repository and reaches nothing of the organization"),
    strike(
      "deploy-key-and-workflow-files-not-documented", .deployKey,
      when: .all([.is(.pushes), .is(.changesWorkflowFiles), .lacks("deploy-keys-change-workflow-files")]),
      "not documented: nothing says that a deploy key may change files under `.github/workflows`"),
    strike(
      "deploy-key-starts-no-workflows", .deployKey,
      when: .all([.is(.pushes), .is(.mustTriggerWorkflows), .lacks("deploy-key-pushes-start-workflows")]),
      "a push with a deploy key starts no workflows"),
    strike(
      "registry-takes-no-app-tokens", .githubApp,
      when: .is(.isPackageAccess) && .lacks("packages-accept-app-tokens"),
      "the registries refuse installation tokens of GitHub Apps"),
  ]

  private static let patStrikes: [Rule] = [
    strike(
      "registry-takes-no-fine-grained-pats", .fineGrainedPAT,
      when: .is(.isPackageAccess) && .lacks("packages-accept-fine-grained-pats"),
      "no registry accepts a fine-grained PAT"),
    strike(
      "fine-grained-pats-do-not-exist-yet", .fineGrainedPAT,
      when: .lacks("fine-grained-pats-exist"),
      "there are no fine-grained PATs on that day"),
    strike(
      "fine-grained-pats-are-for-members", .fineGrainedPAT,
      when: .all([
        .isNot(.isOrganizationAccess), .is(.holderIsOutsideCollaborator),
        .lacks("fine-grained-pats-serve-outside-collaborators"),
      ]),
      "fine-grained PATs do not serve an outside collaborator, and the machine user that fits is one"),
    strike(
      "fine-grained-pats-reach-nothing-internal-elsewhere", .fineGrainedPAT,
      when: .all([
        .is(.isRepositoryAccess), .is(.isInternal), .is(.otherOrganization),
        .is(.holderIsOutsideCollaborator),
        .lacks("fine-grained-pats-reach-internal-repositories-elsewhere"),
      ]),
      "a fine-grained PAT reaches internal repositories only of an organization that its account is a member of"
    ),
    strike(
      "managed-users-are-not-invited", .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .all([
        .is(.managesMembers), .is(.hasManagedUsers), .lacks("managed-users-are-invited-by-the-api"),
      ]),
      "with managed users, the identity provider adds members: the API invites nobody"),
    strike(
      "managed-users-stay-in-their-enterprise", .fineGrainedPAT, .classicPAT, .personalPAT,
      .personalSSHKey,
      when: .all([
        .is(.hasManagedUsers), .is(.otherOrganization), .isNot(.isPublic), .isNot(.sameEnterprise),
        .lacks("managed-users-leave-their-enterprise"),
      ]),
      "a managed user cannot join or collaborate outside its enterprise"),
    strike(
      "audit-log-needs-enterprise-plan", .githubApp, .fineGrainedPAT, .classicPAT, .personalPAT,
      when: .all([
        .is(.readsAuditLog), .isNot(.hasEnterprisePlan), .lacks("audit-log-has-an-api-on-every-plan"),
      ]),
      "the audit log has an API on the enterprise plan only"),
    strike(
      "container-registry-is-not-there", .anonymous, .githubToken, .classicPAT, .personalPAT,
      when: .all([.is(.isPackageAccess), .is(.isContainer), .lacks("container-registry-exists")]),
      "there is no container registry on that day and product"),
    strike(
      "maven-and-gradle-are-not-there", .anonymous, .githubToken, .classicPAT, .personalPAT,
      when: .all([.is(.isPackageAccess), .is(.isMavenOrGradle), .lacks("maven-and-gradle-are-available")]),
      "this product has no Maven and Gradle packages"),
  ]
}
