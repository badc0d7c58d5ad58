internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  /// What a need `api` calls, with each endpoint looked up; nil of any other verb, and with a report where nothing says it.
  ///
  /// - Parameter element: the long form; nil of the short one.
  mutating func calls(_ element: YAMLNode?, _ verb: Verb, at range: SourceRange) -> APICalls? {
    let (permissions, endpoints) = (element?["permissions"], element?["endpoints"])
    guard verb.isAPI else {
      for (option, node) in [("permissions", permissions), ("endpoints", endpoints)] {
        if let node { reportOption(option, verb, node) }
      }
      return nil
    }
    if let permissions, let endpoints {
      problems.error(
        "option-not-valid", "found both `permissions` and `endpoints`", at: endpoints.range,
        help: "keep one of the two: endpoints say themselves what they take",
        related: [.init(message: "the permissions are here", range: permissions.range)])
      return nil
    }
    if let permissions { return calls(permissions, of: verb) }
    if let endpoints { return calls(at: endpoints, of: verb) }
    problems.error(
      "missing-key", "found no `permissions` and no `endpoints` in a need `api`", at: range,
      help:
        "such as `{need: api \(verb.targetKind.rawValue) …, permissions: {\(Self.example(verb)): read}}`")
    return nil
  }

  private static func article(_ kind: TargetKind) -> String {
    "\(kind == .organization ? "an" : "a") \(kind.rawValue)"
  }

  private static func example(_ verb: Verb) -> String {
    verb == .api ? "vulnerability_alerts" : "members"
  }

  // MARK: Permissions

  private mutating func calls(_ node: YAMLNode, of verb: Verb) -> APICalls? {
    var found: [String: AccessLevel] = [:]
    for (name, entry) in entries(Fields(node)) {
      guard let level = entry.value.choice(AccessLevel.self), isOf(verb, name.text, entry.key) else {
        continue
      }
      found[name.text] = level
    }
    guard found.isEmpty else { return APICalls(permissions: found) }
    if node.kind == .mapping, node.count == 0 {
      problems.error(
        "missing-key", "found no permission in a need `api`", at: node.range,
        help: "such as `{\(Self.example(verb)): read}`")
    }
    return nil
  }

  /// Whether a permission can be one of what the verb is about; one that is not in the table is taken for an App's.
  private mutating func isOf(_ verb: Verb, _ name: String, _ key: YAMLNode) -> Bool {
    if name == "metadata" {
      problems.error(
        "permission-not-valid", "found `metadata`, which every token has", at: key.range,
        help: "name what else it calls, or say `clone` or `pull`")
      return false
    }
    if PermissionRecord.isElsewhere(name) {
      problems.error(
        "permission-not-valid", "found `\(name)`, a permission on no repository and no organization",
        at: key.range, help: "describe the use in words: `{other: \"what it does\", with: CREDENTIAL}`")
      return false
    }
    guard let record = PermissionRecord.named(name) else {
      reportUnknown(name, verb, key)
      return true
    }
    if record.target == verb.targetKind { return true }
    problems.error(
      "permission-not-valid", "found `\(name)`, a permission on \(Self.article(record.target))",
      at: key.range,
      help: "write it under `api \(record.target.rawValue)`")
    return false
  }

  /// GitHub adds permissions every month: a new one is no error.
  private mutating func reportUnknown(_ name: String, _ verb: Verb, _ key: YAMLNode) {
    let near = NearestMatch.match(name, among: PermissionRecord.names)
    problems.warning(
      "unknown-permission", "unknown permission `\(name)`", at: key.range,
      help: near.map { "did you mean `\($0)`?" }
        ?? "only a GitHub App is known to have it: no source says whether any other token can")
  }

  // MARK: Endpoints

  private mutating func calls(at node: YAMLNode, of verb: Verb) -> APICalls? {
    if node.kind == .sequence, node.count == 0 {
      problems.error(
        "missing-key", "found no endpoint in a need `api`", at: node.range,
        help: "such as `GET /repos/{owner}/{repo}/dependabot/alerts`")
    }
    let found = unique(node) { reader, element in reader.endpoint(element, of: verb) }
    return found.isEmpty ? nil : APICalls(found)
  }

  private mutating func endpoint(_ node: YAMLNode, of verb: Verb) -> EndpointRecord? {
    guard let text = node.textValue, TextRule.endpoint.accepts(node.bytes) else { return nil }
    switch endpoints.find(text) {
    case .noTable:
      problems.error(
        "no-endpoint-table", "cannot look up `\(text)`, because the table of endpoints is not there",
        at: node.range, help: "name what it takes with `permissions`")
      return nil
    case .unknown(let near):
      problems.error(
        "unknown-endpoint", "unknown endpoint `\(text)`", at: node.range,
        help: near.map { "did you mean `\($0)`?" } ?? "name what it takes with `permissions`")
      return nil
    case .known(let record):
      guard record.target == verb.targetKind else {
        problems.error(
          "endpoint-not-valid",
          "found `\(record.text)`, which is not about \(Self.article(verb.targetKind))",
          at: node.range,
          help: record.target.map { "write it under `api \($0.rawValue)`" }
            ?? "describe the use in words: `{other: \"what it does\", with: CREDENTIAL}`")
        return nil
      }
      guard !record.permissions.isEmpty else {
        problems.error(
          "endpoint-not-valid", "GitHub publishes no permission for `\(record.text)`", at: node.range,
          help:
            "name what it takes with `permissions`, or describe the use in words: `{other: \"what it does\", with: CREDENTIAL}`"
        )
        return nil
      }
      return record
    }
  }
}
