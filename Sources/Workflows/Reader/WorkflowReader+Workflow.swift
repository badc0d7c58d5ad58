internal import LocatedYAML
internal import SourceText

extension WorkflowReader {
  mutating func workflow(_ root: YAMLNode, _ id: SourceFileID, _ path: String) -> WorkflowFile {
    var result = WorkflowFile.Keys()
    for entry in root.entries where entry.key.kind == .scalar {
      let value = entry.value
      switch entry.key.text {
      case "name": result.name = text(value)
      case "run-name": result.runName = text(value)
      case "on":
        result.onRange = entry.key.range
        readTriggers(value, into: &result)
      case "permissions": result.permissions = permissions(entry)
      case "env": result.env = entries(value)
      case "defaults": result.defaults = defaults(value)
      case "concurrency": result.concurrency = concurrency(value)
      case "jobs": result.jobs = jobs(value)
      default: break
      }
    }
    return WorkflowFile(result, file: id, path: path, range: root.range)
  }

  // MARK: Triggers

  private mutating func readTriggers(_ node: YAMLNode, into result: inout WorkflowFile.Keys) {
    if node.kind == .mapping {
      for entry in node.entries where entry.key.kind == .scalar {
        result.triggers.append(trigger(entry))
        if entry.key.text == "workflow_call" { result.interface = interface(entry.value) }
      }
      return
    }
    for event in texts(node) {
      checkEvent(event)
      result.triggers.append(WorkflowTrigger(event: event.text, range: event.range))
      if event.text == "workflow_call" { result.interface = CallInterface() }
    }
  }

  private mutating func checkEvent(_ event: WorkflowText) {
    let name = event.text
    guard !WorkflowShape.eventNames.contains(name) else { return }
    let near = NearestMatch.match(name, among: WorkflowShape.eventNames)
    report(
      "unknown-event", "found the unknown event `\(name)`", at: event.range,
      help: near.map { "did you mean `\($0)`?" })
  }

  private func trigger(_ entry: YAMLNode.Entry) -> WorkflowTrigger {
    var result = WorkflowTrigger(event: entry.key.text, range: entry.key.range)
    for option in entry.value.entries where option.key.kind == .scalar {
      switch option.key.text {
      case "types": result.types = words(option.value)
      case "branches": result.branches = words(option.value)
      case "branches-ignore": result.branchesIgnored = words(option.value)
      case "tags": result.tags = words(option.value)
      case "workflows": result.workflows = words(option.value)
      default: break
      }
    }
    return result
  }

  private func interface(_ node: YAMLNode) -> CallInterface {
    CallInterface(inputs: parameters(node["inputs"]), secrets: parameters(node["secrets"]))
  }

  func parameters(_ node: YAMLNode?) -> [CallInterface.Parameter] {
    guard let node else { return [] }
    return node.entries.map { entry in
      var result = CallInterface.Parameter(name: entry.key.text, range: entry.key.range)
      result.isRequired = entry.value["required"]?.text.lowercased() == "true"
      result.defaultValue = entry.value["default"].flatMap(text)
      return result
    }
  }

  // MARK: Jobs

  private mutating func jobs(_ node: YAMLNode) -> [WorkflowJob] {
    var result: [WorkflowJob] = []
    for entry in node.entries where entry.key.kind == .scalar {
      checkID(entry.key, "a job")
      if entry.value.kind == .mapping { result.append(job(entry)) }
    }
    if node.kind == .mapping, node.count == 0 {
      report("missing-key", "found no job, expected at least one", at: node.range)
    }
    checkNeeds(result)
    return result
  }

  /// A letter or `_` first, then letters, digits, `-` and `_`.
  mutating func checkID(_ node: YAMLNode, _ what: String) {
    let bytes = node.bytes
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F }
    let isRest = { (byte: UInt8) in isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D }
    if let first = bytes.first, isLetter(first), bytes.allSatisfy(isRest), bytes.count < 100 { return }
    report(
      "bad-name", "found `\(node.text)`, expected the id of \(what)", at: node.range,
      help: "a letter or `_` first, then letters, digits, `-` and `_`")
  }

  private mutating func checkNeeds(_ jobs: [WorkflowJob]) {
    let ids = Set(jobs.map { $0.id.lowercased() })
    for job in jobs {
      for need in job.needs where !ids.contains(need.text.lowercased()) {
        let near = NearestMatch.match(need.text, among: jobs.map(\.id))
        report(
          "unknown-job", "found the job `\(need.text)`, which isn't in this file", at: need.range,
          help: near.map { "did you mean `\($0)`?" })
      }
    }
    guard !jobs.isEmpty, let first = jobs.first, jobs.allSatisfy({ !$0.needs.isEmpty }) else { return }
    report("job-cycle", "found no job that starts without waiting for another", at: first.idRange)
  }
}
