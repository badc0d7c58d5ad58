import OrganizationModel
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct RunbookTests {
  /// What a good runbook says, in the order in which it is needed: the first step comes first.
  private static let order = [
    "\n### 1. ", "## When to use it", "**When to use:**", "**When not to use:**", "**Done when:**",
    "**Time:**",
    "**Risk:**", "## Who", "## Rollback", "**Point of no return:**", "## Escalation", "## Clean up",
    "## Record", "## See also",
  ]
  /// Of somebody's own page: the page for anybody has the rest.
  private static let orderOfLeaver = [
    "\n### 1. ", "## Verify", "## Who", "## When to use it", "](off-board-anybody.md#when-to-use-it)",
    "**Point of no return:**", "## See also",
  ]
  private static let orderOfCredential = [
    "\n### 1. ", "## About it", "## Storage and readers", "## Who", "## See also",
  ]

  @Test(arguments: RunbookCase.all) func everyRunbookHasItsPartsInOrder(_ runbooks: RunbookCase) throws {
    for (path, page) in try runbooks.tasks() {
      var rest = page[...]
      let isLeaver = page.contains("off-board-anybody.md#when-to-use-it")
      let order = isLeaver ? Self.orderOfLeaver : Self.order
      for part in path.text.hasPrefix("credentials/") ? Self.orderOfCredential : order {
        let range = rest.firstRange(of: part)
        #expect(range != nil, "\(path): no `\(part)`, or not in its place")
        guard let range else { break }
        rest = rest[range.upperBound...]
      }
    }
  }

  /// Steps are numbered on within each act of a credential's page, and within the whole of any other.
  @Test(arguments: RunbookCase.all) func stepsAreNumberedOnAndSayWhatToSee(_ runbooks: RunbookCase) throws {
    for (path, page) in try runbooks.tasks() {
      let acts = path.text.hasPrefix("credentials/") ? page.components(separatedBy: "\n## ") : [page]
      for act in acts {
        let steps = act.split(separator: "\n### ").dropFirst().filter { $0.first?.isNumber == true }
        for (index, whole) in steps.enumerated() {
          let step = whole[..<(whole.firstRange(of: "\n## ")?.lowerBound ?? whole.endIndex)]
          #expect(step.hasPrefix("\(index + 1). "), "\(path): \(step.prefix(60))")
          guard step.contains("```sh") || step.contains("**Browser only") else { continue }
          #expect(step.contains("**You should see**"), "\(path): \(step.prefix(60))")
        }
      }
    }
  }

  @Test(arguments: RunbookCase.all) func nothingIsLeftToFillIn(_ runbooks: RunbookCase) throws {
    for (path, page) in try runbooks.pages() {
      for block in ShellBlocks.all(in: page) {
        for placeholder in ["ORG/", "OWNER/", "/REPO", "HOST/", "YOUR", "…"] {
          #expect(!block.contains(placeholder) || block.contains("GH_HOST"), "\(path): \(block)")
        }
        let text = block.replacing(/<\/?(form|input|button)[^>]*>/, with: "")
        #expect(!text.contains(/<[A-Za-z]/), "\(path): \(block)")
      }
    }
  }

  /// Every template of a step is a step of some runbook here, so that each is read by these tests.
  @Test func everyStepIsTaken() throws {
    let folder = "documents/steps/"
    let templates = BookFixture.templates.keys.filter { $0.hasPrefix(folder) }
      .map { String($0.dropFirst(folder.count).dropLast(".md.mustache".count)) }
    var taken: Set<String> = []
    for runbooks in RunbookCase.all {
      let book = try runbooks.book()
      for document in RunbookCase.kinds.flatMap({ $0.documents(book) }) {
        taken.formUnion(Self.partials(in: document.templateContext()))
      }
    }
    #expect(templates.filter { !taken.contains($0) } == [])
    #expect(taken.filter { !templates.contains($0) } == [])
  }

  private static func partials(in context: TemplateRecord) -> [String] {
    let own = context.value("partial")?.text.map { [String($0.dropFirst("steps/".count))] } ?? []
    return own + context.inner.flatMap(partials)
  }

  @Test func eachPlanHasEachTask() throws {
    let book = try BookFixture.example()
    let pages = try MarkdownPages.render(book, RunbookCase.kinds)
    for plan in book.decisions.credentials {
      for task in BookPaths.Task.allCases {
        let place = try #require(book.paths.runbook(task, plan: plan.id))
        #expect(pages[place.page] != nil)
      }
    }
    for review in book.decisions.existing {
      let place = try #require(book.paths.runbook(revokeExisting: review.credential.name))
      #expect(try #require(pages[place.page]).contains("\n## Leaked? Revoke it first\n"))
    }
  }

  /// What is next stands open: to set up what is planned, to move away from what is replaced, to rotate what is kept.
  @Test(arguments: RunbookCase.all) func thePartThatIsNextIsOpen(_ runbooks: RunbookCase) throws {
    let (book, pages) = (try runbooks.book(), try runbooks.pages())
    func open(_ page: BookPath?) throws -> [String] {
      let text = try #require(page.flatMap { pages[$0] })
      return text.components(separatedBy: "<!-- begin fold open -->\n\n## ").dropFirst().map {
        String($0.prefix { $0 != "\n" })
      }
    }
    for plan in book.decisions.credentials where plan.existing == nil {
      #expect(try open(book.paths.credential(plan: plan.id)) == ["Set it up"], "\(plan.id)")
    }
    for review in book.decisions.existing {
      let name = review.credential.name
      let isRotated = review.verdict == .keep && book.plan(being: name) != nil
      let wanted = review.isMovedAwayFrom ? ["Move away from it"] : isRotated ? ["Rotate it"] : []
      #expect(try open(book.paths.credential(existing: name)) == wanted, "\(name)")
    }
  }

  /// Nothing is revoked of what does not exist, and what exists is never without a way to end it.
  @Test(arguments: RunbookCase.all) func onlyWhatExistsIsRevoked(_ runbooks: RunbookCase) throws {
    let (book, pages) = (try runbooks.book(), try runbooks.pages())
    for plan in book.decisions.credentials where plan.existing == nil {
      let page = try #require(book.paths.credential(plan: plan.id).flatMap { pages[$0] })
      #expect(page.contains("so there is nothing to revoke. If it exists by now, [undo it](#undo-it)."))
      #expect(
        page.contains("\n### Undo it\n") && !page.contains("## Leaked?")
          && !page.contains("credentials/revoke"))
    }
  }

  /// The address of what was planned leads on to what exists.
  @Test func aPlanKeepsItsAddressWhenItExists() throws {
    let book = try RunbookCase.named("what exists is planned").book()
    let pages = try MarkdownPages.render(book, [AdoptedCredentials.kind])
    let adopted = book.decisions.credentials.filter { $0.existing != nil }
    #expect(!adopted.isEmpty && pages.count == adopted.count)
    for plan in adopted {
      let name = try #require(plan.existing)
      let path = BookPath(folder: "credentials", BookPath.fileName(for: plan.id))
      let page = try #require(pages[path])
      let target = try #require(book.paths.credential(existing: name))
      #expect(page.contains("[The page of \(name)](\(path.link(to: target)))"), "\(page)")
    }
  }

  // MARK: Kinds of GitHub

  private func page(_ name: String, of runbooks: String) throws -> String {
    let pages = try RunbookCase.named(runbooks).pages()
    return try #require(pages[RunbookCase.path(name)], "\(pages.keys.map(\.text).sorted())")
  }

  @Test func tokensAreRevokedByValueWhereThatIsPossible() throws {
    let name = "credentials/existing-old_pat"
    let onGitHub = try page(name, of: "github.com")
    #expect(onGitHub.contains("--data @- https://api.github.com/credentials/revoke"))
    #expect(
      !ShellBlocks.all(in: onGitHub).flatMap({ $0.split(separator: "\n") }).contains {
        $0.contains("credentials/revoke") && $0.contains("Authorization")
      })
    #expect(try !page(name, of: "GHES 3.18").contains("credentials/revoke"))
    #expect(
      try page(name, of: "GHES 3.20").contains(
        "GH_HOST=github.acme.example gh api -X POST credentials/revoke --input -"))
    #expect(try !page(name, of: "GHE.com").contains("credentials/revoke"))
    for host in ["github.com", "GHES 3.18", "GHES 3.20", "GHE.com"] {
      #expect(try page(name, of: host).lowercased().contains("delete it in its holder's settings"))
    }
  }

  @Test func hostsAreFilledIn() throws {
    let server = try page("credentials/acme-pull-read-packages-vault", of: "GHES 3.20")
    #expect(
      server.contains("https://github.acme.example/settings/tokens/new?scopes=read:packages&description="))
    let verify = try page("credentials/acme-pull-read-packages-vault", of: "GHES 3.20")
    #expect(verify.contains(#"{"auths":{"containers.github.acme.example":{"auth":"%s"}}}"#))
    #expect(verify.contains("https://github.acme.example/api/v3/user"))
    #expect(verify.contains("GH_HOST=github.acme.example GH_ENTERPRISE_TOKEN=\"${TOKEN:?}\" gh api user"))
    let residency = try page("credentials/web-ci-deploy-key-shared", of: "GHE.com")
    #expect(residency.contains("key_git ls-remote acme@acme.ghe.com:acme/shared.git HEAD"))
    #expect(
      try page("credentials/web-ci-deploy-key-shared", of: "GHES 3.20").contains(
        "git@github.acme.example:acme/shared.git"))
  }

  @Test func singleSignOnIsAStepOnlyWhereItIs() throws {
    let step = "Authorize the token for single sign-on"
    #expect(try page("credentials/acme-pull-read-packages-vault", of: "single sign-on").contains(step))
    #expect(try !page("credentials/acme-pull-read-packages-vault", of: "github.com").contains(step))
    #expect(try !page("credentials/acme-pull-read-packages-vault", of: "managed users").contains(step))
  }

  /// What an account is in another organization is no role in this one.
  @Test func anAccountForAnotherOrganizationIsDescribedThere() throws {
    let book = try BookFixture.book(
      """
      outside: {globex: {apps: forbidden}}
      repositories: {web: {workflows: {ci: {needs: [manage-members organization globex]}}}}
      """)
    let pages = try MarkdownPages.render(book, DocumentKinds.all.filter { $0.section == .runbooks })
    let page = try #require(pages[RunbookCase.path("create-machine-user-acme-globex-admin")])
    #expect(page.contains("    role: outside_collaborator\n"))
    #expect(page.contains("\noutside:\n  globex:\n    machine_users:\n      acme-globex-admin: member\n```"))
  }

  @Test func managedUsersAreProvisioned() throws {
    let page = try page("create-machine-user-acme-pull", of: "managed users")
    #expect(page.contains("identity provider, create a user"))
    #expect(!page.contains("/signup") && !page.contains("Turn on two-factor authentication"))
  }

  // MARK: Content

  private func page(
    _ task: BookPaths.Task, _ plan: String, in pages: [BookPath: String], of book: Book
  ) throws -> String {
    let place = try #require(book.paths.runbook(task, plan: plan))
    return try #require(pages[place.page])
  }

  @Test func classicTokensNeverAskForRepoUnlessDecided() throws {
    for runbooks in RunbookCase.all {
      let book = try runbooks.book()
      let pages = try MarkdownPages.render(book, [CredentialPages.kind, ExistingCredentialPages.kind])
      for plan in book.decisions.credentials where plan.kind == .classicPAT {
        let page = try page(.mint, plan.id, in: pages, of: book)
        let scopes = plan.scopes.sorted().joined(separator: ",")
        #expect(page.contains("/settings/tokens/new?scopes=\(scopes)&description=\(plan.title))"))
        #expect(page.contains("- `repo` is selected: Clear it.") == !plan.scopes.contains("repo"))
      }
    }
  }

  @Test func fineGrainedFormsArePrefilled() throws {
    let book = try RunbookCase.named("no Apps").book()
    let pages = try MarkdownPages.render(book, [CredentialPages.kind, ExistingCredentialPages.kind])
    let plans = book.decisions.credentials.filter { $0.kind == .fineGrainedPAT }
    #expect(!plans.isEmpty)
    for plan in plans {
      let page = try page(.mint, plan.id, in: pages, of: book)
      #expect(
        page.contains(
          "/settings/personal-access-tokens/new?name=\(plan.id.prefix(40))&target_name=\(plan.targetOwner)"))
      #expect(page.contains("Get the token approved"))
      for (permission, level) in plan.permissions {
        #expect(page.contains("&\(permission)=\(level.rawValue)"))
      }
      if !plan.repositories.isEmpty { #expect(page.contains("Only select repositories")) }
    }
  }

  @Test func rotationStoresEverywhereBeforeItDeletes() throws {
    for runbooks in RunbookCase.all {
      let book = try runbooks.book()
      let pages = try MarkdownPages.render(book, [CredentialPages.kind, ExistingCredentialPages.kind])
      for plan in book.decisions.credentials {
        let page = try page(.rotate, plan.id, in: pages, of: book)
        let deletes = try #require(page.firstRange(of: ". Delete the old "))
        let stores = page.ranges(of: ". Store it ")
        #expect(stores.count >= plan.storedIn.count, "\(plan.id)")
        #expect(stores.allSatisfy { $0.upperBound < deletes.lowerBound }, "\(plan.id)")
        #expect(page[deletes.upperBound...].contains("Check that nothing still uses the old "))
      }
    }
  }

  /// Nobody sees the tokens of an account that they are not signed in as.
  @Test func rotationSignsInBeforeItLooksAtTokens() throws {
    for runbooks in RunbookCase.all {
      for (path, page) in try runbooks.tasks() where path.text.hasPrefix("credentials/") {
        guard let start = page.firstRange(of: "\n## Rotate it\n"),
          let signsIn = page[start.upperBound...].firstRange(of: ". Sign in as "),
          let notes = page[start.upperBound...].firstRange(of: ". Note which ")
        else { continue }
        #expect(signsIn.lowerBound < notes.lowerBound, "\(path)")
      }
    }
  }

  @Test func dependabotAndCodespacesAreStartedInTheirOwnWay() throws {
    let pages = try RunbookCase.named("github.com").pages()
    let spaces = pages.filter { $0.key.text.hasSuffix("-spaces") }
    #expect(spaces.values.contains { $0.contains("A codespace reads its secrets when it starts") })
    let updates = pages.filter { $0.key.text.hasPrefix("credentials/") }.values
    #expect(updates.contains { $0.contains("Select **Check for updates**") })
    #expect(updates.contains { $0.contains("Start that now, and read its log.") })
  }

  @Test func everyKindOfStoreHasItsStep() throws {
    let pages = try RunbookCase.named("github.com").pages()
    func store(_ id: String) throws -> String {
      try #require(pages[BookPath(folder: "credentials", id)], "\(pages.keys.map(\.text).sorted())")
    }
    #expect(
      try store("acme-pull-read-packages-prod").contains(
        "kubectl create secret generic acme-pull-read-packages-prod"))
    #expect(try store("acme-pull-read-packages-vault").contains(#"Stored in: a \*vault\* of \`ours\`."#))
    #expect(try store("acme-pull-read-packages-jenkins").contains("**Kind**: Username with password"))
    #expect(try store("web-ci-deploy-key-shared").contains(" --app dependabot < \"${KEY_DIR:?}/key\""))
    #expect(try store("acme-writer-write-packages-spaces").contains("--app codespaces"))
    #expect(try store("mirror-deploy-key-web").contains("**Settings > CI/CD > Variables**"))
  }

  @Test func namesWithSpacesAndQuotesAreQuoted() throws {
    let pages = try RunbookCase.named("github.com").pages()
    let quoted = #"--env 'pro duction'\''s'"#
    let stores = pages.filter { $0.key.text.hasPrefix("credentials/") && $0.value.contains(quoted) }
    #expect(!stores.isEmpty)
    let existing = try #require(pages[BookPath(folder: "credentials", "existing-old_key")])
    #expect(existing.contains("gh secret set OLD_KEY -R acme/web \(quoted)"))
  }

  @Test func negativeTestsAreThere() throws {
    let book = try RunbookCase.named("github.com").book()
    let pages = try MarkdownPages.render(book, [CredentialPages.kind, ExistingCredentialPages.kind])
    for plan in book.decisions.credentials where plan.kind != .personalSSHKey {
      let page = try page(.verify, plan.id, in: pages, of: book)
      let cannot = [
        "can't read another repository", "Check every private package", "without pushing", "can't write",
      ]
      #expect(cannot.contains { page.contains($0) }, "\(plan.id)")
    }
  }

  @Test func theWidestIsRevokedFirst() throws {
    let page = try #require(try RunbookCase.named("github.com").pages()[BookSection.runbooks.index])
    let order = ["OLD_PAT", "RELEASE_APP_KEY", "OLD_KEY"].map {
      page.firstRange(of: "[\($0)")
    }
    let places = order.compactMap { $0?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
  }

  @Test func theIndexDoesNotGrow() throws {
    let repositories = (0..<1_100).map {
      "  r\($0): {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}"
    }
    let description =
      "policy: {deploy_keys: allowed}\nrepositories:\n  shared: {visibility: private}\n"
      + repositories.joined(separator: "\n")
    let pages = try MarkdownPages.render(try BookFixture.book(description), [RunbookIndex.kind])
    let index = try #require(pages[BookSection.runbooks.index])
    #expect(!index.contains("Leaked: which first"))
    #expect(index.contains("and 900 more; each credential's page says how."))
  }
}
