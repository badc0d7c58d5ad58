import Catalog
import OrganizationModel
import SourceText
import Workflows

extension Auditor {
  /// Every file, held against all checks and a description; on all cores, in the order of the files.
  ///
  /// - Parameters:
  ///   - inputs: besides workflows and actions the `.git/config`, `.github/dependabot.yml` and `.goreleaser.yaml` of each
  ///     checkout, which say whose it is and what is at work in it.
  ///   - repository: `owner/name` or `name`: that of all files, whatever their folders say.
  package func audit(
    _ inputs: [Input], against description: AuditedDescription, as repository: String? = nil
  ) async -> Outcome {
    var files = description.files
    let named = inputs.map { NamedInput(id: files.add($0.file), input: $0) }
    let read = await named.filter(\.input.isSubject).mapInParallel(chunk: 8) {
      ReadInput(input: $0, self.read($0))
    }
    let sources = Dictionary(
      read.compactMap { read in read.reading.source.map { (read.input.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    let checkouts =
      repository.map { [Checkout(one: $0, named, sources)] } ?? Checkout.sorted(files, sources)
    let homes = CheckoutHomes(
      checkouts, description, unread: read.filter { !$0.isWhole }.map(\.input.file.path), knowing: catalog)
    let ignored = IgnoredFindings(description, known: known)
    let organization = AuditedOrganization(description: description, checkouts: homes.checkouts)
    let called = CalledWorkflows(
      await read.mapInParallel(chunk: 8) { read in
        let input = read.input.input
        return CalledWorkflows.mayAdd(input.file)
          ? CalledWorkflows.part(read.reading.source, input, knowing: catalog) : nil
      }.compactMap(\.self))
    let looked =
      await read.mapInParallel(chunk: 8) { look(at: $0, homes, ignored, called) }
      + lookAcross(organization, ignored, in: files)
    let placed = Set(checkouts.flatMap(\.tree.files))
    let strays = read.filter { $0.reading.source != nil && !placed.contains($0.input.id) }
    let problems =
      strays.map(Diagnostic.stray) + homes.problems + ignored.problems
      + ignored.unused(looked, in: organization)
    return outcome(
      looked + [Looked(diagnostics: problems)], in: files,
      descriptionCount: description.files.files.count, count: read.count)
  }

  /// A file, and what was read of it.
  struct ReadInput: Sendable {
    let input: NamedInput
    let reading: WorkflowReader.Reading

    init(input: NamedInput, _ reading: WorkflowReader.Reading) {
      self.input = input
      self.reading = reading
    }

    /// Whether nothing of it was left out, and no other file of its repository.
    var isWhole: Bool { reading.source != nil && !reading.diagnostics.hasErrors && !input.input.isAlone }
  }

  private func look(
    at read: ReadInput, _ homes: CheckoutHomes, _ ignored: IgnoredFindings, _ called: CalledWorkflows
  ) -> Looked {
    guard let source = read.reading.source else { return Looked(diagnostics: read.reading.diagnostics) }
    let home = homes[read.input.id]
    let file = AuditedFile(
      source, read.input.input, described: home?.workflow, policy: home?.policy, among: called,
      knowing: catalog)
    let looked = look(at: file, read.input.id, read.reading.diagnostics)
    return ignored.dropping(looked, home?.repository?.name, home?.name)
  }

  /// The checks of the whole; their findings stand in the description.
  private func lookAcross(
    _ organization: AuditedOrganization, _ ignored: IgnoredFindings, in files: SourceFiles
  ) -> [Looked] {
    let findings = checks.flatMap { check -> [Finding] in
      if case .organization(let find) = check.look { find(organization) } else { [] }
    }
    let byFile = Dictionary(grouping: findings, by: \.range.file)
    return organization.description.files.files.indices.map { index in
      let id = SourceFileID(index: UInt32(index))
      return ignored.dropping(suppressing(byFile[id] ?? [], in: files[id], id, isDescribed: true), nil, nil)
    }
  }
}

extension Checkout {
  /// One checkout of all files.
  fileprivate init(
    one repository: String, _ inputs: [Auditor.NamedInput], _ sources: [SourceFileID: WorkflowSource]
  ) {
    let parts = repository.split(separator: "/", maxSplits: 1).map(String.init)
    var (workflows, actions, policies) = ([WorkflowFile](), [ActionFile](), [TrustPolicyFile]())
    for input in inputs {
      switch sources[input.id] {
      case .workflow(let workflow)?: workflows.append(workflow)
      case .action(let action)?: actions.append(action)
      case .policy(let policy)?: policies.append(policy)
      case nil: continue
      }
    }
    self.init(
      folder: "",
      tree: RepositoryTree(
        owner: parts.count == 2 ? parts[0] : "", name: parts.last ?? "", workflows: workflows,
        actions: actions,
        hasDependabot: inputs.contains { $0.input.path.hasPrefix(".github/dependabot.") },
        releasers: inputs.filter { GoReleaserFile.isPath($0.input.path) }.flatMap {
          GoReleaserFile.read($0.input.file, as: $0.id, path: $0.input.path)
        }, policies: policies))
  }
}

/// Which described repository and workflow each file is.
struct CheckoutHomes: Sendable {
  /// Where one file is at home.
  struct Home: Sendable {
    let repository: Repository?
    /// Nil for an action, and for a workflow that is only called.
    let workflow: DescribedWorkflow?
    /// The key of the workflow in the description; nil for an action.
    let name: Name?
    /// What was decided that a trust policy gives; nil for any other file, and for a policy that nothing needs.
    var policy: DecidedTrustPolicy?
  }

  private var homes: [SourceFileID: Home] = [:]
  /// Those of described repositories, by name.
  private(set) var checkouts: [AuditedOrganization.Checkout] = []
  /// Checkouts of which nobody knows whose they are, or that are another organization's.
  private(set) var problems: [Diagnostic] = []

  /// - Parameter unread: the paths of files that could not be read whole.
  init(_ checkouts: [Checkout], _ description: AuditedDescription, unread: [String], knowing catalog: Catalog)
  {
    let trees = RepositoryTrees(checkouts.map(\.tree), owner: description.organization.name.text)
    for checkout in checkouts where !checkout.tree.isEmpty {
      let prefix = checkout.folder.isEmpty ? "" : checkout.folder + "/"
      add(checkout, description, among: trees, isWhole: !unread.contains { $0.hasPrefix(prefix) }, catalog)
    }
    self.checkouts.sort { $0.repository.name < $1.repository.name }
  }

  subscript(id: SourceFileID) -> Home? { homes[id] }

  private mutating func add(
    _ checkout: Checkout, _ description: AuditedDescription, among trees: RepositoryTrees, isWhole: Bool,
    _ catalog: Catalog
  ) {
    let name = checkout.tree.name
    if name.isEmpty { return problems.append(.nameless(checkout)) }
    guard description.isOurs(checkout.tree.owner.isEmpty ? nil : checkout.tree.owner) else {
      return problems.append(.foreign(checkout, description.organization.name))
    }
    let tree = checkout.tree.known(as: description.organization.name.text)
    let workflows = tree.workflows.map {
      DescribedWorkflow(description, $0, in: tree, among: trees, knowing: catalog)
    }
    let repository = description.organization.repositories[Name(name)]
    for workflow in workflows {
      // What is only called stands with its callers: its secrets are theirs.
      homes[workflow.file.file] = Home(
        repository: repository, workflow: workflow.file.isOnlyCalled ? nil : workflow,
        name: workflow.workflow?.name)
    }
    for action in tree.actions {
      homes[action.file] = Home(repository: repository, workflow: nil, name: nil)
    }
    for policy in tree.policies {
      homes[policy.file] = Home(
        repository: repository, workflow: nil, name: nil,
        policy: DecidedTrustPolicy(policy.name, in: tree, of: description.decisions))
    }
    guard let repository else { return }
    checkouts.append(.init(repository: repository, tree: tree, workflows: workflows, isWhole: isWhole))
  }
}

extension RepositoryTree {
  fileprivate var isEmpty: Bool { workflows.isEmpty && actions.isEmpty && policies.isEmpty }

  /// The same of an owner, where its own is not known.
  fileprivate func known(as organization: String) -> RepositoryTree {
    owner.isEmpty ? owned(by: organization) : self
  }
}

extension Diagnostic {
  fileprivate static func stray(_ read: Auditor.ReadInput) -> Diagnostic {
    Diagnostic(
      "unknown-repository", .warning,
      "can't tell the repository of `\(read.input.file.path)`, so it isn't checked against the description",
      at: nil, help: "set it with `--repository`")
  }

  fileprivate static func nameless(_ checkout: Checkout) -> Diagnostic {
    Diagnostic(
      "unknown-repository", .warning,
      "can't tell which repository `\(checkout.shownFolder)` is, so it isn't checked against the description",
      at: nil,
      help: "set it with `--repository`")
  }

  fileprivate static func foreign(_ checkout: Checkout, _ organization: Name) -> Diagnostic {
    Diagnostic(
      "other-organization", .warning,
      "`\(checkout.shownFolder)` is `\(checkout.tree.owner)/\(checkout.tree.name)`, which isn't a repository of `\(organization)`, so it isn't checked against the description",
      at: nil, help: "if it is a fork or a mirror, set the repository with `--repository`")
  }
}

extension Checkout {
  fileprivate var shownFolder: String { folder.isEmpty ? "." : folder }
}
