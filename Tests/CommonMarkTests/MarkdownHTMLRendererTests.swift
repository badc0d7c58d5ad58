import CommonMark
import Fuzzing
import Testing

/// One Markdown text and the HTML that it must give.
struct RendererCase: Sendable, CustomTestStringConvertible {
  let name: String
  let markdown: String
  let html: String

  init(_ name: String, _ markdown: String, _ html: String) {
    self.name = name
    self.markdown = markdown
    self.html = html
  }

  var testDescription: String { name }
}

struct MarkdownHTMLRendererTests {
  @Test(arguments: RendererCase.all)
  func renders(_ example: RendererCase) throws {
    let html = try MarkdownHTMLRenderer().render(example.markdown).html
    #expect(html == example.html + "\n")
    #expect(HTMLProblem.all(in: html).isEmpty)
  }

  @Test("headings come back in order with level, text and slug")
  func headings() throws {
    let rendered = try MarkdownHTMLRenderer().render("# A `b` *c*\n\ntext\n\n## Än Ü_x-1!\n\n## A b c\n")
    #expect(
      rendered.headings == [
        .init(level: 1, text: "A b c", slug: "a-b-c"),
        .init(level: 2, text: "Än Ü_x-1!", slug: "än-ü_x-1"),
        .init(level: 2, text: "A b c", slug: "a-b-c-1"),
      ])
  }

  @Test(
    arguments: [
      (["Foo", "Foo", "Foo-1", "Foo"], ["foo", "foo-1", "foo-1-1", "foo-2"]),
      (["", "!!!"], ["section", "section-1"]),
      (["`GITHUB_TOKEN`, and you?"], ["github_token-and-you"]),
      (["a  b", "- x -"], ["a--b", "--x--"]),
      (["日本 語", "E\u{301}"], ["日本-語", "e\u{301}"]),
    ])
  func slugs(texts: [String], expected: [String]) {
    var slugs = HeadingSlugs()
    #expect(texts.map { slugs.slug(for: $0) } == expected)
  }

  @Test(
    "an image of a known picture that is a paragraph by itself becomes that picture",
    arguments: [
      ("![a *b*](p.svg)", "<svg></svg>"), ("![a](other.svg)", "<p><img src=\"other.svg\" alt=\"a\" /></p>"),
      ("so ![a](p.svg)", "<p>so <img src=\"p.svg\" alt=\"a\" /></p>"),
      ("> ![a](p.svg)", "<blockquote>\n<svg></svg>\n</blockquote>"),
      ("![a <!-- b --> [c](d.md)](p.svg)", "<svg></svg>"),
      ("![a ![b](c.svg) ![d](p.svg)](p.svg)", "<svg></svg>"),
      ("- ![a](p.svg)", "<ul>\n<li>\n<svg></svg>\n</li>\n</ul>"),
    ])
  func pictures(markdown: String, html: String) throws {
    var renderer = MarkdownHTMLRenderer()
    renderer.picture = { $0 == "p.svg" ? "<svg></svg>" : nil }
    #expect(try renderer.render(markdown).html == html + "\n")
  }

  @Test("a task keeps its id when others come and go")
  func taskIdentity() throws {
    let one = try MarkdownHTMLRenderer().render("## Do\n\n- [ ] mint\n- [ ] store\n").html
    let two = try MarkdownHTMLRenderer().render("## Do\n\n- [ ] first\n- [x] store\n- [ ] mint\n- [ ] mint\n")
      .html
    let ids = [one, two].map { $0.matches(of: /id="(task-[^"]*)"/).map { String($0.1) } }
    #expect(ids[0] == [ids[1][2], ids[1][1]])
    #expect(Set(ids[1]).count == 4)
  }

  @Test("the first paragraph and the whole text lose their markup")
  func plainText() throws {
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    let rendered = try renderer.render(
      "# T\n\n- item\n\nA *b* `c`\n[d](e.md) &amp; <i>f</i>\n\n| x | y |\n|---|---|\n| `p\\|q` | r |\n")
    #expect(rendered.firstParagraph == "A b c d & f")
    #expect(rendered.plainText == "T\nitem\nA b c d & f\nx\ny\np|q\nr\n")
    #expect(rendered.omittedHTML == ["<i>", "</i>"])
  }

  @Test("the program's own rule for links may be replaced")
  func relativeLinks() throws {
    let renderer = MarkdownHTMLRenderer { "../" + $0 }
    let html = try renderer.render("[a](b.md) [c](https://d.example/e.md) [f](//g.example/h.md)").html
    #expect(
      html == """
        <p><a href="../b.md">a</a> <a href="https://d.example/e.md">c</a> \
        <a href="//g.example/h.md">f</a></p>

        """)
  }

  @Test("a NUL is refused with its place")
  func nul() {
    #expect(throws: CommonMarkError.nul(offset: 3)) { try MarkdownHTMLRenderer().render("abc\0def") }
    #expect(throws: CommonMarkError.nul(offset: 0)) { try MarkdownDocument(parsing: [0]).renderHTML() }
  }

  @Test("a text above the limit is refused")
  func tooLong() {
    let text = String(repeating: "a", count: MarkdownDocument.maximumLength + 1)
    #expect(throws: CommonMarkError.tooLong(bytes: text.utf8.count)) {
      try MarkdownHTMLRenderer().render(text)
    }
  }

  @Test("nobody gets the unsafe mode by its number")
  func unsafeMode() throws {
    let html = try MarkdownDocument(parsing: "<b>x</b>").renderHTML(.init(rawValue: 1 << 17))
    #expect(html == "<p><!-- raw HTML omitted -->x<!-- raw HTML omitted --></p>\n")
  }

  @Test("bytes that are not UTF-8 become replacement characters, an empty text nothing")
  func bytes() throws {
    #expect(try MarkdownDocument(parsing: [0x61, 0xFF, 0x62]).renderHTML() == "<p>a\u{FFFD}b</p>\n")
    #expect(try MarkdownDocument(parsing: "").renderHTML() == "")
    #expect(try MarkdownHTMLRenderer().render("\u{FEFF}# a").headings.map(\.slug) == ["a"])
  }
}
