import OrganizationModel
import SourceText
import Testing

@Suite struct ValidDescriptionTests {
  @Test(arguments: FixtureFiles.cases(in: "valid"))
  func readsWithoutADiagnostic(name: String) {
    let reading = FixtureFiles.read("valid/\(name)")
    #expect(lines(reading) == [])
    #expect(reading.organization != nil)
  }

  @Test func theSmallestFile() throws {
    let organization = try #require(FixtureFiles.read("valid/smallest").organization)
    #expect(organization.name == "acme")
    #expect(organization.repositories["web"]?.workflows["ci"]?.needs.map(\.text) == ["publish package web"])
    #expect(organization.repositories["web"]?.workflows["ci"]?.path == ".github/workflows/ci.yml")
    #expect(organization.packages["WEB"]?.link == .repository(RepositoryReference(name: "web")))
    #expect(organization.consumers["prod"]?.needs.first?.target == .package("web"))
    #expect(organization.assumptions.contains(Assumption(key: "policy.profile", value: "hybrid")))
    #expect(organization.assumptions.contains(Assumption(key: "people", value: "none described")))
    #expect(organization.assumptions == organization.assumptions.sorted())
    #expect(organization.policy.deployKeys == nil)
  }

  @Test func usesInWordsAreUsesOfTheirCredential() throws {
    let organization = try #require(FixtureFiles.read("valid/everything").organization)
    let workflow = try #require(organization.repositories["web"]?.workflows["ci"])
    #expect(workflow.otherUses.map(\.words) == ["updates the badge gist"])
    #expect(workflow.otherUses.first?.credential == "GIST_TOKEN")
    #expect(workflow.otherUses.first?.note == "asked the team")
    let credential = try #require(organization.credentials["GIST_TOKEN"])
    #expect(credential.usedBy.map(\.description) == ["web/ci"])
    #expect(credential.storedIn == [.repository(secret: "GIST_TOKEN", repository: "web", store: .agents)])
    #expect(organization.automations.flatMap(\.otherUses) == workflow.otherUses)
  }

  @Test func needsOfTheAPISayWhatTheyTake() throws {
    let organization = try #require(FixtureFiles.read("valid/everything").organization)
    let workflow = try #require(organization.repositories["web"]?.workflows["ci"])
    let needs = workflow.needs.filter(\.verb.isAPI)
    let automation = AutomationID.workflow(repository: "web", workflow: "ci")
    #expect(
      needs.map { AccessID(automation, $0).description } == [
        "web/ci#api-organization-self-members-read",
        "web/ci#api-repository-web-checks-write-vulnerability-alerts-read",
        "web/ci#api-repository-web-issues-read",
      ])
    #expect(needs.map(\.text)[1] == "api repository web (checks: write, vulnerability_alerts: read)")
    #expect(
      needs.map(\.api?.endpoints) == [
        ["GET /orgs/{org}/members"], [], ["GET /repos/{owner}/{repo}/issues"],
      ])
    // The job's token is the one that can have both.
    #expect(needs[1].record.refuses == [.fineGrained, .classic])
    #expect(needs[1].record.permissions == ["checks": .write, "vulnerability_alerts": .read])
    #expect(needs[1].record.role == .write && needs[2].record.role == .read && needs[0].record.role == nil)
    #expect(needs[2].record.command?("acme/web") == "gh api \"repos/acme/web/issues\"")
    #expect(needs[0].record.command?("acme") == "gh api \"orgs/acme/members\"")
    #expect(!needs[0].record.isForAdministrators)
  }

  @Test func aNewPermissionIsAWarning() throws {
    let reading = read(
      """
      tokenbook: 1
      organization: acme
      consumers: {farm: {kind: host, needs: [{need: api organization self, permissions: {mebers: read}}]}}
      """)
    #expect(reading.diagnostics.map(\.id) == ["unknown-permission"])
    #expect(reading.diagnostics.map(\.help) == ["did you mean `members`?"])
    let record = try #require(reading.organization?.consumers["farm"]?.needs.first?.record)
    #expect(record.refuses == [.job] && record.undocumented == [.job, .fineGrained, .classic])
    #expect(record.isForAdministrators)
  }

  @Test func guessesOfAnImportAreReadEverywhere() {
    let description =
      """
      tokenbook: 1
      organization: acme
      people: {ada: {x-guess: CODEOWNERS}}
      teams: {core: {x-guess: CODEOWNERS}}
      machine_users: {bot: {custodians: [ada], x-guess: ""}}
      apps: {release: {x-guess: true, x-confidence: low}}
      repositories:
        web:
          x-guess: web:ci.yml
          workflows:
            ci:
              x-guess: web:ci.yml
              needs:
                - {need: push repository web, x-guess: "web:ci.yml:7", x-confidence: high}
                - {other: talks to npm, with: KEY, x-guess: "web:ci.yml:9"}
                - {need: pull package web, x-guess: false}
      packages: {web: {x-guess: web:ci.yml}}
      consumers: {prod: {kind: host, x-guess: web:ci.yml}}
      credentials: {KEY: {kind: unknown, x-guess: web:ci.yml}}
      """
    let organization = DescriptionReader.read(
      "tokenbook.yaml", FixtureFiles.memory(["tokenbook.yaml": description])
    ).organization
    let workflow = organization?.repositories["web"]?.workflows["ci"]
    #expect(workflow?.needs.map(\.guess) == [nil, Guess(place: "web:ci.yml:7", confidence: "high")])
    #expect(workflow?.otherUses.first?.guess == Guess(place: "web:ci.yml:9"))
    #expect(workflow?.guess == Guess(place: "web:ci.yml"))
    #expect(organization?.apps["release"]?.guess == Guess(place: "true", confidence: "low"))
    #expect(organization?.machineUsers["bot"]?.guess == Guess(place: ""))
    #expect(organization?.people["ada"]?.guess != nil)
    #expect(organization?.teams["core"]?.guess != nil)
    #expect(organization?.repositories["web"]?.guess != nil)
    #expect(organization?.packages["web"]?.guess != nil)
    #expect(organization?.consumers["prod"]?.guess != nil)
    #expect(organization?.credentials["KEY"]?.guess != nil)
  }

  @Test func everything() throws {
    let organization = try #require(FixtureFiles.read("valid/everything").organization)
    #expect(organization.asOf?.description == "2026-11-22")
    #expect(organization.platform.version == ServerVersion(3, 20))
    #expect(organization.policy.classicPATs == Day("2027-01-01").map(ClassicPATPolicy.forbiddenFrom))
    #expect(organization.policy.maximumFineGrainedPATLifetime == Days(180))
    #expect(organization.people.names.map(\.text) == ["249043822", "ada", "boris", "cleo"])
    #expect(organization.repositories.names == ["deploy", "infra", "shared", "web"])
    #expect(organization.machineUsers["acme-pull"]?.custodians == ["boris", "ada"])
    #expect(organization.apps["someone-elses"]?.key == .foreign)
    #expect(organization.apps["acme-release"]?.key == .credential("RELEASE_APP_KEY"))
    #expect(organization.outside["globex"]?.machineUsers == ["acme-pull": .member])
    let web = try #require(organization.repositories["web"])
    #expect(web.teams == ["platform": .admin, "engineering": .write])
    #expect(
      web.workflows["ci"]?.needs.filter { !$0.verb.isAPI }.map(\.text) == [
        "clone repository globex/tools", "clone repository shared", "open-pull-request repository infra",
        "publish package web", "push repository web",
      ])
    #expect(web.workflows["ci"]?.needs.last?.environment?.text == "production")
    #expect(organization.packages["unlinked"]?.link == Package.Link.none)
    #expect(organization.packages["web"]?.owner == nil)
    let credential = try #require(organization.credentials["CR_PAT"])
    #expect(credential.expires == .never)
    #expect(credential.usedBy.map(\.description) == ["prod", "web/ci"])
    #expect(
      credential.storedIn == [
        .organization(secret: "CR_PAT", visibility: .selected(["web"]), store: .actions),
        .repository(secret: "CR_PAT", repository: "web", store: .dependabot),
        .environment(secret: "DEPLOY", repository: "web", environment: "production"),
        .outside("jenkins credential store"),
      ])
    #expect(organization.credentials["key"]?.createdWith == "CR_PAT")
    #expect(organization.decisions["web/ci#publish-package-web"]?.by == "ada")
    #expect(organization.facts["packages-accept-app-tokens"]?.holds == false)
  }
}
