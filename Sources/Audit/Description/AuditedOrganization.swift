import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A described organization with the checkouts that were looked at.
package struct AuditedOrganization: Sendable {
  /// A described repository as it lies on the disk.
  struct Checkout: Sendable {
    let repository: Repository
    let tree: RepositoryTree
    let workflows: [DescribedWorkflow]
    /// Whether every file of it could be read.
    let isWhole: Bool

    /// Whether a file of it names a secret, in upper case, or takes secrets in a way that may be any.
    func uses(_ secret: String) -> Bool {
      workflows.contains { workflow in
        workflow.takesAny || workflow.uses.uses.contains { $0.credential.names(secret) }
      }
    }

    /// Whether a job of one environment names a secret; a job of an environment whose name the file does not tell may be, and
    /// one without an environment is meant to be: there the secret is empty, but not unused.
    func uses(_ secret: String, in environment: Name) -> Bool {
      workflows.contains { workflow in
        workflow.takesAny
          || workflow.uses.uses.contains { use in
            let job = use.job.flatMap(workflow.file.job)
            let isCall = job?.call != nil
            let name = job?.environment?.name.literal.map { Name($0) } ?? environment
            return use.credential.names(secret) && (isCall || use.job == nil || name == environment)
          }
      }
    }
  }

  let description: AuditedDescription
  /// Sorted by the names of the repositories.
  let checkouts: [Checkout]

  /// The checkout of a repository; nil where there is none, or not all of it could be read.
  func whole(_ repository: Name) -> Checkout? {
    checkouts.first { $0.repository.name == repository && $0.isWhole }
  }

  /// The checkouts of every repository that sees a secret, archived ones apart; nil where one was not looked at.
  func seers(_ visibility: SecretVisibility) -> [Checkout]? {
    let organization = description.organization
    let names = organization.repositories.filter {
      !$0.archived && visibility.reaches($0.name, of: organization)
    }
    let found = names.compactMap { whole($0.name) }
    return found.count == names.count && !names.isEmpty ? found : nil
  }
}

extension DescribedWorkflow {
  /// Whether it may use a secret that it does not name: it hands all on, or works the name out.
  fileprivate var takesAny: Bool {
    uses.uses.contains { $0.credential == .allSecrets || $0.credential == .computedSecret }
      || file.jobs.contains { job in
        if case .inherit? = job.call?.secrets { true } else { false }
      }
  }
}

extension CredentialSource {
  /// Whether it is a secret, or is made of one.
  fileprivate func names(_ secret: String) -> Bool {
    switch self {
    case .secret(let name): name == secret
    case .appToken(let mint): mint.key == secret || mint.app?.uppercased() == "SECRETS.\(secret)"
    case .allSecrets, .computedSecret: true
    case .jobToken, .federated: false
    }
  }
}
