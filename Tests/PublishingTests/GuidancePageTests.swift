import Guidance
import Testing

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
    let (facts, permissions) = (try page("facts"), try page("permissions"))
    for fact in Fact.all {
      let isOfPermissions = fact.id.hasPrefix("permissions-of-")
      let entry = try entry(fact.id, in: isOfPermissions ? permissions : facts)
      #expect(!(isOfPermissions ? facts : permissions).contains("\n## \(fact.id)\n"))
      #expect(entry.contains("Checked on \(fact.checked)"))
      #expect(entry.contains("Confidence: \(fact.confidence.rawValue)"))
      for source in fact.sources { #expect(entry.contains("](\(source.url))")) }
    }
  }

  @Test func everyRuleHasItsAnchor() throws {
    let page = try page("rules")
    for rule in Rule.all {
      let entry = try entry(rule.id, in: page)
      #expect(entry.contains("**When** "))
      for fact in rule.facts { #expect(entry.contains("facts.md#\(fact)")) }
    }
  }

  @Test func factsAreThoseOfTheDay() throws {
    let id = "container-registry-accepts-job-tokens"
    #expect(try entry(id, in: page("facts")).contains("**Holds** on 2026-11-22"))
    let before = try page("facts", "as_of: 2020-12-01\nrepositories: {web: {}}")
    #expect(try entry(id, in: before).contains("**Does not hold** on 2020-12-01"))
    #expect(try entry(id, in: before).contains("| 2021-03-24 | today |"))
    let server = try page(
      "facts", "platform: {product: ghes, host: github.acme.example}\nrepositories: {web: {}}")
    #expect(try entry(id, in: server).contains("**Not known** on"))
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
    #expect(entry.contains(#"`acme` knows better: it holds, because it \*worked\* (`boris`, 2026-11-10)."#))
    #expect(entry.contains("**Holds** on"))
  }

  @Test func theContradictionIsToldWithItsDates() throws {
    let page = try page("index")
    for day in ["2020-09", "2021-03-24", "2022-10-18", "2025-03-18", "2026-10-02"] {
      #expect(page.contains("| \(day) |"))
    }
    #expect(page.contains("**Never use a classic PAT.**") && page.contains("takes **only a classic PAT**"))
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
    #expect(page.contains("On 2020-12-01 the container registry does not take `GITHUB_TOKEN` here"))
  }
}
