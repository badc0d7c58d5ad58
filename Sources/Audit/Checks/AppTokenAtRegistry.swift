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
      "the token of an App signs in to \(login.host), which takes no such token",
      about: login.list.subject(login.step), at: login.place, confidence: login.isUsed ? nil : .low,
      help:
        "use the job's own token (`packages` in `permissions`, and the repository among those that may use the package), or else a classic PAT of a machine user; run it once before you rely on it, since GitHub's own pages contradict each other here",
      related: [Diagnostic.RelatedPlace(message: "the token is made here", range: mint.range)])
  }

  private static let about = CheckDescription(
    "app-token-at-registry", title: "a registry of GitHub is given an App's token", severity: .medium,
    confidence: .medium,
    why:
      "GitHub Packages takes classic PATs and the job's own token. With an installation token the login succeeds, and what is pulled or pushed is refused, often only for what is private.",
    how:
      "Looks for logins to `ghcr.io` and the registries of GitHub for npm, NuGet, RubyGems, Maven and Gradle with a token that a step of the job makes from the key of an App.",
    fix: "Use the job's own token where it reaches, else a classic PAT of a machine user.",
    falseAlarms:
      "GitHub's list of endpoints for Apps names packages, and its support says that the list is wrong. If the run pulls what is private with it, keep it. A public image needs no login.",
    sources: ["C-20", "C-21", "C-22", "C-23", "C-24"])

  private static let examples = [
    AuditExample(
      "an image with the token of an App",
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
      "the job's own token, and the App's for something else",
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
