import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A stored token for a registry of GitHub in a job whose own token would do.
enum PATWhereJobTokenServes {
  static let check = AuditCheck(about, examples: examples) { file in
    let logins =
      file.registryLogins.compactMap { finding($0, file) }
      + file.containerPulls.compactMap { finding($0, file) } + handed(file)
    return logins + deviations(file, besides: logins)
  }

  /// The image of a job or service that is pulled with a secret.
  private static func finding(_ pull: ContainerPull, _ file: AuditedFile) -> Finding? {
    guard case .secret(let secret) = pull.credential, pull.isForOwn else { return nil }
    let decided = decisions(on: secret, pull.list.name, file)
    if !decided.isEmpty, !decided.contains(where: { $0.credential?.kind == .githubToken }) { return nil }
    let grants = decided.flatMap(\.preconditions).map(\.text)
    let password = pull.password.onlySecret == nil ? nil : pull.placed(pull.password, "password")
    return about.finding(
      "\(pull.words) is pulled with `secrets.\(secret)`, but `GITHUB_TOKEN` can access the packages of this organization",
      about: "\(pull.subject) secrets.\(secret)", at: pull.password.range, confidence: .high,
      help: "use `${{ secrets.GITHUB_TOKEN }}` with `packages: read`. \(grant(grants, decided))",
      edits: serves(secret, pull.list.name, file)
        ? edits(pull.list, password, pull.placed(pull.container.username, "username"), .read, file) : [])
  }

  private static func finding(_ login: JobLogin, _ file: AuditedFile) -> Finding? {
    guard let secret = login.secret, login.isReached else { return nil }
    let decided = decisions(on: secret, login.list.name, file)
    if !decided.isEmpty, !decided.contains(where: { $0.credential?.kind == .githubToken }) { return nil }
    let isSeen = login.isForOwn && login.login.registry == .container && login.login.calls.isEmpty
    let isSure = isSeen || !decided.isEmpty
    let grants = decided.flatMap(\.preconditions).map(\.text)
    let reach = login.login.registry == .maven ? "repository" : "organization"
    // What its callers hand it may be the job's own token.
    let isHanded = file.workflow?.isHanded(secret) == true && decided.isEmpty
    // Callers that were read are told themselves.
    if isHanded, file.calls.isCalled { return nil }
    let name = isHanded ? "a secret that its callers pass" : "`secrets.\(secret)`"
    return about.finding(
      "the job logs in to \(login.host) with \(name), but `GITHUB_TOKEN` can access the packages of this \(reach)",
      about: login.list.subject(login.step, "secrets.\(secret)"), at: login.place,
      confidence: isHanded ? .low : isSure ? .high : .medium,
      help: "use `${{ secrets.GITHUB_TOKEN }}` with \(login.neededPermission). \(grant(grants, decided))",
      edits: isSure && !isHanded && serves(secret, login.list.name, file)
        ? edits(login.list, login.password, login.username, login.mayPush ? nil : login.level, file) : [])
  }

  /// The secrets that jobs hand to a workflow of the same checkout, which signs in with them.
  private static func handed(_ file: AuditedFile) -> [Finding] {
    (file.workflow?.jobs ?? []).flatMap { job -> [Finding] in
      guard let call = job.call else { return [] }
      return file.calls.logins(of: call).compactMap { login in
        guard let (name, place) = value(of: login.secret, in: call) else { return nil }
        return about.finding(
          "job `\(job.id)` passes `secrets.\(name)` to `\(call.uses.text)`, which logs in to \(login.host) with it",
          about: "\(job.id) secrets.\(name)", at: place, confidence: login.isForOwn ? .high : .medium,
          help:
            "pass `${{ secrets.GITHUB_TOKEN }}` instead, and give this job \(login.neededPermission). \(grant([], []))",
          related: [Diagnostic.RelatedPlace(message: "the workflow logs in here", range: login.place)])
      }
    }
  }

  /// The stored secret that a call hands on under a name; nil where it hands on something else.
  private static func value(of secret: String, in call: WorkflowCall) -> (name: String, place: SourceRange)? {
    switch call.secrets {
    case .none: return nil
    case .inherit(let place): return (secret, place)
    case .entries(let entries):
      guard let value = entries[secret], let name = value.onlySecret, !value.isJobToken else { return nil }
      return (name, value.range)
    }
  }

  /// What was decided for the packages that a job reaches with a secret.
  private static func decisions(on secret: String, _ job: String, _ file: AuditedFile) -> [Decision] {
    // What an import guessed decides nothing yet.
    described(secret, job, file).filter { $0.outcome == .decided && $0.need.guess == nil }
  }

  /// Whether nothing described stands against the job's token: a guess is enough to leave the file alone.
  private static func serves(_ secret: String, _ job: String, _ file: AuditedFile) -> Bool {
    described(secret, job, file).allSatisfy {
      $0.credential?.kind == .githubToken && $0.preconditions.isEmpty
    }
  }

  private static func described(_ secret: String, _ job: String, _ file: AuditedFile) -> [Decision] {
    (file.described?.shown ?? []).filter { access in
      access.need.verb.targetKind == .package && access.need.job == job
        && access.need.credential == .secret(secret)
    }.compactMap(\.decision)
  }

  /// What the package must grant, as decided, in general where nothing was: a sentence without its end.
  private static func grant(_ grants: [String], _ decided: [Decision]) -> String {
    if let first = grants.first { return "Prerequisite: \(first.withoutStop)" }
    return decided.isEmpty
      ? "If the package isn't linked to this repository, first grant the repository access under Package settings > Manage Actions access"
      : "The package already grants this repository access"
  }

  /// Whatever else was decided for the job's token, and is done with something that is stored.
  private static func deviations(_ file: AuditedFile, besides logins: [Finding]) -> [Finding] {
    (file.described?.deviations ?? []).compactMap { deviation in
      guard deviation.kind == .jobTokenServes, let confidence = deviation.jobTokenServes else { return nil }
      let isLogin = logins.contains {
        deviation.access.need.credential?.secretName.map($0.message.contains) ?? false
      }
      if deviation.access.need.verb.targetKind == .package && isLogin { return nil }
      return deviation.isGuess ? question(deviation) : finding(deviation, confidence)
    }
  }

  private static func finding(_ deviation: Deviation, _ confidence: Confidence) -> Finding {
    let first = deviation.preconditions.isEmpty ? "" : ". Prerequisite: \(deviation.preconditions)"
    let isSure = confidence > .low
    return about.finding(
      "`\(deviation.text)` uses \(deviation.today), \(isSure ? "but `GITHUB_TOKEN` works" : "and `GITHUB_TOKEN` may work")",
      about: "\(deviation.access.need.job) \(deviation.decision.id)", at: deviation.access.place,
      severity: deviation.isApp || !isSure ? .low : nil, confidence: confidence,
      help:
        "use `${{ github.token }}` with `\(deviation.permissions)`\(first)\(deviation.starting). \(deviation.explain)",
      related: related(deviation))
  }

  /// What rests on a need that nobody has confirmed is asked.
  private static func question(_ deviation: Deviation) -> Finding {
    about.finding(
      "does `\(deviation.text)` need \(deviation.today)? `GITHUB_TOKEN` may be enough",
      about: "\(deviation.access.need.job) \(deviation.decision.id)", at: deviation.access.place,
      severity: .low, confidence: .low,
      help:
        "check the need, which an import guessed. If it covers everything that is done here and must not start other workflows, remove `x-guess`. The audit then recommends a credential",
      related: related(deviation))
  }

  private static func related(_ deviation: Deviation) -> [Diagnostic.RelatedPlace] {
    [Diagnostic.RelatedPlace(message: "the need is described here", range: deviation.decision.need.range)]
  }

  /// Only where the permissions are written: naming one where none is would drop all others.
  ///
  /// - Parameter level: what the token needs of `packages`; nil where the file does not tell.
  private static func edits(
    _ list: StepList, _ password: PlacedText?, _ username: PlacedText?, _ level: PermissionLevel?,
    _ file: AuditedFile
  ) -> [TextEdit] {
    guard let permissions = list.permissions,
      let password = password.flatMap({ quoted("${{ secrets.GITHUB_TOKEN }}", $0, file) })
    else { return [] }
    let user = username.flatMap { name in
      name.text.text == "${{ github.actor }}" ? nil : quoted("${{ github.actor }}", name, file)
    }
    let login = [password] + [user].compactMap(\.self)
    if permissions.level(of: "packages") >= level ?? .write { return login }
    guard let level, let grant = list.granting("packages", level, in: file.text) else { return [] }
    return login + [grant]
  }

  /// In quotes where the text stood in quotes or inside a flow mapping; nil for a block.
  private static func quoted(_ text: String, _ old: PlacedText, _ file: AuditedFile) -> TextEdit? {
    let (range, change) = (old.text.range, TreeChange(at: old.path, .text(text)))
    return switch file.text.bytes[Int(range.start)] {
    case UInt8(ascii: "\""): TextEdit(range, "\"\(text)\"", change)
    case UInt8(ascii: "'"): TextEdit(range, "'\(text)'", change)
    case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "&"): nil
    default: TextEdit(range, isInFlow(range, file.text) ? "\"\(text)\"" : text, change)
    }
  }

  /// Whether a text without quotes stands between braces or brackets: only there a comma or the end of them follows.
  private static func isInFlow(_ range: SourceRange, _ file: SourceFile) -> Bool {
    var place = range.offsets.upperBound
    while place < file.bytes.count {
      let byte = file.bytes[place]
      if byte == UInt8(ascii: "#") {
        place = file.yamlLineEnd(at: place)
      } else if let end = file.lineBreak(at: place) {
        place += end
      } else if byte > 0x20 {
        return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      } else {
        place += 1
      }
    }
    return false
  }

  private static let about = CheckDescription(
    "pat-where-job-token-serves", title: "a stored token is used where GITHUB_TOKEN works", severity: .medium,
    confidence: .medium,
    why:
      "Everyone who can write to the repository can read a stored PAT. It can access every package of its account, is valid for months, and must be rotated. Since 2021-03-24, the container registry accepts `GITHUB_TOKEN`. The registries for npm, NuGet, RubyGems, Maven and Gradle accept it too.",
    how:
      "Reports logins to `ghcr.io` with a secret other than `GITHUB_TOKEN`, and images of the same owner that jobs and services pull with one. A secret that a job passes to a workflow of the same checkout is reported at that job. For npm, NuGet, RubyGems, Maven and Gradle, it reports registries set up for the same owner, and for Maven, the same repository. With a description, it also checks every access whose decision is `GITHUB_TOKEN`. Only for packages, comments and statuses is it certain that the token works. Doesn't report accesses where GitHub rejects the token or the tool's use of it is unknown. These are approvals, team reviews, agents, labels that a workflow waits for, GoReleaser and similar tools. A need that still has `x-guess` becomes a question.",
    fix:
      "Log in with `GITHUB_TOKEN`, and give the job `packages: read` or `packages: write`. If the package was first pushed by hand, or belongs to another repository, grant this repository access in the package settings.",
    falseAlarms:
      "The images belong to another organization, or the login pulls images that `GITHUB_TOKEN` can't access. Or the result must show a bot's name, as a comment does.",
    sources: [
      "T-03", "C-01", "C-17", "C-18", "C-37",
      "https://docs.github.com/en/packages/learn-github-packages/about-permissions-for-github-packages",
    ] + JobLogin.sources)

  private static let examples = [
    AuditExample(
      "a PAT for the repository's own image",
      """
      on: push
      permissions:
        contents: read
        packages: write
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with:
                registry: ghcr.io
                username: acme-bot
                password: ${{ secrets.CR_PAT }}
            - uses: docker/build-push-action@v7
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """, finds: [13]),
    AuditExample(
      "a secret that callers pass",
      """
      on: {workflow_call: {secrets: {password: {required: true}}}}
      permissions: {contents: read, packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: x, password: "${{ secrets.password }}"}
            - run: docker push "ghcr.io/$GITHUB_REPOSITORY:1"
      """, finds: [8]),
    AuditExample(
      "GITHUB_TOKEN, passed by the only caller", called,
      beside: ["web/image": caller("GITHUB_TOKEN")]),
    AuditExample(
      "a PAT that the job passes to a workflow of the same repository", caller("CR_PAT", calling: "image"),
      finds: [7],
      beside: ["web/image": called]),
    AuditExample(
      "on a command line, and for packages of the same owner",
      """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        image:
          runs-on: ubuntu-latest
          steps:
            - run: echo "$TOKEN" | docker login ghcr.io -u acme-bot --password-stdin
              env:
                TOKEN: ${{ secrets.CR_PAT }}
            - run: docker push "ghcr.io/$GITHUB_REPOSITORY:1"
        packages:
          runs-on: ubuntu-latest
          env:
            NODE_AUTH_TOKEN: ${{ secrets.NPM_PAT }}
          steps:
            - uses: actions/setup-node@v7
              with: {registry-url: "https://npm.pkg.github.com"}
            - run: npm ci
            - run: npm publish
            - run: dotnet nuget add source -u x -p ${{ secrets.NUGET_PAT }} "https://nuget.pkg.github.com/${{ github.repository_owner }}/index.json"
            - run: dotnet nuget push out/*.nupkg
            - run: gem push --host "https://rubygems.pkg.github.com/${{ github.repository_owner }}" web.gem
              env: {GEM_HOST_API_KEY: "${{ secrets.GEM_PAT }}"}
            - run: ./gradlew publish -Durl=https://maven.pkg.github.com/${{ github.repository }}
              env: {GITHUB_TOKEN: "${{ secrets.MAVEN_PAT }}"}
      """, finds: [9, 14, 20, 23, 25]),
    AuditExample(
      "a PAT for the image that a job runs in, and for that of a service",
      """
      on: push
      permissions: {contents: read, packages: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          container:
            image: ghcr.io/${{ github.repository_owner }}/build:1
            credentials: {username: acme-bot, password: "${{ secrets.CR_PAT }}"}
          services:
            database:
              image: ghcr.io/${{ github.repository }}/database:1
              credentials:
                username: acme-bot
                password: ${{ secrets.CR_PAT }}
            cache:
              image: ghcr.io/globex/cache:1
              credentials: {username: acme-bot, password: "${{ secrets.GLOBEX_PAT }}"}
          steps: [{run: make}]
      """, finds: [8, 14]),
    AuditExample(
      "packages of other owners, of another repository, and of unknown owners",
      """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        packages:
          runs-on: ubuntu-latest
          env:
            NODE_AUTH_TOKEN: ${{ secrets.NPM_PAT }}
          steps:
            - uses: actions/setup-node@v7
              with: {registry-url: "https://npm.pkg.github.com", scope: "@globex"}
            - run: npm ci
            - uses: actions/setup-node@v7
              with: {registry-url: "https://registry.npmjs.org"}
            - run: npm publish
            - run: ./gradlew publish -Durl=https://maven.pkg.github.com/${{ github.repository_owner }}/shared
              env: {GITHUB_TOKEN: "${{ secrets.MAVEN_PAT }}"}
            - uses: docker/login-action@v4
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.CR_PAT || secrets.GITHUB_TOKEN }}
      """),
    AuditExample(
      "GITHUB_TOKEN, and another registry",
      """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.GITHUB_TOKEN }}
            - uses: docker/login-action@v4
              with:
                username: acme
                password: ${{ secrets.DOCKERHUB_TOKEN }}
      """),
    AuditExample(
      "the decision is GITHUB_TOKEN, with a missing grant",
      against: policy("actions_access: {}"), file, finds: [9, 11]),
    AuditExample(
      "the decision is a stored token, because another organization owns the package",
      against: policy("owner: globex"), file.replacing("acme/web", with: "globex/web"), finds: [11]),
  ]

  private static let called = """
    on: {workflow_call: {secrets: {user: {required: true}, password: {required: true}}}}
    permissions: {contents: read, packages: write}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - uses: docker/login-action@v3
            with: {registry: ghcr.io, username: "${{ secrets.user }}", password: "${{ secrets.password }}"}
          - run: docker push "ghcr.io/$GITHUB_REPOSITORY:1"
    """

  private static func caller(_ secret: String, calling name: String = "ci") -> String {
    """
    on: push
    permissions: {contents: read, packages: write}
    jobs:
      image:
        uses: ./.github/workflows/\(name).yml
        secrets:
          password: ${{ secrets.\(secret) }}
          user: ${{ github.actor }}
    """
  }

  private static func policy(_ package: String) -> String {
    """
    tokenbook: 1
    organization: acme
    repositories:
      web:
        visibility: private
        workflows: {ci: {needs: [publish package web, comment-on-pull-request repository web]}}
    packages:
      web: {registry: container, visibility: private, \(package)}
    """
  }

  private static let file = """
    on: push
    permissions: {contents: read, packages: write}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - uses: docker/login-action@v4
            with:
              password: ${{ secrets.CR_PAT }}
              registry: ghcr.io
          - run: gh pr comment 1 --body built && docker push ghcr.io/acme/web
            env: {GH_TOKEN: "${{ secrets.CR_PAT }}"}
    """
}
