internal import Catalog
internal import OrganizationModel
internal import SourceText

/// A request to GitHub's API, as a script makes it.
struct APIRequest {
  /// In upper case.
  let method: String
  /// The parts of its path, without what follows `?`.
  let path: [String]
  let credential: CredentialSource?
  let range: SourceRange
  /// What makes it, in words: `gh api`.
  let why: String
  /// Everything that stands beside it: fields, data, arguments.
  let body: String
}

/// What a call does: what the catalog knows of it, and what its own words say beyond that.
struct CallEffect {
  /// Nil where the closed list of needs has no word for it.
  var verb: Verb?
  /// Nil where unknown.
  var permissions: PermissionChoice?
  /// In words, `calls POST /repos/{owner}/{repo}/check-runs`.
  var words: String
  /// Whether the job's token is taken.
  var takesJobToken = true
  /// What is to be said beside the permissions.
  var remark: String?
  /// Whether it is about this organization or one of the repositories that its path names.
  var isTold = true
  /// The endpoint that it calls, `POST /repos/{owner}/{repo}/check-runs`; nil where it is not known.
  var endpoint: String?

  /// `calls POST /repos/{owner}/{repo}/check-runs (checks: write)`.
  var text: String {
    let parts = [permissions?.words ?? "", remark ?? ""].filter { !$0.isEmpty }
    return parts.isEmpty ? words : "\(words) (\(parts.joined(separator: "; ")))"
  }
}

// MARK: - What a call shows

extension UseReader {
  /// A need where there is a verb; else a use in words, of a credential that is stored; and what it asks of the job's token.
  mutating func show(
    _ effect: CallEffect, on target: ShownTarget, _ confidence: ShownConfidence,
    with credential: CredentialSource?, at range: SourceRange, _ why: String
  ) {
    if credential == .jobToken, effect.takesJobToken { permit(effect, on: target, at: range, why) }
    if let verb = effect.verb {
      if verb == .clone, target == .ownRepository { return }
      show(
        verb, verb.targetKind == .organization ? .organization : target, confidence, with: credential,
        at: range, why)
    } else if effect.permissions?.isNeeded ?? true {
      let call = call(effect, on: target, confidence, with: credential, at: range, why)
      if let call { result.calls.append(call) }
      showOther(effect.text, confidence, with: credential, at: range, isCall: call != nil)
    }
  }

  /// A call of which a description can say exactly what it takes; nil for any other.
  private func call(
    _ effect: CallEffect, on target: ShownTarget, _ confidence: ShownConfidence,
    with credential: CredentialSource?, at range: SourceRange, _ why: String
  ) -> ShownCall? {
    guard let credential, effect.remark == nil, effect.takesJobToken, effect.isTold,
      let permissions = effect.permissions?.alternatives.first?.filter({ $0.name != "metadata" }),
      !permissions.isEmpty
    else { return nil }
    let kind: TargetKind
    switch target {
    case .ownRepository, .repository: kind = .repository
    case .organization: kind = .organization
    case .unknownRepository, .package: return nil
    }
    guard permissions.allSatisfy({ PermissionRecord.named($0.name)?.target == kind }) else { return nil }
    return ShownCall(
      endpoint: effect.endpoint, permissions: permissions, target: target,
      confidence: version == nil ? confidence : min(confidence, .medium), credential: credential,
      job: state.job, environment: state.environment, range: range, calls: calls, why: inVersion(why))
  }

  /// What the job's token must be allowed; it reaches no other repository, so that one that the file does not tell is its own.
  private mutating func permit(
    _ effect: CallEffect, on target: ShownTarget, at range: SourceRange, _ why: String
  ) {
    switch target {
    case .repository: return
    case .ownRepository, .unknownRepository, .organization, .package: break
    }
    guard let choice = effect.permissions else {
      return unseen("\(why) \(effect.words): what that takes is not known", .token, at: range)
    }
    permit(choice, at: range, why)
  }

  /// A use in words, of a credential that is stored: of the job's own token nothing is to be kept.
  mutating func showOther(
    _ words: String, _ confidence: ShownConfidence, with credential: CredentialSource?, at range: SourceRange,
    isCall: Bool = false
  ) {
    guard let credential, credential != .jobToken else { return }
    result.others.append(
      ShownUse(
        words: inVersion(words), confidence: confidence, credential: credential, job: state.job,
        environment: state.environment, range: range, calls: calls, isCall: isCall))
  }

  /// What the job's token must be allowed: of alternatives the usual one, the others beside it.
  mutating func permit(_ choice: PermissionChoice, at range: SourceRange, _ why: String) {
    var alternatives = choice.ofJobToken
    if startsOnPullRequests,
      let index = alternatives.firstIndex(where: { $0.map(\.name) == ["pull-requests"] })
    {
      alternatives.swapAt(0, index)
    }
    for (index, permissions) in alternatives.enumerated() {
      for permission in permissions {
        permit(permission, at: range, why, isAlternative: index > 0)
      }
    }
  }
}

// MARK: - Requests

extension UseReader {
  /// Names of repositories and organizations that stand for the workflow's own.
  private static let own: Set<String> = ["{owner}", ":owner", "{org}"]

  mutating func read(_ request: APIRequest) {
    if request.path.first == "graphql" { return readGraphQL(request) }
    var path = request.path
    var endpoint = catalog.endpoint(request.method, path)
    if endpoint == nil, path.count > 2, path[0] == "repos", path[1] == UseScope.unknown {
      // `repos/$REPOSITORY/…`: the variable has both names.
      path.insert(UseScope.unknown, at: 2)
      endpoint = catalog.endpoint(request.method, path)
    }
    guard let first = path.first else { return }
    if first == "app" || first == "installation" { return }
    if readPackages(path, request) { return }
    let target = target(of: path)
    var effect = effect(of: endpoint, path, target, request)
    if !isOfOrganization(path) {
      effect.isTold = false
      if effect.verb?.targetKind == .organization { effect.verb = nil }
    }
    let confidence: ShownConfidence = request.credential == nil ? .low : .medium
    show(
      effect, on: target, confidence, with: request.credential, at: request.range,
      "\(request.why) with `\(effect.words.dropFirst("calls ".count))`")
  }

  /// Whether the organization that a path names is the workflow's own, as far as it says.
  private func isOfOrganization(_ path: [String]) -> Bool {
    guard path.count > 1, path[0] == "orgs" else { return true }
    return path[1].lowercased() == tree.owner.lowercased() || Self.own.contains(path[1])
      || path[1].contains(UseScope.unknown)
  }

  private func target(of path: [String]) -> ShownTarget {
    guard path.first == "repos", path.count > 2 else { return .organization }
    return Self.own.contains(path[1]) ? .ownRepository : target("\(path[1])/\(path[2])")
  }

  private func effect(
    of endpoint: Endpoint?, _ path: [String], _ target: ShownTarget, _ request: APIRequest
  ) -> CallEffect {
    var effect = CallEffect(
      verb: endpoint?.verb, permissions: endpoint?.permissions,
      words: "calls \(request.method) /\(shown(path, endpoint, target))",
      takesJobToken: endpoint?.takesInstallationToken ?? true)
    effect.endpoint = endpoint?.text
    if endpoint?.takesInstallationToken == false { effect.remark = "the token of a user" }
    settle(&effect, endpoint?.operation ?? "", request.body)
    return effect
  }

  /// The path as a person reads it: the names of another repository as they stand, all else as GitHub writes it.
  private func shown(_ path: [String], _ endpoint: Endpoint?, _ target: ShownTarget) -> String {
    var parts = endpoint?.path ?? path.map { $0.contains(UseScope.unknown) ? "…" : $0 }
    guard path.first == "repos", parts.count > 2 else { return parts.joined(separator: "/") }
    switch target {
    case .repository(let owner, let name): parts.replaceSubrange(1...2, with: [owner, name])
    case .ownRepository, .package, .organization: parts.replaceSubrange(1...2, with: ["{owner}", "{repo}"])
    case .unknownRepository: parts.replaceSubrange(1...2, with: ["…", "…"])
    }
    return parts.joined(separator: "/")
  }

  /// What the words of a call say beyond its endpoint: approving is not commenting, teams and Copilot are no logins.
  private func settle(_ effect: inout CallEffect, _ operation: String, _ body: String) {
    let says = { (word: String) in body.contains(bytesOf: word) }
    switch operation {
    case "pulls/create-review", "pulls/submit-review":
      if says("APPROVE") {
        (effect.verb, effect.words) = (.approve, "approves pull requests")
      } else if says("event"), !says("COMMENT"), !says("REQUEST_CHANGES") {
        (effect.verb, effect.remark) = (nil, "it may approve")
      }
    case "pulls/request-reviewers":
      if says("team_reviewers") {
        (effect.verb, effect.words) = (.requestTeamReview, "asks a team for a review")
      } else if !says("reviewers") {
        (effect.verb, effect.remark) = (nil, "it may ask a team")
      }
    case "issues/add-assignees", "issues/update", "issues/create":
      if Self.isCopilot(body) { settleCopilot(&effect) }
    default: break
    }
  }

  private func settleCopilot(_ effect: inout CallEffect) {
    (effect.verb, effect.words) = (.assignAgent, "assigns Copilot")
    effect.takesJobToken = false
  }

  private static func isCopilot(_ text: String) -> Bool { text.lowercased().contains("copilot") }

  /// Deleting packages of an organization; false for any other path.
  private mutating func readPackages(_ path: [String], _ request: APIRequest) -> Bool {
    guard path.count > 4, path[0] == "orgs", path[2] == "packages", request.method == "DELETE" else {
      return false
    }
    let registry = Registry(rawValue: path[3]) ?? .container
    let name = path[4].contains(UseScope.unknown) ? nil : path[4].replacing("%2F", with: "/")
    show(
      .delete, .package(registry: registry, owner: path[1], name: name), .medium, with: request.credential,
      at: request.range, request.why)
    return true
  }

  /// `mutation { addComment(input: …) }`: what each mutation takes is looked up; of a query nothing is said.
  private mutating func readGraphQL(_ request: APIRequest) {
    let names = request.body.ranges(of: "(input").map { place in
      String(
        request.body[..<place.lowerBound].reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
    }
    let mutations = names.filter { !$0.isEmpty }
    let known = mutations.compactMap { catalog.mutation($0) }
    for mutation in known {
      let effect = CallEffect(
        verb: mutation.verb, permissions: mutation.permissions, words: "calls \(mutation.name) of GraphQL")
      let target = mutation.verb?.targetKind == .organization ? ShownTarget.organization : .ownRepository
      show(
        effect, on: target, .medium, with: request.credential, at: request.range,
        "\(request.why) with `\(mutation.name)`")
    }
    let others = mutations.filter { catalog.mutation($0) == nil }
    if others.isEmpty, !known.isEmpty { return }
    let words =
      !others.isEmpty
      ? "calls \(others.joined(separator: ", ")) of GraphQL"
      : request.body.contains("mutation") ? "calls a mutation of GraphQL" : "asks GraphQL"
    showOther(words, .medium, with: request.credential, at: request.range)
    if request.credential == .jobToken {
      unseen("\(request.why) \(words), and what that takes is not known", .token, at: request.range)
    }
  }
}

// MARK: - `gh`

extension UseReader {
  /// Options of `gh` whose value is no argument.
  private static let valued: Set<String> = [
    "-R", "--repo", "-X", "--method", "-H", "--header", "-f", "-F", "--field", "--raw-field", "--jq", "-q",
    "--hostname",
  ]

  mutating func readGH(_ command: ScriptScope) {
    let arguments = command.arguments(skipping: Self.valued)
    guard arguments.count > 1 else { return }
    if arguments[1] == "auth" { return readLogin(command, arguments) }
    if arguments[1] == "api" { return readAPI(command, arguments) }
    let words = command.words
    guard
      let call = catalog.command(Array(arguments.dropFirst()), options: words.filter { $0.hasPrefix("-") })
    else {
      if command.ghCredential == .jobToken {
        unseen("`gh \(arguments[1])` isn't a known command", .token, at: command.range)
      }
      return
    }
    // What it works on is nobody's of this organization: an extension's repository, a search.
    if call.target == .none { return }
    let credential = command.ghCredential
    let target = ghTarget(command, call, arguments)
    var effect = CallEffect(
      verb: call.verb, permissions: call.permissions, words: "runs \(call.text)\(Self.place(target))")
    if call.target == .user { (effect.takesJobToken, effect.remark) = (false, "the token of a user") }
    settle(&effect, call, command)
    show(
      effect, on: target, credential == nil ? .medium : .high, with: credential, at: command.range,
      "`\(call.text)`")
    readTeam(command, call, credential)
  }

  static func place(_ target: ShownTarget) -> String {
    switch target {
    case .repository(let owner, let name): " on \(owner)/\(name)"
    case .unknownRepository: " on a repository that the file doesn't name"
    case .ownRepository, .package, .organization: ""
    }
  }

  private func settle(_ effect: inout CallEffect, _ call: GitHubCommand, _ command: ScriptScope) {
    if call.text == "gh pr review --approve" { effect.words = "approves pull requests" }
    let assignees = command.value(of: "--add-assignee", "--assignee", "-a") ?? ""
    if call.words.hasPrefix("issue "), Self.isCopilot(assignees) { settleCopilot(&effect) }
    guard call.words == "pr edit", let reviewers = command.value(of: "--add-reviewer") else { return }
    if reviewers.contains("/") {
      (effect.verb, effect.words) = (.requestTeamReview, "asks a team for a review")
    } else if reviewers.contains(UseScope.unknown) {
      (effect.verb, effect.remark) = (nil, "it may ask a team for a review")
    }
  }

  /// `gh pr create --reviewer acme/crew`: it does two things.
  private mutating func readTeam(
    _ command: ScriptScope, _ call: GitHubCommand, _ credential: CredentialSource?
  ) {
    guard call.words == "pr create", let reviewers = command.value(of: "--reviewer", "-r"),
      reviewers.contains("/")
    else { return }
    show(
      .requestTeamReview, ghTarget(command, call, command.arguments(skipping: Self.valued)), .high,
      with: credential, at: command.range, "`\(call.text) --reviewer`")
  }

  private func ghTarget(_ command: ScriptScope, _ call: GitHubCommand, _ arguments: [String]) -> ShownTarget {
    switch call.target {
    case .organization: return .organization
    case .user, .none: return .ownRepository
    case .repository: break
    }
    if let repository = command.value(of: "-R", "--repo") ?? ghRepository(command) {
      return target(repository)
    }
    let count = call.words.split(separator: " ").count + 1
    if call.words.hasPrefix("repo "), arguments.count > count { return target(arguments[count]) }
    return folderTarget(command)
  }

  private func ghRepository(_ command: ScriptScope) -> String? {
    command.assignments(of: "GH_REPO")
      ?? command.scope.variable("GH_REPO").flatMap { command.scope.texts(of: $0).first }
  }

  private mutating func readAPI(_ command: ScriptScope, _ arguments: [String]) {
    guard arguments.count > 2 else { return }
    let hasFields = command.command.has("-f", "-F", "--field", "--raw-field", "--input")
    let method = command.method("--method") ?? (hasFields ? "POST" : "GET")
    read(
      APIRequest(
        method: method.uppercased(), path: Self.path(of: arguments[2]), credential: command.ghCredential,
        range: command.range, why: "`gh api`", body: command.words.joined(separator: " ")))
  }

  /// The parts of an address after its host.
  static func path(of address: String) -> [String] {
    var parts = address.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    if let host = parts.firstIndex(where: apiHosts.contains) { parts.removeFirst(host + 1) }
    return parts
  }

  static let apiHosts: Set<String> = ["api.github.com", "uploads.github.com"]

  mutating func readCurl(_ command: ScriptScope) {
    guard
      let address = command.words.first(where: { word in
        Self.apiHosts.contains { word.contains(bytesOf: "\($0)/") }
      })
    else { return readRaw(command) }
    guard let credential = command.credential else { return }
    result.tokens.insert(credential)
    let method = command.method("--request") ?? (command.sendsData ? "POST" : "GET")
    read(
      APIRequest(
        method: method.uppercased(), path: Self.path(of: address), credential: credential,
        range: command.range, why: "a call of the API", body: command.words.joined(separator: " ")))
  }

  /// A file of a repository, by its address.
  private mutating func readRaw(_ command: ScriptScope) {
    guard let credential = command.credential,
      let address = command.words.first(where: { $0.contains("raw.githubusercontent.com/") })
    else {
      if command.credential == .jobToken {
        unseen(
          "`\(command.word(0))` sends the token to an address that is not known", .token, at: command.range)
      }
      return readAddressWithToken(command)
    }
    result.tokens.insert(credential)
    let path = address.split(separator: "/").drop { $0 != "raw.githubusercontent.com" }.dropFirst()
    let target = target(path.prefix(2).joined(separator: "/"))
    let words = "reads a file by its address\(Self.place(target)) (contents: read)"
    showOther(words, .medium, with: credential, at: command.range)
  }
}
