package import SourceText

/// One repository as it lies on a disk: its name, and its workflow and action files, read.
package struct RepositoryTree: Sendable {
  /// The login of the owner; empty where unknown.
  package let owner: String
  package let name: String
  /// Sorted by path.
  package let workflows: [WorkflowFile]
  /// Sorted by path.
  package let actions: [ActionFile]
  /// Whether it has a configuration of Dependabot.
  package let hasDependabot: Bool
  /// Its configurations of GoReleaser.
  package let releasers: [GoReleaserFile]
  /// Its trust policies of octo-sts, sorted by path.
  package let policies: [TrustPolicyFile]

  package init(
    owner: String, name: String, workflows: [WorkflowFile], actions: [ActionFile],
    hasDependabot: Bool = false, releasers: [GoReleaserFile] = [], policies: [TrustPolicyFile] = []
  ) {
    self.owner = owner
    self.name = name
    self.workflows = workflows.sorted { $0.path < $1.path }
    self.actions = actions.sorted { $0.path < $1.path }
    self.hasDependabot = hasDependabot
    self.releasers = releasers
    self.policies = policies.sorted { $0.path < $1.path }
  }

  /// The same of another owner.
  package func owned(by owner: String) -> RepositoryTree {
    RepositoryTree(
      owner: owner, name: name, workflows: workflows, actions: actions, hasDependabot: hasDependabot,
      releasers: releasers, policies: policies)
  }

  /// The action in a folder, as `uses: ./FOLDER` names it.
  package func action(in folder: String) -> ActionFile? { actions.first { $0.folder == folder } }

  /// The workflow at a path inside the repository.
  package func workflow(at path: String) -> WorkflowFile? { workflows.first { $0.path == path } }

  /// Its workflow and action files, what they follow, and its trust policies.
  package var files: [SourceFileID] {
    workflows.map(\.file) + actions.map(\.file) + releasers.map(\.file) + policies.map(\.file)
  }

  /// The steps of each job and each composite action.
  var stepLists: [[WorkflowStep]] { workflows.flatMap { $0.jobs.map(\.steps) } + actions.map(\.steps) }

  /// Whether an owner and a name are its own, compared without regard to case.
  package func isItself(_ owner: String, _ name: String) -> Bool {
    owner.lowercased() == self.owner.lowercased() && name.lowercased() == self.name.lowercased()
  }

  /// The path of the workflow that a job calls, where it is one of this repository.
  package func target(_ call: WorkflowCall) -> String? {
    switch call.target {
    case .local(let path): path
    case .repository(let owner, let name, let path, _) where isItself(owner, name): path
    case .repository, .image, .unknown: nil
    }
  }
}
