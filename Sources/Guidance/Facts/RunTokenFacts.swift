import OrganizationModel

extension Fact {
  /// What the platform's own token of a run that is no job can do: of Dependabot's updater, of a codespace.
  static let runTokenFacts: [Fact] = updaterFacts + codespaceFacts

  private static let updaterFacts: [Fact] = [
    // Withdrawn when npm resolved public packages from GitHub Packages; no source names the day. The earliest dated
    // report that the token was not sent is of 2026-07-21.
    dated(
      "dependabot-updates-have-a-token",
      [
        Period(
          true, from: .known("2026-06-23"), until: .known("2026-07-21"), products: [.githubCom]),
        Period(true, from: .known("2026-09-08"), products: [.githubCom]),
      ],
      "Dependabot's updater has its own `GITHUB_TOKEN` with `packages: read`, on github.com only. GitHub introduced it on 2026-06-23, withdrew it for some weeks, and restored it on 2026-09-08.",
      otherwise: "Dependabot's updater doesn't have its own token for packages.", [],
      [
        .automaticDependabotAccess,
        .changelog("2026-06-23-automatic-dependabot-access-to-github-hosted-registries"),
        .changelog("2026-09-08-automatic-dependabot-access-to-github-hosted-registries"),
        .issue("dependabot/dependabot-core", 8411), .issue("dependabot/dependabot-core", 15641),
      ], checked: .known("2026-11-30")),
    timeless(
      "dependabot-tokens-pull-maven-packages", holds: false,
      "Dependabot's own token can pull Maven and Gradle packages.",
      otherwise:
        "Dependabot's own token can't pull Maven or Gradle packages. They have no access list that could name the repository. GitHub's docs say that the token works for every registry.",
      [], [.issue("dependabot/dependabot-core", 11146), .automaticDependabotAccess],
      checked: .known("2026-11-30"), .contested),
    timeless(
      "dependabot-tokens-write", holds: false,
      "Dependabot's own token can change packages and repositories.",
      otherwise:
        "Dependabot's own token is read-only. It has `contents: read`, `metadata: read` and `packages: read`.",
      [], [.issue("dependabot/dependabot-core", 15641), .automaticDependabotAccess],
      checked: .known("2026-11-30"), .reported),
    dated(
      "dependabot-reads-repositories-of-its-organization", [Period(true, from: .known("2020-12-02"))],
      "Dependabot's updater can read private repositories of its organization if an owner allows it in the organization's settings (since 2020-12-02). You don't store a credential.",
      otherwise: "Dependabot's updater can read only the repository it updates.", [],
      [
        .dependabotRegistries,
        .changelog("2020-12-02-dependabot-version-updates-from-private-github-repositories"),
        .issue("dependabot/dependabot-core", 7583),
      ], checked: .known("2026-11-30")),
    timeless(
      "dependabot-takes-ssh-keys", holds: false,
      "Dependabot's updater can read repositories with an SSH key.",
      otherwise:
        "Dependabot's updater doesn't accept SSH keys. An entry of type `git` requires a user name and a password, which is a token.",
      [], [.dependabotRegistries], checked: .known("2026-11-30")),
    timeless(
      "dependabot-makes-installation-tokens", holds: false,
      "Dependabot's updater can create installation access tokens from an App private key.",
      otherwise:
        "Dependabot's updater can't create installation access tokens from an App private key. A stored one expires after 1 hour.",
      [], [.dependabotRegistries], checked: .known("2026-11-30")),
  ]

  private static let codespaceFacts: [Fact] = [
    dated(
      "codespaces-pull-packages-with-grants", [Period(true, products: [.githubCom])],
      "A codespace can pull packages from registries with access lists without a stored credential. The package must inherit access from its repository, be internal to its organization, or name its repository under \"Manage Codespaces access\". A codespace of a public repository can't pull internal packages this way.",
      otherwise: "A codespace doesn't have a token for packages.", ["C-51"],
      [.codespaceRegistries, .packageAccess],
      checked: .known("2026-11-30")),
    timeless(
      "codespaces-publish-packages", holds: false,
      "A codespace can publish packages with its own token.",
      otherwise:
        "A codespace can't publish packages with its own token. Publishing requires a classic PAT with `write:packages`.",
      [], [.codespaceRegistries], checked: .known("2026-11-30")),
    dated(
      "codespaces-reach-repositories-of-their-owner", [Period(true, products: [.githubCom])],
      "A codespace can access other repositories of its organization with its own token. `devcontainer.json` lists them with their permissions, and the person who creates the codespace authorizes them.",
      otherwise: "A codespace can access only its own repository with its own token.", [],
      [.codespaceRepositories],
      checked: .known("2026-11-30")),
  ]
}
