import OrganizationModel
import SourceText
import Testing

/// Descriptions of the size of the largest organizations, made here.
enum LargeDescription {
  static func text(repositories: Int) -> String {
    var text = "tokenbook: 1\norganization: acme\npeople:\n"
    for index in 0..<repositories / 4 { text += "  person-\(index): {role: member}\n" }
    text += "teams:\n"
    for index in 0..<repositories / 20 {
      text +=
        "  team-\(index): {maintainers: [person-\(index)], members: [person-\(index + 1), person-\(index + 2)]}\n"
    }
    text += "repositories:\n"
    for index in 0..<repositories { text += repository(index, teams: repositories / 20) }
    text += "packages:\n"
    for index in stride(from: 0, to: repositories, by: 2) {
      text +=
        "  image-\(index): {registry: container, repository: repository-\(index), visibility: private}\n"
    }
    return text
  }

  private static func repository(_ index: Int, teams: Int) -> String {
    """
      repository-\(index):
        visibility: \(index % 10 == 0 ? "public" : "private")
        responsible: team-\(index % teams)
        teams: {team-\(index % teams): admin, team-\((index + 1) % teams): push}
        environments: {production: {reviewers: [team-\(index % teams)]}}
        workflows:
          ci:
            triggers: [push, pull_request]
            environment: production
            needs:
              - publish package image-\(index / 2 * 2)
              - {need: push repository repository-\(index), triggers_workflows: true}
              - clone repository repository-\(index / 3)

    """
  }
}

@Suite struct LargeDescriptionTests {
  /// Without the optimizer everything takes twenty times as long.
  #if DEBUG
    private let count = 1_000
  #else
    private let count = 10_000
  #endif

  @Test func readsThousandsOfRepositories() throws {
    let text = LargeDescription.text(repositories: count)
    let clock = ContinuousClock()
    var reading: DescriptionReader.Reading?
    let time = clock.measure { reading = read(text) }
    print("read \(text.utf8.count) bytes in \(time)")
    let organization = try #require(reading?.organization)
    #expect(organization.repositories.count == count)
    #expect(organization.packages.count == count / 2)
    #expect(reading?.diagnostics.isEmpty == true)
  }

  @Test func aMistakeInEveryWordOfOneLongLineIsStillQuick() {
    let members = (0..<count).map { "nobody-\($0)" }.joined(separator: ", ")
    let reading = read("{tokenbook: 1, organization: acme, teams: {core: {members: [\(members)]}}}\n")
    let renderer = DiagnosticRenderer(files: reading.files)
    #expect(reading.diagnostics.count == count)
    #expect(renderer.text(reading.diagnostics).utf8.count < count * 400)
    #expect(renderer.json(reading.diagnostics).utf8.count < count * 400)
  }

  @Test func aMistakeOnEveryLineIsStillQuick() {
    let text = LargeDescription.text(repositories: count / 5)
      .replacing("responsible: team", with: "responsible: teem").replacing(
        "package image", with: "package imagge")
    let clock = ContinuousClock()
    var reading: DescriptionReader.Reading?
    let time = clock.measure { reading = read(text) }
    print("found \(reading?.diagnostics.count ?? 0) problems in \(time)")
    #expect(reading?.diagnostics.count == count / 5 * 2)
  }
}
