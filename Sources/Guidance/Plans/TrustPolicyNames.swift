package import OrganizationModel

extension Organization {
  /// The environment of the job that needs something: the need's, else the workflow's. Nil of what is no workflow.
  package func environment(of need: Need, in automation: AutomationID) -> Name? {
    guard case .workflow(let repository, let workflow) = automation else { return nil }
    return need.environment ?? repositories[repository]?.workflows[workflow]?.environment
  }
}

/// What the trust policies of a broker are called: `web-ci` of `.github/chainguard/web-ci.sts.yaml`.
///
/// A policy names one subject, so that the jobs of a workflow in another environment have one of their own.
package struct TrustPolicyNames: Sendable {
  private struct Job: Hashable {
    let automation: AutomationID
    let environment: Name?
  }

  private let names: [Job: String]

  /// Names those of every workflow; none where no broker is described.
  package init(_ organization: Organization) {
    guard organization.apps.contains(where: { $0.broker != nil }) else {
      names = [:]
      return
    }
    let jobs = organization.repositories.flatMap { repository in
      repository.workflows.flatMap { workflow in
        workflow.needs.map {
          Job(
            automation: .workflow(repository: repository.name, workflow: workflow.name),
            environment: $0.environment ?? workflow.environment)
        }
      }
    }
    var names: [Job: String] = [:]
    var taken: Set<String> = []
    for job in jobs where names[job] == nil {
      let base = Slug.kebab(
        [job.automation.description, job.environment?.text].compactMap(\.self).joined(separator: " "))
      let first = base.isEmpty ? "job" : String(base.prefix(80))
      var (name, number) = (first, 1)
      while !taken.insert(name).inserted {
        number += 1
        name = "\(first)-\(number)"
      }
      names[job] = name
    }
    self.names = names
  }

  /// The name for the job that an access is of; nil where no broker is described, and for what is no workflow.
  package func name(_ automation: AutomationID, _ environment: Name?) -> String? {
    names[Job(automation: automation, environment: environment)]
  }
}
