import SourceText
import Workflows

/// A login to a registry of GitHub with a token that may not use it.
enum RegistryLoginWithoutPackages {
  static let check = AuditCheck(about, examples: examples) { file in
    file.containerPulls.compactMap { finding($0, file) }
      + file.registryLogins.compactMap { login in
        guard login.login.credential == .jobToken, login.isAskedFor || login.level == .write,
          let permissions = login.list.permissions
        else { return nil }
        let has = permissions.level(of: "packages")
        guard has < login.level else { return nil }
        return about.finding(
          "the job signs in to \(login.host) and its token has `packages: \(has.rawValue)`",
          about: login.list.subject(login.step), at: login.place,
          help: "add `packages: \(login.level.rawValue)` to the job's `permissions`",
          related: [
            Diagnostic.RelatedPlace(message: "the permissions that hold here", range: permissions.range)
          ],
          edits: [permissions.granting("packages", login.level, in: file.text)].compactMap(\.self))
      }
  }

  /// The image of a job or service that is pulled with the job's token.
  private static func finding(_ pull: ContainerPull, _ file: AuditedFile) -> Finding? {
    guard pull.credential == .jobToken, let permissions = pull.list.permissions,
      permissions.level(of: "packages") < .read
    else { return nil }
    return about.finding(
      "\(pull.words) is pulled with the job's token, which has `packages: none`", about: pull.subject,
      at: pull.password.range, help: "add `packages: read` to the job's `permissions`",
      related: [
        Diagnostic.RelatedPlace(message: "the permissions that hold here", range: permissions.range)
      ],
      edits: [permissions.granting("packages", .read, in: file.text)].compactMap(\.self))
  }

  private static let about = CheckDescription(
    "registry-login-without-packages", title: "a job signs in to a registry of GitHub and may not use it",
    severity: .medium,
    confidence: .high,
    why:
      "The login succeeds all the same: the registry looks at what a token may do only when something is pulled or pushed. The failure comes later and reads `denied`, and people then reach for a PAT.",
    how:
      "Looks for logins to `ghcr.io` and the registries of GitHub for npm, NuGet, RubyGems, Maven and Gradle with the job's token, by actions, in `run`, and in `credentials` of jobs and services, where `permissions` are written and `packages` is not among them, or is read where something is published.",
    fix: "Give the job `packages: read`, or `packages: write` where it pushes.",
    falseAlarms: "A job that pulls nothing but public images needs no login at all.",
    sources: JobLogin.sources)

  private static let examples = [
    AuditExample(
      "naming one permission dropped the other",
      """
      on: push
      permissions:
        contents: read
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.GITHUB_TOKEN }}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """, finds: [12]),
    AuditExample(
      "on a command line, and of packages",
      """
      on: push
      permissions:
        contents: read
        packages: read
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: ko-build/setup-ko@v0.8
            - run: ko build ./cmd/web
            - run: echo "${{ github.token }}" | docker login ghcr.io -u ci --password-stdin
            - uses: actions/setup-node@v4
              with: {registry-url: "https://npm.pkg.github.com"}
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
        test:
          runs-on: ubuntu-latest
          permissions: {}
          steps:
            - uses: ko-build/setup-ko@v0.8
            - run: ko build --local ./cmd/web
      """, finds: [9, 11, 16]),
    AuditExample(
      "for the image that a job runs in",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          container:
            image: ghcr.io/acme/build:1
            credentials:
              username: ${{ github.actor }}
              password: ${{ secrets.GITHUB_TOKEN }}
          steps: [{run: make}]
        test:
          permissions: {packages: read}
          runs-on: ubuntu-latest
          container:
            image: ghcr.io/acme/build:1
            credentials: {username: "${{ github.actor }}", password: "${{ github.token }}"}
          services: {database: {image: "ghcr.io/acme/database:1"}}
          steps: [{run: make test}]
      """, finds: [10]),
    AuditExample(
      "on the job",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          permissions: {contents: read, packages: write}
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ github.token }}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """),
  ]
}
