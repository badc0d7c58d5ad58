import OrganizationModel

/// Writes what workflow files tell as parts of a description: whole, or entry by entry for one that exists.
struct WorkflowsDraftRenderer {
  let draft: WorkflowsDraft

  typealias Value = DraftValue

  /// A whole description that is valid as it stands.
  func render() -> String {
    DraftRenderer.text(of: [header, services, apps, repositories, packages, credentials, rest])
  }

  private var header: [String] {
    [
      "# Imported from workflow files. Lines with `#?` are questions that workflow files don't answer.",
      "# `x-guess` is where a proposed need or service was seen, `x-confidence` how certain it is, `x-today` what it uses now.",
      "# Remove all three after you have checked the entry.",
      "tokenbook: 1",
      "organization: \(scalar(draft.organization))",
      "",
      "#? Which plan does the organization have: free, team or enterprise?",
      "# platform: {plan: team}",
      "",
      "#? Can repositories have deploy keys? (Settings > Deploy keys; a missing key means unknown)",
      "# policy: {deploy_keys: forbidden}",
    ]
  }

  private var services: [String] {
    if draft.services.isEmpty { return [] }
    return [
      "#? Who is responsible for each service, and which accounts does it have for automation? `responsible:`, `accounts:`",
      "services:",
    ]
      + draft.services.sorted { $0.key < $1.key }.flatMap { block($0.key.text, Self.entry($0.value), "  ") }
  }

  private var apps: [String] {
    if draft.apps.isEmpty { return [] }
    return [
      "#? Is this the slug of each App, where else is it installed, and does it have more permissions? (Settings > GitHub Apps)",
      "apps:",
    ]
      + draft.apps.sorted { $0.key < $1.key }.flatMap { name, app in
        block(name.text, Self.entry(app), "  ")
          + Self.questions(app, name).map { "  #? \(DraftValue.oneLine($0))" }
      }
  }

  private var repositories: [String] {
    [
      "#? Who can see each repository, and who is responsible for it? `visibility: private`, `responsible: TEAM-OR-LOGIN`",
      "#? Does a workflow without `forks:` run for pull requests from forks, and one without `dependabot:` for Dependabot?",
      "repositories:",
    ]
      + draft.repositories.sorted { $0.key < $1.key }.flatMap { name, repository in
        block(name.text, Self.entry(repository), "  ", comment: repository.seenAt)
      }
  }

  private var packages: [String] {
    if draft.packages.isEmpty { return ["# packages:"] }
    return [
      "#? Who can see each package? `visibility: private`. Which repositories can use it in Actions? `actions_access:`",
      "packages:",
    ]
      + draft.packages.sorted { $0.key < $1.key }.flatMap {
        block($0.key.text, Self.entry($0.value, $0.key), "  ")
      }
  }

  private var credentials: [String] {
    let other = otherSecrets
    if draft.credentials.isEmpty { return ["# credentials:"] + other }
    return [
      "#? Who holds each, what can it do, when does it expire, and where is it stored? `holder:`, `scopes:`, `expires:`,",
      "#? `stored_in: [{repository_secret: NAME, repository: NAME}]`",
    ] + identifiers + ["credentials:"]
      + draft.credentials.sorted { $0.key < $1.key }.flatMap {
        block($0.key.text, Self.entry($0.value), "  ")
      } + other
  }

  /// What is kept as a secret and is none.
  private var identifiers: [String] {
    let names = draft.credentials.filter { $0.value.service?.isIdentifier == true }.keys.sorted()
    if names.isEmpty { return [] }
    return [
      "#? These look like identifiers, not secrets. Are they? Then make each a variable: `gh variable set NAME`, `vars.NAME`."
    ] + names.map { "#?   \($0)" }
  }

  /// What may be a credential of GitHub, or of anything else.
  private var otherSecrets: [String] {
    let unknown = draft.otherSecrets.filter { draft.credentials[$0.key] == nil }
    let asked = unknown.sorted { $0.key < $1.key }.map { "#   \($0.key): \(Self.some($0.value))" }
    return asked.isEmpty
      ? []
      : ["#? These secrets are used too, but the files don't show what for. Is one a GitHub credential?"]
        + asked
  }

  private static func some(_ users: Set<String>) -> String {
    users.sorted().prefix(4).joined(separator: ", ")
  }

  private var rest: [String] {
    ["#? What else needs access (clusters, Jenkins, hosts)?", "# consumers:"]
  }

  // MARK: Entries

  static func entry(_ repository: WorkflowsDraft.Repository) -> Value {
    var fields: [(key: String, value: Value)] = []
    if !repository.environments.isEmpty {
      fields.append(("environments", .map(repository.environments.sorted().map { (quoted($0), .map([])) })))
    }
    if !repository.workflows.isEmpty {
      fields.append(("workflows", .map(repository.workflows.map { (quoted($0.key), entry($0)) })))
    }
    return .map(fields)
  }

  static func entry(_ workflow: WorkflowsDraft.Workflow) -> Value {
    var fields: [(key: String, value: Value)] = []
    if workflow.hasOwnPath { fields.append(("path", .text(quoted(workflow.path)))) }
    fields += settings(workflow)
    let needs = workflow.needs.map(entry) + workflow.others.map(entry)
    if !needs.isEmpty || !workflow.questions.isEmpty {
      fields.append(("needs", .lines(needs, comments: workflow.questions)))
    }
    return .map(fields)
  }

  /// Triggers and switches, as far as the file tells them.
  static func settings(_ workflow: WorkflowsDraft.Workflow) -> [(key: String, value: Value)] {
    var fields: [(key: String, value: Value)] = []
    if !workflow.triggers.isEmpty {
      fields.append(("triggers", .list(workflow.triggers.map { .text(quoted($0)) })))
    }
    for (key, value) in [
      ("forks", workflow.forks), ("dependabot", workflow.dependabot), ("self_hosted", workflow.selfHosted),
    ] {
      if let value { fields.append((key, .text(value ? "true" : "false"))) }
    }
    if let environment = workflow.environment { fields.append(("environment", .text(quoted(environment)))) }
    return fields
  }

  static func entry(_ need: WorkflowsDraft.Need) -> Value {
    var fields: [(key: String, value: Value)] = [("need", .text(quoted(need.text)))]
    if let api = need.api {
      fields.append(
        api.endpoints.isEmpty
          ? ("permissions", .map(api.permissions.map { ($0.name, .text($0.level)) }))
          : ("endpoints", .list(api.endpoints.sorted().map { .text(quoted($0)) })))
    }
    if let environment = need.environment { fields.append(("environment", .text(quoted(environment)))) }
    if need.startsWorkflows { fields.append(("triggers_workflows", .text("true"))) }
    fields.append(("x-guess", .text(quoted(need.place))))
    fields.append(("x-confidence", .text(need.confidence)))
    if let today = need.today { fields.append(("x-today", .text(quoted(today)))) }
    return .map(fields)
  }

  static func entry(_ use: WorkflowsDraft.OtherUse) -> Value {
    .map([
      ("other", .text(quoted(use.words))), ("with", .text(quoted(use.credential.text))),
      ("x-guess", .text(quoted(use.place))), ("x-confidence", .text(use.confidence)),
    ])
  }

  static func entry(_ package: WorkflowsDraft.Package, _ key: Name) -> Value {
    var fields: [(key: String, value: Value)] = [("registry", .text(package.registry.rawValue))]
    if package.name != key.text { fields.append(("name", .text(quoted(package.name)))) }
    if let owner = package.owner { fields.append(("owner", .text(quoted(owner)))) }
    if package.owner == nil, package.publishers.count == 1, let repository = package.publishers.first {
      fields.append(("repository", .text(quoted(repository))))
    }
    fields.append(("x-guess", .text(quoted(package.place))))
    return .map(fields)
  }

  static func entry(_ service: WorkflowsDraft.Service) -> Value {
    .map(service.kind.map { [("is", .text($0))] } ?? [])
  }

  static func entry(_ credential: WorkflowsDraft.Credential) -> Value {
    var fields: [(key: String, value: Value)] = []
    if let service = credential.service {
      fields.append(("service", .text(quoted(service.key.text))))
      fields.append(("kind", .text(service.isIdentifier ? "identifier" : "unknown")))
    } else {
      fields.append(("kind", .text(credential.kind.rawValue)))
    }
    if let holder = credential.holder { fields.append(("holder", .text(quoted(holder.text)))) }
    fields.append(("used_by", .list(credential.usedBy.sorted().map { .text(quoted($0)) })))
    if let service = credential.service {
      fields.append(("x-guess", .text(quoted(service.place))))
      fields.append(("x-confidence", .text(service.confidence)))
    }
    return .map(fields)
  }

  /// What a credential of unknown kind gets that is described without a service.
  static func fields(_ service: WorkflowsDraft.Credential.OfService) -> [(key: String, value: Value)] {
    [
      ("service", .text(quoted(service.key.text))), ("x-guess", .text(quoted(service.place))),
      ("x-confidence", .text(service.confidence)),
    ]
  }

  static func entry(_ app: WorkflowsDraft.App) -> Value {
    var fields: [(key: String, value: Value)] = []
    if !app.repositories.isEmpty {
      fields.append(("repositories", .list(app.repositories.sorted().map { .text(quoted($0)) })))
    }
    if let permissions = app.knownPermissions?.sorted(by: { $0.key < $1.key }) {
      fields.append(("permissions", .map(permissions.map { ($0.key, .text($0.value.rawValue)) })))
    }
    fields.append(("key", .text(quoted(app.key.text))))
    fields.append(("x-guess", .text(quoted(app.place))))
    return .map(fields)
  }

  /// What the steps do not tell of an App.
  static func questions(_ app: WorkflowsDraft.App, _ name: Name) -> [String] {
    var questions: [String] = []
    if let place = app.unnarrowed {
      let asked = app.permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
      let others = asked.isEmpty ? "" : " Other steps request \(asked.joined(separator: ", "))."
      questions.append(
        "\(name): the token of \(place) has every permission of the App. Which ones does it need? `permissions: {contents: read}`\(others)"
      )
    }
    if let place = app.unbounded {
      questions.append(
        "\(name): the token of \(place) can access every repository of the installation. Which ones does it need?"
      )
    }
    return questions
  }

  static func quoted(_ text: String) -> String { DraftValue.scalar(text) }
  private func scalar(_ text: String) -> String { Self.quoted(text) }

  // MARK: Blocks

  private func block(_ key: String, _ value: Value, _ indent: String, comment: String? = nil) -> [String] {
    let lines = value.lines(scalar(key), indent)
    return comment.map { [lines[0] + "  # seen at \(scalar($0))"] + lines.dropFirst() } ?? lines
  }
}
