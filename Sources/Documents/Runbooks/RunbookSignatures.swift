/// A message that a failing credential shows, what it means and what to do.
struct RunbookSignature: Sendable {
  /// What was used when the message came.
  enum Use: Sendable, CaseIterable {
    /// Packages through the job's own token.
    case jobPackages
    /// Anything else through the job's own token.
    case job
    /// Packages through a token of an account.
    case packages
    case packagesWrite, npm
    case classic, fineGrained, app, key
    case anyToken
    /// A secret that a job reads.
    case secret
    case kubernetes
    /// `gh` as the person who follows a runbook.
    case person
  }

  /// Where there is help: a part of the index of the runbooks.
  enum Help: String, Sendable {
    case plans = "planned-credentials"
    case packages = "packages-and-workflows"
    case accounts = "machine-users"
    case facts
  }

  let text: String
  let cause: String
  let fix: String
  let uses: Set<Use>
  let help: Help
  /// The fact that explains it.
  let fact: String?

  private init(
    _ text: String, _ uses: Set<Use>, cause: String, fix: String, _ help: Help = .plans, fact: String? = nil
  ) {
    self.text = text
    self.uses = uses
    self.cause = cause
    self.fix = fix
    self.help = help
    self.fact = fact
  }

  /// Every message, those of registries first; `ORG` stands for the organization that owns the target.
  static let all: [RunbookSignature] = ofRegistries + ofKubernetes + ofTheAPI + ofSecrets + ofGit

  /// Facts F-01 to F-09.
  private static let ofRegistries: [RunbookSignature] = [
    RunbookSignature(
      "denied: permission_denied: write_package", [.jobPackages],
      cause: "the package was first pushed elsewhere, or its list lacks the repository",
      fix: "let the repository in with the role Write, in the browser; a PAT is not the cure", .packages,
      fact: "unlinked-packages-take-job-tokens"),
    RunbookSignature(
      "denied: permission_denied: read_package", [.jobPackages],
      cause: "the package's list lacks the repository", fix: "let the repository in with the role Read",
      .packages, fact: "container-packages-have-grants"),
    RunbookSignature(
      "denied: installation not allowed to Create organization package", [.jobPackages],
      cause:
        "the job has no packages: write, pushes under another owner's name, may not make packages, or logs in with an App's token",
      fix: "packages: write on the job, the name ORG in the address, GITHUB_TOKEN as the password",
      .packages, fact: "job-tokens-publish-to-other-owners"),
    RunbookSignature(
      "denied: installation not allowed to Write organization package", [.jobPackages],
      cause: "the package's list lacks the repository, or an App's token logs in",
      fix: "let the repository in with the role Write; log in with GITHUB_TOKEN", .packages,
      fact: "packages-accept-app-tokens"),
    RunbookSignature(
      "denied: installation not allowed to Read organization package", [.jobPackages],
      cause: "the package's list lacks the repository, or an App's token logs in",
      fix: "let the repository in with the role Read; log in with GITHUB_TOKEN", .packages,
      fact: "packages-accept-app-tokens"),
    RunbookSignature(
      "denied: permission_denied: read_package", [.packages],
      cause: "the account has no read on the package, or no login reached the registry",
      fix: "check the account's grants; check that the consumer sends user and token", .accounts),
    RunbookSignature(
      "denied: permission_denied: write_package", [.packagesWrite],
      cause: "the account has no write on the package",
      fix: "check the account's grants; a package that was first pushed elsewhere must be granted by hand",
      .accounts),
    RunbookSignature(
      "permission_denied: The token provided does not match expected scopes", [.packages],
      cause: "the packages scope is missing, or a fine-grained token was stored: no registry takes those",
      fix: "store the classic token with exactly the scopes of its plan",
      fact: "packages-accept-fine-grained-pats"),
    RunbookSignature(
      "denied (after Login Succeeded)", [.packages],
      cause: "the token exists but may read nothing: another account's, or an App's",
      fix: "ask whose token it is (first step of the tests)", fact: "a-login-to-the-registry-proves-access"),
    RunbookSignature(
      "no such manifest", [.packages],
      cause: "Docker before 23.0 reads no OCI images this way, or the package has no such tag",
      fix: "use Docker 23.0 or newer, and a tag that exists"),
    RunbookSignature(
      "npm 401, authentication token not provided", [.npm], cause: "no token reached the registry",
      fix: "check .npmrc and the variable that it names"),
    RunbookSignature(
      "npm 403, expected scopes", [.npm], cause: "the token has no packages scope",
      fix: "store the token with exactly the scopes of its plan"),
    RunbookSignature(
      "npm 401, credential type is not supported for registry", [.npm],
      cause: "an App's token was stored", fix: "store the classic token", fact: "packages-accept-app-tokens"),
  ]

  private static let ofKubernetes: [RunbookSignature] = [
    RunbookSignature(
      "ErrImagePull, failed to fetch anonymous token", [.kubernetes],
      cause: "the pod sent no login: the pull secret is not in its namespace, or not named by it",
      fix: "store the pull secret in that namespace and let the service account name it"),
    RunbookSignature(
      "ErrImagePull, failed to fetch oauth token", [.kubernetes],
      cause: "the login was refused: the token expired, was revoked, or may not read the package",
      fix: "test the token; then store a good one in that namespace"),
  ]

  /// Facts F-10 to F-14, and what else the API says.
  private static let ofTheAPI: [RunbookSignature] = [
    RunbookSignature(
      "HTTP 401, Bad credentials", [.anyToken],
      cause: "the value is not whole, has expired, or was revoked",
      fix: "store it again; expired or revoked: mint another", fact: "revoked-tokens-come-back"),
    RunbookSignature(
      "403, ORG forbids access via a personal access token (classic)", [.classic],
      cause: "the organization restricts classic tokens",
      fix: "an owner lifts the restriction, or the decision is taken again: stop here"),
    RunbookSignature(
      "403, lifetime is too long", [.classic, .fineGrained],
      cause: "the token lives longer than the organization allows",
      fix: "mint another within the lifetime of its plan", fact: "lifetime-policies-block-tokens"),
    RunbookSignature(
      "403, Resource protected by organization SAML enforcement", [.classic],
      cause: "the token is not authorized for single sign-on", fix: "authorize it: see the mint runbook",
      fact: "classic-pats-are-authorized-for-sso-by-hand"),
    RunbookSignature(
      "403, Resource not accessible by personal access token", [.fineGrained],
      cause: "a permission or the repository is missing, or the token waits for approval",
      fix: "compare with the plan's table; have it approved"),
    RunbookSignature(
      "403, Resource not accessible by integration", [.app],
      cause: "the App lacks a permission, or its owner has not approved the change",
      fix: "compare with the plan's table; the header X-Accepted-GitHub-Permissions names what is missing"),
    RunbookSignature(
      "403, Resource not accessible by integration", [.job],
      cause: "the job's permissions lack a key: naming one sets every other to none",
      fix: "take the permissions block from the repository's page; a pull request from a fork reads only",
      .packages, fact: "jobs-narrow-their-token"),
    RunbookSignature(
      "GitHub Actions is not permitted to create or approve pull requests", [.job],
      cause: "the switch for it is off in the organization or the repository",
      fix: "switch it on: Settings, Actions, General, Workflow permissions", .packages,
      fact: "actions-create-pull-requests-by-default"),
    RunbookSignature(
      "404, Not Found", [.anyToken, .app],
      cause: "GitHub hides what a credential may not see: not granted, not selected, or misspelt",
      fix: "check the grants and the selected repositories"),
    RunbookSignature(
      "401, A JSON web token could not be decoded", [.app],
      cause: "the private key and the client id are of two Apps, or the key was deleted",
      fix: "compare the fingerprint with the App's page; store the client id again"),
    RunbookSignature(
      "DECODER routines::unsupported", [.app], cause: "the stored key is not a whole PEM file",
      fix: "store the file itself by standard input, first line to last"),
    RunbookSignature(
      "HTTP 403, Must have admin rights", [.person],
      cause: "you may not administer that repository or organization, or gh lacks a scope",
      fix: "call one of those named under Who; or add the scope that the step names"),
  ]

  private static let ofSecrets: [RunbookSignature] = [
    RunbookSignature(
      "Username and password required", [.secret],
      cause: "the secret is empty in that job: not stored, not shared with the repository, or kept from it",
      fix:
        "a run of Dependabot reads Dependabot secrets, one from a fork none; a secret of an environment needs the job to name it",
      fact: "dependabot-runs-get-actions-secrets"),
    RunbookSignature(
      "Input required and not supplied", [.secret],
      cause: "the secret or variable that stands there is empty in that job",
      fix: "as for an empty secret: look where it is stored, and what started the run",
      fact: "fork-runs-get-secrets"),
    RunbookSignature(
      "an empty secret of an environment in a run for pull_request", [.secret],
      cause: "a branch rule of the environment judges refs/pull/N/merge, and doesn't allow it",
      fix: "run that job for push, or let the environment's rule allow refs/pull/*/merge",
      fact: "environment-rules-judge-the-executing-ref"),
  ]

  private static let ofGit: [RunbookSignature] = [
    RunbookSignature(
      "GH006: Protected branch update failed", [.job, .app, .classic, .fineGrained, .key],
      cause:
        "a branch protection refuses what the permission allows; GITHUB_TOKEN can't be on its bypass list",
      fix:
        "open a pull request instead, or let a deploy key, an App or an account bypass the rule, and use that one"
    ),
    RunbookSignature(
      "GH013: Repository rule violations found", [.job, .app, .classic, .fineGrained, .key],
      cause: "a ruleset refuses what the permission allows; GITHUB_TOKEN can't be on its bypass list",
      fix:
        "open a pull request instead, or put a deploy key, an App or an account on the bypass list, and use that one"
    ),
    RunbookSignature(
      "Permission to … denied to github-actions[bot]", [.job],
      cause: "the job has no contents: write, or the repository is another one",
      fix:
        "take the permissions block from the repository's page; another repository takes another credential",
      .packages, fact: "job-tokens-reach-other-repositories"),
    RunbookSignature(
      "refusing to allow a GitHub App to create or update workflow", [.job, .app],
      cause:
        "the push changes a file under .github/workflows: GITHUB_TOKEN never may, an App with Workflows may",
      fix: "say changes_workflows in the description, and use what is decided then", .facts,
      fact: "job-tokens-change-workflow-files"),
    RunbookSignature(
      "refusing to allow a Personal Access Token to create or update workflow", [.classic],
      cause: "the push changes a file under .github/workflows, and the token lacks the scope workflow",
      fix: "say changes_workflows in the description, and mint what is decided then"),
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
}
