internal import LocatedYAML
package import SourceText

/// Reads workflow and action files: text → typed values with places, and every problem that GitHub would see.
///
/// What is wrong does not stop the reading: a file with problems gives as much as can be read of it.
package struct WorkflowReader {
  /// What came out of reading one file.
  package struct Reading: Sendable {
    /// Nil where the text is not YAML, or no mapping.
    package let source: WorkflowSource?
    /// All problems, in the order of their places; an error is something for which GitHub refuses the file.
    package let diagnostics: [Diagnostic]

    /// The workflow, where it is one.
    package var workflow: WorkflowFile? {
      if case .workflow(let file) = source { file } else { nil }
    }

    /// The action, where it is one.
    package var action: ActionFile? {
      if case .action(let file) = source { file } else { nil }
    }
  }

  let expressions: [UInt32: [EmbeddedExpression]]
  var diagnostics: [Diagnostic]

  /// Reads a file.
  /// - Parameter path: inside its repository; it says whether the file is a workflow or an action.
  package static func read(_ file: SourceFile, as id: SourceFileID, path: String) -> Reading {
    let isAction = isActionPath(path)
    let isPolicy = TrustPolicyFile.isPath(path)
    let expected = isPolicy ? "a trust policy" : isAction ? "an action" : "a workflow"
    let (document, diagnostics) = YAMLParser.parse(file, as: id, expecting: expected)
    guard let document else { return Reading(source: nil, diagnostics: diagnostics) }
    let root = document.root
    guard root.kind == .mapping else {
      let words = root.kind == .sequence ? "a list" : "a text"
      let problem = Diagnostic(
        "wrong-kind", "found \(words), expected \(expected)", at: root.range)
      return Reading(source: nil, diagnostics: diagnostics + [problem])
    }
    if isPolicy {
      return Reading(source: .policy(TrustPolicyFile(root, id, path)), diagnostics: diagnostics)
    }
    var checker = WorkflowShapeChecker()
    checker.check(root, .mapping(isAction ? WorkflowShape.action : WorkflowShape.workflow))
    var reader = WorkflowReader(
      expressions: checker.expressions, diagnostics: diagnostics + checker.diagnostics)
    let source: WorkflowSource =
      isAction ? .action(reader.action(root, id, path)) : .workflow(reader.workflow(root, id, path))
    return Reading(source: source, diagnostics: reader.diagnostics.inOrderOfPlaces)
  }

  /// `action.yml` or `action.yaml` anywhere but in the folder of workflows.
  package static func isActionPath(_ path: String) -> Bool {
    let name = path.pathParts.last ?? ""
    return (name == "action.yml" || name == "action.yaml") && !isWorkflowPath(path)
  }

  /// A `.yml` or `.yaml` file in `.github/workflows`.
  package static func isWorkflowPath(_ path: String) -> Bool {
    let folder = ".github/workflows/"
    guard path.hasPrefix(bytesOf: folder), path.hasSuffix(bytesOf: ".yml") || path.hasSuffix(bytesOf: ".yaml")
    else { return false }
    return !path.utf8.dropFirst(folder.utf8.count).contains(UInt8(ascii: "/"))
  }

  mutating func report(_ id: String, _ message: String, at range: SourceRange, help: String? = nil) {
    diagnostics.append(Diagnostic(id, message, at: range, help: help))
  }
}

// MARK: - Values

extension WorkflowReader {
  /// A scalar as a text; nil for anything else, and for nothing at all.
  func text(_ node: YAMLNode) -> WorkflowText? {
    guard node.kind == .scalar, !node.isNull else { return nil }
    return WorkflowText(node, expressions[node.range.start] ?? [])
  }

  /// A scalar, or the scalars of a list.
  func texts(_ node: YAMLNode) -> [WorkflowText] {
    node.kind == .sequence ? node.elements.compactMap(text) : [text(node)].compactMap(\.self)
  }

  func words(_ node: YAMLNode) -> [String] { texts(node).map(\.text) }

  func entries(_ node: YAMLNode) -> [WorkflowEntry] {
    node.entries.compactMap { entry in
      guard entry.value.kind == .scalar else { return nil }
      let value = WorkflowText(entry.value, expressions[entry.value.range.start] ?? [])
      return WorkflowEntry(name: entry.key.text, nameRange: entry.key.range, value: value)
    }
  }

  func permissions(_ entry: YAMLNode.Entry) -> TokenPermissions? {
    let node = entry.value
    let form: TokenPermissions.Form
    switch node.kind {
    case .mapping: form = .entries(node.entries.compactMap(permission))
    case .scalar where node.text == "read-all": form = .readAll
    case .scalar where node.text == "write-all": form = .writeAll
    case .scalar, .sequence: return nil
    }
    return TokenPermissions(form: form, range: node.range, keyRange: entry.key.range)
  }

  private func permission(_ entry: YAMLNode.Entry) -> TokenPermissions.Entry? {
    guard let level = PermissionLevel(rawValue: entry.value.text) else { return nil }
    return TokenPermissions.Entry(
      name: entry.key.text, level: level, nameRange: entry.key.range, levelRange: entry.value.range)
  }

  func defaults(_ node: YAMLNode) -> RunDefaults {
    guard let run = node["run"] else { return RunDefaults() }
    return RunDefaults(
      shell: run["shell"].flatMap(text), workingDirectory: run["working-directory"].flatMap(text))
  }

  func concurrency(_ node: YAMLNode) -> ConcurrencyGroup? {
    guard node.kind == .mapping else { return text(node).map { ConcurrencyGroup(group: $0) } }
    guard let group = node["group"].flatMap(text) else { return nil }
    return ConcurrencyGroup(group: group, cancelInProgress: node["cancel-in-progress"].flatMap(text))
  }
}
