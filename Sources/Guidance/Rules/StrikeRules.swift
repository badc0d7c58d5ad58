extension Condition {
  static func `is`(_ circumstance: Circumstance) -> Condition { .circumstance(circumstance) }
  static func isNot(_ circumstance: Circumstance) -> Condition { .not(.circumstance(circumstance)) }
  static func lacks(_ fact: String) -> Condition { .not(.fact(fact)) }

  /// The registry keeps an access list for each package.
  static let hasGrants: Condition = .any([
    .is(.isContainer) && .fact("container-packages-have-grants"),
    .all([
      .isNot(.isContainer), .isNot(.isMavenOrGradle), .fact("npm-nuget-rubygems-packages-have-grants"),
    ]),
    .is(.isMavenOrGradle) && .fact("maven-gradle-packages-have-grants"),
  ])

  /// Whoever may pull at all may pull this with a job's token.
  static let isOpenToJobs: Condition = .all([
    .is(.pulls),
    .any([
      .is(.isPublic),
      .all([.is(.isInternal), .is(.sameEnterprise), .fact("workflows-pull-internal-packages")]),
    ]),
  ])
}

extension Rule {
  /// What the platform does not let a kind do.
  static let strikes: [Rule] = anonymousStrikes + jobTokenStrikes + keyAndAppStrikes + patStrikes

  private static let anonymousStrikes: [Rule] = [
    strike(
      "only-reading-goes-without-credential", .anonymous,
      when: .isNot(.pulls) && .isNot(.clones),
      "only reading what is public goes without a credential"),
    strike(
      "only-public-things-go-without-credential", .anonymous,
      when: .any([
        (.is(.clones) || .is(.pulls)) && .isNot(.isPublic),
        .is(.clones) && .lacks("public-repositories-need-no-credential"),
        .all([.is(.pulls), .is(.isContainer), .lacks("public-container-images-need-no-credential")]),
      ]),
      "only what is public goes without a credential"),
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
      "job-has-a-token-anyway", .anonymous, basis: .guidance,
      when: .all([.is(.clones), .is(.runsInActions), .is(.ownRepository)]),
      "the job has a token for its own repository anyway"),
  ]

  private static let jobTokenStrikes: [Rule] = [
    strike(
      "job-token-ends-with-its-job", .githubToken,
      when: .isNot(.runsInActions) && .lacks("job-tokens-work-outside-actions"),
      "`GITHUB_TOKEN` exists only inside a job of a workflow of this organization"),
    strike(
      "job-token-reaches-its-own-repository", .githubToken,
      when: .all([
        .is(.isRepositoryAccess), .isNot(.ownRepository), .not(.is(.clones) && .is(.isPublic)),
        .lacks("job-tokens-reach-other-repositories"),
      ]),
      "`GITHUB_TOKEN` reaches the workflow's own repository and no other"),
    strike(
      "job-token-administers-nothing", .githubToken,
      when: (.is(.administers) || .is(.isOrganizationAccess)) && .lacks("job-tokens-administer"),
      "no key of `permissions:` gives `GITHUB_TOKEN` this"),
    strike(
      "container-registry-refuses-job-tokens", .githubToken,
      when: .all([
        .is(.isPackageAccess), .is(.isContainer), .lacks("container-registry-accepts-job-tokens"),
      ]),
      "on that day the container registry refuses `GITHUB_TOKEN`"),
    strike(
      "job-token-starts-no-workflows", .githubToken,
      when: .is(.mustTriggerWorkflows) && .lacks("job-token-events-start-workflows"),
      "what `GITHUB_TOKEN` does starts no workflows without approval"),
    strike(
      "job-token-changes-no-workflow-files", .githubToken,
      when: .is(.changesWorkflowFiles) && .lacks("job-tokens-change-workflow-files"),
      "`GITHUB_TOKEN` cannot change files under `.github/workflows`"),
    strike(
      "job-token-publishes-to-its-own-owner", .githubToken,
      when: .all([
        .is(.publishes) || .is(.deletes), .is(.otherOrganization),
        .lacks("job-tokens-publish-to-other-owners"),
      ]),
      "`GITHUB_TOKEN` publishes and deletes only under its own owner"),
    strike(
      "job-token-reaches-no-package-elsewhere", .githubToken,
      when: .all([
        .is(.pulls), .is(.otherOrganization), .not(.isOpenToJobs),
        .lacks("job-tokens-reach-packages-of-other-organizations"),
      ]),
      "`GITHUB_TOKEN` reaches no private package of another organization"),
    strike(
      "registry-grants-no-other-repository", .githubToken,
      when: .all([
        .is(.isPackageAccess), .isNot(.otherOrganization), .not(.hasGrants), .isNot(.linkedToOwnRepository),
        .not(.isOpenToJobs),
      ]),
      "packages of this registry cannot grant a repository other than their own"),
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
      "fine-grained-pats-reach-nothing-internal", .fineGrainedPAT,
      when: .all([
        .is(.isRepositoryAccess), .is(.isInternal), .lacks("fine-grained-pats-reach-internal-resources"),
      ]),
      "fine-grained PATs do not reach internal repositories"),
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
