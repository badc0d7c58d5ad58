import Catalog
import Services
import SourceText
import Workflows

/// A step that is given a stored secret and the job's identity.
enum StaticBesideFederation {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.flatMap { step -> [Finding] in
        guard let use = step.action else { return [] }
        return Federation.all(of: use, knowing: file.catalog).compactMap { federation in
          guard let winner = federation.winner, let key = key(step, use, federation.service, file.catalog)
          else { return nil }
          return finding(federation, winner, key, list.subject(step, "secrets.\(key.name)"))
        }
      }
    }
  }

  /// The first stored secret of that service that a step is given.
  private static func key(
    _ step: WorkflowStep, _ use: ActionUse, _ service: String, _ catalog: Catalog
  ) -> (name: String, range: SourceRange)? {
    let known = catalog.serviceIndex.actions(named: use.name ?? "").filter { $0.service == service }
    let inputs = Set(known.flatMap(\.value.inputs.secrets).map { $0.lowercased() })
    let variables = Set(known.flatMap(\.value.variables.secrets))
    let entries =
      use.inputs.filter { inputs.contains($0.name.lowercased()) }
      + step.env.filter { variables.contains($0.name) }
    return entries.lazy.compactMap(\.value.tellingSecret).first
  }

  private static func finding(
    _ federation: Federation, _ winner: ServiceRecognition.Winner, _ key: (name: String, range: SourceRange),
    _ subject: String
  ) -> Finding {
    let message =
      switch winner {
      case .key:
        "`\(federation.input)` sets up the job's identity, but the step uses `secrets.\(key.name)` instead"
      case .identity:
        "the step ignores `secrets.\(key.name)`, because `\(federation.input)` makes it use the job's identity"
      case .refused:
        "the step stops with an error, because it is given `secrets.\(key.name)` and `\(federation.input)`"
      }
    let severity: FindingSeverity? =
      switch winner {
      case .key: nil
      case .identity: .low
      case .refused: .medium
      }
    return about.finding(
      message, about: subject, at: key.range, severity: severity,
      help: "remove the stored secret from the step, and delete it once nothing else reads it")
  }

  private static let about = CheckDescription(
    "static-beside-federation", title: "a stored secret is given next to the job's identity",
    severity: .medium, confidence: .high,
    why:
      "A step uses one of the two. If it takes the stored secret, everything that was set up for the job's identity has no effect, and nothing says so. If it takes the identity, the secret still can leak, and does no work.",
    how:
      "Reports steps with an input that sets up the job's identity and a stored secret of the same service. The records of services list these inputs, and which of the two the action takes. The severity is low if the action ignores the secret.",
    fix:
      "Keep the job's identity, and remove the secret from the step. Delete it after a run without it, once nothing else reads it.",
    falseAlarms:
      "The action uses the stored key on purpose, to get a role of another account that doesn't trust GitHub.",
    sources: [
      "https://docs.github.com/en/actions/concepts/security/openid-connect",
      "https://github.com/aws-actions/configure-aws-credentials",
      "https://github.com/anthropics/claude-code-action/blob/main/action.yml",
    ])

  private static let examples = [
    AuditExample(
      "a key next to a role",
      """
      on: push
      permissions: {contents: read, id-token: write}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with:
                role-to-assume: ${{ vars.ROLE }}
                aws-access-key-id: ${{ vars.KEY_ID }}
                aws-secret-access-key: ${{ secrets.SHIP_KEY }}
                aws-region: eu-west-1
      """, finds: [11]),
    AuditExample(
      "only one of them",
      """
      on: push
      permissions: {contents: read, id-token: write}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {role-to-assume: "${{ vars.ROLE }}", aws-region: eu-west-1}
            - uses: aws-actions/configure-aws-credentials@v6
              with:
                aws-access-key-id: ${{ vars.KEY_ID }}
                aws-secret-access-key: ${{ secrets.SHIP_KEY }}
                aws-region: eu-west-1
      """),
  ]
}
