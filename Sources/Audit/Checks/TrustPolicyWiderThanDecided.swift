import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A trust policy of a broker that gives more than the accesses that were decided for it need.
enum TrustPolicyWiderThanDecided {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let policy = file.trustPolicy, let decided = file.policy else { return [] }
    return policy.permissions.compactMap { given in
      guard let level = AccessLevel(rawValue: given.text) else { return nil }
      let needed = decided.permissions[given.name]
      if let needed, needed >= level { return nil }
      return finding(given, needed, decided, policy)
    }
  }

  private static func finding(
    _ given: TrustPolicyFile.Field, _ needed: AccessLevel?, _ decided: DecidedTrustPolicy,
    _ policy: TrustPolicyFile
  ) -> Finding {
    let accesses = decided.accesses.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return about.finding(
      "the trust policy gives `\(given.name): \(given.text)`, but \(accesses) \(decided.accesses.count == 1 ? "needs" : "need") \(needed.map { "only `\(given.name): \($0.rawValue)`" } ?? "no `\(given.name)`")",
      about: "\(policy.name) \(given.name)", at: given.range,
      severity: given.text == "read" ? .low : nil,
      help: needed.map { "set it to `\($0.rawValue)`" }
        ?? "remove the line, or describe the need that the job has")
  }

  private static let about = CheckDescription(
    "trust-policy-wider-than-decided", title: "a broker's trust policy gives more than its workflow needs",
    severity: .medium, confidence: .high,
    why:
      "Every job that matches the policy gets a token with all of its permissions. Code that takes over one step of the job has them too.",
    how:
      "Compares each trust policy whose name the book gives to a workflow with the decided accesses of that workflow. Reports each permission that none of them needs, or that has a higher level than they need.",
    fix: "Give the policy only the permissions on the page of the access.",
    falseAlarms: "The workflow needs the permission for something that the description doesn't have yet.",
    sources: [
      "brokers-exchange-identities-of-jobs", "https://github.com/octo-sts/app#the-trust-policy",
    ], needsDescription: true)

  private static let described = """
    tokenbook: 1
    organization: acme
    repositories:
      shop: {visibility: private, workflows: {ci: {needs: [comment-on-issue repository web]}}}
      web: {visibility: private}
    apps:
      octo-sts: {repositories: all, permissions: {contents: write, issues: write}, broker: octo-sts.dev}
    """

  private static let examples = [
    AuditExample(
      "a permission that no need has", against: described,
      """
      issuer: https://token.actions.githubusercontent.com
      subject: repo:acme/shop:ref:refs/heads/main
      permissions:
        contents: write
        issues: write
      """, at: ".github/chainguard/shop-ci.sts.yaml", finds: [4]),
    AuditExample(
      "what the need takes", against: described,
      """
      issuer: https://token.actions.githubusercontent.com
      subject: repo:acme/shop:ref:refs/heads/main
      permissions: {issues: write}
      """, at: ".github/chainguard/shop-ci.sts.yaml"),
    AuditExample(
      "a policy of which the description says nothing", against: described,
      """
      issuer: https://token.actions.githubusercontent.com
      subject: repo:acme/other:ref:refs/heads/main
      permissions: {contents: write}
      """, at: ".github/chainguard/other.sts.yaml"),
  ]
}
