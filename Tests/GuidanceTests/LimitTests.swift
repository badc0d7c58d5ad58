import Guidance
import OrganizationModel
import SourceText
import Testing

/// Plans are held to GitHub's numbers.
@Suite("Limits")
struct LimitTests {
  private func limits(_ description: String) throws -> [Diagnostic] {
    try decided("tokenbook: 1\norganization: acme\nas_of: 2026-11-22\nplatform: {plan: team}\n" + description)
      .findings.filter(\.isOverLimit)
  }

  private func siblings(_ count: Int, _ more: String = "") -> String {
    let names = (1...count).map { "lib-\($0)" }
    let needs = names.map { "clone repository \($0)" }.joined(separator: ", ")
    let repositories = names.map { "\($0): {visibility: private}" }.joined(separator: ", ")
    return "policy: {deploy_keys: allowed}\n\(more)"
      + "repositories: {api: {visibility: private, workflows: {ci: {needs: [\(needs)]}}}, \(repositories)}"
  }

  @Test func aRepositoryHoldsAHundredSecrets() throws {
    #expect(try limits(siblings(100)).isEmpty)
    let found = try limits(siblings(120))
    #expect(found.map(\.id) == ["over-limit-secrets-of-repository"])
    #expect(found.first?.message == "the repository `api` would have 120 secrets, but GitHub allows 100")
    #expect(found.first?.help?.contains("one GitHub App that has `contents`") == true)
  }

  /// What is there today stays until the new ones are verified.
  @Test func whatIsStoredTodayCountsToo() throws {
    let old = "credentials: {OLD: {kind: unknown, stored_in: [{repository_secret: OLD, repository: api}]}}\n"
    #expect(try limits(siblings(100, old)).map(\.id) == ["over-limit-secrets-of-repository"])
  }

  @Test func anAccountHasFiftyFineGrainedPATs() throws {
    func consumers(_ count: Int) -> String {
      let all = (1...count).map { "c\($0): {kind: jenkins, needs: [dispatch repository web]}" }
      return "machine_users: {acme-bot: {role: member}}\nrepositories: {web: {visibility: private}}\n"
        + "consumers: {\(all.joined(separator: ", "))}"
    }
    #expect(try limits(consumers(50)).isEmpty)
    let found = try limits(consumers(60))
    #expect(found.map(\.message) == ["`acme-bot` would have 60 fine-grained PATs, but GitHub allows 50"])
  }

  @Test func anAppHasTwentyFiveKeys() throws {
    let all = (1...26).map { "c\($0): {kind: jenkins, needs: [dispatch repository web]}" }
    let found = try limits(
      """
      apps: {acme-app: {repositories: all, permissions: {actions: write}}}
      repositories: {web: {visibility: private}}
      consumers: {\(all.joined(separator: ", "))}
      """)
    #expect(found.map(\.message) == ["the App `acme-app` would have 26 private keys, but GitHub allows 25"])
  }

  /// The hundred and first by name reaches no workflow, without a word.
  @Test func aWorkflowSeesTheFirstHundredOfTheOrganization() throws {
    func stored(_ count: Int) -> String {
      let all = (1...count).map { number in
        "S\(1000 + number): {kind: unknown, stored_in: [{organization_secret: S\(1000 + number), visibility: all}]}"
      }
      return "repositories: {web: {visibility: public}}\ncredentials: {\(all.joined(separator: ", "))}"
    }
    #expect(try limits(stored(100)).isEmpty)
    let found = try limits(stored(101))
    #expect(found.map(\.id) == ["over-limit-organization-secrets-of-workflow"])
    #expect(found.first?.help?.contains("`S1101`") == true)
    #expect(try limits(stored(1001)).map(\.id).contains("over-limit-secrets-of-organization"))
  }

  @Test func everyLimitIsOneThingAndHasASource() {
    #expect(Limit.all.map(\.thing) == Limit.Thing.allCases)
    for limit in Limit.all { #expect(limit.most > 0 && limit.source.url.hasPrefix("https://")) }
  }

  /// No token outlives the exception that permits it.
  @Test func aTokenEndsWithItsException() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {classic_pats: forbidden}
      people: {ada: {role: owner}}
      repositories: {api: {visibility: private}}
      packages: {image: {registry: container, repository: api, visibility: private}}
      consumers: {prod: {kind: kubernetes, needs: [pull package image]}}
      decisions:
        prod#pull-package-image: {choose: classic_pat, because: migration, by: ada, until: 2026-12-31}
      """)
    #expect(decisions.credentials.map(\.expiresInDays) == [39])
  }
}
