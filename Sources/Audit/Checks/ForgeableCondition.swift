import OrganizationModel
import SourceText
import Workflows

/// A condition that believes a bot's name in `github.actor`, with a credential behind it.
enum ForgeableCondition {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let isOpen = file.isOpenToStrangers
    let events = StrangersEvents.all(of: workflow)
    return file.stepLists.flatMap { list -> [Finding] in
      guard let job = list.job, !workflow.isBehindEnvironment(job) else { return [] }
      for event in events where PullRequestCode.checkout(in: job, of: workflow, on: event) == nil {
        let found = Guarded(list, job, workflow, event).credentials
        if !found.isEmpty { return found.map { finding($0, event, isOpen ? nil : .informational) } }
      }
      return []
    }
  }

  private static func finding(
    _ guarded: Guarded.Credentials, _ event: String, _ severity: FindingSeverity?
  ) -> Finding {
    about.finding(
      "this condition, which guards \(guarded.words), trusts a bot as the actor, but on `\(event)` anyone can make a bot act",
      about: guarded.subject, at: guarded.condition, severity: severity,
      confidence: event == "pull_request_target" ? .high : .medium, help: help(event),
      related: guarded.places.map { Diagnostic.RelatedPlace(message: "the condition guards this", range: $0) }
    )
  }

  private static func help(_ event: String) -> String {
    switch event {
    case "issue_comment": "check who wrote the comment with `github.event.comment.user.login`"
    case "workflow_run":
      "also check `github.event.workflow_run.head_repository.full_name == github.repository`"
    default:
      "check who opened the pull request with `github.event.pull_request.user.login`, or start on `pull_request`"
    }
  }

  private static let about = CheckDescription(
    "forgeable-condition", title: "a spoofable condition guards a credential",
    severity: .medium, confidence: .high,
    why:
      "An attacker can get a run with its secrets, or get their own code approved and merged. `github.actor` is the last account that acted, not the author of the pull request. An outside contributor who makes Dependabot or another bot act on their own pull request passes a condition that checks for the bot.",
    how:
      "Reports conditions of jobs and steps on `pull_request_target`, `workflow_run` and `issue_comment` that keep outside contributors out only by requiring a bot. They check `github.actor`, `github.triggering_actor` or the sender of the event, by name or number. The condition must guard a secret, or a token with write access. Doesn't report a condition that also checks something that can't be spoofed, or a job in an environment. Doesn't report a job where another step has `GITHUB_TOKEN` in any run. `secret-near-untrusted-code` reports jobs that check out the pull request.",
    fix:
      "Check the author: `github.event.pull_request.user.login == 'dependabot[bot]'`. Or start on `pull_request`, where a fork gets no secrets and a read-only token.",
    falseAlarms: "The bot never acts on anything that outside contributors write.",
    sources: [
      "https://docs.zizmor.sh/audits/#bot-conditions",
      "https://boostsecurityio.github.io/poutine/rules/confused_deputy_auto_merge",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context",
    ])

  private static let examples = [
    AuditExample(
      "merged because a bot acted",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        merge:
          if: github.actor == 'dependabot[bot]'
          permissions: {contents: write, pull-requests: write}
          runs-on: ubuntu-latest
          steps:
            - run: gh pr merge --auto --squash "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
      """, finds: [5]),
    AuditExample(
      "a step with a secret",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        approve:
          runs-on: ubuntu-latest
          steps:
            - if: ${{ contains(fromJSON('["renovate[bot]", "dependabot[bot]"]'), github.triggering_actor) }}
              run: gh pr review --approve "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ secrets.APPROVE_TOKEN }}
      """, finds: [7]),
    AuditExample(
      "only one of the steps has the token",
      """
      on: pull_request_target
      permissions: {pull-requests: write}
      jobs:
        approve:
          runs-on: ubuntu-latest
          steps:
            - run: ./look
            - if: github.actor == 'dependabot[bot]'
              run: gh pr review --approve "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ github.token }}
        greet:
          runs-on: ubuntu-latest
          steps:
            - run: gh pr comment "$URL" --body hello
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ github.token }}
            - if: github.actor == 'dependabot[bot]'
              run: gh pr edit "$URL" --add-label dependencies
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ github.token }}
      """, finds: [8]),
    AuditExample(
      "the author is checked, alone or in addition",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        merge:
          if: github.event.pull_request.user.login == 'dependabot[bot]'
          permissions: {contents: write, pull-requests: write}
          runs-on: ubuntu-latest
          steps:
            - run: gh pr merge --auto --squash "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
        approve:
          if: github.actor == 'dependabot[bot]' && github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-latest
          steps:
            - run: gh pr review --approve "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ secrets.APPROVE_TOKEN }}
      """),
    AuditExample(
      "on pull_request there is no credential to take",
      """
      on: pull_request
      permissions: {}
      jobs:
        merge:
          if: github.actor == 'dependabot[bot]'
          permissions: {contents: write, pull-requests: write}
          runs-on: ubuntu-latest
          steps:
            - run: gh pr merge --auto --squash "$URL"
              env:
                URL: ${{ github.event.pull_request.html_url }}
                GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
      """),
  ]
}

/// What is behind the conditions of a job and its steps that only a bot's name holds up.
private struct Guarded {
  /// What is behind one condition.
  struct Credentials {
    let subject: String
    let condition: SourceRange
    /// `a, b and c`.
    let words: String
    let places: [SourceRange]
  }

  private let list: StepList
  private let job: WorkflowJob
  private let workflow: WorkflowFile
  private let forged: SupposedRun
  private let believed: SupposedRun

  init(_ list: StepList, _ job: WorkflowJob, _ workflow: WorkflowFile, _ event: String) {
    (self.list, self.job, self.workflow) = (list, job, workflow)
    forged = SupposedRun(.stranger, workflow, on: event)
    believed = SupposedRun(.stranger, workflow, on: event, believing: [.bots])
  }

  var credentials: [Credentials] {
    guard workflow.mayRun(job, in: forged) else { return [] }
    if !workflow.mayRun(job, in: believed) { return [ofJob].compactMap(\.self) }
    return job.steps.indices.compactMap(ofStep)
  }

  private var ofJob: Credentials? {
    let steps = job.steps.indices.filter { workflow.mayRun(job, step: $0, in: forged) }
    let given = (workflow.env + job.env + job.handedSecrets).map(\.value)
    return credentials(
      job.id, job.condition?.range ?? job.idRange,
      in: given + steps.flatMap { job.steps[$0].texts }, hasToken: true)
  }

  private func ofStep(_ index: Int) -> Credentials? {
    let step = job.steps[index]
    guard let condition = step.condition, workflow.mayRun(job, step: index, in: forged),
      !workflow.mayRun(job, step: index, in: believed)
    else { return nil }
    return credentials(
      list.subject(step), condition.range, in: step.texts, hasToken: usesToken(step) && !isTokenOpen)
  }

  /// Whether a step that any stranger starts has the job's token anyway.
  private var isTokenOpen: Bool {
    job.steps.indices.contains { usesToken(job.steps[$0]) && workflow.mayRun(job, step: $0, in: believed) }
  }

  /// Whether a step does something with the job's token, as far as it shows.
  private func usesToken(_ step: WorkflowStep) -> Bool {
    if step.texts.contains(where: { $0.references.contains(where: \.isJobToken) }) { return true }
    let inputs = step.action?.name.flatMap { list.actions[$0] }?.inputs ?? []
    return inputs.contains { $0.isJobTokenByDefault && $0.acts }
  }

  private func credentials(
    _ subject: String, _ condition: SourceRange, in texts: [WorkflowText], hasToken: Bool
  ) -> Credentials? {
    let secrets = texts.storedSecrets
    var words = secrets.map { "`secrets.\($0.name)`" }
    var places = secrets.map(\.range)
    if case .inherit(let range)? = job.call?.secrets {
      words.append("every secret")
      places.append(range)
    }
    if hasToken, let permissions = list.permissions, let writes = permissions.written {
      words.append("a token with write access to \(writes)")
      places.append(permissions.range)
    }
    guard !words.isEmpty else { return nil }
    return Credentials(
      subject: subject, condition: condition, words: SecretWords.joined(words), places: places)
  }
}

extension TokenPermissions {
  /// What it lets write, in words; nil where nothing.
  var written: String? {
    if case .writeAll = form { return "everything" }
    let names = entries.filter { $0.level == .write }.map { "`\($0.name)`" }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
