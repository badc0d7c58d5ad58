internal import OrganizationModel

// MARK: - Tokens and keys

extension KnownAction {
  /// Actions that make a token of something else, by name: App tokens and federated ones.
  static let mints: [String: MintInputs] = [
    "actions/create-github-app-token": MintInputs(
      app: ["client-id", "app-id"], key: ["private-key"], owner: "owner", repositories: ["repositories"],
      permissions: .oneInputEach, isForOwnRepository: true),
    "tibdex/github-app-token": MintInputs(
      app: ["app_id"], key: ["private_key"], owner: "installation_retrieval_payload",
      repositories: ["repositories", "repository"], permissions: .list("permissions")),
    // `scope` is an account or a repository, and names the installation; the token is not narrowed.
    "getsentry/action-github-app-token": MintInputs(
      app: ["app_id"], key: ["private_key", "base64_pem_key"], repositories: ["repo_name"]),
    "peter-murray/workflow-application-token-action": MintInputs(
      app: ["application_id"], key: ["application_private_key"], owner: "organization",
      permissions: .list("permissions")),
    "navikt/github-app-token-generator": MintInputs(app: ["app-id"], key: ["private-key"]),
    "mercari/github-app-token-generator": MintInputs(app: ["app-id"], key: ["app-private-key"]),
    "wow-actions/use-app-token": MintInputs(app: ["app_id"], key: ["private_key"]),
    "heroku/use-app-token-action": MintInputs(
      app: ["app_id"], key: ["private_key"], repositories: ["repository"]),
    "philips-software/app-token-action": MintInputs(
      app: ["app_id"], key: ["app_base64_private_key"], owner: "org"),
    // The App's id and key stand in one value.
    "electron/github-app-auth-action": MintInputs(
      app: [], key: ["creds"], owner: "owner", repositories: ["repo"], permissions: .list("permissions")),
    "machine-learning-apps/actions-app-token": MintInputs(app: ["APP_ID"], key: ["APP_PEM"]),
    "cilium/actions-app-token": MintInputs(app: ["APP_ID"], key: ["APP_PEM"]),
    "immich-app/devtools/actions/create-workflow-token": MintInputs(
      app: ["client-id", "app-id"], key: ["private-key"]),
    "grafana/shared-workflows/actions/create-github-app-token": MintInputs(
      app: ["github_app"], key: [], repositories: ["repositories"]),
  ]

  /// Which inputs of an action say what its token may do.
  struct MintInputs: Sendable {
    let app: [String]
    /// Empty where the key comes from elsewhere.
    let key: [String]
    let owner: String?
    let repositories: [String]
    /// Nil where the action cannot narrow what its token may do.
    let permissions: Permissions?
    /// Whether a token reaches no repository but its own where neither an owner nor repositories are given.
    let isForOwnRepository: Bool

    /// How an action takes the permissions that it asks for.
    enum Permissions: Sendable {
      /// `permission-contents: write`.
      case oneInputEach
      /// All in one input: `{"contents": "write"}`, or `contents:write, issues:read`.
      case list(String)
    }

    init(
      app: [String], key: [String], owner: String? = nil, repositories: [String] = [],
      permissions: Permissions? = nil, isForOwnRepository: Bool = false
    ) {
      (self.app, self.key, self.owner, self.repositories) = (app, key, owner, repositories)
      (self.permissions, self.isForOwnRepository) = (permissions, isForOwnRepository)
    }
  }

  /// Actions that exchange the workflow's OIDC identity for a token of GitHub.
  static let federations: Set<String> = [
    "datadog/dd-octo-sts-action", "octo-sts/action", "open-security-tools/ost-simple-sts",
  ]

  /// Whether an action, by its name in lower case, makes a token of an App.
  package static func makesAppToken(_ name: String) -> Bool { mints[name] != nil }

  /// Whether an action makes a token of an App, and no input of it is known that narrows what the token may do.
  package static func cannotNarrow(_ name: String) -> Bool {
    mints[name].map { $0.permissions == nil && !$0.key.isEmpty } ?? false
  }

  /// Whether an action, by its name in lower case, makes a token.
  package static func makesToken(_ name: String) -> Bool { mints[name] != nil || federations.contains(name) }

  private static let identity = Access.does(nil, ["id-token": .write])

  static let tokenActions: [KnownAction] = [
    KnownAction(
      "actions/create-github-app-token",
      [.appKey("private-key"), .identity("app-id"), .identity("client-id")],
      read: "00ba6edc669407bbc8515d920f157621329b37e4", on: .known("2026-11-26")),
    KnownAction(
      "tibdex/github-app-token", [.appKey("private_key"), .identity("app_id"), .identity("installation_id")],
      read: "808280b976ca9fd997150e49aa0a4a21fb498fc4", on: .known("2026-11-26")),
    KnownAction(
      "getsentry/action-github-app-token",
      [.appKey("private_key"), .appKey("base64_pem_key"), .identity("app_id"), .identity("installation_id")],
      read: "016887f4e6c68f159c267aa041e25db00859eb88", on: .known("2026-11-26")),
    KnownAction(
      "peter-murray/workflow-application-token-action",
      [.appKey("application_private_key"), .identity("application_id")],
      read: "0e48752d10f9c54a8fbc6ceffeca53402347e893", on: .known("2026-11-26")),
    KnownAction(
      "navikt/github-app-token-generator", [.appKey("private-key"), .identity("app-id")],
      read: "3afe75baa270abc51d668db75ab6d30c3b0c9727", on: .known("2026-11-26")),
    KnownAction(
      "mercari/github-app-token-generator",
      [.appKey("app-private-key"), .identity("app-id"), .identity("app-installation-id")],
      read: "02a49259270cf3577e9f00c539c5af951199cdea", on: .known("2026-11-30")),
    KnownAction(
      "wow-actions/use-app-token", [.appKey("private_key"), .identity("app_id")],
      read: "0536ccd8821b571af0f6609534407848471d1ee6", on: .known("2026-11-30")),
    KnownAction(
      "heroku/use-app-token-action",
      [.appKey("private_key"), .identity("app_id"), .identity("installation_id")],
      read: "0df3c5285ce6fd403aa1fb58a5e4c6910e198d64", on: .known("2026-11-30")),
    KnownAction(
      "philips-software/app-token-action", [.appKey("app_base64_private_key"), .identity("app_id")],
      read: "4a9c77d6a6874cd2909a943aa897ef9a391c75e2", on: .known("2026-11-30")),
    KnownAction(
      "electron/github-app-auth-action", [.appKey("creds")],
      read: "25fb0a1910abecf83ce3b5612fd82d85ecdaf40c", on: .known("2026-11-30")),
    KnownAction(
      "machine-learning-apps/actions-app-token", [.appKey("APP_PEM"), .identity("APP_ID")],
      read: "27feadce3753a7896c97a23ce4cd3f2dd48a7a51", on: .known("2026-11-26")),
    KnownAction(
      "cilium/actions-app-token", [.appKey("APP_PEM"), .identity("APP_ID")],
      read: "350a14155dd9be79227f081310f4d77fdf792e76", on: .known("2026-11-26")),
    // Falls back to the job's token where the App's cannot be made.
    KnownAction(
      "immich-app/devtools/actions/create-workflow-token",
      [.appKey("private-key"), .identity("client-id"), .identity("app-id")],
      read: "01f896c43507c7d663af28ddcaf09c02a2e9cd7a", on: .known("2026-11-26")),
    KnownAction(
      "grafana/shared-workflows/actions/create-github-app-token", does: [identity],
      read: "01c07b58e8450a3e9fd0195b5d2a46a234658dda", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "datadog/dd-octo-sts-action", [.identity("domain"), .identity("audience")], does: [identity],
      read: "5a7a632cb3be2334cd1515df9c74eb3103942b50", on: .known("2026-11-26")),
    KnownAction(
      "octo-sts/action", does: [identity], read: "43a7677c76693c7001e651fb8175e117e244217b",
      on: .known("2026-11-26")),
    KnownAction(
      "open-security-tools/ost-simple-sts", [.identity("exchange-url"), .identity("audience")],
      does: [identity], read: "3cd786e79ca2f622b416a3b58745c28611cda0e3", on: .known("2026-11-26")),
    KnownAction(
      "webfactory/ssh-agent", [.sshKey("ssh-private-key")], read: "17860381fc86af3610aac3383c3a29f67d36070c",
      on: .known("2026-11-26")),
    KnownAction(
      "shimataro/ssh-key-action", [.sshKey("key"), .identity("known_hosts")],
      read: "02d189fc92ea6279c0fea0e7a259da1b4f1d22a5", on: .known("2026-11-26")),
    KnownAction(
      "grafana/shared-workflows/actions/get-vault-secrets", does: [identity],
      read: "00a6905d8af604ff158bf1356bfa2367447540ca", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "hashicorp/vault-action",
      [.token("githubToken"), .identity("url"), .identity("role"), .identity("roleId")]
        + Input.outside("Vault", "token", "secretId"),
      does: [.does(nil, when: .equal("method", "jwt"), ["id-token": .write])],
      read: "01bb0f9bc9fb9a2d619f69936458ee934a3bbde2", on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/setup-chainctl", [.identity("identity")] + Input.outside("Chainguard", "invite-code"),
      does: [identity], read: "03cfd666ed3d876141ca631ebf3019ce3e961fa4", in: "action.yaml",
      on: .known("2026-11-26")),
    KnownAction(
      "chainguard-dev/actions/setup-gitsign", does: [identity],
      read: "1054a7f14edea88ef30dc2732c0a5e8d05db4ecc", on: .known("2026-11-26")),
    KnownAction(
      "rust-lang/crates-io-auth-action", does: [identity], read: "05f529d3ee781310c6152df98ad12bdebb7b4384",
      on: .known("2026-11-26")),
    KnownAction(
      "1password/load-secrets-action",
      env: Input.outside("1Password", "OP_SERVICE_ACCOUNT_TOKEN", "OP_CONNECT_TOKEN", "OP_CONNECT_HOST"),
      read: "0a7975f916547d98abb122787cff0eee67bd4fce", on: .known("2026-11-26")),
  ]
}
