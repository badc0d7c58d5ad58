internal import LocatedYAML
internal import SourceText

extension WorkflowReader {
  mutating func job(_ job: YAMLNode.Entry) -> WorkflowJob {
    var result = WorkflowJob.Keys()
    for entry in job.value.entries where entry.key.kind == .scalar {
      let value = entry.value
      switch entry.key.text {
      case "name": result.name = text(value)
      case "needs": result.needs = texts(value)
      case "if": result.condition = text(value)
      case "permissions": result.permissions = permissions(entry)
      case "concurrency": result.concurrency = concurrency(value)
      case "strategy": result.matrix = value["matrix"].map(matrix)
      case "env": result.env = entries(value)
      case "outputs": result.outputs = entries(value)
      case "defaults": result.defaults = defaults(value)
      default: read(entry.key.text, value, into: &result)
      }
    }
    return WorkflowJob(result, id: job.key.text, idRange: job.key.range, range: job.value.range)
  }

  private mutating func read(_ key: String, _ value: YAMLNode, into result: inout WorkflowJob.Keys) {
    switch key {
    case "runs-on": result.runsOn = runner(value)
    case "environment": result.environment = environment(value)
    case "container": result.container = container(value, name: nil)
    case "services":
      result.services = value.entries.compactMap { container($0.value, name: $0.key.text) }
    case "steps": result.steps = steps(value)
    case "uses":
      guard let uses = text(value) else { return }
      let call = result.call
      result.call = WorkflowCall(
        uses: uses, target: UsesTarget(uses.text), inputs: call?.inputs ?? [], secrets: call?.secrets ?? .none
      )
    case "with", "secrets": readPassed(key, value, into: &result)
    default: break
    }
  }

  /// `with` and `secrets` may stand before `uses`.
  private func readPassed(_ key: String, _ value: YAMLNode, into result: inout WorkflowJob.Keys) {
    let unnamed = WorkflowCall(uses: WorkflowText(value, []), target: .unknown(""))
    var call = result.call ?? unnamed
    if key == "with" {
      call.inputs = entries(value)
    } else if value.kind == .mapping {
      call.secrets = .entries(entries(value))
    } else if value.text == "inherit" {
      call.secrets = .inherit(value.range)
    }
    result.call = call
  }

  private func environment(_ node: YAMLNode) -> JobEnvironment? {
    guard node.kind == .mapping else { return text(node).map { JobEnvironment(name: $0) } }
    guard let name = node["name"].flatMap(text) else { return nil }
    return JobEnvironment(name: name, url: node["url"].flatMap(text))
  }

  private func runner(_ node: YAMLNode) -> RunnerChoice {
    guard node.kind == .mapping else { return RunnerChoice(labels: texts(node), range: node.range) }
    return RunnerChoice(
      labels: node["labels"].map(texts) ?? [], group: node["group"].flatMap(text), range: node.range)
  }

  private func container(_ node: YAMLNode, name: String?) -> JobContainer? {
    var result = JobContainer(name: name, range: node.range)
    guard node.kind == .mapping else {
      result.image = text(node)
      return result.image == nil ? nil : result
    }
    result.image = node["image"].flatMap(text)
    result.env = node["env"].map(entries) ?? []
    result.username = node["credentials"]?["username"].flatMap(text)
    result.password = node["credentials"]?["password"].flatMap(text)
    return result
  }

  // MARK: Matrix

  private func matrix(_ node: YAMLNode) -> JobMatrix {
    var result = JobMatrix()
    guard node.kind == .mapping else {
      result.expression = text(node)
      return result
    }
    for entry in node.entries where entry.key.kind == .scalar && entry.key.text != "exclude" {
      if entry.key.text == "include" {
        for element in entry.value.elements { add(element.entries, to: &result) }
      } else {
        add(entry.key.text, texts(entry.value), to: &result)
      }
    }
    return result
  }

  private func add(_ entries: YAMLNode.Entries, to result: inout JobMatrix) {
    for entry in entries { add(entry.key.text, texts(entry.value), to: &result) }
  }

  private func add(_ name: String, _ values: [WorkflowText], to result: inout JobMatrix) {
    if let index = result.values.firstIndex(where: { $0.name == name }) {
      result.values[index].values += values
    } else {
      result.values.append((name, values))
    }
  }
}

// MARK: - Steps

extension WorkflowReader {
  mutating func steps(_ node: YAMLNode) -> [WorkflowStep] {
    let steps = node.elements.filter { $0.kind == .mapping }.map(step)
    checkStepIDs(steps)
    return steps
  }

  private func step(_ node: YAMLNode) -> WorkflowStep {
    var keys = WorkflowStep.Keys()
    for entry in node.entries where entry.key.kind == .scalar {
      let value = entry.value
      switch entry.key.text {
      case "id": keys.id = text(value)
      case "name": keys.name = text(value)
      case "if": keys.condition = text(value)
      case "env": keys.env = entries(value)
      case "working-directory": keys.workingDirectory = text(value)
      case "shell": keys.shell = text(value)
      case "with": keys.inputs = entries(value)
      case "run": keys.run = text(value)
      case "uses": keys.uses = text(value)
      default: break
      }
    }
    return WorkflowStep(keys, range: node.range)
  }

  private mutating func checkStepIDs(_ steps: [WorkflowStep]) {
    var first: [String: SourceRange] = [:]
    for step in steps {
      guard let id = step.id, !id.bytes.isEmpty else { continue }
      checkID(id.node, "a step")
      if let earlier = first.updateValue(id.range, forKey: id.text.lowercased()) {
        diagnostics.append(
          Diagnostic(
            "duplicate-step", "found the step id `\(id.text)` twice in a job", at: id.range,
            related: [.init(message: "first written here", range: earlier)]))
      }
    }
  }
}

// MARK: - Actions

extension WorkflowReader {
  mutating func action(_ root: YAMLNode, _ id: SourceFileID, _ path: String) -> ActionFile {
    var result = ActionFile(file: id, path: path, range: root.range)
    result.name = root["name"].flatMap(text)
    result.inputs = parameters(root["inputs"])
    result.outputs =
      root["outputs"]?.entries.compactMap { entry in
        entry.value["value"].flatMap(text).map {
          WorkflowEntry(name: entry.key.text, nameRange: entry.key.range, value: $0)
        }
      } ?? []
    if let runs = root["runs"] { result.runs = self.runs(runs) }
    return result
  }

  private mutating func runs(_ node: YAMLNode) -> ActionFile.Runs {
    let using = node["using"]?.text.lowercased() ?? ""
    if let steps = node["steps"] { return .composite(self.steps(steps)) }
    if using.hasPrefix("node") { return .node(using) }
    if let image = node["image"] {
      return .docker(image: text(image), env: node["env"].map(entries) ?? [])
    }
    return .unknown
  }
}
