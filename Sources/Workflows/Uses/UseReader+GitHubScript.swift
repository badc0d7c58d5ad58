internal import OrganizationModel
internal import SourceText

// MARK: - Calls of the API in JavaScript

extension UseReader {
  mutating func readGitHubScript(_ use: ActionUse, _ scope: UseScope) {
    guard let script = use.inputs["script"] else { return }
    let credential = use.inputs["github-token"].map { scope.credential(in: $0) } ?? .jobToken
    var seen: [(method: String, target: ShownTarget)] = []
    for call in ScriptCall.all(in: script) {
      let target = target(of: call, script, scope)
      let range = script.range(of: call.offsets)
      if let route = call.route {
        readAPI(route.path, route.method, on: target, with: credential, at: range)
      } else if let (verb, permission) = Self.effect(of: call) {
        guard !seen.contains(where: { $0 == (call.name, target) }) else { continue }
        seen.append((call.name, target))
        let why = "`\(call.name)` in `actions/github-script`"
        if credential == .jobToken, target == .ownRepository, !permission.isEmpty {
          permit(permission, .write, at: range, why)
        }
        guard let verb else { continue }
        show(
          verb, verb.targetKind == .organization ? .organization : target, .medium, with: credential,
          at: range,
          why)
      }
    }
  }

  /// The repository that a call names with `owner` and `repo`; the workflow's own where it names none.
  private func target(of call: ScriptCall, _ script: WorkflowText, _ scope: UseScope) -> ShownTarget {
    let words = ScriptScope(
      scope: scope, script: script, command: ShellScript.Command(words: [], assignments: []))
    guard let name = call.value(of: "repo").map({ words.resolved($0) }) else { return .ownRepository }
    let owner = call.value(of: "owner").map { words.resolved($0) } ?? tree.owner
    if owner == UseScope.unknown, tree.owner.isEmpty { return .unknownRepository }
    return target("\(owner)/\(name)")
  }

  // MARK: What a call does

  private static let reads = ["get", "list", "check", "download", "compare", "generateReleaseNotes"]

  /// What it does and what it asks of the job's token; nil for what only reads.
  private static func effect(of call: ScriptCall) -> (Verb?, String)? {
    let isRead = reads.contains { call.method.hasPrefix($0) }
    switch call.group {
    case "teams", "orgs": return membership(call.method, isRead)
    case "repos": return isRead ? nil : repository(call.method)
    case "pulls" where !isRead:
      switch call.method {
      case "create": return (.openPullRequest, "pull-requests")
      case "merge": return (.merge, "contents")
      default: return (.commentOnPullRequest, "pull-requests")
      }
    case "actions" where !isRead:
      if call.method == "createWorkflowDispatch" { return (.dispatch, "actions") }
      let settles = ["Secret", "Variable", "Runner"].contains { call.method.contains($0) }
      return settles ? (.administer, "") : (nil, "actions")
    case "issues" where !isRead: return (.commentOnIssue, "issues")
    case "checks" where !isRead: return (.setStatus, "checks")
    case "git" where !isRead: return (.push, "contents")
    case "reactions" where !isRead: return (nil, "issues")
    default: return nil
    }
  }

  private static func membership(_ method: String, _ isRead: Bool) -> (Verb?, String)? {
    let isOfMembers = ["Member", "User"].contains { method.contains($0) } || method.contains("list")
    return isOfMembers ? (isRead ? .readMembers : .manageMembers, "") : nil
  }

  private static func repository(_ method: String) -> (Verb?, String)? {
    switch method {
    case "createDispatchEvent": return (.notify, "contents")
    case "createCommitStatus": return (.setStatus, "statuses")
    case "createOrUpdateFileContents", "deleteFile", "merge", "mergeUpstream": return (.push, "contents")
    case "createCommitComment": return (nil, "contents")
    default:
      if method.contains("Release") { return (.release, "contents") }
      if method.contains("Deployment") { return (nil, "deployments") }
      return (.administer, "")
    }
  }
}

/// One call of the API in a script: `github.rest.issues.createComment({…})` or `github.request('POST /…', {…})`.
private struct ScriptCall {
  /// `issues`; empty for a request.
  let group: String
  /// `createComment`.
  let method: String
  /// Of the name in the script.
  let offsets: Range<Int>
  /// The method and the path of a request.
  let route: (method: String, path: String)?
  /// What stands between its parentheses.
  private let arguments: Substring
  private let script: String

  /// `issues.createComment`.
  var name: String { "\(group).\(method)" }

  private static let groups = [
    "actions", "checks", "git", "issues", "orgs", "pulls", "reactions", "repos", "teams",
  ]

  /// What is called on a list that has the name of a group.
  private static let ofLists: Set<Substring> = [
    "at", "concat", "entries", "every", "filter", "find", "findIndex", "flat", "flatMap", "forEach", "get",
    "has", "includes", "indexOf", "join", "keys", "map", "pop", "push", "reduce", "reverse", "set", "shift",
    "slice", "some", "sort", "splice", "unshift", "values",
  ]

  private static let marks = groups.map { Array(".\($0).".utf8) }
  private static let requestMark = Array(".request(".utf8)

  /// Every call, in the order of the text.
  static func all(in script: WorkflowText) -> [ScriptCall] {
    let named = zip(groups, marks).filter { ShellScript.mentions([$0.1], in: script.bytes) }.map(\.0)
    let calls = named.flatMap { Self.calls(of: $0, in: script.text) }
    return calls.sorted { $0.offsets.lowerBound < $1.offsets.lowerBound }
      + (ShellScript.mentions([requestMark], in: script.bytes) ? requests(in: script.text) : [])
  }

  private static func calls(of group: String, in script: String) -> [ScriptCall] {
    script.ranges(of: ".\(group).").compactMap { place in
      let method = script[place.upperBound...].prefix { $0.isLetter || $0.isNumber }
      guard method.endIndex < script.endIndex, script[method.endIndex] == "(", !ofLists.contains(method)
      else { return nil }
      return ScriptCall(
        group: group, method: String(method),
        offsets: offsets(script.index(after: place.lowerBound)..<method.endIndex, in: script), route: nil,
        arguments: arguments(from: method.endIndex, in: script), script: script)
    }
  }

  private static func requests(in script: String) -> [ScriptCall] {
    script.ranges(of: ".request(").compactMap { place in
      let arguments = arguments(from: script.index(before: place.upperBound), in: script)
      let words = arguments.drop { "'\"`( \n".contains($0) }.prefix { !"'\"`,".contains($0) }
        .split(separator: " ")
      guard words.count == 2, words[1].hasPrefix("/repos/{owner}/{repo}/") else { return nil }
      let path = words[1].dropFirst("/repos/{owner}/{repo}/".count)
      let rest = arguments.drop { $0 != "," }
      return ScriptCall(
        group: "", method: "request", offsets: offsets(place, in: script),
        route: (String(words[0]), String(path)), arguments: rest, script: script)
    }
  }

  private static func offsets(_ range: Range<String.Index>, in script: String) -> Range<Int> {
    let start = script.utf8.distance(from: script.startIndex, to: range.lowerBound)
    return start..<start + script.utf8.distance(from: range.lowerBound, to: range.upperBound)
  }

  /// From an opening parenthesis to the closing one.
  private static func arguments(from start: String.Index, in script: String) -> Substring {
    var depth = 0
    for index in script[start...].indices {
      if script[index] == "(" { depth += 1 }
      if script[index] == ")" { depth -= 1 }
      if depth == 0 { return script[start..<index] }
    }
    return script[start...]
  }

  // MARK: Arguments

  /// The text that a property is given: a literal, or a constant that the script sets to one. Nil where it is not given, or
  /// is the workflow's own; where it cannot be told, what stands for that.
  func value(of property: String) -> String? {
    guard let value = Self.value(of: property, in: arguments) else { return nil }
    if let literal = Self.literal(value) { return literal }
    if value.hasPrefix("context.") { return nil }
    if value.hasPrefix("process.env.") { return "$" + value.dropFirst("process.env.".count) }
    let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
    for declaration in ["const", "let", "var"] {
      guard let place = script.ranges(of: "\(declaration) \(name) =").first else { continue }
      let set = script[place.upperBound...].drop { $0 == " " }
      if set.hasPrefix("context.") { return nil }
      return Self.literal(set) ?? UseScope.unknown
    }
    // `const { owner, repo } = context.repo`
    return script.contains("= context.repo") ? nil : UseScope.unknown
  }

  /// What stands after `repo:`, or the name alone, `{ owner, repo }`.
  private static func value(of property: String, in arguments: Substring) -> Substring? {
    for place in arguments.ranges(of: property) {
      let before = arguments[..<place.lowerBound].last
      guard before.map({ " \n\t{,'\"".contains($0) }) == true else { continue }
      let after = arguments[place.upperBound...].drop { "'\" \t".contains($0) }
      if after.first == ":" { return after.dropFirst().drop { " \n\t".contains($0) } }
      if let next = after.first, ",}\n".contains(next), before != "'", before != "\"" {
        return arguments[place.lowerBound...]
      }
    }
    return nil
  }

  /// A quoted text without parts that are worked out in JavaScript.
  private static func literal(_ text: Substring) -> String? {
    guard let quote = text.first, "'\"`".contains(quote) else { return nil }
    let inner = text.dropFirst().prefix { $0 != quote }
    return inner.contains("${") && !inner.contains("${{") ? UseScope.unknown : String(inner)
  }
}
