import Foundation
import Testing

/// A repository in a folder of its own, with a remote beside it; nothing of the tester's git reaches it.
struct PublishingPlace {
  let folder: TestFolder

  static let environment = [
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "HOME": "/nonexistent",
  ]

  /// `work` has one commit on `main`, and `remote.git` as `origin`.
  init(_ options: String = "") async throws {
    folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    try await git(
      """
      git init -q --bare \(options) -b main remote.git && git init -q \(options) -b main work && cd work &&
      git config user.name Ada && git config user.email ada@example.com &&
      echo one > kept && git add kept && git commit -q -m one &&
      git remote add origin ../remote.git && git push -q origin main
      """)
  }

  /// Runs lines of shell at the top; gives what they print, without the line break at the end.
  @discardableResult
  func git(_ lines: String) async throws -> String {
    let variables = Self.environment.map { "export \($0.key)=\($0.value);" }.joined()
    let run = try await Program.shell("set -e; \(variables) \(lines)", in: folder)
    #expect(run.status == .exited(0), "\(lines)\n\(run.error)")
    return run.output.trimmingCharacters(in: .newlines)
  }

  /// Publishes, by default to `work`.
  func publish(
    _ arguments: String = "", repository: String = "work", variables: String = "SOURCE_DATE_EPOCH=1000000000"
  ) async throws -> Program.Run {
    let exports = Self.environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return try await Program.shell(
      "env \(exports) \(variables) \"$tokenbook\" publish --repository \(repository) \(arguments)", in: folder
    )
  }

  func describe(_ text: String) throws {
    try folder.write(text, to: "tokenbook.yaml")
  }
}

@Suite struct PublishTests {
  private func place(_ options: String = "") async throws -> PublishingPlace {
    try await PublishingPlace(options)
  }

  /// Published once.
  private func published(_ options: String = "") async throws -> PublishingPlace {
    let place = try await place(options)
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    return place
  }

  private static let lists = "git -C work log --format=%H gh-pages"

  @Test(arguments: ["", "--object-format=sha256"])
  func commitsTheBookAsItIsBuilt(_ options: String) async throws {
    let place = try await published(options)
    try await place.git("git -C work worktree add -q ../site gh-pages")
    _ = try await Program.run("build", in: place.folder)
    var site = try place.folder.files(in: "site")
    site[".git"] = nil
    #expect(site[".nojekyll"] == "")
    let (built, published) = (try place.folder.files(in: "book"), site)
    #expect(published.keys.sorted() == (built.keys + [".nojekyll"]).sorted())
    for (path, text) in built where path != ".tokenbook.json" { #expect(published[path] == text, "\(path)") }
    let check = try await Program.run("build", "--check", "-o", "site", in: place.folder)
    #expect(!check.output.contains("stale") && !check.output.contains("missing"), "\(check.output)")
    #expect(try await place.git("git -C work fsck --strict 2>&1") == "")
  }

  @Test func aCommitSaysWhatItIs() async throws {
    let place = try await published()
    let format = "%an <%ae>%n%ct %at%n%B"
    #expect(
      try await place.git("git -C work log -1 --format='\(format)' gh-pages").hasPrefix(
        """
        Ada <ada@example.com>
        1000000000 1000000000
        Publish the book of acme as of 2026-11-22

        Accesses: 2 (2 decided, 0 need an answer, 0 blocked).
        The book has 
        """))
    let other = try await published()
    #expect(try await place.git(Self.lists) == other.git(Self.lists))
  }

  @Test func anUnchangedBookMakesNoCommit() async throws {
    let place = try await published()
    let before = try await place.git(Self.lists)
    let run = try await place.publish(variables: "X=1")
    #expect(run.status == .exited(0))
    #expect(run.error.contains("gh-pages: the book has not changed, nothing to commit"))
    #expect(try await place.git(Self.lists) == before)
  }

  @Test func aChangedBookAddsOneCommit() async throws {
    let place = try await published()
    let before = try await place.git(Self.lists)
    try place.describe(BuildTests.changed)
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    let lists = try await place.git(Self.lists).split(separator: "\n")
    #expect(lists.count == 2 && lists.last.map(String.init) == before)
    #expect(try await place.publish().error.contains("has not changed"))
    #expect(
      try await place.git("git -C work diff --name-status gh-pages~1 gh-pages -- index.html")
        == "M\tindex.html")
  }

  /// The branch is the book that the next one goes on from.
  @Test func recordsKeepTheirNumbers() async throws {
    let place = try await place()
    try place.describe(BuildTests.text.replacing("as_of: 2026-11-22", with: "as_of: 2020-12-01"))
    _ = try await place.publish()
    try place.describe(BuildTests.text)
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    let names = try await place.git("git -C work ls-tree --name-only gh-pages markdown/decisions/")
    #expect(names.contains("/0003-use-github_token"))
    let superseded = try await place.git(
      "git -C work grep -l 'superseded by ADR-0003' gh-pages -- markdown/decisions")
    #expect(superseded.hasPrefix("gh-pages:markdown/decisions/000"))
    try place.describe(BuildTests.text.replacing("as_of: 2026-11-22", with: "as_of: 2021-12-01"))
    let back = try await place.publish()
    #expect(back.status == .exited(1))
    #expect(
      back.error.contains("`gh-pages` is the book of 2026-11-22") && back.error.contains("to another branch"))
  }

  /// Decision records and notes are those of the branch, whatever folder was built elsewhere.
  @Test func goesOnFromTheBookOnTheBranch() async throws {
    let place = try await published()
    try await place.git(
      """
      cd work; git worktree add -q ../site gh-pages; cd ../site
      sed -i.old 's/^<!-- END NOTES/Ask Ada.\\n&/' markdown/repositories/web.md; rm markdown/repositories/web.md.old
      git commit -q -a -m note; cd ../work; git worktree remove ../site
      """)
    try place.describe(BuildTests.text.replacing(/(?s)consumers:.*/, with: ""))
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    let show = "git -C work cat-file blob gh-pages:"
    #expect(try await place.git(show + "markdown/repositories/web.md").contains("Ask Ada.\n<!-- END NOTES"))
    #expect(try await place.git(show + "repositories/web.html").contains("<p>Ask Ada.</p>"))
    #expect(try await place.git(show + "data/decision-records.json").contains(#""status":"deprecated""#))
    #expect(try await place.git(show + "markdown/decisions/index.md").contains("| deprecated | 2026-11-22 |"))
  }

  /// A dirty tree, an index in the middle of something, hooks and filters: nothing of it matters, nothing is touched.
  @Test func nothingElseIsTouched() async throws {
    let place = try await place()
    try await place.git(
      """
      cd work; echo two > kept; echo new > untracked; echo staged > staged; git add staged; git stash -q; git stash pop -q
      git config core.autocrlf true; git config core.eol crlf; git config filter.x.clean 'tr a b'
      printf '* text filter=x\\n' > .git/info/attributes; printf '* text filter=x\\n' > .gitattributes
      for hook in pre-commit commit-msg post-commit reference-transaction post-checkout; do
        printf '#!/bin/sh\\ntouch ../hook-ran\\n' > .git/hooks/$hook; chmod +x .git/hooks/$hook; done
      """)
    let looks =
      "cd work; rm -f ../hook-ran; cat .git/HEAD; git status --porcelain; sha256sum .git/index kept staged"
    let before = try await place.git(looks)
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    let noHook = try await place.git("test ! -e hook-ran && echo none")
    #expect(noHook == "none")
    #expect(try await place.git(looks) == before)
    #expect(
      try await place.git("git -C work for-each-ref --format='%(refname)' refs/heads")
        == "refs/heads/gh-pages\nrefs/heads/main")
    let page = try await place.git("git -C work cat-file blob gh-pages:index.html")
    _ = try await Program.run("build", in: place.folder)
    #expect(try place.folder.read("book/index.html").trimmingCharacters(in: .newlines) == page)
  }

  @Test func nothingIsLeftOver() async throws {
    let place = try await place()
    try await place.git("mkdir scratch")
    let run = try await place.publish(variables: "TMPDIR=scratch")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(
      try await place.git(
        "ls -A scratch; git -C work status --porcelain; ls work/.git | grep -i tokenbook || true") == "")
  }

  @Test func aForeignBranchIsRefused() async throws {
    let place = try await place()
    try await place.git("git -C work branch gh-pages main")
    let run = try await place.publish()
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`gh-pages` contains files but no book"))
    #expect(try await place.git("git -C work rev-parse gh-pages") == place.git("git -C work rev-parse main"))
  }

  @Test func whatSomebodyChangedByHandIsNotLost() async throws {
    let place = try await published()
    try await place.git(
      """
      cd work; git worktree add -q ../site gh-pages; cd ../site; echo mine > index.html; ln -sf x markdown/index.md
      git commit -q -a -m edit; cd ../work; git worktree remove ../site
      """)
    let before = try await place.git(Self.lists)
    for text in [BuildTests.text, BuildTests.changed] {
      try place.describe(text)
      let run = try await place.publish()
      #expect(run.status == .exited(1))
      #expect(run.error.contains("`gh-pages:index.html` was changed by hand"))
      #expect(run.error.contains("`gh-pages:markdown/index.md` was changed by hand"))
      #expect(try await place.git(Self.lists) == before)
    }
    try await place.git("git -C work update-ref refs/heads/gh-pages gh-pages~1")
    #expect(try await place.publish().status == .exited(0))
  }

  /// As GitHub does when a domain is set.
  @Test func filesBesideTheBookStay() async throws {
    let place = try await published()
    try await place.git(
      """
      cd work; git worktree add -q ../site gh-pages; cd ../site; echo example.org > CNAME; mkdir own; echo x > own/x
      git add -A; git commit -q -m domain; cd ../work; git worktree remove ../site
      """)
    try place.describe(BuildTests.changed)
    let run = try await place.publish()
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try await place.git("git -C work cat-file blob gh-pages:CNAME") == "example.org")
    #expect(try await place.git("git -C work cat-file blob gh-pages:own/x") == "x")
  }

  @Test func aManifestThatLeadsOutIsRefused() async throws {
    let place = try await published()
    try await place.git(
      """
      cd work; git worktree add -q ../site gh-pages; cd ../site
      sed -i 's/"index.html"/"..\\/kept"/' .tokenbook.json; git commit -q -a -m evil; cd ../work; git worktree remove ../site
      """)
    let run = try await place.publish()
    #expect(run.status == .exited(1))
    #expect(run.error.contains("gh-pages/.tokenbook.json` names a path outside"), "\(run.error)")
  }

  @Test func aBranchThatIsCheckedOutIsRefused() async throws {
    let place = try await published()
    try await place.git("git -C work worktree add -q ../site gh-pages")
    try place.describe(BuildTests.changed)
    let run = try await place.publish()
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`gh-pages` is checked out in") && run.error.contains("/site`"))
    let unborn = try await self.place()
    try await unborn.git("git -C work switch -q --orphan gh-pages")
    #expect(try await unborn.publish().status == .exited(1))
    let main = try await unborn.publish("--branch 'main'")
    #expect(main.error.contains("`main` contains files but no book"))
  }

  @Test(arguments: ["-x", "a..b", "HEAD", "'a b'", "@{-1}"])
  func aNameThatNoBranchHasIsRefused(_ name: String) async throws {
    let run = try await place().publish("--branch=\(name)")
    #expect(run.status == .exited(1))
    #expect(run.error.contains("expected the name of a branch"))
  }
}

@Suite struct PublishRemoteTests {
  private func place() async throws -> PublishingPlace { try await PublishingPlace() }
  private static let remote = "git -C remote.git rev-parse --verify -q gh-pages"

  @Test func pushesTheBranchAndNothingElse() async throws {
    let place = try await place()
    try await place.git("cd work; git tag -a -m t t; git branch other; git config push.followTags true")
    let run = try await place.publish("--push")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.output == "")
    #expect(run.error.contains("gh-pages: pushed to origin"))
    #expect(
      try await place.git("git -C remote.git for-each-ref --format='%(refname)'")
        == "refs/heads/gh-pages\nrefs/heads/main")
    #expect(try await place.git(Self.remote) == place.git("git -C work rev-parse gh-pages"))
    let again = try await place.publish("--push")
    #expect(again.status == .exited(0) && !again.error.contains("pushed"))
  }

  @Test func withoutPushItPrintsTheCommandThatDoes() async throws {
    let place = try await place()
    let run = try await place.publish()
    #expect(run.output == "git -C work push origin refs/heads/gh-pages:refs/heads/gh-pages\n")
    try await place.git(run.output)
    #expect(try await place.git(Self.remote) == place.git("git -C work rev-parse gh-pages"))
    #expect(try await place.publish().output == "")
  }

  /// A job's clone has only the newest commit of one branch.
  @Test func aFreshCloneGoesOnFromTheRemote() async throws {
    let place = try await place()
    _ = try await place.publish("--push")
    let first = try await place.git(Self.remote)
    try await place.git(
      "git clone -q --depth=1 --single-branch file://$PWD/remote.git job; cd job; git config user.name J; "
        + "git config user.email j@example.com")
    let same = try await place.publish("--push", repository: "job")
    #expect(same.error.contains("has not changed") && same.status == .exited(0), "\(same.error)")
    try place.describe(BuildTests.changed)
    let run = try await place.publish("--push", repository: "job")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try await place.git("git -C remote.git rev-parse gh-pages~1") == first)
  }

  /// `work` published and pushed; then somebody else did.
  private func overtaken() async throws -> PublishingPlace {
    let place = try await place()
    _ = try await place.publish("--push")
    try await place.git(
      "git clone -q remote.git other; cd other; git config user.name O; git config user.email o@x.org")
    try place.describe(BuildTests.changed)
    _ = try await place.publish("--push", repository: "other")
    return place
  }

  @Test func aRemoteThatIsAheadIsRefused() async throws {
    let place = try await overtaken()
    let there = try await place.git(Self.remote)
    try place.describe(BuildTests.text.replacing("prod:", with: "stage:"))
    let run = try await place.publish("--push")
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`gh-pages` at `origin` has commits that your branch doesn't have"))
    #expect(run.error.contains("`git fetch origin gh-pages:gh-pages`"))
    try await place.git("git -C work fetch -q origin gh-pages:gh-pages")
    #expect(try await place.publish("--push").status == .exited(0))
    #expect(try await place.git("git -C remote.git rev-parse gh-pages~1") == there)
  }

  @Test func aRemoteThatHasDivergedIsRefused() async throws {
    let place = try await overtaken()
    let there = try await place.git(Self.remote)
    try place.describe(BuildTests.text.replacing("prod:", with: "stage:"))
    let here = try await place.publish()
    #expect(here.status == .exited(0), "\(here.error)")
    for arguments in ["--push", ""] {
      let run = try await place.publish(arguments)
      #expect(run.status == .exited(1))
      #expect(run.error.contains("`gh-pages` here and at `origin` have different commits"))
      try await place.git("git -C work fetch -q")
    }
    #expect(try await place.git(Self.remote) == there)
    try await place.git("git -C work branch -m gh-pages gh-pages-old")
    #expect(try await place.publish("--push").status == .exited(0))
    #expect(try await place.git("git -C remote.git rev-parse gh-pages~1") == there)
  }

  @Test func worksInABareRepositoryAndALinkedTree() async throws {
    let place = try await place()
    let bare = try await place.publish(
      repository: "remote.git",
      variables: "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.org"
    )
    #expect(bare.status == .exited(0), "\(bare.error)")
    #expect(bare.output == "")
    try await place.git("git -C work worktree add -q ../linked -b topic; mkdir linked/deep")
    let linked = try await place.publish("--branch book/site", repository: "linked/deep")
    #expect(linked.status == .exited(0), "\(linked.error)")
    #expect(
      try await place.git("git -C work rev-parse book/site^{tree}")
        == place.git("git -C remote.git rev-parse gh-pages^{tree}"))
  }

  @Test func whatGitSaysIsShown() async throws {
    let place = try await place()
    let none = try await place.publish(repository: "nowhere")
    #expect(
      none.status == .exited(1) && none.error.contains("`git rev-parse` failed: ")
        && none.error.contains("nowhere"))
    let noRepository = try await place.publish(repository: ".", variables: "GIT_CEILING_DIRECTORIES=/")
    #expect(noRepository.status == .exited(1))
    let unknown = try await place.publish("--remote upstream")
    #expect(unknown.status == .exited(1) && unknown.error.contains("the remote `upstream` doesn't exist"))
    try await place.git("cd work; git config --unset user.name; git config user.useConfigOnly true")
    let nobody = try await place.publish()
    #expect(
      nobody.status == .exited(1) && nobody.error.contains("`git commit-tree` failed: "), "\(nobody.error)")
    let missing = try await place.publish(variables: "PATH=/nonexistent")
    #expect(
      missing.status == .exited(1) && missing.error.contains("cannot find the program `git`"),
      "\(missing.error)")
  }

  @Test func aPushThatIsRefusedIsTold() async throws {
    let place = try await place()
    try await place.git(
      "printf '#!/bin/sh\\necho not today >&2; exit 1\\n' > remote.git/hooks/pre-receive; chmod +x remote.git/hooks/pre-receive"
    )
    let run = try await place.publish("--push")
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`git push` failed: ") && run.error.contains("not today"))
    #expect(try await place.git("git -C work branch --list gh-pages") == "")
  }

  /// Somebody else pushes after the remote was looked at: the branch here is as it was, and the next run goes on from theirs.
  @Test func aLostRaceLeavesTheBranchAsItWas() async throws {
    let place = try await overtaken()
    let there = try await place.git(Self.remote)
    try await place.git(
      "git -C remote.git update-ref refs/heads/gh-pages gh-pages~1 && git -C work fetch -q && git -C remote.git branch won \(there)"
    )
    // Git asks this before it pushes: time enough to lose.
    let hook = "env -u GIT_DIR git -C ../remote.git update-ref refs/heads/gh-pages won"
    try await place.git(
      "printf '#!/bin/sh\\n\(hook)\\n' > work/.git/hooks/pre-push; chmod +x work/.git/hooks/pre-push")
    let here = try await place.git("git -C work rev-parse gh-pages")
    try place.describe(BuildTests.text.replacing("prod:", with: "stage:"))
    let run = try await place.publish("--push")
    #expect(run.status == .exited(1) && run.error.contains("`git push` failed: "), "\(run.error)")
    #expect(try await place.git("git -C work rev-parse gh-pages") == here)
    #expect(try await place.git(Self.remote) == there)
    try await place.git("rm work/.git/hooks/pre-push; git -C work fetch -q origin gh-pages:gh-pages")
    #expect(try await place.publish("--push").status == .exited(0))
    #expect(try await place.git("git -C remote.git rev-parse gh-pages~1") == there)
  }

  /// Nothing that the program runs could overwrite what a remote has.
  @Test func nothingIsEverForced() throws {
    let folder = "\(Program.package)/Sources/BookBranch"
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      #expect(!text.contains("--force") && !text.contains("\"-f\"") && !text.contains("\"+refs"), "\(file)")
    }
  }
}
