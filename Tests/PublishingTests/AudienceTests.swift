import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct AudienceTests {
  private func audience(_ description: String, of repository: Name = "web") throws -> Audience {
    let book = try BookFixture.book(description)
    return Audience([try #require(book.organization.repositories[repository])], book.membership)
  }

  @Test func everyoneWithWriteOrMoreReadsSecrets() throws {
    let audience = try audience(
      """
      policy: {base_permission: read}
      people: {ada: {role: owner}, boris: {role: member}, cleo: {role: member}, dan: {role: outside_collaborator}}
      teams: {platform: {members: [boris]}, readers: {members: [cleo]}}
      repositories:
        web: {teams: {platform: write, readers: read}, collaborators: {dan: push, cleo: triage}}
      """)
    #expect(audience.accounts == ["ada", "boris", "dan"])
    #expect(!audience.basePermissionIsUnknown)
    #expect(
      audience.ways.keys.sorted() == [.owners, .team("platform"), .collaborator("dan")])
  }

  @Test func childTeamsInherit() throws {
    let audience = try audience(
      """
      policy: {base_permission: none}
      people: {ada: {role: member}, boris: {role: member}, cleo: {role: member}}
      teams:
        engineering: {maintainers: [ada]}
        platform: {members: [boris], parent: engineering}
        pipeline: {members: [cleo], parent: platform}
      repositories: {web: {teams: {engineering: maintain}}}
      """)
    #expect(audience.accounts == ["ada", "boris", "cleo"])
  }

  @Test func theParentOfATeamDoesNot() throws {
    let audience = try audience(
      """
      policy: {base_permission: none}
      people: {ada: {role: member}, boris: {role: member}}
      teams: {engineering: {members: [ada]}, platform: {members: [boris], parent: engineering}}
      repositories: {web: {teams: {platform: admin}}}
      """)
    #expect(audience.accounts == ["boris"])
  }

  @Test func aWritingBasePermissionMeansEveryMember() throws {
    let audience = try audience(
      """
      policy: {base_permission: write}
      people: {ada: {role: owner}, boris: {role: member}, dan: {role: outside_collaborator}}
      machine_users: {acme-pull: {role: member}}
      repositories: {web: {}}
      """)
    #expect(audience.accounts == ["ada", "boris", "acme-pull"])
  }

  @Test func whatIsNotSaidIsUnknown() throws {
    let audience = try audience("people: {ada: {role: owner}}\nrepositories: {web: {}}")
    #expect(audience.accounts == ["ada"])
    #expect(audience.basePermissionIsUnknown)
  }
}
