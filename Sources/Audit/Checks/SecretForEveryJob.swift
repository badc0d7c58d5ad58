import SourceText
import Workflows

/// A secret in the `env` of a workflow with several jobs.
enum SecretForEveryJob {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    // A called workflow takes none of its caller's variables.
    let heirs = workflow.jobs.filter { $0.call == nil }
    guard heirs.count > 1 else { return [] }
    let shared = workflow.env.compactMap { entry -> Shared? in
      guard let secret = entry.value.yielded.first(where: { $0.secretName != nil && !$0.isJobToken }),
        let name = secret.secretName, !isAsked(entry.name, workflow)
      else { return nil }
      return Shared(variable: entry.name, secret: name, place: entry.value.range(of: secret.offsets))
    }
    let secrets = Set(shared.map(\.secret).filter { !SecretName.isPlain($0) })
    let isGrave = secrets.count >= 3 || secrets.contains(where: SecretName.isOfProduction)
    return shared.map { shared in
      about.finding(
        "`secrets.\(shared.secret)` is in a variable of each of \(heirs.count) jobs",
        about: "env \(shared.variable)", at: shared.place,
        severity: SecretName.isPlain(shared.secret) ? .informational : isGrave ? .medium : nil,
        help: "write `env: {\(shared.variable): ${{ secrets.\(shared.secret) }}}` on the step that needs it")
    }
  }

  /// A variable of every job that holds a secret.
  private struct Shared {
    let variable: String
    let secret: String
    let place: SourceRange
  }

  /// Whether a condition asks for a variable: none can ask for a secret itself.
  private static func isAsked(_ name: String, _ workflow: WorkflowFile) -> Bool {
    workflow.jobs.contains { job in
      job.steps.contains { step in
        step.condition?.references.contains { $0.isPath("env", name.lowercased()) } == true
      }
    }
  }

  private static let about = CheckDescription(
    "secret-for-every-job", title: "a secret is in a variable of every job", severity: .low,
    confidence: .medium,
    why:
      "What stands in the `env` of a workflow is in the environment of each step of each job, and of those that are added later: every action and every program that a build runs can read it.",
    how:
      "Looks for secrets in the `env` at the top of a workflow with two jobs or more that run steps. The job's own token is none: each job has it anyway; nor is a variable that a condition asks for, which cannot ask for the secret itself. Three secrets or more are medium, and so are those whose name speaks of production, release, deployment or signing. A name such as `AWS_REGION` is informational.",
    fix: "Set the variable on the step that needs it.", falseAlarms: "Every one of the jobs may need it.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "the token for publishing is there when the tests run",
      """
      on: push
      permissions: {contents: read}
      env:
        GITHUB_TOKEN: ${{ github.token }}
        NPM_TOKEN: ${{ secrets.NPM_TOKEN }}
        SIGNING_KEY: ${{ secrets.PROD_SIGNING_KEY }}
        REGION: ${{ secrets.AWS_REGION }}
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{run: make test}]
        publish:
          runs-on: ubuntu-latest
          steps: [{run: make publish}]
      """, finds: [5, 6, 7]),
    AuditExample(
      "on the step, in a workflow of one job that runs steps",
      """
      on: push
      permissions: {contents: read}
      env:
        NPM_TOKEN: ${{ secrets.NPM_TOKEN }}
      jobs:
        test:
          uses: ./.github/workflows/test.yml
        publish:
          runs-on: ubuntu-latest
          steps: [{run: make publish, env: {OTHER: "${{ secrets.OTHER }}"}}]
      """),
    AuditExample(
      "asked for by a condition",
      """
      on: push
      permissions: {contents: read}
      env:
        LOGIN: ${{ secrets.LOGIN }}
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{run: make test}]
        publish:
          runs-on: ubuntu-latest
          steps: [{if: "env.LOGIN != ''", run: make publish}]
      """),
  ]
}
