internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  // MARK: Services

  mutating func service(_ name: Name, _ entry: YAMLNode.Entry) -> DescribedService {
    let node = entry.value
    var result = DescribedService(name: name, range: entry.key.range)
    result.is = node["is"]?.textValue
    result.host = node["host"]?.textValue
    result.responsible = reference(node["responsible"], .teamOrLogin)
    result.accounts = Entries(entries(Fields(node["accounts"])).map { serviceAccount($0.name, $0.entry) })
    result.note = node["note"]?.textValue
    let outline = outline(of: result, node["is"]?.range ?? entry.key.range)
    readValues(node, outline, into: &result)
    return result
  }

  /// The record that a service is to have; that of what isn't looked up where it has none. One with a name like that of a
  /// record is most likely mistyped.
  private mutating func outline(of service: DescribedService, _ range: SourceRange) -> ServiceOutline? {
    switch services.find(service.recordID) {
    case .known(let outline): return outline
    case .noTable: return nil
    case .unknown(let near):
      if service.is != nil {
        problems.error(
          "unknown-service", "found the unknown service `\(service.recordID)`", at: range,
          help: near.map { "did you mean `\($0)`?" }
            ?? "use the id of a record of the catalog, or `other`")
      } else if let near {
        problems.warning(
          "unknown-service", "found the service `\(service.name)`, of which the catalog has no record",
          at: range,
          help: "did you mean `\(near)`? Otherwise, set `is: other`")
      }
      if case .known(let outline) = services.find("other") { return outline }
      return nil
    }
  }

  /// The keys that the record asks for; of a service that isn't looked up they stand under `answers`.
  private mutating func readValues(
    _ node: YAMLNode, _ outline: ServiceOutline?, into service: inout DescribedService
  ) {
    guard let outline else { return }
    let fixed = Set(DescriptionShape.service.keys.map(\.name))
    for entry in node.entries where entry.key.kind == .scalar && !fixed.contains(entry.key.text) {
      readValue(entry, outline.isGeneric ? [:] : outline.asks, into: &service)
    }
    for entry in Fields(node["answers"]).entries {
      readValue(entry, outline.isGeneric ? outline.asks : [:], into: &service)
    }
  }

  private mutating func readValue(
    _ entry: YAMLNode.Entry, _ asks: [String: ServiceAnswerForm], into service: inout DescribedService
  ) {
    let key = entry.key.text
    if key.hasPrefix("x-") || key == "note" { return }
    guard let form = asks[key] else {
      return reportUnknownKey(entry.key, of: service, known: asks.keys.sorted())
    }
    if let value = answer(entry.value, form) { service.values[key] = value }
  }

  private mutating func reportUnknownKey(_ key: YAMLNode, of service: DescribedService, known: [String]) {
    let fixed = DescriptionShape.service.keys.map(\.name)
    let keys = fixed + known.filter { !fixed.contains($0) }
    problems.error(
      "unknown-key", "found the unknown key `\(key.text)` in the service `\(service.name)`", at: key.range,
      help: NearestMatch.match(key.text, among: keys).map { "did you mean `\($0)`?" }
        ?? "use one of: " + keys.joined(separator: ", "))
  }

  private mutating func answer(_ node: YAMLNode, _ form: ServiceAnswerForm) -> String? {
    switch form {
    case .list:
      guard node.kind == .sequence else { return wrongAnswer(node, "a list") }
      return node.elements.map(\.text).joined(separator: ", ")
    case .boolean:
      guard let value = node.booleanValue else { return wrongAnswer(node, "`true` or `false`") }
      return String(value)
    case .choice(let words):
      guard let text = node.textValue else {
        return wrongAnswer(node, Shape.alternatives(words.map { "`\($0)`" }))
      }
      if words.contains(text) { return text }
      problems.error(
        "unknown-value", "found `\(text)`, expected \(Shape.alternatives(words.map { "`\($0)`" }))",
        at: node.range,
        help: NearestMatch.match(text, among: words).map { "did you mean `\($0)`?" })
      return nil
    case .text:
      guard let text = node.textValue else { return wrongAnswer(node, "a text") }
      return text
    case .accounts: return nil
    }
  }

  private mutating func wrongAnswer(_ node: YAMLNode, _ expected: String) -> String? {
    problems.error("wrong-kind", "found \(node.kindInWords), expected \(expected)", at: node.range)
    return nil
  }

  private mutating func serviceAccount(_ name: Name, _ entry: YAMLNode.Entry) -> ServiceAccount {
    var result = ServiceAccount(name: name, range: entry.key.range)
    let custodians = entry.value["custodians"]
    result.custodians = custodians.map { references($0, .person) }
    if let custodians, custodians.kind == .sequence, custodians.count < 2 {
      problems.warning(
        "few-custodians",
        "found \(custodians.count == 0 ? "no custodian" : "one custodian") of the account `\(name)`, expected two or more",
        at: custodians.range, help: "name a second person, so that the account isn't lost with the first")
    }
    result.twoFactor = entry.value["two_factor"]?.booleanValue
    result.note = entry.value["note"]?.textValue
    return result
  }

  // MARK: Needs

  /// The needs of services of one automation, in the order of their texts.
  mutating func serviceUses(_ node: YAMLNode?, of automation: AutomationID) -> [ServiceUse] {
    guard let node, node.kind == .sequence else { return [] }
    var first = FirstPlaces<Name>(expected: node.count)
    var result: [(text: Name, use: ServiceUse)] = []
    for element in node.elements {
      guard let use = serviceUse(element, of: automation) else { continue }
      let text = Name(use.text)
      if let earlier = first.note(text, at: element) {
        problems.error(
          "duplicate-need", "found the need `\(use.text)` twice", at: element.range,
          help: "write it once, with the options of both",
          related: [.init(message: "first written here", range: earlier.range)])
      } else {
        result.append((text, use))
        if wantsAccesses { accesses.insert(AccessID(automation, use)) }
      }
    }
    return result.sorted { $0.text < $1.text }.map(\.use)
  }

  private mutating func serviceUse(_ element: YAMLNode, of automation: AutomationID) -> ServiceUse? {
    let isLong = element.kind == .mapping
    guard let text = isLong ? element["need"] : element, text.kind == .scalar,
      ServiceNeedParser.isMeant(text.bytes),
      case .success(let words) = ServiceNeedParser.parse(text.bytes),
      let service = reference(words.service, .service, at: text.range(of: words.serviceRange))
    else { return nil }
    var result = ServiceUse(words.verb, service, words.kind, words.target, range: element.range)
    let need = checkKind(words, of: service, in: text)
    if wantsAccesses { serviceOptions[AccessID(automation, result)] = need?.options ?? [] }
    guard isLong else { return result }
    result.why = element["why"]?.textValue
    result.guess = element.guess
    result.note = element["note"]?.textValue
    result.exists = element["exists"]?.booleanValue ?? true
    result.branch = element["branch"]?.textValue.map { Name($0) }
    if let exists = element["exists"], let need, !need.asksWhetherItExists {
      reportServiceOption("exists", result, exists)
    }
    for option in ["triggers_workflows", "changes_workflows", "from_fork", "permissions", "endpoints"] {
      if let node = element[option] { reportServiceOption(option, result, node) }
    }
    if let environment = element["environment"] {
      result.environment = self.environment(environment, of: automation)
    }
    return result
  }

  private mutating func reportServiceOption(_ option: String, _ use: ServiceUse, _ node: YAMLNode) {
    problems.error(
      "option-not-valid", "found `\(option)` on `\(use.verb.rawValue) \(use.service):\(use.kind)`",
      at: node.range,
      help: "remove it, because that need can't do it")
  }

  /// What the record knows of a need; nil where there is no record, or it has no such need.
  private mutating func checkKind(
    _ words: ServiceNeedParser.Words, of service: Name, in node: YAMLNode
  ) -> ServiceOutline.Need? {
    guard let id = serviceIDs[service.folded], case .known(let outline) = services.find(id),
      !outline.isGeneric
    else { return nil }
    if let need = outline.needs.first(where: { $0.verb == words.verb && $0.kind == words.kind }) {
      return need
    }
    let start = node.range(of: words.kindRange)
    let all = outline.needs.map { "\($0.verb.rawValue) \(service):\($0.kind)" }
    problems.error(
      "unknown-need",
      "found `\(words.verb.rawValue) \(service):\(words.kind)`, which isn't a need of that service",
      at: start,
      help: NearestMatch.match("\(words.verb.rawValue) \(service):\(words.kind)", among: all)
        .map { "did you mean `\($0)`?" } ?? "use one of: " + all.joined(separator: ", "))
    return nil
  }

  // MARK: Called workflows

  /// The workflows that call one, `repository/workflow`.
  mutating func callers(_ node: YAMLNode?) -> [AutomationID] {
    unique(node) { reader, element in
      guard case .workflow(let repository, let workflow)? = reader.automation(element) else {
        reader.problems.error(
          "wrong-kind", "found `\(element.text)`, expected a workflow", at: element.range,
          help: "write `repository/workflow`")
        return nil
      }
      return .workflow(repository: repository, workflow: workflow)
    }.sorted()
  }

  // MARK: Credentials

  /// What a credential of a service says that others don't.
  mutating func readService(_ node: YAMLNode, into credential: inout ExistingCredential) {
    guard let service = reference(node["service"], .service) else { return }
    let kind = node["kind"]?.choice(ServiceCredentialKind.self) ?? .unknown
    credential.service = .init(of: service, kind: kind, may: node["may"]?.textValue, account: nil)
    guard let holder = node["holder"], let text = holder.textValue else { return }
    if let account = declared.serviceAccounts[service.folded]?[text] {
      credential.service?.account = account
      credential.holder = nil
    } else {
      credential.holder = reference(holder, .serviceHolder(service))
    }
  }
}
