internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  mutating func consumer(_ name: Name, _ entry: YAMLNode.Entry) -> Consumer? {
    let node = entry.value
    guard let kind = node["kind"]?.choice(Consumer.Kind.self) else { return nil }
    var result = Consumer(name: name, kind: kind, range: entry.key.range)
    result.responsible = reference(node["responsible"], .teamOrLogin)
    result.storesIn = node["stores_in"]?.textValue
    result.repositories = references(node["repositories"], .repository).sorted()
    result.sameEnterprise = sameEnterprise(node["same_enterprise"], kind)
    checkRepositories(node, kind, at: entry.key.range)
    if node["needs"] == nil { assume("consumers.*.needs", "none") }
    result.needs = needs(node["needs"], of: .consumer(name))
    result.services = serviceUses(node["needs"], of: .consumer(name))
    result.otherUses = otherUses(node["needs"])
    result.guess = node.guess
    result.note = node["note"]?.textValue
    return result
  }

  private mutating func sameEnterprise(_ node: YAMLNode?, _ kind: Consumer.Kind) -> Bool? {
    guard let node else { return nil }
    if kind.record.place != .actions {
      problems.error(
        "option-not-valid", "found `same_enterprise` on a consumer of kind `\(kind.rawValue)`",
        at: node.range,
        help: "use it only with kind `actions`, a workflow of another organization")
    }
    return node.booleanValue
  }

  private mutating func checkRepositories(_ node: YAMLNode, _ kind: Consumer.Kind, at range: SourceRange) {
    let hasStore = kind.record.store != nil
    let repositories = node["repositories"]
    if hasStore, repositories == nil {
      problems.error(
        "missing-key", "found no `repositories` in a consumer of kind `\(kind.rawValue)`", at: range,
        help: "list the repositories whose \(kind.rawValue) store contains the secret")
    } else if !hasStore, let repositories {
      problems.error(
        "option-not-valid", "found `repositories` on a consumer of kind `\(kind.rawValue)`",
        at: repositories.range,
        help: "use it only with kind `dependabot` or `codespaces`")
    }
  }

  /// The needs of one automation, in the order of their texts.
  mutating func needs(_ node: YAMLNode?, of automation: AutomationID) -> [Need] {
    guard let node, node.kind == .sequence else { return [] }
    var first = FirstPlaces<Name>(expected: node.count)
    var result: [(text: Name, need: Need)] = []
    for element in node.elements {
      guard let need = need(element, of: automation) else { continue }
      let text = Name(need.text)
      if let earlier = first.note(text, at: element) {
        reportTwice(need, element, earlier)
      } else {
        result.append((text, need))
        if wantsAccesses { accesses.insert(AccessID(automation, need)) }
      }
    }
    return result.sorted { $0.text < $1.text }.map(\.need)
  }

  private mutating func reportTwice(_ need: Need, _ element: YAMLNode, _ earlier: YAMLNode) {
    reportTwice(need.text, "write it once, with the options of both", element, earlier)
  }

  private mutating func reportTwice(_ text: String, _ help: String, _ element: YAMLNode, _ earlier: YAMLNode)
  {
    problems.error(
      "duplicate-need", "found the need `\(text)` twice", at: element.range, help: help,
      related: [.init(message: "first written here", range: earlier.range)])
  }

  /// The uses in words among the needs of one automation, in the order of their credentials and words.
  mutating func otherUses(_ node: YAMLNode?) -> [OtherUse] {
    guard let node, node.kind == .sequence else { return [] }
    var first = FirstPlaces<OtherUseKey>(expected: node.count)
    var result: [OtherUse] = []
    for element in node.elements {
      guard let use = otherUse(element) else { continue }
      if let earlier = first.note(OtherUseKey(use), at: element) {
        reportTwice(use.words, "write it once", element, earlier)
      } else {
        result.append(use)
      }
    }
    return result.sorted { ($0.credential, $0.words) < ($1.credential, $1.words) }
  }

  private mutating func otherUse(_ element: YAMLNode) -> OtherUse? {
    guard let words = element["other"]?.textValue, let credential = reference(element["with"], .credential)
    else { return nil }
    var result = OtherUse(words, with: credential, range: element.range)
    result.guess = element.guess
    result.note = element["note"]?.textValue
    return result
  }

  private mutating func need(_ element: YAMLNode, of automation: AutomationID) -> Need? {
    let isLong = element.kind == .mapping
    guard let text = isLong ? element["need"] : element, text.kind == .scalar,
      case .success(let words) = NeedParser.parse(text.bytes), let target = target(words, in: text)
    else { return nil }
    var result = Need(words.verb, target, range: element.range)
    result.api = calls(isLong ? element : nil, words.verb, at: element.range)
    if words.verb.isAPI, result.api == nil { return nil }
    guard isLong else { return assumeNoOptions(result) }
    result.triggersWorkflows = flag(element["triggers_workflows"], "needs.*.triggers_workflows")
    result.changesWorkflows = flag(element["changes_workflows"], "needs.*.changes_workflows")
    result.fromFork = element["from_fork"]?.booleanValue ?? false
    result.branch = branch(element["branch"], result)
    if let exists = element["exists"] { reportOption("exists", result.verb, exists) }
    result.why = element["why"]?.textValue
    result.guess = element.guess
    result.note = element["note"]?.textValue
    checkOptions(element, result)
    if let environment = element["environment"] {
      result.environment = self.environment(environment, of: automation)
    }
    return result
  }

  private mutating func branch(_ node: YAMLNode?, _ need: Need) -> Name? {
    guard let node else { return nil }
    if !need.record.writesBranches { reportOption("branch", need.verb, node) }
    return node.textValue.map { Name($0) }
  }

  private mutating func assumeNoOptions(_ need: Need) -> Need {
    assume("needs.*.triggers_workflows", "false")
    assume("needs.*.changes_workflows", "false")
    return need
  }

  private mutating func target(_ words: NeedParser.Words, in node: YAMLNode) -> NeedTarget? {
    let text = String(decoding: words.target, as: UTF8.self)
    let start = words.target.startIndex - node.bytes.startIndex
    let range = node.range(of: start..<start + words.target.count)
    switch words.verb.targetKind {
    case .package: return reference(text, .package, at: range).map(NeedTarget.package)
    case .repository: return repositoryReference(text, at: range).map(NeedTarget.repository)
    case .organization:
      guard text != "self" else { return .organization(nil) }
      return otherOrganization(text, at: range).map { .organization($0) }
    }
  }

  mutating func environment(_ node: YAMLNode, of automation: AutomationID) -> Name? {
    if case .workflow(let repository, _) = automation { return reference(node, .environment(repository)) }
    problems.error(
      "option-not-valid", "found `environment` on a need of a consumer", at: node.range,
      help: "set it only on a need of a workflow, because only jobs have environments")
    return nil
  }

  private mutating func checkOptions(_ element: YAMLNode, _ need: Need) {
    for (option, holds) in [
      ("triggers_workflows", need.canTriggerWorkflows), ("changes_workflows", need.record.changesContents),
      ("from_fork", need.verb == .openPullRequest),
    ] where !holds {
      guard let node = element[option], node.booleanValue == true else { continue }
      reportOption(option, need.verb, node)
    }
  }

  mutating func reportOption(_ option: String, _ verb: Verb, _ node: YAMLNode) {
    problems.error(
      "option-not-valid", "found `\(option)` on `\(verb.word) \(verb.targetKind.rawValue)`",
      at: node.range, help: "remove it, because that need can't do it")
  }
}

/// What makes two uses in words one.
private struct OtherUseKey: Hashable {
  let words: String
  let credential: Name

  init(_ use: OtherUse) {
    words = use.words
    credential = use.credential
  }
}

extension Need {
  /// Whether doing it can start a workflow.
  fileprivate var canTriggerWorkflows: Bool { !record.onlyReads && verb.targetKind != .organization }
}
