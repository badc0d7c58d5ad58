/// A file that a use leads to.
struct Followed<File> {
  let file: File
  /// The repository that it stands in.
  let home: RepositoryTree
  /// How it was named, `acme/shared/.github/workflows/push.yml@v1`, where that is a version that the checkout need not
  /// have; nil for a file of the same version.
  let version: String?
}

extension UseScope {
  /// The action that a step uses, where its file was read.
  ///
  /// `./path` is in the workspace: in the repository that the workflow runs in, whoever wrote the step.
  func action(_ use: ActionUse) -> Followed<ActionFile>? {
    switch use.target {
    case .local(let folder):
      tree.action(in: folder).map { Followed(file: $0, home: tree, version: nil) }
        ?? checkedOutAction(folder, use)
    case .repository:
      trees.action(use.target).map { Followed(file: $0.file, home: $0.tree, version: use.uses.text) }
    case .image, .unknown: nil
    }
  }

  /// An action in another repository that a step of the same job checks out.
  private func checkedOutAction(_ folder: String, _ use: ActionUse) -> Followed<ActionFile>? {
    for checkout in steps.compactMap({ self.checkout($0) }) {
      guard let inner = checkout.inside(folder), let tree = trees.tree(checkout.owner, checkout.name),
        let file = tree.action(in: inner)
      else { continue }
      return Followed(file: file, home: tree, version: use.uses.text)
    }
    return ownAction(folder)
  }

  /// An action of the workflow's own repository that a step checks out into a folder.
  private func ownAction(_ folder: String) -> Followed<ActionFile>? {
    for step in steps {
      guard let use = step.action, use.target.actionName == "actions/checkout",
        use.inputs["repository"] == nil,
        let path = use.inputs["path"].flatMap({ texts(of: $0).first }), !path.isEmpty
      else { continue }
      let plain = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      let place = OtherCheckout(owner: tree.owner, name: tree.name, path: plain)
      guard let inner = place.inside(folder), let file = tree.action(in: inner) else { continue }
      return Followed(file: file, home: tree, version: use.inputs["ref"]?.text)
    }
    return nil
  }

  /// The workflow that a job calls, where its file was read.
  func workflow(_ call: WorkflowCall) -> Followed<WorkflowFile>? {
    trees.workflow(call, in: home).map { found in
      Followed(
        file: found.file, home: found.tree, version: home.target(call) == nil ? call.uses.text : nil)
    }
  }
}

/// Another repository with a folder: where a step puts it in the workspace, or what is wanted of it.
struct OtherCheckout {
  let owner: String
  let name: String
  /// Of the workspace or of it, without a slash at the end; empty for the workspace itself.
  let path: String

  /// A folder of the workspace as one of the repository; nil where it is not in it.
  func inside(_ folder: String) -> String? {
    if path.isEmpty { return folder }
    if folder == path { return "" }
    return folder.hasPrefix(path + "/") ? String(folder.dropFirst(path.count + 1)) : nil
  }
}

extension UseScope {
  /// What a step checks out, where that is another repository and the file tells which.
  func checkout(_ step: WorkflowStep) -> OtherCheckout? {
    guard let use = step.action, use.target.actionName == "actions/checkout",
      let repository = use.inputs["repository"].flatMap({ texts(of: $0).first })
    else { return nil }
    let parts = repository.split(separator: "/").map(String.init)
    guard parts.count == 2, !repository.contains(Self.unknown) else { return nil }
    let path = use.inputs["path"].flatMap { texts(of: $0).first } ?? ""
    return OtherCheckout(
      owner: parts[0], name: parts[1],
      path: path.split(separator: "/").filter { $0 != "." }.joined(separator: "/"))
  }
}
