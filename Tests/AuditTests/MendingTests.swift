import Audit
import SourceText
import Testing

@Suite struct MendingTests {
  private static let text = "on: push\njobs: {a: {runs-on: x, name: old, steps: [{run: make}]}}\n"

  private func mended(
    _ replacement: String, _ text: String = text, at path: [String] = ["jobs", "a", "name"],
    meaning value: String? = nil
  ) -> String? {
    let file = SourceFile(path: "ci.yml", bytes: Array(text.utf8))
    let edit = TextEdit(
      Examples.range("old", in: text), replacement, TreeChange(at: path, .text(value ?? replacement)))
    return Mending.bytes(of: file, with: [edit]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func nothingIsWrittenThatGitHubWouldRefuse() {
    #expect(mended("new") == Self.text.replacing("old", with: "new"))
    #expect(mended("${{ github.actor }}") == nil)
  }

  @Test func whatWasWrongBeforeStopsNothing() {
    let wrong = Self.text.replacing("on: push\n", with: "on: push\nwrong: 1\n")
    #expect(mended("new", wrong) == wrong.replacing("old", with: "new"))
    // One problem for another is no better.
    let same = Self.text.replacing("steps:", with: "stepps:")
    #expect(mended("new}}\nx: {", same) == nil)
  }

  @Test func nothingIsChangedWhereAKeyStandsTwice() {
    #expect(mended("new", Self.text + "on: pull_request\n") == nil)
    #expect(mended("new", Self.text.replacing("runs-on: x,", with: "runs-on: x, runs-on: y,")) == nil)
  }

  @Test func nothingButWhatIsMeantMayDiffer() {
    #expect(mended("new, timeout-minutes: 5") == nil)
    #expect(mended("new", at: ["jobs", "b", "name"]) == nil)
    #expect(mended("new", meaning: "other") == nil)
    #expect(mended("'3'", meaning: "3") != nil)
    let shared = "on: push\njobs: {a: {runs-on: x, name: &n old, steps: []}, b: {runs-on: *n, steps: []}}\n"
    #expect(mended("new", shared) == nil)
  }

  /// A login that needs a permission, with each line end that YAML knows.
  @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"])
  func everyLineEndOfYAMLIsOne(_ newline: String) async throws {
    func text(_ permissions: [String]) -> String {
      ([
        "on: push", "permissions: {}", "jobs:", "  test: {runs-on: x, steps: [{run: make}]}", "  image:",
      ] + permissions + [
        "    runs-on: ubuntu-latest", "    steps:", "      - uses: docker/login-action@v3",
        "        with: {registry: ghcr.io, username: x, password: \"${{ github.token }}\"}",
        "      - run: docker push ghcr.io/acme/web:1", "",
      ]).joined(separator: newline)
    }
    #expect(
      await Self.fixed(text(["    permissions:", "      contents: read"]))
        == text(["    permissions:", "      contents: read", "      packages: write"]))
    #expect(await Self.fixed(text([])) == text(["    permissions:", "      packages: write"]))
    let bare = text([]).replacing("permissions: {}\(newline)", with: "")
      .replacing("      - run: docker push ghcr.io/acme/web:1\(newline)", with: "")
      .replacing("docker/login-action@v3", with: "actions/checkout@v5")
      .replacing(
        "        with: {registry: ghcr.io, username: x, password: \"${{ github.token }}\"}", with: "")
    let said = await Self.fixed(bare)
    #expect(said.contains("permissions:\(newline)") && said != bare)
  }

  /// The change goes to the job, with the level that is shown; and none is made that brings a finding.
  @Test func onlyTheJobGetsThePermission() async {
    let text = """
      on: {push: {tags: ["v*"]}, pull_request: {}}
      permissions:
        contents: read
      jobs:
        lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
        mirror:
          if: github.ref_type == 'tag'
          runs-on: ubuntu-latest
          steps:
            - run: echo "$TOKEN" | docker login ghcr.io -u x --password-stdin
              env: {TOKEN: "${{ github.token }}"}
            - run: docker pull ghcr.io/acme/web:1

      """
    let permissions = "    permissions:\n      contents: read\n      packages: read\n    if: github.ref_type"
    #expect(await Self.fixed(text) == text.replacing("    if: github.ref_type", with: permissions))
    let unknown = text.replacing(
      "docker pull ghcr.io/acme/web:1", with: "docker push \"$PLACE/web:1\"")
    #expect(await Self.fixed(unknown) == unknown)
  }

  @Test func aChangeThatBringsAFindingIsNotMade() async {
    // The comment suppresses only what stands on the next line.
    let text = """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          # tokenbook: ignore[hard-coded-password] a test registry
          container: {image: registry.example.org/a, credentials: {username: a, password: b}}
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: x, password: "${{ github.token }}"}
            - run: docker pull ghcr.io/acme/web:1

      """
    #expect(await Self.fixed(text) == text)
    let moved = text.replacing("    # tokenbook", with: "    name: Build\n    # tokenbook")
    #expect(await Self.fixed(moved).contains("permissions:\n      contents: read\n      packages: read\n"))
  }

  /// What `--fix` makes of one workflow.
  static func fixed(_ text: String) async -> String {
    let path = ".github/workflows/ci.yml"
    func audit(_ file: SourceFile) async -> Auditor.Outcome {
      await Auditor().audit([Auditor.Input(file, path: path)])
    }
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    let outcome = await audit(file)
    let mended = await Auditor.mend(outcome.result, of: outcome) { changed in
      await audit(changed[path] ?? file)
    }
    return mended.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
  }
}
