internal import LocatedYAML

extension OrganizationReader {
  /// The lists of `audit.ignore`, over all files. That its checks are there is for the audit to say, which knows them.
  mutating func ignoredFindings() -> [IgnoredFinding] {
    description.fields("audit").all("ignore").filter { $0.kind == .sequence }
      .flatMap { Array($0.elements) }.compactMap { ignoredFinding($0) }
      .sorted { ($0.check, $0.scope, $0.until, $0.because) < ($1.check, $1.scope, $1.until, $1.because) }
  }

  private mutating func ignoredFinding(_ node: YAMLNode) -> IgnoredFinding? {
    let by = reference(node["by"], .person)
    guard let scope = scope(node["in"]), let check = node["check"], let id = check.textValue,
      let because = node["because"]?.textValue, let until = node["until"]?.dayValue
    else { return nil }
    return IgnoredFinding(
      check: id, scope: scope, because: because, by: by, until: until, range: node.range,
      checkRange: check.range)
  }

  private mutating func scope(_ node: YAMLNode?) -> IgnoredFinding.Scope? {
    guard let node else { return .everywhere }
    guard let text = node.textValue else { return nil }
    guard let slash = text.firstIndex(of: "/") else {
      return reference(node, .repository).map { .repository($0) }
    }
    guard let repository = reference(String(text[..<slash]), .repository, at: node.range),
      let workflow = reference(
        String(text[text.index(after: slash)...]), .workflow(repository), at: node.range)
    else { return nil }
    return .workflow(repository: repository, workflow: workflow)
  }
}
