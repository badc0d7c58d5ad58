import SourceText
import Testing
import Workflows

@Suite struct ExpressionTests {
  private func references(_ expression: String) -> [ContextReference] {
    WorkflowFixture(step: "run: \"${{ \(expression) }}\"").step?.script?.references ?? []
  }

  @Test(arguments: [
    ("secrets.X", "secrets.x"), ("secrets['My_Token']", "secrets.my_token"), ("SECRETS.x", "secrets.x"),
    ("secrets[inputs.name]", "secrets.*, inputs.name"), ("toJSON(secrets)", "secrets"),
    ("github.event.commits.*.message", "github.event.commits.*.message"),
    ("github.event.commits[*].id", "github.event.commits.*.id"),
    ("a.b && !c.d || e.f == 'g.h'", "a.b, c.d, e.f"),
    ("format('{0} {1}', env.A, steps.b.outputs.c-d)", "env.a, steps.b.outputs.c-d"),
    ("fromJSON(needs.a.outputs.b)[0].c", "needs.a.outputs.b"),
    ("(github.head_ref)", "github.head_ref"), ("github .event . issue", "github.event.issue"),
    ("'secrets.X'", ""), ("true", ""), ("null == 1", ""), ("matrix.x[matrix.y].z", "matrix.x.*.z, matrix.y"),
  ])
  func findsEveryUseOfAContext(_ expression: String, _ expected: String) {
    #expect(references(expression).map(\.dotted).joined(separator: ", ") == expected)
  }

  @Test func knowsTheFunctionAround() {
    let found = references("contains(toJSON(secrets), github.ref) && env.A")
    #expect(found.map(\.function) == ["tojson", "contains", nil])
  }

  @Test func aComputedNameIsNoName() {
    let reference = references("secrets[format('A_{0}', matrix.x)]").first
    #expect(reference?.path == [.computed])
    #expect(reference?.property == nil)
    #expect(references("secrets['a b']").first?.writtenProperty == "a b")
  }

  @Test(arguments: [
    "run: |\n  a\n    b ${{ secrets.X }}\n\n  c ${{ secrets.Y }}",
    "run: >-\n  a\n  b ${{ secrets.X }}\n\n  c ${{ secrets.Y }}",
    "run: \"a \\\"q\\\" \\u00e9 ${{ secrets.X }}\\n ${{ secrets.Y }}\"",
    "run: 'it''s ${{ secrets.X }} ${{ secrets.Y }}'",
    "run: a ${{ secrets.X }}\n  and ${{ secrets.Y }}",
    "run: &x |+\n  é ${{ secrets.X }} ${{ secrets.Y }}\n\n",
    "run: |2\n    a ${{ secrets.X }}\n  ${{ secrets.Y }}",
    "run: \"a\\\n  ${{ secrets.X }}\n\n  ${{ secrets.Y }}\"",
  ])
  func knowsItsPlaceInEveryKindOfScalar(_ step: String) throws {
    let fixture = WorkflowFixture(step: step)
    #expect(fixture.problems == [])
    let script = try #require(fixture.step?.script)
    let places = script.references.map { fixture.text(at: script.range(of: $0.offsets)) }
    #expect(places == ["secrets.X", "secrets.Y"])
    let outer = script.expressions.map { fixture.text(at: script.range(of: $0.offsets)) }
    #expect(outer == ["${{ secrets.X }}", "${{ secrets.Y }}"])
  }

  /// GitHub takes 21,000 characters; whatever walks the tree of a chain of that length must not run out of stack.
  @Test(arguments: ["||", "&&"]) func longChainsAreReadAndLongerOnesRefused(_ sign: String) {
    func chain(_ count: Int) -> String { Array(repeating: "a.b", count: count).joined(separator: sign) }
    #expect(references(chain(4_200)).count == 4_200)
    #expect(
      WorkflowFixture(step: "run: ${{ \(chain(90_000)) }}").reading.diagnostics.map(\.id) == [
        "bad-expression"
      ])
  }

  @Test(arguments: ["1 == ", "1 < ", "!"]) func chainsThatOnlyGroupToTheLeftAreRefused(_ part: String) {
    let text = String(repeating: part, count: 5_000) + "1"
    let expected = part == "!" ? [] : ["bad-expression"]
    #expect(WorkflowFixture(step: "run: ${{ \(text) }}").reading.diagnostics.map(\.id) == expected)
    let steps = "fromJSON(env.x)" + String(repeating: ".a", count: 5_000)
    #expect(WorkflowFixture(step: "run: ${{ \(steps) }}").reading.diagnostics.map(\.id) == ["bad-expression"])
  }

  @Test func deepNestingIsRefusedNotFatal() {
    let text = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(WorkflowFixture(step: "run: ${{ \(text) }}").reading.diagnostics.map(\.id) == ["bad-expression"])
    let nots = String(repeating: "!", count: 5000) + "true"
    #expect(WorkflowFixture(step: "run: ${{ \(nots) }}").problems == [])
    let indexes = "github" + String(repeating: "[github", count: 5000) + String(repeating: "]", count: 5000)
    #expect(
      WorkflowFixture(step: "run: ${{ \(indexes) }}").reading.diagnostics.map(\.id) == ["bad-expression"])
  }
}
