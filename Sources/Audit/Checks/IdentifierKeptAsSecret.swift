import Services
import SourceText
import Workflows

/// A name, an id or a region that is kept as a secret.
enum IdentifierKeptAsSecret {
  static let check = AuditCheck(about, examples: examples) { file in
    let stored = StoredForService.all(in: file)
    let secret = Set(stored.filter { !$0.isIdentifier }.map(\.secret))
    // What is handed to a called workflow is stored under another name.
    let isHandedOn = file.workflow?.isOnlyCalled ?? false
    var seen: Set<String> = []
    return stored.filter { $0.isIdentifier && !secret.contains($0.secret) && seen.insert($0.secret).inserted }
      .map { found in
        about.finding(
          "`secrets.\(found.secret)` holds no secret of \(found.record.title), judging by what reads it",
          about: "secrets.\(found.secret)", at: found.range,
          help: isHandedOn
            ? "declare it under `inputs` instead of `secrets`, and let each caller pass a variable"
            : "make it a variable with `gh variable set \(found.secret)`, write `vars.\(found.secret)`, and delete the secret once nothing else reads it"
        )
      }
  }

  private static let about = CheckDescription(
    "identifier-kept-as-secret", title: "something that isn't secret is stored as a secret",
    severity: .informational, confidence: .medium,
    why:
      "Nobody can see a secret, so nobody notices a wrong account or region. The runner masks the value everywhere in the logs, even in unrelated words. Each secret also looks like something to rotate.",
    how:
      "Reports secrets that reach only places for names, ids, regions and addresses. An example is `aws-region` of `aws-actions/configure-aws-credentials`. The records of services list these inputs and variables.",
    fix:
      "Store the value as a variable, and read it with `vars`. Delete the secret once nothing else reads it.",
    falseAlarms: "Your organization wants to hide the value, for example the name of an account.",
    sources: [
      "https://docs.github.com/en/actions/concepts/workflows-and-actions/variables",
      "https://docs.github.com/en/actions/reference/security/secure-use",
    ])

  private static let examples = [
    AuditExample(
      "the number of an account, and a region",
      """
      on: push
      permissions: {contents: read, id-token: write}
      jobs:
        ship:
          runs-on: ubuntu-latest
          env: {AWS_ACCOUNT_ID: "${{ secrets.ACCOUNT }}"}
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {role-to-assume: "${{ secrets.ROLE }}", aws-region: eu-west-1}
            - run: ./ship
      """, finds: [6, 9]),
    AuditExample(
      "a variable, and a secret that goes to both places",
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {role-to-assume: "${{ vars.ROLE }}", aws-region: eu-west-1}
            - run: ./ship
              env:
                AWS_REGION: ${{ secrets.SHIP }}
                AWS_SECRET_ACCESS_KEY: ${{ secrets.SHIP }}
      """),
  ]
}
