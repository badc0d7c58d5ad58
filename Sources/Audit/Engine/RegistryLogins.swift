import Catalog
import OrganizationModel
import SourceText
import Workflows

/// A text, and where it stands in the tree of its file.
struct PlacedText {
  let text: WorkflowText
  let path: [String]
}

/// A login to a registry of GitHub, with what its job does there.
struct JobLogin {
  let login: RegistryLogin
  /// `ghcr.io`.
  let host: String
  let list: StepList
  let step: WorkflowStep
  /// Where its credential stands.
  let place: SourceRange
  /// What the job's token needs of `packages` for what the file shows that the job does there.
  let level: PermissionLevel
  /// Whether the job pushes something whose name the file does not tell: it may be there or to another registry.
  let mayPush: Bool
  /// Whether the file shows something that the job does there.
  let isUsed: Bool
  /// Whether what it uses there is its own: of the same owner, or in a registry whose packages belong to a repository of
  /// the same one.
  let isForOwn: Bool
  /// Whether all that it uses there is somebody else's.
  let isForOthers: Bool

  /// The name of the one secret that it signs in with; nil for anything else.
  var secret: String? { login.credential?.secretName }

  /// Whether it was asked for: `ko-build/setup-ko` and `imjasonh/setup-crane` sign in besides.
  var isAskedFor: Bool {
    let name = step.action?.name ?? ""
    return !name.hasSuffix("/setup-ko") && !name.hasSuffix("/setup-crane")
  }

  /// The password where `docker/login-action` is given a secret and nothing else.
  var password: PlacedText? {
    guard step.action?.name == "docker/login-action" else { return nil }
    return input("password").flatMap { $0.text.onlySecret == nil ? nil : $0 }
  }

  var username: PlacedText? { input("username") }

  private func input(_ name: String) -> PlacedText? {
    guard let index = login.step,
      let entry = step.action?.inputs.first(where: { $0.name.lowercased() == name })
    else { return nil }
    return PlacedText(
      text: entry.value, path: ["jobs", list.name, "steps", "\(index)", "with", entry.name])
  }

  /// What the job's token needs, as a line of `permissions`.
  var neededPermission: String {
    mayPush ? "`packages: read` (`packages: write` if it pushes there)" : "`packages: \(level.rawValue)`"
  }

  /// Sources of what the checks of logins say.
  static let sources = ["C-08", "C-15", "G-05"]
}

extension WorkflowUses {
  /// What a workflow uses, where it mentions a registry of GitHub or may grant too much: reading all of it takes a while.
  static func wanted(of source: WorkflowSource, _ text: SourceFile, knowing catalog: Catalog) -> WorkflowUses?
  {
    guard case .workflow(let workflow) = source,
      workflow.mayGrantUnneeded || ShellScript.mentions(GitHubRegistry.marks, in: text.bytes[...])
    else { return nil }
    return all(of: workflow, knowing: catalog)
  }

  /// What a workflow uses, whatever it is.
  static func all(of workflow: WorkflowFile, knowing catalog: Catalog) -> WorkflowUses {
    UseReader.read(workflow, in: unnamed, knowing: catalog)
  }

  /// Stands for the repository where nothing says which it is: what the file calls its own is told by these names,
  /// which none can have.
  private static let unnamed = RepositoryTree(
    owner: JobLogin.unnamedOwner, name: "{repository}", workflows: [], actions: [])
}

extension JobLogin {
  static let unnamedOwner = "{owner}"

  /// The logins of a file's own steps and of the composite actions that they use, each place once in each job; those of a
  /// workflow that a job calls stand in its own file.
  static func all(_ uses: WorkflowUses?, owner: String?, in lists: [StepList]) -> [JobLogin] {
    guard let uses, !uses.logins.isEmpty else { return [] }
    let lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var places: [String: Set<SourceRange>] = [:]
    return uses.logins.compactMap { login in
      guard let list = lists[login.job], let found = JobLogin(login, in: list, uses, owner ?? unnamedOwner)
      else { return nil }
      return places[login.job, default: []].insert(found.place).inserted ? found : nil
    }
  }
}

extension JobLogin {
  init?(_ login: RegistryLogin, in list: StepList, _ uses: WorkflowUses, _ owner: String) {
    guard let host = login.host, let registry = login.registry, let index = login.step,
      list.steps.indices.contains(index), let place = Self.place(of: login, uses)
    else { return nil }
    let isOwn = { (name: String?) in name.map { $0.lowercased() == owner.lowercased() } }
    // Another login of the job may do the rest.
    let needs = uses.needs.filter {
      $0.job == login.job && $0.target.isPackage(of: registry)
        && ($0.credential == login.credential || $0.credential == nil)
    }
    let owners = needs.map(\.target.packageOwner) + [login.owner].compactMap(\.self)
    self.login = login
    self.host = host
    self.list = list
    self.step = list.steps[index]
    self.place = place
    let changes = needs.filter { $0.verb == .publish || $0.verb == .delete }
    level = changes.contains { $0.target.packageName != nil } ? .write : .read
    mayPush = level == .read && !changes.isEmpty
    isUsed = !needs.isEmpty
    isForOwn = owners.contains { isOwn($0) == true }
    isForOthers =
      owner != Self.unnamedOwner && !owners.isEmpty && owners.allSatisfy { isOwn($0) == false }
  }

  /// Where the credential stands in the file that it signs in with: in its step, else in the `env` of its job or workflow; nil where
  /// another may take its place.
  private static func place(of login: RegistryLogin, _ uses: WorkflowUses) -> SourceRange? {
    let same = uses.uses.filter { $0.credential == login.credential && $0.calls.isEmpty }
    let found =
      same.first { $0.job == login.job && $0.step == login.step }
      ?? same.first { $0.job == login.job && $0.step == nil } ?? same.first { $0.job == nil }
    guard let found else { return login.credential == .jobToken ? login.calls.first ?? login.range : nil }
    if found.entrance == .script { return found.range }
    let isAlone = uses.uses.allSatisfy {
      $0.valueRange != found.valueRange || $0.credential == login.credential
    }
    return isAlone ? found.valueRange : nil
  }
}

extension ShownTarget {
  fileprivate func isPackage(of registry: Registry) -> Bool {
    guard case .package(let own, _, _) = self else { return false }
    return own == registry || own == .gradle && registry == .maven
  }

  var packageOwner: String? {
    if case .package(_, let owner, _) = self { owner } else { nil }
  }

  /// Nil for a package without a name too.
  var packageName: String? {
    if case .package(_, _, let name) = self { name } else { nil }
  }
}
