package import OrganizationModel

extension Fact {
  /// What is known of the permissions and scopes that a verb takes: its row of the table that `Situation.privileges` is.
  package static func permissions(of verb: Verb) -> Fact? {
    byID["permissions-of-\(verb.rawValue)"]
  }

  /// One fact for each verb. Nobody has said all of what the rows marked as assumed say.
  static let permissionFacts: [Fact] = Verb.allCases.map { verb in
    let ground = ground(of: verb)
    return timeless(
      "permissions-of-\(verb.rawValue)", holds: true, statement(of: verb),
      otherwise: "`\(verb.word)` takes other permissions than that.", ground.references, ground.sources,
      checked: ground.checked, ground.confidence)
  }

  private struct Ground {
    var confidence: Confidence
    var references: [String]
    var sources: [Source]
    /// The day on which this row was looked at.
    var checked: Day

    init(_ confidence: Confidence, _ references: [String], _ sources: [Source], checked: Day) {
      (self.confidence, self.references, self.sources, self.checked) = (
        confidence, references, sources, checked
      )
    }
  }

  private static func ground(of verb: Verb) -> Ground {
    switch verb {
    case .pull, .publish:
      Ground(.documented, ["C-09", "C-15"], [.packagePermissions], checked: .known("2026-11-29"))
    // The REST reference also asks for an admin of the organization, the Packages pages do not.
    case .delete:
      Ground(
        .contested, ["C-09", "C-29"],
        [.packagePermissions, .docs("REST API endpoints for packages", "rest/packages/packages")],
        checked: .known("2026-11-29"))
    case .clone, .push:
      Ground(.documented, ["P-23", "A-09"], [.jobToken, .oauthScopes], checked: .known("2026-11-29"))
    case .release:
      Ground(.documented, ["G-11", "G-30"], [.restAPI, .jobToken], checked: .known("2026-11-29"))
    case .openPullRequest, .commentOnIssue, .commentOnPullRequest, .setStatus:
      Ground(.documented, ["G-30", "U-04"], [.jobToken, .patPage, .restAPI], checked: .known("2026-11-29"))
    case .dispatch:
      Ground(
        .documented, ["G-30"],
        [
          .docs("REST API endpoints for workflows", "rest/actions/workflows"),
          .issue("peter-evans/repository-dispatch", 208),
        ], checked: .known("2026-11-30"))
    case .notify:
      Ground(
        .documented, ["G-30"],
        [
          .docs("REST API endpoints for repositories", "rest/repos/repos"),
          .issue("peter-evans/repository-dispatch", 208),
        ], checked: .known("2026-11-30"))
    case .readMembers:
      Ground(.documented, ["I-09", "P-30"], [.oauthScopes, .patPage], checked: .known("2026-11-29"))
    case .readAuditLog:
      Ground(.assumed, ["I-24", "U-05"], [.oauthScopes, .patPage], checked: .known("2026-11-29"))
    case .merge:
      Ground(
        .documented, ["U-04"], [.docs("REST API endpoints for pull requests", "rest/pulls/pulls")],
        checked: .known("2026-11-30"))
    case .api, .apiOfOrganization:
      Ground(
        .documented, ["G-30", "U-04", "U-05", "P-30"],
        [
          .docs(
            "Permissions required for GitHub Apps", "rest/authentication/permissions-required-for-github-apps"
          ),
          .docs(
            "Permissions required for fine-grained personal access tokens",
            "rest/authentication/permissions-required-for-fine-grained-personal-access-tokens"),
          .jobToken, .oauthScopes,
        ], checked: .known("2026-11-30"))
    case .administer: Ground(.assumed, ["U-04"], [.patPage, .restAPI], checked: .known("2026-11-29"))
    case .manageMembers:
      Ground(
        .documented, ["U-05", "P-30"],
        [.docs("REST API endpoints for organization members", "rest/orgs/members"), .patPage, .oauthScopes],
        checked: .known("2026-11-30"))
    // Whether `repo` is asked for besides hangs on a repository that these endpoints do not name.
    case .manageSecrets, .manageRunners:
      Ground(
        .contested, ["U-05", "P-30"], [.restAPI, .patPage, .oauthScopes], checked: .known("2026-11-29"))
    }
  }

  /// `To merge takes …`, from the table itself, so that the two cannot differ.
  private static func statement(of verb: Verb) -> String {
    if verb.isAPI {
      return
        "`api \(verb.targetKind.rawValue)` takes what GitHub's tables name for the endpoint or the permission. Where they name no scope of a classic PAT, none is planned."
    }
    let situation = Situation(verb: verb)
    let app = list(CredentialText.permissions(situation.privileges(of: .githubApp).permissions))
    let job = list(CredentialText.permissions(situation.privileges(of: .githubToken).permissions))
    let classic = list(situation.privileges(of: .classicPAT).scopes)
    if verb.targetKind == .package {
      return "`\(verb.word)` takes \(job) of `GITHUB_TOKEN`, and \(classic) of a classic PAT."
    }
    return
      "`\(verb.word)` takes \(app) of a GitHub App or a fine-grained PAT, and \(classic) of a classic PAT"
      + (verb.record.hasJobToken ? "; \(job) of `GITHUB_TOKEN`." : ".")
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
