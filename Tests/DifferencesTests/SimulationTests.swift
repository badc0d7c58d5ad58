import Exposure
import Foundation
import Guidance
import OrganizationModel
import SourceText
import Testing

@testable import Differences

/// What follows from one event, on an organization of made-up names.
@Suite struct SimulationTests {
  private static let organization = """
    tokenbook: 1
    organization: harbour
    as_of: 2026-11-01
    platform: {plan: team}
    policy: {base_permission: none, deploy_keys: allowed}
    people:
      ida: {role: owner}
      jon: {role: member, leaves_on: 2026-12-15}
      kai: {role: member}
    teams:
      crane: {members: [jon]}
      pier: {members: [ida, kai]}
    machine_users:
      harbour-bot: {role: member, custodians: [jon]}
    apps:
      harbour-app: {repositories: [tide], permissions: {contents: read}, key: APP_KEY}
    repositories:
      dock:
        visibility: private
        responsible: crane
        teams: {crane: write}
        environments: {live: {reviewers: [jon]}}
        workflows: {load: {needs: [clone repository tide, push repository dock]}}
      tide:
        visibility: private
        teams: {pier: write}
        workflows: {ebb: {needs: [{other: sends the forecast, with: MAST_TOKEN}]}}
    packages:
      buoy: {registry: container, visibility: private, access: {harbour-bot: write}}
    consumers:
      lighthouse: {kind: kubernetes, responsible: jon, needs: [pull package buoy]}
    credentials:
      DOCK_TOKEN:
        kind: classic_pat
        holder: jon
        scopes: [repo]
        expires: 2027-01-10
        stored_in: [{repository_secret: DOCK_TOKEN, repository: tide}]
        used_by: [dock/load]
      BUOY_TOKEN:
        kind: classic_pat
        holder: harbour-bot
        scopes: [read:packages, write:packages]
        expires: 2026-11-20
        stored_in: [{repository_secret: BUOY_TOKEN, repository: dock}]
        used_by: [lighthouse]
      MAST_TOKEN:
        kind: unknown
        stored_in: [{repository_secret: MAST_TOKEN, repository: dock}]
        used_by: [tide/ebb]
      APP_KEY: {kind: app_key, holder: harbour-app, stored_in: [], used_by: []}
      TIDE_KEY:
        kind: deploy_key
        repository: tide
        read_only: false
        expires: never
        stored_in: [{environment_secret: TIDE_KEY, repository: dock, environment: live}]
        used_by: [dock/load]
    """

  private static func index(_ changes: [(String, String)] = []) throws -> DecisionIndex {
    try DecisionIndex(deciding: changes.reduce(organization) { $0.replacing($1.0, with: $1.1) })
  }

  private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  // MARK: Leave

  @Test func whatAPersonHoldsStopsOnTheirLastDay() throws {
    let simulation = Simulation.departure(of: "jon", try Self.index())
    let stop = try #require(simulation.stops.first)
    #expect(stop.automation == .workflow(repository: "dock", workflow: "load"))
    #expect(stop.day.description == "2026-12-15" && stop.credential == "DOCK_TOKEN")
    // The deploy key could clone `tide`, but not push to `dock`.
    #expect(stop.isCertain && stop.isWriting)
    #expect(
      simulation.depends.contains("Nobody else can sign in as `harbour-bot`.")
        && simulation.depends.contains("The team `crane` has no other person.")
        && simulation.depends.contains("Nobody else can approve the environment `live` of `dock`."),
      "\(simulation.depends)")
    let depends = simulation.depends.joined()
    #expect(depends.contains("Nobody else is responsible for") && depends.contains("`lighthouse`"))
    #expect(!simulation.isEmpty)
  }

  /// Another credential that could do all of it makes the stop uncertain, unless that one is lost as well.
  @Test func anotherCredentialIsAWayOut() throws {
    let only = ("[clone repository tide, push repository dock]", "[clone repository tide]")
    let simulation = Simulation.departure(of: "jon", try Self.index([only]))
    #expect(simulation.stops.first?.doubts == ["it may use `TIDE_KEY` instead"], "\(simulation.stops)")
    let before = try Self.index([only])
    let setting = try #require(PolicySetting.read("deploy_keys=forbidden").setting)
    let after = DecisionIndex(
      Guide(setting.applied(to: before.organization), day: before.decisions.day).decide())
    let policy = Simulation.policy(setting, from: before, to: after)
    #expect(policy.stops.map(\.credential) == ["TIDE_KEY"])
    #expect(policy.stops.first?.doubts == ["it may use `DOCK_TOKEN` instead"])
  }

  @Test func stepsOfADepartureEndWithTheSecretsTheyKnow() throws {
    let simulation = Simulation.departure(of: "jon", try Self.index())
    let texts = simulation.steps.map(\.text)
    let custodian = try #require(texts.firstIndex(of: "Name another custodian of `harbour-bot`."))
    let removal = try #require(texts.firstIndex(of: "Remove `jon` from `harbour`."))
    #expect(custodian < removal)
    #expect(texts.last?.hasPrefix("Rotate the") == true, "\(texts)")
    #expect(simulation.steps.allSatisfy { !$0.who.contains("jon") }, "\(simulation.steps)")
    #expect(simulation.steps[removal].page == .offBoard("jon"))
    // What nobody has made yet is known to nobody.
    #expect(!simulation.known.contains { !$0.rank.isMade })
    #expect(simulation.known.map(\.rank.name).contains("BUOY_TOKEN"))
  }

  @Test func theOnlyOwnerLeavesAppsBehind() throws {
    let simulation = Simulation.departure(of: "ida", try Self.index())
    #expect(
      simulation.depends.contains(
        "No other person owns `harbour`. Only an owner can renew the keys of `harbour-app`."),
      "\(simulation.depends)")
    #expect(simulation.steps.first?.text == "Name a second owner of `harbour`.")
    // Nothing of theirs is known to stop, and nothing unnamed is said to go on.
    #expect(simulation.isEmpty)
    #expect(simulation.unknown.contains("Tokens and keys of `ida` that nobody described."))
  }

  @Test func aMachineUserLeaves() throws {
    let simulation = Simulation.departure(of: "harbour-bot", try Self.index())
    #expect(simulation.stops.map(\.automation) == [.consumer("lighthouse")])
    #expect(simulation.known.isEmpty)
    #expect(simulation.steps.contains { $0.page == .offBoardMachineUser("harbour-bot") })
    // Whatever takes its place, the account that leaves can't hold it.
    #expect(!simulation.steps.contains { $0.text.hasPrefix("Create `BUOY_TOKEN`") }, "\(simulation.steps)")
  }

  // MARK: Leak

  @Test func aLeakReachesOtherSecretsThroughRepositories() throws {
    let simulation = try #require(Simulation.leak(of: "DOCK_TOKEN", try Self.index()))
    let trail = try #require(simulation.trail)
    #expect(trail.first.account == "jon" && trail.first.everywhere == nil)
    #expect(trail.first.repositories.map(\.thing.description) == ["dock"])
    #expect(trail.first.changesWorkflows == false)
    let secrets = trail.stages.map { "\($0.secret.origin)" }
    #expect(trail.stages.count == 3, "\(secrets)")
    // A reviewer guards the environment; nobody guards the repository's own secrets.
    let guarded = trail.stages.filter(\.secret.needsApproval).map(\.secret.origin)
    #expect(guarded == [.existing("TIDE_KEY")] || guarded.count == 1, "\(guarded)")
    #expect(trail.packages == ["buoy"] && !trail.isEverywhere)
    #expect(trail.repositories.map(\.description) == ["dock", "tide"])
    #expect(simulation.readers == ["ida", "kai"])
    #expect(trail.first.unknown.contains { $0.contains("can only read") })
  }

  @Test func stepsOfALeakBeginWithTheRevocation() throws {
    let simulation = try #require(Simulation.leak(of: "DOCK_TOKEN", try Self.index()))
    #expect(simulation.steps.first?.page == .revoke(.existing("DOCK_TOKEN")))
    #expect(simulation.steps.first?.text == "Revoke `DOCK_TOKEN`, and check that GitHub refuses it.")
    #expect(simulation.steps.contains { $0.text.hasPrefix("Treat `BUOY_TOKEN` as leaked too") })
  }

  /// What nobody knows is neither ended for certain nor said to be harmless.
  @Test func aCredentialOfUnknownKindStaysUnknown() throws {
    let simulation = try #require(Simulation.leak(of: "MAST_TOKEN", try Self.index()))
    #expect(simulation.steps.first?.text == "Find out who issued `MAST_TOKEN`, and revoke it there.")
    let trail = try #require(simulation.trail)
    #expect(trail.first.isEmpty && trail.first.unknown == ["the things that it opens"])
    let text = SimulationRenderer(simulation, try Self.index()) { _ in nil }.text(TextStyle(hasColor: false))
    #expect(text.contains("Not known\n  Its reach: the things that it opens."), "\(text)")
    #expect(simulation.stops.first?.uses == ["sends the forecast"])
    #expect(Simulation.leak(of: "NONE", try Self.index()) == nil)
  }

  @Test func rightsThatNobodyDescribedAreUnknown() throws {
    let index = try Self.index([("    scopes: [repo]\n", ""), ("    read_only: false\n", "")])
    let token = try #require(BlastRadius(of: .existing("DOCK_TOKEN"), index))
    #expect(token.isEmpty && token.unknown == ["its scopes"] && token.changesWorkflows == nil)
    let key = try #require(BlastRadius(of: .existing("TIDE_KEY"), index))
    #expect(key.repositories.map(\.canWrite) == [false])
    #expect(key.unknown == ["whether it can push to `tide`"])
  }

  @Test func anOwnersTokenReachesEveryRepository() throws {
    let index = try Self.index([("    holder: jon\n", "    holder: ida\n")])
    let radius = try #require(BlastRadius(of: .existing("DOCK_TOKEN"), index))
    #expect(radius.everywhere == true && radius.repositories.isEmpty)
    #expect(radius.secrets.allSatisfy { $0.repository == nil })
    #expect(radius.secrets.contains { $0.origin == .existing("MAST_TOKEN") })
  }

  // MARK: Expire, policy, on

  @Test func anExpiryStopsWhatUsesIt() throws {
    let index = try Self.index()
    let described = try #require(Simulation.expiry(of: "BUOY_TOKEN", on: nil, index))
    #expect(described.stops.map(\.day.description) == ["2026-11-20"])
    let later = try #require(Simulation.expiry(of: "BUOY_TOKEN", on: try Self.day("2027-05-01"), index))
    #expect(later.depends == ["`BUOY_TOKEN` expires on 2026-11-20 already."])
    let key = try #require(Simulation.expiry(of: "TIDE_KEY", on: nil, index))
    #expect(key.depends == ["The description says that `TIDE_KEY` never expires."])
    let unused = try #require(Simulation.expiry(of: "APP_KEY", on: nil, index))
    #expect(unused.isEmpty)
  }

  @Test func timeStopsThingsInTheOrderOfTheirDays() throws {
    let before = try Self.index()
    let end = try Self.day("2027-02-01")
    let after = DecisionIndex(Guide(before.organization, day: end).decide())
    let simulation = Simulation.passing(from: before, to: after)
    #expect(simulation.stops.map(\.day.description) == ["2026-11-20", "2026-12-15"])
    #expect(simulation.depends == ["`jon` leaves on 2026-12-15."])
    #expect(simulation.difference?.credentials.isEmpty == false)
    #expect(Simulation.passing(from: before, to: before).isEmpty)
  }

  @Test func aComingBanStopsClassicTokensFromThenOn() throws {
    let before = try Self.index()
    let setting = try #require(PolicySetting.read("policy.classic_pats={forbidden_from: 2026-11-10}").setting)
    let after = DecisionIndex(
      Guide(setting.applied(to: before.organization), day: before.decisions.day).decide())
    let simulation = Simulation.policy(setting, from: before, to: after)
    #expect(Set(simulation.stops.map(\.day.description)) == ["2026-11-10"])
    #expect(Set(simulation.stops.map(\.credential)) == ["DOCK_TOKEN", "BUOY_TOKEN"])
  }

  @Test(arguments: [
    "deploy_keys", "=forbidden", "deploy_keys=", "deploy_kys=allowed", "deploy_keys=perhaps", "deploy_keys={",
    "deploy_keys=forbidden\nbase_permission: write", "maximum_lifetime.classic_pat=soon",
    "maximum_lifetime=90d",
  ])
  func aPolicyThatThereIsNotIsRefused(_ text: String) {
    let reading = PolicySetting.read(text)
    #expect(reading.setting == nil && reading.diagnostics.hasErrors)
  }

  /// Every key of a policy that the reader knows can be tried.
  @Test func everyKeyCanBeTried() throws {
    let values = [
      "profile": "github-docs", "classic_pats": "forbidden", "fine_grained_pats": "forbidden",
      "deploy_keys": "forbidden", "apps": "preferred", "machine_users.isolation": "one",
      "maximum_lifetime.classic_pat": "30d", "maximum_lifetime.fine_grained_pat": "30d",
      "enforced_lifetime.classic_pat": "30d", "enforced_lifetime.fine_grained_pat": "30d",
      "rotate_every.deploy_key": "30d", "rotate_every.app_key": "30d",
      "default_workflow_permissions": "write",
      "base_permission": "admin", "actions_can_create_pull_requests": "true",
    ]
    #expect(Set(values.keys) == Set(PolicySetting.keys))
    let plain = Organization(name: "harbour")
    for (key, value) in values {
      let setting = try #require(PolicySetting.read("\(key)=\(value)").setting, "\(key)")
      #expect("\(setting.applied(to: plain).policy)" != "\(plain.policy)", "\(key)")
    }
  }

  // MARK: Forms

  @Test func theFormsSayTheSame() throws {
    let index = try Self.index()
    let simulation = Simulation.departure(of: "jon", index)
    let renderer = SimulationRenderer(simulation, index) { _ in "runbooks/off-board-jon.html" }
    let text = renderer.text(TextStyle(hasColor: false))
    #expect(text.hasPrefix("If `jon` leaves `harbour`: 1 automation stops"), "\(text)")
    #expect(text.contains("  1. ") && text.contains("Page: `runbooks/off-board-jon.html`"))
    #expect(
      text
        == SimulationRenderer(simulation, index) { _ in "runbooks/off-board-jon.html" }.text(
          TextStyle(hasColor: false)))
    #expect(renderer.markdown.contains("- [ ] Remove `jon` from `harbour`."), "\(renderer.markdown)")
    let json = try #require(JSONReader.value(renderer.json)?.object)
    #expect(json["schema"]?.text == "tokenbook.simulation/1")
    #expect(json["stops"]?.list?.count == simulation.stops.count)
  }

  @Test func whatPeopleWroteIsText() throws {
    let index = try Self.index([("sends the forecast", "'`x` *bold* <b>'")])
    let simulation = try #require(Simulation.leak(of: "MAST_TOKEN", index))
    let markdown = SimulationRenderer(simulation, index) { _ in nil }.markdown
    #expect(markdown.contains(#"“\`x\` \*bold\* \<b>”"#), "\(markdown)")
  }
}
