import Guidance
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct GuidancePageTests {
  private func page(_ name: String, _ description: String = "repositories: {web: {}}") throws -> String {
    let kinds = DocumentKinds.all.filter { $0.section == .guidance }
    let pages = try MarkdownPages.render(try BookFixture.book(description), kinds)
    return try #require(pages[BookPath(folder: "guidance", name)])
  }

  /// The text below the heading of one fact or rule.
  private func entry(_ id: String, in page: String) throws -> String {
    let start = try #require(page.firstRange(of: "\n## \(id)\n")?.upperBound)
    return String(
      page[start...].prefix(upTo: page[start...].firstRange(of: "\n## ")?.lowerBound ?? page.endIndex))
  }

  @Test func everyFactHasItsAnchor() throws {
    let pages = try GuidanceFacts.Chapter.allCases.map { ($0, try page($0.rawValue)) }
    for fact in Fact.all {
      let holding = pages.filter { $0.1.contains("\n## \(fact.id)\n") }
      #expect(holding.map(\.0.page) == [GuidanceFacts.page(of: fact.id)], "\(fact.id)")
      let entry = try entry(fact.id, in: try #require(holding.first).1)
      #expect(entry.contains("Checked on \(fact.checked)"))
      #expect(entry.contains("Confidence: \(fact.confidence.rawValue)"))
      for source in fact.sources { #expect(entry.contains("](\(source.url))")) }
    }
  }

  @Test func everyRuleHasItsAnchor() throws {
    let pages = ["rules": try page("rules"), "prerequisites": try page("prerequisites")]
    for rule in Rule.all {
      let name = GuidanceRules.page(of: rule.id).text.split(separator: "/").last.map(String.init)
      let entry = try entry(rule.id, in: try #require(name.flatMap { pages[$0] }))
      #expect(entry.contains("**When** "))
      for fact in rule.facts { #expect(entry.contains(".md#\(fact)")) }
    }
    #expect(pages.values.allSatisfy { $0.contains("\n## ") })
  }

  @Test func factsAreThoseOfTheDay() throws {
    let id = "container-registry-accepts-job-tokens"
    let today = try entry(id, in: page("facts"))
    #expect(today.contains("**The container registry accepts the job's `GITHUB_TOKEN`"))
    #expect(today.contains("True on github.com on 2026-11-22. GitHub documents this."))
    let before = try entry(id, in: page("facts", "as_of: 2020-12-01\nrepositories: {web: {}}"))
    #expect(before.contains("**The container registry accepts only personal access tokens"))
    #expect(before.contains("True on github.com on 2020-12-01."))
    #expect(before.contains("Set as `holds: false`"))
    #expect(before.contains(/\| 2021-03-24 \| today \| [^|]+ \| The container registry accepts/))
    let server = try entry(
      id, in: page("facts", "platform: {product: ghes, host: github.acme.example}\nrepositories: {web: {}}"))
    #expect(server.contains("One of these is true:"))
    #expect(server.contains("Not known on GitHub Enterprise Server on") && !server.contains("holds:"))
  }

  /// The sentence that is true comes first, and nothing after it denies it.
  @Test func factsSpeakWithOneVoice() throws {
    let decisions = try BookFixture.book("repositories: {web: {}}").decisions
    let pages = try GuidanceFacts.Chapter.allCases.map { try page($0.rawValue) }.joined()
    var negated = 0
    for fact in Fact.all {
      let reading = decisions.reading(of: fact)
      let sentence = try #require(reading.sentence)
      negated += reading.holds == false ? 1 : 0
      let entry = try entry(fact.id, in: pages)
      #expect(entry.hasPrefix("\n**\(Prose.markdown(sentence))**\n\n\(reading.state)\n"), "\(fact.id)")
      #expect(!entry.contains("oes not hold"), "\(fact.id)")
    }
    #expect(negated > 20)
  }

  /// An id may say the opposite of what is true, so no link is called by it.
  @Test func linksToFactsAreCalledByTheTrueSentence() async throws {
    let book = try BookFixture.example()
    let files = try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".md") }
    var links = 0
    for (path, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self)
      for match in text.matches(
        of: /\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:facts|permissions)\.md#([a-z0-9-]+)\)/)
      {
        guard !["fact", "why"].contains(match.1), let fact = Fact.byID[String(match.2)] else { continue }
        links += 1
        #expect(match.1 == Prose.markdown(book.decisions.reading(of: fact).title), "\(path)")
      }
    }
    #expect(links > 100)
  }

  @Test func factsThatNobodyCheckedForAYearSaySo() throws {
    let warning = "Not checked for more than a year"
    #expect(try !page("facts").contains(warning))
    #expect(try page("facts", "as_of: 2028-01-01\nrepositories: {web: {}}").contains(warning))
  }

  @Test func anOverrideIsShown() throws {
    let page = try page(
      "facts",
      """
      people: {boris: {role: member}}
      repositories: {web: {}}
      facts: {packages-accept-app-tokens: {holds: true, because: "it *worked*", by: boris, checked: 2026-11-10}}
      """)
    let entry = try entry("packages-accept-app-tokens", in: page)
    #expect(entry.contains(#"`acme` sets this fact itself: it \*worked\* (`boris`, 2026-11-10)."#))
    #expect(entry.contains("**GitHub Packages accepts the installation access tokens of GitHub Apps.**"))
    #expect(entry.contains("True for this organization on 2026-11-22, because its description says so."))
    #expect(entry.contains("Set as `holds: true`"))
  }

  @Test func theContradictionIsToldWithItsDates() throws {
    let page = try page("index")
    for day in ["2020-09", "2021-03-24", "2022-10-18", "2025-03-18", "2026-10-02"] {
      #expect(page.contains("| \(day) |"))
    }
    #expect(page.contains("**Never use a classic PAT.**") && page.contains("**classic PATs only**"))
    #expect(page.contains("with the profile **`hybrid`**"))
    #expect(page.contains("| `policy.classic_pats` | `allowed` |"))
  }

  @Test func theOtherProfileIsCompared() throws {
    let same = try page(
      "index", "repositories: {web: {visibility: private, workflows: {ci: {needs: [push repository web]}}}}")
    #expect(same.contains("would give the same answer for the one access"))
    let other = try page(
      "index",
      """
      policy: {deploy_keys: forbidden}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """)
    #expect(other.contains("would answer differently for 1 of 1 accesses"))
    #expect(other.contains("| [`web/ci#clone-repository-shared`](../repositories/web.md"))
  }

  @Test func beforeTheRegistryTookJobTokensThePageSaysSo() throws {
    let page = try page("index", "as_of: 2020-12-01\nrepositories: {web: {}}")
    #expect(page.contains("On 2020-12-01 the container registry doesn't accept `GITHUB_TOKEN` here"))
  }
}
