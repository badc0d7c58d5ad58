import SourceText
import Workflows

/// A trust policy of a broker that lets in more than one workflow.
enum TrustPolicyOpen {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let policy = file.trustPolicy else { return [] }
    return [issuer(policy), subject(policy)].compactMap(\.self)
      + (policy.fields + policy.claims).compactMap { split($0, policy) }
  }

  private static let actions = "https://token.actions.githubusercontent.com"

  // MARK: Who may ask

  /// Where nothing of the host is fixed, anyone runs an issuer that matches.
  private static func issuer(_ policy: TrustPolicyFile) -> Finding? {
    guard let field = policy.field("issuer_pattern") else { return nil }
    let pattern = Pattern(field.text)
    let host = pattern.start.hasPrefix("https://") ? pattern.start.dropFirst("https://".count) : ""
    guard pattern.isOpen, !host.contains("/") else { return nil }
    return about.finding(
      "the trust policy accepts OIDC tokens from every issuer that matches `\(shown(field))`",
      about: "\(policy.name) issuer", at: field.range,
      help: "name the issuer: `issuer: \(actions)`")
  }

  private static func subject(_ policy: TrustPolicyFile) -> Finding? {
    guard let field = policy.field("subject_pattern") else { return nil }
    let pattern = Pattern(field.text)
    guard pattern.isOpen, !isLimited(policy, by: repositoryClaims) else { return nil }
    let issuer = policy.field("issuer") ?? policy.field("issuer_pattern")
    let isOfActions =
      issuer.map { $0.text.contains("actions") || $0.text.hasSuffix("/_services/token") } ?? true
    let words = pattern.start.split(separator: ":", omittingEmptySubsequences: false)
    // `repo:OWNER/NAME:`, and whatever comes after it.
    if words.count >= 3, words[0] == "repo", words[1].contains("/") {
      guard !isLimited(policy, by: runClaims), words[2].isEmpty, words.count == 3 else { return nil }
      return about.finding(
        "the trust policy accepts every branch and pull request of `\(words[1])`",
        about: "\(policy.name) subject", at: field.range,
        severity: policy.permissions.contains { $0.text != "read" } ? .medium : .low,
        help: "name the branch or the environment: `subject: repo:\(words[1]):ref:refs/heads/main`")
    }
    if !isOfActions, !policy.claims.isEmpty { return nil }
    // `repo:OWNER/`, and any repository of it.
    let owner = words.count == 2 && words[0] == "repo" ? words[1].split(separator: "/").first : nil
    let isOfOwner = owner != nil && words.last?.hasSuffix("/") == true
    return about.finding(
      isOfOwner
        ? "the trust policy accepts jobs of every repository of `\(owner ?? "")`"
        : "the trust policy accepts every subject that matches `\(shown(field))`\(isOfActions ? ", in any repository" : "")",
      about: "\(policy.name) subject", at: field.range, severity: isOfOwner ? .medium : nil,
      help: isOfActions
        ? "name the repository and the branch: `subject: repo:OWNER/REPOSITORY:ref:refs/heads/main`"
        : "name the subject under `subject:`")
  }

  private static let repositoryClaims: Set<String> = [
    "repository", "repository_id", "job_workflow_ref", "workflow_ref",
  ]
  private static let runClaims: Set<String> = [
    "ref", "environment", "event_name", "job_workflow_ref", "workflow_ref", "head_ref", "base_ref",
    "workflow",
  ]

  /// Whether a claim of those is held to something.
  private static func isLimited(_ policy: TrustPolicyFile, by claims: Set<String>) -> Bool {
    policy.claims.contains { claims.contains($0.name) && !Pattern($0.text).start.isEmpty }
  }

  // MARK: Patterns

  /// The broker puts `^` before a pattern and `$` after it: an alternative outside brackets is held at one end only.
  private static func split(_ field: TrustPolicyFile.Field, _ policy: TrustPolicyFile) -> Finding? {
    let isPattern = field.name.hasSuffix("_pattern") || policy.claims.contains { $0.range == field.range }
    guard isPattern, Pattern(field.text).isSplit else { return nil }
    return about.finding(
      "each side of the `|` in `\(shown(field))` matches more than its own text, because the broker adds `^` and `$` around the whole",
      about: "\(policy.name) \(field.name) |", at: field.range, severity: .medium,
      help: "put brackets around the alternatives: `(…|…)`")
  }

  private static func shown(_ field: TrustPolicyFile.Field) -> String {
    field.text.replacing(bytesOf: "`", with: "'")
  }

  /// What can be told of a regular expression without running it.
  private struct Pattern {
    /// The text that everything it matches begins with.
    private(set) var start = ""
    /// Whether something that matches any text comes right after the start.
    private(set) var isOpen = false
    /// Whether it has alternatives that no brackets hold together.
    private(set) var isSplit = false

    init(_ text: String) {
      let bytes = Array(text.utf8)
      var fixed: [UInt8] = []
      var index = bytes.first == UInt8(ascii: "^") ? 1 : 0
      while index < bytes.count {
        let byte = bytes[index]
        let next = index + 1 < bytes.count ? bytes[index + 1] : nil
        if byte == UInt8(ascii: "\\"), let next, !Self.isWord(next) {
          fixed.append(next)
          index += 2
          continue
        }
        let repeats = next.map { "*+?{".utf8.contains($0) } ?? false
        guard !"\\[](){}*+?|^$".utf8.contains(byte), !repeats else { break }
        // A dot by itself matches one character, and is mostly meant as itself.
        fixed.append(byte)
        index += 1
      }
      start = String(decoding: fixed, as: UTF8.self)
      let rest = bytes[index...]
      isOpen = [".*", ".+", "[^", "\\S", "\\w"].contains { rest.starts(with: $0.utf8) }
      isSplit = Self.isSplit(bytes)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSplit(_ bytes: [UInt8]) -> Bool {
      var (depth, isInClass, isEscaped) = (0, false, false)
      for byte in bytes {
        if isEscaped {
          isEscaped = false
          continue
        }
        switch byte {
        case UInt8(ascii: "\\"): isEscaped = true
        case UInt8(ascii: "["): isInClass = true
        case UInt8(ascii: "]"): isInClass = false
        case UInt8(ascii: "(") where !isInClass: depth += 1
        case UInt8(ascii: ")") where !isInClass: depth -= 1
        case UInt8(ascii: "|") where !isInClass && depth == 0: return true
        default: continue
        }
      }
      return false
    }
  }

  // MARK: Words

  private static let about = CheckDescription(
    "trust-policy-open", title: "a broker's trust policy lets in more than one workflow", severity: .high,
    confidence: .high,
    why:
      "A broker such as octo-sts gives an App's token to every job that matches the policy. A pattern without a fixed repository lets in jobs of any repository on GitHub. A pattern without a fixed branch lets in everyone who can push a branch.",
    how:
      "Reads `.github/chainguard/*.sts.yaml`. Reports an `issuer_pattern` with an open host, and a `subject_pattern` with an open repository, branch or event. Reports alternatives that no brackets hold together. Reports no subject that `claim_pattern` limits by a claim such as `workflow_ref`.",
    fix: "Name the issuer with `issuer`, and the repository with its branch or environment with `subject`.",
    falseAlarms:
      "Every branch of a repository is meant, and all who can push there have the same access anyway.",
    sources: [
      "https://github.com/octo-sts/app#the-trust-policy",
      "https://github.com/octo-sts/app/blob/cb87fc17675a32a661268c2deafc8eb32b52dbf6/pkg/octosts/trust_policy.go",
      "https://docs.github.com/en/actions/reference/security/oidc",
    ])

  private static let examples = [
    AuditExample(
      "any repository of any owner",
      """
      issuer: https://token.actions.githubusercontent.com
      subject_pattern: "repo:.*:ref:refs/heads/main"
      permissions: {contents: write}
      """, at: AuditExample.policy, finds: [2]),
    AuditExample(
      "any issuer, and any subject",
      """
      issuer_pattern: "https://.*"
      subject_pattern: ".*"
      permissions: {issues: write}
      """, at: AuditExample.policy, finds: [1, 2]),
    AuditExample(
      "every branch and pull request of one repository",
      """
      issuer: https://token.actions.githubusercontent.com
      subject_pattern: repo:acme/web:.*
      permissions: {contents: write}
      """, at: AuditExample.policy, finds: [2]),
    AuditExample(
      "alternatives without brackets",
      """
      issuer: https://token.actions.githubusercontent.com
      subject_pattern: repo:acme/web:ref:refs/heads/main|repo:acme/api:ref:refs/heads/main
      permissions: {contents: read}
      """, at: AuditExample.policy, finds: [2]),
    AuditExample(
      "one branch of one repository",
      """
      issuer: https://token.actions.githubusercontent.com
      subject: repo:acme/web:ref:refs/heads/main
      permissions: {contents: write}
      """, at: AuditExample.policy),
    AuditExample(
      "one workflow, by another claim",
      """
      issuer: https://token.actions.githubusercontent.com
      subject_pattern: repo:acme/web:.*
      claim_pattern:
        workflow_ref: acme/web/\\.github/workflows/ci\\.yml@refs/heads/main
      permissions: {contents: write}
      """, at: AuditExample.policy),
    AuditExample(
      "two branches, in brackets",
      """
      issuer: https://token.actions.githubusercontent.com
      subject_pattern: repo:acme/web:ref:refs/heads/(main|next)
      permissions: {contents: write}
      """, at: AuditExample.policy),
  ]
}
