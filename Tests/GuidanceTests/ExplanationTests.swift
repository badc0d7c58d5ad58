import Guidance
import OrganizationModel
import SourceText
import Testing

/// What `explain` prints.
@Suite struct ExplanationTests {
  private func explain(_ id: String, _ description: String) throws -> String {
    let text = "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n" + description
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let guide = Guide(try #require(reading.organization), day: try #require(Day("2026-11-22")))
    let renderer = ExplanationRenderer(guide.decide(), guide, TextStyle(hasColor: false))
    return try #require(renderer.explain(id))
  }

  /// The id says the opposite of what is true: the sentence does not.
  @Test func aFactIsTheSentenceThatIsTrue() throws {
    let text = try explain("packages-accept-ssh-keys", "repositories: {web: {}}")
    let lines = text.split(separator: "\n").map(String.init)
    #expect(
      lines[0]
        == "GitHub Packages doesn't accept SSH keys. Deploy keys and other SSH keys work only with Git.")
    #expect(lines[1] == "True on github.com on 2026-11-22. GitHub documents this.")
    #expect(lines.contains("Fact packages-accept-ssh-keys, holds: false"))
    #expect(!text.contains("is false"))
  }

  /// Several facts name one page, and two guesses have one answer: each is one line.
  @Test func nothingIsSaidTwice() throws {
    let description = """
      repositories:
        web:
          visibility: private
          workflows:
            ci:
              needs:
                - {need: publish package web, x-guess: "ci.yml:1", x-confidence: high}
                - {need: clone repository shared, x-guess: "ci.yml:2", x-confidence: high}
        shared: {visibility: private}
      packages: {web: {registry: container, repository: web, visibility: private}}
      credentials: {T: {kind: unknown, used_by: [web/ci]}}
      """
    for id in ["web/ci#publish-package-web", "T"] {
      let lines = try explain(id, description).split(separator: "\n").map(String.init)
      let pages = lines.filter { $0.contains("(checked ") }.compactMap { $0.split(separator: " ").last }
      #expect(Set(pages).count == pages.count, "\(pages)")
      #expect(pages.isEmpty == (id == "T"))
      let answers = lines.filter { $0.hasPrefix("  set ") }
      #expect(Set(answers).count == answers.count, "\(answers)")
    }
  }

  @Test func anOrganizationsOwnWordWins() throws {
    let text = try explain(
      "packages-accept-app-tokens",
      "repositories: {web: {}}\nfacts: {packages-accept-app-tokens: {holds: true, because: it worked}}")
    #expect(
      text.hasPrefix("GitHub Packages accepts the installation access tokens of GitHub Apps.\nTrue for this"))
    #expect(text.contains("This organization's reason: it worked"))
  }

  @Test func ofAnUnknownReleaseBothSentencesAreShown() throws {
    let fact = try #require(Fact.byID["container-registry-accepts-job-tokens"])
    let text = try explain(
      fact.id, "platform: {product: ghes, host: github.acme.example}\nrepositories: {web: {}}")
    #expect(text.hasPrefix("Unknown here: one of two sentences is true\n"))
    #expect(text.contains("  \(fact.statement)\n") && text.contains("  \(fact.otherwise)\n"))
    #expect(!text.contains("holds:"))
  }

  /// A link calls a fact by what is true: a short sentence for each of the two states.
  @Test(arguments: Fact.all.map(\.id)) func aFactHasATitleForEachState(_ id: String) throws {
    let fact = try #require(Fact.byID[id])
    let titles = [true, false].map { Fact.firstSentence(of: fact.sentence(holds: $0)) }
    #expect(titles[0] != titles[1])
    for title in titles {
      #expect(title.split(separator: " ").count <= 25, "\(title)")
      #expect(!title.hasSuffix(".") && !title.isEmpty, "\(title)")
    }
    for holds in [true, false] { #expect(fact.sentence(holds: holds).hasSuffix("."), "\(id)") }
  }

  private static let pull = """
    repositories: {web: {visibility: private}}
    packages: {web: {registry: container, repository: web, visibility: private}}
    consumers: {prod: {kind: kubernetes, needs: [{need: pull package web, why: WHY}]}}
    """

  /// A reason is the author's own words, whatever they begin with.
  @Test(arguments: ["to run it", "the cluster runs it"])
  func theReasonOfANeedIsPrintedAsItIs(_ why: String) throws {
    let text = try explain("prod#pull-package-web", Self.pull.replacing("WHY", with: why))
    #expect(text.contains("\nprod (kubernetes) needs: pull package web\nWhy: \(why)\n"))
  }

  /// A struck option names its facts with what they are today.
  @Test func anAccessNamesItsFactsWithTheirState() throws {
    let text = try explain("prod#pull-package-web", Self.pull)
    #expect(text.contains("fact packages-accept-ssh-keys (holds: false)"))
  }
}
