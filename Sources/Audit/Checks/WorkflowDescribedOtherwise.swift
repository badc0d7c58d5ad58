import OrganizationModel
import SourceText
import Workflows

/// A workflow that runs on other events, runners or in other environments than the description says.
enum WorkflowDescribedOtherwise {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard let described = workflow.workflow else { return [] }
    let differences =
      triggers(workflow, described) + [selfHosted(workflow, described)].compactMap(\.self)
      + environments(workflow, described)
    return differences.map { difference in
      about.finding(
        difference.message, about: difference.subject, at: difference.place, help: difference.help,
        related: [Diagnostic.RelatedPlace(message: "described here", range: described.range)])
    }
  }

  private struct Difference {
    let subject: String
    let message: String
    let place: SourceRange
    let help: String
  }

  /// The events that decisions look at: runs for forks and for Dependabot (G-18).
  private static let decisive: Set<String> = [
    "pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment", "push",
    "create",
    "deployment", "deployment_status",
  ]

  /// A description that names no events is only wrong about those that decisions look at.
  private static func triggers(_ workflow: DescribedWorkflow, _ described: Workflow) -> [Difference] {
    let file = workflow.file.triggers.filter { $0.event != "workflow_call" }
    let named = Set(described.triggers)
    let events = Set(file.map(\.event))
    let more = file.filter { trigger in
      !named.contains(trigger.event) && (!named.isEmpty || isDecisive(trigger.event, described))
    }
    let fewer = named.subtracting(events).subtracting(["workflow_call"]).sorted()
    var seen: Set<String> = []
    return more.filter { seen.insert($0.event).inserted }.map { trigger in
      Difference(
        subject: "trigger \(trigger.event)",
        message: "`\(trigger.event)` starts this workflow, but its `triggers` don't list it",
        place: trigger.range,
        help: "write `triggers: [\(events.sorted().joined(separator: ", "))]`")
    }
      + fewer.map { event in
        Difference(
          subject: "trigger \(event)",
          message: "`triggers` lists `\(event)`, but it doesn't start this workflow",
          place: workflow.place, help: "write `triggers: [\(events.sorted().joined(separator: ", "))]`")
      }
  }

  /// Whether an event that is not described changes what is known of forks and Dependabot.
  private static func isDecisive(_ event: String, _ described: Workflow) -> Bool {
    guard decisive.contains(event), !described.needs.isEmpty else { return false }
    return described.forks == nil && event.hasPrefix("pull_request") || described.dependabot == nil
  }

  private static func selfHosted(_ workflow: DescribedWorkflow, _ described: Workflow) -> Difference? {
    guard let said = described.selfHosted else { return nil }
    let own = workflow.file.jobs.first { $0.runsOn?.isSelfHosted == true }
    if !said, let range = own?.runsOn?.range {
      return Difference(
        subject: "self-hosted",
        message: "this job runs on a self-hosted runner, but the description sets `self_hosted: false`",
        place: range, help: "write `self_hosted: true`")
    }
    guard said, workflow.file.jobs.allSatisfy({ $0.runsOn?.isSelfHosted == false }) else { return nil }
    return Difference(
      subject: "self-hosted",
      message: "no job runs on a self-hosted runner, but the description sets `self_hosted: true`",
      place: workflow.place, help: "write `self_hosted: false`")
  }

  /// Environments that are described for it and that no job names; nothing where a job's is worked out or called.
  private static func environments(_ workflow: DescribedWorkflow, _ described: Workflow) -> [Difference] {
    let jobs = workflow.file.jobs
    guard jobs.allSatisfy({ $0.call == nil && ($0.environment.map { $0.name.literal != nil } ?? true) })
    else {
      return []
    }
    let names = Set(jobs.compactMap { $0.environment?.name.literal }.map { Name($0) })
    let said = Set(described.needs.compactMap(\.environment) + [described.environment].compactMap(\.self))
    return said.subtracting(names).sorted().map { name in
      Difference(
        subject: "environment \(name)",
        message: "no job runs in the environment `\(name)`, but the description sets it",
        place: workflow.place,
        help: names.isEmpty
          ? "write `environment: \(name)` on the job that needs it, or remove `environment` from the description"
          : "write `environment: \(names.sorted().map(\.text).joined(separator: "` or `"))`")
    }
  }

  private static let about = CheckDescription(
    "workflow-described-otherwise", title: "a workflow differs from its description", severity: .low,
    confidence: .high,
    why:
      "Decisions based on wrong values can be wrong. Fork pull request runs and Dependabot runs have other secrets and a read-only token. Only jobs that set an environment can read its secrets.",
    how:
      "Reports `triggers`, `self_hosted` and `environment` that differ from the file. If the description sets no `triggers`, it reports only events that start fork or Dependabot runs, and only if `forks` or `dependabot` isn't set.",
    fix: "Correct the description. Then run `tokenbook decide` again.",
    falseAlarms: "The label of a larger runner looks like that of a self-hosted runner.",
    sources: [
      "G-18", "S-14",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
    ], needsDescription: true)

  private static func policy(_ workflow: String) -> String {
    """
    tokenbook: 1
    organization: acme
    platform: {plan: enterprise}
    repositories:
      web:
        visibility: private
        environments: {production: {}}
        workflows: {ci: {\(workflow), needs: [release repository web]}}
    """
  }

  private static let file = """
    on:
      push:
      pull_request:
    permissions: {}
    jobs:
      build: {runs-on: [self-hosted, linux], steps: [{run: make}]}
    """

  private static let examples = [
    AuditExample(
      "an additional event, another runner, no environment",
      against: policy("triggers: [push], self_hosted: false, environment: production"), file,
      finds: [1, 3, 6]),
    AuditExample("as described", against: policy("triggers: [push, pull_request], self_hosted: true"), file),
  ]
}
