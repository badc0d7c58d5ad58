import Publishing
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Descriptions whose runbooks take every way that there is.
struct RunbookCase: CustomTestStringConvertible, Sendable {
  let name: String
  /// Nil for the example organization.
  let description: String?

  var testDescription: String { name }

  func book() throws -> Book {
    try description.map { try BookFixture.book($0) } ?? BookFixture.example()
  }

  /// Every runbook, by path.
  func pages() throws -> [BookPath: String] {
    try #require(RunbookCase.rendered[name]).get()
  }

  /// The pages that are one task each: not the index, nor the table of messages.
  func tasks() throws -> [BookPath: String] {
    let tables = [
      BookSection.runbooks.index, RunbookCase.prepare, RunbookCase.help,
      BookPath(folder: "runbooks", "it-fails"),
    ]
    return try pages().filter { !tables.contains($0.key) }
  }

  /// The page that every terminal begins with.
  static let prepare = BookPath(folder: "runbooks", "prepare")

  /// The page of what steps of several pages have in common.
  static let help = BookPath(folder: "runbooks", "help")

  /// Runbooks, and the pages of credentials, which say what is done with them.
  static let kinds =
    DocumentKinds.all.filter { $0.section == .runbooks } + [
      CredentialPages.kind, ExistingCredentialPages.kind,
    ]

  /// `credentials/old_pat`; a name alone is that of a runbook.
  static func path(_ text: String) -> BookPath {
    let parts = text.split(separator: "/")
    return parts.count == 2
      ? BookPath(folder: String(parts[0]), String(parts[1])) : BookPath(folder: "runbooks", text)
  }

  /// The runbooks of each case, made once for all tests.
  private static let rendered: [String: Result<[BookPath: String], any Error>] = Dictionary(
    uniqueKeysWithValues: all.map { runbooks in
      (runbooks.name, Result { try MarkdownPages.render(try runbooks.book(), kinds) })
    })

  static let all = [
    RunbookCase(name: "the example", description: nil),
    RunbookCase(name: "github.com", description: "platform: {plan: team}\n" + everything),
    RunbookCase(
      name: "single sign-on", description: "platform: {plan: enterprise, saml_sso: true}\n" + everything),
    RunbookCase(
      name: "no Apps",
      description: "platform: {plan: enterprise}\n"
        + everything.replacing("policy:", with: "policy:\n  apps: forbidden")),
    RunbookCase(
      name: "managed users",
      description: "platform: {plan: enterprise, managed_users: true, saml_sso: true}\n" + everything),
    RunbookCase(
      name: "Apps preferred", description: "policy: {apps: preferred, deploy_keys: allowed}\n" + cloning(1)),
    RunbookCase(
      name: "many workflows",
      description: "policy: {apps: forbidden, deploy_keys: forbidden, base_permission: none}\n" + cloning(18)
        + used(18)),
    RunbookCase(name: "clusters", description: clusters),
    RunbookCase(name: "GitOps", description: gitOps),
    RunbookCase(name: "what exists is planned", description: adopted),
    RunbookCase(name: "services", description: services),
    RunbookCase(
      name: "GHES 3.18",
      description:
        "platform: {product: ghes, version: \"3.18\", host: github.acme.example, plan: enterprise}\n"
        + everything),
    RunbookCase(
      name: "GHES 3.20",
      description:
        "platform: {product: ghes, version: \"3.20\", host: github.acme.example, plan: enterprise}\n"
        + everything),
    RunbookCase(
      name: "GHE.com",
      description: "platform: {product: ghe.com, host: acme.ghe.com, plan: enterprise, managed_users: true}\n"
        + everything),
  ]

  static func named(_ name: String) throws -> RunbookCase {
    try #require(all.first { $0.name == name })
  }

  /// Clusters that keep their secrets in every way, for images and for other things.
  private static let clusters = """
    platform: {plan: team}
    policy: {deploy_keys: allowed, base_permission: none}
    people: {ada: {role: owner}, boris: {role: member}}
    machine_users: {acme-pull: {role: member, custodians: [ada, boris]}}
    repositories: {web: {visibility: private, responsible: ada}, shared: {visibility: private, responsible: ada}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false}}
    consumers:
      own: {kind: kubernetes, responsible: ada, stores_in: Kubernetes Secrets, needs: [clone repository shared]}
      sealed: {kind: kubernetes, responsible: ada, stores_in: sealed-secrets, needs: [pull package web, clone repository shared]}
      external: {kind: kubernetes, responsible: ada, stores_in: External Secrets, needs: [pull package web, read-members organization self, comment-on-issue repository web]}
      other: {kind: kubernetes, responsible: ada, stores_in: a drawer, needs: [pull package web, clone repository shared]}
    """

  /// Flux and Argo CD, with each kind of credential that they take, and one that is for something else.
  private static let gitOps = """
    platform: {plan: team}
    policy: {base_permission: none, deploy_keys: allowed}
    outside: {globex: {repositories: {tools: {visibility: private}}, deploy_keys: forbidden, apps: forbidden, machine_users: {acme-pull: member}}}
    people: {ada: {role: owner}, boris: {role: member}}
    machine_users: {acme-pull: {role: member, custodians: [ada, boris]}}
    apps: {acme-gitops: {repositories: [infra], permissions: {contents: read}, key: GITOPS_KEY}}
    repositories: {web: {visibility: private}, shared: {visibility: private}, infra: {visibility: private}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}}
    consumers:
      flux: {kind: flux, responsible: ada, needs: [clone repository shared, pull package web, set-status repository shared]}
      flux-app: {kind: flux, responsible: ada, stores_in: SOPS in Git, needs: [clone repository infra]}
      flux-token: {kind: flux, responsible: ada, needs: [clone repository globex/tools]}
      argo: {kind: argocd, responsible: ada, needs: [clone repository shared, pull package web, read-members organization self]}
      argo-app: {kind: argocd, responsible: ada, stores_in: SOPS in Git, needs: [clone repository infra]}
      argo-token: {kind: argocd, responsible: ada, needs: [clone repository globex/tools]}
    credentials: {GITOPS_KEY: {kind: app_key, holder: acme-gitops, stored_in: [{outside: SOPS in Git}]}}
    decisions:
      flux-app#clone-repository-infra: {choose: github_app, because: no keys there, by: ada, until: 2027-01-31}
      argo-app#clone-repository-infra: {choose: github_app, because: no keys there, by: ada, until: 2027-01-31}
    """

  /// Credentials of a service: one that a decision replaces, and one that stays.
  private static let services = """
    platform: {plan: team}
    people: {ada: {role: owner}, boris: {role: member}}
    services: {npm: {organization: acme, responsible: ada, accounts: {acme-npm: {custodians: [ada, boris]}}}}
    repositories:
      web:
        visibility: private
        responsible: ada
        environments: {production: {}}
        workflows:
          release: {triggers: [workflow_dispatch], self_hosted: false, environment: production, needs: ["publish npm:package @acme/ui"]}
          ci: {triggers: [push], needs: ["install npm:package @acme/secrets"]}
    credentials:
      NPM_TOKEN:
        service: npm
        kind: personal
        holder: boris
        stored_in: [{repository_secret: NPM_TOKEN, repository: web}]
        used_by: [web/release]
      NPM_READ_TOKEN:
        service: npm
        kind: automation_user
        holder: acme-npm
        may: reads the packages of acme
        expires: 2026-12-20
        stored_in: [{repository_secret: NPM_READ_TOKEN, repository: web}]
        used_by: [web/ci]
    """

  /// A number of repositories whose workflows clone another one.
  private static func cloning(_ count: Int) -> String {
    let repositories = (0..<count).map {
      "  r\($0): {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}"
    }
    return
      "platform: {plan: team}\nrepositories:\n  shared: {visibility: private}\n  other: {visibility: private}\n"
      + repositories.joined(separator: "\n")
  }

  /// A credential that the workflows of as many repositories use.
  private static func used(_ count: Int) -> String {
    let users = (0..<count).map { "r\($0)/ci" }.joined(separator: ", ")
    return """

      people: {ada: {role: member}}
      credentials:
        OLD:
          {kind: classic_pat, holder: ada, scopes: [repo], used_by: [\(users)], stored_in: [{organization_secret: OLD, visibility: all}]}
      """
  }

  /// Credentials that are what is planned, beside one of another service and one that nobody knows.
  static let adopted = """
    platform: {plan: team}
    policy: {deploy_keys: allowed, base_permission: none}
    people: {ada: {role: owner}, ben: {role: owner}}
    machine_users: {acme-pull: {role: member, custodians: [ada, ben], two_factor: true}}
    repositories:
      web: {visibility: private, responsible: ada, workflows: {ci: {triggers: [push], dependabot: false, needs: [clone repository shared]}, release: {triggers: [push], dependabot: false, needs: [push repository web]}}}
      shared: {visibility: private, responsible: ada}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}}
    consumers: {prod: {kind: kubernetes, responsible: ada, stores_in: external-secrets, needs: [pull package web]}}
    credentials:
      PULL_PROD: {kind: classic_pat, holder: acme-pull, scopes: [read:packages], created: 2026-10-05, expires: 2026-12-28, stored_in: [{outside: external-secrets}], used_by: [prod]}
      SHARED_READ: {kind: deploy_key, repository: shared, read_only: true, created: 2026-02-03, created_with: MAKER, stored_in: [{repository_secret: READ_SHARED, repository: web}], used_by: [web/ci]}
      MAKER: {kind: classic_pat, holder: ben, scopes: [repo], expires: never, stored_in: [{repository_secret: MAKER, repository: web}], used_by: [web/release]}
      NPM_TOKEN: {kind: other, holder: ben, stored_in: [{repository_secret: NPM_TOKEN, repository: web}], used_by: [web/ci]}
      BOARD: {kind: fine_grained_pat, holder: acme-pull, permissions: {organization_projects: write}, stored_in: [{repository_secret: BOARD, repository: web}], used_by: [web/ci]}
    """

  /// Every kind of credential, of consumer and of place.
  static let everything = """
    policy:
      deploy_keys: allowed
      base_permission: none
    outside:
      globex: {repositories: {tools: {visibility: private}}, deploy_keys: forbidden}
    people: {ada: {role: owner}, boris: {role: member}}
    teams: {platform: {maintainers: [ada], members: [boris]}}
    machine_users:
      acme-pull: {role: member, custodians: [ada, boris], purpose: "pulls: *images* `now`"}
      acme-outside: {role: outside_collaborator, custodians: [boris, ada]}
    apps:
      acme-release: {repositories: [web, infra], permissions: {contents: write, pull_requests: write}, key: RELEASE_APP_KEY}
    repositories:
      web:
        visibility: private
        responsible: platform
        environments: {"pro duction's": {}}
        workflows:
          ci:
            triggers: [push, workflow_dispatch]
            dependabot: true
            needs: [clone repository shared, pull package lib]
          deploy:
            environment: "pro duction's"
            needs:
              - {need: open-pull-request repository infra, triggers_workflows: true}
              - clone repository globex/tools
      shared: {visibility: private, responsible: platform}
      infra: {visibility: private, responsible: platform}
      jobs: {visibility: private, workflows: {image: {triggers: [push, workflow_dispatch], needs: [publish package hand, pull package web]}}}
    packages:
      web: {registry: container, repository: web, visibility: private, inherits_access: false}
      lib: {registry: maven, name: com.acme.lib, repository: shared, visibility: private}
      hand: {registry: container, name: hand/made, repository: null, visibility: private}
      forgotten: {registry: container, repository: null, visibility: private}
      board: {registry: npm, repository: web, visibility: private, inherits_access: false}
    consumers:
      prod: {kind: kubernetes, responsible: platform, needs: [pull package web]}
      vault: {kind: kubernetes, stores_in: "a *vault* of `ours`", needs: [pull package web]}
      jenkins: {kind: jenkins, responsible: boris, needs: [clone repository shared, push repository web, pull package web, set-status repository web]}
      mirror: {kind: gitlab, needs: [clone repository web, publish package web, pull package board]}
      host: {kind: host, needs: [pull package web, read-members organization self, delete package web]}
      updates: {kind: dependabot, repositories: [web], needs: [pull package lib]}
      spaces: {kind: codespaces, repositories: [web, jobs], needs: [pull package web, publish package web]}
      audit: {kind: other, needs: [read-audit-log organization self]}
    credentials:
      RELEASE_APP_KEY: {kind: app_key, holder: acme-release, stored_in: [{repository_secret: RELEASE_APP_KEY, repository: web}]}
      OLD_PAT: {kind: classic_pat, holder: boris, scopes: [repo], expires: never, stored_in: [{organization_secret: OLD_PAT, visibility: all}], used_by: [web/ci, jenkins]}
      OLD_FINE: {kind: fine_grained_pat, holder: acme-outside, permissions: {contents: write}, stored_in: [{outside: a drawer}]}
      OLD_KEY: {kind: deploy_key, repository: shared, read_only: false, created: 2024-01-02, stored_in: [{environment_secret: OLD_KEY, repository: web, environment: "pro duction's"}]}
      OLD_SSH: {kind: ssh_key, holder: boris}
      OLD_OAUTH: {kind: oauth_token, holder: boris}
      OLD_THING: {kind: unknown}
      LOST_KEY: {kind: ssh_key}
    decisions:
      jenkins#clone-repository-shared: {choose: personal_ssh_key, because: an old habit, by: boris, until: 2027-01-31}
      jenkins#push-repository-web: {choose: personal_pat, because: another, by: boris, until: 2027-01-31}
    """
}
