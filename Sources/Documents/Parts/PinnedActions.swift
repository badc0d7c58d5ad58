/// An action that the book's workflow snippets, the guide or the project's own action use, at one commit.
struct PinnedAction: Sendable {
  /// `actions/checkout`.
  let name: String
  let version: String
  /// The full commit hash of that version: a tag can be moved, a hash cannot (H-05).
  let commit: String

  /// What stands behind `uses:`.
  var reference: String { "\(name)@\(commit) # \(version)" }
}

/// The actions that are used, each seen at this hash under this version in several independent public workflows.
enum PinnedActions {
  static let attest = PinnedAction(
    name: "actions/attest", version: "v4.2.0", commit: "f7c74d28b9d84cb8768d0b8ca14a4bac6ef463e6")
  static let cache = PinnedAction(
    name: "actions/cache", version: "v6.1.0", commit: "55cc8345863c7cc4c66a329aec7e433d2d1c52a9")
  static let checkout = PinnedAction(
    name: "actions/checkout", version: "v7.0.1", commit: "3d3c42e5aac5ba805825da76410c181273ba90b1")
  static let createAppToken = PinnedAction(
    name: "actions/create-github-app-token", version: "v3.2.0",
    commit: "bcd2ba49218906704ab6c1aa796996da409d3eb1")
  static let deployPages = PinnedAction(
    name: "actions/deploy-pages", version: "v5.0.0", commit: "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128")
  static let dockerLogin = PinnedAction(
    name: "docker/login-action", version: "v4.6.0", commit: "dbcb813823bdd20940b903addbd779551569679f")
  static let octoSTS = PinnedAction(
    name: "octo-sts/action", version: "v1.1.1", commit: "f603d3be9d8dd9871a265776e625a27b00effe05")
  static let setupNode = PinnedAction(
    name: "actions/setup-node", version: "v7.0.0", commit: "820762786026740c76f36085b0efc47a31fe5020")
  static let uploadSARIF = PinnedAction(
    name: "github/codeql-action/upload-sarif", version: "v4.37.7",
    commit: "ff2f1c621b7f889edc0d3c761ac2e6a3f8cdb0dd")

  static let all = [
    attest, cache, checkout, createAppToken, deployPages, dockerLogin, octoSTS, setupNode,
    uploadSARIF,
  ]
}
