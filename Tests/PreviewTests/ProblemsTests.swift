import OrganizationModel
import Testing

@testable import Preview
@testable import SourceText

/// How a preview tells what is wrong.
@Suite struct ProblemsTests {
  private func text(_ preview: Preview, _ path: String = "/") async -> (status: Int, html: String) {
    let answer = await preview.answer(PreviewRequest(method: "GET", path: path, host: "localhost"))
    return (answer.status, String(decoding: answer.body, as: UTF8.self))
  }

  private func reading(_ text: String) -> DescriptionReader.Reading {
    DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
  }

  @Test func withoutABookEveryPathTellsThem() async throws {
    var preview = Preview(ownFiles: [:])
    #expect(await text(preview).status == 503)
    let wrong = reading("tokenbook: 1\norganization: acme\nrepositorys: {}\n<b>&: 1\n")
    preview.show(wrong.diagnostics, in: wrong.files)
    for path in ["/", "/repositories/web.html"] {
      let (status, html) = await text(preview, path)
      #expect(status == 503)
      #expect(html.contains("<h1 id=\"tokenbook-problems\">2 errors</h1>"))
      #expect(html.contains("unknown key <code>repositorys</code>"))
      #expect(html.contains("--&gt; tokenbook.yaml:3:1"))
      #expect(html.contains("did you mean `repositories`?"))
      #expect(html.contains("&lt;b&gt;&amp;") && !html.contains("<b>&:"))
    }
  }

  @Test func theLastBookStaysBelowThem() async {
    var preview = AnswerTests.preview()
    preview.show([Diagnostic("template", "no `name` here", at: nil)])
    let (status, html) = await text(preview)
    #expect(status == 200)
    #expect(html.contains("<body class=\"x\">\n<section class=\"tokenbook-problems\""))
    #expect(html.contains("<h2 id=\"tokenbook-problems\">1 error</h2>") && html.contains("<p>Hi</p>"))
    #expect(await text(preview, "/nothing").html.contains("no <code>name</code> here"))
    preview.show(SmallBook(files: AnswerTests.book))
    #expect(await !text(preview).html.contains("tokenbook-problems"))
  }

  @Test func warningsAreFolded() async {
    var preview = AnswerTests.preview()
    let warning = Diagnostic("few-custodians", .warning, "only one", at: nil)
    preview.show(SmallBook(files: AnswerTests.book), warnings: [warning])
    #expect(await text(preview).html.contains("<details><summary>1 warning</summary>"))
  }

  @Test func nothingShapedLikeATokenIsShown() async {
    let secret = "ghp_" + String(repeating: "a1B2", count: 9)
    let wrong = reading("tokenbook: 1\norganization: acme\nnote: \(secret)\n\(secret): x\n")
    #expect(wrong.diagnostics.hasErrors)
    var preview = AnswerTests.preview()
    preview.show(wrong.diagnostics, in: wrong.files)
    let html = await text(preview).html
    #expect(html.contains("token-shaped") && !html.contains("a1B2a1B2"))
  }

  @Test func aFloodIsCut() async {
    var preview = AnswerTests.preview()
    preview.show((0..<1000).map { Diagnostic("a", "problem \($0)", at: nil) })
    let html = await text(preview).html
    #expect(html.contains("1000 errors") && html.contains("and 800 more"))
    #expect(html.split(separator: "<li class").count == 201)
  }

  @Test(arguments: ["a ` b", "`", "<img src=x onerror=alert(1)>", "`<script>`", "&amp;"])
  func hostileMessagesStayText(_ message: String) async {
    var preview = AnswerTests.preview()
    preview.show([Diagnostic("a", message, at: nil, help: message)])
    let html = await text(preview).html
    #expect(!html.contains("<img") && !html.contains("<script>"))
    let plain = message.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
      ">", with: "&gt;")
    #expect(html.contains(plain))
  }
}
