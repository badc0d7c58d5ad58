import SourceText
import Workflows

/// A login to a registry of GitHub with a token that may not use it.
enum RegistryLoginWithoutPackages {
  static let check = AuditCheck(about, examples: examples) { file in
    file.containerPulls.compactMap { finding($0, file) }
      + file.registryLogins.compactMap { finding($0, file) }
  }

  private static func finding(_ login: JobLogin, _ file: AuditedFile) -> Finding? {
    guard login.login.credential == .jobToken, login.isAskedFor || login.level == .write || login.mayPush,
      let permissions = login.list.permissions
    else { return nil }
    let has = permissions.level(of: "packages")
    let isShort = has < login.level
    // A push without a name may go to another registry: then nobody knows which level is enough.
    guard isShort || login.mayPush && has < .write else { return nil }
    return about.finding(
      isShort
        ? "the job signs in to \(login.host), but its token has `packages: \(has.rawValue)`"
        : "the job signs in to \(login.host) and may push there, but its token only has `packages: read`",
      about: login.list.subject(login.step), at: login.place, severity: isShort ? nil : .low,
      confidence: isShort ? (login.isUsed ? nil : .medium) : .low,
      help: "add \(login.neededPermission) to the `permissions` of job `\(login.list.name)`",
      related: [
        Diagnostic.RelatedPlace(message: "the permissions that apply here", range: permissions.range)
      ],
      edits: login.mayPush
        ? [] : [login.list.granting("packages", login.level, in: file.text)].compactMap(\.self))
  }

  /// The image of a job or service that is pulled with the job's token.
  private static func finding(_ pull: ContainerPull, _ file: AuditedFile) -> Finding? {
    guard pull.credential == .jobToken, let permissions = pull.list.permissions,
      permissions.level(of: "packages") < .read
    else { return nil }
    return about.finding(
      "\(pull.words) is pulled with the job's token, which has `packages: none`", about: pull.subject,
      at: pull.password.range, help: "add `packages: read` to the `permissions` of job `\(pull.list.name)`",
      related: [
        Diagnostic.RelatedPlace(message: "the permissions that apply here", range: permissions.range)
      ],
      edits: [pull.list.granting("packages", .read, in: file.text)].compactMap(\.self))
  }

  private static let about = CheckDescription(
    "registry-login-without-packages", title: "a job signs in to a registry of GitHub and may not use it",
    severity: .medium,
    confidence: .high,
    why:
      "The login succeeds all the same: the registry looks at what a token may do only when something is pulled or pushed. The failure comes later and reads `denied`, and people then reach for a PAT.",
    how:
      "Looks for logins to `ghcr.io` and the registries of GitHub for npm, NuGet, RubyGems, Maven and Gradle with the job's token, by actions, in `run`, and in `credentials` of jobs and services, where `permissions` are written and `packages` is not among them, or is read where something is published.",
    fix: "Give the job `packages: read`, or `packages: write` if it pushes.",
    falseAlarms:
      "A job that pulls nothing but public images needs no login at all. Where the file doesn't show what is pushed, the finding is low and not fixed automatically.",
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
            - uses: docker/login-action@v4
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.GITHUB_TOKEN }}
            - uses: docker/build-push-action@v7
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
            - uses: actions/setup-node@v7
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
      "copies an image from the registry to another one",
      """
      on: push
      permissions: {contents: read}
      jobs:
        lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
        mirror:
          runs-on: ubuntu-latest
          steps:
            - run: echo "$TOKEN" | docker login ghcr.io -u ci --password-stdin
              env: {TOKEN: "${{ github.token }}"}
            - run: docker pull ghcr.io/acme/web:1
            - run: docker tag ghcr.io/acme/web:1 registry.example.org/web:1
            - run: docker push registry.example.org/web:1
      """, finds: [9]),
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
            - uses: docker/login-action@v4
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ github.token }}
            - uses: docker/build-push-action@v7
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """),
  ]
}
