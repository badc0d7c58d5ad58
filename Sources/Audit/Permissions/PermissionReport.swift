package import Catalog
package import SourceText
package import Workflows

/// Which permissions the jobs of workflow files need.
package struct PermissionReport: Sendable {
  /// The jobs of one workflow file, in its order.
  package struct File: Sendable {
    package let id: SourceFileID
    package let workflow: WorkflowFile
    package let jobs: [JobPermissions]
  }

  /// In the order in which they were given.
  package let files: [File]
  package let sources: SourceFiles
  /// What is wrong with the files themselves.
  package let diagnostics: [Diagnostic]

  /// Reads every workflow; local actions and called workflows are followed where they are among the files.
  ///
  /// - Parameters:
  ///   - inputs: besides workflows and actions the `.git/config` of each checkout, which says whose it is.
  ///   - catalog: what is known of GitHub's API, of actions and of programs.
  package init(_ inputs: [Auditor.Input], knowing catalog: Catalog) {
    var sources = SourceFiles()
    let named = inputs.map { (id: sources.add($0.file), input: $0) }
    let (checkouts, problems) = Checkout.read(sources)
    let trees = RepositoryTrees(checkouts.map(\.tree))
    var (files, diagnostics) = ([File](), problems)
    let homes = Dictionary(
      checkouts.flatMap { checkout in checkout.tree.workflows.map { ($0.file, (checkout.tree, $0)) } },
      uniquingKeysWith: { first, _ in first })
    for (id, input) in named where input.isSubject {
      if let (tree, workflow) = homes[id] {
        files.append(File(id, workflow, tree.named, trees, catalog))
        continue
      }
      // A file by itself.
      let reading = WorkflowReader.read(input.file, as: id, path: input.path)
      guard case .workflow(let workflow)? = reading.source else { continue }
      diagnostics += reading.diagnostics
      files.append(File(id, workflow, WorkflowUses.unnamed, trees, catalog))
    }
    (self.files, self.sources, self.diagnostics) = (files, sources, diagnostics)
  }

  package var jobs: [JobPermissions] { files.flatMap(\.jobs) }
}

extension PermissionReport.File {
  fileprivate init(
    _ id: SourceFileID, _ workflow: WorkflowFile, _ tree: RepositoryTree, _ trees: RepositoryTrees,
    _ catalog: Catalog
  ) {
    let uses = UseReader.read(workflow, in: tree, among: trees, knowing: catalog)
    self.init(
      id: id, workflow: workflow, jobs: workflow.jobs.map { JobPermissions($0, of: workflow, uses) })
  }

  /// The changes that write the permissions of each job; none where a job could not be told, or where callers decide.
  ///
  /// A permission that a step needs only with some alternatives is written as the report shows it.
  package func edits(in file: SourceFile) -> [TextEdit] {
    guard workflow.interface == nil, !workflow.isOnlyCalled, jobs.allSatisfy(\.isExact) else { return [] }
    return jobs.filter { !$0.isAsToday }.flatMap { $0.edits(in: file) }
  }
}

extension RepositoryTree {
  /// The same with names, where nothing says which it is: what the file calls its own is told by them.
  fileprivate var named: RepositoryTree {
    let unnamed = WorkflowUses.unnamed
    if !owner.isEmpty, !name.isEmpty { return self }
    return RepositoryTree(
      owner: owner.isEmpty ? unnamed.owner : owner, name: name.isEmpty ? unnamed.name : name,
      workflows: workflows, actions: actions, hasDependabot: hasDependabot, releasers: releasers)
  }
}

// MARK: - Writing

extension JobPermissions {
  /// The changes that write what the job needs: in what it has, or as its own; none where it cannot be told how.
  fileprivate func edits(in file: SourceFile) -> [TextEdit] {
    guard let own = job.permissions else { return job.stating(levels, in: file).map { [$0] } ?? [] }
    // An anchor or an alias gives the value to others too.
    if let first = file.bytes.dropFirst(Int(own.range.start)).first, "&*".utf8.contains(first) { return [] }
    let change = TreeChange(at: ["jobs", job.id, "permissions"], .mapping(levels.mapValues(\.rawValue)))
    let starts = own.entries.map { file.yamlLineStart(at: Int($0.nameRange.start)) }
    let indents = zip(own.entries, starts).map { file.text($1..<Int($0.nameRange.start)) }
    let isBlock = !own.entries.isEmpty && indents.allSatisfy { $0.allSatisfy { $0 == " " } }
    if isBlock, own.entries.contains(where: { levels[$0.name] != nil }) {
      return lineEdits(own, change, in: file)
    }
    let lines = levels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
    if isBlock && !lines.isEmpty { return [] }
    return [TextEdit(own.range, lines.isEmpty ? "{}" : "{\(lines.joined(separator: ", "))}", change)]
  }

  /// Line by line, so that comments stay: levels that differ, lines that go, and new ones at the end.
  private func lineEdits(_ own: TokenPermissions, _ change: TreeChange, in file: SourceFile) -> [TextEdit] {
    var edits: [TextEdit] = []
    var last: TokenPermissions.Entry?
    for entry in own.entries {
      let newline = file.newline(after: Int(entry.nameRange.start))
      if let level = levels[entry.name] {
        last = entry
        if entry.level != level { edits.append(TextEdit(entry.levelRange, level.rawValue, change)) }
      } else {
        let start = file.yamlLineStart(at: Int(entry.nameRange.start))
        let end = min(file.yamlLineEnd(at: Int(entry.levelRange.end)) + newline.utf8.count, file.bytes.count)
        edits.append(
          TextEdit(SourceRange(file: own.range.file, start: UInt32(start), end: UInt32(end)), "", change))
      }
    }
    guard let last else { return edits }
    let added = levels.filter { level in !own.entries.contains { $0.name == level.key } }
    let indent = file.text(file.yamlLineStart(at: Int(last.nameRange.start))..<Int(last.nameRange.start))
    let lines = added.sorted { $0.key < $1.key }.map { "\(indent)\($0.key): \($0.value.rawValue)" }
    if lines.isEmpty { return edits }
    let newline = file.newline(after: Int(last.nameRange.start))
    let place = UInt32(file.yamlLineEnd(at: Int(last.levelRange.end)))
    let text = lines.map { newline + $0 }.joined()
    return edits + [TextEdit(SourceRange(file: own.range.file, start: place, end: place), text, change)]
  }
}
