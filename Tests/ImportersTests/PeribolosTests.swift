import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// The text without where each value was seen, which is tested by itself.
private func unplaced(_ text: String) -> String {
  text.replacing(/(, )?x-seen: [^,}\n]+/, with: "").replacing(/\n +\n/, with: "\n")
}

private func imported(_ files: [(String, String)], organization: String? = nil) -> Imported {
  var sources = SourceFiles()
  for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
  return Importer.peribolos.convert(sources, organization, shippedCatalog)
}

private let organization = """
  admins: [Ada, acme-ci-robot]
  members:
  - boris
  - "249043822"
  - no
  billing_email: money@acme.example
  default_repository_permission: read
  has_organization_projects: true
  name: Acme, Incorporated
  teams:
    Release Team:
      description: "Cuts: the releases"
      maintainers: [ADA]
      members: [ada, boris]
      privacy: closed
      previously: [cutters]
      repos: {web: admin, tools: push}
      teams:
        release-leads:
          members:
          repos: {web: maintain}
    bots:
      members: [249043822]
  repos:
    web: {private: true, description: The shop, has_wiki: false, collaborators: {helper: pull}}
    old: {visibility: public, archived: true}

  """

@Suite struct PeribolosTests {
  @Test func writesEverythingItKnowsAndAsksTheRest() {
    let imported = imported([("config/acme/org.yaml", organization)])
    #expect(imported.diagnostics.map(\.message) == [])
    #expect(imported.descriptions.map(\.organization) == ["acme"])
    #expect(imported.descriptions.first.map { unplaced($0.text) } == expected)
  }

  @Test func isReadWithoutAProblem() {
    for description in imported([("acme/org.yaml", organization)]).descriptions {
      expectReadable(description)
    }
  }

  @Test func findsOrganizationsInTheWrapper() {
    let text = "orgs:\n  globex: {members: [a]}\n  acme: {admins: [b]}\n"
    #expect(imported([("all.yaml", text)]).descriptions.map(\.organization) == ["acme", "globex"])
  }

  @Test func aGroupBelongsToTheOrganizationAboveIt() throws {
    let files = [
      ("config/acme/org.yaml", "members: [a]"), ("config/globex/org.yaml", "members: [b]"),
      ("config/acme/sig-x/teams.yaml", "teams: {x: {members: [a]}}"),
      ("config/globex/sig-y/teams.yaml", "teams: {y: {members: [b]}}"),
      ("config/OWNERS.yaml", "approvers: [q]"),
    ]
    let descriptions = imported(files).descriptions
    #expect(descriptions.count == 2)
    #expect(descriptions[0].text.contains("x: {members: [a], x-seen: \"config/acme/sig-x/teams.yaml:1\"}"))
    #expect(!descriptions[0].text.contains("members: [b]"))
    #expect(
      descriptions[1].text.contains("  \"y\": {members: [b], x-seen: \"config/globex/sig-y/teams.yaml:1\"}"))
  }

  @Test func anOrganizationInTheWorkingFolderNeedsAName() {
    #expect(imported([("org.yaml", "members: [a]")]).diagnostics.map(\.id) == ["unknown-organization"])
    let named = imported([("org.yaml", "members: [a]")], organization: "acme")
    #expect(named.descriptions.map(\.organization) == ["acme"])
  }

  @Test(arguments: [
    ("acme/org.yaml", "members: a", "wrong-kind", 1, 10),
    ("acme/org.yaml", "members: [[a]]", "wrong-kind", 1, 11),
    ("acme/org.yaml", "members: []\nteams: [x]", "wrong-kind", 2, 8),
    ("acme/org.yaml", "members: []\ndefault_repository_permission: all", "unknown-value", 2, 32),
    ("acme/org.yaml", "members: []\nteams: {x: {repos: {y: owner}}}", "unknown-value", 2, 24),
    ("acme/org.yaml", "members: []\nteams: {A B: {}, a-b: {}}", "duplicate-team", 2, 18),
    ("acme/org.yaml", "members: []\nteams: {'!': {}}", "bad-team-name", 2, 9),
    (
      "acme/org.yaml", "members: []\nteams: {\(String(repeating: "a", count: 101)): {}}", "bad-team-name", 2,
      9
    ),
    ("acme/org.yaml", "members: [a b]", "bad-name", 1, 11),
    ("acme/org.yaml", "members: []\nteams: {x: {repos: {a/b: read}}}", "bad-name", 2, 21),
  ])
  func saysWhereAFileIsWrong(_ path: String, _ text: String, _ id: String, _ line: Int, _ column: Int) throws
  {
    let diagnostics = imported([(path, text)]).diagnostics
    #expect(diagnostics.map(\.id) == [id])
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    let range = try #require(diagnostics.first?.range)
    #expect(file.place(at: Int(range.start)) == LineAndColumn(line: line, column: column))
  }

  @Test func saysWhenThereIsNothing() {
    #expect(imported([("x.yaml", "a: b")]).diagnostics.map(\.id) == ["not-peribolos", "nothing-to-import"])
    #expect(
      imported([("x/teams.yaml", "teams: {}")]).diagnostics.map(\.id) == ["teams-without-organization"])
  }

  private let expected = """
    # Imported from Peribolos. Lines with `#?` are questions to answer.
    tokenbook: 1
    organization: acme
    #? Is this the organization's login? It is the name of the folder; `--organization` sets another.

    #? Which plan does the organization have: free, team or enterprise?
    # platform: {plan: team}

    policy:
      base_permission: read
      #? Can repositories have deploy keys? (Settings > Deploy keys; a missing key means unknown)
      # deploy_keys: forbidden
      #? Can members use classic PATs? (Settings > Personal access tokens; a missing key means allowed)
      # classic_pats: allowed

    people:
      "249043822": {role: member}
      acme-ci-robot: {role: owner}
      Ada: {role: owner}
      boris: {role: member}
      helper: {role: outside_collaborator}
      "no": {role: member}

    #? Which accounts are for automation, not for a person? These look like it. Move them here from `people`,
    #? each with two custodians who can sign in as it.
    # machine_users:
    #   "249043822": {role: member, custodians: []}  # in the team `bots`
    #   acme-ci-robot: {role: owner, custodians: []}  # `ci` in the login

    teams:
      bots: {members: ["249043822"]}
      release-leads: {parent: release-team}
      release-team:  # `Release Team` in Peribolos
        maintainers: [ADA]
        members: [boris]
        note: "Cuts: the releases"

    #? Who can see each repository: `visibility: public`, `private` or `internal`?
    #? It is unknown for 1 of these 3.
    #? Who is responsible for each repository? `responsible: TEAM-OR-LOGIN`
    #? Which workflows does each have, and what do they need outside their own repository?
    #?   workflows: {ci: {triggers: [push], needs: [publish package NAME]}}
    repositories:
      old: {visibility: public, archived: true}
      tools: {teams: {release-team: write}}
      web:
        visibility: private
        teams: {release-leads: maintain, release-team: admin}
        collaborators: {helper: read}
        note: The shop

    #? Which packages and credentials exist, and what else needs access (clusters, Jenkins, hosts)?
    # packages:
    # consumers:
    # credentials:

    """
}

@Suite struct MachineUserSignTests {
  @Test(arguments: [
    "k8s-ci-robot", "acme-bot", "dependabot", "fejtabot2", "ci-acme", "acme-ci", "acme-bots",
    "acme-automation",
    "acme-machine-account", "svc-deploy", "jenkins-acme", "acmeautomation",
    "acme-release",
  ])
  func findsNamesOfMachines(_ login: String) {
    let text = imported([("acme/org.yaml", "members: [\(login)]")]).descriptions.first?.text
    #expect(text?.contains("#   \(login): {role: member, custodians: []}") == true)
  }

  @Test(arguments: [
    "ada", "abbott", "bottle", "lucia", "marci", "robotham", "cici", "shipley", "deployanne", "serviceman",
    "janefoundation",
  ])
  func leavesPeopleAlone(_ login: String) {
    let text = imported([("acme/org.yaml", "members: [\(login)]")]).descriptions.first?.text
    #expect(text?.contains("#   \(login)") == false)
  }

  @Test func asksAboutFoundationsThatAreOwners() {
    let text = imported([("acme/org.yaml", "admins: [theglobexfoundation]\nmembers: [ada]")]).descriptions
      .first?
      .text
    #expect(
      text?.contains("#   theglobexfoundation: {role: owner, custodians: []}  # `foundation` in the login")
        == true)
  }

  @Test func asksAboutOwnersInNoTeam() {
    let text = imported([
      ("acme/org.yaml", "admins: [ada, boris]\nmembers: [cleo]\nteams: {core: {members: [boris]}}")
    ]).descriptions.first?.text
    #expect(text?.contains("#   ada: {role: owner, custodians: []}  # an owner in no team\n") == true)
    #expect(text?.contains("#   boris") == false && text?.contains("#   cleo") == false)
  }
}
