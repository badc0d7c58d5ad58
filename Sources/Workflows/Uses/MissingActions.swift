extension RepositoryTree {
  /// The folders of local actions that its files use and that it does not hold yet.
  package var missingActions: [String] {
    let folders = stepLists.joined().compactMap { step -> String? in
      guard case .local(let path) = step.action?.target else { return nil }
      return path
    }
    return Set(folders).filter { action(in: $0) == nil }.sorted()
  }
}

extension RepositoryTrees {
  /// The actions that a repository uses of those of them that do not hold them yet: by name, and in a folder that a
  /// step checks out.
  func missingActions(of tree: RepositoryTree) -> [OtherCheckout] {
    let uses = tree.stepLists.flatMap { steps -> [OtherCheckout] in
      let scope = UseScope(tree: tree, trees: self)
      let checkouts = steps.compactMap { scope.checkout($0) }
      return steps.compactMap(\.action).flatMap { wanted($0, checkouts) }
    }
    return uses.filter { use in self.tree(use.owner, use.name).map { $0.action(in: use.path) == nil } ?? false
    }
  }

  private func wanted(_ use: ActionUse, _ checkouts: [OtherCheckout]) -> [OtherCheckout] {
    switch use.target {
    case .repository(let owner, let name, let path, _): [.init(owner: owner, name: name, path: path)]
    case .local(let folder):
      checkouts.compactMap { checkout in
        checkout.inside(folder).map { .init(owner: checkout.owner, name: checkout.name, path: $0) }
      }
    default: []
    }
  }
}
