import SourceText
import Workflows

/// A login to a registry of GitHub with the token of an App.
enum AppTokenAtRegistry {
  static let check = AuditCheck(about, examples: examples) { file in
    file.registryLogins.compactMap(finding)
  }

  private static func finding(_ login: JobLogin) -> Finding? {
    guard case .appToken(let mint) = login.login.credential else { return nil }
    return about.finding(
      "the job logs in to \(login.host) with an installation access token, which this registry doesn't accept",
      about: login.list.subject(login.step), at: login.place, confidence: login.isUsed ? nil : .low,
      help:
        "use `GITHUB_TOKEN` (set `packages` under `permissions`, and grant this repository access to the package). Where it can't reach the package, use a machine user's classic PAT. Test it once before you rely on it, because GitHub's own pages contradict each other here",
      related: [Diagnostic.RelatedPlace(message: "the token is created here", range: mint.range)])
  }

  private static let about = CheckDescription(
    "app-token-at-registry", title: "an App token logs in to a GitHub Packages registry", severity: .medium,
    confidence: .medium,
    why:
      "The login succeeds, but GitHub refuses the pull or push, often only for private packages. GitHub Packages accepts classic PATs and `GITHUB_TOKEN`, but no installation access tokens.",
    how:
      "Reports logins to `ghcr.io` or GitHub's registries for npm, NuGet, RubyGems, Maven and Gradle that use an App token from a step of the job.",
    fix: "Use `GITHUB_TOKEN` where it can reach the package. Otherwise, use a machine user's classic PAT.",
    falseAlarms:
      "GitHub's list of endpoints for Apps includes packages, but GitHub Support says that the list is wrong. If the run pulls private packages with the token, keep it. A public image needs no login.",
    sources: ["C-20", "C-21", "C-22", "C-23", "C-24"])

  private static let examples = [
    AuditExample(
      "an image is pulled with an App token",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - id: app
              uses: actions/create-github-app-token@v2
              with: {app-id: "${{ vars.APP }}", private-key: "${{ secrets.APP_KEY }}"}
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ci
                password: ${{ steps.app.outputs.token }}
            - run: docker pull ghcr.io/acme/base:1
      """, finds: [14]),
    AuditExample(
      "the job uses GITHUB_TOKEN, and the App token for something else",
      """
      on: push
      permissions: {packages: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - id: app
              uses: actions/create-github-app-token@v2
              with: {app-id: "${{ vars.APP }}", private-key: "${{ secrets.APP_KEY }}"}
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: ci, password: "${{ github.token }}"}
            - run: docker pull ghcr.io/acme/base:1
            - uses: docker/login-action@v3
              with: {registry: registry.example.org, username: ci, password: "${{ steps.app.outputs.token }}"}
            - run: gh api repos/acme/web/dispatches -f event_type=x
              env: {GH_TOKEN: "${{ steps.app.outputs.token }}"}
      """),
  ]
}
