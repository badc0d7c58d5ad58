package import OrganizationModel

/// Everything about one access that rules may look at, and nothing else: equal situations have equal outcomes.
///
/// A nil is unknown. What has no meaning for an access (the registry, where it is about a repository) holds a fixed
/// value, so that it is neither unknown nor a difference.
package struct Situation: Hashable, Sendable {
  /// Where the automation runs.
  package enum Place: String, Sendable, CaseIterable, Hashable {
    /// As a workflow of this organization.
    case workflow
    /// As nothing that GitHub runs.
    case outside
    case dependabot, codespaces
    /// As a workflow of another organization or host.
    case actions

    package init(_ place: ConsumerRecord.Place) {
      self =
        switch place {
        case .outside: .outside
        case .dependabot: .dependabot
        case .codespaces: .codespaces
        case .actions: .actions
        }
    }
  }

  /// Where the target is, seen from the automation.
  package enum Relation: String, Sendable, CaseIterable, Hashable {
    /// The workflow's own repository.
    case own
    /// Another thing of this organization.
    case sibling
    case otherOrganization
  }

  /// What a package is linked to, seen from the automation.
  package enum Link: String, Sendable, CaseIterable, Hashable {
    case own
    case sibling
    case none
  }

  /// What a package grants the workflow's repository under "Manage Actions access".
  package enum ActionsGrant: String, Sendable, Hashable, DeclaredOrder {
    case none, read, write, admin
  }

  /// Who would hold a PAT.
  package enum Holder: String, Sendable, CaseIterable, Hashable {
    /// A described machine user that is a member of the target's organization.
    case member
    /// One that is its owner.
    case owner
    case outsideCollaborator
    /// Nobody described fits: a new machine user, a member.
    case proposed
  }

  /// How well the best described App serves.
  package enum AppFit: String, Sendable, CaseIterable, Hashable {
    case serves
    case lacksRepository
    case lacksPermission
    case lacksBoth
    /// It only reads and would be given a write permission.
    case wouldGainWrite
    case none
  }

  /// How well the broker serves that is described.
  package enum BrokerFit: String, Sendable, CaseIterable, Hashable {
    case serves
    /// Its App isn't installed on the repository, or nobody says so.
    case lacksRepository
    /// Nobody says what its App may do.
    case unsaidPermissions
    /// Nobody says what its App may do, nor that it is installed on the repository.
    case unsaidBoth
    /// Its App can't give what is needed.
    case lacksPermission
    case none
  }

  /// Whether a policy forbids classic PATs, on the day and later.
  package enum ClassicPATs: String, Sendable, CaseIterable, Hashable {
    case allowed
    case banIsComing
    case forbidden
  }

  /// What the rules of the branch say that it writes to.
  package enum BranchRules: String, Sendable, CaseIterable, Hashable {
    /// Nobody says whether there are any.
    case unsaid
    case none
    /// They refuse it, unless its credential may pass them.
    case refuse
  }

  package var place: Place = .workflow
  package var verb: Verb
  /// What it calls; nil of every verb but `api`.
  package var api: APICalls?
  package var fromFork = false
  package var triggersWorkflows = false
  package var changesWorkflows = false
  /// Whether a job with an environment runs for `pull_request`.
  package var runsPullRequestsInEnvironment = false
  /// Whether the job has an environment, and runs only once a reviewer has approved it.
  package var waitsForReviewers = false
  /// Whether the job has an environment, and runs on self-hosted runners.
  package var runsInEnvironmentOnOwnRunners = false
  package var runsForForks: Bool? = false
  package var runsForDependabot: Bool? = false

  package var relation: Relation = .own
  package var visibility: Visibility? = .private
  package var registry: Registry? = .container
  package var link: Link? = .own
  package var inheritsAccess = true
  package var actionsGrant: ActionsGrant? = ActionsGrant.none
  /// Whether the target's organization and, of a workflow of another organization, that one are of one enterprise.
  package var sameEnterprise: Bool? = true
  package var branchRules: BranchRules = .unsaid
  /// Whether the repository that it reaches is archived.
  package var targetIsArchived = false
  /// Of a codespace: whether a repository that it starts from is public, or may be.
  package var startsFromPublicRepository = false

  package var profile: Profile = .hybrid
  package var classicPATs: ClassicPATs = .allowed
  package var fineGrainedPATs: FineGrainedPATPolicy = .approval
  package var deployKeys: Switch? = .allowed {
    didSet { deployKeysSaid = deployKeys != nil }
  }
  /// Whether the description itself says so; what it does not say can't be on a day without such a policy.
  package internal(set) var deployKeysSaid = true
  package var apps: AppPolicy = .ifDescribed
  /// Whether workflows may create and approve pull requests; nil only for an access that may hang on it.
  package var actionsCanCreatePullRequests: Bool? = false
  /// Whether a workflow without `permissions:` gets a token that writes everything (G-07).
  package var workflowsWriteByDefault = false
  package var basePermission: Policy.BasePermission? = Policy.BasePermission.none

  package var product: Platform.Product = .githubCom
  package var version: ServerVersion? = ServerVersion(99, 0)
  package var plan: Platform.Plan? = .team
  /// Whether a GHES asks everyone to sign in.
  package var privateMode: Bool? = false
  package var managedUsers = false
  package var samlSSO = false

  package var holder: Holder? = .proposed
  /// How well the best App serves that is described by name; nil where nobody says its permissions.
  package var app: AppFit? = AppFit.none
  /// How well that App may serve; empty where that is said.
  package var possibleAppFits: [AppFit] = []
  /// How well the broker serves that is described.
  package var broker: BrokerFit = .none
  /// Whether an App whose key the automation has, and that the description doesn't name, serves.
  package var unnamedAppServes: Bool? = false
  /// Whether an App has what it takes, whose tokens nobody here can mint.
  package var foreignAppServes = false

  package init(verb: Verb) {
    self.verb = verb
  }

  /// All that is known of what it does.
  package var record: VerbRecord { VerbRecord(verb, api) }

  /// How well the best App serves; nil where that hangs on which App it is that the automation uses, or on what it may do.
  package var appInUse: AppFit? {
    guard let app else { return nil }
    return switch app {
    case .serves, .lacksRepository, .lacksPermission, .lacksBoth: app
    case .wouldGainWrite, .none: unnamedAppServes.map { $0 ? .serves : app }
    }
  }

  /// Whether the best App serves in such a way; nil where that hangs on something unsaid.
  func appServes(_ isSo: (AppFit) -> Bool) -> Bool? {
    guard app == nil else { return appInUse.map(isSo) }
    let answers = Set(possibleAppFits.map(isSo))
    return answers.count == 1 ? answers.first : nil
  }
}
