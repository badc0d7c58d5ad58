import Templates
import Testing

/// What is wrong with a template is told with its name and line: when it is loaded, where that can be known.
struct TemplateProblemTests {
  @Test(
    "when a template is loaded",
    arguments: [
      ("a\n{{#x}}\nb\n", "line 2: section `x` isn't closed"),
      ("a\n{{^x}}{{#y}}b{{/y}}\n", "line 2: section `x` isn't closed"),
      ("a\nb{{/x}}", "line 2: `x` is closed, but no section is open"),
      (
        "{{#x}}\n{{#y}}\n\n{{/x}}\n", "line 4: found the end of `x`, expected that of `y`, which line 2 opens"
      ),
      (
        "{{#last()}}{{/last}}",
        "line 1: found the end of `last`, expected that of `last()`, which line 1 opens"
      ),
      ("a\nb {{x", "line 2: a tag isn't closed"),
      ("a\n\n{{{x}}", "line 3: a tag isn't closed"),
      ("{{}}", "line 1: a tag has no name"),
      ("{{#}}{{/}}", "line 1: a tag has no name"),
      ("{{>}}", "line 1: a tag has no name"),
      ("{{a b}}", "line 1: `a b` isn't a name"),
      ("{{.a}}", "line 1: `.a` isn't a name"),
      ("{{a..b}}", "line 1: `a..b` isn't a name"),
      ("{{a*b}}", "line 1: `a*b` isn't a name"),
      ("{{count(a}}", "line 1: `count(a` isn't a name"),
      ("\n{{uppercased(a)}}", "line 2: there is no function `uppercased`"),
      ("{{=a=}}", "line 1: `a` aren't delimiters"),
      ("\n\n{{<p}}{{/p}}", "line 3: a template cannot inherit: `<` and `$` are not supported"),
      ("{{%CONTENT_TYPE:TEXT}}", "line 1: `CONTENT_TYPE:TEXT` isn't supported"),
      ("{{! a\nb\n}}\n{{#x}}", "line 4: section `x` isn't closed"),
      ("a\r\n{{! a\r\nb }}\r\n{{#x}}", "line 4: section `x` isn't closed"),
    ])
  func told(template: String, problem: String) {
    let error = #expect(throws: TemplateError.self) {
      try TemplateLibrary(["documents/page.md.mustache": template])
    }
    let first = error?.problems.first ?? ""
    #expect(first.hasPrefix("template `documents/page.md.mustache`, \(problem)"), "\(first)")
  }

  @Test func everyProblemOfEveryTemplateIsTold() {
    let error = #expect(throws: TemplateError.self) {
      try TemplateLibrary(["a.md.mustache": "{{}}\n{{#x}}\n{{>gone}}", "b.html.mustache": "{{>gone}}{{<p}}"])
    }
    #expect(error?.problems.count == 5)
    #expect(error?.problems.last == "template `b`, line 1: there is no partial `gone`")
  }

  @Test(
    "when it is rendered",
    arguments: [
      ("a\n{{x}}", [:], "line 2: nothing is called `x` in `page`"),
      ("\n\n{{#x}}{{/x}}", [:], "line 3: nothing is called `x` in `page`"),
      ("{{^x}}{{/x}}", [:], "line 1: nothing is called `x` in `page`"),
      ("{{a.b}}", ["a": ["c": "d"] as TemplateRecord], "line 1: nothing is called `a.b` in `page`"),
      ("{{a.b}}", ["a": "text"], "line 1: nothing is called `a.b` in `page`"),
      ("{{count(x)}}", [:], "line 1: nothing is called `x` in `page`"),
      ("\n{{x}}", ["x": ["a"]], "line 2: found a list as `x` in `page`, expected a text"),
      ("`{{x}}`", ["x": [:] as TemplateRecord], "line 1: found a record as `x` in `page`, expected a text"),
      (
        "{{#x}}{{.}}{{/x}}", ["x": [:] as TemplateRecord],
        "line 1: found a record as `.` in `page`, expected a text"
      ),
      ("{{count(x)}}", ["x": "a"], "line 1: found a text as `count(x)` in `page`, expected a list"),
      ("{{plusone(x)}}", ["x": "a"], "line 1: found a text as `plusone(x)` in `page`, expected a number"),
      ("{{index()}}", [:], "line 1: found no list around it as `index()` in `page`, expected one"),
      ("{{>*x}}", ["x": "gone"], "line 1: there is no partial `gone`, which `x` names"),
      ("{{>*x}}", ["x": 1], "line 1: found a number as `x` in `page`, expected the name of a partial"),
    ] as [(String, TemplateRecord, String)])
  func toldWhenRendered(template: String, values: TemplateRecord, problem: String) throws {
    let library = try TemplateLibrary(["page.md.mustache": template])
    let error = #expect(throws: TemplateError.self) { try library.render("page", values) }
    #expect(error?.problems == ["template `page`, \(problem)"])
  }

  @Test func aMissingNameIsToldOnceAndWhereItIs() throws {
    let library = try TemplateLibrary([
      "a.md.mustache": "{{x}}", "page.md.mustache": "{{>part}}{{#list}}{{>part}}{{/list}}\n{{y}}",
      "part.md.mustache": "\n{{x}}",
    ])
    let error = #expect(throws: TemplateError.self) { try library.render("page", ["list": ["1", "2"]]) }
    #expect(
      error?.problems == [
        "template `part`, line 2: nothing is called `x` in `page`",
        "template `page`, line 2: nothing is called `y` in `page`",
      ])
  }

  @Test func partialsInACircleEnd() throws {
    let library = try TemplateLibrary(["a.md.mustache": "{{>b}}", "b.md.mustache": "  {{>a}}\n"])
    let error = #expect(throws: TemplateError.self) { try library.render("a", [:]) }
    #expect(error?.problems.first?.hasSuffix("its partials include each other") == true)
  }

  @Test func thereIsNoSuchTemplate() throws {
    let library = try TemplateLibrary([:])
    let error = #expect(throws: TemplateError.self) { try library.render("x", [:]) }
    #expect(error?.problems == ["there is no template `x`"])
  }
}
