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
      "Dependabot's updater has a `GITHUB_TOKEN` of its own with `packages: read`: since 2026-06-23, withdrawn for some weeks, back since 2026-09-08. On github.com only.",
      otherwise: "Dependabot's updater has no token of its own for packages.", [],
      [
        .automaticDependabotAccess,
        .changelog("2026-06-23-automatic-dependabot-access-to-github-hosted-registries"),
        .changelog("2026-09-08-automatic-dependabot-access-to-github-hosted-registries"),
        .issue("dependabot/dependabot-core", 8411), .issue("dependabot/dependabot-core", 15641),
      ], checked: .known("2026-11-30")),
    timeless(
      "dependabot-tokens-pull-maven-packages", holds: false,
      "Dependabot's own token pulls Maven and Gradle packages.",
      otherwise:
        "Dependabot's own token pulls no Maven and Gradle packages: they have no access list that could name the repository. GitHub's docs say that it works for every registry.",
      [], [.issue("dependabot/dependabot-core", 11146), .automaticDependabotAccess],
      checked: .known("2026-11-30"), .contested),
    timeless(
      "dependabot-tokens-write", holds: false,
      "Dependabot's own token can be used to change something.",
      otherwise: "Dependabot's own token only reads: `contents: read`, `metadata: read`, `packages: read`.",
      [], [.issue("dependabot/dependabot-core", 15641), .automaticDependabotAccess],
      checked: .known("2026-11-30"), .reported),
    dated(
      "dependabot-reads-repositories-of-its-organization", [Period(true, from: .known("2020-12-02"))],
      "Dependabot's updater reads the private repositories of its organization that an owner grants it in the organization's settings (since 2020-12-02). Nothing is stored.",
      otherwise: "Dependabot's updater reads only the repository that it updates.", [],
      [
        .dependabotRegistries,
        .changelog("2020-12-02-dependabot-version-updates-from-private-github-repositories"),
        .issue("dependabot/dependabot-core", 7583),
      ], checked: .known("2026-11-30")),
    timeless(
      "dependabot-takes-ssh-keys", holds: false,
      "Dependabot's updater reads repositories with an SSH key.",
      otherwise:
        "Dependabot's updater takes no SSH key: an entry of type `git` takes a user name and a password, which is a token.",
      [], [.dependabotRegistries], checked: .known("2026-11-30")),
    timeless(
      "dependabot-makes-installation-tokens", holds: false,
      "Dependabot's updater makes installation access tokens from an App's private key.",
      otherwise:
        "Nothing in Dependabot's updater makes an installation access token from an App's private key, and a stored one expires after 1 hour.",
      [], [.dependabotRegistries], checked: .known("2026-11-30")),
  ]

  private static let codespaceFacts: [Fact] = [
    dated(
      "codespaces-pull-packages-with-grants", [Period(true, products: [.githubCom])],
      "A codespace pulls packages of registries with access lists without a stored credential: those of its repository that inherit access, internal ones of its organization (not from a public repository), and all that name its repository under \"Manage Codespaces access\".",
      otherwise: "There is no token of a codespace for packages.", ["C-51"],
      [.codespaceRegistries, .packageAccess],
      checked: .known("2026-11-30")),
    timeless(
      "codespaces-publish-packages", holds: false,
      "A codespace publishes packages with its own token.",
      otherwise:
        "A codespace's own token only pulls. Publishing from a codespace takes a classic PAT with `write:packages`.",
      [], [.codespaceRegistries], checked: .known("2026-11-30")),
    dated(
      "codespaces-reach-repositories-of-their-owner", [Period(true, products: [.githubCom])],
      "A codespace reaches other repositories of the same organization with its own token: `devcontainer.json` lists them with their permissions, and whoever creates the codespace authorizes them.",
      otherwise: "A codespace's own token reaches no repository but its own.", [], [.codespaceRepositories],
      checked: .known("2026-11-30")),
  ]
}
