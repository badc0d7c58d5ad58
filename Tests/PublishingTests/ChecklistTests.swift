import OrganizationModel
import SourceText
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct ChecklistTests {
  private func tasks(_ description: String, repository: Name) throws -> [ChecklistTask] {
    let book = try BookFixture.book(description)
    let entry = try #require(book.organization.repositories[repository])
    return book.checklists.tasks(of: .repository(entry))
  }

  private func tasks(_ description: String, consumer: Name) throws -> [ChecklistTask] {
    let book = try BookFixture.book(description)
    let entry = try #require(book.organization.consumers[consumer])
    return book.checklists.tasks(of: .consumer(entry))
  }

  private static let cluster = """
    policy: {base_permission: none}
    people: {ada: {role: owner}}
    repositories: {web: {visibility: private}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false}}
    """

  @Test func aClusterNeedsAnAccountAGrantAndAToken() throws {
    let tasks = try tasks(
      Self.cluster + "\nconsumers: {prod: {kind: kubernetes, responsible: ada, needs: [pull package web]}}",
      consumer: "prod")
    #expect(tasks.map(\.kind).first == .createMachineUser)
    #expect(tasks.map(\.kind).contains(.grant))
    #expect(tasks.map(\.kind).suffix(3) == [.setUp, .changeOver, .verify])
    #expect(tasks.first?.owner == .owner(of: "acme", ["ada"]))
  }

  @Test func whatIsThereIsNotDoneAgain() throws {
    let tasks = try tasks(
      """
      policy: {base_permission: none}
      people: {ada: {role: owner}}
      machine_users: {acme-pull: {role: member, custodians: [ada]}}
      repositories: {web: {visibility: private}}
      packages:
        web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}
      consumers: {prod: {kind: kubernetes, stores_in: vault, needs: [pull package web]}}
      """, consumer: "prod")
    #expect(tasks.map(\.kind) == [.setUp, .changeOver, .verify])
    #expect(tasks.first?.owner == .custodian(["ada"]))
  }

  @Test func aDeployKeyOfAnotherRepositoryIsSetUpByWhoAdministersBoth() throws {
    let tasks = try tasks(
      """
      policy: {deploy_keys: allowed}
      people: {ada: {role: member}, boris: {role: member}, cora: {role: owner}}
      repositories:
        web: {visibility: private, responsible: ada, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private, responsible: boris}
      """, repository: "web")
    #expect(tasks.map(\.kind) == [.setUp, .editWorkflow, .run])
    #expect(tasks[0].owner == .owner(of: "acme", ["cora"]))
  }

  @Test func whatExistsIsRemovedAndRevokedLast() throws {
    let tasks = try tasks(
      """
      people: {ada: {role: owner}, cleo: {role: member}}
      repositories: {web: {visibility: private, responsible: ada, workflows: {ci: {needs: [push repository web]}}}}
      credentials:
        CR_PAT:
          kind: classic_pat
          holder: cleo
          scopes: [repo]
          stored_in: [{repository_secret: CR_PAT, repository: web, store: dependabot}]
          used_by: [web/ci]
      """, repository: "web")
    #expect(tasks.map(\.kind).suffix(2) == [.removeSecret, .revoke])
    #expect(
      tasks.suffix(2).first?.commands.first
        == "gh secret delete CR_PAT -R acme/web --app dependabot")
    #expect(tasks.last?.owner.names == ["cleo"])
  }

  @Test func anOrganizationSecretIsRemovedWhereItIsUsed() throws {
    let description = """
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [push repository web]}}}
        docs: {visibility: private, workflows: {ci: {needs: [push repository docs]}}}
      credentials:
        CR_PAT: {kind: classic_pat, holder: ada, stored_in: [{organization_secret: CR_PAT, visibility: all}], used_by: [web/ci]}
      """
    #expect(try tasks(description, repository: "web").contains { $0.kind == .removeSecret })
    #expect(try !tasks(description, repository: "docs").contains { $0.kind == .removeSecret })
  }

  /// Two repositories and a cluster use one token, which is kept where all can see it, and in one more place.
  private static let shared = """
    policy: {base_permission: none}
    platform: {plan: team}
    people: {ada: {role: owner}, cleo: {role: member}}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [push repository web]}}}
      docs: {visibility: private, workflows: {ci: {needs: [push repository docs]}}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false}}
    consumers: {prod: {kind: kubernetes, stores_in: vault, needs: [pull package web]}}
    credentials:
      CR_PAT:
        kind: classic_pat
        holder: cleo
        scopes: [repo, read:packages]
        stored_in:
          - {organization_secret: CR_PAT, visibility: all}
          - {repository_secret: CR_PAT, repository: web, store: dependabot}
          - {outside: vault}
        used_by: [web/ci, docs/ci, prod]
    """

  @Test func whatOthersStillUseIsNeitherDeletedNorRevoked() throws {
    let ours = try tasks(Self.shared, repository: "docs").map(\.kind)
    #expect(ours.contains(.leave))
    #expect(!ours.contains(.removeSecret) && !ours.contains(.revoke))
  }

  @Test func whatNobodyElseReadsIsDeletedAtOnce() throws {
    let commands = try tasks(Self.shared, repository: "web").filter { $0.kind == .removeSecret }
      .map { $0.commands.first }
    #expect(commands == ["gh secret delete CR_PAT -R acme/web --app dependabot"])
    let ofCluster = try tasks(Self.shared, consumer: "prod").filter { $0.kind == .removeSecret }
    #expect(ofCluster.map(\.key) == ["cr_pat outside vault"])
  }

  /// As long as one automation is left, its checklist deletes and revokes.
  @Test func theLastWhoUsesItDeletesAndRevokesIt() throws {
    let alone = Self.shared.replacing("used_by: [web/ci, docs/ci, prod]", with: "used_by: [docs/ci]")
      .replacing("[repo, read:packages]", with: "[repo]")
    let tasks = try tasks(alone, repository: "docs")
    #expect(tasks.filter { $0.kind == .removeSecret }.map(\.owner) == [.owner(of: "acme", ["ada"])])
    #expect(tasks.last?.kind == .revoke && tasks.last?.owner.names == ["cleo"])
    #expect(!tasks.contains { $0.kind == .leave })
  }

  /// A copy that nobody reads goes; that the credential is used elsewhere is not this repository's to say.
  @Test func aCopyThatNobodyReadsIsAllThatGoes() throws {
    let copy = Self.shared.replacing("used_by: [web/ci, docs/ci, prod]", with: "used_by: [docs/ci]")
      .replacing("[repo, read:packages]", with: "[repo]")
    #expect(try tasks(copy, repository: "web").map(\.kind).suffix(2) == [.run, .removeSecret])
  }

  @Test func whatNobodyUsesIsLookedForFirst() throws {
    let unused = Self.shared.replacing("used_by: [web/ci, docs/ci, prod]", with: "used_by: []")
    let tasks = try tasks(unused, repository: "web")
    #expect(tasks.first { $0.kind != .precondition }?.kind == .findUsers)
    #expect(tasks.suffix(2).map(\.kind) == [.removeSecret, .revoke])
  }

  /// An App's key that too many repositories see: its value stays, and nothing is minted or revoked.
  @Test func whatMovesIsShownToFewerAndNotRevoked() throws {
    let tasks = try tasks(
      """
      policy: {base_permission: none}
      platform: {plan: team}
      people: {ada: {role: owner}}
      apps: {release: {repositories: [docs], permissions: {contents: write, pull_requests: write}, key: KEY}}
      repositories:
        web: {visibility: private, workflows: {ci: {dependabot: false, needs: [open-pull-request repository docs]}}}
        api: {visibility: private, workflows: {ci: {dependabot: false, needs: [open-pull-request repository docs]}}}
        docs: {visibility: private}
      credentials:
        KEY:
          kind: app_key
          holder: release
          stored_in: [{organization_secret: KEY, visibility: selected, repositories: [web, docs]}]
          used_by: [web/ci]
      """, repository: "api")
    #expect(tasks.map(\.kind) == [.shareSecret, .setClientID, .editWorkflow, .run])
    #expect(
      tasks.first?.commands.first
        == "ID=$(gh api repos/acme/api --jq .id) && gh api -X PUT \"orgs/acme/actions/secrets/KEY/repositories/${ID:?}\""
    )
  }

  /// A run that releases, publishes or deploys says so before anything else, and what can be tried without it.
  @Test func aRunThatActsForRealSaysSoFirst() async throws {
    let files = try await BookFixture.render(
      try BookFixture.book(
        """
        policy: {deploy_keys: allowed}
        people: {ada: {role: owner}}
        repositories:
          web:
            visibility: private
            responsible: ada
            workflows:
              release: {triggers: [workflow_dispatch], needs: [release repository web, clone repository shared]}
              ci: {triggers: [push], needs: [clone repository shared]}
          shared: {visibility: private, responsible: ada}
        packages: {}
        """))
    let list = String(decoding: try #require(files["markdown/checklists/web.md"]), as: UTF8.self)
    let warning = try #require(
      list.firstRange(of: "**: expect a real run. It does this: makes a release in web."))
    let trial = try #require(
      list.firstRange(of: "before its users. With `gh release create --draft`"))
    let start = try #require(list.firstRange(of: "start the workflow `release`"))
    #expect(warning.upperBound < trial.lowerBound && trial.upperBound < start.lowerBound)
    #expect(list.contains("**: check the workflow `ci`"))
    let pages = files.filter { $0.key.hasPrefix("markdown/credentials/web-") }.values
    let verify = pages.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(
      verify.contains(
        "> This is a real run. It does this: makes a release in web. The previous steps have tested"
      ))
  }

  @Test func anEffectIsKnownOfEachVerbThatChangesSomething() {
    for verb in Verb.allCases {
      let target: NeedTarget =
        verb.targetKind == .package ? .package("lib") : .repository(RepositoryReference(name: "web"))
      let real = RealRun(
        [Need(verb, target, range: SourceRange(file: SourceFileID(index: 0), start: 0, end: 0))], [])
      #expect(real.effects.isEmpty == verb.onlyReads, "\(verb)")
    }
  }

  /// A question is no task. One whose answers decide nothing is not on the list at all.
  @Test func onlyAQuestionThatDecidesIsAsked() throws {
    let description = """
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, responsible: ada, workflows: {ci: {triggers: [pull_request], needs: [clone repository shared]}}}
        shared: {visibility: private}
      """
    let book = try BookFixture.book(description)
    #expect(book.decisions.questions.contains { !$0.question.opens })
    let page = try #require(
      try MarkdownPages.render(book, [Checklists.kind])[BookPath(folder: "checklists", "web")])
    #expect(!page.contains("answer at") && !page.contains("## Not decided yet"))
    let open = try BookFixture.book(description.replacing("policy: {deploy_keys: allowed}\n", with: ""))
    let asked = try #require(
      try MarkdownPages.render(open, [Checklists.kind])[BookPath(folder: "checklists", "web")])
    let rows = try #require(asked.components(separatedBy: "## Not decided yet\n").last)
    #expect(rows.contains("| `policy.deploy_keys` |") && rows.contains("[web/ci#clone-repository-shared]"))
    #expect(rows.contains("or an owner (ada)") && !asked.contains("- [ ] **Responsible (ada)**: answer"))
  }

  @Test func theImpossibleComesFirst() throws {
    let tasks = try tasks(
      """
      policy: {classic_pats: forbidden}
      repositories: {web: {visibility: private}, shared: {visibility: private}}
      packages: {web: {registry: container, repository: web, visibility: private}}
      consumers: {prod: {kind: kubernetes, needs: [pull package web, clone repository shared]}}
      """, consumer: "prod")
    #expect(tasks.map(\.kind).first == .unlock)
  }

  /// What an import guessed says so on its page, on the front page and in its checklist, until a person takes the mark out.
  @Test(arguments: [true, false]) func whatRestsOnAGuessSaysSo(_ isGuessed: Bool) async throws {
    let mark = isGuessed ? ", x-guess: .github/workflows/ci.yml, x-confidence: low" : ""
    let files = try await BookFixture.render(
      try BookFixture.book(
        """
        policy: {deploy_keys: allowed}
        people: {ada: {role: owner}}
        repositories:
          web: {visibility: private, workflows: {ci: {needs: [{need: clone repository shared\(mark)}]}}}
          shared: {visibility: private, workflows: {ci: {needs: [push repository shared]}}}
        """))
    func says(_ page: String, _ words: String) throws -> Bool {
      String(decoding: try #require(files[page], "\(page)"), as: UTF8.self).contains(words)
    }
    let one = "1 of 1 accesses here is based on a guess of an import"
    #expect(try says("markdown/repositories/web.md", one) == isGuessed)
    #expect(
      try says(
        "markdown/repositories/web.md",
        "**Based on a guess:** that web/ci needs it (.github/workflows/ci.yml)") == isGuessed)
    #expect(try says("markdown/checklists/web.md", one) == isGuessed)
    #expect(try says("markdown/checklists/web.md", "confirm first that it is needed") == isGuessed)
    #expect(try says("checklists/web.txt", one) == isGuessed)
    #expect(
      try says("markdown/index.md", "1 of 2 accesses here is based on a guess of an import") == isGuessed)
    let plan = "web-ci-deploy-key-shared"
    #expect(try says("markdown/credentials/\(plan).md", one) == isGuessed)
    let record = try #require(
      files.keys.first { $0.hasPrefix("markdown/decisions/") && $0.contains("clones-a-private") })
    #expect(try says(record, "* Bad, because 1 of 1 accesses is based on a guess of an import") == isGuessed)
    #expect(try !says("markdown/repositories/shared.md", "based on a guess"))
    #expect(try !says("markdown/checklists/shared.md", "guess"))
  }

  @Test func nothingToDoIsSaidInOneLine() async throws {
    let files = try await BookFixture.render(
      try BookFixture.book("repositories: {web: {visibility: private}}"))
    let text = String(decoding: try #require(files["markdown/checklists/web.md"]), as: UTF8.self)
    #expect(text.contains("\nNothing to do: no `needs` are listed here.\n"))
    #expect(!text.contains("- [ ]"))
  }

  @Test func commandsNameTheHostOfAServer() throws {
    let tasks = try tasks(
      """
      platform: {product: ghes, version: "3.20", host: github.acme.example}
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """, repository: "web")
    for command in tasks.flatMap(\.commands) {
      #expect(command.hasPrefix("GH_HOST=github.acme.example gh "))
    }
  }

  @Test func longChecklistsAreSplitSoThatEachPartFitsAnIssue() throws {
    let targets = (1...90).map { "target-\($0)" }
    let description = """
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [\(targets.map { "clone repository \($0)" }.joined(separator: ", "))]}}}
      \(targets.map { "  \($0): {visibility: private}" }.joined(separator: "\n"))
      """
    let shelf = BookShelf(try BookFixture.book(description), [Checklists.kind])
    let templates = try TemplateLibrary(BookFixture.templates)
    let parts = shelf.entries.filter { $0.document.path.text.contains("web") }
    #expect(parts.count > 1)
    for part in parts {
      let text = try templates.render("documents/checklist", shelf.context(of: part.document))
      #expect(text.utf8.count <= 65_536, "\(part.document.path)")
      #expect(text.contains("- [ ]"))
      #expect(text.contains("](\(part.document.path.root)repositories/web.md"))
    }
  }
}
