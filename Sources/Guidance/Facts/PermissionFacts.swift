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
      otherwise: "`\(verb.word)` requires other permissions.", ground.references, ground.sources,
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
    case .readContents, .downloadRelease:
      Ground(
        .documented, [],
        [
          .docs("REST API endpoints for repository contents", "rest/repos/contents"),
          .docs("REST API endpoints for release assets", "rest/releases/assets"), .oauthScopes,
        ], checked: .known("2026-11-30"))
    case .writeContents:
      Ground(
        .documented, ["A-09"],
        [.docs("REST API endpoints for repository contents", "rest/repos/contents")],
        checked: .known("2026-11-30"))
    // GraphQL only, and GitHub documents the permissions of no mutation: those who tried say both, or contents alone.
    case .enqueue, .enableAutoMerge:
      Ground(
        .contested, ["U-04"],
        [
          .docs("GraphQL mutations", "graphql/reference/mutations"), .pull("pylegifrance/pylegifrance", 67),
          .pull("whme/csshw", 234), .pull("conforma/policy", 521),
        ], checked: .known("2026-11-30"))
    case .approve:
      Ground(
        .documented, ["G-09", "U-04"],
        [
          .docs("REST API endpoints for pull request reviews", "rest/pulls/reviews"),
          .docs(
            "Managing GitHub Actions settings for a repository",
            "repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository"
          ),
        ], checked: .known("2026-11-30"))
    // The REST reference names `pull_requests` only; without `members`, GitHub can't find the team (422).
    case .requestTeamReview:
      Ground(
        .contested, [],
        [
          .docs("REST API endpoints for review requests", "rest/pulls/review-requests"),
          .issue("github/docs", 35057), .pull("peter-evans/create-pull-request", 986),
          .issue("actions/github-script", 572),
        ], checked: .known("2026-11-30"))
    case .label:
      Ground(
        .documented, ["U-04"],
        [
          .docs("REST API endpoints for labels", "rest/issues/labels"),
          .docs(
            "Repository roles for an organization",
            "organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization"
          ),
        ], checked: .known("2026-11-30"))
    case .assignAgent:
      Ground(
        .documented, [],
        [
          .docs("Starting Copilot sessions", "copilot/how-tos/use-copilot-agents/coding-agent/create-a-pr"),
          .pull("github/docs", 40972),
        ], checked: .known("2026-11-30"))
    case .createCheckRun:
      Ground(
        .documented, ["P-07"], [.docs("REST API endpoints for check runs", "rest/checks/runs"), .jobToken],
        checked: .known("2026-11-30"))
    case .readAlerts, .uploadSARIF:
      Ground(
        .documented, [],
        [.docs("REST API endpoints for code scanning", "rest/code-scanning/code-scanning"), .jobToken],
        checked: .known("2026-11-30"))
    // The endpoints name no scope of a classic PAT.
    case .attest, .verifyAttestation:
      Ground(
        .documented, [],
        [
          .docs("REST API endpoints for repository attestations", "rest/repos/attestations"),
          Fact.Source(title: "actions/attest", url: "https://github.com/actions/attest"), .oauthScopes,
        ], checked: .known("2026-11-30"))
    case .createDeployment:
      Ground(
        .documented, [],
        [.docs("REST API endpoints for deployments", "rest/deployments/deployments"), .oauthScopes],
        checked: .known("2026-11-30"))
    case .deployPages:
      Ground(
        .documented, [],
        [
          .docs("REST API endpoints for GitHub Pages", "rest/pages/pages"),
          Fact.Source(title: "actions/deploy-pages", url: "https://github.com/actions/deploy-pages"),
        ], checked: .known("2026-11-30"))
    case .manageRepositorySecrets:
      Ground(
        .documented, ["U-04"],
        [.docs("REST API endpoints for GitHub Actions secrets", "rest/actions/secrets"), .patPage],
        checked: .known("2026-11-30"))
    case .manageRepositoryVariables:
      Ground(
        .documented, ["U-04"],
        [.docs("REST API endpoints for GitHub Actions variables", "rest/actions/variables"), .patPage],
        checked: .known("2026-11-30"))
    case .manageWebhooks:
      Ground(
        .documented, ["U-04", "P-30"],
        [.docs("REST API endpoints for repository webhooks", "rest/repos/webhooks"), .oauthScopes],
        checked: .known("2026-11-30"))
    case .updateProject:
      Ground(
        .documented, ["U-05", "P-30"],
        [
          .docs("REST API endpoints for Project items", "rest/projects/items"),
          .docs(
            "Using the API to manage Projects",
            "issues/planning-and-tracking-with-projects/automating-your-project/using-the-api-to-manage-projects"
          ),
        ], checked: .known("2026-11-30"))
    case .createRepository:
      Ground(
        .documented, ["U-04"],
        [
          .docs("REST API endpoints for repositories", "rest/repos/repos"),
          .docs(
            "Restricting repository creation in your organization",
            "organizations/managing-organization-settings/restricting-repository-creation-in-your-organization"
          ),
        ], checked: .known("2026-11-30"))
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
        "`api \(verb.targetKind.rawValue)` requires the permissions in GitHub's tables for the endpoint. If they name no classic PAT scope, Tokenbook plans none."
    }
    let situation = Situation(verb: verb)
    func taken(_ kind: CredentialKind) -> String {
      let privileges = situation.privileges(of: kind)
      return list(privileges.scopes + CredentialText.permissions(privileges.permissions))
    }
    let job = taken(.githubToken)
    if verb.targetKind == .package {
      return
        "`\(verb.word)` requires \(job) with `GITHUB_TOKEN`, and \(taken(.classicPAT)) with a classic PAT."
    }
    let refuses = verb.record.refuses
    let holders = [
      refuses.contains(.app) ? nil : "a GitHub App",
      refuses.contains(.fineGrained) ? nil : "a fine-grained PAT",
    ].compactMap(\.self)
    let classic = taken(.classicPAT).isEmpty ? "" : ", and \(taken(.classicPAT)) with a classic PAT"
    return "`\(verb.word)` requires \(taken(.githubApp)) with \(holders.joined(separator: " or "))\(classic)."
      + (refuses.isDisjoint(with: [.job, .app]) ? " With `GITHUB_TOKEN` it requires \(job)." : "")
      + refusal(of: refuses)
  }

  private static func refusal(of tokens: Set<VerbRecord.Token>) -> String {
    if tokens.isSuperset(of: [.fineGrained, .classic]) { return " No PAT can do it." }
    return tokens.contains(.app) ? " No token of an App can do it." : ""
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
