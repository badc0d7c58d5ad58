import Templates
import Testing

/// What the Mustache specification says of each kind of tag, in words of our own.
struct MustacheTests {
  /// A template and what it makes of values.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let template: String
    let values: TemplateRecord
    let partials: [String: String]
    let expected: String

    init(
      _ description: String, _ template: String, _ values: TemplateRecord, partials: [String: String] = [:],
      _ expected: String
    ) {
      testDescription = description
      (self.template, self.values, self.partials, self.expected) = (template, values, partials, expected)
    }
  }

  /// In a template of HTML: there the specification's own escaping holds.
  static func rendered(_ example: Example) throws -> String {
    var files = ["page.html.mustache": example.template]
    for (name, text) in example.partials { files["\(name).html.mustache"] = text }
    return try TemplateLibrary(files).render("page", example.values)
  }

  @Test(arguments: interpolation + sections + inverted + partials + rest)
  func follows(example: Example) throws {
    #expect(try Self.rendered(example) == example.expected)
  }

  private static let interpolation = [
    Example("no tag", "Hello {world}\n", [:], "Hello {world}\n"),
    Example("a text", "Hello, {{x}}!", ["x": "you"], "Hello, you!"),
    Example("escaped", "{{x}}", ["x": "& \" < > '"], "&amp; &quot; &lt; &gt; &#39;"),
    Example("three braces", "{{{x}}}", ["x": "& \" < >"], "& \" < >"),
    Example("an ampersand", "{{&x}}", ["x": "& \" < >"], "& \" < >"),
    Example("a number", "{{x}} miles", ["x": -85], "-85 miles"),
    Example("a truth", "{{x}}", ["x": true], "true"),
    Example("white space inside", "|{{ x }}|{{{ x }}}|{{& x }}|{{\n  x\n}}|", ["x": "-"], "|-|-|-|-|"),
    Example("white space around stays", "| {{x}} |\n  {{x}}\n", ["x": "-"], "| - |\n  -\n"),
    Example("a brace behind", "{{x}}}", ["x": "a"], "a}"),
    Example("a brace before", "{ {{x}}", ["x": "a"], "{ a"),
    Example(
      "dots", "{{a.b.c}} {{#a}}{{b.c}}{{/a}}", ["a": ["b": ["c": "x"] as TemplateRecord] as TemplateRecord],
      "x x"),
    Example(
      "the first of the dots is looked for outside, the rest is not", "{{#a}}{{b.c}}{{/a}}",
      ["a": ["x": "1"] as TemplateRecord, "b": ["c": "out"] as TemplateRecord], "out"),
    Example("nothing inside of what is not there", "{{#a.b}}x{{/a.b}}{{^a.b}}y{{/a.b}}", ["a": false], "y"),
    Example("the text itself", "{{#x}}{{.}}{{{.}}}{{/x}}", ["x": "<"], "&lt;<"),
    Example(
      "a combining mark behind a quote", "<a b=\"{{x}}\">", ["x": "\"\u{301} c"], "<a b=\"&quot;\u{301} c\">"),
  ]

  private static let sections = [
    Example("true", "\"{{#x}}here{{/x}}\"", ["x": true], "\"here\""),
    Example("false", "\"{{#x}}here{{/x}}\"", ["x": false], "\"\""),
    Example("a record", "{{#x}}Hi {{name}}{{/x}}", ["x": ["name": "Joe"] as TemplateRecord], "Hi Joe"),
    Example("an empty text", "{{#x}}here{{/x}}", ["x": ""], "here"),
    Example("zero", "{{#x}}here {{.}}{{/x}}", ["x": 0], "here 0"),
    Example(
      "a list", "{{#x}}{{n}}{{/x}}", ["x": [["n": 1], ["n": 2], ["n": 3]] as [TemplateRecord]], "123"),
    Example("an empty list", "\"{{#x}}no{{/x}}\"", ["x": [String]()], "\"\""),
    Example("a list of texts", "{{#x}}({{.}}){{/x}}", ["x": ["a", "b"]], "(a)(b)"),
    Example(
      "names outside are found, inner ones first", "{{#a}}{{x}}{{#b}}{{x}}{{y}}{{/b}}{{x}}{{/a}}",
      ["a": ["x": "1", "b": ["x": "2"] as TemplateRecord] as TemplateRecord, "y": "3"], "1231"),
    Example(
      "one within the other", "{{#a}}1{{#b}}2{{#a}}3{{/a}}4{{/b}}5{{/a}}", ["a": true, "b": true], "12345"),
    Example("twice the same", "{{#a}}1{{/a}} {{#b}}2{{/b}} {{#a}}3{{/a}}", ["a": true, "b": false], "1  3"),
    Example("white space around stays", " | {{#x}}\t|\t{{/x}} | \n", ["x": true], " | \t|\t | \n"),
    Example("white space within stays", " | {{#x}} {{! no }}\n {{/x}} | \n", ["x": true], " |  \n  | \n"),
    Example("lines of their own go", "a\n{{#x}}\nb\n{{/x}}\nc\n", ["x": true], "a\nb\nc\n"),
    Example("indented ones too", "a\n  {{#x}}\nb\n\t{{/x}} \nc\n", ["x": true], "a\nb\nc\n"),
    Example("with Windows line ends", "|\r\n{{#x}}\r\n{{/x}}\r\n|", ["x": true], "|\r\n|"),
    Example("at the very beginning", "  {{#x}}\n#{{/x}}\n/", ["x": true], "#\n/"),
    Example("at the very end", "#{{#x}}\n/\n  {{/x}}", ["x": true], "#\n/\n"),
    Example("two on a line stay", "{{#x}}{{#y}}\na\n{{/y}}{{/x}}\n", ["x": true, "y": true], "\na\n\n"),
    Example("spaces inside", "|{{# x }}={{/ x }}|", ["x": true], "|=|"),
  ]

  private static let inverted = [
    Example("true", "\"{{^x}}here{{/x}}\"", ["x": true], "\"\""),
    Example("false", "\"{{^x}}here{{/x}}\"", ["x": false], "\"here\""),
    Example("a record", "\"{{^x}}here{{/x}}\"", ["x": [:] as TemplateRecord], "\"\""),
    Example("a text, an empty one too", "\"{{^x}}here{{/x}}\"", ["x": ""], "\"\""),
    Example("a list", "\"{{^x}}here{{/x}}\"", ["x": ["a"]], "\"\""),
    Example("an empty list", "\"{{^x}}here{{/x}}\"", ["x": [String]()], "\"here\""),
    Example("lines of their own go", "a\n{{^x}}\nb\n{{/x}}\nc\n", ["x": false], "a\nb\nc\n"),
  ]

  private static let partials = [
    Example("its text", "\"{{>p}}\"", [:], partials: ["p": "from it"], "\"from it\""),
    Example("with the names around", "\"{{>p}}\"", ["x": "c"], partials: ["p": "*{{x}}*"], "\"*c*\""),
    Example("white space around", "| {{> p }} |", [:], partials: ["p": "\t|\t"], "| \t|\t |"),
    Example(
      "a line of its own goes", "|\r\n{{>p}}\r\n|", [:], partials: ["p": ">"], "|\r\n>|"),
    Example(
      "the indentation goes before each of its lines", "\\\n {{>p}}\n/\n", ["x": "<\n->"],
      partials: ["p": "|\n{{{x}}}\n|\n"], "\\\n |\n <\n->\n |\n/\n"),
    Example(
      "in a list too, and with partials of its own", "- a:\n  {{>p}}\nend\n", ["l": ["1", "2"]],
      partials: ["p": "{{#l}}\n- {{.}}\n  {{>q}}\n{{/l}}\n", "q": "q\n{{#l}}{{.}}{{/l}}\n"],
      "- a:\n  - 1\n    q\n    12\n  - 2\n    q\n    12\nend\n"),
    Example(
      "no indentation within a line", "  {{x}}  {{>p}}\n", ["x": "|"], partials: ["p": ">\n>"], "  |  >\n>\n"),
    Example(
      "itself, as far as there is more", "{{>node}}",
      ["name": "a", "inner": [["name": "b", "inner": [TemplateRecord]()] as TemplateRecord]],
      partials: ["node": "{{name}}<{{#inner}}{{>node}}{{/inner}}>"], "a<b<>>"),
    Example(
      "by a name that is a value", "{{>*which}}{{#l}}{{>*which}}{{/l}}",
      ["which": "p", "l": [["which": "q"]] as [TemplateRecord]], partials: ["p": "P", "q": "Q"], "PQ"),
    Example("by no name", "a{{>*which}}b", ["which": false], "ab"),
  ]

  private static let rest = [
    Example("a comment", "12{{! 345 }}67", [:], "1267"),
    Example("a comment of many lines", "1{{!\n  # `\n}}2\n", [:], "12\n"),
    Example("a comment on a line of its own", "a\n  {{! c }}  \nb\n", [:], "a\nb\n"),
    Example("a comment of many lines of its own", "a\n{{!\nx\ny\n}}\nb\n", [:], "a\nb\n"),
    Example("a comment within a line", "  12 {{! 34 }}\n", [:], "  12 \n"),
    Example("other delimiters", "{{=<% %>=}}(<%x%>) {{x}} <%={{ }}=%>{{x}}", ["x": "Hey"], "(Hey) {{x}} Hey"),
    Example("other delimiters on a line of their own", "a\n{{=| |=}}\n|x|\n", ["x": "b"], "a\nb\n"),
    Example(
      "other delimiters do not reach a partial", "{{=| |=}}|>p|", ["x": "b"], partials: ["p": "{{x}}"], "b"),
    Example(
      "what would be a tag elsewhere", "{{=<% %>=}}TOKEN: ${{ secrets.<%x%> }}", ["x": "T"],
      "TOKEN: ${{ secrets.T }}"),
    Example(
      "the place in a list",
      "{{#l}}{{#first()}}[{{/first()}}{{index()}}{{.}}{{#odd()}}!{{/odd()}}{{^last()}}, {{/last()}}{{/l}}",
      ["l": ["a", "b", "c"]], "[0a, 1b!, 2c"),
    Example(
      "the place in the innermost list, through sections and partials",
      "{{#l}}{{#r}}{{#t}}{{>p}}{{/t}}{{/r}}{{/l}}",
      [
        "l": [
          ["r": ["t": true, "x": "a"] as TemplateRecord], ["r": ["t": true, "x": "b"] as TemplateRecord],
        ]
          as [TemplateRecord]
      ],
      partials: ["p": "{{x}}{{^last()}}, {{/last()}}"], "a, b"),
    Example(
      "of a list",
      "{{count(l)}}{{#empty(l)}}x{{/empty(l)}}{{#first(l)}}{{.}}{{/first(l)}}{{last(l)}}{{#reversed(l)}}{{.}}{{/reversed(l)}}",
      ["l": ["a", "b"]], "2abba"),
    Example("of what is not there", "{{count(l)}}{{#empty(l)}}none{{/empty(l)}}", ["l": false], "0none"),
    Example(
      "of a number",
      "{{#l}}{{plusone(index())}}{{/l}}{{#even(n)}}e{{/even(n)}}{{^equalzero(n)}}{{minusone(n)}}{{/equalzero(n)}}",
      ["l": ["a", "b"], "n": 4], "12e3"),
  ]
}
