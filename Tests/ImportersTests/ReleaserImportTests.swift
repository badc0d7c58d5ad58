import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

private func imported(_ files: [String: String], organization: String? = nil) throws -> String {
  var sources = SourceFiles()
  for (path, text) in files.sorted(by: { $0.key < $1.key }) {
    _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
  }
  let imported = Importer.workflows.convert(sources, organization, shippedCatalog)
  #expect(imported.diagnostics.map(\.message) == [])
  let description = try #require(imported.descriptions.first)
  expectReadable(description)
  return description.text
}

/// The needs of a draft, each with what it is done with.
private func needs(_ text: String) -> [String] {
  text.split(separator: "\n").filter { $0.contains("{need: ") }.map { line in
    let need = line.split(separator: "{need: ")[1].prefix { $0 != "," }
    let today = line.split(separator: "x-today: ").dropFirst().first?.prefix { $0 != "}" } ?? "?"
    return "\(need) with \(today)"
  }.sorted()
}

private func questions(_ text: String) -> [String] {
  text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("#? .") }.map(String.init)
}

/// GoReleaser pushes where its own file says, which lies beside the workflow.
@Suite struct ReleaserImportTests {
  private static func workflow(_ arguments: String = "release --clean", _ env: String = "") -> String {
    """
    on: {push: {tags: ["v*"]}}
    jobs:
      release:
        runs-on: ubuntu-latest
        steps:
          - uses: goreleaser/goreleaser-action@v6
            with: {args: \(arguments)}
            env:
              GITHUB_TOKEN: ${{ secrets.SHIP_PAT }}
              TAP_TOKEN: ${{ secrets.TAP_PAT }}
              OWNER: globex
    \(env)
    """
  }

  private func draft(
    _ config: String, at path: String = ".goreleaser.yaml", _ arguments: String = "release --clean"
  ) throws -> String {
    try imported([
      "acme__web/.github/workflows/release.yml": Self.workflow(arguments), "acme__web/\(path)": config,
    ])
  }

  @Test func readsTapsBucketsAndTheRest() throws {
    let text = try draft(
      """
      version: 2
      brews: [{repository: {owner: acme, name: homebrew-tap}}]
      homebrew_casks: [{repository: {owner: acme, name: homebrew-casks, token: "{{ .Env.TAP_TOKEN }}"}}]
      scoops: [{bucket: {owner: acme, name: scoop-bucket}}]
      nix: [{repository: {owner: acme, name: nur, token: '{{ envOrDefault "TAP_TOKEN" "" }}'}, skip_upload: auto}]
      krews: [{index: {owner: acme, name: krew-index}, skip_upload: true}]
      winget:
        - repository:
            owner: acme
            name: winget-pkgs
            pull_request: {enabled: true, base: {owner: initech, name: winget-pkgs}}
      aurs: [{git_url: "ssh://aur@aur.archlinux.org/web.git"}]

      """)
    #expect(
      needs(text) == [
        "open-pull-request repository initech/winget-pkgs with SHIP_PAT",
        "push repository homebrew-casks with TAP_PAT", "push repository homebrew-tap with SHIP_PAT",
        "push repository nur with TAP_PAT", "push repository scoop-bucket with SHIP_PAT",
        "push repository winget-pkgs with SHIP_PAT", "release repository web with SHIP_PAT",
      ], "\(text)")
    #expect(text.contains("{need: push repository homebrew-tap, x-guess: \".goreleaser.yaml:2\""))
    #expect(questions(text) == [])
    // What is asked where there is no file is answered.
    #expect(text.contains("  TAP_PAT: {kind: unknown, used_by: [web/release]}"))
  }

  @Test func aPullRequestInTheSameRepositoryIsOneNeed() throws {
    let text = try draft(
      "brews: [{repository: {owner: acme, name: homebrew-tap, branch: bump, pull_request: {enabled: true}}}]\n"
    )
    #expect(
      needs(text) == [
        "open-pull-request repository homebrew-tap with SHIP_PAT", "release repository web with SHIP_PAT",
      ])
  }

  @Test func aTemplateIsWorkedOutOrAsked() throws {
    let text = try draft(
      """
      project_name: till
      brews: [{repository: {owner: "{{ .Env.OWNER }}", name: "homebrew-{{ .ProjectName }}"}}]
      scoops: [{repository: {owner: "{{ .Env.GITHUB_REPOSITORY_OWNER }}", name: scoop}}]
      nix: [{repository: {owner: acme, name: "{{ .Env.NUR }}"}}]
      krews: [{repository: {owner: acme, name: krew, token: "{{ .Env.KREW_TOKEN }}"}}]

      """)
    #expect(
      needs(text) == [
        "push repository globex/homebrew-till with SHIP_PAT", "push repository krew with ?",
        "push repository scoop with SHIP_PAT", "release repository web with SHIP_PAT",
      ], "\(text)")
    #expect(
      questions(text) == [
        "#? .goreleaser.yaml:4: `nix` of `.goreleaser.yaml` (`acme/{{ .Env.NUR }}`, which is computed) shows that it must push a repository, but not which one"
      ], "\(text)")
  }

  @Test(arguments: [
    ("release: {github: {owner: acme, name: downloads}}", ["release repository downloads with SHIP_PAT"]),
    (
      "release: {disable: true}\nbrews: [{tap: {owner: acme, name: tap}}]",
      ["push repository tap with SHIP_PAT"]
    ),
    ("release: {gitlab: {owner: acme, name: web}}", []), ("force_token: gitea", []),
    (
      "brews: [{repository: {git: {url: 'git@github.com:acme/tap.git', private_key: '{{ .Env.TAP_TOKEN }}'}}}]",
      ["push repository tap with TAP_PAT", "release repository web with SHIP_PAT"]
    ),
  ])
  func saysWhereItReleases(_ config: String, _ expected: [String]) throws {
    #expect(needs(try draft(config + "\n")) == expected)
  }

  @Test(arguments: [
    (".goreleaser.yml", "release", true), (".config/goreleaser.yaml", "release", true),
    ("goreleaser.yaml", "release --skip=homebrew", false),
    ("build/goreleaser.nightly.yaml", "release -f build/goreleaser.nightly.yaml", true),
    (".goreleaser.yaml", "release --config=.goreleaser.yaml", true),
  ])
  func takesTheFileThatItIsTold(_ path: String, _ arguments: String, _ pushes: Bool) throws {
    let text = try draft("brews: [{repository: {owner: acme, name: tap}}]\n", at: path, arguments)
    #expect(needs(text).contains("push repository tap with SHIP_PAT") == pushes, "\(text)")
    #expect(questions(text) == [])
  }

  @Test func aFileThatIsNotThereIsAsked() throws {
    for (path, arguments) in [
      ("README.yaml", "release"), (".goreleaser.yaml", "release -f other.yaml"),
      // A workflow of that name is none.
      (".github/workflows/goreleaser.yaml", "release"),
    ] {
      let text = try imported([
        "acme__web/.github/workflows/release.yml": Self.workflow(arguments),
        "acme__web/\(path)": "on: push\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n",
      ])
      #expect(needs(text) == ["release repository web with SHIP_PAT"], "\(text)")
      let asked = questions(text)
      #expect(
        asked.contains { $0.contains("isn't among these files. Does it push to a tap or a bucket") },
        "\(text)")
    }
  }

  /// `make release` that is given the token of the tap.
  @Test(arguments: [("TAP_TOKEN", true), ("OTHER", false)])
  func aCommandThatIsGivenTheTokenOfTheFileRunsIt(_ variable: String, _ runs: Bool) throws {
    let text = try imported([
      "acme__web/.github/workflows/release.yml": """
      on: workflow_dispatch
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - run: make release
              env: {GITHUB_TOKEN: "${{ github.token }}", \(variable): "${{ secrets.TAP_PAT }}"}

      """,
      "acme__web/.goreleaser.yaml":
        "brews: [{repository: {owner: acme, name: homebrew-tap, token: '{{ .Env.TAP_TOKEN }}'}}]\n",
    ])
    let expected = [
      "push repository homebrew-tap with TAP_PAT", "release repository web with GITHUB_TOKEN",
    ]
    #expect(needs(text) == (runs ? expected : []), "\(text)")
    #expect(text.contains("x-confidence: high") == false)
  }

  @Test func whatItIncludesIsAsked() throws {
    let text = try draft("includes: [{from_url: {url: acme/shared/main/goreleaser.yaml}}]\n")
    #expect(
      questions(text) == [
        "#? .github/workflows/release.yml:6: `.goreleaser.yaml` includes files that weren't read. Do they name taps or buckets?"
      ], "\(text)")
  }

  @Test func aWorkflowThatIsNotReadAndIsGivenATokenIsAsked() throws {
    let text = try imported([
      "acme__web/.github/workflows/ci.yml": """
      on: push
      jobs:
        a:
          uses: globex/shared/.github/workflows/release.yml@v1
          secrets: {gh_pat: "${{ secrets.BOT }}", slack_token: "${{ secrets.S }}"}

      """
    ])
    #expect(
      questions(text) == [
        "#? .github/workflows/ci.yml:4: the workflow `globex/shared/.github/workflows/release.yml@v1` gets `gh_pat`, but isn't among these files. What does it do with it?"
      ], "\(text)")
  }

  @Test func readsTheImagesThatItPushes() throws {
    let text = try imported([
      "acme__web/.github/workflows/release.yml": """
      on: {push: {tags: ["v*"]}}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, password: "${{ github.token }}"}
            - run: goreleaser release
              env: {GITHUB_TOKEN: "${{ github.token }}"}

      """,
      "acme__web/.goreleaser.yaml": """
      dockers:
        - image_templates: ["ghcr.io/acme/web:{{ .Tag }}", "acme/web:latest"]
        - {image_templates: ["ghcr.io/acme/test:1"], skip_push: true}
      docker_manifests: [{name_template: "ghcr.io/acme/all:{{ .Tag }}"}]

      """,
    ])
    #expect(
      needs(text) == [
        "publish package all with GITHUB_TOKEN", "publish package web with GITHUB_TOKEN",
        "release repository web with GITHUB_TOKEN",
      ], "\(text)")
    #expect(questions(text) == [])
  }
}

/// What a stored token does today starts workflows, which the job's own would not (G-12).
@Suite struct StartingImportTests {
  private func draft(_ step: String, _ other: String, on event: String = "issue_comment") throws -> String {
    try imported([
      "acme__web/.github/workflows/chat.yml": """
      on: \(event)
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - \(step)

      """,
      "acme__web/.github/workflows/gate.yml":
        "on: \(other)\njobs: {a: {runs-on: x, steps: [{run: exit 1}]}}\n",
    ])
  }

  private static let label =
    #"{uses: actions-ecosystem/action-add-labels@v1, with: {github_token: "${{ secrets.BOT }}", labels: ready}}"#
  private static let command =
    #"{run: gh pr edit 1 --add-label ready, env: {GH_TOKEN: "${{ secrets.BOT }}"}}"#
  private static let comment = #"{run: gh pr comment 1 --body done, env: {GH_TOKEN: "${{ secrets.BOT }}"}}"#

  @Test(arguments: [
    (label, "{pull_request: {types: [opened, labeled]}}", true),
    (command, "{pull_request_target: {types: [unlabeled]}}", true), (label, "issues", true),
    (label, "pull_request", false), (label, "{issues: {types: [opened]}}", false), (label, "push", false),
    (label.replacing("secrets.BOT", with: "github.token"), "{pull_request: {types: [labeled]}}", false),
    (comment, "{pull_request: {types: [labeled]}}", false),
  ])
  func aLabelThatAWorkflowWaitsFor(_ step: String, _ event: String, _ starts: Bool) throws {
    let text = try draft(step, event)
    #expect(text.contains("triggers_workflows: true, x-guess") == starts, "\(text)")
    let places = "#? .github/workflows/chat.yml:6 starts .github/workflows/gate.yml:1 ("
    #expect(text.contains(places) == starts, "\(text)")
  }

  @Test func aCommentIsAsked() throws {
    let text = try draft(Self.comment, "issue_comment", on: "workflow_dispatch")
    #expect(!text.contains("triggers_workflows: true, x-guess"))
    #expect(
      questions(text) == [
        "#? .github/workflows/chat.yml:6 may start .github/workflows/gate.yml:1 (issue_comment), as `GITHUB_TOKEN` would not. If it must, set `triggers_workflows: true`"
      ], "\(text)")
  }

  /// Whether a branch has a pull request is not told by the file; where the workflow runs for one, it most likely has.
  @Test(arguments: [("schedule: [{cron: '0 5 * * *'}]", false), ("pull_request", true)])
  func aPushToABranchThatMayHaveAPullRequest(_ event: String, _ proposed: Bool) throws {
    let step =
      #"{run: "git push https://x:${{ secrets.BOT }}@github.com/acme/web HEAD"}"#
    let text = try draft(step, "{pull_request: {branches: [main]}}", on: "{\(event)}")
    #expect(text.contains("triggers_workflows: true, x-guess") == proposed, "\(text)")
    #expect(text.contains("may start .github/workflows/gate.yml:1 (pull_request)") != proposed, "\(text)")
  }

  /// The tag that starts a release is there before it.
  @Test func aReleaseForATagPushesNone() throws {
    let step = #"{run: gh release create v1, env: {GH_TOKEN: "${{ secrets.BOT }}"}}"#
    for (event, starts) in [("{push: {tags: [v*]}}", false), ("workflow_dispatch", true)] {
      let text = try draft(step, "{push: {tags: [v*]}}", on: event)
      #expect(text.contains("triggers_workflows: true, x-guess") == starts, "\(text)")
    }
  }
}

/// A credential whose variable, input or server says that it is another service's is none of GitHub's.
@Suite struct OtherServiceImportTests {
  private func draft(_ steps: String) throws -> String {
    try imported([
      "acme__web/.github/workflows/ci.yml":
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        + steps.split(separator: "\n").map { "      \($0)\n" }.joined()
    ])
  }

  @Test(arguments: [
    (
      #"- {uses: actions/setup-node@v4, with: {registry-url: "https://registry.npmjs.org"}, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}"#,
      "npm"
    ),
    (#"- {uses: actions/setup-node@v4, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}"#, "npm"),
    (
      #"""
      - {uses: actions/setup-node@v4, with: {registry-url: "https://registry.npmjs.org"}}
      - {run: make publish, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}
      """#, "npm"
    ),
    (
      #"- {uses: actions/checkout@v5, with: {github-server-url: "https://gitea.example", token: "${{ secrets.SHIP }}"}}"#,
      "gitea-example"
    ),
    (#"- {run: make, env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}"}}"#, "aws"),
    (#"- {uses: nobody/talks@v1, with: {slack-webhook: "${{ secrets.SHIP }}"}}"#, "slack"),
    (#"- {run: twine upload dist/*, env: {TWINE_PASSWORD: "${{ secrets.SHIP }}"}}"#, "pypi"),
  ])
  func isACredentialOfItsService(_ steps: String, _ service: String) throws {
    let text = try draft(steps)
    #expect(text.contains("\nservices:\n  \(service): {"), "\(text)")
    #expect(
      text.contains(
        "\n  SHIP:\n    service: \(service)\n    kind: unknown\n    used_by: [web/ci]\n    x-guess: "),
      "\(text)")
    #expect(!text.contains("Is one a GitHub credential?"), "\(text)")
  }

  @Test(arguments: [
    #"- {uses: actions/setup-node@v4, with: {registry-url: "https://npm.pkg.github.com"}, env: {NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}"}}"#,
    #"""
    - {uses: actions/setup-node@v4, with: {registry-url: "https://npm.pkg.github.com"}}
    - {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}"}}
    """#,
    #"- {uses: actions/checkout@v5, with: {github-server-url: "https://github.acme.example", token: "${{ secrets.NPM_TOKEN }}"}}"#,
    #"- {run: make, env: {GITHUB_TOKEN: "${{ secrets.NPM_TOKEN }}"}}"#,
  ])
  func whatGoesToGitHubIsProposedWhateverItsName(_ steps: String) throws {
    let text = try draft(steps)
    #expect(text.contains("\ncredentials:\n  NPM_TOKEN: {kind: "), "\(text)")
  }

  @Test func whatHoldsNoSecretIsToldApart() throws {
    let text = try draft(
      #"- {run: ./ship, env: {AWS_REGION: "${{ secrets.PLACE }}", AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}"}}"#
    )
    #expect(text.contains("\n#?   PLACE\ncredentials:\n"), "\(text)")
    #expect(text.contains("  PLACE:\n    service: aws\n    kind: identifier\n"), "\(text)")
    #expect(text.contains("  SHIP:\n    service: aws\n    kind: unknown\n"), "\(text)")
  }

  /// Two places that are as sure and tell two services: somebody must say.
  @Test func whatTwoServicesTakeIsAsked() throws {
    let text = try draft(
      #"- {run: ./ship, env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}", VALUE: "${{ secrets.SHIP }}"}}"#
        + "\n"
        + #"- {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.BOTH }}"}}"# + "\n"
        + #"- {run: 'curl -u "$BOTH" https://s3.eu-west-1.amazonaws.com/x', env: {BOTH: "${{ secrets.BOTH }}"}}"#
    )
    #expect(text.contains("  SHIP:\n    service: aws\n"), "\(text)")
    // A command is surer than a host.
    #expect(text.contains("  BOTH:\n    service: npm\n"), "\(text)")
  }

  @Test(arguments: ["SHIP_KEY", "NPM_GITHUB_TOKEN", "DEPLOY_PAT", "MAVEN_APP_KEY"])
  func whatNoNameTellsIsAsked(_ secret: String) throws {
    let text = try draft("- {run: make, env: {VALUE: \"${{ secrets.\(secret) }}\"}}")
    #expect(text.contains("Is one a GitHub credential?\n#   \(secret): web/ci\n"), "\(text)")
  }
}
