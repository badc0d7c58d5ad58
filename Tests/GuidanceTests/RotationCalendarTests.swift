import Guidance
import OrganizationModel
import Testing

/// What has a day, which, and how it stands.
@Suite struct RotationCalendarTests {
  /// `rotation pull due 2026-12-14 2026-12-14 2026-12-28`: the window's days, or what is missing.
  private func lines(_ calendar: RotationCalendar) -> [String] {
    calendar.events.map { event in
      switch event.timing {
      case .on(let window):
        "\(event.id) \(calendar.standing(of: event)) \(window.opens) \(window.day) \(window.closes)"
      case .unknown(let missing): "\(event.id) unknown \(missing.joined(separator: " "))"
      }
    }
  }

  private func calendar(_ text: String, on day: String = "2026-11-22") throws -> RotationCalendar {
    RotationCalendar(try decided("tokenbook: 1\norganization: acme\nas_of: \(day)\n" + text))
  }

  /// Only what is about the thing.
  private func lines(_ text: String, on day: String = "2026-11-22", about subject: String) throws -> [String]
  {
    lines(try calendar(text, on: day)).filter { $0.contains(" \(subject) ") }
  }

  // MARK: What is kept

  private static let token = """
    people: {ada: {role: owner}, boris: {role: member}}
    machine_users: {acme-pull: {role: member, custodians: [ada, boris]}}
    repositories: {web: {visibility: private}}
    packages: {web: {registry: container, repository: web, visibility: private, access: {acme-pull: read}}}
    consumers: {prod: {kind: kubernetes, needs: [pull package web], stores_in: vault}}
    credentials:
      PULL: {kind: classic_pat, holder: acme-pull, scopes: [read:packages], created: 2026-10-05, expires: 2026-12-28,
        stored_in: [{outside: vault}], used_by: [prod]}
    """

  /// A token of 90 days is rotated in its last fourteen; its end is due on the day only.
  @Test(arguments: [
    ("2026-12-13", "later", "later"), ("2026-12-14", "due", "later"), ("2026-12-27", "due", "later"),
  ])
  func aTokenIsRotatedWhileOldAndNewLive(_ day: String, _ rotation: String, _ expiry: String) throws {
    #expect(
      try lines(Self.token, on: day, about: "pull") == [
        "rotation pull \(rotation) 2026-12-14 2026-12-14 2026-12-28",
        "expiry pull \(expiry) 2026-12-28 2026-12-28 2026-12-28",
      ])
  }

  /// From its last day on it is no longer what is planned, and something new is to be minted.
  @Test(arguments: [("2026-12-28", "due"), ("2026-12-29", "overdue")])
  func aTokenThatEndedIsNoLongerRotated(_ day: String, _ standing: String) throws {
    #expect(
      try lines(Self.token, on: day, about: "pull") == [
        "expiry pull \(standing) 2026-11-28 2026-12-28 2026-12-28"
      ])
    #expect(try calendar(Self.token, on: day).events(.unknown).contains { $0.event.kind == .mint })
  }

  private static func key(_ policy: String, _ credential: String) -> String {
    """
    policy: {deploy_keys: allowed\(policy)}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
      shared: {visibility: private}
    credentials:
      KEY: {kind: deploy_key, repository: shared, read_only: true, used_by: [web/ci], \(credential)
        stored_in: [{repository_secret: KEY, repository: web}]}
    """
  }

  /// A key is rotated by the day that policy sets, two weeks for old and new before it.
  @Test(arguments: [
    ("2026-12-17", "later"), ("2026-12-18", "due"), ("2027-01-01", "due"), ("2027-01-02", "overdue"),
  ])
  func aKeyIsRotatedByPolicy(_ day: String, _ standing: String) throws {
    let text = Self.key(", rotate_every: {deploy_key: 365d}", "created: 2026-01-01,")
    #expect(
      try lines(text, on: day, about: "key") == ["rotation key \(standing) 2026-12-18 2027-01-01 2027-01-01"])
  }

  @Test(arguments: [
    ("", "created: 2026-01-01,", "policy.rotate_every.deploy_key"),
    (", rotate_every: {deploy_key: 365d}", "", "credentials.KEY.created"),
  ])
  func whatIsMissingHasAKeyPath(_ policy: String, _ credential: String, _ missing: String) throws {
    let text = Self.key(policy, credential)
    #expect(try lines(text, about: "key") == ["rotation key unknown \(missing)"])
  }

  // MARK: What goes

  /// Policy's day, unless it ends before by itself.
  @Test(arguments: [
    ("created: 2026-09-01, expires: never", ["rotation old due 2026-10-31 2026-11-30 2026-11-30"]),
    ("created: 2026-01-01, expires: never", ["rotation old overdue 2026-03-02 2026-04-01 2026-04-01"]),
    ("created: 2026-11-01, expires: 2026-12-01", ["expiry old due 2026-11-01 2026-12-01 2026-12-01"]),
    (
      "created: 2026-11-01, expires: 2027-11-01",
      [
        "rotation old later 2026-12-31 2027-01-30 2027-01-30",
        "expiry old later 2027-10-02 2027-11-01 2027-11-01",
      ]
    ), ("expires: 2026-11-22", ["expiry old due 2026-10-23 2026-11-22 2026-11-22"]),
    ("expires: 2026-11-21", ["expiry old overdue 2026-10-22 2026-11-21 2026-11-21"]),
    ("expires: never", ["rotation old unknown credentials.OLD.created"]),
    (
      "created: 2026-11-01",
      [
        "rotation old later 2026-12-31 2027-01-30 2027-01-30", "expiry old unknown credentials.OLD.expires",
      ]
    ), ("note: x", ["expiry old unknown credentials.OLD.expires credentials.OLD.created"]),
  ])
  func aTokenThatGoesHasPolicysDay(_ dates: String, _ expected: [String]) throws {
    let text = "people: {ada: {role: owner}}\ncredentials: {OLD: {kind: classic_pat, holder: ada, \(dates)}}"
    #expect(try lines(text, about: "old") == expected)
  }

  /// Whatever it is: a credential has a day, or a key path that would give it one; save what never ends and nothing
  /// bounds.
  @Test(arguments: ExistingCredentialKind.allCases, [true, false])
  func noCredentialIsForgotten(_ kind: ExistingCredentialKind, _ hasIntervals: Bool) throws {
    let intervals = hasIntervals ? "policy: {rotate_every: {deploy_key: 365d, app_key: 365d}}\n" : ""
    for created in ["", ", created: 2026-03-01"] {
      for expires in ["", ", expires: never", ", expires: 2026-12-01", ", expires: 2026-01-01"] {
        let text = intervals + "credentials: {X: {kind: \(kind.rawValue)\(created)\(expires)}}"
        let calendar = try calendar(text)
        let events = calendar.events.filter { $0.event.credential == "X" }
        let isBoundless = (kind == .oauthToken || kind == .other) && expires.contains("never")
        #expect(events.isEmpty == isBoundless, "\(text)")
        for event in events {
          if case .unknown(let missing) = event.timing { #expect(!missing.isEmpty, "\(text)") }
          if let window = event.window { #expect(window.opens <= window.closes, "\(text)") }
        }
        #expect(Set(calendar.events.map(\.id)).count == calendar.events.count)
      }
    }
  }

  // MARK: People, policy, decisions, facts

  @Test func aPersonTakesCredentialsAlongAndLeavesAccountsBehind() throws {
    let calendar = try calendar(
      """
      people: {ada: {role: owner}, cleo: {role: member, leaves_on: 2026-12-31}}
      machine_users: {acme-pull: {role: member, custodians: [ada, cleo]}}
      credentials: {A: {kind: ssh_key, holder: cleo}, B: {kind: classic_pat, holder: ada}}
      """)
    let event = try #require(calendar.events.first { $0.event == .departure("cleo") })
    #expect(event.credentials == ["A"])
    #expect(event.accounts == ["acme-pull"])
    #expect(lines(calendar).contains("departure cleo later 2026-12-01 2026-12-31 2026-12-31"))
  }

  /// The last day on which it is not too late is the one before the ban.
  @Test(arguments: [
    ("2026-11-30", "later"), ("2026-12-01", "due"), ("2026-12-31", "due"), ("2027-01-01", "overdue"),
  ])
  func aBanIsDueBeforeItComes(_ day: String, _ standing: String) throws {
    let text = """
      policy: {classic_pats: {forbidden_from: 2027-01-01}}
      credentials: {OLD: {kind: classic_pat}}
      """
    #expect(
      try lines(text, on: day, about: "acme") == [
        "classic-pat-ban acme \(standing) 2026-12-01 2027-01-01 2026-12-31"
      ])
  }

  @Test func aBanThatCameAndFindsNothingIsNoEvent() throws {
    let text = "policy: {classic_pats: {forbidden_from: 2026-01-01}}\nrepositories: {web: {}}"
    #expect(try lines(text, about: "acme").isEmpty)
  }

  @Test func aBanElsewhereNamesOnlyWhatReachesThere() throws {
    let calendar = try calendar(
      """
      outside: {globex: {classic_pats: {forbidden_from: 2027-01-01}, repositories: {tools: {visibility: private}}}}
      repositories: {web: {visibility: private, workflows: {ci: {needs: [clone repository globex/tools]}}}}
      credentials:
        THERE: {kind: classic_pat, used_by: [web/ci]}
        HERE: {kind: classic_pat}
      """)
    let event = try #require(calendar.events.first { $0.event == .classicPATBan(in: "globex") })
    #expect(event.credentials == ["THERE"])
  }

  private static func exception(_ entry: String) -> String {
    """
    people: {ada: {role: owner}}
    policy: {deploy_keys: allowed}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
      shared: {visibility: private}
    decisions: {web/ci#clone-repository-shared: {\(entry)}}
    """
  }

  @Test(arguments: [
    ("choose: fine_grained_pat, because: x, by: ada, until: 2027-03-31", ["exception-end", "later"]),
    ("choose: fine_grained_pat, because: x, by: ada, until: 2026-11-22", ["exception-end", "due"]),
    ("choose: fine_grained_pat, because: x, by: ada, until: 2026-11-21", ["exception-end", "overdue"]),
    ("choose: deploy_key, because: x, by: ada, until: 2026-11-21", []),
    ("choose: deploy_key, because: x, by: ada, until: 2027-03-31", []),
    ("choose: deploy_key, by: ada, accepted: 2026-11-01", []),
    ("choose: classic_pat, by: ada, accepted: 2026-11-01", ["review", "due"]),
  ])
  func exceptionsEndAndStaleAcceptancesAreDue(_ entry: String, _ expected: [String]) throws {
    let found = try lines(Self.exception(entry), about: "web/ci#clone-repository-shared")
    #expect(
      found.flatMap { $0.split(separator: " ").prefix(3) }.map(String.init).filter { !$0.contains("#") }
        == expected)
  }

  @Test(arguments: [
    ("because: y, checked: 2025-11-22", "due 2026-10-23 2026-11-22 2026-11-22"),
    ("because: y, checked: 2025-11-21", "overdue 2026-10-22 2026-11-21 2026-11-21"),
    ("because: y", "unknown facts.deploy-keys-change-workflow-files.checked"),
  ])
  func aFactIsCheckedEveryYear(_ entry: String, _ expected: String) throws {
    let text = "facts: {deploy-keys-change-workflow-files: {holds: true, \(entry)}}"
    let found = try lines(text, about: "deploy-keys-change-workflow-files")
    #expect(found == ["fact-check deploy-keys-change-workflow-files \(expected)"])
    let decisions = try decided("tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n" + text)
    #expect(decisions.findings.contains { $0.id == "stale-fact" } == expected.hasPrefix("overdue"))
  }

  @Test func shippedFactsAreOneEvent() throws {
    #expect(lines(try calendar("repositories: {web: {}}")).count { $0.hasPrefix("shipped-facts") } == 1)
  }

  @Test func theSoonestDayComesFirst() throws {
    let days = try calendar(Self.token).events.compactMap(\.window?.day)
    #expect(days == days.sorted() && days.count > 2)
  }
}
