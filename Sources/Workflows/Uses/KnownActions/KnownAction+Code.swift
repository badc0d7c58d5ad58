internal import OrganizationModel

// MARK: - Code: clones, pushes, tags

extension KnownAction {
  /// What goes through the API takes no SSH key.
  private static let writes = "writes contents through the API"
  private static let write = Access.does(inWords: writes, ["contents": .write])
  private static let push = Access.does(.push, ["contents": .write])

  static let codeActions: [KnownAction] = [
    // Its clone is worked out by hand: own repository or another, with what credential.
    KnownAction(
      "actions/checkout", [.jobToken(), .sshKey("ssh-key"), .identity("ssh-known-hosts")],
      does: [.does(nil, ["contents": .read])], read: "02c73802609a582111d8af3a9cd6519263dd983a",
      on: .known("2026-11-26")),
    KnownAction(
      "stefanzweifel/git-auto-commit-action",
      does: [.does(.push, on: .checkedOut("repository"), ["contents": .write])],
      read: "0822a9b930dc5cea100f9afc78b7228dac72fce9", on: .known("2026-11-26")),
    // Its token is for the API: it pushes with what the checkout left.
    KnownAction(
      "endbug/add-and-commit", [.jobTokenForReading("github_token")],
      does: [.does(.push, on: .checkedOut("cwd"), when: .unequal("push", "false"), ["contents": .write])],
      read: "018fe628d902bebef2ce68b489bf8c6b36d6a730", on: .known("2026-11-26")),
    KnownAction(
      "ad-m/github-push-action", [.jobToken("github_token")],
      does: [.does(.push, on: .input("repository"), ["contents": .write])],
      read: "06669acbda8c957b5259d4fb1d4e5e5aada54827", on: .known("2026-11-26")),
    KnownAction(
      "jamesives/github-pages-deploy-action", [.jobToken(), .sshKey("ssh-key")],
      does: [
        .does(
          .push, on: .input("repository-name"), when: .unequal("dry-run", "true"), ["contents": .write])
      ], read: "09a54521325bc5d753da0786335b97b1057964c4", on: .known("2026-11-26")),
    // Later versions take no token and push nothing.
    KnownAction(
      "pre-commit/action", [.token()], does: [.does(.push, when: .given("token"), ["contents": .write])],
      read: "05732e8ca9dc4672d717839fd0c34e3ffa623288", on: .known("2026-11-26")),
    KnownAction(
      "fjogeleit/yaml-update-action", [.jobToken()],
      does: [
        .does(
          inWords: writes, on: .input("repository"), when: .unequal("commitChange", "false"),
          ["contents": .write]),
        .does(
          .openPullRequest, on: .input("repository"), when: .equal("createPR", "true"),
          ["contents": .write, "pull-requests": .write]),
      ], read: "07057bf84782e177277d2684570e1a347a22b562", on: .known("2026-11-26")),
    KnownAction(
      "hassio-addons/repository-updater", [.token()],
      does: [.does(.push, on: .input("repository"), ["contents": .write], .medium)],
      read: "b55c8a0ea1b3aa694e1550e74a62b6ee51c5b5be", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "peaceiris/actions-gh-pages",
      [.token("github_token"), .token("personal_token"), .sshKey("deploy_key")],
      does: [.does(.push, on: .input("external_repository"), ["contents": .write])],
      read: "a4db1b67c8532c54b550e89436c14a83f5b2897d", on: .known("2026-11-26")),
    KnownAction(
      "crazy-max/ghaction-github-pages", env: [.token("GH_PAT"), .token("GITHUB_TOKEN")],
      does: [.does(.push, on: .input("repo"), ["contents": .write])],
      read: "077e8dcf8160e97094c6a533d996a08dabcb39bb", on: .known("2026-11-26")),
    KnownAction(
      "helm/chart-releaser-action", env: [.token("CR_TOKEN")],
      does: [
        .does(.push, when: .unequal("install_only", "true"), ["contents": .write]),
        .does(.release, when: .unequal("skip_upload", "true"), ["contents": .write]),
      ], read: "02c78341c35e932079c77f70609f10301babe15f", on: .known("2026-11-26")),
    KnownAction(
      "stefanprodan/helm-gh-pages", [.token("token")],
      does: [.does(.push, on: .inputs(owner: "owner", name: "repository"), ["contents": .write])],
      read: "012a068dd01e6b0b738f978f09f38f517dc505a5", on: .known("2026-11-26")),
    KnownAction(
      "mathieudutour/github-tag-action", [.token("github_token")],
      does: [.does(inWords: writes, when: .unequal("dry_run", "true"), ["contents": .write])],
      read: "00f4a1b433bea1ba96c97b7b17bffbfb0e956381", on: .known("2026-11-26")),
    KnownAction(
      "anothrnick/github-tag-action", env: [.token("GITHUB_TOKEN")], does: [push],
      read: "06219c7d4407618ab2e8f96d6d5653bfc7f487b7", in: "README.md", on: .known("2026-11-26")),
    KnownAction(
      "rossjrw/pr-preview-action", [.jobToken()],
      does: [
        .does(.push, on: .input("deploy-repository"), ["contents": .write]),
        .does(.commentOnPullRequest, when: .unequal("comment", "false"), ["pull-requests": .write]),
      ], read: "00d424dac47994efe0637d7e07f35b1710295103", on: .known("2026-11-26")),
    // The repository of the results is named by its address.
    KnownAction(
      "benchmark-action/github-action-benchmark", [.token("github-token")],
      does: [
        .does(.push, on: .input("gh-repository"), when: .equal("auto-push", "true"), ["contents": .write]),
        .does(nil, when: .equal("comment-always", "true"), ["contents": .write, "pull-requests": .write]),
        .does(nil, when: .equal("comment-on-alert", "true"), ["contents": .write, "pull-requests": .write]),
      ], read: "09a6990cbff16d15a63f5707a17340a325cc62b1", on: .known("2026-11-26")),
    KnownAction(
      "dawidd6/action-delete-branch", [.jobToken("github_token")], does: [write],
      read: "122bfb2fc6132f4a27c5039e86a6cd70739d5b0c", on: .known("2026-11-26")),
    KnownAction(
      "peterjgrainger/action-create-branch", env: [.token("GITHUB_TOKEN")], does: [write],
      read: "10c7d268152480ae859347db45dc69086cef1d9c", on: .known("2026-11-26")),
    KnownAction(
      "cirrus-actions/rebase", env: [.token("GITHUB_TOKEN")],
      does: [.does(.push, ["contents": .write, "pull-requests": .read])],
      read: "6e572f08c244e2f04f9beb85a943eb618218714d", on: .known("2026-11-26")),
    // Its token is a PAT that may write gists, which are no part of a repository.
    KnownAction(
      "schneegans/dynamic-badges-action", [.token("auth"), .identity("gist-id"), .identity("gistID")],
      does: [.does(inWords: "writes a gist", [:])],
      read: "134b5ded9010d32a1ea48a44b13e77c1e390ee85", on: .known("2026-11-26")),
    KnownAction(
      "rickstaa/action-create-tag", [.jobToken("github_token")], does: [push],
      read: "07fe49dc761d7ed8fa499efcfb81f707fa6a103b", on: .known("2026-11-26")),
    KnownAction(
      "negz/create-tag", [.token("token")], does: [write], read: "9e2a895363d28b20eb4169f86cccd38a5c467762",
      on: .known("2026-11-26")),
    KnownAction(
      "creyd/prettier_action", [.jobToken("github_token")], env: [.token("GITHUB_TOKEN")],
      does: [.does(.push, ["contents": .write], .medium)],
      read: "03018818a53d0974bcca9110ba5461cef8fdf6a9", on: .known("2026-11-26")),
    KnownAction(
      "planetscale/ghcommit-action", env: [.token("GITHUB_TOKEN")],
      does: [.does(inWords: writes, on: .input("repo"), ["contents": .write])],
      read: "41c513dc0904dcb96a9c0532dc01fff982035151", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "actions-js/push", [.token("github_token")],
      does: [.does(.push, on: .input("repository"), ["contents": .write])],
      read: "0d5d9535fc1cdc4908b459146de93d03571f3964", on: .known("2026-11-26")),
    KnownAction(
      "cpina/github-action-push-to-another-repository",
      env: [.sshKey("SSH_DEPLOY_KEY"), .token("API_TOKEN_GITHUB")],
      does: [
        .does(
          .push, on: .inputs(owner: "destination-github-username", name: "destination-repository-name"), [:])
      ], read: "084156bc22fb09c236f439a3accd8b11fd3c1ced", on: .known("2026-11-26")),
    // Which repositories it writes to stands in its own configuration.
    KnownAction(
      "betahuhn/repo-file-sync-action", [.token("GH_PAT"), .token("GH_INSTALLATION_TOKEN")],
      read: "111906a96336c1fc3e21840abf8fa9e9aa0cb29a", on: .known("2026-11-26")),
    KnownAction(
      "repo-sync/github-sync", [.token("destination_token"), .tokenForReading("github_token")],
      does: [.does(.push, on: .input("destination_repo"), ["contents": .write])],
      read: "087a6a50d73c6368764fecbc6d54ed084af28efd", on: .known("2026-11-26")),
    // Gives the token to git for all that comes after it.
    KnownAction(
      "home-assistant/actions/helpers/git-init", [.token("token"), .identity("name"), .identity("email")],
      read: "1929e7443479b43a2e7b37260f31345d88442582", on: .known("2026-11-26")),
    KnownAction(
      "home-assistant/actions/helpers/version-push",
      does: [.does(.push, on: .repository("home-assistant/version"), [:])],
      read: "0e98ce137331698fac4a484b8fe46bc232ecb059", on: .known("2026-11-26")),
  ]
}
