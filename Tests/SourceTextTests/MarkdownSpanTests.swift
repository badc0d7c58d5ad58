import Testing

@testable import SourceText

@Suite struct MarkdownSpanTests {
  /// As CommonMark finds them (0.30, sections 6.1 and 2.4).
  @Test(arguments: [
    ("a `b` c", ["a ", "b", " c"], [0, 1, 0]), (#"a \` b `c`"#, [#"a \` b "#, "c"], [0, 1]),
    ("``a ` b``", ["a ` b"], [2]), ("a ` b", ["a ` b"], [0]), ("`a` `` b", ["a", " `` b"], [1, 0]),
    (#"`a\` b"#, [#"a\"#, " b"], [1, 0]), ("", [], []),
  ])
  func findsSpans(_ line: String, _ texts: [String], _ ticks: [Int]) {
    let parts = MarkdownSpans.parts(of: line)
    #expect(parts.map(\.text) == texts && parts.map(\.ticks) == ticks)
    #expect(parts.map(\.markdown).joined() == line)
  }

  @Test(arguments: [
    ("- [ ] see [x](a.md)", "- [ ] see [&#120;](a.md)"), ("- [ ] run `[x].yml`", #"- [ ] run \[x\].yml"#),
    ("  - [ ] a `[X]` `b`", #"  - [ ] a \[X\] `b`"#), ("- [x] done [x](a.md)", "- [x] done [x](a.md)"),
    ("see [x](a.md)", "see [x](a.md)"), ("```\n- [ ] [x]\n```", "```\n- [ ] [x]\n```"),
    ("- [ ] open", "- [ ] open"),
  ])
  func openTasksStayOpen(_ markdown: String, _ open: String) {
    #expect(MarkdownTasks.keptOpen(in: markdown) == open)
  }

  @Test(arguments: [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "`  `")])
  func aWholeSpan(_ text: String, _ span: String) {
    #expect(MarkdownText.codeSpan(text) == span)
  }
}

@Suite struct PathTests {
  @Test(arguments: [
    ("a/b.yml", ["a", "b.yml"]), ("a/\u{301}b.yml", ["a", "\u{301}b.yml"]),
    ("\u{600}/../x", ["\u{600}", "..", "x"]), ("//a//", ["a"]), ("", []),
  ])
  func partsAreBetweenBytes(_ path: String, _ parts: [String]) {
    #expect(path.pathParts.map(String.init).map { Array($0.utf8) } == parts.map { Array($0.utf8) })
  }

  @Test func endingsAreBytes() {
    #expect("a\u{600}.yml".hasSuffix(bytesOf: ".yml") && !"a\u{600}.yml".hasSuffix(bytesOf: "a.yml"))
    #expect("a/\u{301}b".hasPrefix(bytesOf: "a/") && !"a/\u{301}b".hasPrefix(bytesOf: "a/b"))
    #expect("a/\u{301}b".lastPathPart.utf8.elementsEqual("\u{301}b".utf8))
    #expect("b".lastPathPart == "b" && "a/b".lastPathPart == "b" && "a/".lastPathPart.isEmpty)
  }
}
