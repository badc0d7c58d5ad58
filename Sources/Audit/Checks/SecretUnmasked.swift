import SourceText
import Workflows

/// A part of a secret that holds JSON: `fromJSON(secrets.X).password`.
enum SecretUnmasked {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.text.bytes[...].containsAnyCase("fromjson") else { return [] }
    return file.secretSites.flatMap { site in
      site.text.expressions.flatMap(\.expression.partsOfSecrets).map { reference in
        about.finding(
          "a part of `\(reference.shown)` is used, but the runner masks only the whole value",
          about: "\(site.subject) \(reference.dotted)", at: site.text.range(of: reference.offsets),
          help: "store the part as a separate secret")
      }
    }
  }

  private static let about = CheckDescription(
    "secret-unmasked", title: "a part of a secret isn't masked in logs", severity: .medium,
    confidence: .high,
    why:
      "Logs can show the part in plain text. The runner masks a secret only where the whole value appears, and not a single field of its JSON.",
    how: "Reports expressions that use a property of `fromJSON(secrets.NAME)`.",
    fix:
      "Store each part as a separate secret. If you can't, mask the part first: `echo \"::add-mask::$PART\"`, in a step that prints nothing else.",
    falseAlarms: "The part isn't secret, such as an address next to a password.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "a field of a secret",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./upload
              env:
                UPLOAD_KEY: ${{ fromJSON(secrets.UPLOAD).key }}
            - run: ./upload
              env:
                FIRST: ${{ fromJSON(secrets.KEYS)[0] || 'none' }}
      """, finds: [9, 12]),
    AuditExample(
      "the whole secret, and a field of something else",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./upload
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
                PLACE: ${{ fromJSON(vars.PLACES).upload }}
      """),
  ]
}

extension Expression {
  /// The secrets of which only a part is used.
  fileprivate var partsOfSecrets: [ContextReference] { parts(root, isPart: false) }

  private func parts(_ term: Term, isPart: Bool) -> [ContextReference] {
    switch term {
    case .null, .boolean, .number, .text: []
    case .reference(let index): isPart && references[index].secretName != nil ? [references[index]] : []
    case .property(.call("fromjson", let arguments), _): arguments.flatMap { parts($0, isPart: true) }
    case .property(let inner, _): parts(inner, isPart: isPart)
    case .not(let inner): parts(inner, isPart: false)
    case .binary(_, let left, let right): parts(left, isPart: isPart) + parts(right, isPart: isPart)
    case .call(_, let arguments): arguments.flatMap { parts($0, isPart: isPart) }
    }
  }
}
