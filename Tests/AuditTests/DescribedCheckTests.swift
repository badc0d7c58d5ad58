import Audit
import Testing

/// What the examples of the checks do not show: every other way in which a file and a description differ.
@Suite struct DescribedCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let title: String
    let description: String
    let files: [String: String]
    /// `check: words that its message has`.
    let expected: [String]

    var testDescription: String { title }
  }

  private static func organization(_ workflow: String, _ rest: String = "") -> String {
    """
    tokenbook: 1
    organization: acme
    platform: {plan: enterprise}
    policy: {deploy_keys: allowed}
    people: {ada: {role: owner}, boris: {}}
    machine_users: {acme-bot: {role: member, custodians: [ada, boris]}}
    apps: {acme-app: {repositories: all, permissions: {contents: write, pull_requests: write}, key: APP_KEY}}
    repositories:
      infra: {visibility: private}
      open: {visibility: public}
      web:
        visibility: private
        environments: {production: {}, staging: {}}
        workflows: {ci: {\(workflow)}}
    packages:
      web: {registry: container, repository: web, visibility: private}
      far: {registry: container, owner: globex, visibility: private}
    credentials:
      APP_KEY: {kind: app_key, holder: acme-app, stored_in: [{repository_secret: APP_KEY, repository: web}]}
    \(rest)
    """
  }

  private static func job(_ steps: String, on events: String = "push", _ job: String = "") -> String {
    """
    on: \(events)
    permissions: {contents: read, packages: read}
    jobs:
      a:
        runs-on: ubuntu-latest
        \(job)
        steps:
    \(steps.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))

    """
  }

  private static let login = """
    - uses: docker/login-action@v3
      with: {registry: ghcr.io, username: x, password: "${{ secrets.PULL }}"}
    - run: docker pull ghcr.io/globex/far:1
    - {run: make, env: {A: "${{ secrets.APP_KEY }}"}}
    """

  private static func mint(_ key: String) -> String {
    """
    - id: app
      uses: actions/create-github-app-token@v2
      with: {app-id: 1, private-key: "${{ secrets.\(key) }}", repositories: infra, permission-contents: write}
    - uses: actions/checkout@v5
      with: {repository: acme/infra, token: "${{ steps.app.outputs.token }}", persist-credentials: false}
    """
  }

  private static func pat(_ scopes: String) -> String {
    """
      BOT:
        kind: classic_pat
        holder: acme-bot
        scopes: [\(scopes)]
        expires: 2026-12-31
        stored_in: [{repository_secret: PULL, repository: web}]
        used_by: [web/ci]
    outside: {globex: {machine_users: {acme-bot: member}}}
    """
  }

  static let accesses: [Case] = [
    Case(
      title: "a scope too many",
      description: organization("triggers: [push], needs: [pull package far]", pat("repo, read:packages")),
      files: ["ci": job(login)],
      expected: ["classic-pat-where-narrower-serves: `read:packages` is enough, and it also has `repo`"]),
    Case(
      title: "the scope that is needed, under another name than planned",
      description: organization("triggers: [push], needs: [pull package far]", pat("read:packages")),
      files: ["ci": job(login)], expected: []),
    Case(
      title: "another App's key",
      description: organization(
        "triggers: [push], needs: [clone repository infra]", "decisions: {}"
      ).replacing("deploy_keys: allowed", with: "deploy_keys: forbidden"),
      files: ["ci": job(mint("OTHER_KEY"))],
      expected: [
        "decided-otherwise: the decision is the GitHub App `acme-app` in `secrets.APP_KEY`",
        "secret-missing: no described credential is stored under that name",
      ]),
    Case(
      title: "the App that was decided",
      description: organization("triggers: [push], needs: [clone repository infra]").replacing(
        "deploy_keys: allowed", with: "deploy_keys: forbidden"),
      files: ["ci": job(mint("APP_KEY"))], expected: []),
    Case(
      title: "a credential for what is public",
      description: organization(
        "triggers: [push], needs: [clone repository open]",
        "  BOT: {kind: unknown, stored_in: [{repository_secret: BOT, repository: web}]}"
      ),
      files: [
        "ci": job(
          "- uses: actions/checkout@v5\n  with: {repository: acme/open, token: \"${{ secrets.BOT }}\", persist-credentials: false}\n- {run: make, env: {A: \"${{ secrets.APP_KEY }}\"}}"
        )
      ], expected: ["decided-otherwise: the decision is no credential"]),
    Case(
      title: "a repository that nobody described",
      description: organization("triggers: [push]").replacing("APP_KEY", with: "BOT"),
      files: [
        "ci": job(
          "- uses: actions/checkout@v5\n  with: {repository: acme/gone, token: \"${{ secrets.BOT }}\", persist-credentials: false}"
        )
      ], expected: ["need-undescribed: `clone repository gone` with `secrets.BOT`"]),
    Case(
      title: "several needs, of which one is seen",
      description: organization("triggers: [push], needs: [pull package web, set-status repository web]"),
      files: [
        "ci": job(
          "- run: echo ${{ secrets.APP_KEY != '' }}\n- uses: actions/checkout@v5\n  with: {persist-credentials: false}"
        )
      ],
      expected: []),
  ]

  static let settings: [Case] = [
    Case(
      title: "an event that does not start it, a runner that is not there",
      description: organization("triggers: [push, release], self_hosted: true, environment: staging"),
      files: ["ci": job("- {run: make, env: {K: \"${{ secrets.APP_KEY }}\"}}", "environment: production")],
      expected: [
        "workflow-described-otherwise: `triggers` lists `release`, but it doesn't start this workflow",
        "workflow-described-otherwise: no job runs on a self-hosted runner",
        "workflow-described-otherwise: no job runs in the environment `staging`",
      ]),
    Case(
      title: "an environment that is worked out",
      description: organization("triggers: [push], environment: staging"),
      files: [
        "ci": job("- {run: make, env: {K: \"${{ secrets.APP_KEY }}\"}}", "environment: \"${{ inputs.to }}\"")
      ],
      expected: []),
    Case(
      title: "no events described, and no needs",
      description: organization("needs: []"),
      files: ["ci": job("- {run: make, env: {K: \"${{ secrets.APP_KEY }}\"}}", on: "[push, pull_request]")],
      expected: []),
    Case(
      title: "no events described, a need, and a run for forks",
      description: organization("needs: [clone repository open], dependabot: false"),
      files: [
        "ci": job(
          "- {run: make, env: {K: \"${{ secrets.APP_KEY }}\"}}\n- uses: actions/checkout@v5\n  with: {repository: acme/open, persist-credentials: false}",
          on: "[push, pull_request]")
      ], expected: ["workflow-described-otherwise: `pull_request` starts this workflow"]),
  ]

  static let secrets: [Case] = [
    Case(
      title: "an environment that no job with the secret names",
      description: organization(
        "triggers: [push]",
        "  S: {kind: unknown, stored_in: [{environment_secret: SHIP, repository: web, environment: staging}]}"
      ),
      files: [
        "ci": job(
          "- {run: make, env: {K: \"${{ secrets.SHIP }}\", A: \"${{ secrets.APP_KEY }}\"}}",
          "environment: production")
      ],
      expected: [
        "secret-missing: `secrets.SHIP` is empty here",
        "secret-unused: no job of `web` in the environment `staging`",
      ]),
    Case(
      title: "an environment that is worked out may be any",
      description: organization(
        "triggers: [push]",
        "  S: {kind: unknown, stored_in: [{environment_secret: SHIP, repository: web, environment: staging}]}"
      ),
      files: [
        "ci": job(
          "- {run: make, env: {K: \"${{ secrets.SHIP }}\", A: \"${{ secrets.APP_KEY }}\"}}",
          "environment: \"${{ inputs.to }}\"")
      ], expected: []),
    Case(
      title: "an organization secret that nobody uses",
      description: organization(
        "triggers: [push]",
        "  S: {kind: unknown, stored_in: [{organization_secret: ALL, visibility: selected, repositories: [web, infra]}]}"
      ),
      files: ["ci": job("- {run: make, env: {A: \"${{ secrets.APP_KEY }}\"}}"), "infra/x": job("- run: ls")],
      expected: ["secret-unused: no workflow of the 2 repositories that see it"]),
    Case(
      title: "one of which was not looked at",
      description: organization(
        "triggers: [push]",
        "  S: {kind: unknown, stored_in: [{organization_secret: ALL, visibility: selected, repositories: [web, infra]}]}"
      ),
      files: ["ci": job("- {run: make, env: {A: \"${{ secrets.APP_KEY }}\"}}")], expected: []),
    Case(
      title: "a token whose places nobody knows",
      description: organization("triggers: [push]", "  PULL: {kind: classic_pat, holder: ada}"),
      files: ["ci": job("- {run: make, env: {A: \"${{ secrets.APP_KEY }}\", B: \"${{ secrets.pull }}\"}}")],
      expected: ["credential-of-person: `secrets.PULL` is a classic PAT of `ada`"]),
    Case(
      title: "in a workflow's own variables",
      description: organization(
        "triggers: [push]",
        "  S: {kind: ssh_key, holder: boris, stored_in: [{repository_secret: SSH, repository: web}]}"),
      files: [
        "ci": "env: {SSH: \"${{ secrets.SSH }}\", A: \"${{ secrets.APP_KEY }}\"}\n" + job("- run: make")
      ],
      expected: ["credential-of-person: an SSH key of `boris`"]),
  ]

  @Test(arguments: accesses + settings + secrets) func findsWhatDiffers(_ example: Case) async throws {
    let outcome = try await Described(example.description).outcome(example.files, Self.checks)
    #expect(outcome.diagnostics.map(\.message) == [])
    let found = outcome.result.findings.map { "\($0.check): \($0.message)" }.sorted()
    #expect(found.count == example.expected.count, "\(found)")
    for expected in example.expected {
      let parts = expected.split(separator: ":", maxSplits: 1)
      let isFound = found.contains { text in
        text.hasPrefix(parts[0] + ":") && text.contains(parts[1].trimmingPrefix(" "))
      }
      #expect(isFound, "\(expected) is not among \(found)")
    }
  }

  /// Those that look at a description; what the others find in the same files is not asked here.
  private static let checks = AuditChecks.all.filter(\.description.needsDescription)
}
