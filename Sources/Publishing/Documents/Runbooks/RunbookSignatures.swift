import Guidance
import OrganizationModel

/// A message that a failing credential shows, what it means and what to do (facts F-01 to F-14).
struct RunbookSignature: Sendable {
  enum Use: Sendable {
    /// Packages through a token of an account.
    case packages
    case packagesWrite, npm
    case classic, fineGrained, app, key
    case anyToken
  }

  let text: String
  let cause: String
  let fix: String
  let uses: Set<Use>

  private init(_ text: String, _ uses: Set<Use>, cause: String, fix: String) {
    self.text = text
    self.cause = cause
    self.fix = fix
    self.uses = uses
  }

  /// `ORG` stands for the organization that owns the target.
  private static let all: [RunbookSignature] = [
    RunbookSignature(
      "HTTP 401, Bad credentials", [.anyToken],
      cause: "the value is not whole, has expired, or was revoked",
      fix: "store it again; expired or revoked: mint another"),
    RunbookSignature(
      "denied: permission_denied: read_package", [.packages],
      cause: "the account has no read on the package, or no login reached the registry",
      fix: "check the account's grants; check that the consumer sends user and token"),
    RunbookSignature(
      "denied: permission_denied: write_package", [.packagesWrite],
      cause: "the account has no write on the package",
      fix: "check the account's grants; a package that was first pushed elsewhere must be granted by hand"),
    RunbookSignature(
      "permission_denied: The token provided does not match expected scopes", [.packages],
      cause: "the packages scope is missing, or a fine-grained token was stored: no registry takes those",
      fix: "store the classic token with exactly the scopes above"),
    RunbookSignature(
      "denied (after Login Succeeded)", [.packages],
      cause: "the token exists but may read nothing: another account's, or an App's",
      fix: "ask whose token it is (first step of the tests)"),
    RunbookSignature(
      "npm 401, authentication token not provided", [.npm], cause: "no token reached the registry",
      fix: "check .npmrc and the variable that it names"),
    RunbookSignature(
      "npm 403, expected scopes", [.npm], cause: "the token has no packages scope",
      fix: "store the token with exactly the scopes above"),
    RunbookSignature(
      "npm 401, credential type is not supported for registry", [.npm],
      cause: "an App's token was stored", fix: "store the classic token"),
    RunbookSignature(
      "403, ORG forbids access via a personal access token (classic)", [.classic],
      cause: "the organization restricts classic tokens",
      fix: "an owner lifts the restriction, or the decision is taken again: stop here"),
    RunbookSignature(
      "403, lifetime is too long", [.classic, .fineGrained],
      cause: "the token lives longer than the organization allows",
      fix: "mint another within the lifetime above"),
    RunbookSignature(
      "403, Resource protected by organization SAML enforcement", [.classic],
      cause: "the token is not authorized for single sign-on", fix: "authorize it: see the mint runbook"),
    RunbookSignature(
      "403, Resource not accessible by personal access token", [.fineGrained],
      cause: "a permission or the repository is missing, or the token waits for approval",
      fix: "compare with the table above; have it approved"),
    RunbookSignature(
      "403, Resource not accessible by integration", [.app],
      cause: "the App lacks a permission, or its owner has not approved the change",
      fix: "compare with the table above; the header X-Accepted-GitHub-Permissions names what is missing"),
    RunbookSignature(
      "404, Not Found", [.anyToken, .app],
      cause: "GitHub hides what a credential may not see: not granted, not selected, or misspelt",
      fix: "check the grants and the selected repositories"),
    RunbookSignature(
      "Permission denied (publickey)", [.key],
      cause: "the key is not on the repository, or deploy keys are switched off",
      fix: "look at the key on the repository (first step of the tests)"),
    RunbookSignature(
      "Repository not found", [.key], cause: "the key belongs to another repository",
      fix: "check the address, and which key ssh offers: ssh takes the first one that the host knows"),
    RunbookSignature(
      "The key you are authenticating with has been marked as read only", [.key],
      cause: "the key may not push", fix: "right, unless it must push: then add it with --allow-write"),
    RunbookSignature(
      "error in libcrypto", [.key], cause: "the stored key lost its last line end",
      fix: "write it with a line end after it, as the workflow snippet does"),
  ]

  /// The rows that apply to a plan, in the order above.
  static func rows(for runbook: RunbookPlan) -> [TemplateContext] {
    all.filter { !$0.uses.isDisjoint(with: uses(of: runbook)) }.map { signature in
      [
        "text": signature.text.replacing("ORG", with: runbook.plan.targetOwner.text),
        "cause": signature.cause,
        "fix": signature.fix,
      ]
    }
  }

  private static func uses(of runbook: RunbookPlan) -> Set<Use> {
    switch runbook.plan.kind {
    case .deployKey, .personalSSHKey: [.key]
    case .githubApp: [.app]
    case .fineGrainedPAT: [.fineGrained, .anyToken]
    default: Set([.classic, .anyToken]).union(packageUses(of: runbook))
    }
  }

  private static func packageUses(of runbook: RunbookPlan) -> Set<Use> {
    let scopes = runbook.plan.scopes.filter { $0.hasSuffix(":packages") }
    guard !scopes.isEmpty else { return [] }
    let writes = scopes.contains { !$0.hasPrefix("read:") }
    let hasNPM = runbook.packages.contains { $0.registry == .npm }
    return Set([.packages]).union(writes ? [.packagesWrite] : []).union(hasNPM ? [.npm] : [])
  }
}
