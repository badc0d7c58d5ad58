import CommonMark
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite("Templates")
struct TemplatingTests {
  private func render(_ template: String, _ context: TemplateContext, partials: [String: String] = [:]) throws
    -> String
  {
    let files = ["documents/page.md.mustache": template].merging(partials) { $1 }
    return try TemplateLibrary(files).render("documents/page", context)
  }

  @Test func givesContextsListsAndTruths() throws {
    let text = try render(
      "{{#list}}{{name}}{{^last()}}, {{/last()}}{{/list}}; {{access.href}}; {{#no}}never{{/no}}{{^no}}none{{/no}}; {{#words}}<{{.}}>{{/words}}; {{count}}",
      [
        "list": [["name": "a"], ["name": "b"]] as [TemplateContext],
        "access": ["href": "x"] as TemplateContext,
        "no": false, "words": ["p", "q"], "count": 3,
      ])
    #expect(text == "a, b; x; none; <p><q>; 3")
  }

  @Test func climbsToOuterNamesFromWithinALoop() throws {
    let text = try render(
      "{{#list}}{{name}} of {{organization}}\n{{/list}}",
      ["list": [["name": "a"]] as [TemplateContext], "organization": "acme"])
    #expect(text == "a of acme\n")
  }

  @Test func rendersPartialsByShortAndDynamicName() throws {
    let text = try render(
      "{{>top}}\n{{#steps}}\n{{>*partial}}\n{{/steps}}\n",
      ["title": "T", "steps": [["partial": "steps/one", "x": "1"]] as [TemplateContext]],
      partials: [
        "documents/top.md.mustache": "# {{title}}\n", "documents/steps/one.md.mustache": "step {{x}}\n",
      ])
    #expect(text == "# T\nstep 1\n")
  }

  @Test(arguments: [
    "{{nothing}}", "{{#nothing}}x{{/nothing}}", "`{{nothing}}`", "{{a.nothing}}",
    "{{#list}}\n{{nothing}}{{/list}}",
  ])
  func saysWhichNameIsMissingWhere(_ template: String) throws {
    let context: TemplateContext = ["a": ["b": "c"] as TemplateContext, "list": ["x"]]
    let error = #expect(throws: TemplateError.self) { try render(template, context) }
    let problem = try #require(error?.problems.first)
    #expect(problem.hasPrefix("template `documents/page`, line "))
    #expect(problem.contains("nothing` in `documents/page`"))
  }

  @Test func refusesUnknownPartialsAndOverridesAtOnce() throws {
    let error = #expect(throws: TemplateError.self) {
      try TemplateLibrary(
        ["documents/page.md.mustache": "\n{{>gone}}", "documents/other.md.mustache": "{{#open}}"],
        overrides: ["documents/pages.md.mustache": ""])
    }
    let problems = try #require(error?.problems)
    #expect(problems.count == 3)
    #expect(
      problems[0]
        == "`documents/pages.md.mustache` overrides no template of the book; did you mean `documents/page.md.mustache`"
    )
    #expect(problems[1].hasPrefix("template `documents/other.md.mustache`"))
    #expect(problems[2] == "template `documents/page`, line 2: there is no partial `gone`")
  }

  /// What it says comes to stand on every page.
  @Test func refusesATokenInATemplate() throws {
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    let error = #expect(throws: TemplateError.self) {
      try TemplateLibrary(
        ["documents/page.md.mustache": "ours"], overrides: ["documents/page.md.mustache": "a\nb \(token)\n"])
    }
    let problem = try #require(error?.problems.first)
    #expect(
      problem.hasPrefix("template `documents/page.md.mustache`, line 2: found text that looks like a token"))
    #expect(!problem.contains("a1B2"))
  }

  @Test func overridesFileByFile() throws {
    let library = try TemplateLibrary(
      ["documents/page.md.mustache": "{{>part}}", "documents/part.md.mustache": "ours"],
      overrides: ["documents/part.md.mustache": "theirs"])
    #expect(try library.render("documents/page", [:]) == "theirs")
  }

  /// Texts that Markdown or HTML would make something of.
  static let hostile = [
    "a|b*c_<d>", "](javascript:alert(1))", "<script>alert(1)</script>", "`code`", "``", "```\nrm -rf /\n```",
    "# head",
    "- item", "1. one", "2) two", "> quote", "+ plus", "&amp; &#60; AT&T", "~~gone~~", "line\nbreak",
    "  two  ", "*a* _b_ __c__",
    "![x](y)", "[x]: y", "\\*", "a\\", "===", "---", "$x$", "snake_case_name", "| a | b |", "a `b` c `` d",
    "naïve 日本",
  ]

  @Test(arguments: hostile)
  func keepsTextInProse(_ hostile: String) throws {
    let expected = hostile.replacing("\n", with: " ")
    for template in ["{{x}}", "before {{x}} after", "* {{x}}", "> {{x}}", "## {{x}}"] {
      let html = try html(of: template, hostile)
      #expect(plain(html).contains(collapsed(expected)), "\(template): \(html)")
      #expect(
        !html.contains("<script") && !html.contains("javascript:\"") && !html.contains("<em>")
          && !html.contains("<a "))
    }
  }

  @Test(arguments: hostile)
  func keepsTextInCodeSpansFencesAndCells(_ hostile: String) throws {
    let span = try html(of: "see `{{x}}` there", hostile)
    #expect(plain(span).contains(collapsed(hostile.replacing("\n", with: " "))), "\(span)")
    #expect(span.contains("<code>"))
    let fence = try html(of: "```text\n{{x}}\n```\n\nafter", hostile)
    #expect(plain(fence).contains(hostile), "\(fence)")
    #expect(fence.contains("<p>after</p>"), "\(fence)")
    let row = try render("| a | b |\n| --- | --- |\n| {{x}} | `{{x}}` |", ["x": hostile])
    #expect(row.split(separator: "\n").count == 3, "\(row)")
  }

  @Test func encodesLinks() throws {
    let text = try render("[x]({{href}})", ["href": "a b).html#c\"|`"])
    #expect(text == "[x](a%20b%29.html#c%22%7C%60)")
  }

  private func html(of template: String, _ value: String) throws -> String {
    try MarkdownDocument(parsing: render(template, ["x": value])).renderHTML()
  }

  /// The text that a reader of the HTML sees.
  private func plain(_ html: String) -> String {
    var text = ""
    var isTag = false
    for character in html {
      if character == "<" {
        isTag = true
      } else if character == ">" {
        isTag = false
      } else if !isTag {
        text.append(character)
      }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      text = text.replacing(entity, with: character)
    }
    return text
  }

  private func collapsed(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
