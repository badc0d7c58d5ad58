import Foundation
import Testing

@Suite struct BuildTests {
  static let text = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [publish package web]}}}
    packages:
      web: {registry: container, repository: web, visibility: private}
    consumers:
      prod: {kind: kubernetes, needs: [pull package web]}

    """
  static let changed = text.replacing("consumers:", with: "  shared: {registry: npm}\nconsumers:")
    .replacing("pull package web]", with: "pull package web, pull package shared]")

  private func built() async throws -> TestFolder {
    let folder = try TestFolder(["tokenbook.yaml": Self.text])
    let run = try await Program.run("build", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    return folder
  }

  @Test func writesTheBook() async throws {
    let folder = try await built()
    let files = try folder.files(in: "book")
    for path in ["index.html", "markdown/index.md", "data/decisions.json", ".tokenbook.json"] {
      #expect(files[path] != nil, "\(path)")
    }
    let decided = try await Program.run("decide", "--format", "json", in: folder)
    #expect(files["data/decisions.json"] == decided.output)
  }

  @Test func theCalendarIsAsAskedFor() async throws {
    let text = Self.text + "credentials: {OLD_TOKEN: {kind: classic_pat, expires: 2027-01-01}}\n"
    let folder = try TestFolder(["tokenbook.yaml": text])
    _ = try await Program.run("build", in: folder)
    let full = try #require(try folder.files(in: "book")["calendar.ics"])
    #expect(full.contains("SUMMARY:OLD_TOKEN") && !full.contains("URL:"))
    let run = try await Program.run(
      "build", "--calendar-titles", "short", "--base-url", "https://pages.example/b", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let short = try #require(try folder.files(in: "book")["calendar.ics"])
    #expect(!short.contains("OLD_TOKEN"))
    #expect(short.contains("URL:https://pages.example/b/rotation/index.html\r\n"))
    for wrong in [["--base-url", "example"], ["--calendar-titles", "long"]] {
      let refused = try await Program.run("build", wrong[0], wrong[1], in: folder)
      #expect(refused.status == .exited(64))
    }
  }

  @Test func everyPageBearsTheClassification() async throws {
    let folder = try await built()
    #expect(try folder.read("book/index.html").contains("class=\"classification\"") == false)
    let run = try await Program.run("build", "--classification", "internal <b>", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let pages = try folder.files(in: "book").filter { $0.key.hasSuffix(".html") }
    #expect(pages.count > 10)
    for (path, page) in pages {
      #expect(page.contains("<p class=\"classification\">internal &lt;b&gt;</p>"), "\(path)")
    }
    for text in ["", " ", "a\nb"] {
      #expect(try await Program.run("build", "--classification", text, in: folder).status == .exited(64))
    }
  }

  @Test func theBaseURLIsForSitemapAndFeed() async throws {
    let folder = try await built()
    #expect(try folder.files(in: "book")["sitemap.xml"] == nil)
    let run = try await Program.run("build", "--base-url", "https://a.example/b", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let files = try folder.files(in: "book")
    #expect(files["sitemap.xml"]?.contains("<loc>https://a.example/b/repositories/web.html</loc>") == true)
    #expect(files["feed.xml"] != nil)
    #expect(files["404.html"]?.contains("href=\"/b/assets/tokenbook.css\"") == true)
    let again = try await Program.run("build", in: folder)
    #expect(again.status == .exited(0))
    #expect(try folder.files(in: "book")["feed.xml"] == nil)
    let wrong = try await Program.run("build", "--base-url", "a.example", in: folder)
    #expect(wrong.status == .exited(64))
  }

  @Test func twoRunsGiveTheSameBytesInAnyFolder() async throws {
    let folder = try await built()
    let other = try TestFolder(["deep/er/org.yaml": Self.text])
    let run = try await Program.run("build", "deep/er/org.yaml", "-o", "out/here", in: other)
    #expect(run.status == .exited(0))
    #expect(try other.files(in: "out/here") == folder.files(in: "book"))
  }

  @Test func aShuffledDescriptionGivesTheSameBytes() async throws {
    let folder = try await built()
    let parts = Self.text.split(separator: "\n").split { !$0.hasPrefix(" ") }
    #expect(parts.count == 3)
    let shuffled = """
      consumers: {prod: {needs: [pull package web], kind: kubernetes}}
      packages: {web: {visibility: private, repository: web, registry: container}}
      repositories: {web: {workflows: {ci: {needs: [publish package web]}}, visibility: private}}
      as_of: 2026-11-22
      organization: acme
      tokenbook: 1

      """
    try folder.write(shuffled, to: "shuffled.yaml")
    _ = try await Program.run("build", "shuffled.yaml", "-o", "other", in: folder)
    #expect(try folder.files(in: "other") == folder.files(in: "book"))
  }

  @Test func checkNamesWhatIsStale() async throws {
    let folder = try await built()
    let fresh = try await Program.run("build", "--check", in: folder)
    #expect(fresh.status == .exited(0))
    #expect(fresh.output == "")
    try folder.write(Self.changed, to: "tokenbook.yaml")
    let before = try folder.files(in: "book")
    let stale = try await Program.run("build", "--check", in: folder)
    #expect(stale.status == .exited(3))
    #expect(stale.output.contains("stale    data/decisions.json\n"))
    #expect(try folder.files(in: "book") == before)
    _ = try await Program.run("build", in: folder)
    #expect(try await Program.run("build", "--check", in: folder).status == .exited(0))
  }

  /// Whether the pages were rendered, as a terminal shows it.
  private func renders(_ arguments: String, in folder: TestFolder) async throws -> Bool {
    let run = try await Program.shell(
      "python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' \"$tokenbook\" build \(arguments)", in: folder)
    #expect(run.output.contains("book: "), "\(run.output)\(run.error)")
    return run.output.contains("rendering the book")
  }

  @Test func anUnchangedBookIsNotMadeAgain() async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.text])
    #expect(try await renders("", in: folder))
    let book = try folder.files(in: "book")
    #expect(try await !renders("", in: folder))
    #expect(try await !renders("--check", in: folder))
    let again = try await Program.run("build", in: folder)
    #expect(again.error == "book: 0 files written, \(book.count - 1) unchanged\n")
    #expect(try folder.files(in: "book") == book)
  }

  /// One input after the other is another one, and then as it was.
  @Test func whatIsMadeOfSomethingElseIsMade() async throws {
    let folder = try await built()
    let template = "mine/documents/overview.md.mustache"
    let own = try String(
      contentsOfFile: "\(Program.package)/templates/documents/overview.md.mustache", encoding: .utf8)
    try folder.write(own, to: template)
    for arguments in [
      "--as-of 2026-11-23", "--classification internal", "--one-page", "--calendar-titles short",
      "--base-url https://pages.example/", "--templates mine", "--history book",
    ] {
      #expect(try await renders("--check \(arguments)", in: folder), "\(arguments)")
      #expect(try await !renders("--check", in: folder), "\(arguments)")
    }
    #expect(try await renders("--force", in: folder))
    try folder.write(Self.text + "# A word.\n", to: "tokenbook.yaml")
    #expect(try await renders("", in: folder))
    #expect(try await !renders("--check", in: folder))
    try folder.write(Self.text, to: "tokenbook.yaml")
    #expect(try await renders("--templates mine", in: folder))
    #expect(try await !renders("--templates mine", in: folder))
    try folder.write(own + "\nOur own last line.\n", to: template)
    #expect(try await renders("--templates mine", in: folder))
    #expect(try folder.read("book/markdown/index.md").contains("Our own last line."))
  }

  /// Every problem is told each time, though nothing is to do.
  @Test func anUnchangedBookStillHasItsWarnings() async throws {
    let folder = try await built()
    let page = "book/markdown/repositories/web.md"
    try folder.write(
      try folder.read(page).replacing("<!-- END NOTES", with: "<b>x</b>\n\n<!-- END NOTES"), to: page)
    for _ in 0..<3 {
      let run = try await Program.run("build", in: folder)
      #expect(run.error.contains("warning[note-html]"), "\(run.error)")
    }
    try folder.write(
      Self.text.replacing("repository: web, visibility: private", with: "repository: web"),
      to: "tokenbook.yaml")
    let first = try await Program.run("build", "--strict", in: folder)
    let second = try await Program.run("build", "--strict", in: folder)
    #expect(first.status == second.status && first.status != .exited(0))
  }

  /// A file that somebody changed, and one that is gone, in a book that is otherwise what it was made of.
  @Test func anUnchangedBookIsLookedAtAsAWhole() async throws {
    let folder = try await built()
    let page = try folder.read("book/index.html")
    try folder.write("edited", to: "book/index.html")
    #expect(try await Program.run("build", "--check", in: folder).output == "stale    index.html\n")
    #expect(try await Program.run("build", in: folder).status == .exited(1))
    try folder.remove("book/index.html")
    #expect(try await Program.run("build", "--check", in: folder).output == "missing  index.html\n")
    #expect(
      try await Program.run("build", in: folder).error
        == "book: 1 files written, \(try folder.files(in: "book").count - 2) unchanged\n")
    #expect(try folder.read("book/index.html") == page)
  }

  @Test func aWrongDescriptionLeavesTheBook() async throws {
    let folder = try await built()
    let before = try folder.files(in: "book")
    try folder.write("tokenbook: 1\n", to: "tokenbook.yaml")
    #expect(try await Program.run("build", in: folder).status == .exited(1))
    #expect(try folder.files(in: "book") == before)
  }

  @Test func refusesWhatIsNotItsOwn() async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.text, "book/thesis.txt": "mine"])
    let run = try await Program.run("build", "--force", in: folder)
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`book` isn't empty and wasn't written by tokenbook"))
    #expect(try folder.files(in: "book") == ["thesis.txt": "mine"])
  }

  @Test func refusesToLoseAnEdit() async throws {
    let folder = try await built()
    try folder.write("edited", to: "book/index.html")
    try folder.write(Self.changed, to: "tokenbook.yaml")
    let run = try await Program.run("build", in: folder)
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`book/index.html` was changed by hand"))
    #expect(try folder.read("book/index.html") == "edited")
    #expect(try await Program.run("build", "--force", in: folder).status == .exited(0))
    #expect(try folder.read("book/index.html") != "edited")
  }

  @Test func takesTemplatesOneByOne() async throws {
    let folder = try await built()
    let own = try String(
      contentsOfFile: "\(Program.package)/templates/documents/overview.md.mustache", encoding: .utf8)
    try folder.write(own + "\nOur own last line.\n", to: "mine/documents/overview.md.mustache")
    let run = try await Program.run("build", "--templates", "mine", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try folder.read("book/markdown/index.md").contains("Our own last line."))
    try folder.write("{{nothing}}", to: "mine/documents/overview.md.mustache")
    let wrong = try await Program.run("build", "--templates", "mine", in: folder)
    #expect(wrong.status == .exited(1))
    #expect(wrong.error.contains("nothing") && wrong.error.contains("documents/overview"))
    let absent = try await Program.run("build", "--templates", "nowhere", in: folder)
    #expect(absent.status == .exited(1))
  }

  /// As a job that has a fresh folder each time, and the book that was published last.
  @Test func goesOnFromAnotherFolder() async throws {
    let folder = try await built()
    let flipped = Self.text.replacing("as_of: 2026-11-22", with: "as_of: 2020-12-01")
    let back = try await Program.shell("\"$tokenbook\" build - <<'X'\n\(flipped)X\n", in: folder)
    #expect(back.status == .exited(1))
    #expect(back.error.contains("`book` is the book of 2026-11-22, and this one is of 2020-12-01"))
    try folder.write(flipped, to: "then.yaml")
    _ = try await Program.run("build", "then.yaml", "-o", "published", in: folder)
    let run = try await Program.run("build", "-o", "fresh", "--history", "published", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let records = try folder.files(in: "fresh/markdown/decisions")
    #expect(records.values.contains { $0.contains("status: \"superseded by ADR-0003\"") })
    #expect(records.keys.contains { $0.hasPrefix("0003-use-github_token") })
    #expect(try folder.files(in: "published")["index.html"]?.contains("2020-12-01") == true)
    let same = try await Program.run("build", "-o", "fresh", "--history", "published", "--check", in: folder)
    #expect(same.status == .exited(0), "\(same.output)")
    let after = try await Program.run("build", "-o", "fresh", "--check", in: folder)
    #expect(after.status == .exited(0), "\(after.output)")
  }

  @Test(arguments: ["nowhere", "files"]) func theHistoryMustBeABook(_ name: String) async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.text, "files/thesis.txt": "mine"])
    let run = try await Program.run("build", "--history", name, in: folder)
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`\(name)` is neither a book nor an empty folder"))
    #expect(try folder.files(in: "book") == [:])
  }

  @Test func anEditedRecordIsToldBeforeAnythingIsWritten() async throws {
    let accepted =
      Self.text
      + "people: {ada: {role: owner}}\ndecisions:\n  prod#pull-package-web: {accepted: 2026-11-20, choose: classic_pat, by: ada}\n"
    let folder = try TestFolder(["tokenbook.yaml": accepted])
    _ = try await Program.run("build", in: folder)
    let name = try #require(folder.files(in: "book/markdown/decisions").keys.first { $0.hasPrefix("0001-") })
    let path = "book/markdown/decisions/\(name)"
    try folder.write(try folder.read(path) + "\nMy own line.\n", to: path)
    let before = try folder.files(in: "book")
    let run = try await Program.run("build", in: folder)
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`\(path)` was changed by hand, and the record is accepted"))
    #expect(try folder.files(in: "book") == before)
    #expect(try await Program.run("build", "--force", in: folder).status == .exited(0))
    #expect(try folder.read(path).contains("My own line.\n"))
    #expect(try await Program.run("build", "--check", in: folder).status == .exited(0))
  }

  @Test func strictWritesTheBookAndIs4() async throws {
    let open = Self.text.replacing("visibility: private}", with: "note: nobody knows}")
    let folder = try TestFolder(["tokenbook.yaml": open])
    #expect(try await Program.run("build", "--strict", in: folder).status == .exited(4))
    #expect(try folder.files(in: "book")["index.html"] != nil)
  }

  @Test func findsItsResourcesWhereItIsTold() async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.text])
    let nowhere = try await Program.run(
      "build", in: folder, environment: ["TOKENBOOK_RESOURCES": folder.path])
    #expect(nowhere.status == .exited(1))
    let there = try await Program.run(
      "build", in: folder, environment: ["TOKENBOOK_RESOURCES": Program.package])
    #expect(there.status == .exited(0))
  }

  /// As `make install` puts things: `bin/tokenbook`, `share/tokenbook`, here through a link to the program.
  @Test func findsItsResourcesWhereItIsInstalled() async throws {
    let folder = try TestFolder(["work/tokenbook.yaml": Self.text])
    let line = """
      mkdir -p prefix/bin prefix/share/tokenbook/site && cp "$tokenbook" prefix/bin/ &&
      cp -R '\(Program.package)/templates' '\(Program.package)/catalog' prefix/share/tokenbook/ &&
      cp -R '\(Program.package)/site/assets' '\(Program.package)/site/schemas' prefix/share/tokenbook/site/ &&
      ln -s ../prefix/bin/tokenbook work/tb && cd work && ./tb build
      """
    let run = try await Program.shell(line, in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try folder.files(in: "work/book")["index.html"] != nil)
  }
}

/// A real process, really killed.
@Suite struct KillTests {
  /// Many pages, so that a kill meets every part of a run; `verbs` gives each repository its need.
  private func text(_ verb: (Int) -> String) -> String {
    let repositories = (0..<40).map { number in
      "  r\(number): {visibility: private, workflows: {ci: {needs: [\(verb(number)) package p\(number)]}}}"
    }
    let packages = (0..<40).map {
      "  p\($0): {registry: container, repository: r\($0), visibility: private}"
    }
    let head = ["tokenbook: 1", "organization: acme", "as_of: 2026-11-22", "repositories:"]
    return (head + repositories + ["packages:"] + packages).joined(separator: "\n") + "\n"
  }

  /// Each build begins a history of its own, so that it can be compared. The first of six rounds begins without a book; much
  /// differs between the first two, little between the last two. Builds are killed when they have written so many files, not
  /// after some time: on a busy machine a time says nothing.
  @Test func everyFileIsWholeAndTheNextRunCompletes() async throws {
    let texts = [
      "one": text { _ in "publish" }, "two": text { _ in "pull" },
      "three": text { $0 < 5 ? "publish" : "pull" },
    ]
    let folder = try TestFolder(texts.reduce(into: ["new/.keep": ""]) { $0["\($1.key).yaml"] = $1.value })
    var whole: [String: [String: String]] = [:]
    for name in texts.keys.sorted() {
      _ = try await Program.run("build", "\(name).yaml", "-o", name, in: folder)
      whole[name] = try folder.files(in: name)
    }
    #expect(whole["one"]?.count ?? 0 > 150)
    var killed = 0
    for round in 0..<18 {
      let name = ["one", "two", "three"][round % 3]
      if round % 6 == 0 { try folder.remove("book") }
      let book = try folder.files(in: "book")
      let differing = (whole[name] ?? [:]).count { book[$0.key] != $0.value }
      if try await kill(name, at: differing * (round * 7 % 18) / 18, in: folder) { killed += 1 }
      for (path, text) in try folder.files(in: "book") where !path.hasPrefix(".tokenbook") {
        #expect(whole.values.contains { $0[path] == text }, "\(path)")
      }
      guard round % 4 == 1 else { continue }
      let next = try await Program.run(
        "build", "\(name).yaml", "-o", "book", "--history", "new", in: folder)
      #expect(next.status == .exited(0), "\(next.error)")
      #expect(try folder.files(in: "book") == whole[name])
    }
    #expect(killed > 9, "only \(killed) of 18 builds were met before their end")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.filter { $0.hasPrefix(".") } == [])
  }

  /// Kills a build when it has written so many files; false where it ended before.
  private func kill(_ name: String, at files: Int, in folder: TestFolder) async throws -> Bool {
    let line = """
      touch begun
      "$tokenbook" build \(name).yaml -o book --history new & build=$!
      while kill -0 $build && [ "$(find . -type f -newer begun | wc -l)" -lt \(files) ]; do :; done 2> /dev/null
      kill -9 $build 2> /dev/null && echo killed
      wait $build
      true
      """
    return try await Program.shell(line, in: folder).output.contains("killed")
  }
}
