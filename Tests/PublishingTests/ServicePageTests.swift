import Foundation
import Guidance
import OrganizationModel
import Services
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The book of an organization that uses a service whose record is made up.
@Suite struct ServicePageTests {
  /// Lighters carry goods: a job's identity, a robot, an account for automation and a person's key.
  private static let record = """
    service: lighter
    title: the lighter office
    home: https://lighter.example
    checked: 2026-11-01
    recheck_after: 20d
    asks:
      berth: {is: text}
    needs:
      push load: {target: a load, asks: {exists: {is: boolean, default: true}}}
    facts:
      lighter-takes-job-identity:
        holds: [{until: 2026-12-15, confidence: documented}]
        says: It accepts the identity of a job.
        otherwise: It accepts no identity of a job.
        sources: [https://lighter.example/identity]
    options:
      - id: identity
        class: job_identity
        title: the job's identity
        serves: [push load]
        struck:
          - {unless: fact lighter-takes-job-identity}
          - {when: consumer is outside actions, because: there is no job, instead: push from a job}
        make_sure:
          - {text: "the berth {berth} is open for `{target}`"}
        workflow: {permissions: {id-token: write}, removes: [LIGHTER_KEY]}
        stored: nothing
      - id: robot
        class: service_account
        title: the key of a robot
        serves: [push load]
        token: {scopes: "push of {target}", expires: {at_most: 30d}, overlap: true}
        stored: {secret: LIGHTER_KEY}
      - id: own
        class: personal
        title: a key of a person
        serves: [push load]
    steps:
      identity:
        setup:
          - {who: harbor master, once: berth, run: "lighter berth open {berth}", expect: open, evidence: the line}
          - {who: harbor master, file: trust.json, snippet: lighter-trust, run: "lighter trust {target} --policy trust.json --env {environment}"}
          - {who: repository, edit: "{workflow_path}", snippet: lighter-push}
          - {who: harbor master, after: verify, where: "lighter.example → {target} → Keys → Forbid"}
        verify:
          positive:
            - {run: "lighter show {target}", in: job, expect: "the load `{target}`"}
            - {run: "gh workflow run {workflow_file} -R {owner}/{repository}", expect: a green run, otherwise: "*No berth* means that it is full."}
          negative: {do: Run it on a branch., expect: refused, otherwise: The policy is too wide.}
        rotate: none
        revoke: none
        last_use: none
      robot:
        setup: [{who: holder, where: lighter.example → Keys → New, enter: {Name: "{secret}", Environment: "{environment}"}}]
        verify:
          positive: {run: "lighter show {target}", expect: the load}
          negative: {run: 'lighter show "$OTHER_LOAD" --key "$LIGHTER_KEY"', expect: refused}
        rotate: {overlap: true, order: [create a second key, store it, delete the first one]}
        revoke:
          - {who: harbor master, run: "lighter key disable --of {holder}", effect: it stops at once, undo: "lighter key enable"}
          - {who: holder, where: lighter.example → Keys → Delete, wait: until no ship has failed for a week, undo: none}
          - {run: lighter whoami, expect: "`refused`"}
        last_use: {run: "lighter key show --of {holder}", expect: a day}
      own: {like: robot}
    examples:
      - {need: push load, gives: identity}
      - {need: push load, consumer: jenkins, gives: robot}
    """

  private static let snippets = [
    ServiceSnippet(
      name: "lighter-trust", ending: "json", text: "{\"sub\": [\"{subject}\", \"{subject_with_ids}\"]}\n"),
    ServiceSnippet(
      name: "lighter-push", ending: "yml",
      text: """
        environment: {environment}
        permissions:
          id-token: write
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
          - uses: lighter/login@0123456789012345678901234567890123456789 # v1.2.3
            with:
              berth: {berth}
          - run: lighter push {target}

        """),
  ]

  private static let records: ServiceRecords = {
    let file = SourceFile(path: "lighter.yaml", bytes: Array(record.utf8))
    let read = ServiceFile(file, as: SourceFileID(index: 0), named: "lighter")
    return ServiceRecords([read.record].compactMap(\.self), snippets: snippets)
  }()

  private static let harbor = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-30
    people: {ada: {role: owner}, boris: {role: member}, cora: {role: member, leaves_on: 2026-12-20}}
    services:
      lighter: {berth: north-7, responsible: ada, accounts: {acme-loads: {custodians: [boris, cora]}}}
    repositories:
      web:
        visibility: private
        responsible: boris
        environments: {quay: {}}
        workflows:
          ship:
            triggers: [workflow_dispatch]
            environment: quay
            needs: [{need: push lighter:load grain, why: it is sold there}]
    consumers:
      tower: {kind: jenkins, responsible: ada, needs: [push lighter:load coal]}
    credentials:
      LIGHTER_KEY:
        service: lighter
        kind: personal
        holder: cora
        may: everything that cora may
        expires: 2026-12-24
        stored_in: [{repository_secret: LIGHTER_KEY, repository: web}]
        used_by: [web/ship]
    """

  private func files(_ description: String = harbor) async throws -> [String: String] {
    let book = try BookFixture.book(description, services: Self.records)
    return try await BookFixture.render(book).filter { !$0.key.hasSuffix(".png") }
      .mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func theRecordLoads() { #expect(Self.records.all.map(\.id) == ["lighter"]) }

  @Test func aRepositoryShowsTheDecisionLikeAnyOther() async throws {
    let page = try #require(try await files()["markdown/repositories/web.md"])
    #expect(
      page.contains(
        "| [push lighter:load grain](#webshippush-lighter-load-grain) | web/ship | the job's identity |"))
    #expect(
      page.contains("### web/ship#push-lighter-load-grain\n\nWhy: it is sold there\n\n**the job's identity**")
    )
    #expect(page.contains("| the key of a robot | lower priority |"))
    #expect(page.contains("- Before it works: The berth north-7 is open for `grain`."))
    #expect(page.contains("[facts of the lighter office](../guidance/services.md#the-lighter-office)"))
  }

  /// The job's own checkout is there already, and its token may sign its identity.
  @Test func theWorkflowHasTheFilledSteps() async throws {
    let page = try #require(try await files()["markdown/repositories/web.md"])
    #expect(
      page.contains(
        """
        permissions:
          contents: read
          id-token: write
        jobs:
          ship-quay:
            runs-on: ubuntu-latest
            environment: quay
            steps:
              - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                with:
                  persist-credentials: false
              # push lighter:load grain
              - uses: lighter/login@0123456789012345678901234567890123456789 # v1.2.3
                with:
                  berth: north-7
              - run: lighter push grain
        ```
        """))
  }

  @Test func aChecklistHasEachStepWithItsOwnerAndBothTests() async throws {
    let list = try #require(try await files()["markdown/checklists/web.md"])
    let before = try #require(list.firstRange(of: "## Before"))
    let work = try #require(list.firstRange(of: "## Do"))
    let verify = try #require(list.firstRange(of: "## Verify"))
    let clean = try #require(list.firstRange(of: "## Clean up"))
    func part(_ from: Range<String.Index>, _ to: Range<String.Index>?) -> String {
      String(list[from.upperBound..<(to?.lowerBound ?? list.endIndex)])
    }
    #expect(
      part(before, work).contains(
        "- [ ] **Harbor master (ada)**: prepare the lighter office, once for each berth."))
    #expect(part(before, work).contains("lighter berth open north-7"))
    let doing = part(work, verify)
    #expect(doing.contains("OWNER_ID=$(gh api repos/acme/web --jq .owner.id)"))
    #expect(
      doing.contains(
        #"{"sub": ["repo:acme/web:environment:quay", "repo:acme@${OWNER_ID:?}/web@${REPOSITORY_ID:?}:environment:quay"]}"#
      ))
    #expect(doing.contains("lighter trust grain --policy trust.json --env quay"))
    #expect(doing.contains("Remove `LIGHTER_KEY` from the steps that these replace."))
    let proof = part(verify, clean)
    #expect(proof.contains("expect a real run. It does this: pushes grain"))
    #expect(proof.contains("**You should see** the load `grain`."))
    #expect(
      proof.contains(
        "works only as intended. Run it on a branch. **You should see** refused. **If not:** The policy is too wide."
      ))
    #expect(
      part(clean, nil).contains(
        "close the other ways at the lighter office. Open lighter.example → `grain` → Keys → Forbid."))
  }

  /// What a decision replaces is ended at its service, after its users moved; GitHub is asked for nothing of it.
  @Test func whatIsReplacedIsEndedAtItsService() async throws {
    let files = try await files()
    let list = try #require(files["markdown/checklists/web.md"])
    #expect(list.contains("gh secret delete LIGHTER_KEY -R acme/web"))
    #expect(list.contains("lighter key disable --of cora"))
    let page = try #require(files["markdown/credentials/existing-lighter_key.md"])
    #expect(page.contains("Personal credential of the lighter office, held by cora."))
    #expect(page.contains("### 1. Disable it at the lighter office"))
    #expect(page.contains("### 2. Revoke it at the lighter office"))
    #expect(page.contains("### 3. Check that the lighter office refuses it"))
    #expect(page.contains("lighter key disable --of cora"))
    #expect(!page.contains("api.github.com/user") && !page.contains("credentials/revoke"))
  }

  /// What can be undone comes first, then the proof; the value is deleted on GitHub when nothing can bring it back.
  @Test func whatIsReplacedIsEndedInOrder() async throws {
    let list = try #require(try await files()["markdown/checklists/web.md"])
    let places = [
      "check that nothing still uses [LIGHTER_KEY]", "disable [LIGHTER_KEY]",
      "revoke [LIGHTER_KEY]", "check that the lighter office refuses [LIGHTER_KEY]",
      "delete the Actions secret `LIGHTER_KEY` of web, which held [LIGHTER_KEY]",
    ].map { list.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    let found = places.compactMap(\.self)
    #expect(found == found.sorted())
    #expect(list.contains("First wait until no ship has failed for a week."))
  }

  /// In an emergency nobody waits; whoever moves away does.
  @Test func theCardOfAnEmergencyWaitsForNothing() async throws {
    let page = try #require(try await files()["markdown/credentials/existing-lighter_key.md"])
    let card = try #require(page.firstRange(of: "<!-- begin fold")).lowerBound
    #expect(page[..<card].contains("### 2. Revoke it at the lighter office"))
    #expect(!page[..<card].contains("First wait"))
    #expect(page[card...].contains("First wait until no ship has failed for a week."))
    #expect(page[..<card].contains("**Who:** cora."))
  }

  /// `gh workflow run` fails where the workflow has no `workflow_dispatch`.
  @Test func aWorkflowThatNobodyCanStartIsWaitedFor() async throws {
    let start = "gh workflow run ship.yml -R acme/web"
    let list = try #require(try await files()["markdown/checklists/web.md"])
    #expect(list.contains(start) && !list.contains("Wait for the next run"))
    let pushed = Self.harbor.replacing("triggers: [workflow_dispatch]", with: "triggers: [push]")
    let other = try #require(try await files(pushed)["markdown/checklists/web.md"])
    #expect(!other.contains(start))
    #expect(
      other.contains(
        "Wait for the next run of the workflow (it starts on `push`). **You should see** a green run. **If not:** *No berth* means"
      ))
  }

  /// What no command and no description says is read before the command that needs it, and what may be a value unseen.
  @Test func whatOnlyTheReaderKnowsIsAskedFor() async throws {
    let list = try #require(try await files()["markdown/checklists/consumer-tower.md"])
    let blocks = ShellBlocks.all(in: list)
    let use = try #require(blocks.firstIndex { $0.contains("lighter show \"${OTHER_LOAD:?}\"") })
    #expect(
      blocks[..<use].suffix(2) == [
        "printf 'OTHER_LOAD: '; IFS= read -r OTHER_LOAD; echo\n",
        "printf 'LIGHTER_KEY: '; IFS= read -rs LIGHTER_KEY; echo\n",
      ])
  }

  @Test func stepsOfOneOptionAreCounted() async throws {
    let more = Self.record.replacing(
      "setup: [{who: holder, where: lighter.example → Keys → New,",
      with:
        "setup: [{who: holder, where: lighter.example → Keys}, {who: holder, where: lighter.example → Keys → New,"
    )
    #expect(more != Self.record)
    let file = SourceFile(path: "lighter.yaml", bytes: Array(more.utf8))
    let read = ServiceFile(file, as: SourceFileID(index: 0), named: "lighter")
    let records = ServiceRecords([read.record].compactMap(\.self), snippets: Self.snippets)
    let book = try BookFixture.book(Self.harbor, services: records)
    let files = try await BookFixture.render(book).mapValues { String(decoding: $0, as: UTF8.self) }
    let list = try #require(files["markdown/checklists/consumer-tower.md"])
    #expect(list.contains("set up the key of a robot at the lighter office (step 2 of 2), for"))
  }

  @Test func anAccountOfAServiceHasAPage() async throws {
    let tower =
      Self.harbor + """

          LOADS:
            service: lighter
            kind: service_account
            holder: acme-loads
            expires: never
            stored_in: [{outside: the tower}]
            used_by: [tower]
        """
    let files = try await files(tower)
    let page = try #require(files["markdown/accounts/lighter-acme-loads.md"])
    #expect(
      page.contains(
        "- **Service:** [facts of the lighter office](../guidance/services.md#the-lighter-office)"))
    #expect(page.contains("- **Custodians:** [boris](../people/boris.md), [cora](../people/cora.md)"))
    #expect(page.contains("- **Two-factor authentication:** unknown"))
    #expect(
      page.contains(
        "| [LOADS](../credentials/existing-loads.md) | service account credential of the lighter office |"))
    #expect(page.contains("tower#push-lighter-load-coal"))
    let index = try #require(files["markdown/accounts/index.md"])
    #expect(index.contains("| [acme-loads](lighter-acme-loads.md) | account of the lighter office |"))
    #expect(files["markdown/credentials/existing-loads.md"]?.contains("held by acme-loads") == true)
    // What stays is made again by its record, and proved.
    let kept = try #require(files["markdown/credentials/existing-loads.md"])
    #expect(kept.contains("Replace its value at the lighter office") && kept.contains("Store the new value"))
    #expect(kept.contains(". Check that it works") && kept.contains(". Check that it can do no more"))
    #expect(!kept.contains("Its users don't work until"))
  }

  /// Nobody knows what else a key of a person opens, where no decision takes its place.
  @Test func whatNoDecisionReplacesIsNeitherDeletedNorRevoked() async throws {
    let unrelated = Self.harbor.replacing(
      "needs: [{need: push lighter:load grain, why: it is sold there}]", with: "needs: []"
    )
    .replacing("needs: [push lighter:load coal]", with: "needs: []")
    let files = try await files(unrelated)
    for (path, text) in files where path.hasPrefix("markdown/checklists/") {
      #expect(!text.contains("secret delete") && !text.contains("lighter key disable"), "\(path)")
    }
  }

  @Test func inventoryCalendarAndFactsSpeakOfIt() async throws {
    let files = try await files()
    #expect(
      files["markdown/credentials/index.md"]?.contains("personal credential of the lighter office") == true)
    let table = try #require(files["data/credentials.csv"])
    #expect(table.contains("last_used,service\r\n"))
    #expect(
      table.split(separator: "\r\n").contains { $0.hasPrefix("LIGHTER_KEY,") && $0.hasSuffix(",lighter") })
    #expect(files["data/accesses.csv"]?.contains("job_identity,lighter:identity") == true)
    let rotation = try #require(files["markdown/rotation/index.md"])
    #expect(rotation.contains("Check again what is known of the lighter office"))
    #expect(rotation.contains("A change at the lighter office: It accepts no identity of a job"))
    let facts = try #require(files["markdown/guidance/services.md"])
    #expect(facts.contains("These facts should have been read again by 2026-11-21."))
    #expect(facts.contains("From 2026-12-15 (documented): It accepts no identity of a job."))
    #expect(files["calendar.ics"]?.contains("service-change") == true)
  }

  @Test func whoLeavesHandsTheAccountOver() async throws {
    let files = try await files()
    let runbook = try #require(files["markdown/runbooks/off-board-cora.md"])
    #expect(runbook.contains("Hand over acme-loads at the lighter office"))
    #expect(runbook.contains("`services.lighter.accounts.acme-loads.custodians`"))
    #expect(
      files["markdown/people/boris.md"]?.contains(
        "| [acme-loads](../accounts/lighter-acme-loads.md), the lighter office |") == true)
  }

  /// On the day on which the identity ends, the robot's key is what is left.
  @Test func anotherDayHasAnotherChecklist() async throws {
    let later = Self.harbor.replacing("as_of: 2026-11-30", with: "as_of: 2026-12-16")
    let files = try await files(later)
    let page = try #require(files["markdown/repositories/web.md"])
    #expect(page.contains("**the key of a robot**") && page.contains("push of `grain`"))
    let list = try #require(files["markdown/checklists/web.md"])
    #expect(list.contains("Enter **Name** `LIGHTER_KEY`, **Environment** `quay`."))
  }

  /// A description that names no service makes the same book, whatever the catalog knows.
  @Test func withoutServicesTheBookIsTheSame() async throws {
    let plain = "repositories: {web: {visibility: private, workflows: {ci: {needs: [push repository web]}}}}"
    let with = try await BookFixture.render(try BookFixture.book(plain, services: Self.records))
    let without = try await BookFixture.render(try BookFixture.book(plain, services: ServiceRecords()))
    #expect(with == without)
    #expect(!with.keys.contains { $0.contains("guidance/services") })
  }

  /// Hostile words of a description stay words, in commands, files, sentences and the workflow.
  @Test func hostileWordsStayWords() async throws {
    let hostile = Self.harbor.replacing("berth: north-7", with: "berth: \"a$(touch x)`b` ${{ c }}\"")
    let files = try await files(hostile)
    let list = try #require(files["markdown/checklists/web.md"])
    for block in ShellBlocks.all(in: list) { #expect(try await ShellPrograms.parse(block).isEmpty) }
    #expect(list.contains("lighter berth open 'a$(touch x)`b` ${{ c }}'"))
    let page = try #require(files["markdown/repositories/web.md"])
    #expect(page.contains("berth: \"a$(touch x)`b` ${{ '${{' }} c }}\""))
  }
}
