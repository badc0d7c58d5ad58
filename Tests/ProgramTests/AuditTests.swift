import Foundation
import Testing

/// `tokenbook audit` as a person and a pipeline run it.
@Suite struct AuditCommandTests {
  private static let workflow = """
    on: push
    permissions:
      contents: read   # why
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - uses: docker/login-action@v3
            with:
              registry: ghcr.io
              username: acme-bot
              password: ${{ secrets.CR_PAT }}
          - run: docker push ghcr.io/${{ github.repository }}:1

    """
  private static let description = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-26
    people: {cleo: {leaves_on: 2026-12-31}}
    repositories:
      web: {visibility: private, workflows: {ci: {triggers: [push], needs: [publish package web]}}}
    packages:
      web: {registry: container, repository: web, visibility: private, actions_access: {web: write}}
    credentials:
      CR_PAT: {kind: classic_pat, holder: cleo, stored_in: [{repository_secret: CR_PAT, repository: web}]}

    """
  private static let config = "[remote \"origin\"]\n\turl = https://github.com/acme/web\n"
  private static let files = [
    "src/.git/config": config, "src/.github/workflows/ci.yml": workflow, "book/tokenbook.yaml": description,
  ]

  @Test func exitsByTheWorstThatItFinds() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run("audit", "src", in: folder)
    #expect(run.status == .exited(13))
    #expect(
      run.output.hasPrefix(
        "medium[pat-where-job-token-serves]: the job logs in to ghcr.io with `secrets.CR_PAT`"))
    #expect(run.output.contains("12 |           password: ${{ secrets.CR_PAT }}\n"))
    #expect(run.error == "1 file, 1 finding: 1 medium; 1 fixable with `--fix`\n")
    let dotted = try await Program.run("audit", "./src/", in: folder)
    #expect(dotted.output == run.output)
    let high = try await Program.run("audit", "src", "--min-severity", "high", in: folder)
    #expect(high.status == .exited(0) && high.output == "" && high.error == "1 file, no findings\n")
    let calm = try await Program.run("audit", "src", "--no-exit-codes", in: folder)
    #expect(calm.status == .exited(0) && calm.output == run.output)
    let nothing = try await Program.run("audit", "book", in: folder)
    #expect(nothing.status == .exited(1) && nothing.error.contains("found no workflow file below `book`"))
  }

  @Test func holdsTheFilesAgainstADescription() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run("audit", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(run.status == .exited(14))
    #expect(run.output.contains("high[credential-of-person]: `secrets.CR_PAT` is a classic PAT of `cleo`"))
    #expect(run.output.contains("medium[pat-where-job-token-serves]"))
    #expect(run.output.contains(" --> book/tokenbook.yaml:10:3\n"))
    #expect(run.error == "1 file, 2 findings: 1 high, 1 medium; 1 fixable with `--fix`\n")
    let ignored =
      "audit: {ignore: [{check: credential-of-person, in: web/ci, because: x, until: 2026-11-26}]}\n"
    try folder.write(Self.description + ignored, to: "book/tokenbook.yaml")
    let less = try await Program.run("audit", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(less.status == .exited(13) && less.error.contains("1 suppressed"))
    let late = try await Program.run(
      "audit", "src", "--description", "book/tokenbook.yaml", "--as-of", "2026-11-27", in: folder)
    #expect(late.status == .exited(14) && late.error.contains("warning[expired-suppression]"))
    try folder.write(Self.description.replacing("cleo:", with: "ada:"), to: "book/tokenbook.yaml")
    let wrong = try await Program.run("audit", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(wrong.status == .exited(1) && wrong.output == "" && wrong.error.contains("unknown-reference"))
  }

  /// Code scanning takes places of the checkout only.
  @Test func noPlaceOutsideIsUploaded() async throws {
    let folder = try TestFolder(Self.files)
    for (description, isNamed) in [
      ("book/tokenbook.yaml", true), ("\(folder.path)/book/tokenbook.yaml", false),
    ] {
      let run = try await Program.run(
        "audit", "src", "--description", description, "--format", "sarif", in: folder)
      #expect(run.output.contains("credential-of-person"))
      #expect(run.output.contains("book/tokenbook.yaml") == isNamed)
    }
  }

  @Test func theOrderOfThePathsChangesNothing() async throws {
    let folder = try TestFolder(
      Self.files.merging(["other/.github/workflows/ci.yml": Self.workflow]) { $1 })
    for format in ["text", "json", "sarif", "github"] {
      let one = try await Program.run("audit", "src", "other", "--format", format, in: folder)
      let two = try await Program.run("audit", "other", "src", "other", "--format", format, in: folder)
      #expect(one.output == two.output && one.output.contains("other/.github"))
    }
  }

  /// Where permissions are written, one can be added: a second run changes nothing.
  @Test func whatOneFixMakesSafeIsFixedToo() async throws {
    let workflow = """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: acme-bot, password: "${{ secrets.CR_PAT }}"}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}

      """
    let path = "src/.github/workflows/ci.yml"
    let folder = try TestFolder([path: workflow])
    let run = try await Program.run("audit", "src", "--fix", in: folder)
    #expect(run.status == .exited(0), "\(run.output)\(run.error)")
    let mended = try folder.read(path)
    #expect(mended.contains("packages: write") && mended.contains("secrets.GITHUB_TOKEN"))
    let again = try await Program.run("audit", "src", "--fix", in: folder)
    #expect(try folder.read(path) == mended && !again.error.contains("changed"))
  }

  /// Git would see another mode, and a link that is none any more.
  @Test func aMendedFileKeepsItsModeAndItsLink() async throws {
    let folder = try TestFolder(["src/.github/workflows/ci.yml": Self.workflow])
    let place = URL(filePath: folder.path).appending(path: "src/.github/workflows/ci.yml")
    let link = URL(filePath: folder.path).appending(path: "ci.yml")
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: place.path)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: place)
    let run = try await Program.run("audit", "ci.yml", "--fix", in: folder)
    #expect(run.status == .exited(0), "\(run.output)\(run.error)")
    #expect(try folder.read("src/.github/workflows/ci.yml").contains("secrets.GITHUB_TOKEN"))
    let mode = try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int
    #expect(mode == 0o750)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == place.path)
  }

  /// `/dev/stderr` and its like: another file in their place would help nobody.
  @Test func whatIsNoFileIsWrittenTo() async throws {
    let folder = try TestFolder(Self.files)
    for option in ["--write-baseline", "--job-summary"] {
      let path = "\(folder.path)/pipe\(option)"
      try #require(mkfifo(path, 0o600) == 0)
      let end = open(path, O_RDWR | O_NONBLOCK)
      defer { close(end) }
      let run = try await Program.run("audit", "src", option, path, in: folder)
      #expect(run.status == .exited(13), "\(run.error)")
      var text = [UInt8](repeating: 0, count: 1 << 12)
      let count = read(end, &text, text.count)
      #expect(String(decoding: text.prefix(max(0, count)), as: UTF8.self).contains("pat-where-job-token"))
    }
  }

  @Test func whatCannotBeIsRefused() async throws {
    let folder = try TestFolder(Self.files)
    let input = try await Program.run("audit", "-", "--fix", in: folder)
    #expect(input.status == .exited(64) && input.output == "")
    let name = try await Program.run(
      "audit", "src", "--description", "book/tokenbook.yaml", "--repository", "web", in: folder)
    #expect(name.status == .exited(64) && name.error.contains("acme/web"))
  }

  /// What is left out is not mended.
  @Test func onlyWhatIsShownIsMended() async throws {
    let folder = try TestFolder(Self.files)
    _ = try await Program.run("audit", "src", "--fix", "--min-severity", "high", in: folder)
    #expect(try folder.read("src/.github/workflows/ci.yml") == Self.workflow)
    _ = try await Program.run("audit", "src", "--write-baseline", "known.txt", in: folder)
    _ = try await Program.run("audit", "src", "--fix", "--baseline", "known.txt", in: folder)
    #expect(try folder.read("src/.github/workflows/ci.yml") == Self.workflow)
  }

  @Test func whoseItIsCanBeSaid() async throws {
    let folder = try TestFolder(Self.files)
    try folder.remove("src/.git")
    let unknown = try await Program.run("audit", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(
      unknown.output.contains("`src` is not described") && !unknown.output.contains("credential-of-person"))
    let named = try await Program.run(
      "audit", "src", "--description", "book/tokenbook.yaml", "--repository", "acme/web", in: folder)
    #expect(named.status == .exited(14) && named.output.contains("credential-of-person"))
    let alone = try await Program.run("audit", "src", "--repository", "acme/web", in: folder)
    #expect(alone.status == .exited(64) && alone.error.contains("requires '--description'"))
  }

  @Test func aFileByItselfKnowsItsCheckout() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run(
      "audit", "src/.github/workflows/ci.yml", "--description", "book/tokenbook.yaml", in: folder)
    #expect(run.status == .exited(14) && run.output.contains("credential-of-person"))
    let folders = try await Program.run(
      "audit", "src/.github/workflows", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(folders.output == run.output && folders.error.hasPrefix("1 file, "))
  }

  /// What is named by itself is read whatever it is called, and held against the description where its checkout is known.
  @Test func aFileOfAnyNameIsRead() async throws {
    let path = "src/.github/workflows/ci.txt"
    let folder = try TestFolder(Self.files.merging([path: Self.workflow, "ci.txt": Self.workflow]) { $1 })
    let run = try await Program.run("audit", path, "--description", "book/tokenbook.yaml", in: folder)
    #expect(run.status == .exited(14) && run.output.contains("credential-of-person"))
    #expect(run.error.hasPrefix("1 file, ") && !run.error.contains("unknown-repository"))
    let stray = try await Program.run("audit", "ci.txt", "--description", "book/tokenbook.yaml", in: folder)
    #expect(!stray.output.contains("credential-of-person") && stray.error.contains("\n1 file, "))
    #expect(
      stray.error.hasPrefix(
        "warning[unknown-repository]: can't tell the repository of `ci.txt`, so it isn't checked against the description\n"
      ))
  }

  /// As pre-commit gives files: what the others of the repository do is not to be seen.
  @Test func aFileByItselfSaysNothingOfTheOthers() async throws {
    let old = "  OLD: {kind: unknown, stored_in: [{repository_secret: OLD, repository: web}]}\n"
    let more = Self.description.replacing(
      "needs: [publish package web]}", with: "needs: [publish package web]}, gone: {}")
    let folder = try TestFolder(Self.files.merging(["book/tokenbook.yaml": more + old]) { $1 })
    let whole = try await Program.run("audit", "src", "--description", "book/tokenbook.yaml", in: folder)
    #expect(whole.output.contains("secret-unused") && whole.output.contains("workflow-missing"))
    let alone = try await Program.run(
      "audit", "src/.github/workflows/ci.yml", "--description", "book/tokenbook.yaml", in: folder)
    #expect(!alone.output.contains("secret-unused") && !alone.output.contains("workflow-missing"))
  }

  @Test func onlyWhatIsNewFailsWithABaseline() async throws {
    let folder = try TestFolder(Self.files)
    let wrote = try await Program.run("audit", "src", "--write-baseline", "known.txt", in: folder)
    #expect(wrote.status == .exited(13))
    let moved = "# one line more\n\n" + Self.workflow
    try folder.write(moved, to: "src/.github/workflows/ci.yml")
    let again = try await Program.run("audit", "src", "--baseline", "known.txt", in: folder)
    #expect(again.status == .exited(0) && again.error == "1 file, no findings\n")
    let worse = moved.replacing("contents: read", with: "contents: write")
      .replacing("permissions:", with: "# permissions:")
    try folder.write(worse.replacing("  contents", with: "#  contents"), to: "src/.github/workflows/ci.yml")
    let more = try await Program.run("audit", "src", "--baseline", "known.txt", in: folder)
    #expect(more.status == .exited(13) && more.output.contains("permissions-missing"))
    #expect(!more.output.contains("pat-where-job-token-serves"))
  }

  @Test func mendsWhatIsSafeAndNothingElse() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run("audit", "src", "--fix", in: folder)
    #expect(run.status == .exited(0))
    let mended = Self.workflow.replacing("secrets.CR_PAT", with: "secrets.GITHUB_TOKEN")
      .replacing("acme-bot", with: "${{ github.actor }}")
      .replacing(
        "    runs-on",
        with: "    permissions:\n      contents: read\n      packages: write\n    runs-on")
    #expect(try folder.read("src/.github/workflows/ci.yml") == mended)
  }

  /// In braces, beside a text in quotes that looks like the key `jobs`, and behind a byte-order mark.
  @Test(arguments: [
    (
      """
      on: push
      permissions: {packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          container: {image: "ghcr.io/${{ github.repository }}:1", credentials: {
            username: acme-bot, # a bot
            password: '${{ secrets.CR_PAT }}' }}
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: acme-bot, password: "${{ secrets.CR_PAT }}"}
            - run: docker push ghcr.io/${{ github.repository }}:1

      """, [("CR_PAT", "GITHUB_TOKEN"), ("acme-bot", "\"${{ github.actor }}\"")]
    ),
    (
      """
      on: push
      env:
        WORDS: "these
      jobs: are
      # no comment"
      # but this is one
      jobs:
        build:
          runs-on: ubuntu-latest
          steps: [{uses: actions/checkout@v4}]

      """, [("# but", "permissions:\n  contents: read\n\n# but")]
    ),
    (
      "\u{FEFF}jobs: {build: {runs-on: ubuntu-latest, steps: [{run: make}]}}\non: push\n",
      [("jobs:", "permissions: {}\n\njobs:")]
    ),
  ])
  func mendedFilesStayWhatTheyWere(_ text: String, _ changes: [(String, String)]) async throws {
    let folder = try TestFolder(["src/.github/workflows/ci.yml": text])
    let run = try await Program.run("audit", "src", "--fix", in: folder)
    #expect(run.status == .exited(0), "\(run.output)\(run.error)")
    let mended = changes.reduce(text) { $0.replacing($1.0, with: $1.1) }
    #expect(try folder.read("src/.github/workflows/ci.yml") == mended)
    let again = try await Program.run("audit", "src", "--fix", in: folder)
    #expect(again.error == "1 file, no findings\n")
  }

  /// GitHub drops a summary of more than 1 MiB as a whole, with what other commands wrote there.
  @Test func theSummaryLeavesRoomForWhatIsThere() async throws {
    for (there, isAdded) in [(1 << 10, true), (1 << 20, false)] {
      let folder = try TestFolder(
        Self.files.merging(["summary.md": String(repeating: "x", count: there)]) { $1 })
      _ = try await Program.run("audit", "src", "--job-summary", "summary.md", in: folder)
      let summary = try folder.read("summary.md")
      #expect(summary.utf8.count <= 1 << 20)
      #expect(summary.contains("### Credentials in workflows") == isAdded)
    }
  }

  @Test func writesEveryForm() async throws {
    let folder = try TestFolder(Self.files)
    let sarif = try await Program.run(
      "audit", "src", "--format", "sarif", "--job-summary", "summary.md", in: folder)
    #expect(sarif.status == .exited(0))
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    #expect(try folder.read("summary.md").contains("pat-where-job-token-serves"))
    let json = try await Program.run("audit", "src", "--format", "json", in: folder)
    #expect(json.status == .exited(13) && json.output.contains("\"pat-where-job-token-serves\""))
    let github = try await Program.run("audit", "src", "--format", "github", in: folder)
    #expect(github.output.hasPrefix("::warning file=src/.github/workflows/ci.yml,line=12"))
  }

  @Test func tokensAreNeverPrinted() async throws {
    let token = "ghp_" + String(repeating: "aB3d", count: 9)
    let text =
      Self.workflow.replacing("${{ secrets.CR_PAT }}", with: token)
      + "      - run: docker login ghcr.io -p \(token)\n"
    let folder = try TestFolder(["src/.github/workflows/ci.yml": text])
    for format in ["text", "json", "sarif", "github"] {
      let run = try await Program.run("audit", "src", "--format", format, in: folder)
      #expect(!run.output.isEmpty && !(run.output + run.error).contains(token.dropFirst(4)), "\(format)")
    }
  }

  /// Files are read, looked at and shown on all cores.
  @Test func manyFilesAreShownInTheirOrder() async throws {
    let numbers = (100..<200).map(String.init)
    let folder = try TestFolder(
      Dictionary(uniqueKeysWithValues: numbers.map { ("src/r\($0)/.github/workflows/ci.yml", Self.workflow) })
    )
    let run = try await Program.run("audit", "src", in: folder)
    let places = run.output.matches(of: /--> src\/r(\d+)\/[^:\n]+:12:/).map { String($0.1) }
    #expect(places == numbers)
    #expect(run.output.matches(of: /(?m)^medium\[pat-where/).count == 100 && !run.output.contains("\n\n\n"))
    let one = try await Program.run("audit", "src/r100", in: folder)
    #expect(run.output.hasPrefix(one.output + "\n"))
  }

  /// Longer than the pieces in which a pipe is read, and than what the size of the file says.
  @Test func longFilesAreReadToTheirEnd() async throws {
    let long = String(repeating: "# as long as it gets\n", count: 20_000)
    let folder = try TestFolder(["src/.github/workflows/ci.yml": long + Self.workflow])
    let run = try await Program.run("audit", "src", in: folder)
    #expect(run.status == .exited(13) && run.output.contains("ci.yml:20012:"))
    let piped = try await Program.shell(
      "mkfifo p.yml && { cat src/.github/workflows/ci.yml > p.yml & \"$tokenbook\" audit --no-exit-codes p.yml; }",
      in: folder)
    #expect(piped.output.contains(":20012:"))
  }

  /// The example organization with checkouts of two of its repositories: what a newcomer sees.
  @Test func theExampleIsHeldAgainstItsCheckouts() async throws {
    let folder = try TestFolder()
    let example = "\(Program.package)/site/example"
    let run = try await Program.run(
      "audit", "\(example)/checkouts", "--description", "\(example)/tokenbook.yaml", in: folder)
    #expect(run.status == .exited(14))
    let lines = run.output.split(separator: "\n")
    let found = lines.indices.filter { lines[$0].contains("]: ") && !lines[$0].hasPrefix(" ") }.map { index in
      let check = lines[index].prefix { $0 != "]" }.drop { $0 != "[" }.dropFirst()
      let place = lines[index + 1].split(separator: "/checkouts/").last?.split(separator: ":") ?? []
      return "\(place.prefix(2).joined(separator: ":")) \(check)".replacing("/.github/workflows", with: "")
    }
    #expect(
      found == [
        "settlement/ci.yml:15 classic-pat-where-narrower-serves", "settlement/ci.yml:17 credential-of-person",
        "web/ci.yml:18 decided-otherwise", "web/ci.yml:26 pat-where-job-token-serves",
        "web/ci.yml:26 credential-of-person", "web/labels.yml:2 workflow-undescribed",
        "web/labels.yml:5 permissions-missing", "web/labels.yml:10 credential-of-person",
        "web/labels.yml:10 secret-in-fork-run",
      ])
  }

  /// `--permissions` shows blocks in the place of findings, and writes them with `--fix` where every step is understood.
  @Test func showsAndWritesPermissions() async throws {
    let text = """
      on: push
      jobs:
        close:
          runs-on: ubuntu-latest
          steps:
            - run: gh issue close 1
              env: {GH_TOKEN: "${{ github.token }}"}

      """
    let folder = try TestFolder([".github/workflows/ci.yml": text])
    let shown = try await Program.run("audit", "--permissions", in: folder)
    #expect(shown.status == .exited(0), "\(shown.error)")
    #expect(shown.output.contains("issues: write  # line 6: `gh issue close`"), "\(shown.output)")
    let fixed = try await Program.run("audit", "--permissions", "--fix", in: folder)
    #expect(fixed.output.contains("# exact, as today"), "\(fixed.output)")
    #expect(try folder.read(".github/workflows/ci.yml").contains("    permissions:\n      issues: write\n"))
    for option in ["--format=sarif", "--baseline=x", "--description=x"] {
      let refused = try await Program.run("audit", "--permissions", option, in: folder)
      #expect(refused.status == .exited(64), "\(refused.error)")
    }
  }
}
