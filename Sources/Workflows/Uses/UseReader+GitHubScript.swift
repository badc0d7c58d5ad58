internal import Catalog
internal import OrganizationModel
internal import SourceText

// MARK: - Calls of the API in JavaScript

extension UseReader {
  mutating func readGitHubScript(_ use: ActionUse, _ scope: UseScope) {
    guard let script = use.inputs["script"] else { return }
    let credential = use.inputs["github-token"].map { scope.credential(in: $0) } ?? .jobToken
    var seen: [(method: String, target: ShownTarget)] = []
    let calls = ScriptCall.all(in: script, of: catalog.octokitGroups)
    if credential == .jobToken { noteUnseen(script, calls) }
    for call in calls {
      let target = target(of: call, script, scope)
      guard call.route != nil || !seen.contains(where: { $0 == (call.name, target) }) else { continue }
      seen.append((call.name, target))
      readCall(call, on: target, with: credential, at: script.range(of: call.offsets))
    }
  }

  /// What a script does with its client besides calls that are read, and what it runs.
  private mutating func noteUnseen(_ script: WorkflowText, _ calls: [ScriptCall]) {
    let starts = Set(calls.map(\.offsets.lowerBound))
    for place in script.text.ranges(of: "github") {
      let offset = script.text.utf8.distance(from: script.text.startIndex, to: place.lowerBound)
      guard ScriptCall.isClient(place, in: script.text),
        !script.expressions.contains(where: { $0.offsets.contains(offset) })
      else { continue }
      let rest = script.text[place.upperBound...]
      let isRead = ["", ".rest"].contains { prefix in
        rest.hasPrefix("\(prefix).") && starts.contains(offset + "github\(prefix).".utf8.count)
      }
      let isAsked = rest.hasPrefix(".request(") && starts.contains(offset + "github".utf8.count)
      let isPaged = rest.hasPrefix(".paginate(github.") || rest.hasPrefix(".paginate.iterator(github.")
      if isRead || isAsked || isPaged || rest.hasPrefix(".graphql(") { continue }
      let range = script.range(of: offset..<offset + "github".utf8.count)
      unseen("`actions/github-script` hands its client on, or calls what is not known", .token, at: range)
    }
    if script.text.contains("exec(") || script.text.contains("getExecOutput(") {
      noteUnseen("a command that `actions/github-script` runs", script.range, nil)
    }
  }

  private mutating func readCall(
    _ call: ScriptCall, on target: ShownTarget, with credential: CredentialSource?, at range: SourceRange
  ) {
    let request = { (method: String, path: [String], why: String) in
      APIRequest(
        method: method, path: path, credential: credential, range: range, why: why, body: call.body)
    }
    if call.group == "graphql" {
      return read(request("POST", ["graphql"], "`actions/github-script`"))
    }
    if let route = call.route {
      let path = Self.named(route.path.split(separator: "/").map(String.init), target)
      return read(request(route.method.uppercased(), path, "a request in `actions/github-script`"))
    }
    guard let endpoint = catalog.endpoint(octokit: call.group, call.method) else {
      if call.isOfRest { showOther("calls \(call.name) of Octokit", .medium, with: credential, at: range) }
      return
    }
    let why = "`\(call.name)` in `actions/github-script`"
    read(request(endpoint.method, Self.named(endpoint.path, target), why))
  }

  /// A path with the names of a repository in it.
  private static func named(_ path: [String], _ target: ShownTarget) -> [String] {
    guard path.starts(with: ["repos", "{owner}", "{repo}"]) else { return path }
    switch target {
    case .repository(let owner, let name): return ["repos", owner, name] + path.dropFirst(3)
    case .unknownRepository: return ["repos", UseScope.unknown, UseScope.unknown] + path.dropFirst(3)
    case .ownRepository, .package, .organization: return path
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
  /// Whether it is called on `rest`, and can be nothing but a call of the API.
  var isOfRest = false
  private let script: String

  /// `issues.createComment`.
  var name: String { "\(group).\(method)" }

  /// What is called on a list that has the name of a group.
  private static let ofLists: Set<Substring> = [
    "at", "concat", "entries", "every", "filter", "find", "findIndex", "flat", "flatMap", "forEach", "get",
    "has", "includes", "indexOf", "join", "keys", "map", "pop", "push", "reduce", "reverse", "set", "shift",
    "slice", "some", "sort", "splice", "unshift", "values",
  ]

  /// Whether `github` in a script is its client: no part of another word, of an address or of a text.
  static func isClient(_ place: Range<String.Index>, in script: String) -> Bool {
    let isOfWord = { (character: Character) in
      character.isLetter || character.isNumber || "_-$./@'\"`#".contains(character)
    }
    let before = script[..<place.lowerBound].last
    let after = script[place.upperBound...].first
    return !(before.map(isOfWord) ?? false)
      && !(after.map { $0.isLetter || $0.isNumber || "_-$/'\"`".contains($0) } ?? false)
      && !script[place.upperBound...].hasPrefix(".com")
  }

  private static let requestMark = Array(".request(".utf8)
  private static let queryMark = Array(".graphql(".utf8)

  /// Every call, in the order of the text.
  ///
  /// - Parameter groups: what Octokit calls the groups of its methods.
  static func all(in script: WorkflowText, of groups: [String]) -> [ScriptCall] {
    let named = groups.filter { ShellScript.mentions([Array(".\($0).".utf8)], in: script.bytes) }
    let calls = named.flatMap { Self.calls(of: $0, in: script.text) }
    return calls.sorted { $0.offsets.lowerBound < $1.offsets.lowerBound }
      + (ShellScript.mentions([requestMark], in: script.bytes) ? requests(in: script.text) : [])
      + (ShellScript.mentions([queryMark], in: script.bytes) ? queries(in: script.text).prefix(1) : [])
  }

  private static func calls(of group: String, in script: String) -> [ScriptCall] {
    script.ranges(of: ".\(group).").compactMap { place in
      let method = script[place.upperBound...].prefix { $0.isLetter || $0.isNumber }
      let isOfRest = script[..<place.lowerBound].hasSuffix("rest")
      guard method.endIndex < script.endIndex, !ofLists.contains(method),
        script[method.endIndex] == "(" || isOfRest && ",)".contains(script[method.endIndex])
      else { return nil }
      return ScriptCall(
        group: group, method: String(method),
        offsets: offsets(script.index(after: place.lowerBound)..<method.endIndex, in: script), route: nil,
        arguments: arguments(from: method.endIndex, in: script), isOfRest: isOfRest, script: script)
    }
  }

  private static func requests(in script: String) -> [ScriptCall] {
    script.ranges(of: ".request(").compactMap { place in
      let arguments = arguments(from: script.index(before: place.upperBound), in: script)
      let words = arguments.drop { "'\"`( \n".contains($0) }.prefix { !"'\"`,".contains($0) }
        .split(separator: " ")
      guard words.count == 2, words[1].hasPrefix("/") else { return nil }
      let rest = arguments.drop { $0 != "," }
      return ScriptCall(
        group: "", method: "request", offsets: offsets(place, in: script),
        route: (String(words[0]), String(words[1])), arguments: rest, script: script)
    }
  }

  private static func queries(in script: String) -> [ScriptCall] {
    script.ranges(of: ".graphql(").map { place in
      ScriptCall(
        group: "graphql", method: "", offsets: offsets(place, in: script), route: nil,
        arguments: arguments(from: script.index(before: place.upperBound), in: script), script: script)
    }
  }

  /// What stands beside it; of a query, which may stand anywhere, the whole script.
  var body: String { group == "graphql" ? script : String(arguments) }

  private static func offsets(_ range: Range<String.Index>, in script: String) -> Range<Int> {
    let start = script.utf8.distance(from: script.startIndex, to: range.lowerBound)
    return start..<start + script.utf8.distance(from: range.lowerBound, to: range.upperBound)
  }

  /// From an opening parenthesis to the closing one; from within those of `paginate` to the end of them.
  private static func arguments(from start: String.Index, in script: String) -> Substring {
    var depth = script[start] == "(" ? 0 : 1
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
