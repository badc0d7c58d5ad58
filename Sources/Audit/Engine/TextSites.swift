import Workflows

/// A text of a file, and what it is called in a subject.
struct TextSite {
  let text: WorkflowText
  let subject: String
}

extension AuditedFile {
  /// Every text with `secrets` in an expression.
  var secretSites: [TextSite] {
    var sites = SecretSites()
    switch source {
    case .workflow(let workflow):
      sites.add(workflow.env, "env")
      for job in workflow.jobs { sites.add(job) }
    case .action(let action):
      if case .docker(_, let env) = action.runs { sites.add(env, "runs env") }
      sites.add(action.outputs, "outputs")
    case .policy: break
    }
    for list in stepLists { sites.add(list) }
    return sites.found
  }
}

/// Gathers texts; a subject is put together only for those that are wanted.
private struct SecretSites {
  private(set) var found: [TextSite] = []

  mutating func add(_ text: WorkflowText?, _ subject: @autoclosure () -> String) {
    guard let text, text.usesSecrets else { return }
    found.append(TextSite(text: text, subject: subject()))
  }

  mutating func add(_ entries: [WorkflowEntry], _ subject: @autoclosure () -> String) {
    for entry in entries { add(entry.value, "\(subject()) \(entry.name)") }
  }

  mutating func add(_ job: WorkflowJob) {
    add(job.env, "\(job.id) env")
    if let container = job.container { add(container, of: job) }
    for service in job.services { add(service, of: job) }
    if let call = job.call {
      add(call.inputs, "\(job.id) with")
      if case .entries(let entries) = call.secrets { add(entries, "\(job.id) secrets") }
    }
    add(job.outputs, "\(job.id) outputs")
    for text in [job.condition, job.environment?.name, job.environment?.url] { add(text, job.id) }
  }

  private mutating func add(_ container: JobContainer, of job: WorkflowJob) {
    let name = container.name ?? "container"
    add(container.env, "\(job.id) \(name) env")
    add(container.username, "\(job.id) \(name)")
    add(container.password, "\(job.id) \(name)")
  }

  mutating func add(_ list: StepList) {
    for step in list.steps {
      add(step.env, list.subject(step, "env"))
      if let use = step.action { add(use.inputs, list.subject(step, "with")) }
      add(step.condition, list.subject(step))
      add(step.name, list.subject(step))
      add(step.script, list.subject(step))
    }
  }
}
