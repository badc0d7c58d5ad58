import SourceText
import Workflows

/// A secret in what starts a workflow of another repository.
enum SecretInPayload {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.flatMap { step in ofAction(step, list) + ofScript(step, list) }
    }
  }

  /// Actions that start workflows, and the inputs that go with the event.
  private static let inputs: [String: [String]] = [
    "aurelien-baudet/workflow-dispatch": ["inputs"], "benc-uk/workflow-dispatch": ["inputs"],
    "codex-/return-dispatch": ["workflow_inputs"],
    "convictional/trigger-workflow-and-wait": ["client_payload"],
    "lasith-kg/dispatch-workflow": ["workflow-inputs", "event-payload"],
    "peter-evans/repository-dispatch": ["client-payload"],
    "the-actions-org/workflow-dispatch": ["inputs"],
  ]

  private static func ofAction(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let use = step.action, let names = use.name.flatMap({ inputs[$0] }) else { return [] }
    return names.compactMap { use.inputs[$0] }.flatMap { text in
      text.yielded.compactMap { reference in
        reference.tellingSecret.map {
          finding($0, list.subject(step, "secrets.\($0)"), text.range(of: reference.offsets))
        }
      }
    }
  }

  private static func ofScript(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let script = step.script,
      script.bytes.contains("/dispatches") || script.bytes.contains("gh workflow run")
    else {
      return []
    }
    let held = Dictionary(
      list.heldSecrets(of: step).map { ($0.variable, $0.secret) }, uniquingKeysWith: { first, _ in first })
    let pasted = script.yielded.compactMap { reference in
      reference.tellingSecret.map { (name: $0, offsets: reference.offsets) }
    }
    guard !held.isEmpty || !pasted.isEmpty else { return [] }
    let bytes = Array(script.bytes)
    return ShellScript.commands(of: script.bytes).flatMap { command -> [Finding] in
      let texts = command.words.map(\.text)
      guard
        texts.contains(where: { $0.contains(bytesOf: "/dispatches") })
          || texts.starts(with: ["gh", "workflow", "run"])
      else {
        return []
      }
      return zip(command.words, command.words.dropFirst()).compactMap { option, word -> Finding? in
        guard carriers.contains(option.text), !word.text.lowercased().hasPrefix("authorization") else {
          return nil
        }
        let written = String(decoding: bytes[word.offsets], as: UTF8.self)
        let name =
          held.sorted { $0.key < $1.key }.first {
            written.contains(bytesOf: "$\($0.key)") || written.contains(bytesOf: "${\($0.key)}")
          }?.value ?? pasted.first { word.offsets.overlaps($0.offsets) }?.name
        return name.map { finding($0, list.subject(step, "secrets.\($0)"), script.range(of: word.offsets)) }
      }
    }
  }

  /// Options whose value goes with the event.
  private static let carriers: Set<String> = [
    "-d", "--data", "--data-raw", "--data-binary", "--json", "-f", "-F", "--field", "--raw-field",
  ]

  private static func finding(_ name: String, _ subject: String, _ range: SourceRange) -> Finding {
    about.finding(
      "`secrets.\(name)` is sent in the event that starts another workflow, and GitHub keeps it there",
      about: subject, at: range,
      help: "store the secret where it is used, and send only its name")
  }

  private static let about = CheckDescription(
    "secret-in-payload", title: "a secret is sent in the event that starts another workflow",
    severity: .medium,
    confidence: .high,
    why:
      "The secret isn't masked in logs, GitHub keeps it with the run, and the runner writes it to its disk with the event. The payload of a `repository_dispatch` and the inputs of a `workflow_dispatch` aren't secret.",
    how:
      "Reports a secret in `client-payload` of `peter-evans/repository-dispatch`, and in the inputs of actions that start workflows. Reports a secret in the fields or data of `gh workflow run`, `gh api` and `curl` to `…/dispatches`. Doesn't report the token that the call uses to authenticate.",
    fix: "Store the secret in the repository or environment of the workflow that uses it.",
    falseAlarms: "The value is a one-time password for this run, which masks it before anything prints it.",
    sources: [
      "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event",
    ])

  private static let examples = [
    AuditExample(
      "a payload, and an input",
      """
      on: push
      permissions: {}
      jobs:
        start:
          runs-on: ubuntu-latest
          steps:
            - uses: peter-evans/repository-dispatch@v4
              with:
                token: ${{ secrets.START_TOKEN }}
                repository: acme/infra
                event-type: deploy
                client-payload: '{"token": "${{ secrets.DEPLOY_TOKEN }}"}'
            - run: gh workflow run deploy.yml --repo acme/infra -f key="$DEPLOY_TOKEN"
              env:
                GH_TOKEN: ${{ secrets.START_TOKEN }}
                DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}
      """, finds: [12, 13]),
    AuditExample(
      "only the name of the secret",
      """
      on: push
      permissions: {}
      jobs:
        start:
          runs-on: ubuntu-latest
          steps:
            - uses: peter-evans/repository-dispatch@v4
              with:
                token: ${{ secrets.START_TOKEN }}
                repository: acme/infra
                event-type: deploy
                client-payload: '{"sha": "${{ github.sha }}"}'
            - run: gh api repos/acme/infra/dispatches -f event_type=deploy
              env:
                GH_TOKEN: ${{ secrets.START_TOKEN }}
      """),
  ]
}
