import Foundation
import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

private func sources(_ files: [(String, String)]) -> SourceFiles {
  var sources = SourceFiles()
  for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
  return sources
}

private func imported(_ files: [(String, String)], organization: String? = nil) -> Imported {
  Importer.workflows.convert(sources(files), organization, shippedCatalog)
}

private let config = "[remote \"origin\"]\n\turl = git@github.com:acme/web.git\n"

private let release = """
  on:
    push: {branches: [main]}
    workflow_dispatch:
  jobs:
    image:
      runs-on: ubuntu-latest
      environment: production
      steps:
        - uses: docker/login-action@v3
          with: {registry: ghcr.io, username: x, password: "${{ secrets.CR_PAT }}"}
        - uses: docker/build-push-action@v6
          with: {push: true, tags: "ghcr.io/acme/web:1"}
        - uses: actions/checkout@v4
          with: {repository: acme/infra, token: "${{ secrets.DEPLOY_TOKEN }}"}
        - uses: actions/checkout@v4
          with: {repository: globex/tools}
        - run: docker push $WHERE
        - run: deploy
          env: {KEY: "${{ secrets.SHIP_KEY }}"}

  """

private let change = """
  on: [pull_request]
  jobs:
    label:
      runs-on: [self-hosted, linux]
      steps: [{uses: actions/labeler@v5}]

  """

private let checkouts = [
  ("src/web/.git/config", config), ("src/web/.github/dependabot.yml", "version: 2\n"),
  ("src/web/.github/workflows/release.yaml", release), ("src/web/.github/workflows/change.yml", change),
  (
    "src/acme__tidy/.github/workflows/stale.yml",
    "on: {schedule: [{cron: '0 5 * * *'}]}\njobs: {a: {runs-on: ubuntu-latest, steps: [{uses: actions/stale@v9}]}}\n"
  ),
]

@Suite struct WorkflowsImportTests {
  @Test func writesWhatTheFilesShowAndAsksTheRest() throws {
    let imported = imported(checkouts)
    #expect(imported.diagnostics.map(\.message) == [])
    let description = try #require(imported.descriptions.first)
    #expect(imported.descriptions.count == 1)
    #expect(description.organization == "acme")
    #expect(description.text == expected)
    expectReadable(description)
  }

  /// One need `api` for each target and permission, with all endpoints that take it; what nobody knows stays in words.
  @Test func namesTheEndpointsOfCallsWithoutAVerb() throws {
    let imported = imported([
      (
        "acme__web/.github/workflows/ci.yml",
        """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            env: {GH_TOKEN: "${{ secrets.BOT }}"}
            steps:
              - run: |
                  gh api repos/acme/web/dependabot/alerts/3
                  gh api repos/acme/web/dependabot/alerts
                  gh api -X POST repos/acme/infra/pages/builds
                  gh secret set KEY --env prod
                  gh api repos/acme/web/no/such/thing
                  gh release download v1

        """
      )
    ])
    let description = try #require(imported.descriptions.first)
    let needs = description.text.split(separator: "\n").filter { $0.contains("- {") }.map { line in
      String(line.drop { $0 == " " }.prefix { $0 != "x" }.dropLast(2))
    }
    #expect(
      needs == [
        "- {need: download-release repository web",
        "- {need: api repository web, permissions: {environments: write}",
        "- {need: api repository web, endpoints: [\"GET /repos/{owner}/{repo}/dependabot/alerts\", \"GET /repos/{owner}/{repo}/dependabot/alerts/{alert_number}\"]",
        "- {need: api repository infra, endpoints: [\"POST /repos/{owner}/{repo}/pages/builds\"]",
        "- {other: \"calls GET /repos/{owner}/{repo}/no/such/thing\", with: BOT",
      ], "\(description.text)")
    expectReadable(description)
  }

  @Test func asksWhatUnknownActionsDoWithTokens() throws {
    let imported = imported([
      (
        "acme__web/.github/workflows/ci.yml",
        """
        on: push
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
              - {uses: nobody/knows@v1, with: {github-token: "${{ github.token }}"}}
              - {uses: nobody/knows@v1, with: {github-token: "${{ github.token }}"}}
              - {uses: nobody/knows@v1, with: {github-token: "${{ secrets.BOT }}"}}
              - {uses: nobody/talks@v1, with: {webhook: "${{ secrets.HOOK }}"}}

        """
      )
    ])
    let description = try #require(imported.descriptions.first)
    let lines = description.text.split(separator: "\n")
    let questions = lines.filter { $0.contains("#?") && $0.contains("the catalog") }
      .map { String($0.drop { $0 == " " }) }
    #expect(
      questions == [
        "#? .github/workflows/ci.yml:6: `nobody/knows` gets GITHUB_TOKEN, but the catalog doesn't say what for"
      ])
    // What is stored is kept, whatever it is for.
    #expect(
      description.text.contains(
        """
                - {other: "is passed to nobody/knows, which isn't in the catalog", with: BOT, x-guess: ".github/workflows/ci.yml:8", x-confidence: medium}
        """))
    expectReadable(description)
  }

  @Test(arguments: [
    ("secrets.BOT", "release", true), ("secrets.BOT", "push", true), ("github.token", "release", false),
    // The tag of a release is pushed too.
    ("secrets.BOT", "{push: {tags: [v*]}}", true), ("secrets.BOT", "{push: {branches: [main]}}", false),
    ("secrets.BOT", "pull_request", false),
  ])
  func whatStartsWorkflowsTodaySaysSo(_ token: String, _ event: String, _ starts: Bool) throws {
    let imported = imported([
      (
        "acme__web/.github/workflows/other.yml", "on: \(event)\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n"
      ),
      (
        "acme__web/.github/workflows/release.yml",
        "on: workflow_dispatch\njobs: {a: {runs-on: x, steps: [{run: gh release create v1, env: {GH_TOKEN: \"${{ \(token) }}\"}}]}}\n"
      ),
    ])
    let text = try #require(imported.descriptions.first).text
    #expect(text.contains("need: release repository web"))
    #expect(text.contains("triggers_workflows: true") == starts)
  }

  @Test func aWorkflowThatIsOnlyCalledStandsWithItsCallers() throws {
    let called =
      "on: {workflow_call: {secrets: {T: {required: true}}}}\njobs: {a: {runs-on: x, steps: [{run: gh release create v1, env: {GH_TOKEN: \"${{ secrets.T }}\"}}]}}\n"
    let caller =
      "on: push\njobs: {a: {uses: ./.github/workflows/called.yml, secrets: {T: \"${{ secrets.MINE }}\"}}}\n"
    let files = [
      ("acme__web/.github/workflows/called.yml", called), ("acme__web/.github/workflows/ci.yml", caller),
    ]
    let description = try #require(imported(files).descriptions.first)
    #expect(description.text.contains("need: release repository web"))
    #expect(description.text.contains("x-today: MINE"))
    #expect(!description.text.contains("called:"))
    expectReadable(description)
    let alone = try #require(imported([files[0]]).descriptions.first)
    #expect(alone.text.contains("called:"))
    expectReadable(alone)
  }

  @Test func aCalledWorkflowOfAnotherRepositoryStandsWithItsCallers() throws {
    let called =
      "on: {workflow_call: {secrets: {T: {}}}}\njobs: {a: {runs-on: self-hosted, steps: [{run: gh release create v1, env: {GH_TOKEN: \"${{ secrets.T }}\"}}]}}\n"
    let caller =
      "on: push\njobs:\n  a: {uses: acme/shared/.github/workflows/called.yml@v1, secrets: inherit}\n"
    let files = [
      ("src/acme__shared/.github/workflows/called.yml", called),
      ("src/acme__web/.github/workflows/ci.yml", caller),
    ]
    let description = try #require(imported(files).descriptions.first)
    #expect(
      description.text.contains(
        """
                - {need: release repository web, x-guess: ".github/workflows/ci.yml:3 uses acme/shared/.github/workflows/called.yml:2", x-confidence: medium, x-today: T}
        """))
    #expect(description.text.contains("self_hosted: true"))
    #expect(!description.text.contains("called:"))
    expectReadable(description)
    // Whose checkouts do not say whose they are belong to the organization that is named.
    let unnamed = imported(
      files.map { ($0.0.replacing("acme__", with: ""), $0.1) }, organization: "acme"
    ).descriptions
    #expect(unnamed.first?.text == description.text)
  }

  @Test func severalOwnersAreSeveralOrganizations() {
    let files = ["acme__web", "globex__site", "globex__docs"].map {
      ("\($0)/.github/workflows/ci.yml", change)
    }
    #expect(imported(files).descriptions.map(\.organization) == ["acme", "globex"])
    let one = imported(files + [("other__web/.github/workflows/ci.yml", change)], organization: "together")
      .descriptions
    #expect(one.map(\.organization) == ["together"])
    #expect(one.first?.text.contains("  acme__web:\n") == true)
    #expect(one.first?.text.contains("  site:\n") == true)
    for description in one { expectReadable(description) }
  }

  @Test func aWorkflowThatNoDescriptionCanNameIsLeftOutAndSaid() throws {
    let files = [
      ("acme__web/.github/workflows/a.yml", change), ("acme__web/.github/workflows/b\tc.yml", change),
    ]
    let imported = imported(files)
    #expect(imported.diagnostics.map(\.id) == ["bad-workflow-name"])
    #expect(imported.diagnostics.map(\.severity) == [.warning])
    let description = try #require(imported.descriptions.first)
    expectReadable(description)
    #expect(description.text.contains(" a:") && !description.text.contains("\\t"))
  }

  @Test func aFolderWhoseOwnerIsNoNameNeedsOne() {
    for folder in ["a*me__web", "a--b__web", "acme -__web"] {
      let files = [("\(folder)/.github/workflows/ci.yml", change)]
      #expect(imported(files).diagnostics.map(\.id) == ["unknown-organization"], "\(folder)")
      let named = imported(files, organization: "acme").descriptions
      #expect(named.map(\.organization) == ["acme"])
      for description in named { expectReadable(description) }
    }
  }

  @Test func aCheckoutWithoutAnOwnerNeedsAName() {
    let files = [("web/.github/workflows/ci.yml", change)]
    #expect(imported(files).diagnostics.map(\.id) == ["unknown-organization"])
    #expect(imported(files, organization: "acme").descriptions.map(\.organization) == ["acme"])
    #expect(imported([("x.yaml", "a: b")]).diagnostics.map(\.id) == ["nothing-to-import"])
  }

  @Test func aCheckoutWithoutANameIsSaid() throws {
    let alone = imported([(".github/workflows/a.yml", change)], organization: "acme")
    #expect(alone.diagnostics.map(\.message) == ["can't tell which repository `.` is"])
    #expect(alone.diagnostics.map(\.severity) == [.error])
    let odd = imported(checkouts + [("src/acme__a b/.github/workflows/a.yml", change)])
    #expect(odd.diagnostics.map(\.message) == ["can't tell which repository `src/acme__a b` is"])
    #expect(odd.diagnostics.map(\.severity) == [.warning])
    expectReadable(try #require(odd.descriptions.first))
  }

  @Test func aBrokenFileIsSaidAndStopsNothing() throws {
    let files =
      checkouts + [
        ("src/web/.github/workflows/broken.yml", "on: pusch\njobs: {a: {}}\n"),
        ("src/web/.github/workflows/worse.yml", "a: ["),
      ]
    let imported = imported(files)
    #expect(imported.diagnostics.map(\.id) == ["unknown-event", "missing-key", "yaml-syntax"])
    #expect(!imported.diagnostics.hasErrors)
    expectReadable(try #require(imported.descriptions.first))
  }

  private static let hostile = [
    "ghcr.io/acme/x: {a: b}", "ghcr.io/acme/\\nx: y", "ghcr.io/acme/'\\\"", "ghcr.io/ACME/\u{202E}x",
    "ghcr.io/acme/#x",
    "ghcr.io/acme/ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  ]

  @Test(arguments: hostile) func hostileNamesStayText(_ name: String) throws {
    let workflow = """
      on: push
      jobs:
        a:
          runs-on: x
          environment: "\(name)"
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, password: "${{ secrets.P }}"}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "\(name)"}
            - run: "gh api -X POST 'repos/acme/\(name)/issues'"
            - uses: actions/checkout@v4
              with: {repository: "acme/\(name)"}

      """
    let description = try #require(
      imported([("acme__web/.github/workflows/a b.yml", workflow)]).descriptions.first)
    expectReadable(description)
    #expect(!description.text.contains("ghp_"))
  }

  /// Two tokens as names stay two names, in the upper case of secrets too, and are the same in the next run.
  @Test func tokensAsNamesStayApart() throws {
    let files = ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghs_abcdefghijklmnopqrstuvwxyz0123456789"].map {
      (
        "src/acme__\($0)/.github/workflows/\($0).yml",
        """
        on: push
        jobs:
          a:
            runs-on: x
            environment: \($0)
            steps:
              - uses: actions/checkout@v4
                with: {repository: acme/\($0), token: "${{ secrets.\($0) }}"}
        """
      )
    }
    let description = try #require(imported(files).descriptions.first)
    expectReadable(description)
    let text = description.text.lowercased()
    #expect(!text.contains("abcdefgh") && !text.contains("ghp_a"), "\(text)")
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  masked-") }
    #expect(keys.count == 2 && Set(keys).count == 2, "\(text)")
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(description.text.utf8)))
    let merge = Importer.workflows.merge
    #expect(
      merge(sources(files), reading.files, try #require(reading.organization), shippedCatalog).added == [])
  }

  private let expected = """
    # Imported from workflow files. Lines with `#?` are questions that workflow files don't answer.
    # `x-guess` is where a proposed need or service was seen, `x-confidence` how certain it is, `x-today` what it uses now.
    # Remove all three after you have checked the entry.
    tokenbook: 1
    organization: acme

    #? Which plan does the organization have: free, team or enterprise?
    # platform: {plan: team}

    #? Can repositories have deploy keys? (Settings > Deploy keys; a missing key means unknown)
    # policy: {deploy_keys: forbidden}

    #? Who can see each repository, and who is responsible for it? `visibility: private`, `responsible: TEAM-OR-LOGIN`
    #? Does a workflow without `forks:` run for pull requests from forks, and one without `dependabot:` for Dependabot?
    repositories:
      infra: {}  # seen at "web/.github/workflows/release.yaml:14"
      tidy:
        workflows:
          stale:
            triggers: [schedule]
            forks: false
            dependabot: false
            self_hosted: false
            needs:
              - {need: comment-on-issue repository tidy, x-guess: ".github/workflows/stale.yml:2", x-confidence: high, x-today: GITHUB_TOKEN}
              - {need: comment-on-pull-request repository tidy, x-guess: ".github/workflows/stale.yml:2", x-confidence: high, x-today: GITHUB_TOKEN}
      web:
        environments: {production: {}}
        workflows:
          change:
            triggers: [pull_request]
            dependabot: true
            self_hosted: true
            needs:
              - {need: label repository web, x-guess: ".github/workflows/change.yml:5", x-confidence: high, x-today: GITHUB_TOKEN}
          release:
            path: .github/workflows/release.yaml
            triggers: [push, workflow_dispatch]
            forks: false
            self_hosted: false
            needs:
              - {need: publish package web, environment: production, x-guess: ".github/workflows/release.yaml:12", x-confidence: high, x-today: CR_PAT}
              - {need: clone repository infra, environment: production, x-guess: ".github/workflows/release.yaml:14", x-confidence: high, x-today: DEPLOY_TOKEN}
              - {need: clone repository globex/tools, environment: production, x-guess: ".github/workflows/release.yaml:16", x-confidence: medium, x-today: GITHUB_TOKEN}
              #? .github/workflows/release.yaml:17: `docker push` shows that it must publish a package, but not which one

    #? Who can see each package? `visibility: private`. Which repositories can use it in Actions? `actions_access:`
    packages:
      web: {registry: container, x-guess: "web/.github/workflows/release.yaml:12"}

    #? Who holds each, what can it do, when does it expire, and where is it stored? `holder:`, `scopes:`, `expires:`,
    #? `stored_in: [{repository_secret: NAME, repository: NAME}]`
    credentials:
      CR_PAT: {kind: classic_pat, used_by: [web/release]}
      DEPLOY_TOKEN: {kind: unknown, used_by: [web/release]}
    #? These secrets are used too, but the files don't show what for. Is one a GitHub credential?
    #   SHIP_KEY: web/release

    #? What else needs access (clusters, Jenkins, hosts)?
    # consumers:

    """
}

// MARK: - Adding to a description

@Suite struct WorkflowsMergeTests {
  private func merged(_ description: String, _ files: [(String, String)] = checkouts) throws -> (
    text: String, added: [String]
  ) {
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8))
    let reading = DescriptionReader.read(file)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let merge = Importer.workflows.merge
    let merged = merge(sources(files), reading.files, try #require(reading.organization), shippedCatalog)
    #expect(merged.diagnostics.filter { $0.id != "question" }.map(\.message) == [])
    let text = merged.texts.first?.text ?? description
    expectReadable(ImportedDescription(organization: "acme", text: text))
    return (text, merged.added)
  }

  private static let descriptions = [
    "tokenbook: 1\norganization: acme\n",
    "tokenbook: 1\norganization: acme",
    "tokenbook: 1\norganization: acme\nrepositories: {web: , infra: }\npackages: {}\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n  web:\n  tidy:   # empty\n",
    "tokenbook: 1\norganization: acme\nrepositories: {}\npackages: {}\n",
    "{tokenbook: 1, organization: acme, repositories: {web: {workflows: {}}, infra: {},}}\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n  # ours\n  web:   # the shop\n  infra: {visibility: private}   # kept\n# end\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n    web:\n        visibility: private\n        workflows:\n            build: {path: .github/workflows/release.yaml, needs: []} # why\n\n    infra: {}\n\n\n# the end\npackages:\n  web: {registry: container} # image\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n  web:\n    note: >\n      folded\n      text\n    workflows:\n      change:\n        needs:\n          - label   repository WEB  # by hand\n          # a remark\n",
    "tokenbook: 1\r\norganization: acme\r\nrepositories:\r\n  web:\r\n    visibility: private\r\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n  web:\n    workflows:\n      build:\n        path: .github/workflows/release.yaml\n        needs:\n        - push repository web\n        # a remark on needs\n      # and one on workflows\n  # and one on repositories\n# the end\n",
    "tokenbook: 1\norganization: acme\nrepositories:\n  web: {workflows: {change: {needs: [\n    label repository web,  # one\n  ]}}}\n",
  ]

  /// Two folders of one repository would give every workflow twice, and a description that nobody can read.
  @Test func aSecondCheckoutIsLeftOut() throws {
    let workflow = "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n"
    let two = imported([
      ("one/.git/config", config), ("one/.github/workflows/ci.yml", workflow),
      ("two/.git/config", config), ("two/.github/workflows/ci.yml", workflow),
      ("tools/.git/config", config.replacing("web.git", with: "tools.git")),
    ])
    let description = try #require(two.descriptions.first)
    expectReadable(description)
    #expect(
      description.text.contains(
        "\n  web: {workflows: {ci: {triggers: [push], forks: false, self_hosted: false}}}\n"))
    #expect(
      two.diagnostics.map(\.message) == [
        "left out second checkouts of a repository: `two`", "found no workflow or action files in `tools`",
      ])
  }

  /// Taking the new bytes out again gives the old text, so that nothing that was there has changed.
  @Test(arguments: descriptions) func leavesEveryByteInPlace(_ description: String) throws {
    let (text, added) = try merged(description)
    #expect(!added.isEmpty)
    var rest = Array(description.utf8)[...]
    for byte in text.utf8 where byte == rest.first { rest = rest.dropFirst() }
    #expect(rest.isEmpty, "\(text)")
    for comment in description.split(separator: "\n") where comment.contains("#") {
      let words = comment.drop { $0 != "#" }
      #expect(text.contains(words), "\(text)")
    }
    let again = try merged(text)
    #expect(again.added == [], "\(again.text)")
    #expect(again.text == text)
  }

  @Test func commentsStayWithTheirBlock() throws {
    let (text, _) = try merged(
      """
      tokenbook: 1
      organization: acme
      repositories:
        web:
          workflows:
            build:
              path: .github/workflows/release.yaml
              needs:
              - push repository web
              # of the needs
            # of the workflows
        tidy: {}

      """)
    #expect(
      text.contains("- push repository web\n        # of the needs\n        - {need: publish package web"))
    #expect(text.contains("        self_hosted: false\n      # of the workflows\n      change:\n"))
  }

  /// What is added to a value with an anchor would be added wherever it is repeated.
  @Test(arguments: [
    ("{web: &one {visibility: private}, tidy: *one}", ["repositories.tidy", "repositories.web"]),
    (
      "{web: {workflows: &one {build: {path: .github/workflows/release.yaml}}}, tidy: {workflows: *one}}",
      [
        "repositories.tidy.workflows", "repositories.web.workflows", "repositories.web.workflows.build",
      ]
    ),
  ])
  func sharedValuesAreLeftAndTold(_ repositories: String, _ left: [String]) throws {
    let description = "tokenbook: 1\norganization: acme\nrepositories: \(repositories)\n"
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8))
    let reading = DescriptionReader.read(file)
    let merge = Importer.workflows.merge
    let merged = merge(sources(checkouts), reading.files, try #require(reading.organization), shippedCatalog)
    #expect(
      merged.diagnostics.map(\.message).sorted()
        == left.map { "nothing was added to `\($0)`, because it uses an anchor or an alias" }.sorted())
    let text = try #require(merged.texts.first?.text)
    expectReadable(ImportedDescription(organization: "acme", text: text))
    #expect(text.contains("infra: {}") && !text.contains("used_by: [web/release"), "\(text)")
  }

  @Test func addsWhatIsNotSaid() throws {
    let (text, added) = try merged(
      """
      tokenbook: 1
      organization: acme
      # Ours.
      repositories:
        web:   # the shop
          visibility: private
          workflows:
            build: {path: .github/workflows/release.yaml, triggers: [push], needs: [publish package image]}   # mine
        tidy: {}
      packages:
        image: {registry: container, name: web}   # known under another name
      credentials:
        registry: {kind: unknown, stored_in: [{repository_secret: CR_PAT, repository: web}]}

      """)
    #expect(
      added == [
        "repositories.infra", "repositories.tidy.workflows.stale", "repositories.web.environments.production",
        "repositories.web.workflows.change", "repositories.web.workflows.build.forks",
        "repositories.web.workflows.build.self_hosted",
        "repositories.web.workflows.build.needs: clone repository infra",
        "repositories.web.workflows.build.needs: clone repository globex/tools",
        "credentials.registry.used_by", "credentials.DEPLOY_TOKEN",
      ])
    #expect(text == expected)
  }

  private let expected = """
    tokenbook: 1
    organization: acme
    # Ours.
    repositories:
      web:   # the shop
        visibility: private
        workflows:
          build: {path: .github/workflows/release.yaml, triggers: [push], needs: [publish package image, {need: clone repository infra, environment: production, x-guess: ".github/workflows/release.yaml:14", x-confidence: high, x-today: DEPLOY_TOKEN}, {need: clone repository globex/tools, environment: production, x-guess: ".github/workflows/release.yaml:16", x-confidence: medium, x-today: GITHUB_TOKEN}], forks: false, self_hosted: false}   # mine
          change:
            triggers: [pull_request]
            dependabot: true
            self_hosted: true
            needs:
              - {need: label repository web, x-guess: ".github/workflows/change.yml:5", x-confidence: high, x-today: GITHUB_TOKEN}
        environments: {production: {}}
      tidy: {workflows: {stale: {triggers: [schedule], forks: false, dependabot: false, self_hosted: false, needs: [{need: comment-on-issue repository tidy, x-guess: ".github/workflows/stale.yml:2", x-confidence: high, x-today: GITHUB_TOKEN}, {need: comment-on-pull-request repository tidy, x-guess: ".github/workflows/stale.yml:2", x-confidence: high, x-today: GITHUB_TOKEN}]}}}
      infra: {}
    packages:
      image: {registry: container, name: web}   # known under another name
    credentials:
      registry: {kind: unknown, stored_in: [{repository_secret: CR_PAT, repository: web}], used_by: [web/build]}
      DEPLOY_TOKEN: {kind: unknown, used_by: [web/build]}

    """
}

// MARK: - Real files

@Suite struct WorkflowsImportCorpusTests {
  private static let folder: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpus")
    return corpus.appending(path: "workflows").path
  }()

  private static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

  @Test(.enabled(if: isThere, "the corpus is not beside the package"))
  func allOfItAsOneOrganizationAndEachByItself() throws {
    let names = (FileManager.default.enumerator(atPath: Self.folder)?.compactMap { $0 as? String } ?? [])
      .sorted()
    let files = try names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.map { name in
      (name, String(decoding: try Data(contentsOf: URL(filePath: "\(Self.folder)/\(name)")), as: UTF8.self))
    }
    let together = imported(files, organization: "everybody").descriptions
    #expect(together.map(\.organization) == ["everybody"])
    for description in together { expectReadable(description) }
    let each = imported(files).descriptions
    #expect(each.count > 20)
    for description in each { expectReadable(description) }
  }
}
