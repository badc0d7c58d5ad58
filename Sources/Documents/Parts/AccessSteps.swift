import Exposure
import Pages
import Guidance
import OrganizationModel

/// The workflow steps for accesses of one repository's workflows, with their decided credentials.
struct AccessSteps {
  let book: Book
  let repository: Repository
  /// The names of secrets by the ids of plans that the book does not have.
  var secretNames: [String: String] = [:]

  private typealias Setting = WorkflowStep.Setting
  private var organization: Organization { book.organization }
  private var hosts: Hosts { book.hosts }

  // MARK: Tokens

  /// What stands for the credential's value in a workflow file.
  private func value(_ credential: ChosenCredential, _ access: Decision) -> String {
    if credential.kind == .brokerToken {
      return "${{ steps.\(TrustPolicy(access, in: book)?.stepID ?? "broker").outputs.token }}"
    }
    return switch credential.kind.record.form {
    case .appKey: "${{ steps.\(stepID(credential)).outputs.token }}"
    case .runToken, .nothing: "${{ secrets.GITHUB_TOKEN }}"
    case .token, .sshKey: "${{ secrets.\(secretName(credential)) }}"
    }
  }

  private func secretName(_ credential: ChosenCredential) -> String {
    credential.plan.flatMap { secretNames[$0] ?? book.plan($0)?.secretName } ?? "UNKNOWN"
  }

  /// The App, and where it is installed when that is elsewhere: each installation has a token of its own.
  private func stepID(_ credential: ChosenCredential) -> String {
    let owner = credential.plan.flatMap(book.plan)?.targetOwner
    let names = [credential.holder, owner == organization.name ? nil : owner].compactMap(\.self)
    let id = names.map { BookPath.fileName(for: $0.text).replacing(".", with: "-") }.joined(separator: "-")
    return id.isEmpty ? "app" : id
  }

  /// One step for each App: its short-lived token, narrowed to what these accesses ask (A-03, A-04).
  func appTokens(_ accesses: [Decision]) -> [WorkflowStep] {
    let byPlan = Dictionary(
      grouping: accesses.filter { $0.credential?.kind.isOfApp == true }, by: { $0.credential?.plan ?? "" })
    return byPlan.sorted { $0.key < $1.key }.compactMap { appToken($0.key, $0.value) }
  }

  /// One step for each trust policy of a broker: the token that it gives.
  func brokerTokens(_ accesses: [Decision]) -> [WorkflowStep] {
    Dictionary(grouping: accesses.compactMap { TrustPolicy($0, in: book) }, by: \.stepID)
      .sorted { $0.key < $1.key }.compactMap(\.value.first)
      .map { policy in
        let domain = policy.host == "octo-sts.dev" ? [] : [Setting("domain", YAMLText.scalar(policy.host))]
        return .use(
          PinnedActions.octoSTS, id: policy.stepID,
          with: domain + [
            Setting("scope", YAMLText.scalar(policy.scope)),
            Setting("identity", YAMLText.scalar(policy.name)),
          ])
      }
  }

  private func appToken(_ planID: String, _ accesses: [Decision]) -> WorkflowStep? {
    guard let plan = book.plan(planID), let credential = accesses.first?.credential else { return nil }
    var permissions: [String: AccessLevel] = [:]
    for access in accesses { permissions.merge(access.credential?.permissions ?? [:]) { max($0, $1) } }
    let repositories = Set(accesses.compactMap { targetRepository($0)?.name.text }).sorted()
    // Only what is done to the organization names no repository. With a permission on repositories zizmor objects, and
    // rightly: it is one on all of them.
    let isOnAll =
      repositories.isEmpty && permissions.keys.contains { !PermissionReach.isOfOrganization($0) }
    let comment =
      isOnAll ? " # zizmor: ignore[github-app] No list can name a repository that doesn't exist yet" : ""
    var with = [
      Setting("client-id", "${{ vars.\(plan.clientIDVariable) }}"),
      Setting("private-key", "${{ secrets.\(plan.secretName) }}"),
      Setting("owner", YAMLText.scalar(plan.targetOwner.text) + comment),
    ]
    if !repositories.isEmpty {
      with.append(Setting("repositories", YAMLText.scalar(repositories.joined(separator: ","))))
    }
    with += permissions.sorted { $0.key < $1.key }.map {
      Setting("permission-" + $0.key.replacing("_", with: "-"), $0.value.rawValue)
    }
    return .use(PinnedActions.createAppToken, id: stepID(credential), with: with)
  }

  // MARK: Repositories

  /// The checkout of the job's own code, then one for each other repository that is cloned or pushed to.
  func checkouts(_ accesses: [Decision]) -> [WorkflowStep] {
    let gitAccesses = accesses.filter { [.clone, .push, .openPullRequest].contains($0.need.verb) }
    let byTarget = Dictionary(grouping: gitAccesses, by: targetRepository)
    let own = RepositoryReference(name: repository.name)
    let others = byTarget.keys.compactMap(\.self).filter { $0 != own }.sorted()
    return [ownCheckout(byTarget[own, default: []])]
      + others.compactMap { checkout($0, byTarget[$0, default: []]) }
  }

  private func ownCheckout(_ accesses: [Decision]) -> WorkflowStep {
    let writing = accesses.first { !$0.need.record.onlyReads && $0.credential != nil }
    guard let writing, let credential = writing.credential else {
      return .use(PinnedActions.checkout, with: [persistence(false)])
    }
    let key = credential.kind == .githubToken ? [] : [checkoutKey(credential, writing)]
    return .use(PinnedActions.checkout, with: key + [persistence(true)])
  }

  private func checkout(_ target: RepositoryReference, _ accesses: [Decision]) -> WorkflowStep? {
    let best = accesses.first { !$0.need.record.onlyReads } ?? accesses.first
    guard let access = best, let credential = access.credential else { return nil }
    var with = [
      Setting("repository", YAMLText.scalar(fullName(target))),
      Setting("path", YAMLText.scalar(target.name.text)),
    ]
    if credential.kind != .anonymous { with.append(checkoutKey(credential, access)) }
    with.append(persistence(!access.need.record.onlyReads))
    return .use(PinnedActions.checkout, with: with)
  }

  /// Whether the checkout leaves its credential for a later `git push`; said each time, since leaving it is the default.
  private func persistence(_ stays: Bool) -> Setting {
    Setting("persist-credentials", String(stays))
  }

  private func checkoutKey(_ credential: ChosenCredential, _ access: Decision) -> Setting {
    Setting(credential.kind.isSSHKey ? "ssh-key" : "token", value(credential, access))
  }

  private func targetRepository(_ access: Decision) -> RepositoryReference? {
    guard case .repository(let target) = access.need.target else { return nil }
    guard target.owner == organization.name else { return target }
    return RepositoryReference(name: target.name)
  }

  private func organizationName(_ access: Decision) -> String {
    guard case .organization(let name?) = access.need.target else { return organization.name.text }
    return name.text
  }

  private func fullName(_ target: RepositoryReference) -> String {
    "\(target.owner ?? organization.name)/\(target.name)"
  }

  // MARK: Packages

  /// The step that logs in to the registry of a package, where one is needed.
  func logIn(_ access: Decision) -> WorkflowStep? {
    guard let credential = access.credential, credential.kind != .anonymous,
      let package = package(of: access), let registry = package.registry
    else { return nil }
    switch registry {
    case .container:
      return .use(
        PinnedActions.dockerLogin,
        with: [
          Setting("registry", hosts.registry(registry)), Setting("username", userName(credential)),
          Setting("password", value(credential, access)),
        ])
    case .npm:
      return .use(
        PinnedActions.setupNode,
        with: [
          Setting("registry-url", "https://\(hosts.registry(registry))"),
          Setting("scope", YAMLText.scalar("@\(owner(package).folded)")),
        ])
    case .maven, .gradle, .nuget, .rubygems: return nil
    }
  }

  private func package(of access: Decision) -> Package? {
    guard case .package(let key) = access.need.target else { return nil }
    return organization.packages[key]
  }

  private func owner(_ package: Package) -> Name { package.owner ?? organization.name }

  private func userName(_ credential: ChosenCredential) -> String {
    credential.holder.map { YAMLText.scalar($0.text) } ?? "${{ github.actor }}"
  }

  // MARK: Use

  /// The step that does what a decided access is for; a clone is done by its checkout.
  func use(_ access: Decision) -> [WorkflowStep] {
    guard let credential = access.credential, access.need.verb != .clone else { return [] }
    var step = useStep(access, credential)
    step.comment = access.need.text
    return [step]
  }

  private func useStep(_ access: Decision, _ credential: ChosenCredential) -> WorkflowStep {
    if let package = package(of: access) { return packageStep(access, package, credential) }
    let target = targetRepository(access)
    let name = target.map(fullName) ?? organizationName(access)
    guard access.need.verb != .push else { return .run([push(target)]) }
    if let action = access.need.verb.record.action { return step(action, credential, access) }
    var step = WorkflowStep.run(
      RepositoryCommands.lines(access.need, on: name),
      environment: [Setting("GH_TOKEN", value(credential, access))])
    if access.need.verb == .openPullRequest { step.workingDirectory = folder(of: target) }
    return step
  }

  /// The action that does what takes more than a call: a signature, an archive, a proof of where it runs. The files are
  /// the workflow's own to name (`action.yml` of each, looked at on 2026-11-30).
  private func step(
    _ action: VerbRecord.Action, _ credential: ChosenCredential, _ access: Decision
  ) -> WorkflowStep {
    func input(_ name: String) -> [Setting] {
      credential.kind == .githubToken ? [] : [Setting(name, value(credential, access))]
    }
    return switch action {
    case .attest:
      .use(PinnedActions.attest, with: [Setting("subject-path", "dist/*")] + input("github-token"))
    case .deployPages: .use(PinnedActions.deployPages, with: input("token"))
    case .uploadSARIF:
      .use(PinnedActions.uploadSARIF, with: [Setting("sarif_file", "results.sarif")] + input("token"))
    }
  }

  /// Where the checkout of another repository is; nil for that of the job's own.
  private func folder(of target: RepositoryReference?) -> String? {
    guard let target, target != RepositoryReference(name: repository.name) else { return nil }
    return YAMLText.scalar(target.name.text)
  }

  private func push(_ target: RepositoryReference?) -> String {
    guard let target, target != RepositoryReference(name: repository.name) else { return "git push" }
    return "git -C \(Shell.word(target.name.text)) push"
  }

  private func packageStep(
    _ access: Decision, _ package: Package, _ credential: ChosenCredential
  ) -> WorkflowStep {
    let commands = PackageCommands(package, owner: owner(package), hosts: hosts)
    guard access.need.verb != .delete else {
      return .run(commands.delete, environment: [Setting("GH_TOKEN", value(credential, access))])
    }
    let token = credential.kind == .anonymous ? nil : value(credential, access)
    var step = WorkflowStep.run(
      commands.lines(for: access.need.verb),
      environment: commands.environment(user: userName(credential), token: token))
    if access.need.verb == .publish { step.runComment = commands.publishingComment }
    return step
  }
}
