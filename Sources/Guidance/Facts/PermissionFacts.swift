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
      otherwise: "`\(verb.rawValue)` takes other permissions than that.", ground.references, ground.sources,
      ground.confidence)
  }

  private typealias Ground = (confidence: Confidence, references: [String], sources: [Source])

  private static func ground(of verb: Verb) -> Ground {
    switch verb {
    case .pull, .publish: (.documented, ["C-09", "C-15"], [.packagePermissions])
    case .delete: (.documented, ["C-09", "C-29"], [.packagePermissions])
    case .clone, .push: (.documented, ["P-23", "A-09"], [.jobToken, .oauthScopes])
    case .release: (.documented, ["G-11", "G-30"], [.restAPI, .jobToken])
    case .openPullRequest, .commentOnIssue, .commentOnPullRequest, .setStatus:
      (.documented, ["G-30", "U-04"], [.jobToken, .patPage])
    case .dispatch, .notify: (.reported, ["G-30"], [.issue("peter-evans/repository-dispatch", 208)])
    case .readMembers: (.documented, ["I-09", "P-30"], [.oauthScopes, .patPage])
    case .readAuditLog: (.assumed, ["I-24", "U-05"], [.oauthScopes, .patPage])
    case .merge, .administer: (.assumed, ["U-04"], [.patPage])
    case .manageMembers, .manageSecrets, .manageRunners:
      (.assumed, ["U-05", "P-30"], [.patPage, .oauthScopes])
    }
  }

  /// `To merge takes …`, from the table itself, so that the two cannot differ.
  private static func statement(of verb: Verb) -> String {
    let situation = Situation(verb: verb)
    let app = list(CredentialText.permissions(situation.privileges(of: .githubApp).permissions))
    let job = list(CredentialText.permissions(situation.privileges(of: .githubToken).permissions))
    let classic = list(situation.privileges(of: .classicPAT).scopes)
    if verb.targetKind == .package {
      return "`\(verb.rawValue)` takes \(job) of `GITHUB_TOKEN`, and \(classic) of a classic PAT."
    }
    let hasJobToken = verb.targetKind == .repository && verb != .administer
    return
      "`\(verb.rawValue)` takes \(app) of a GitHub App or a fine-grained PAT, and \(classic) of a classic PAT"
      + (hasJobToken ? "; \(job) of `GITHUB_TOKEN`." : ".")
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
