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

private func updater(_ needs: String, _ package: String = "", more: String = "") -> String {
  """
  repositories: {web: {visibility: private}, ops: {visibility: private}, shared: {visibility: private}}
  packages: {\(package.isEmpty ? "" : "web: {\(package)}")}
  consumers: {updates: {kind: dependabot, repositories: [ops], needs: [\(needs)]}}
  \(more)
  """
}

private func codespace(_ needs: String, _ package: String = "", of repository: String = "ops") -> String {
  """
  repositories: {web: {visibility: private}, ops: {visibility: private}, shared: {visibility: private}}
  packages: {\(package.isEmpty ? "" : "web: {\(package)}")}
  consumers: {desk: {kind: codespaces, repositories: [\(repository)], needs: [\(needs)]}}
  policy: {deploy_keys: allowed}
  """
}

/// A workflow that opens pull requests in a repository of strangers.
private func forked(_ visibility: String, more: String) -> String {
  workflow("web", "{need: open-pull-request repository globex/ports, from_fork: true}")
    + "\noutside: {globex: {same_enterprise: false, repositories: {ports: {visibility: \(visibility)}}}}\n\(more)"
}

/// A workflow of a repository whose branch `main` has rules.
private func ruled(_ need: String, _ bypass: String) -> String {
  """
  repositories:
    web: {visibility: private, rules: {main: {bypass: \(bypass)}}, workflows: {ci: {needs: [\(need)]}}}
  """
}

private let shared = "  shared: {visibility: private}"
private let container = "registry: container, repository: web, visibility: private"
private let deployKeysAllowed = "\npolicy: {deploy_keys: allowed}"
private let deployKeysForbidden = "\npolicy: {deploy_keys: forbidden}"
private let readsContents: [String: AccessLevel] = ["contents": .read]
private let writesContents: [String: AccessLevel] = ["contents": .write]

extension WorkedCase {
  static let all: [WorkedCase] =
    packages + repositories + more + runTokens + verbs + calls + forks + brokers + historical

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
      access: "web/ci#clone-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: readsContents), struck: [.githubApp, .deployKey]),
    WorkedCase(
      number: "24 dispatch",
      description: workflow(
        "web", "dispatch repository shared",
        more:
          "  shared: {visibility: internal}\nplatform: {plan: enterprise}\npolicy: {classic_pats: forbidden}"),
      access: "web/ci#dispatch-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: ["actions": .write])),
    WorkedCase(
      number: "24 elsewhere",
      description: workflow(
        "web", "clone repository globex/tools",
        more: """
          platform: {plan: enterprise}
          machine_users: {acme-guest: {role: member}}
          outside:
            globex:
              same_enterprise: true
              deploy_keys: forbidden
              repositories: {tools: {visibility: internal}}
              machine_users: {acme-guest: outside_collaborator}
          """),
      access: "web/ci#clone-repository-globex/tools", expected: .kind(.classicPAT, scopes: ["repo"]),
      struck: [.fineGrainedPAT]),
  ]

  static let more: [WorkedCase] =
    [
      WorkedCase(
        number: "26",
        description: workflow("web", "{need: open-pull-request repository web, triggers_workflows: true}"),
        access: "web/ci#open-pull-request-repository-web",
        expected: .kind(.fineGrainedPAT, permissions: ["contents": .write, "pull_requests": .write]),
        struck: [.githubToken]),
      WorkedCase(
        number: "27",
        description: workflow(
          "web", "open-pull-request repository web", more: "policy: {actions_can_create_pull_requests: false}"
        ),
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
        expected: .kind(.githubApp, permissions: ["members": .read]), struck: [.deployKey],
        told: ["register-app"]),
      WorkedCase(
        number: "members, no App permitted",
        description:
          "policy: {apps: forbidden}\nconsumers: {hr: {kind: other, needs: [read-members organization self]}}",
        access: "hr#read-members-organization-self",
        expected: .kind(.fineGrainedPAT, permissions: ["members": .read]),
        told: ["approve-fine-grained-pat"], untold: ["owner-token-takes-over-the-organization"]),
    ] + appsInUse

  private static func runners(_ more: String) -> String {
    "consumers: {arc: {kind: kubernetes, needs: [manage-runners organization self]}}\n\(more)"
  }

  /// An App that is in use stays; an owner's token is the last resort.
  static let appsInUse: [WorkedCase] = [
    WorkedCase(
      number: "41",
      description: workflow(
        "web", "{need: open-pull-request repository web, triggers_workflows: true}",
        more: "credentials: {BUMP_KEY: {kind: app_key, used_by: [web/ci]}}"),
      access: "web/ci#open-pull-request-repository-web",
      expected: .open(
        at: "apps", ["an App that may do this": "github_app", "no App that may do this": "fine_grained_pat"])),
    WorkedCase(
      number: "41 named",
      description: workflow(
        "web", "{need: open-pull-request repository web, triggers_workflows: true}",
        more: """
          credentials: {BUMP_KEY: {kind: app_key, used_by: [web/ci]}}
          apps:
            acme-bump:
              {repositories: [web], permissions: {contents: write, pull_requests: write}, key: BUMP_KEY}
          """),
      access: "web/ci#open-pull-request-repository-web",
      expected: .kind(.githubApp, permissions: ["contents": .write, "pull_requests": .write])),
    WorkedCase(
      number: "41, where the job's token serves",
      description: workflow(
        "web", "clone repository web", more: "credentials: {BUMP_KEY: {kind: app_key, used_by: [web/ci]}}"),
      access: "web/ci#clone-repository-web", expected: .kind(.githubToken, permissions: readsContents)),
    WorkedCase(
      number: "an App of others",
      description: workflow(
        "web", "set-status repository shared",
        more: shared + "\napps: {their-ci: {repositories: all, permissions: {statuses: write}, key: null}}"),
      access: "web/ci#set-status-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: ["statuses": .write]), struck: [.githubApp]),
    WorkedCase(
      number: "runners", description: runners(""), access: "arc#manage-runners-organization-self",
      expected: .kind(.githubApp, permissions: ["organization_self_hosted_runners": .write]),
      told: ["register-app"]),
    WorkedCase(
      number: "runners, no App permitted", description: runners("policy: {apps: forbidden}"),
      access: "arc#manage-runners-organization-self",
      expected: .kind(.fineGrainedPAT, permissions: ["organization_self_hosted_runners": .write]),
      told: ["owner-token-takes-over-the-organization", "give-role-in-organization"],
      untold: ["approve-fine-grained-pat", "give-ci-cd-role"]),
    WorkedCase(
      number: "runners, with organization roles",
      description: runners("policy: {apps: forbidden}\nplatform: {plan: enterprise}"),
      access: "arc#manage-runners-organization-self",
      expected: .kind(.fineGrainedPAT, permissions: ["organization_self_hosted_runners": .write]),
      told: ["give-ci-cd-role", "approve-fine-grained-pat"],
      untold: ["owner-token-takes-over-the-organization"]),
    WorkedCase(
      number: "audit log, no App permitted",
      description:
        "policy: {apps: forbidden}\nplatform: {plan: enterprise}\nconsumers: {siem: {kind: other, needs: [read-audit-log organization self]}}",
      access: "siem#read-audit-log-organization-self",
      expected: .kind(.fineGrainedPAT, permissions: ["organization_administration": .read]),
      told: ["give-audit-log-role"], untold: ["owner-token-takes-over-the-organization"]),
  ]

  /// Dependabot's updater, codespaces, workflows of another organization, and servers in private mode.
  static let runTokens: [WorkedCase] = [
    WorkedCase(
      number: "29",
      description: updater("pull package web", "registry: npm, repository: web, visibility: private"),
      access: "updates#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      told: ["grant-repository-on-package", "remove-registries-entry"]),
    WorkedCase(
      number: "29 the day before",
      description: updater(
        "pull package web", "registry: npm, repository: web, visibility: private", more: "as_of: 2026-06-22"),
      access: "updates#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken], told: ["write-registries-entry"]),
    WorkedCase(
      number: "29 while it was withdrawn",
      description: updater(
        "pull package web", "registry: npm, repository: web, visibility: private", more: "as_of: 2026-09-07"),
      access: "updates#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "29 internal",
      description: updater(
        "pull package web", "registry: npm, repository: web, visibility: internal",
        more: "platform: {plan: enterprise}"),
      access: "updates#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      untold: ["grant-repository-on-package"]),
    WorkedCase(
      number: "29 Maven",
      description: updater("pull package web", "registry: maven, repository: web, visibility: private"),
      access: "updates#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken, .githubApp], told: ["write-registries-entry"]),
    WorkedCase(
      number: "29 on GHES",
      description: updater(
        "pull package web", "registry: container, repository: web, visibility: private",
        more: "platform: {product: ghes, version: \"3.20\", host: github.acme.example}"),
      access: "updates#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "30", description: updater("clone repository shared", more: "policy: {deploy_keys: allowed}"),
      access: "updates#clone-repository-shared", expected: .kind(.githubToken, permissions: readsContents),
      struck: [.deployKey, .personalSSHKey], told: ["grant-dependabot-on-repository"]),
    WorkedCase(
      number: "30 of another organization",
      description: updater(
        "clone repository globex/tools",
        more: "outside: {globex: {deploy_keys: allowed, repositories: {tools: {visibility: private}}}}"),
      access: "updates#clone-repository-globex/tools",
      expected: .kind(.fineGrainedPAT, permissions: readsContents),
      struck: [.deployKey, .githubToken, .githubApp], told: ["write-registries-entry"]),
    WorkedCase(
      number: "31 pull",
      description: codespace("pull package web", "registry: container, repository: web, visibility: private"),
      access: "desk#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      told: ["grant-codespaces-on-package"],
      untold: ["grant-repository-on-package", "permissions-drop-the-rest"]),
    WorkedCase(
      number: "31 its own package",
      description: codespace(
        "pull package web",
        "registry: container, repository: web, visibility: private, inherits_access: true",
        of: "web"),
      access: "desk#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      untold: ["grant-codespaces-on-package"]),
    WorkedCase(
      number: "31 clone", description: codespace("clone repository shared"),
      access: "desk#clone-repository-shared", expected: .kind(.githubToken, permissions: readsContents),
      told: ["allow-repository-in-devcontainer"]),
    WorkedCase(
      number: "31 publish",
      description: codespace(
        "publish package web", "registry: container, repository: web, visibility: private"),
      access: "desk#publish-package-web", expected: .kind(.classicPAT, scopes: ["write:packages"]),
      struck: [.githubToken], untold: ["name-three-codespaces-secrets"]),
    WorkedCase(
      number: "31 of another organization",
      description: codespace("pull package web", "registry: container, owner: globex, visibility: private"),
      access: "desk#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      told: ["name-three-codespaces-secrets"]),
    WorkedCase(
      number: "32",
      description:
        "packages: {web: {registry: npm, repository: null, visibility: public}}\nconsumers: {partner: {kind: actions, needs: [pull package web]}}",
      access: "partner#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read]),
      told: ["run-on-this-host"], untold: ["grant-repository-on-package"]),
    WorkedCase(
      number: "32 private",
      description:
        "packages: {web: {registry: npm, repository: null, visibility: private}}\nconsumers: {partner: {kind: actions, needs: [pull package web]}}",
      access: "partner#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "32 internal",
      description:
        "platform: {plan: enterprise}\npackages: {web: {registry: npm, repository: null, visibility: internal}}\nconsumers: {partner: {kind: actions, needs: [pull package web]}}",
      access: "partner#pull-package-web",
      expected: .open(
        at: "consumers.partner.same_enterprise", ["true": "github_token", "false": "classic_pat"])),
    WorkedCase(
      number: "32 internal, of the same enterprise",
      description:
        "platform: {plan: enterprise}\npackages: {web: {registry: npm, repository: null, visibility: internal}}\nconsumers: {partner: {kind: actions, same_enterprise: true, needs: [pull package web]}}",
      access: "partner#pull-package-web", expected: .kind(.githubToken, permissions: ["packages": .read])),
    WorkedCase(
      number: "33",
      description: cluster("pull package web", "registry: container, repository: web, visibility: public")
        + "\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example}",
      access: "prod#pull-package-web",
      expected: .open(at: "platform.private_mode", ["true": "classic_pat", "false": "anonymous"])),
    WorkedCase(
      number: "33 in private mode",
      description: cluster("pull package web", "registry: container, repository: web, visibility: public")
        + "\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example, private_mode: true}",
      access: "prod#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.anonymous]),
    WorkedCase(
      number: "33 without private mode",
      description:
        "repositories: {web: {visibility: public}}\nconsumers: {mirror: {kind: host, needs: [clone repository web]}}"
        + "\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example, private_mode: false}",
      access: "mirror#clone-repository-web", expected: .kind(.anonymous)),
    WorkedCase(
      number: "36",
      description: ruled("push repository web", "[deploy_keys]") + deployKeysAllowed,
      access: "web/ci#push-repository-web", expected: .kind(.deployKey), struck: [.githubToken],
      told: ["let-deploy-keys-pass", "every-deploy-key-passes", "push-starts-workflows"],
      untold: ["no-branch-rule-refuses-it"]),
    WorkedCase(
      number: "36 with a branch of its own",
      description: ruled("{need: push repository web, branch: gh-pages}", "[deploy_keys]")
        + deployKeysAllowed,
      access: "web/ci#push-repository-web", expected: .kind(.githubToken, permissions: writesContents),
      untold: ["no-branch-rule-refuses-it", "let-deploy-keys-pass"]),
    WorkedCase(
      number: "36 with an App that passes",
      description: ruled("{need: push repository web, branch: main}", "[acme-release]")
        + deployKeysForbidden
        + "\napps: {acme-release: {repositories: [web], permissions: {contents: write}}}",
      access: "web/ci#push-repository-web", expected: .kind(.githubApp, permissions: writesContents),
      struck: [.githubToken], told: ["let-app-pass"], untold: ["let-account-pass"]),
    WorkedCase(
      number: "36 where nobody passes",
      description: ruled("push repository web", "[]") + deployKeysForbidden,
      access: "web/ci#push-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: writesContents), struck: [.githubToken],
      told: ["let-account-pass"]),
    WorkedCase(
      number: "36 that merges",
      description: ruled("merge repository web", "[]"), access: "web/ci#merge-repository-web",
      expected: .kind(.githubToken, permissions: writesContents), told: ["pull-request-meets-rules"],
      untold: ["no-branch-rule-refuses-it"]),
    WorkedCase(
      number: "36 without any rule",
      description:
        "repositories: {web: {visibility: private, rules: {}, workflows: {ci: {needs: [push repository web]}}}}",
      access: "web/ci#push-repository-web", expected: .kind(.githubToken, permissions: writesContents),
      untold: ["no-branch-rule-refuses-it"]),
    WorkedCase(
      number: "37", description: workflow("web", "push repository web"), access: "web/ci#push-repository-web",
      expected: .kind(.githubToken, permissions: writesContents), told: ["no-branch-rule-refuses-it"]),
  ]

  /// A broker gives a job the token of an App.
  static let brokers: [WorkedCase] = [
    WorkedCase(
      number: "a broker",
      description: workflow(
        "web", "push repository shared",
        more: shared + broker("repositories: all, permissions: {contents: write}")),
      access: "web/ci#push-repository-shared", expected: .kind(.brokerToken, permissions: writesContents),
      struck: [.githubToken, .githubApp],
      told: ["write-trust-policy", "broker-holds-the-key", "writers-change-the-trust-policy"],
      untold: ["install-broker-app", "check-permissions-of-broker-app", "writers-can-take-the-secret"]),
    WorkedCase(
      number: "a broker of which nobody says more",
      description: workflow("web", "push repository shared", more: shared + broker("")),
      access: "web/ci#push-repository-shared", expected: .kind(.brokerToken, permissions: writesContents),
      told: ["install-broker-app", "check-permissions-of-broker-app"]),
    WorkedCase(
      number: "a broker whose App only reads",
      description: workflow(
        "web", "push repository shared",
        more: shared + broker("repositories: all, permissions: {contents: read}") + deployKeysAllowed),
      access: "web/ci#push-repository-shared", expected: .kind(.deployKey),
      struck: [.brokerToken, .githubApp]),
    WorkedCase(
      number: "a broker beside the job's token",
      description: workflow(
        "web", "push repository web", more: broker("repositories: all, permissions: {contents: write}")),
      access: "web/ci#push-repository-web", expected: .kind(.githubToken, permissions: writesContents)),
    WorkedCase(
      number: "a broker and a package",
      description: workflow(
        "web", "pull package lib",
        more: broker("repositories: all, permissions: {packages: read}")
          + "\npackages: {lib: {registry: npm, owner: globex, visibility: private}}"),
      access: "web/ci#pull-package-lib", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.brokerToken]),
    WorkedCase(
      number: "a broker and a Jenkins",
      description:
        "repositories: {web: {visibility: private}}\nconsumers: {jenkins: {kind: jenkins, needs: [clone repository web]}}"
        + broker("repositories: all, permissions: {contents: read}") + deployKeysAllowed,
      access: "jenkins#clone-repository-web", expected: .kind(.deployKey), struck: [.brokerToken, .githubApp]),
    WorkedCase(
      number: "a broker on GHE.com",
      description: workflow(
        "web", "push repository shared",
        more: shared + broker("repositories: all, permissions: {contents: write}") + deployKeysAllowed
          + "\nplatform: {product: ghe.com, host: acme.ghe.com}"),
      access: "web/ci#push-repository-shared", expected: .kind(.deployKey), struck: [.brokerToken]),
    WorkedCase(
      number: "a broker where a policy forbids Apps",
      description: workflow(
        "web", "push repository shared",
        more: shared + broker("repositories: all, permissions: {contents: write}")
          + "\npolicy: {deploy_keys: allowed, apps: forbidden}"),
      access: "web/ci#push-repository-shared", expected: .kind(.deployKey), struck: [.brokerToken]),
    WorkedCase(
      number: "a broker for the organization",
      description: workflow(
        "web", "read-members organization self",
        more: broker("repositories: all, permissions: {members: read}")),
      access: "web/ci#read-members-organization-self",
      expected: .kind(.brokerToken, permissions: ["members": .read]),
      told: ["write-trust-policy-of-organization"],
      untold: ["write-trust-policy"]),
    WorkedCase(
      number: "a broker in a workflow for forks",
      description: """
        repositories:
          web: {visibility: public, workflows: {ci: {triggers: [pull_request], forks: true, needs: [comment-on-issue repository shared]}}}
          shared: {visibility: private}
        """ + broker("repositories: all, permissions: {issues: write}"),
      access: "web/ci#comment-on-issue-repository-shared",
      expected: .kind(.brokerToken, permissions: ["issues": .write]), told: ["fork-runs-get-no-identity"],
      untold: ["fork-runs-get-no-secrets"]),
  ]

  private static func broker(_ keys: String) -> String {
    "\napps: {sts: {\(keys.isEmpty ? "" : "\(keys), ")broker: octo-sts.dev}}"
  }

  /// From a fork of the account's own.
  static let forks: [WorkedCase] = [
    WorkedCase(
      number: "38",
      description: forked("public", more: "machine_users: {acme-bump: {role: member}}"),
      access: "web/ci#open-pull-request-repository-globex/ports",
      expected: .kind(.classicPAT, scopes: ["public_repo"]),
      struck: [.githubToken, .githubApp, .fineGrainedPAT, .deployKey],
      told: ["fork-the-repository", "owner-grants-nothing"],
      untold: ["give-role-on-repository", "create-machine-user", "guests-may-open-no-pull-requests"]),
    WorkedCase(
      number: "38 without a machine user",
      description: forked("public", more: "platform: {plan: team, saml_sso: true}"),
      access: "web/ci#open-pull-request-repository-globex/ports",
      expected: .kind(.classicPAT, scopes: ["public_repo"]), told: ["create-machine-user"],
      untold: ["give-role-on-repository", "authorize-for-sso"]),
  ]

  /// Who can never do something, and what it takes besides.
  static let verbs: [WorkedCase] = [
    WorkedCase(
      number: "34",
      description: workflow(
        "web", "download-release repository shared", more: shared + deployKeysAllowed),
      access: "web/ci#download-release-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: readsContents),
      struck: [.githubToken, .deployKey, .personalSSHKey, .anonymous]),
    WorkedCase(
      number: "34 with an App",
      description: workflow(
        "web", "download-release repository shared",
        more: shared + deployKeysAllowed
          + "\napps: {acme-reader: {repositories: [shared], permissions: {contents: read}}}"),
      access: "web/ci#download-release-repository-shared",
      expected: .kind(.githubApp, permissions: readsContents)),
    WorkedCase(
      number: "34 public",
      description: workflow(
        "web", "download-release repository shared", more: "  shared: {visibility: public}"),
      access: "web/ci#download-release-repository-shared",
      expected: .kind(.githubToken, permissions: readsContents), struck: [.anonymous]),
    WorkedCase(
      number: "34 public, outside Actions",
      description:
        "repositories: {web: {visibility: public}}\nconsumers: {host: {kind: host, needs: [read-contents repository web]}}",
      access: "host#read-contents-repository-web", expected: .kind(.anonymous),
      told: ["visitors-have-few-requests"]),
    WorkedCase(
      number: "35", description: jenkins("create-check-run repository web"),
      access: "ci#create-check-run-repository-web",
      expected: .kind(.githubApp, permissions: ["checks": .write]),
      struck: [.githubToken, .deployKey, .fineGrainedPAT, .classicPAT, .personalPAT], told: ["register-app"]),
    WorkedCase(
      number: "35 with an App",
      description: jenkins("create-check-run repository web")
        + "\napps: {acme-checks: {repositories: [web], permissions: {checks: write}}}",
      access: "ci#create-check-run-repository-web",
      expected: .kind(.githubApp, permissions: ["checks": .write]), untold: ["register-app"]),
    WorkedCase(
      number: "35, no App permitted",
      description: jenkins("create-check-run repository web") + "\npolicy: {apps: forbidden}",
      access: "ci#create-check-run-repository-web", expected: .impossible),
    WorkedCase(
      number: "35 in its own repository", description: workflow("web", "create-check-run repository web"),
      access: "web/ci#create-check-run-repository-web",
      expected: .kind(.githubToken, permissions: ["checks": .write])),
    WorkedCase(
      number: "39", description: workflow("web", "update-project organization self"),
      access: "web/ci#update-project-organization-self",
      expected: .kind(.githubApp, permissions: ["organization_projects": .write]),
      struck: [.githubToken, .deployKey], told: ["register-app", "there-is-more-to-know"]),
    WorkedCase(
      number: "39, no App permitted",
      description: workflow("web", "update-project organization self", more: "policy: {apps: forbidden}"),
      access: "web/ci#update-project-organization-self",
      expected: .kind(.fineGrainedPAT, permissions: ["organization_projects": .write]),
      struck: [.githubToken], told: ["give-account-what-it-needs"],
      untold: ["owner-token-takes-over-the-organization"]),
    WorkedCase(
      number: "an agent",
      description: workflow(
        "web", "assign-agent repository web",
        more:
          "apps: {acme-all: {repositories: all, permissions: {actions: write, contents: write, issues: write, pull_requests: write}}}"
      ),
      access: "web/ci#assign-agent-repository-web",
      expected: .kind(
        .fineGrainedPAT,
        permissions: [
          "actions": .write, "contents": .write, "issues": .write, "pull_requests": .write,
        ]), struck: [.githubToken, .githubApp], told: ["turn-on-what-it-needs", "give-account-what-it-needs"]),
    WorkedCase(
      number: "approving, the switch not said", description: workflow("web", "approve repository web"),
      access: "web/ci#approve-repository-web",
      expected: .open(
        at: "policy.actions_can_create_pull_requests",
        ["true": "github_token", "false": "fine_grained_pat"])),
    WorkedCase(
      number: "approving, the switch on",
      description: workflow(
        "web", "approve repository web", more: "policy: {actions_can_create_pull_requests: true}"),
      access: "web/ci#approve-repository-web",
      expected: .kind(.githubToken, permissions: ["pull-requests": .write]), told: ["there-is-more-to-know"]),
    WorkedCase(
      number: "asking a team for a review",
      description: workflow("web", "request-team-review repository web"),
      access: "web/ci#request-team-review-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: ["members": .read, "pull_requests": .write]),
      struck: [.githubToken]),
    WorkedCase(
      number: "a label that starts workflows",
      description: workflow("web", "{need: label repository web, triggers_workflows: true}"),
      access: "web/ci#label-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: ["issues": .write]), struck: [.githubToken]),
    WorkedCase(
      number: "a label", description: workflow("web", "label repository web"),
      access: "web/ci#label-repository-web",
      expected: .kind(.githubToken, permissions: ["issues": .write])),
    WorkedCase(
      number: "Pages", description: workflow("web", "deploy-pages repository web"),
      access: "web/ci#deploy-pages-repository-web",
      expected: .kind(.githubToken, permissions: ["id-token": .write, "pages": .write]),
      told: ["turn-on-what-it-needs"]),
    WorkedCase(
      number: "Pages from outside", description: jenkins("deploy-pages repository web"),
      access: "ci#deploy-pages-repository-web", expected: .impossible),
    WorkedCase(
      number: "alerts of a public repository",
      description: workflow("web", "read-alerts repository web", visibility: "public"),
      access: "web/ci#read-alerts-repository-web",
      expected: .kind(.githubToken, permissions: ["security-events": .read]),
      struck: [.anonymous], untold: ["turn-on-what-it-needs"]),
    WorkedCase(
      number: "secrets of the repository",
      description: workflow("web", "manage-repository-secrets repository web"),
      access: "web/ci#manage-repository-secrets-repository-web",
      expected: .kind(.fineGrainedPAT, permissions: ["secrets": .write]), struck: [.githubToken]),
    WorkedCase(
      number: "a merge queue, with an App",
      description: workflow(
        "web", "{need: enqueue repository web, triggers_workflows: true}",
        more:
          "apps: {acme-merge: {repositories: [web], permissions: {contents: write, pull_requests: write}}}"),
      access: "web/ci#enqueue-repository-web",
      expected: .kind(.githubApp, permissions: ["contents": .write, "pull_requests": .write]),
      struck: [.githubToken], told: ["turn-on-what-it-needs"]),
  ]

  private static func jenkins(_ need: String) -> String {
    "repositories: {web: {visibility: private}}\nconsumers: {ci: {kind: jenkins, needs: [\(need)]}}"
  }

  /// What no verb says.
  static let calls: [WorkedCase] = [
    WorkedCase(
      number: "api of its own repository",
      description: workflow(
        "web", "{need: api repository web, permissions: {vulnerability_alerts: read, issues: write}}"),
      access: "web/ci#api-repository-web-issues-write-vulnerability-alerts-read",
      expected: .kind(
        .githubToken, permissions: ["vulnerability-alerts": .read, "issues": .write])),
    WorkedCase(
      number: "api of a sibling",
      description: workflow(
        "web", "{need: api repository shared, permissions: {vulnerability_alerts: read}}", more: shared),
      access: "web/ci#api-repository-shared-vulnerability-alerts-read",
      expected: .kind(.fineGrainedPAT, permissions: ["vulnerability_alerts": .read]),
      struck: [.githubToken, .deployKey, .anonymous], told: ["calls-may-ask-for-a-role"]),
    WorkedCase(
      number: "api without a key of the job",
      description: workflow(
        "web",
        "{need: api repository web, permissions: {repository_hooks: write}}",
        more: "policy: {fine_grained_pats: forbidden}"),
      access: "web/ci#api-repository-web-repository-hooks-write",
      expected: .kind(.classicPAT, scopes: ["write:repo_hook"]), struck: [.githubToken]),
    WorkedCase(
      number: "api that only Apps call",
      description:
        "repositories: {web: {visibility: private}}\nconsumers: {farm: {kind: jenkins, needs: [{need: api repository web, permissions: {checks: write}}]}}\napps: {acme-checks: {repositories: [web], permissions: {checks: write}}}",
      access: "farm#api-repository-web-checks-write",
      expected: .kind(.githubApp, permissions: ["checks": .write]), struck: [.fineGrainedPAT, .classicPAT]),
    WorkedCase(
      number: "api with a permission that is new to everybody",
      description: workflow("web", "{need: api repository web, permissions: {teleportation: write}}"),
      access: "web/ci#api-repository-web-teleportation-write", expected: .impossible,
      struck: [.githubToken, .fineGrainedPAT, .classicPAT]),
    WorkedCase(
      number: "api of the organization, as a member",
      description: workflow(
        "web", "{need: api organization self, permissions: {members: read}}",
        more: "policy: {apps: forbidden}"),
      access: "web/ci#api-organization-self-members-read",
      expected: .kind(.fineGrainedPAT, permissions: ["members": .read]), struck: [.githubToken],
      untold: ["owner-token-takes-over-the-organization"]),
    WorkedCase(
      number: "api of the organization, as an owner",
      description: workflow(
        "web", "{need: api organization self, permissions: {organization_hooks: write}}",
        more: "policy: {apps: forbidden, fine_grained_pats: forbidden}"),
      access: "web/ci#api-organization-self-organization-hooks-write",
      expected: .kind(.classicPAT, scopes: ["admin:org_hook"]),
      told: ["owner-token-takes-over-the-organization"]),
    WorkedCase(
      number: "api that brings workflow files",
      description: workflow(
        "web", "{need: api repository web, permissions: {contents: write}, changes_workflows: true}",
        more: "policy: {fine_grained_pats: forbidden}"),
      access: "web/ci#api-repository-web-contents-write",
      expected: .kind(.classicPAT, scopes: ["repo", "workflow"]), struck: [.githubToken]),
  ]

  /// What was so on another day, and what GitHub's sources leave open.
  static let historical: [WorkedCase] = [
    WorkedCase(
      number: "npm before it had grants",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: private}\npackages: {web: {registry: npm, repository: web, visibility: private}}\nas_of: 2022-08-30"
      ),
      access: "deploy/ci#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "deploy keys before they could be forbidden",
      description: workflow("web", "clone repository shared", more: shared + "\nas_of: 2024-01-15"),
      access: "web/ci#clone-repository-shared", expected: .kind(.deployKey)),
    WorkedCase(
      number: "deploy keys that a person rules out before there is a policy",
      description: workflow(
        "web", "clone repository shared", more: shared + deployKeysForbidden + "\nas_of: 2024-01-15"),
      access: "web/ci#clone-repository-shared",
      expected: .kind(.fineGrainedPAT, permissions: readsContents), struck: [.deployKey]),
    WorkedCase(
      number: "deploy keys on a server before the policy",
      description: workflow("web", "clone repository shared", more: shared)
        + "\nplatform: {product: ghes, version: \"3.14\", host: github.acme.example}",
      access: "web/ci#clone-repository-shared", expected: .kind(.deployKey)),
    WorkedCase(
      number: "an internal Maven package of a sibling",
      description: workflow(
        "deploy", "pull package web",
        more:
          "  web: {visibility: internal}\npackages: {web: {registry: maven, repository: web, visibility: internal}}\nplatform: {plan: enterprise}"
      ),
      access: "deploy/ci#pull-package-web", expected: .kind(.classicPAT, scopes: ["read:packages"]),
      struck: [.githubToken]),
    WorkedCase(
      number: "dispatch in a public repository",
      description: workflow(
        "web", "dispatch repository open",
        more:
          "  open: {visibility: public}\npolicy: {fine_grained_pats: forbidden}"),
      access: "web/ci#dispatch-repository-open", expected: .kind(.classicPAT, scopes: ["repo"])),
    WorkedCase(
      number: "a guest opens a pull request",
      description: workflow(
        "web", "open-pull-request repository shared",
        more: shared + "\nmachine_users: {acme-guest: {role: outside_collaborator}}"),
      access: "web/ci#open-pull-request-repository-shared",
      expected: .kind(.classicPAT, scopes: ["repo"]), told: ["guests-may-open-no-pull-requests"]),
  ]
}
