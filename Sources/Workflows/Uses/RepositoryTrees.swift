/// The repositories whose checkouts were read, so that what one uses of another can be followed.
package struct RepositoryTrees: Sendable {
  /// By `owner/name` in lower case.
  private let trees: [String: RepositoryTree]
  /// The workflows that a job calls, `owner/name/path`, owner and name in lower case.
  private let called: Set<String>
  private let owner: String

  /// - Parameter owner: whose a repository is taken to be that does not say.
  package init(_ trees: [RepositoryTree] = [], owner: String = "") {
    self.trees = Dictionary(trees.map { (Self.id($0, owner), $0) }, uniquingKeysWith: { first, _ in first })
    var called: Set<String> = []
    for tree in trees {
      for call in tree.workflows.flatMap(\.jobs).compactMap(\.call) {
        if let target = Self.target(call, Self.id(tree, owner)) { called.insert(target) }
      }
    }
    self.called = called
    self.owner = owner
  }

  private static func id(_ tree: RepositoryTree, _ owner: String) -> String {
    "\(tree.owner.isEmpty ? owner : tree.owner)/\(tree.name)".lowercased()
  }

  private static func target(_ call: WorkflowCall, _ own: String) -> String? {
    switch call.target {
    case .local(let path): "\(own)/\(path)"
    case .repository(let owner, let name, let path, _): "\(owner)/\(name)".lowercased() + "/\(path)"
    case .image, .unknown: nil
    }
  }

  /// The repository of that name, compared without regard to case.
  package func tree(_ owner: String, _ name: String) -> RepositoryTree? {
    trees.isEmpty ? nil : trees["\(owner)/\(name)".lowercased()]
  }

  /// The workflow that a job of a repository calls, with the repository that it stands in.
  package func workflow(_ call: WorkflowCall, in home: RepositoryTree) -> (
    tree: RepositoryTree, file: WorkflowFile
  )? {
    if let path = home.target(call) { return home.workflow(at: path).map { (home, $0) } }
    guard case .repository(let owner, let name, let path, _) = call.target, let tree = tree(owner, name),
      let file = tree.workflow(at: path)
    else { return nil }
    return (tree, file)
  }

  /// The tree and the action that a step names with `owner/name/path@ref`.
  func action(_ target: UsesTarget) -> (tree: RepositoryTree, file: ActionFile)? {
    guard case .repository(let owner, let name, let path, _) = target, let tree = tree(owner, name),
      let file = tree.action(in: path)
    else { return nil }
    return (tree, file)
  }

  /// Whether a job of any of them calls a workflow.
  package func isCalled(_ workflow: WorkflowFile, of tree: RepositoryTree) -> Bool {
    called.contains("\(Self.id(tree, owner))/\(workflow.path)")
  }
}
