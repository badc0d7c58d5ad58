import Guidance
import OrganizationModel
import SourceText
import Templates

/// The runbook that lets workflows reach a package: one that was pushed by hand, or one whose list lacks a repository.
struct RunbookPackage: Sendable {
  static let kind = DocumentKind("runbook-repair-package", in: .runbooks) { book in
    book.organization.packages.compactMap { package in
      book.paths.runbook(.repairPackage(package.name)).map {
        let ground = RunbookGround(book: book, page: $0.page, tasks: [.repair])
        return RunbookPackage(package: package, ground: ground).document()
      }
    }
  }

  let package: Package
  let ground: RunbookGround

  /// How many repositories and workflows are shown one by one.
  private static let shown = 20

  private var organization: Organization { ground.organization }
  private var names: PackageNames { PackageNames(package, ground) }
  private var isUnlinked: Bool { package.link == .none }
  private var accesses: [Decision] { ground.book.accesses(lackedBy: package.name) }

  func document() -> Document {
    let title =
      isUnlinked
      ? "Repair the package \(package.packageName)" : "Let workflows reach the package \(package.packageName)"
    return Document(
      ground.page, title: title,
      summary: isUnlinked
        ? "Lets workflows publish a package that was first pushed by hand, without a PAT."
        : "Puts repositories on the package's list, so that their jobs need no PAT.",
      responsible: responsible?.text, source: "packages.\(package.name)",
      keywords: "denied: permission_denied: write_package"
    ) { whole }
  }

  /// Who answers for the linked repository, or for the first that needs the package.
  private var responsible: Name? {
    if case .repository(let reference) = package.link, reference.owner == nil,
      let responsible = organization.repositories[reference.name]?.responsible
    {
      return responsible
    }
    return accesses.lazy.compactMap { ground.people.responsible(for: $0.automation) }.first
  }

  private var whole: TemplateContext {
    let (positive, negative) = (positiveSteps, negativeSteps)
    return ground.values.merging(names.values) { $1 }.merging(values) { $1 }
      .merging([
        "steps": RunbookStep.contexts(steps),
        "positive": RunbookStep.contexts(positive, from: steps.count + 1),
        "negative": RunbookStep.contexts(negative, from: steps.count + positive.count + 1),
      ]) { $1 }
  }

  // MARK: Who gets what

  /// A repository, the role that its workflows need, and what it has today.
  private struct Row {
    let repository: Name
    let role: PackageRole
    let today: PackageRole?
  }

  private var rows: [Row] {
    var roles: [Name: PackageRole] = [:]
    for access in accesses {
      for repository in repositories(of: access.automation) {
        roles[repository] = max(roles[repository] ?? .read, access.packageRole)
      }
    }
    return roles.sorted { $0.key < $1.key }.map {
      Row(repository: $0.key, role: $0.value, today: package.actionsAccess?[$0.key])
    }
  }

  /// The workflow's own, or those that Dependabot updates.
  private func repositories(of automation: AutomationID) -> [Name] {
    if case .workflow(let repository, _) = automation { return [repository] }
    return organization.consumer(of: automation)?.repositories ?? []
  }

  private func context(_ row: Row) -> TemplateContext {
    [
      "repository": "\(organization.name)/\(row.repository)", "role": row.role.rawValue,
      "role_title": Prose.capitalized(row.role.rawValue), "today": (row.today?.rawValue).orFalse,
    ]
  }

  private var values: TemplateContext {
    let rows = rows
    return [
      "is_unlinked": isUnlinked, "linked": linked.orFalse,
      "visibility": (package.visibility?.rawValue).orFalse,
      "rows": rows.prefix(Self.shown).map(context),
      "more_rows": rows.count > Self.shown ? rows.count - Self.shown as any TemplateConvertible : false,
      "has_rows": !rows.isEmpty, "publishes": publishes,
      "list_unknown": package.actionsAccess == nil,
      "is_container": (package.registry ?? .container) == .container,
      "package_key": package.name.text,
      "owner": organization.name.text,
      "people": RunbookDuty.lines(people),
      "escalation": [RunbookRole.packageAdministrator(package.name), .owner(organization.name)]
        .map(ground.people.context),
      "credential_link": false, "holder_link": false, "records": records, "record": record,
      "key_scalar": YAMLText.scalar(package.name.text), "publisher_record": publisherKey.orFalse,
      "settings_url":
        "\(ground.hosts.web)/orgs/\(organization.name)/packages/\(names.type)/\(URLText.query(package.packageName))/settings",
    ]
  }

  /// What the description is to say of the list: what it says today, and what was added.
  private var record: String {
    var roles = package.actionsAccess ?? [:]
    for row in rows.prefix(Self.shown) { roles[row.repository] = row.role }
    let entries = roles.sorted { $0.key < $1.key }.map {
      "\(YAMLText.scalar($0.key.text)): \($0.value.rawValue)"
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  private var linked: String? {
    if case .repository(let reference) = package.link { ground.fullName(reference) } else { nil }
  }

  private var people: [RunbookDuty] {
    [ground.people.duty(.packageAdministrator(package.name), .grants)]
      + automations.prefix(10).map { ground.people.duty(.keeper($0), .uses) }
  }

  private var automations: [AutomationID] { Set(accesses.map(\.automation)).sorted() }

  private var records: [TemplateContext] {
    let subjects = Set(accesses.map(DecisionRecordSubject.init)).sorted()
    return subjects.prefix(5).compactMap { subject in
      ground.book.paths.record(subject).map { ["name": subject.title, "link": ground.page.link(to: $0)] }
    }
  }

  // MARK: Steps

  private var steps: [RunbookStep] {
    [
      RunbookStep.preparing(for: [RunbookStep("package-link", tools: [.gh])], packages: true),
      RunbookStep("package-link", tools: [.gh]),
    ]
      + workflows.map { RunbookStep("package-job", tools: [.gh], $0) }
      + [RunbookStep("package-actions-access")]
      + (publisherKey.map {
        [RunbookStep("package-connect", ["publisher": "\(organization.name)/\($0)"])]
      } ?? [])
  }

  /// The repository to connect: the one that publishes.
  private var publisherKey: String? {
    isUnlinked ? rows.first { $0.role == .write }.map { YAMLText.scalar($0.repository.text) } : nil
  }

  private var workflows: [TemplateContext] {
    automations.prefix(Self.shown).compactMap { automation in
      guard case .workflow(let repository, let name) = automation,
        let workflow = organization.repositories[repository]?.workflows[name]
      else { return nil }
      let ask = accesses.filter { $0.automation == automation }.map(\.packageRole).max() ?? .read
      return [
        "automation": automation.description, "level": ask == .read ? "read" : "write",
        "file_path": Shell.word("repos/\(organization.name)/\(repository)/contents/\(workflow.path)"),
        "automation_link": ground.link(ground.book.paths.home(of: automation)),
      ]
    }
  }

  /// Whether a workflow is let in that may write.
  private var publishes: Bool { rows.contains { $0.role == .write } }

  private var positiveSteps: [RunbookStep] {
    let runs = automations.prefix(Self.shown).compactMap(run)
    return runs + (publishes ? [RunbookStep("package-version", tools: [.gh])] : [])
  }

  private func run(_ automation: AutomationID) -> RunbookStep? {
    let needs = RunbookGround.sentence(accesses.filter { $0.automation == automation }.map(\.need.text))
    if let consumer = organization.consumer(of: automation) {
      return .use(consumer, named: automation, purpose: needs, isTried: false)
    }
    guard case .workflow(let repository, let name) = automation,
      let workflow = organization.repositories[repository]?.workflows[name]
    else { return nil }
    return .run(
      workflow, of: repository, purpose: needs, using: .jobToken, organization)
  }

  private var negativeSteps: [RunbookStep] {
    let isPrivateImage = (package.registry ?? .container) == .container && package.visibility == .private
    return [RunbookStep("package-only")]
      + (isPrivateImage ? [RunbookStep("package-anonymous", tools: [.docker])] : [])
  }
}

extension RunbookStep {
  /// What a workflow's file has to name for a run of it to be a test.
  enum RunsWith {
    case jobToken
    case secrets([String])

    fileprivate var names: [String] {
      switch self {
      case .jobToken: ["GITHUB_TOKEN"]
      case .secrets(let names): names
      }
    }

    /// Whether the steps before it have tried it: a job's token is nobody's to try.
    fileprivate var isTried: Bool {
      switch self {
      case .jobToken: false
      case .secrets: true
      }
    }

    fileprivate var pattern: String {
      switch self {
      case .jobToken: #"GITHUB_TOKEN|github\.token"#
      case .secrets(let names): SecretPattern.of(names)
      }
    }
  }

  /// The step that runs a workflow once and looks at the run.
  static func run(
    _ workflow: Workflow, of repository: Name, purpose: String, using credential: RunsWith,
    _ organization: Organization
  ) -> RunbookStep {
    RunbookStep(
      "verify-workflow", tools: [.gh],
      run(workflow, of: repository, organization).merging([
        "automation": "\(repository)/\(workflow.name)", "purpose": purpose,
        "names": RunbookGround.list(credential.names), "names_pattern": Shell.word(credential.pattern),
      ]) { $1 }.merging(RealRun(workflow.needs, workflow.otherUses).values(isTried: credential.isTried)) {
        $1
      })
  }

  /// The step in which a consumer uses what it has been given.
  static func use(
    _ consumer: Consumer?, named automation: AutomationID, by proof: ConsumerRecord.Proof = .use,
    purpose: String, isTried: Bool, _ more: TemplateContext = [:]
  ) -> RunbookStep {
    let place = consumer?.kind.record.place
    return RunbookStep(
      proof.step, tools: tools(proof.tools),
      RealRun(consumer?.needs ?? [], consumer?.otherUses ?? []).values(isTried: isTried).merging([
        "consumer": automation.description, "purpose": purpose, "is_codespaces": place == .codespaces,
        "is_dependabot": place == .dependabot,
      ]) { $1 }.merging(more) { $1 })
  }

  /// Programs by the names that a record of a consumer gives them.
  static func tools(_ names: [String]) -> Set<Tool> { Set(names.compactMap(Tool.init(rawValue:))) }

  /// The values with which a step finds a run of a workflow and watches it.
  static func run(
    _ workflow: Workflow, of repository: Name, _ organization: Organization
  ) -> TemplateContext {
    let place = "\(organization.name)/\(repository)"
    return [
      "can_dispatch": workflow.triggers.contains("workflow_dispatch"), "file": workflow.path, "place": place,
      "file_path": Shell.word("repos/\(place)/contents/\(workflow.path)"),
      "workflow_word": Shell.word(workflow.path.lastPathPart),
      "repository_word": Shell.word(place), "triggers": RunbookGround.list(workflow.triggers.sorted()),
      "has_triggers": !workflow.triggers.isEmpty,
    ]
  }
}

/// Where a workflow file reads a secret, as an extended regular expression: `secrets.NAME` or `secrets['NAME']`.
enum SecretPattern {
  static func of(_ names: [String]) -> String {
    #"secrets(\.|\[.)("# + names.joined(separator: "|") + #")([^A-Za-z0-9_]|$)"#
  }
}
