internal import Catalog
internal import SourceText

/// What the texts of one job or action mean: which credentials reach them, and what they say as far as the files tell.
struct UseScope: Sendable {
  /// What a caller passes in.
  struct Bound: Sendable {
    var credentials: [CredentialSource] = []
    /// Every text that it may be; `unknown` stands for what the files do not tell.
    var texts: [String] = []
  }

  /// Stands in a text for what the files do not tell.
  static let unknown = "\u{FFFC}"
  private static let most = 32

  /// The repository that the workflow runs in.
  let tree: RepositoryTree
  /// The one that the file stands in.
  var home: RepositoryTree
  let trees: RepositoryTrees
  /// The actions that are known.
  let actions: KnownActions
  /// The outermost first.
  var env: [[WorkflowEntry]] = []
  var steps: [WorkflowStep] = []
  var matrix: JobMatrix?
  /// By name in lower case.
  var inputs: [String: Bound] = [:]
  /// By name in upper case; nil where every secret is the caller's own.
  var secrets: [String: Bound]?
  /// What earlier steps of the job wrote to `GITHUB_ENV`, by name in lower case.
  var written: [String: Bound] = [:]
  /// What earlier steps wrote to `GITHUB_OUTPUT`, by `step.output` in lower case.
  var outputs: [String: Bound] = [:]

  init(
    tree: RepositoryTree, home: RepositoryTree? = nil, trees: RepositoryTrees, knowing actions: KnownActions
  ) {
    self.tree = tree
    self.home = home ?? tree
    self.trees = trees
    self.actions = actions
  }

  // MARK: Credentials

  /// The credentials that a text carries, each once, with the place of each.
  func credentials(in text: WorkflowText, depth: Int = 0) -> [(source: CredentialSource, offsets: Range<Int>)]
  {
    var found: [(source: CredentialSource, offsets: Range<Int>)] = []
    for expression in text.expressions {
      for reference in expression.expression.references {
        for source in credentials(of: reference, depth) where !found.contains(where: { $0.source == source })
        {
          found.append((source, reference.offsets))
        }
      }
    }
    return found
  }

  /// The first credential of one expression.
  func credential(in expression: EmbeddedExpression) -> CredentialSource? {
    expression.expression.references.lazy.compactMap { credentials(of: $0, 0).first }.first
  }

  /// The first credential of a text.
  func credential(in text: WorkflowText?) -> CredentialSource? {
    text.flatMap { credentials(in: $0).first?.source }
  }

  /// The first credential of a variable, by its name.
  func credential(inVariable name: String) -> CredentialSource? {
    if let written = written(name) { return written.credentials.first }
    return credential(in: variable(name))
  }

  /// What a variable was set to by way of `GITHUB_ENV`; nil where the step sets it anew.
  func written(_ name: String) -> Bound? {
    written.isEmpty || env.last?[name] != nil ? nil : written[name.lowercased()]
  }

  func variable(_ name: String) -> WorkflowText? {
    for entries in env.reversed() {
      if let value = entries[name] { return value }
    }
    return nil
  }

  private func credentials(of reference: ContextReference, _ depth: Int) -> [CredentialSource] {
    guard depth < 8 else { return [] }
    switch reference.context {
    case "secrets": return secretCredentials(reference)
    case "github":
      if reference.isPath("github", "token") { return [.jobToken] }
      if reference.path.isEmpty { return [.jobToken] }
      return reference.name(at: 0) == "event" && reference.name(at: 1) == "inputs"
        ? bound(reference.name(at: 2)).credentials : []
    case "env":
      guard let name = reference.property else { return [] }
      return written(name)?.credentials ?? variable(name).map { sources(in: $0, depth) } ?? []
    case "inputs": return bound(reference.property).credentials
    case "matrix":
      return reference.property.flatMap { matrix?.values(of: $0) }?.flatMap { sources(in: $0, depth) } ?? []
    case "steps": return stepCredentials(reference, depth)
    default: return []
    }
  }

  private func sources(in text: WorkflowText, _ depth: Int) -> [CredentialSource] {
    credentials(in: text, depth: depth + 1).map(\.source)
  }

  private func bound(_ name: String?) -> Bound { name.flatMap { inputs[$0] } ?? Bound() }

  private func secretCredentials(_ reference: ContextReference) -> [CredentialSource] {
    switch reference.path.first {
    case nil, .all: return [.allSecrets]
    case .computed: return [.computedSecret]
    case .name(let name):
      let name = CredentialSource.secretName(name)
      if name == "GITHUB_TOKEN" { return [.jobToken] }
      guard let secrets else { return [.secret(name)] }
      return secrets[name]?.credentials ?? []
    }
  }

  /// `steps.ID.outputs.NAME`.
  private func stepCredentials(_ reference: ContextReference, _ depth: Int) -> [CredentialSource] {
    guard reference.name(at: 1) == "outputs", let id = reference.property, let output = reference.name(at: 2)
    else { return [] }
    if let written = outputs["\(id).\(output)"] { return written.credentials }
    guard let step = step(id), let use = step.action else { return [] }
    if let name = use.target.actionName, output.contains("token") {
      if let mint = mint(step) { return [.appToken(mint)] }
      if actions[name]?.federates == true { return [.federated(name)] }
    }
    guard let action = action(use), let value = action.file.outputs[output] else { return [] }
    return inside(action, use, depth: depth + 1).credentials(in: value, depth: depth + 1).map(\.source)
  }

  func step(_ id: String) -> WorkflowStep? { steps.first { $0.id?.text.lowercased() == id } }

  // MARK: Calls

  /// Within a composite action that a step uses.
  func inside(_ action: Followed<ActionFile>, _ use: ActionUse, depth: Int = 0) -> UseScope {
    var inner = UseScope(tree: tree, home: action.home, trees: trees, knowing: actions)
    inner.env = env
    inner.steps = action.file.steps
    inner.secrets = [:]
    inner.inputs = bind(use.inputs, action.file.inputs, depth)
    return inner
  }

  /// Within a workflow that a job calls.
  func inside(_ workflow: Followed<WorkflowFile>, _ call: WorkflowCall) -> UseScope {
    var inner = UseScope(tree: tree, home: workflow.home, trees: trees, knowing: actions)
    inner.inputs = bind(call.inputs, workflow.file.interface?.inputs ?? [])
    switch call.secrets {
    case .inherit: inner.secrets = secrets
    case .none: inner.secrets = [:]
    case .entries(let entries):
      inner.secrets = Dictionary(
        entries.map { ($0.name.uppercased(), bound(to: $0.value)) }, uniquingKeysWith: { first, _ in first })
    }
    return inner
  }

  private func bind(
    _ given: [WorkflowEntry], _ declared: [CallInterface.Parameter], _ depth: Int = 0
  ) -> [String: Bound] {
    var result: [String: Bound] = [:]
    for parameter in declared {
      guard let value = parameter.defaultValue else { continue }
      result[parameter.name.lowercased()] = bound(to: value, depth)
    }
    for entry in given { result[entry.name.lowercased()] = bound(to: entry.value, depth) }
    return result
  }

  private func bound(to text: WorkflowText, _ depth: Int = 0) -> Bound {
    Bound(
      credentials: credentials(in: text, depth: depth).map(\.source), texts: texts(of: text, depth: depth))
  }
}

// MARK: - Texts

extension UseScope {
  /// Every text that a value may be.
  func texts(of text: WorkflowText, depth: Int = 0) -> [String] {
    if text.expressions.isEmpty { return [text.text] }
    guard depth < 8 else { return [Self.unknown] }
    var results = [""]
    var place = text.bytes.startIndex
    for expression in text.expressions {
      let start = text.bytes.startIndex + expression.offsets.lowerBound
      let before = String(decoding: text.bytes[place..<start], as: UTF8.self)
      let values = Array(
        texts(of: expression.expression.root, expression.expression, depth).prefix(Self.most))
      results = Array(results.flatMap { prefix in values.map { prefix + before + $0 } }.prefix(Self.most))
      place = text.bytes.startIndex + expression.offsets.upperBound
    }
    let rest = String(decoding: text.bytes[place...], as: UTF8.self)
    return results.map { $0 + rest }
  }

  /// Every text that an expression may be.
  func texts(of expression: Expression) -> [String] { texts(of: expression.root, expression, 0) }

  private func texts(of term: Expression.Term, _ whole: Expression, _ depth: Int) -> [String] {
    switch term {
    case .text(let text): return [text]
    case .boolean(let value): return [value ? "true" : "false"]
    case .number(let number):
      return [number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"]
    case .null: return [""]
    case .reference(let index): return texts(of: whole.references[index], depth)
    // `condition && one || other`
    case .binary(.or, let left, let right):
      return texts(of: left, whole, depth) + texts(of: right, whole, depth)
    case .binary(.and, _, let right): return texts(of: right, whole, depth)
    case .call("format", let arguments): return format(arguments, whole, depth)
    case .call, .not, .binary, .property: return [Self.unknown]
    }
  }

  private func format(_ arguments: [Expression.Term], _ whole: Expression, _ depth: Int) -> [String] {
    guard case .text(var pattern)? = arguments.first else { return [Self.unknown] }
    for (index, argument) in arguments.dropFirst().enumerated() {
      pattern = pattern.replacing("{\(index)}", with: texts(of: argument, whole, depth).first ?? Self.unknown)
    }
    return [pattern]
  }

  private func texts(of reference: ContextReference, _ depth: Int) -> [String] {
    switch reference.context {
    case "github": return gitHubTexts(reference)
    case "env":
      guard let name = reference.property else { return [Self.unknown] }
      return written(name)?.texts ?? variable(name).map { texts(of: $0, depth: depth + 1) } ?? [Self.unknown]
    case "inputs":
      let texts = bound(reference.property).texts
      return texts.isEmpty ? [Self.unknown] : texts
    case "matrix":
      let values = reference.property.flatMap { matrix?.values(of: $0) } ?? []
      let texts = values.flatMap { self.texts(of: $0, depth: depth + 1) }
      return texts.isEmpty ? [Self.unknown] : Array(texts.prefix(Self.most))
    case "steps": return stepTexts(reference, depth)
    default: return [Self.unknown]
    }
  }

  private func gitHubTexts(_ reference: ContextReference) -> [String] {
    guard !tree.owner.isEmpty else { return [Self.unknown] }
    switch reference.dotted {
    case "github.repository", "github.event.repository.full_name": return ["\(tree.owner)/\(tree.name)"]
    case "github.repository_owner", "github.event.repository.owner.login": return [tree.owner]
    case "github.event.repository.name": return [tree.name]
    case "github.server_url": return ["https://github.com"]
    case "github.api_url": return ["https://api.github.com"]
    default: return [Self.unknown]
    }
  }

  /// What a script wrote to `GITHUB_OUTPUT`, and the images of `docker/metadata-action`.
  private func stepTexts(_ reference: ContextReference, _ depth: Int) -> [String] {
    if let id = reference.property, let output = reference.name(at: 2),
      let written = outputs["\(id).\(output)"]
    {
      return written.texts
    }
    guard let id = reference.property, reference.name(at: 1) == "outputs", let use = step(id)?.action,
      use.target.actionName == "docker/metadata-action", let images = use.inputs["images"]
    else { return [Self.unknown] }
    let lines = texts(of: images, depth: depth + 1).flatMap { $0.split { $0 == "\n" || $0 == "," } }
    let names = lines.map { line in
      line.split(separator: ",").first.map { $0.hasPrefix("name=") ? $0.dropFirst(5) : $0 } ?? ""
    }
    return [names.map { "\($0.trimmed):\(Self.unknown)" }.joined(separator: "\n")]
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[startIndex..<endIndex]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
