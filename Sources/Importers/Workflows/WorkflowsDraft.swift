import OrganizationModel

/// What workflow files tell of an organization: proposals, each with its place, and what is left to ask.
struct WorkflowsDraft {
  let organization: String
  var repositories: [Name: Repository] = [:]
  /// By key.
  var packages: [Name: Package] = [:]
  /// By the name of the secret.
  var credentials: [Name: Credential] = [:]
  /// By name.
  var apps: [Name: App] = [:]
  /// Secrets whose use the files do not tell, with the workflows that use them.
  var otherSecrets: [Name: Set<String>] = [:]
  /// Services that are not GitHub, by the key that credentials refer to.
  var services: [Name: Service] = [:]

  struct Service {
    /// What it is where it has no record of its own: `other`, `signing-key`.
    let kind: String?
  }

  struct Repository {
    var environments: Set<String> = []
    var workflows: [Workflow] = []
    /// Where it was seen, of a repository without a checkout.
    var seenAt: String?
  }

  struct Workflow {
    let key: String
    let path: String
    var triggers: [String] = []
    var forks: Bool?
    var dependabot: Bool?
    var selfHosted: Bool?
    /// That of every job, where no need tells it.
    var environment: String?
    var needs: [Need] = []
    var others: [OtherUse] = []
    var questions: [String] = []

    /// Whether a description must say the path.
    var hasOwnPath: Bool { path != ".github/workflows/\(key).yml" }
  }

  /// A proposed need.
  struct Need {
    /// `publish package web`.
    let text: String
    /// What `api` calls; nil for any other verb.
    var api: Calls?
    let environment: String?
    /// Whether what it does today starts other workflows.
    let startsWorkflows: Bool
    /// `.github/workflows/ci.yml:12`.
    let place: String
    /// `high`, `medium` or `low`.
    let confidence: String
    /// What it is done with today; nil where unknown.
    let today: String?

    /// As a need that is read names itself, `api repository web (issues: write)`.
    var identity: String { text + (api.map { " (\($0.words))" } ?? "") }
  }

  /// What a need `api` calls.
  struct Calls {
    /// Sorted; empty where the permissions stand in their place.
    var endpoints: Set<String>
    /// `issues: write`, sorted.
    let permissions: [(name: String, level: String)]

    var words: String { permissions.map { "\($0.name): \($0.level)" }.joined(separator: ", ") }
  }

  /// A use of a credential in words.
  struct OtherUse {
    let words: String
    /// The key of `credentials`.
    let credential: Name
    let place: String
    let confidence: String
  }

  struct Package {
    let registry: Registry
    let name: String
    /// Nil for this organization.
    let owner: String?
    /// The repository whose job token publishes it: GitHub links a package to that.
    var publishers: Set<String> = []
    let place: String
  }

  struct Credential {
    /// The kinds that its uses tell.
    var kinds: Set<ExistingCredentialKind> = []
    /// `repository/workflow`.
    var usedBy: Set<String> = []
    /// The App whose key it is.
    var holder: Name?
    /// Whose it is, where that is not GitHub.
    var service: OfService?

    /// What tells that it belongs to a service.
    struct OfService {
      /// A key of `services`.
      let key: Name
      /// Whether it is no secret.
      let isIdentifier: Bool
      /// Where that was seen, `ci.yml:12`.
      let place: String
      /// `high`, `medium` or `low`.
      let confidence: String
    }

    var kind: ExistingCredentialKind { kinds.count == 1 ? kinds.first ?? .unknown : .unknown }
  }
}
