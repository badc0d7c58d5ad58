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
        ? "the job logs in to \(login.host), but its token has `packages: \(has.rawValue)`"
        : "the job logs in to \(login.host) and may push there, but its token only has `packages: read`",
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
      "\(pull.words) is pulled with `GITHUB_TOKEN`, which has `packages: none`", about: pull.subject,
      at: pull.password.range, help: "add `packages: read` to the `permissions` of job `\(pull.list.name)`",
      related: [
        Diagnostic.RelatedPlace(message: "the permissions that apply here", range: permissions.range)
      ],
      edits: [pull.list.granting("packages", .read, in: file.text)].compactMap(\.self))
  }

  private static let about = CheckDescription(
    "registry-login-without-packages",
    title: "a job logs in to a GitHub registry without the permission to use it",
    severity: .medium,
    confidence: .high,
    why:
      "The job fails with `denied`, and people then use a PAT instead. The login itself succeeds, because the registry checks the token's permissions only on a pull or push.",
    how:
      "Reports logins with `GITHUB_TOKEN` to `ghcr.io`, or to GitHub's registries for npm, NuGet, RubyGems, Maven and Gradle. It checks actions, `run`, and the `credentials` of jobs and services. The `permissions` must be set without `packages`, or with `packages: read` where the job publishes.",
    fix: "Give the job `packages: read`, or `packages: write` if it pushes.",
    falseAlarms:
      "The job pulls only public images, for which it needs no login at all. If the file doesn't show what is pushed, the severity is low and the finding isn't fixed automatically.",
    sources: JobLogin.sources)

  private static let examples = [
    AuditExample(
      "setting one permission removed the other",
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
      "on a command line, and for other packages",
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
      "an image is copied to another registry",
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
      "the image that a job runs in",
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
      "set on the job",
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
