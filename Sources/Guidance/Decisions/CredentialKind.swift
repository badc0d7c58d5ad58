import OrganizationModel

/// A kind of credential that an access may use (decisions.md, Kinds of credential), in the order of the `hybrid` profile.
package enum CredentialKind: String, Sendable, Hashable, DeclaredOrder {
  case anonymous
  /// The platform's own token of a run: a job's, Dependabot's updater's, a codespace's.
  case githubToken = "github_token"
  /// A token of an App whose key a broker holds: the broker gives it to a job for the job's OIDC token.
  case brokerToken = "broker_token"
  case deployKey = "deploy_key"
  case githubApp = "github_app"
  case fineGrainedPAT = "fine_grained_pat"
  case classicPAT = "classic_pat"
  case personalPAT = "personal_pat"
  case personalSSHKey = "personal_ssh_key"
}
