extension Circumstance {
  /// The circumstance as a clause: `it runs in GitHub Actions of this organization`.
  package var clause: String {
    switch self {
    case .runsInActions: "it is a workflow of this organization"
    case .runsPullRequestsInEnvironment: "its job has an environment and runs for pull requests"
    case .isForeignWorkflow: "it is a workflow of another organization or host"
    case .isUpdater: "it is Dependabot's updater"
    case .isCodespace: "it is a codespace"
    case .startsFromPublicRepository: "a repository that the codespace starts from is or may be public"
    case .runsForForks: "it runs for pull requests from forks"
    case .runsForDependabot: "it runs for Dependabot"
    case .isPackageAccess: "it is about a package"
    case .isRepositoryAccess: "it is about a repository"
    case .isOrganizationAccess: "it is about the organization"
    case .pulls: "it pulls a package"
    case .publishes: "it publishes a package"
    case .deletes: "it deletes package versions"
    case .clones: "it clones"
    case .pushes: "it pushes"
    case .opensPullRequest: "it opens a pull request"
    case .merges: "it merges a pull request"
    case .writesBranches: "it writes to a branch or a tag"
    case .administers: "it administers the repository"
    case .managesMembers: "it manages the organization's members"
    case .managesSecretsOrRunners: "it manages the organization's secrets or runners"
    case .readsAuditLog: "it reads the audit log"
    case .isGitOnly: "it is Git only (clone or push)"
    case .onlyReads: "it changes nothing"
    case .mustTriggerWorkflows: "what it does must start other workflows without anyone's approval"
    case .causesEvents: "what it does causes events that could start workflows"
    case .changesWorkflowFiles: "it changes files under `.github/workflows`"
    default: targetClause
    }
  }

  private var targetClause: String {
    switch self {
    case .ownRepository: "the target is the workflow's own repository"
    case .otherOrganization: "the target belongs to another organization"
    case .sameEnterprise: "both organizations are of the same enterprise"
    case .isPublic: "the target is public"
    case .isInternal: "the target is internal"
    case .isContainer: "the registry is the container registry"
    case .isNPM: "the registry is npm"
    case .isNuGet: "the registry is NuGet"
    case .isRubyGems: "the registry is RubyGems"
    case .isMavenOrGradle: "the registry is Maven or Gradle"
    case .linkedToOwnRepository: "the package is linked to the workflow's repository"
    case .linkedToNothing: "the package is linked to no repository"
    case .inheritanceIsOff: "the package does not inherit access from its repository"
    case .repositoryIsGranted:
      "the package grants the workflow's repository enough under \"Manage Actions access\""
    case .repositoryIsGrantedAdmin: "the package grants the workflow's repository Admin"
    default: organizationClause
    }
  }

  private var organizationClause: String {
    switch self {
    case .deployKeysForbidden: "the target's organization forbids deploy keys"
    case .deployKeysAreSaid: "the description says whether deploy keys are allowed"
    case .classicPATsForbidden: "the target's organization forbids classic PATs"
    case .classicPATBanIsComing: "the target's organization will forbid classic PATs"
    case .fineGrainedPATsForbidden: "the target's organization forbids fine-grained PATs"
    case .fineGrainedPATsNeedApproval: "the target's organization approves each fine-grained PAT"
    case .appsForbidden: "policy forbids GitHub Apps"
    case .appsPreferred: "policy prefers GitHub Apps"
    case .followsGitHubDocs: "the profile is `github-docs`"
    case .actionsMayCreatePullRequests: "workflows may create pull requests here"
    case .workflowsWriteByDefault: "workflows without `permissions:` get a token that writes"
    case .membersReachRepositories: "members reach every repository by the base permission"
    case .onGHES: "the product is GitHub Enterprise Server"
    case .onGHECom: "the product is GHE.com"
    case .privateModeIsOn: "the server is in private mode"
    case .hasEnterprisePlan: "the organization has the enterprise plan"
    case .hasManagedUsers: "users are managed by the enterprise"
    case .hasSAMLSSO: "the organization uses SAML single sign-on"
    default: holderClause
    }
  }

  private var holderClause: String {
    switch self {
    case .holderIsOutsideCollaborator: "the machine user is an outside collaborator there"
    case .holderIsProposed: "no described machine user fits"
    case .holderIsOwner: "the machine user is an owner of the organization"
    case .noAppIsDescribed: "no described App serves"
    case .appLacksRepository: "the App is not installed on the repository"
    case .appLacksPermission: "the App lacks the permission"
    case .appWouldGainWrite: "the App only reads and would be given a write permission"
    case .foreignAppServes: "an App has what it takes, whose key nobody here has"
    default: rawValue
    }
  }
}
