import SourceText
import Testing
import Workflows

/// Broken bytes never crash the reader, and every problem and every expression has a place inside its file.
@Suite struct FuzzTests {
  private static let seed = """
    on: {push: {branches: [main]}, workflow_call: {inputs: {a: {type: string}}}}
    permissions: {contents: read}
    env: &env {A: "${{ secrets.ALPHA }}"}
    jobs:
      build:
        runs-on: ${{ matrix.os }}
        if: github.event_name == 'push' && !cancelled()
        strategy: {matrix: {os: [a, b]}}
        env: *env
        steps:
          - uses: actions/checkout@v4
            with: {token: "${{ secrets['TOKEN'] }}"}
          - run: |
              docker login -u x -p ${{ secrets.P }} ghcr.io
              é ${{ format('{0}', github.event.commits.*.message) }}
          - run: >-
              folded
              ${{ toJSON(secrets) }}

    """
  private static let snippets = [
    "${{", "}}", "${{ secrets.", "'", "\"", "[", "]", "(", ")", ".*", "&&", "|\n", ">\n", "- ", ": ", "\n",
    "\t",
    "*env", "&b ", "<<: *env", "é", "\0", "if: ", "secrets[", "toJSON(", "!", "0x", "1e9", "\\u00", "{", "}",
    ",",
  ]

  @Test func mutatedWorkflows() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1500 { check(mutated(Array(Self.seed.utf8), &random)) }
  }

  @Test func truncatedWorkflows() {
    let bytes = Array(Self.seed.utf8)
    for length in 0..<bytes.count { check(Array(bytes[..<length])) }
  }

  @Test func randomBytes() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      check(
        (0..<Int.random(in: 0..<150, using: &random)).map { _ in .random(in: .min ... .max, using: &random) })
    }
  }

  private func mutated(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0..<12, using: &random))
      let snippet = Array((Self.snippets.randomElement(using: &random) ?? "").utf8)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes[start] = .random(in: .min ... .max, using: &random)
      case 2: bytes.replaceSubrange(start..<end, with: snippet)
      default: bytes.insert(contentsOf: snippet, at: start)
      }
    }
    return bytes
  }

  private func check(_ bytes: [UInt8]) {
    for path in [".github/workflows/ci.yml", "action.yml"] {
      let reading = WorkflowReader.read(
        SourceFile(path: path, bytes: bytes), as: SourceFileID(index: 0), path: path)
      for diagnostic in reading.diagnostics {
        let ranges = [diagnostic.range].compactMap(\.self) + diagnostic.related.map(\.range)
        #expect(diagnostic.range != nil, "\(diagnostic)")
        #expect(ranges.allSatisfy { isInside($0, bytes.count) }, "\(diagnostic)")
      }
      #expect(reading.source != nil || !reading.diagnostics.isEmpty)
      let steps = (reading.workflow?.jobs.flatMap(\.steps) ?? []) + (reading.action?.steps ?? [])
      for step in steps {
        for reference in step.script?.references ?? [] {
          #expect(isInside(step.script?.range(of: reference.offsets), bytes.count))
        }
      }
    }
  }

  private func isInside(_ range: SourceRange?, _ count: Int) -> Bool {
    range.map { $0.start <= $0.end && Int($0.end) <= count } == true
  }
}

/// The same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
