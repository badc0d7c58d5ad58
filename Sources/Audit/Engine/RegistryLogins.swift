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
  /// What a workflow uses, where it mentions a registry of GitHub, a secret of which a record may tell whose it is, or may
  /// grant too much: reading all of it takes a while.
  static func wanted(of source: WorkflowSource, _ text: SourceFile, knowing catalog: Catalog) -> WorkflowUses?
  {
    guard case .workflow(let workflow) = source,
      workflow.mayGrantUnneeded(knowing: catalog.actions)
        || ShellScript.mentions(GitHubRegistry.marks, in: text.bytes[...])
        || !catalog.services.all.isEmpty && text.bytes[...].contains("secrets")
    else { return nil }
    return all(of: workflow, knowing: catalog)
  }

  /// What a workflow uses, whatever it is.
  static func all(of workflow: WorkflowFile, knowing catalog: Catalog) -> WorkflowUses {
    UseReader.read(workflow, in: unnamed, knowing: catalog)
  }

  /// Stands for the repository where nothing says which it is: what the file calls its own is told by these names,
  /// which none can have.
  static let unnamed = RepositoryTree(
    owner: JobLogin.unnamedOwner, name: "{repository}", workflows: [], actions: [])
}

extension JobLogin {
  static let unnamedOwner = "{owner}"

  /// The logins of a file's own steps and of the composite actions that they use, each place once in each job; those of a
  /// workflow that a job calls stand in its own file.
  static func all(_ uses: WorkflowUses?, owner: String?, in lists: [StepList]) -> [JobLogin] {
    guard let uses, !uses.logins.isEmpty else { return [] }
    let lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let index = LoginIndex(uses)
    var places: [String: Set<SourceRange>] = [:]
    return uses.logins.compactMap { login in
      guard let list = lists[login.job], let found = JobLogin(login, in: list, index, owner ?? unnamedOwner)
      else { return nil }
      return places[login.job, default: []].insert(found.place).inserted ? found : nil
    }
  }
}

extension JobLogin {
  fileprivate init?(_ login: RegistryLogin, in list: StepList, _ index: LoginIndex, _ owner: String) {
    guard let host = login.host, let registry = login.registry, let step = login.step,
      list.steps.indices.contains(step), let place = index.place(of: login)
    else { return nil }
    let isOwn = { (name: String) in name.lowercased() == owner.lowercased() }
    let work = index.work(of: login, in: registry)
    let owners = work.owners.union([login.owner].compactMap(\.self))
    self.login = login
    self.host = host
    self.list = list
    self.step = list.steps[step]
    self.place = place
    level = work.changesNamed ? .write : .read
    mayPush = level == .read && work.changes
    isUsed = work.isAny
    isForOwn = owners.contains(where: isOwn)
    isForOthers = owner != Self.unnamedOwner && !owners.isEmpty && !owners.contains(where: isOwn)
  }
}

/// What a workflow uses, by what a login asks for: a job may have thousands of each.
private struct LoginIndex {
  /// What is done in one registry with one credential.
  struct Work {
    var isAny = false
    var changes = false
    /// Whether something with a name is changed.
    var changesNamed = false
    var owners: Set<String> = []

    mutating func add(_ need: ShownNeed) {
      isAny = true
      if let owner = need.target.packageOwner { owners.insert(owner) }
      guard need.verb == .publish || need.verb == .delete else { return }
      changes = true
      if need.target.packageName != nil { changesNamed = true }
    }

    mutating func add(_ other: Work) {
      isAny = isAny || other.isAny
      changes = changes || other.changes
      changesNamed = changesNamed || other.changesNamed
      owners.formUnion(other.owners)
    }
  }

  private struct WorkKey: Hashable {
    let job: String
    let registry: Registry
    /// Nil where the file does not show which.
    let credential: CredentialSource?
  }

  private struct PlaceKey: Hashable {
    let credential: CredentialSource?
    let job: String?
    let step: Int?
  }

  private var works: [WorkKey: Work] = [:]
  private var places: [PlaceKey: CredentialUse] = [:]
  /// The credentials that stand in one value.
  private var credentials: [SourceRange: Set<CredentialSource>] = [:]

  init(_ uses: WorkflowUses) {
    for need in uses.needs {
      guard let registry = need.target.registry else { continue }
      works[WorkKey(job: need.job, registry: registry, credential: need.credential), default: Work()].add(
        need)
    }
    for use in uses.uses {
      credentials[use.valueRange, default: []].insert(use.credential)
      guard use.calls.isEmpty else { continue }
      let key = PlaceKey(credential: use.credential, job: use.job, step: use.step)
      if places[key] == nil { places[key] = use }
    }
  }

  /// Another login of the job may do what no credential is shown for. Gradle's packages are Maven's.
  func work(of login: RegistryLogin, in registry: Registry) -> Work {
    let registries = registry == .maven ? [registry, .gradle] : [registry]
    let credentials = login.credential == nil ? [nil] : [login.credential, nil]
    var result = Work()
    for registry in registries {
      for credential in credentials {
        works[WorkKey(job: login.job, registry: registry, credential: credential)].map { result.add($0) }
      }
    }
    return result
  }

  /// Where the credential stands in the file that it signs in with: in its step, else in the `env` of its job or workflow; nil where
  /// another may take its place.
  func place(of login: RegistryLogin) -> SourceRange? {
    let (job, step) = (login.job, login.step)
    let found =
      [(job, step), (job, nil), (nil, nil)].lazy.compactMap {
        places[PlaceKey(credential: login.credential, job: $0, step: $1)]
      }.first
    guard let found else { return login.credential == .jobToken ? login.calls.first ?? login.range : nil }
    if found.entrance == .script { return found.range }
    return credentials[found.valueRange]?.count == 1 ? found.valueRange : nil
  }
}

extension ShownTarget {
  /// Nil for what is no package.
  fileprivate var registry: Registry? {
    if case .package(let registry, _, _) = self { registry } else { nil }
  }

  var packageOwner: String? {
    if case .package(_, let owner, _) = self { owner } else { nil }
  }

  /// Nil for a package without a name too.
  var packageName: String? {
    if case .package(_, _, let name) = self { name } else { nil }
  }
}
