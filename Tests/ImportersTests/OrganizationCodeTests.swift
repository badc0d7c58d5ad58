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

private func read(
  _ importer: Importer, _ files: [(String, String)], _ organization: String? = "acme"
) throws -> (organization: Organization, text: String) {
  let imported = importer.convert(sources(files), organization, shippedCatalog)
  #expect(imported.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
  let description = try #require(imported.descriptions.first)
  expectReadable(description)
  let reading = DescriptionReader.read(
    SourceFile(path: "tokenbook.yaml", bytes: Array(description.text.utf8)))
  return (try #require(reading.organization), description.text)
}

private func merged(_ importer: Importer, _ files: [(String, String)], _ description: String) throws -> Merged
{
  let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8)))
  let merged = importer.merge(
    sources(files), reading.files, try #require(reading.organization), shippedCatalog)
  if let text = merged.texts.first?.text {
    expectReadable(ImportedDescription(organization: "acme", text: text))
  }
  return merged
}

@Suite struct OrganizationCodeTests {
  // MARK: Otterdog

  private static let otterdog = """
    {
      "project_name": "tools.acme", "github_id": "acme",
      "settings": {
        "plan": "enterprise", "default_repository_permission": "read", "deploy_keys_enabled_for_repositories": false,
        "workflows": {"default_workflow_permissions": "read", "actions_can_approve_pull_request_reviews": true}
      },
      "teams": [{"name": "Web Team", "members": ["boris"]}, {"name": "all", "skip_members": true, "members": []}],
      "secrets": [
        {"name": "BOT_TOKEN", "visibility": "selected", "selected_repositories": ["web"], "value": "pass:bots/tools.acme/github.com/api-token"},
        {"name": "SIGNING", "visibility": "public", "value": "pass:bots/tools.acme/gpg/key"}
      ],
      "repositories": [
        {"name": "web", "private": true, "archived": false,
         "secrets": [{"name": "BOT_TOKEN", "value": "hunter2hunter2"}],
         "environments": [{"name": "production", "reviewers": ["@boris", "@acme/web-team"],
                           "secrets": [{"name": "DEPLOY", "value": "s3cret-value"}]}]}
      ]
    }
    """

  @Test func otterdogSaysSettingsTeamsAndSecretsWithoutTheirValues() throws {
    let (found, text) = try read(.otterdog, [("acme.json", Self.otterdog)], nil)
    #expect(found.name == "acme")
    #expect(found.platform.plan == .enterprise)
    #expect(found.policy.deployKeys == .forbidden)
    #expect(found.teams["web-team"]?.members == ["boris"])
    #expect(found.repositories["web"]?.visibility == .private)
    #expect(found.repositories["web"]?.environments["production"]?.reviewers == ["boris", "web-team"])
    #expect(found.credentials.map(\.name) == ["BOT_TOKEN", "BOT_TOKEN.web", "DEPLOY", "SIGNING"])
    #expect(
      found.credentials["BOT_TOKEN"]?.storedIn == [
        .organization(secret: "BOT_TOKEN", visibility: .selected(["web"]), store: .actions)
      ])
    #expect(
      found.credentials["BOT_TOKEN"]?.note == "its value is kept at pass:bots/tools.acme/github.com/api-token"
    )
    #expect(found.credentials["SIGNING"]?.kind == .other)
    #expect(!text.contains("hunter2") && !text.contains("s3cret"))
    #expect(text.contains("x-seen: \"acme.json:9\""))
  }

  // MARK: CLOWarden

  private static let clowarden = """
    teams:
      - {name: ops, displayName: Operations, maintainers: [ada], members: [acme-deploy, ada]}
    repositories:
      - {name: web, visibility: public, teams: {ops: maintain}, external_collaborators: {dora: read}}
    """

  @Test func clowardenSaysTeamsAndGrants() throws {
    let (found, text) = try read(.clowarden, [("config.yaml", Self.clowarden)])
    #expect(found.teams["ops"]?.maintainers == ["ada"])
    #expect(found.teams["ops"]?.members == ["acme-deploy"])
    #expect(found.repositories["web"]?.teams == ["ops": .maintain])
    #expect(found.repositories["web"]?.collaborators == ["dora": .read])
    #expect(found.people["dora"]?.role == .outsideCollaborator)
    // CLOWarden knows no owners.
    #expect(found.people["ada"]?.role == nil)
    #expect(text.contains("acme-deploy: {custodians: []}  # `deploy` in the login"))
  }

  // MARK: github-as-code

  @Test func gitHubAsCodeIsNamedAfterItsFile() throws {
    let (found, _) = try read(
      .gitHubAsCode,
      [
        (
          "github/acme.yml",
          """
          members: {admin: [ada], member: [boris]}
          repositories:
            web: {visibility: private, archived: true, teams: {push: [Web Team]}, collaborators: {admin: [dora]}}
          teams:
            Web Team: {members: {maintainer: [ada], member: [boris]}, parent_team_id: all}
            all: {}
          """
        )
      ], nil)
    #expect(found.people["ada"]?.role == .owner)
    #expect(found.teams["web-team"]?.parent == "all")
    #expect(found.repositories["web"]?.teams == ["web-team": .write])
    #expect(found.repositories["web"]?.collaborators == ["dora": .admin])
    #expect(found.repositories["web"]?.archived == true)
  }

  // MARK: Terraform

  private static let terraform = """
    {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {
      "resources": [
        {"address": "github_membership.ada", "mode": "managed", "type": "github_membership", "values": {"username": "ada", "role": "admin"}},
        {"address": "github_team.ops", "mode": "managed", "type": "github_team", "values": {"id": "7", "slug": "ops", "name": "Ops"}},
        {"address": "github_team_membership.a", "mode": "managed", "type": "github_team_membership", "values": {"team_id": "7", "username": "ada", "role": "maintainer"}},
        {"address": "data.github_team.x", "mode": "data", "type": "github_team", "values": {"id": "8", "slug": "theirs", "name": "Theirs"}}
      ],
      "child_modules": [{"resources": [
        {"address": "module.r.github_repository.web", "type": "github_repository", "values": {"name": "web", "repo_id": 42, "visibility": "private", "archived": false}},
        {"address": "module.r.github_team_repository.w", "type": "github_team_repository", "values": {"team_id": "7", "repository": "web", "permission": "push"}},
        {"address": "module.r.github_repository_deploy_key.d", "type": "github_repository_deploy_key", "values": {"repository": "web", "title": "CI", "read_only": true, "key": "ssh-ed25519 AAAA"}},
        {"address": "module.r.github_repository_environment.p", "type": "github_repository_environment", "values": {"repository": "web", "environment": "production", "reviewers": [{"teams": [7], "users": []}]}},
        {"address": "module.r.github_actions_organization_secret.b", "type": "github_actions_organization_secret", "values": {"secret_name": "BOT", "visibility": "selected", "selected_repository_ids": [42], "plaintext_value": "hunter2hunter2"}},
        {"address": "module.r.github_actions_secret.t", "type": "github_actions_secret", "values": {"repository": "web", "secret_name": "TOKEN", "plaintext_value": "hunter2hunter2"}},
        {"address": "module.r.github_dependabot_secret.t", "type": "github_dependabot_secret", "values": {"repository": "web", "secret_name": "TOKEN"}}
      ]}]
    }}}
    """

  @Test func terraformSaysWhatItsStateHasAndNoValue() throws {
    let (found, text) = try read(.terraform, [("state.json", Self.terraform)])
    #expect(found.people["ada"]?.role == .owner)
    #expect(found.teams.map(\.name) == ["ops"])
    #expect(found.teams["ops"]?.maintainers == ["ada"])
    #expect(found.repositories["web"]?.teams == ["ops": .write])
    #expect(found.repositories["web"]?.environments["production"]?.reviewers == ["ops"])
    #expect(found.credentials.map(\.name) == ["BOT", "deploy-key.web.ci", "TOKEN", "TOKEN.web"])
    #expect(found.credentials["deploy-key.web.ci"]?.readOnly == true)
    #expect(
      found.credentials["BOT"]?.storedIn == [
        .organization(secret: "BOT", visibility: .selected(["web"]), store: .actions)
      ])
    #expect(
      found.credentials["TOKEN.web"]?.storedIn == [
        .repository(secret: "TOKEN", repository: "web", store: .dependabot)
      ])
    #expect(!text.contains("hunter2") && !text.contains("AAAA"))
    #expect(text.contains("(module.r.github_actions_secret.t)"))
  }

  @Test func aStateFileIsReadToo() throws {
    let state = """
      {"version": 4, "terraform_version": "1.9.0", "resources": [
        {"mode": "managed", "type": "github_membership", "name": "all", "instances": [
          {"index_key": "ada", "attributes": {"username": "ada", "role": "admin"}}]}]}
      """
    #expect(try read(.terraform, [("terraform.tfstate", state)]).organization.people["ada"]?.role == .owner)
  }

  // MARK: Settings

  @Test func settingsAreOfTheirRepositoryOrOfThoseThatTheyName() throws {
    let (found, text) = try read(
      .settings,
      [
        (
          "acme__web/.github/settings.yml",
          "repository: {private: true}\nteams: [{name: ops, permission: push}]\ncollaborators: [{username: dora, permission: pull}]\nenvironments: [{name: production, reviewers: [{type: Team, id: 7}]}]\n"
        ),
        ("acme__admin/.github/repos/tools.yml", "repository: {visibility: public}\n"),
        (
          "acme__admin/.github/suborgs/core.yml",
          "suborgrepos: [core, 'lib-*']\nteams: [{name: core, permission: admin}]\n"
        ),
      ])
    #expect(found.repositories.map(\.name) == ["core", "tools", "web"])
    #expect(found.repositories["web"]?.visibility == .private)
    #expect(found.repositories["web"]?.teams == ["ops": .write])
    #expect(found.repositories["web"]?.collaborators == ["dora": .read])
    #expect(found.repositories["core"]?.teams == ["core": .admin])
    #expect(text.contains("which other repositories are in this group of Safe Settings"))
    #expect(text.contains("who are the reviewers of the environment `production`?"))
  }

  // MARK: Who is responsible

  @Test func theOwnerOfEverythingIsResponsible() throws {
    let (found, text) = try read(
      .owners,
      [
        ("acme__web/.github/CODEOWNERS", "# all\n* @acme/ops @globex/helpers\n/docs @ada\n"),
        ("acme__tools/CODEOWNERS", "* @acme/ops @ada\n"), ("acme__docs/docs/CODEOWNERS", "* @boris\n"),
        (
          "acme__site/catalog-info.yaml",
          "kind: Component\nmetadata: {annotations: {github.com/project-slug: acme/site}}\nspec: {owner: group:web}\n"
        ),
      ])
    #expect(found.repositories["web"]?.responsible == "ops")
    #expect(found.repositories["docs"]?.responsible == "boris")
    #expect(found.repositories["tools"]?.responsible == nil)
    #expect(
      text.contains(
        "`tools` has the owners `ops`, `ada` (acme__tools/CODEOWNERS:1). Which one is responsible?"))
    // A group of Backstage is a team of GitHub only where a person says so.
    #expect(found.repositories["site"]?.responsible == nil)
    #expect(text.contains("Backstage has the owner `group:web` for `site`."))
  }

  @Test func aGroupOfBackstageIsTheTeamOfThatName() throws {
    let files = [
      (
        "acme__site/catalog-info.yaml",
        "kind: Component\nmetadata: {annotations: {github.com/project-slug: acme/site}}\nspec: {owner: group:web}\n"
      )
    ]
    let description = "tokenbook: 1\norganization: acme\nteams: {web: {}}\nrepositories: {site: {}}\n"
    #expect(
      try merged(.owners, files, description).added == [
        "repositories.site.responsible", "repositories.site.x-seen",
      ])
  }

  // MARK: octo-sts

  @Test func policiesOfOctoSTSAreKeptAndDecideNothing() throws {
    let (found, text) = try read(
      .octoSTS,
      [
        (
          "acme__web/.github/chainguard/sync.sts.yaml",
          "issuer: https://token.actions.githubusercontent.com\nsubject: repo:acme/infra:ref:refs/heads/main\npermissions: {contents: read, pull_requests: write}\n"
        )
      ])
    #expect(found.repositories["web"]?.workflows.count == 0)
    #expect(
      text.contains("x-octo-sts-sync: {policy: sync, issuer: \"https://token.actions.githubusercontent.com\"")
    )
    #expect(text.contains("permissions: {contents: read, pull_requests: write}"))
  }

  // MARK: All

  static let all: [Importer] = [
    .clowarden, .gitHubAsCode, .octoSTS, .otterdog, .owners, .settings, .terraform, .manifests,
  ]

  @Test(arguments: all.map(\.name)) func saysWhenThereIsNothing(_ name: String) throws {
    let importer = try #require(Self.all.first { $0.name == name })
    let imported = importer.convert(sources([("a.yaml", "a: b"), ("b.json", "{}")]), "acme", shippedCatalog)
    #expect(imported.diagnostics.map(\.id) == ["nothing-to-import"])
  }

  @Test func whatDiffersIsSaidAndKept() throws {
    let description = """
      tokenbook: 1
      organization: acme
      teams: {ops: {maintainers: [ada], members: [acme-deploy]}}
      people: {ada: {}, acme-deploy: {}, dora: {role: member}}
      repositories: {web: {visibility: private, teams: {ops: admin}, collaborators: {dora: read}}}

      """
    let found = try merged(.clowarden, [("config.yaml", Self.clowarden)], description)
    #expect(
      found.diagnostics.map(\.message).filter { $0.contains("differs") } == [
        "`people.dora` differs from CLOWarden: outside_collaborator",
        "`repositories.web.visibility` differs from CLOWarden: public",
        "`repositories.web.teams.ops` differs from CLOWarden: maintain",
      ])
  }

  // MARK: auto

  private static let everything = [
    ("config/config.yaml", clowarden), ("infra/state.json", terraform),
    ("acme__web/.github/CODEOWNERS", "* @acme/ops\n"),
    (
      "acme__web/.github/workflows/ci.yml",
      "on: push\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - run: gh release create v1\n        env: {GH_TOKEN: \"${{ secrets.TOKEN }}\"}\n"
    ),
    (
      "clusters/prod/web.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{image: ghcr.io/acme/web}]}\n"
    ),
    ("mkdocs.yml", "site_name: x\n"),
  ]

  @Test func autoReadsWhatLiesThereAndAsksWhereSourcesDisagree() throws {
    let imported = Importer.auto.convert(sources(Self.everything), "acme", shippedCatalog)
    #expect(imported.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let description = try #require(imported.descriptions.first)
    expectReadable(description)
    let found = try #require(
      DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(description.text.utf8)))
        .organization)
    #expect(found.repositories["web"]?.responsible == "ops")
    #expect(description.text.contains("\n  web:\n    visibility: public\n"))
    #expect(!description.text.contains("# consumers:") && !description.text.contains("# packages:"))
    #expect(description.text.contains("\n    workflows:\n      ci:\n"))
    #expect(found.consumers["prod"]?.needs.map(\.text) == ["pull package web"])
    #expect(found.credentials["TOKEN"]?.usedBy == [.workflow(repository: "web", workflow: "ci")])
    #expect(
      description.text.contains(
        "#? Which is right? `repositories.web.visibility` differs from Terraform: private\n"))
    let told = imported.diagnostics.map(\.message)
    for name in ["clowarden", "terraform", "owners", "workflows", "manifests"] {
      #expect(told.contains("read 1 file as `\(name)`"))
    }
    #expect(
      told.contains { $0.hasPrefix("1 other file of these kinds isn't") && $0.contains("`mkdocs.yml`") })
  }

  @Test func autoAddsToADescriptionOnce() throws {
    let description = "tokenbook: 1\norganization: acme\n"
    let first = try merged(.auto, Self.everything, description)
    #expect(first.added.contains("repositories.web") && first.added.contains("consumers.prod"))
    let again = try merged(.auto, Self.everything, try #require(first.texts.first).text)
    #expect(again.added == [])
  }

  @Test func autoNeedsAnOrganizationThatSomethingSays() {
    let files = [Self.everything[4]]
    #expect(
      Importer.auto.convert(sources(files), nil, shippedCatalog).diagnostics.map(\.id) == [
        "recognized", "unknown-organization",
      ])
    #expect(
      Importer.auto.convert(sources([("x.yaml", "a: b")]), nil, shippedCatalog).diagnostics.map(\.id) == [
        "not-recognized", "nothing-to-import",
      ])
  }
}
