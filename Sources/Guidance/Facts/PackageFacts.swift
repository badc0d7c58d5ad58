import OrganizationModel

extension Fact {
  private static let cloud: Set<Platform.Product> = [.githubCom, .gheCom]

  /// What the registries of GitHub Packages accept.
  static let packageFacts: [Fact] = [
    dated(
      "container-registry-exists",
      [
        Period(true, from: "2020-09-01", products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 5)),
      ],
      "The container registry is there: `ghcr.io` since September 2020, `containers.HOST` on GHES since 3.5.",
      otherwise: "There is no container registry there yet.", ["T-01", "E-01"], [.containerRegistry]),
    dated(
      "container-registry-accepts-job-tokens",
      [
        Period(true, from: "2021-03-24", products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 5)),
      ],
      "The container registry accepts the job's `GITHUB_TOKEN` (since 2021-03-24 on github.com).",
      otherwise:
        "The container registry takes only personal access tokens: it refuses the job's `GITHUB_TOKEN`.",
      ["T-02", "T-03", "C-01"],
      [.changelog("2021-03-24-packages-container-registry-now-supports-github_token"), .packagePermissions]),
    timeless(
      "packages-accept-fine-grained-pats", holds: false,
      "GitHub Packages accepts fine-grained PATs.",
      otherwise:
        "No registry of GitHub Packages accepts a fine-grained PAT: they have no `packages` permission.",
      ["C-02", "C-03", "T-06", "T-10"],
      [.packagePermissions, .patPage, .issue("github/roadmap", 558)]),
    timeless(
      "packages-accept-app-tokens", holds: false,
      "GitHub Packages accepts installation tokens of GitHub Apps.",
      otherwise:
        "The registries refuse installation tokens of GitHub Apps: login succeeds, pull and push are denied.",
      ["C-20", "C-21", "C-22", "C-23", "C-24", "C-42"],
      [
        .issue("jikig-ai/soleur", 6073), .issue("atlanhq/application-sdk", 2681),
        .issue("camunda/camunda-platform-helm", 5521),
      ], .contested),
    timeless(
      "packages-accept-ssh-keys", holds: false,
      "GitHub Packages accepts deploy keys and SSH keys.",
      otherwise: "Deploy keys and SSH keys speak Git only; no registry takes them.",
      ["C-07", "K-02"], [.compromisedRunners]),
    timeless(
      "public-container-images-need-no-credential", holds: true,
      "A public image of the container registry is pulled without any credential.",
      otherwise: "The container registry asks for a token even for public images.",
      ["C-04"], [.packageAccess]),
    timeless(
      "other-registries-serve-public-packages-anonymously", holds: false,
      "npm, Maven, Gradle, NuGet and RubyGems packages that are public are installed without any credential.",
      otherwise: "npm, Maven, Gradle, NuGet and RubyGems ask for a token even to install a public package.",
      ["C-05"], [.packageAccess, .issue("jcansdale/gpr", 52)]),
    timeless(
      "container-packages-have-grants", holds: true,
      "A container package has an access list of its own: repositories under \"Manage Actions access\", members and teams.",
      otherwise: "Container packages take their access from their repository alone.",
      ["C-34", "C-43", "E-03"], [.packageAccess]),
    dated(
      "npm-nuget-rubygems-packages-have-grants", [Period(true, products: cloud)],
      "npm, NuGet and RubyGems packages have access lists of their own.",
      otherwise:
        "npm, NuGet and RubyGems packages take their access from their repository alone (so on GHES).",
      ["C-43", "C-45", "E-04"], [.packagePermissions]),
    timeless(
      "maven-gradle-packages-have-grants", holds: false,
      "Maven and Gradle packages have access lists of their own.",
      otherwise: "Maven and Gradle packages take their access from their repository alone.",
      ["C-37", "C-44"], [.packagePermissions]),
    dated(
      "maven-and-gradle-are-available", [Period(true, products: [.githubCom, .ghes])],
      "Maven and Gradle packages are available.",
      otherwise: "GHE.com has no Maven and Gradle packages.", ["E-12"], [.dataResidency]),
    timeless(
      "workflows-pull-internal-packages", holds: true,
      "A workflow of any repository of the enterprise pulls an internal package with its `GITHUB_TOKEN`.",
      otherwise: "An internal package must grant each repository.", ["C-35"], [.packagePublishing]),
    timeless(
      "job-tokens-reach-packages-of-other-organizations", holds: false,
      "A package can grant access to workflows of another organization.",
      otherwise: "A job's `GITHUB_TOKEN` reaches no private package of another organization.",
      ["C-38", "O-02"], [.packagePermissions], .assumed),
    timeless(
      "job-tokens-publish-to-other-owners", holds: false,
      "A job's `GITHUB_TOKEN` publishes under another owner.",
      otherwise: "A job's `GITHUB_TOKEN` publishes and deletes only under its own owner.",
      ["C-28"], [.packagePublishing], .reported),
    timeless(
      "unlinked-packages-take-job-tokens", holds: false,
      "A package that is linked to no repository takes every job's `GITHUB_TOKEN` of its organization.",
      otherwise:
        "A package that was first pushed by hand and is linked to no repository refuses `GITHUB_TOKEN` until it is connected or grants the repository.",
      ["C-17", "C-18"], [.containerRegistry, .issue("camunda/camunda-platform-helm", 5505)]),
    timeless(
      "packages-scopes-reach-the-whole-account", holds: true,
      "A packages scope reaches every package that the token's account can reach.",
      otherwise: "A packages scope can be narrowed to packages.", ["C-10"], [.packagePermissions]),
    dated(
      "container-registry-is-a-preview", [Period(true, products: [.ghes])],
      "The container registry of GHES is labelled a public preview (3.20).",
      otherwise: "The container registry is generally available.", ["E-02"], [.containerRegistry]),
    timeless(
      "deleting-with-job-tokens-needs-admin", holds: true,
      "To delete with `GITHUB_TOKEN`, the package must grant the repository Admin.",
      otherwise: "Write is enough to delete.", ["C-29"], [.packagePermissions]),
  ]
}
