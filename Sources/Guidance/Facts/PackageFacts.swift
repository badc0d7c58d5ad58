import OrganizationModel

extension Fact {
  private static let cloud: Set<Platform.Product> = [.githubCom, .gheCom]

  /// What the registries of GitHub Packages accept.
  static let packageFacts: [Fact] = [
    dated(
      "container-registry-exists",
      [
        Period(true, from: .known("2020-09-01"), products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 5)),
      ],
      "The container registry is available. Its address is `ghcr.io` (since September 2020), or `containers.HOST` on GHES (since 3.5).",
      otherwise: "The container registry isn't available yet.", ["T-01", "E-01"], [.containerRegistry],
      checked: .known("2026-11-22")),
    dated(
      "container-registry-accepts-job-tokens",
      [
        Period(true, from: .known("2021-03-24"), products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 5)),
      ],
      "The container registry accepts the job's `GITHUB_TOKEN` (on github.com since 2021-03-24).",
      otherwise:
        "The container registry accepts only personal access tokens. It rejects the job's `GITHUB_TOKEN`.",
      ["T-02", "T-03", "C-01"],
      [.changelog("2021-03-24-packages-container-registry-now-supports-github_token"), .packagePermissions],
      checked: .known("2026-11-29")),
    timeless(
      "packages-accept-fine-grained-pats", holds: false,
      "GitHub Packages accepts fine-grained PATs.",
      otherwise:
        "GitHub Packages doesn't accept fine-grained PATs. They have no `packages` permission, so every registry rejects them.",
      ["C-02", "C-03", "T-06", "T-10"],
      [.packagePermissions, .patPage, .issue("github/roadmap", 558)], checked: .known("2026-11-29")),
    timeless(
      "packages-accept-app-tokens", holds: false,
      "GitHub Packages accepts the installation access tokens of GitHub Apps.",
      otherwise:
        "GitHub Packages rejects the installation access tokens of GitHub Apps. Sign-in succeeds, but pull and push are denied. GitHub's list of endpoints for Apps includes every `/packages` endpoint, even for deleting. GitHub support says that this list is wrong.",
      ["C-20", "C-21", "C-22", "C-23", "C-24", "C-42"],
      [
        .issue("jikig-ai/soleur", 6073), .issue("atlanhq/application-sdk", 2681),
        .issue("camunda/camunda-platform-helm", 5521), .issue("dependabot/dependabot-core", 16258),
        .issue("snok/container-retention-policy", 94), .issue("snok/container-retention-policy", 72),
        .docs(
          "Endpoints available for GitHub App installation access tokens",
          "rest/authentication/endpoints-available-for-github-app-installation-access-tokens"),
      ], checked: .known("2026-11-30"), .contested),
    timeless(
      "packages-accept-ssh-keys", holds: false,
      "GitHub Packages accepts deploy keys and SSH keys.",
      otherwise:
        "GitHub Packages doesn't accept SSH keys. Deploy keys and other SSH keys work only with Git.",
      ["C-07", "K-02"], [.compromisedRunners], checked: .known("2026-11-22")),
    timeless(
      "public-container-images-need-no-credential", holds: true,
      "You can pull a public image from the container registry without a credential.",
      otherwise: "The container registry requires a token even for public images.",
      ["C-04"], [.packageAccess], checked: .known("2026-11-22")),
    timeless(
      "other-registries-serve-public-packages-anonymously", holds: false,
      "You can install public npm, Maven, Gradle, NuGet and RubyGems packages without a credential.",
      otherwise:
        "The npm, Maven, Gradle, NuGet and RubyGems registries require a token even for public packages.",
      ["C-05"], [.packageAccess, .issue("jcansdale/gpr", 52)], checked: .known("2026-11-29")),
    timeless(
      "container-packages-have-grants", holds: true,
      "Each container package has its own access list. It names repositories (under \"Manage Actions access\"), members and teams.",
      otherwise: "A container package gets its access only from its repository.",
      ["C-34", "C-43", "E-03"], [.packageAccess], checked: .known("2026-11-29")),
    dated(
      "npm-packages-have-grants", [Period(true, from: .known("2022-08-31"), products: cloud)],
      "Each npm package has its own access list (since 2022-08-31, not on GHES).",
      otherwise:
        "An npm package gets its access only from its repository (before 2022-08-31, and on GHES).",
      ["C-43", "C-45", "E-04"],
      [
        .packagePermissions,
        .changelog(
          "2022-08-31-packages-fine-grained-permissions-and-organization-level-publishing-are-now-available-for-the-github-packages-npm-registry"
        ),
      ], checked: .known("2026-11-30")),
    dated(
      "nuget-packages-have-grants", [Period(true, from: .known("2022-12-07"), products: cloud)],
      "Each NuGet package has its own access list (since 2022-12-07, not on GHES).",
      otherwise:
        "A NuGet package gets its access only from its repository (before 2022-12-07, and on GHES).",
      ["C-43", "C-45", "E-04"],
      [
        .packagePermissions,
        Source(
          title: "github/docs, Improvements to NuGet registry (#32240), 2022-12-07",
          url: "https://github.com/github/docs/commit/c3f57344"),
      ], checked: .known("2026-11-30")),
    // No source names the first day of RubyGems: it came after NuGet. The later bound is the careful one, since a
    // classic PAT serves before and after.
    dated(
      "rubygems-packages-have-grants", [Period(true, from: .known("2024-01-01"), products: cloud)],
      "Each RubyGems package has its own access list (since 2023, counted from 2024-01-01, not on GHES).",
      otherwise:
        "A RubyGems package gets its access only from its repository (before 2024, and on GHES).",
      ["C-43", "C-45", "E-04"], [.packagePermissions], checked: .known("2026-11-30")),
    timeless(
      "maven-gradle-packages-have-grants", holds: false,
      "Each Maven or Gradle package has its own access list.",
      otherwise: "A Maven or Gradle package gets its access only from its repository.",
      ["C-37", "C-44"], [.packagePermissions], checked: .known("2026-11-22")),
    dated(
      "maven-and-gradle-are-available", [Period(true, products: [.githubCom, .ghes])],
      "Maven and Gradle packages are available.",
      otherwise: "GHE.com has no Maven and Gradle packages.", ["E-12"], [.dataResidency],
      checked: .known("2026-11-29")),
    timeless(
      "workflows-pull-internal-packages", holds: true,
      "In a registry with access lists, any workflow in the enterprise can pull an internal package with its `GITHUB_TOKEN`. This isn't documented for Maven and Gradle, nor for npm, NuGet and RubyGems on GHES.",
      otherwise: "An internal package must grant access to each repository.", ["C-35"], [.packagePublishing],
      checked: .known("2026-11-30")),
    timeless(
      "job-tokens-reach-packages-of-other-organizations", holds: false,
      "A package can grant access to workflows of another organization.",
      otherwise: "A job's `GITHUB_TOKEN` can't access private packages of another organization.",
      ["C-38", "O-02"], [.packagePermissions], checked: .known("2026-11-22"), .assumed),
    timeless(
      "job-tokens-publish-to-other-owners", holds: false,
      "A job's `GITHUB_TOKEN` can publish packages under another owner.",
      otherwise: "A job's `GITHUB_TOKEN` can publish and delete packages only under its own owner.",
      ["C-28"], [.packagePublishing], checked: .known("2026-11-22"), .reported),
    timeless(
      "unlinked-packages-take-job-tokens", holds: false,
      "A package without a linked repository accepts the `GITHUB_TOKEN` of every job in its organization.",
      otherwise:
        "A package without a linked repository rejects `GITHUB_TOKEN`. A package that was first pushed by hand has none. It must be connected to a repository, or grant the repository access.",
      ["C-17", "C-18"], [.containerRegistry, .issue("camunda/camunda-platform-helm", 5505)],
      checked: .known("2026-11-22")),
    timeless(
      "packages-scopes-reach-the-whole-account", holds: true,
      "A packages scope covers every package that the token's account can access.",
      otherwise: "A packages scope can be limited to some packages.", ["C-10"], [.packagePermissions],
      checked: .known("2026-11-22")),
    dated(
      "container-registry-is-a-preview", [Period(true, products: [.ghes])],
      "The container registry of GHES is labeled a public preview (in 3.20).",
      otherwise: "The container registry is generally available.", ["E-02"], [.containerRegistry],
      checked: .known("2026-11-22")),
    timeless(
      "deleting-with-job-tokens-needs-admin", holds: true,
      "To delete with `GITHUB_TOKEN`, the repository needs the role Admin on the package.",
      otherwise: "The role Write is enough to delete.", ["C-29"], [.packagePermissions],
      checked: .known("2026-11-29")),
  ]
}
