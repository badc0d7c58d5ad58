import Guidance
import OrganizationModel

/// One of the worked cases of the design: a description, the access that it is about, and what must be decided.
struct WorkedCase: Sendable, CustomTestStringConvertible {
  var number: String
  /// Keys of the description beside the two header keys; `plan: team` and the day are put in where they are absent.
  var description: String
  var access: String
  var expected: Expected
  var testDescription: String { "case \(number)" }

  enum Expected: Sendable {
    case kind(CredentialKind, scopes: [String] = [], permissions: [String: AccessLevel] = [:])
    case open(at: String, [String: String])
    case impossible
  }

  /// Verdicts of other options that the case names: struck kinds.
  var struck: [CredentialKind] = []
  /// Ids of preconditions and side effects that must be told.
  var told: [String] = []
  /// Ids that must not be told.
  var untold: [String] = []

  var text: String {
    let day = description.contains("as_of:") ? "" : "as_of: 2026-11-22\n"
    let platform = description.contains("platform:") ? "" : "platform: {plan: team}\n"
    return "tokenbook: 1\norganization: acme\n\(day)\(platform)\(description)\n"
  }
}

import Testing

private func workflow(
  _ repository: String, _ needs: String, visibility: String = "private", more: String = ""
) -> String {
  """
  repositories:
    \(repository): {visibility: \(visibility), workflows: {ci: {needs: [\(needs)]}}}
  \(more)
  """
}

private func cluster(_ needs: String, _ package: String) -> String {
  """
  repositories: {web: {visibility: private}}
  packages: {web: {\(package)}}
  consumers: {prod: {kind: kubernetes, needs: [\(needs)]}}
  """
}

private let shared = "  shared: {visibility: private}"
private let container = "registry: container, repository: web, visibility: private"
private let deployKeysAllowed = "\npolicy: {deploy_keys: allowed}"
private let deployKeysForbidden = "\npolicy: {deploy_keys: forbidden}"
private let readsContents: [String: AccessLevel] = ["contents": .read]
private let writesContents: [String: AccessLevel] = ["contents": .write]

extension WorkedCase {
  static let all: [WorkedCase] = packages + repositories + more

  static let packages: [WorkedCase] = [
    WorkedCase(
      number: "1",
      description: workflow("web", "publish package web", more: "packages: {web: {\(container)}}"),
      access: "web/ci#publish-package-web",
      expected: .kind(.githubToken, permissions: ["packages": .write]),
      untold: ["grant-repository-on-package"]),
    WorkedCase(
      number: "2",
      description: workflow(
        "web", "publish package web", more: "packages: {web: {\(container)}}\nas_of: 2020-12-01"),
      access: "web/ci#publish-package-web",
      expected: .kind(.classicPAT, scopes: ["write:packages"]),
      struck: [.githubToken, .personalPAT, .githubApp, .fineGrainedPAT]),
    WorkedCase(
      number: "3", description: cluster("pull package web", container), access: "prod#pull-package-web",
      expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [
        .githubApp, .fineGrainedPAT, .githubToken, .deployKey, .anonymous, .personalPAT, .personalSSHKey,
      ]),
    WorkedCase(
      number: "4",
      description: cluster("pull package web", "registry: container, repository: web, visibility: public"),
      access: "prod#pull-package-web", expected: .kind(.anonymous)),
    WorkedCase(
      number: "5",
      description: cluster("pull package web", "registry: npm, repository: web, visibility: public"),
      access: "prod#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"])),
    WorkedCase(
      number: "6",
      description: workflow(
        "deploy", "pull package web", more: "  web: {visibility: private}\npackages: {web: {\(container)}}"),
      access: "deploy/ci#pull-package-web",
      expected: .kind(.githubToken, permissions: ["packages": .read]), told: ["grant-repository-on-package"]),
    WorkedCase(
      number: "6 with the grant",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {\(container), actions_access: {web: write, deploy: read}}}"
      ),
      access: "deploy/ci#pull-package-web",
      expected: .kind(.githubToken, permissions: ["packages": .read]), untold: ["grant-repository-on-package"]
    ),
    WorkedCase(
      number: "7",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {registry: maven, repository: web, visibility: private}}"
      ),
      access: "deploy/ci#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "8",
      description: workflow(
        "web", "publish package web",
        more: "packages: {web: {registry: container, repository: null, visibility: private}}"),
      access: "web/ci#publish-package-web",
      expected: .kind(.githubToken, permissions: ["packages": .write]), told: ["connect-hand-pushed-package"]),
    WorkedCase(
      number: "9",
      description: workflow(
        "web", "pull package tool",
        more:
          "packages: {tool: {registry: container, owner: globex, visibility: private}}\noutside: {globex: {}}"
      ),
      access: "web/ci#pull-package-tool", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "20",
      description: cluster("pull package web", container) + "\npolicy: {classic_pats: forbidden}",
      access: "prod#pull-package-web", expected: .impossible),
    WorkedCase(
      number: "21",
      description: cluster("pull package web", container)
        + "\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example}",
      access: "prod#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      told: ["enable-packages-on-server", "isolate-subdomains-on-server", "container-registry-is-a-preview"]),
    WorkedCase(
      number: "22",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {registry: container, repository: web, visibility: internal}}\nplatform: {plan: enterprise}"
      ),
      access: "deploy/ci#pull-package-web",
      expected: .kind(.githubToken, permissions: ["packages": .read]), untold: ["grant-repository-on-package"]
    ),
    WorkedCase(
      number: "23 npm",
      description: workflow(
        "web", "pull package tool",
        more: "packages: {tool: {registry: npm, owner: globex, visibility: public}}\noutside: {globex: {}}"),
      access: "web/ci#pull-package-tool", expected: .kind(.githubToken, permissions: ["packages": .read]),
      untold: ["grant-repository-on-package"]),
    WorkedCase(
      number: "23 maven",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {registry: maven, repository: web, visibility: public}}"
      ),
      access: "deploy/ci#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      untold: ["grant-repository-on-package"]),
    WorkedCase(
      number: "25",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {registry: npm, repository: web, visibility: private}}\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example}"
      ),
      access: "deploy/ci#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"])),
    WorkedCase(
      number: "28 container",
      description: cluster("pull package web", "registry: container, repository: web"),
      access: "prod#pull-package-web",
      expected: .open(at: "packages.web.visibility", ["public": "anonymous", "private": "classic_pat"])),
    WorkedCase(
      number: "28 npm", description: cluster("pull package web", "registry: npm, repository: web"),
      access: "prod#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"])),
  ]

  static let repositories: [WorkedCase] = [
    WorkedCase(
      number: "10",
      description: workflow("web", "clone repository shared", more: shared + deployKeysAllowed),
      access: "web/ci#clone-repository-shared", expected: .kind(.deployKey)),
    WorkedCase(
      number: "11 with a member",
      description: workflow(
        "web", "clone repository shared",
        more: shared + deployKeysForbidden + "\nmachine_users: {acme-bot: {role: member}}"),
      access: "web/ci#clone-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: readsContents)),
    WorkedCase(
      number: "11 with none",
      description: workflow("web", "clone repository shared", more: shared + deployKeysForbidden),
      access: "web/ci#clone-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: readsContents)),
    WorkedCase(
      number: "12",
      description: workflow(
        "web", "clone repository shared",
        more: shared + deployKeysForbidden + "\nmachine_users: {acme-bot: {role: outside_collaborator}}"),
      access: "web/ci#clone-repository-shared", expected: .kind(.classicPAT, scopes: ["repo"]),
      struck: [.fineGrainedPAT], told: ["no-scope-that-only-reads-code"]),
    WorkedCase(
      number: "13",
      description: workflow(
        "web", "clone repository shared",
        more: shared + deployKeysForbidden
          + "\napps: {acme-reader: {repositories: [shared], permissions: {contents: read}}}"),
      access: "web/ci#clone-repository-shared", expected: .kind(.githubApp, permissions: readsContents)),
    WorkedCase(
      number: "14", description: workflow("web", "clone repository shared", more: shared),
      access: "web/ci#clone-repository-shared",
      expected: .open(
        at: "policy.deploy_keys", ["allowed": "deploy_key", "forbidden": "fine_grained_pat"])),
    WorkedCase(
      number: "15", description: workflow("web", "push repository web"), access: "web/ci#push-repository-web",
      expected: .kind(.githubToken, permissions: writesContents)),
    WorkedCase(
      number: "16",
      description: workflow(
        "web", "{need: push repository web, triggers_workflows: true}", more: deployKeysAllowed),
      access: "web/ci#push-repository-web", expected: .kind(.deployKey), struck: [.githubToken]),
    WorkedCase(
      number: "16 with deploy keys forbidden",
      description: workflow(
        "web", "{need: push repository web, triggers_workflows: true}", more: deployKeysForbidden),
      access: "web/ci#push-repository-web", expected: .kind(.fineGrainedPAT, permissions: writesContents),
      struck: [.githubToken]),
    WorkedCase(
      number: "16 with an App",
      description: workflow(
        "web", "{need: push repository web, triggers_workflows: true}",
        more: deployKeysForbidden
          + "\napps: {acme-release: {repositories: [web], permissions: {contents: write}}}"),
      access: "web/ci#push-repository-web", expected: .kind(.githubApp, permissions: writesContents)),
    WorkedCase(
      number: "17",
      description: workflow(
        "web", "{need: push repository web, changes_workflows: true}", more: deployKeysAllowed),
      access: "web/ci#push-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: ["contents": .write, "workflows": .write]),
      struck: [.githubToken, .deployKey]),
    WorkedCase(
      number: "18",
      description: workflow(
        "web", "open-pull-request repository infra",
        more: "  infra: {visibility: private}" + deployKeysAllowed),
      access: "web/ci#open-pull-request-repository-infra",
      expected: .kind(.fineGrainedPAT, permissions: ["contents": .write, "pull_requests": .write]),
      struck: [.deployKey, .githubToken]),
    WorkedCase(
      number: "18 with an App",
      description: workflow(
        "web", "open-pull-request repository infra",
        more: "  infra: {visibility: private}" + deployKeysAllowed
          + "\napps: {acme-release: {repositories: [web, infra], permissions: {contents: write, pull_requests: write}, key: null}, acme-pr: {repositories: [infra], permissions: {contents: write, pull_requests: write}}}"
      ),
      access: "web/ci#open-pull-request-repository-infra",
      expected: .kind(.githubApp, permissions: ["contents": .write, "pull_requests": .write])),
    WorkedCase(
      number: "19",
      description:
        "repositories: {web: {visibility: private}}\nconsumers: {old-jenkins: {kind: jenkins, needs: [clone repository web]}}"
        + deployKeysAllowed,
      access: "old-jenkins#clone-repository-web", expected: .kind(.deployKey)),
    WorkedCase(
      number: "24",
      description: workflow(
        "web", "clone repository shared",
        more:
          "  shared: {visibility: internal}\nplatform: {plan: enterprise}\npolicy: {deploy_keys: forbidden, apps: forbidden}"
      ),
      access: "web/ci#clone-repository-shared", expected: .kind(.classicPAT, scopes: ["repo"]),
      struck: [.fineGrainedPAT, .githubApp, .deployKey]),
  ]

  static let more: [WorkedCase] = [
    WorkedCase(
      number: "26",
      description: workflow("web", "{need: open-pull-request repository web, triggers_workflows: true}"),
      access: "web/ci#open-pull-request-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: ["contents": .write, "pull_requests": .write]),
      struck: [.githubToken]),
    WorkedCase(
      number: "27",
      description: workflow(
        "web", "open-pull-request repository web", more: "policy: {actions_can_create_pull_requests: false}"),
      access: "web/ci#open-pull-request-repository-web",
      expected: .kind(.githubToken, permissions: ["contents": .write, "pull-requests": .write]),
      told: ["allow-actions-to-create-pull-requests"]),
    WorkedCase(
      number: "27 not said", description: workflow("web", "open-pull-request repository web"),
      access: "web/ci#open-pull-request-repository-web",
      expected: .kind(.githubToken, permissions: ["contents": .write, "pull-requests": .write]),
      told: ["allow-actions-to-create-pull-requests", "pull-request-runs-wait-for-approval"]),
    WorkedCase(
      number: "27 allowed",
      description: workflow(
        "web", "open-pull-request repository web", more: "policy: {actions_can_create_pull_requests: true}"),
      access: "web/ci#open-pull-request-repository-web",
      expected: .kind(.githubToken, permissions: ["contents": .write, "pull-requests": .write]),
      untold: ["allow-actions-to-create-pull-requests"]),
    WorkedCase(
      number: "audit log below enterprise",
      description: "consumers: {siem: {kind: other, needs: [read-audit-log organization self]}}",
      access: "siem#read-audit-log-organization-self", expected: .impossible),
    WorkedCase(
      number: "members",
      description: "consumers: {hr: {kind: other, needs: [read-members organization self]}}",
      access: "hr#read-members-organization-self",
      expected: .kind(.fineGrainedPAT, permissions: ["members": .read])),
  ]
}
