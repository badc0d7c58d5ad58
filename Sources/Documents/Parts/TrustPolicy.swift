import Guidance
import OrganizationModel
import SourceText
import Templates

/// What one job has to show a broker for a token of its App, and what it then may do: a file of octo-sts
/// (<https://github.com/octo-sts/app#the-trust-policy>, read on 2026-12-01).
struct TrustPolicy {
  /// `web-ci` of `.github/chainguard/web-ci.sts.yaml`.
  let name: String
  /// Where the broker is.
  let host: String
  /// What the token is for: `acme/infra`, or `acme` for the organization itself.
  let scope: String
  /// The repository that has the file: `acme/infra`.
  let repository: String
  /// The `id` of the step that asks for the token.
  let stepID: String
  /// The repository of the workflow.
  private let caller: String
  private let isOfBranch: Bool
  private let workflowPattern: String
  private let subject: String
  private let subjectWithIDs: String
  private let issuer: String
  private let isOnCom: Bool
  private let permissions: [String: AccessLevel]

  /// Nil for what no broker gives.
  init?(_ access: Decision, in book: Book) {
    let organization = book.organization
    guard let credential = access.credential, credential.kind == .brokerToken,
      let host = credential.holder.flatMap({ organization.apps[$0]?.broker }),
      case .workflow(let own, let workflow) = access.automation
    else { return nil }
    let environment = organization.environment(of: access.need, in: access.automation)
    guard let name = book.trustPolicies.name(access.automation, environment) else { return nil }
    self.host = host
    self.name = name
    scope = TrustPolicy.scope(of: access, organization)
    repository = scope.contains("/") ? scope : "\(scope)/.github"
    stepID =
      "broker-" + Slug.kebab(scope.contains("/") ? scope.replacing("/", with: "-") : "\(scope)-organization")
    caller = "\(organization.name)/\(own)"
    let branch = "refs/heads/BRANCH"
    let context = environment.map { "environment:\($0.text.replacing(":", with: "%3A"))" } ?? "ref:\(branch)"
    isOfBranch = environment == nil
    let path = organization.repositories[own]?.workflows[workflow]?.path ?? ""
    workflowPattern =
      TrustPolicy.pattern("\(organization.name)/\(own)/\(path)@") + (environment == nil ? branch : "refs/.+")
    subject = "repo:\(organization.name)/\(own):\(context)"
    subjectWithIDs = "repo:\(organization.name)@ORG_ID/\(own)@REPO_ID:\(context)"
    isOnCom = organization.platform.product == .githubCom
    issuer =
      organization.platform.product == .ghes
      ? "https://\(organization.platform.host ?? "HOST")/_services/token"
      : "https://token.actions.githubusercontent.com"
    var permissions: [String: AccessLevel] = [:]
    for other in book.accesses(of: access.automation)
    where other.credential?.kind == .brokerToken && TrustPolicy.scope(of: other, organization) == scope
      && organization.environment(of: other.need, in: other.automation) == environment
    {
      permissions.merge(other.credential?.permissions ?? [:]) { max($0, $1) }
    }
    self.permissions = permissions
  }

  private static func scope(of access: Decision, _ organization: Organization) -> String {
    guard case .repository(let target) = access.need.target else { return organization.name.text }
    return "\(target.owner ?? organization.name)/\(target.name)"
  }

  /// A regular expression for one text; the broker puts `^` and `$` around it.
  private static func pattern(_ text: String) -> String {
    var pattern = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "\\.+*?()[]{}|^$".unicodeScalars.contains(scalar) { pattern.append("\\") }
      pattern.append(scalar)
    }
    return String(pattern)
  }

  /// The values of its template.
  var values: TemplateContext {
    [
      "name": name, "host": host, "repository": repository, "file": file,
      "subject_with_ids": subjectWithIDs, "has_branch": isOfBranch,
      "caller": caller, "is_revoked": isOnCom, "is_refused": isRefused,
    ]
  }

  /// Whether octo-sts takes no such subject: of a job in an environment with a blank or a bracket in its name
  /// (<https://github.com/octo-sts/app/blob/cb87fc17675a32a661268c2deafc8eb32b52dbf6/pkg/oidcvalidate/validate.go>,
  /// read on 2026-12-01).
  var isRefused: Bool {
    subject.utf8.count > 255
      || subject.unicodeScalars.contains { " \t\"'`\\<>;&$(){}[]".unicodeScalars.contains($0) }
  }

  /// The file, without a line end.
  var file: String {
    ([
      "issuer: \(issuer)", "subject: \(YAMLText.scalar(subject))", "claim_pattern:",
      "  workflow_ref: \(YAMLText.scalar(workflowPattern))", "permissions:",
    ] + permissions.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.rawValue)" })
    .joined(separator: "\n")
  }
}
