import Workflows

/// A text of a file, and what it is called in a subject.
struct TextSite {
  let text: WorkflowText
  let subject: String
}

extension AuditedFile {
  /// Every text that may hold an expression with a secret.
  var texts: [TextSite] {
    switch source {
    case .workflow(let workflow):
      sites(workflow.env, "env") + workflow.jobs.flatMap { ofJob($0) } + stepLists.flatMap { ofSteps($0) }
    case .action(let action): actionTexts(action) + stepLists.flatMap { ofSteps($0) }
    }
  }

  private func actionTexts(_ action: ActionFile) -> [TextSite] {
    let container: [TextSite] =
      if case .docker(_, let env) = action.runs { sites(env, "runs env") } else { [] }
    return container + sites(action.outputs, "outputs")
  }

  private func ofJob(_ job: WorkflowJob) -> [TextSite] {
    let containers = ([job.container].compactMap(\.self) + job.services).flatMap { container in
      sites(container.env, "\(job.id) \(container.name ?? "container") env")
        + [container.username, container.password].compactMap(\.self).map {
          TextSite(text: $0, subject: "\(job.id) \(container.name ?? "container")")
        }
    }
    let handed: [WorkflowEntry] =
      if case .entries(let entries)? = job.call?.secrets { entries } else { [] }
    return sites(job.env, "\(job.id) env") + containers + sites(job.call?.inputs ?? [], "\(job.id) with")
      + sites(handed, "\(job.id) secrets") + sites(job.outputs, "\(job.id) outputs")
      + [job.condition, job.environment?.name, job.environment?.url].compactMap(\.self).map {
        TextSite(text: $0, subject: job.id)
      }
  }

  private func ofSteps(_ list: StepList) -> [TextSite] {
    list.steps.flatMap { step in
      let plain = [step.condition, step.name, step.script].compactMap(\.self)
      return sites(step.env, list.subject(step, "env"))
        + sites(step.action?.inputs ?? [], list.subject(step, "with"))
        + plain.map { TextSite(text: $0, subject: list.subject(step)) }
    }
  }

  private func sites(_ entries: [WorkflowEntry], _ subject: String) -> [TextSite] {
    entries.map { TextSite(text: $0.value, subject: "\(subject) \($0.name)") }
  }
}
