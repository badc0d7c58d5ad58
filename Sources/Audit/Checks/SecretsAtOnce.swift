import SourceText
import Workflows

/// `toJSON(secrets)`, `secrets.*` and `secrets[…]`.
enum SecretsAtOnce {
  static let check = AuditCheck(about, examples: examples) { file in
    file.secretSites.flatMap { site in
      site.text.references.compactMap { reference in
        guard reference.context == "secrets", let words = words(reference) else { return nil }
        return about.finding(
          "\(words), so the runner gets every secret", about: "\(site.subject) \(reference.dotted)",
          at: site.text.range(of: reference.offsets),
          help: reference.path.first == .computed
            ? "write out each secret: `${{ matrix.target == 'a' && secrets.KEY_A || secrets.KEY_B }}`, or write a separate job for each"
            : "name the secret: `secrets.NAME`")
      }
    }
  }

  private static func words(_ reference: ContextReference) -> String? {
    switch reference.path.first {
    case nil: "all of `secrets` is used at once"
    case .all: "`secrets.*` is used"
    case .computed: "the name of the secret is computed when the job runs"
    case .name: nil
    }
  }

  private static let about = CheckDescription(
    "secrets-at-once", title: "a job gets every secret at once", severity: .medium, confidence: .high,
    why:
      "Everything that runs in the job can read every secret. GitHub sends all of them to the runner if an expression doesn't name a single secret. Any secret added later is exposed too.",
    how:
      "Reports expressions that use `secrets` without a name: `toJSON(secrets)`, `secrets.*`, `secrets[…]`.",
    fix: "Name each secret. If the name depends on a matrix, write one job or one `case` for each.",
    falseAlarms: "None, although a computed name can be the shortest way to write a matrix.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "all at once, and a computed name",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./build
              env:
                ALL: ${{ toJSON(secrets) }}
                ONE: ${{ secrets[matrix.secret] }}
      """, finds: [9, 10]),
    AuditExample(
      "by name, in both spellings",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./build
              env:
                ONE: ${{ secrets.DEPLOY_KEY }}
                TWO: ${{ secrets['OTHER_KEY'] }}
      """),
  ]
}
