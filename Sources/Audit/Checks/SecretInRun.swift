import SourceText
import Workflows

/// A secret in a script by interpolation.
enum SecretInRun {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.flatMap { step in
        step.script.map { findings(in: $0, of: step, list) } ?? []
      }
    }
  }

  private static func findings(
    in script: WorkflowText, of step: WorkflowStep, _ list: StepList
  ) -> [Finding] {
    script.yielded.compactMap { reference in
      guard reference.context == "secrets" || reference.isJobToken, reference.writtenProperty != nil else {
        return nil
      }
      let name = reference.isJobToken ? "GITHUB_TOKEN" : reference.writtenProperty ?? ""
      return about.finding(
        "`\(reference.shown)` is pasted into a script", about: list.subject(step, reference.shown),
        at: script.range(of: reference.offsets), severity: reference.isJobToken ? .low : nil,
        help: "give it to the step by `env: {\(name): ${{ \(reference.shown) }}}` and write `\"$\(name)\"`")
    }
  }

  private static let about = CheckDescription(
    "secret-in-run", title: "a secret is put into a script by interpolation", severity: .medium,
    confidence: .high,
    why:
      "The runner writes the value into the script before a shell reads it. A quote or dollar sign in the value ends a word or starts a command, the value stands in a file on the disk, and a shell that traces shows it where masking misses a part.",
    how:
      "Looks for `secrets.NAME` and `github.token` in `run`. A secret that is only compared, as in `${{ secrets.X != '' }}`, is none.",
    fix: "Give the secret to the step by `env` and use the variable, in quotes.",
    falseAlarms:
      "A value that is known to hold nothing special, such as the job's own token, works either way: it is low.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "pasted",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: |
                ./configure
                ./upload --key '${{ secrets.UPLOAD_KEY }}'
            - run: curl -fsS "https://example.org/?t=${{ github.token }}"
      """, finds: [9, 10]),
    AuditExample(
      "by the environment, or only compared",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./upload --key "$UPLOAD_KEY"
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
            - run: echo "may upload ${{ secrets.UPLOAD_KEY != '' && 'yes' || 'no' }}"
      """),
  ]
}
