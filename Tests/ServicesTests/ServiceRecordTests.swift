import OrganizationModel
import SourceText
import Testing
@testable import Services

/// What a record of a service is, and where a wrong one is wrong.
@Suite struct ServiceRecordTests {
  /// A whole record, of a service that there isn't.
  static let text = """
    service: parcels
    title: the parcel office
    home: https://parcels.example
    checked: 2026-11-30
    asks:
      plan: {is: choice, choices: [small, large], ask: "Which plan is it on?"}
      desk: {is: text}
    needs:
      upload parcel: {target: a parcel, asks: {exists: {is: boolean, default: true}}}
      call desk: {target: a desk}
    recognition:
      hosts: [parcels.example]
      actions:
        carrier/send: {secrets: [key], identifiers: [desk], need: upload parcel}
    facts:
      parcels-takes-job-identity:
        holds: [{from: 2026-01-01, until: 2027-01-01, confidence: reported}]
        says: It takes the identity of a job.
        otherwise: It takes no identity of a job.
        sources: [https://parcels.example/docs]
    options:
      - id: identity
        class: job_identity
        title: the job's identity
        serves: [upload parcel]
        struck:
          - {unless: fact parcels-takes-job-identity}
          - {when: [consumer is outside actions, plan is small], because: small plans want a job}
        make_sure:
          - {when: target is new, text: "the desk {desk} knows {target}"}
        stored: nothing
      - id: robot
        class: service_account
        title: the key of a robot
        serves: [upload parcel, call desk]
        token: {expires: {at_most: 90d, for: upload parcel}}
        stored: {secret: PARCEL_KEY}
      - id: own
        class: personal
        title: a key of a person
        serves: [upload parcel, call desk]
    steps:
      identity:
        setup: [{who: repository, edit: "{workflow_path}"}]
        verify:
          positive: {run: "parcels show {target}", expect: the parcel}
          negative: {run: parcels show OTHER, expect: refused}
        rotate: none
        revoke: none
        last_use: none
      robot:
        setup: [{who: holder, where: Settings, enter: {Name: "{secret}"}}]
        verify:
          positive: {run: "parcels show {target}", expect: the parcel}
          negative: {run: parcels show OTHER, expect: refused}
        rotate: {overlap: true}
        revoke: [{who: holder, where: Settings, effect: at once}]
        last_use: Settings
      own: {like: robot}
    examples:
      - {need: upload parcel, gives: identity}
      - {need: call desk, gives: robot}
      - {need: upload parcel, consumer: jenkins, plan: small, gives: robot}
    """

  private static func read(_ text: String, named name: String = "parcels") -> (
    record: ServiceRecord?, problems: [String]
  ) {
    var files = SourceFiles()
    let id = files.add(SourceFile(path: "\(name).yaml", bytes: Array(text.utf8)))
    let read = ServiceFile(files[id], as: id, named: name)
    let problems = (read.diagnostics + read.problems(knowing: [:])).map { problem in
      guard let range = problem.range else { return problem.id }
      let place = files[id].place(at: Int(range.start))
      return "\(problem.id)@\(place.line):\(place.column)"
    }
    return (read.record, problems)
  }

  @Test func aRecordIsReadWhole() throws {
    let read = Self.read(Self.text)
    #expect(read.problems == [])
    let record = try #require(read.record)
    #expect(record.recheckAfter.count == 90)
    #expect(record.needs.map(\.name) == ["upload parcel", "call desk"])
    #expect(record.needs.map(\.asksWhetherItExists) == [true, false])
    #expect(record.options.map(\.rung) == [.jobIdentity, .serviceAccount, .personal])
    let strikes = try #require(record.option("identity")).strikes
    #expect(strikes.map(\.because) == ["It takes no identity of a job", "small plans want a job"])
    #expect(strikes.map(\.id) == ["parcels-identity-1", "parcels-identity-2"])
    #expect(strikes[1].condition.words == "consumer is outside actions, and plan is small")
    #expect(record.option("own")?.steps.revoke.count == 1)
    #expect(record.option("robot")?.steps.rotation?.overlaps == true)
    let fact = try #require(record.facts.first)
    #expect(
      ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map { holds(fact, $0) } == [
        false, true, true, false,
      ])
  }

  private func holds(_ fact: ServiceFact, _ day: String) -> Bool? { day.asDay.map { fact.holds(on: $0) } }

  /// Each change of the record, and the one problem that it makes.
  @Test(arguments: [
    ("service: parcels", "service: parcel", "bad-name@1:10"),
    ("checked: 2026-11-30\n", "", "missing-key@1:1"),
    ("checked: 2026-11-30", "checked: 2026-13-30", "no-such-day@4:10"),
    ("plan is small", "plan is tiny", "unknown-condition@28:46"),
    ("plan is small", "plans is small", "unknown-condition@28:46"),
    ("consumer is outside actions", "consumer is outside action", "unknown-condition@28:17"),
    ("fact parcels-takes-job-identity", "fact parcels-take-job-identity", "unknown-condition@27:18"),
    ("{unless: fact parcels-takes-job-identity}", "{when: runner is own}", "missing-key@27:9"),
    ("{unless: fact parcels-takes-job-identity}", "{because: no}", "missing-key@27:9"),
    ("sources: [https://parcels.example/docs]", "sources: []", "missing-source@16:3"),
    ("        otherwise: It takes no identity of a job.\n", "", "missing-key@16:3"),
    ("says: It takes the identity of a job.", "says: yes", "bad-text@18:11"),
    ("confidence: reported", "note: no", "missing-key@17:13"),
    ("until: 2027-01-01", "until: 2025-01-01", "bad-period@16:3"),
    ("knows {target}", "knows {targets}", "unknown-placeholder@30:60"),
    (
      "parcels show {target}\", expect: the parcel}\n          negative: {run: parcels show OTHER, expect: refused}\n        rotate: none",
      "parcels show {target}\", expect: the parcel}\n        rotate: none", "missing-key@46:7"
    ),
    (
      "positive: {run: \"parcels show {target}\", expect: the parcel}\n          negative: {run: parcels show OTHER, expect: refused}\n        rotate: none",
      "positive: {run: \"parcels show {target}\", expect: the parcel}\n          negative: {run: parcels show OTHER}\n        rotate: none",
      "missing-key@47:17"
    ),
    ("revoke: [{who: holder, where: Settings, effect: at once}]", "revoke: none", "missing-key@57:13"),
    ("edit: \"{workflow_path}\"", "note: nothing", "missing-key@44:13"),
    ("{who: repository, edit", "{edit", "missing-key@44:13"),
    (
      "- {need: call desk, gives: robot}\n      - {need: upload parcel, consumer: jenkins, plan: small, gives: robot}",
      "- {need: call desk, gives: open}", "missing-example@32:9"
    ),
    ("consumer: jenkins", "consumer: jenkin", "unknown-value@63:37"),
    ("consumer: jenkins", "consumers: jenkins", "unknown-key@63:27"),
    (
      "because: small plans want a job", "because: small plans want a job, instead: grow, gives: robt",
      "unknown-option@28:117"
    ),
    ("where: Settings, enter", "where: … → Settings, enter", "relative-place@52:34"),
    ("gives: identity", "gives: identify", "unknown-option@61:34"),
    ("- {need: call desk, gives: robot}", "- {gives: robot}", "missing-key@62:5"),
    ("upload parcel: {", "uploads parcel: {", "unknown-verb@9:3"),
    ("class: service_account", "class: personal", "duplicate-key@38:9"),
    ("stored: {secret: PARCEL_KEY}", "stored: nothing", "missing-key@32:9"),
    ("stored: nothing", "stored: {secret: KEY}", "unknown-value@31:13"),
    ("desk: {is: text}", "desk: {is: text}\n      size: {is: text}", "unused-question@8:3"),
    ("desk: {is: text}", "target: {is: text}", "bad-name@7:3"),
    ("own: {like: robot}", "own: {like: robots}", "unknown-option@59:15"),
    ("own: {like: robot}\n", "owner: {like: robot}\n", "unknown-option@59:3"),
    ("carrier/send", "carrier", "bad-name@14:5"),
  ])
  func saysWhereARecordIsWrong(_ old: String, _ new: String, _ problem: String) {
    // The lines of a literal lose its indentation.
    let outdented = { (text: String) in
      text.replacing("\n    ", with: "\n").replacing("        otherwise", with: "    otherwise")
    }
    let changed = Self.text.replacing(outdented(old), with: outdented(new), maxReplacements: 1)
    #expect(changed != Self.text, "nothing to replace")
    let read = Self.read(changed)
    #expect(read.problems.contains(problem), "\(read.problems)")
  }

  @Test func twoRecordsMayNotClaimOneInput() throws {
    let first = try #require(Self.read(Self.text).record)
    let text = Self.text.replacing("parcels-", with: "letters-").replacing(
      "service: parcels", with: "service: letters")
    let second = try #require(Self.read(text, named: "letters").record)
    #expect(ServiceRecords([first, second]).problems.map(\.id) == ["claimed-twice", "claimed-twice"])
    let apart = text.replacing(
      "identifiers: [desk], need", with: "identifiers: [desk], when: {input: at, matches: [x]}, need")
    let third = try #require(Self.read(apart, named: "letters").record)
    #expect(ServiceRecords([first, third]).problems.map(\.id) == [])
  }

  @Test(arguments: [
    ("a {target} b", ["target"]), ("${{ vars.X }} {target}", ["target"]), ("${target}", []),
    ("{\"a\": {b}}", ["b"]),
    ("{Target} {} {a", []), ("{{a}}", []), ("{a}{b_c}", ["a", "b_c"]),
  ])
  func placeholdersAreTold(_ text: String, _ names: [String]) {
    #expect(ServicePlaceholder.names(in: text).map(\.name) == names)
  }

  @Test func placeholdersAreFilledAndTheRestIsForTheReader() {
    let filled = ServicePlaceholder.fill("é{target} of {owner}, ${{ x }}") {
      $0 == "target" ? "{owner}" : nil
    }
    #expect(filled == "é{owner} of OWNER, ${{ x }}")
  }

  @Test(arguments: [
    ("registry.npmjs.org", "registry.npmjs.org", true),
    ("a.dkr.ecr.eu.amazonaws.com", "*.dkr.ecr.*.amazonaws.com", true),
    ("amazonaws.com.evil.example", "*.amazonaws.com", false), ("x", "*", true), ("", "*", true),
    ("ab", "a", false),
    ("QUAY.io", "quay.io", true), ("aab", "*ab", true),
  ])
  func patternsMatch(_ text: String, _ pattern: String, _ matches: Bool) {
    #expect(Glob.matches(text, pattern) == matches)
  }

  @Test func aHostIsToldByTheInput() {
    let host = ServiceRecognition.Host(
      input: "registry", matches: ["quay.io", "*.quay.io"], orMissing: false)
    #expect(
      ["quay.io", "https://quay.io/v2", "eu.quay.io", nil, "docker.io"].map { host.accepts($0) } == [
        true, true, true, false, false,
      ])
  }
}

extension String {
  fileprivate var asDay: Day? { Day(self) }
}
