import Templates
import Testing

/// A value stays what it is, wherever it lands: what would end a span or a block early makes its delimiters longer.
struct MarkupOutputTests {
  private func markdown(_ template: String, _ values: TemplateRecord) throws -> String {
    try TemplateLibrary(["page.md.mustache": template]).render("page", values)
  }

  @Test(
    arguments: [
      ("a", "see `a` there"), ("", "see ` ` there"), ("a`b", "see ``a`b`` there"),
      ("`a`", "see `` `a` `` there"), ("a``b`c", "see ```a``b`c``` there"),
      ("a\nb\r\nc", "see `a b c` there"),
      ("a\0|b", "see `a|b` there"), ("\"\u{301}*", "see `\"\u{301}*` there"),
    ])
  func inSpans(value: String, expected: String) throws {
    #expect(try markdown("see `{{x}}` there", ["x": value]) == expected)
  }

  @Test func inPartsOfSpans() throws {
    #expect(
      try markdown("`gh {{x}} {{y}}` `{{z}}`", ["x": "`", "y": "``", "z": "c"]) == "``` gh ` `` ``` `c`")
    #expect(try markdown("`{{x}}{{y}}`", ["x": "a`", "y": "`b"]) == "```a``b```")
    #expect(try markdown("| `{{x}}` |\n`{{x}}`", ["x": "a|`"]) == "| `` a\\|` `` |\n`` a|` ``")
  }

  /// What stands in prose on the same line keeps its own.
  @Test func besideProse() throws {
    #expect(
      try markdown("{{x}} `{{x}}` {{x}} `plain` `{{y}}`", ["x": "a`b", "y": "c"])
        == "a\\`b ``a`b`` a\\`b `plain` `c`")
  }

  /// A backtick of one value does not end the code of another.
  @Test(arguments: [
    ("a", "b`c", "a is ``b`c``, `x`"), ("a`", "b`c", "a\\` is ``b`c``, `x`"),
    ("`a`", "`b``c", "\\`a\\` is ``` `b``c ```, `x`"), ("a\\`", "b`c", "a\\\\\\` is ``b`c``, `x`"),
    ("`\u{E123}", "b", "\\`\u{E123} is `b`, `x`"), ("\u{E000}", "\u{E001}", "\u{E000} is `\u{E001}`, `x`"),
  ])
  func besideABacktickInProse(prose: String, code: String, expected: String) throws {
    #expect(try markdown("{{prose}} is `{{code}}`, `x`", ["prose": prose, "code": code]) == expected)
  }

  /// GitHub takes a task for done where `[x]` stands anywhere in its line.
  @Test func openTasksStayOpen() throws {
    #expect(
      try markdown("- [ ] see [{{x}}]({{x}}.md) and `[{{x}}]`\n- [x] [{{x}}](a)", ["x": "x"])
        == "- [ ] see [&#120;](x.md) and \\[x\\]\n- [x] [x](a)")
  }

  @Test func inSpansOfSections() throws {
    #expect(
      try markdown("{{#l}}`{{.}}`{{^last()}}, {{/last()}}{{/l}}", ["l": ["a", "`", "c"]])
        == "`a`, `` ` ``, `c`")
    #expect(try markdown("`{{#b}}{{x}}{{/b}}`", ["b": true, "x": "`"]) == "`` ` ``")
  }

  @Test(
    arguments: [
      ("a", "```sh\na\n```\nend"), ("a\nb\r\nc\rd", "```sh\na\nb\nc\nd\n```\nend"),
      ("`` a", "```sh\n`` a\n```\nend"), ("```\nrm -rf /\n```", "````sh\n```\nrm -rf /\n```\n````\nend"),
      ("`````", "``````sh\n`````\n``````\nend"),
    ])
  func inFences(value: String, expected: String) throws {
    #expect(try markdown("```sh\n{{x}}\n```\nend", ["x": value]) == expected)
  }

  @Test func inFencesOfListsAndQuotes() throws {
    #expect(
      try markdown("1. a\n\n   ```sh\n   {{x}}\n   ```\n", ["x": "b\n```"])
        == "1. a\n\n   ````sh\n   b\n   ```\n   ````\n")
    #expect(
      try markdown("- a\n\n  > ```sh\n  > {{x}}\n  > ```\n", ["x": "b\nc"])
        == "- a\n\n  > ```sh\n  > b\n  > c\n  > ```\n")
  }

  /// A carriage return before a line feed is one character of Swift, and two bytes of the file.
  @Test func withWindowsLineEnds() throws {
    #expect(
      try markdown("a `b`\r\n```sh\r\n{{x}}\r\n```\r\n[c]({{x}}) {{x}}\r\n| `{{x}}` |\r\n", ["x": "*|"])
        == "a `b`\r\n```sh\r\n*|\r\n```\r\n[c](%2A%7C) \\*\\|\r\n| `*\\|` |\r\n")
  }

  @Test func elsewhere() throws {
    #expect(
      try markdown("[{{x}}]({{x}}) **{{x}}** {{{x}}}", ["x": " a](b) "])
        == "[a\\](b)](%20a%5D%28b%29%20) **a\\](b)**  a](b) ")
    #expect(try markdown("`a` {{x}} `` {{x}}", ["x": "_"]) == "`a` \\_ `` \\_")
  }

  /// A Markdown template that a page of HTML takes in, and the other way round: each file's own kind decides.
  @Test func eachFileEscapesAsItsOwnKind() throws {
    let library = try TemplateLibrary([
      "page.html.mustache": "<p>{{x}}</p>{{>part}}", "part.md.mustache": "{{x}} `{{x}}` {{>raw}}",
      "raw.html.mustache": "{{x}}",
    ])
    #expect(try library.render("page", ["x": "<`"]) == "<p>&lt;`</p>\\<\\` `` <` `` &lt;`")
  }
}
