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
        "all \(heirs.count) jobs get `secrets.\(shared.secret)` in a variable",
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
    "secret-for-every-job", title: "every job gets a secret in a variable", severity: .low,
    confidence: .medium,
    why:
      "Every action and every program that a build runs can read the secret. The `env` of a workflow is in the environment of each step of each job, including jobs that are added later.",
    how:
      "Reports secrets in the `env` at the top of a workflow with 2 or more jobs that run steps. Doesn't report `GITHUB_TOKEN`, which each job has anyway. Doesn't report a variable that a condition uses, because a condition can't use the secret itself. The severity is medium for 3 or more secrets, or if a name suggests production, release, deployment or signing. It is informational for a name such as `AWS_REGION`.",
    fix: "Set the variable on the step that needs it.", falseAlarms: "Every job may need the secret.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "the tests can read the publishing token",
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
      "on the step, in a workflow with one job that runs steps",
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
      "used by a condition",
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
