import SourceText
import Testing

@testable import Fuzzing

/// What fuzzing looks for is found where it is.
@Suite struct PromiseTests {
  private static let files: SourceFiles = {
    var files = SourceFiles()
    _ = files.add(SourceFile(path: "a.yaml", bytes: Array("four".utf8)))
    return files
  }()

  private static func range(_ start: UInt32, _ end: UInt32, file: UInt32 = 0) -> SourceRange {
    SourceRange(file: SourceFileID(index: file), start: start, end: end)
  }

  private static func broken(_ body: (inout Promises) -> Void) -> Int {
    var promises = Promises()
    body(&promises)
    return promises.broken.count
  }

  @Test func places() {
    let good = Diagnostic("a", "found b", at: Self.range(0, 4))
    let bad = [
      Diagnostic("a", "found b", at: Self.range(0, 5)), Diagnostic("a", "found b", at: Self.range(3, 2)),
      Diagnostic("a", "found b", at: Self.range(0, 1, file: 1)), Diagnostic("a", "found b", at: nil),
      Diagnostic("a", "", at: Self.range(0, 4)), Diagnostic("a", "found b.", at: Self.range(0, 4)),
      Diagnostic(
        "a", "found b", at: Self.range(0, 4), related: [.init(message: "here", range: Self.range(4, 9))]),
    ]
    #expect(Self.broken { $0.expect([good], in: Self.files, isPlaced: true) } == 0)
    for diagnostic in bad {
      #expect(Self.broken { $0.expect([diagnostic], in: Self.files, isPlaced: true) } == 1, "\(diagnostic)")
    }
  }

  @Test func outputs() {
    #expect(Self.broken { $0.expect(shown: "a\nb é ghp_…(masked)", "x") } == 0)
    for text in ["a\u{1B}[1m", "a\rb", "\u{202E}", "\u{85}", "\u{200B}", "x \(PlantedToken.example)"] {
      #expect(Self.broken { $0.expect(shown: text, "x") } == 1, "\(text.debugDescription)")
    }
    #expect(Self.broken { $0.expect(json: "{\"a\": [1]}", "x") } == 0)
    for text in ["", "{\"a\": [1}", "{\"a\": \"\u{1}\"}", "\"\(PlantedToken.example)\""] {
      #expect(Self.broken { $0.expect(json: text, "x") } == 1, "\(text.debugDescription)")
    }
  }

  @Test func tokens() {
    let token = PlantedToken.example
    #expect(PlantedToken.isIn(Array(token.utf8)) && PlantedToken.isIn(Array("a\(token)".utf8)))
    #expect(
      !PlantedToken.isIn(Array(token.dropLast().utf8))
        && !PlantedToken.isIn(Array("ghx_\(token.dropFirst(4))".utf8)))
  }

  // MARK: What --fix may change

  private static let workflow = """
    on: push
    permissions: write-all
    jobs:
      a:
        runs-on: x
        steps:
          - uses: docker/login-action@v3
            with: {username: me, password: "${{ secrets.CR_PAT }}"}

    """

  private static func problems(_ changes: (String, String)...) -> Int {
    let new = changes.reduce(workflow) { $0.replacing($1.0, with: $1.1) }
    return MendedTree.problems(from: Array(workflow.utf8), to: Array(new.utf8)).count
  }

  @Test func mendedTrees() {
    #expect(Self.problems() == 0)
    #expect(Self.problems(("write-all", "{contents: read}")) == 0)
    #expect(Self.problems(("runs-on: x", "permissions:\n      packages: write\n    runs-on: x")) == 0)
    #expect(
      Self.problems(("secrets.CR_PAT", "secrets.GITHUB_TOKEN"), ("me,", "\"${{ github.actor }}\",")) == 0)
    #expect(Self.problems(("secrets.CR_PAT", "secrets.OTHER")) == 1)
    #expect(Self.problems(("runs-on: x", "runs-on: y")) == 1)
    #expect(Self.problems(("runs-on: x", "runs-on: 'x'")) == 1)
    #expect(Self.problems(("on: push", "on: push\nname: a")) == 1)
    #expect(Self.problems(("username: me, ", "")) == 1)
    #expect(Self.problems(("jobs:", "jobs: [")) == 1)
  }

  @Test func hostileHTML() {
    #expect(HTMLProblem.all(in: "<p><a href=\"https://a.example\">é</a></p>").isEmpty)
    let bad = [
      "<script>", "<p onclick=\"x\"></p>", "<a href=\"javascript:x\"></a>", "<\u{301}p>",
      "a\u{600}<img src=\"data:x\">",
      "<p>", "</p>", "<p id=\"a\"></p><p id=\"a\"></p>", "<a href=\"JAVASCRIPT:x\"></a>",
    ]
    for html in bad { #expect(!HTMLProblem.all(in: html).isEmpty, "\(html.debugDescription)") }
  }

  // MARK: Inputs

  @Test func filesComeApart() {
    let files = FuzzedFiles([
      .init(path: "a.yaml", bytes: Array("a: 1\n".utf8)), .init(path: "b/c.yaml", bytes: []),
      .init(path: "d.yaml", bytes: Array("x".utf8)),
    ])
    let again = FuzzedFiles(files.bytes, first: "a.yaml")
    #expect(again.files.map(\.path) == ["a.yaml", "b/c.yaml", "d.yaml"])
    #expect(again.files.map(\.bytes) == files.files.map(\.bytes))
  }

  @Test(arguments: FuzzedReader.allCases) func changesAreTheSameEachTimeAndManifold(reader: FuzzedReader) {
    let vocabulary = Vocabulary(of: reader)
    let seed = reader.seeds.max { $0.count < $1.count } ?? []
    func mutated(_ number: UInt64) -> [UInt8] {
      var mutator = StructureMutator(vocabulary, seed: number)
      return mutator.mutated(seed)
    }
    #expect(mutated(7) == mutated(7))
    #expect(Set((0..<100).map(mutated)).count > 90)
    #expect((0..<100).contains { mutated($0).count > seed.count })
    #expect((0..<100).contains { mutated($0).count < seed.count })
  }
}
