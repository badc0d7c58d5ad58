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
      web.workflows["ci"]?.needs.map(\.text) == [
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
    #expect(organization.decisions["web/ci#publish-package-web"]?.by == "ada")
    #expect(organization.facts["packages-accept-app-tokens"]?.holds == false)
  }
}
