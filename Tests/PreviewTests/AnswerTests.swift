import Testing

@testable import Preview
@testable import SourceText

/// A book in memory.
struct SmallBook: PreviewedBook {
  let files: [String: String]
  /// Files that cannot be made, and why.
  var broken: [String: String] = [:]

  /// Of what it is made.
  var inputs: ContentDigest {
    ContentDigest(of: Array(files.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined().utf8))
  }

  func file(_ path: String) async -> PreviewedFile? {
    if let why = broken[path] { return PreviewedFile(nil, [Diagnostic("template", why, at: nil)]) }
    return files[path].map { PreviewedFile(Array($0.utf8)) }
  }
}

extension Preview {
  mutating func show(_ book: SmallBook, warnings: [Diagnostic] = []) {
    show(book, of: book.inputs, warnings: warnings)
  }
}

/// What a preview answers, whatever it is asked.
@Suite struct AnswerTests {
  static let page =
    "<!doctype html>\n<html lang=\"en\">\n<head><title>a</title></head>\n<body class=\"x\">\n<p>Hi</p>\n</body>\n</html>\n"
  static let book = [
    "index.html": page, "repositories/index.html": page, "repositories/a b.html": page, "assets/a.css": "a{}",
    "data/decisions.json": "{}", "calendar.ics": "BEGIN", "markdown/index.md": "# a", "a.csv": "a",
    "a.svg": "<svg/>",
    "odd": "?", "assets/search/we.js": "x",
  ]

  static func preview() -> Preview {
    var preview = Preview(ownFiles: ["reload.js": Array("own".utf8), "tokenbook.css": [], "preview.css": []])
    preview.show(SmallBook(files: book))
    return preview
  }

  private func ask(
    _ path: String, _ method: String = "GET", host: String? = "localhost:8080",
    of preview: Preview = preview()
  ) async -> PreviewAnswer {
    await preview.answer(PreviewRequest(method: method, path: path, host: host))
  }

  private func text(_ answer: PreviewAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }

  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"),
    ("/repositories/", "text/html; charset=utf-8"), ("/repositories/a%20b.html", "text/html; charset=utf-8"),
    ("/assets/a.css", "text/css; charset=utf-8"), ("/assets/search/we.js", "text/javascript; charset=utf-8"),
    ("/data/decisions.json", "application/json"), ("/calendar.ics", "text/calendar; charset=utf-8"),
    ("/markdown/index.md", "text/markdown; charset=utf-8"), ("/a.csv", "text/csv; charset=utf-8"),
    ("/a.svg", "image/svg+xml"), ("/odd", "application/octet-stream"),
    ("/.tokenbook/reload.js", "text/javascript; charset=utf-8"),
  ])
  func givesAFileAsWhatItIs(_ path: String, _ type: String) async {
    let answer = await ask(path)
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == type)
    #expect(answer.headers["Cache-Control"] == "no-store")
    #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
    #expect(answer.headers["Cross-Origin-Resource-Policy"] == "same-origin")
    #expect(answer.headers["Content-Length"] == String(answer.body.count))
  }

  @Test func givesOtherFilesByteForByte() async {
    #expect(text(await ask("/assets/a.css")) == "a{}")
    #expect(text(await ask("/odd")) == "?")
  }

  @Test func dressesAPageAndChangesNothingElseInIt() async {
    let preview = Self.preview()
    let html = text(await ask("/", of: preview))
    let added = """
      <link rel="stylesheet" href="/.tokenbook/preview.css">
      <script defer src="/.tokenbook/reload.js?version=\(preview.version)"></script>

      """
    #expect(html.replacing(added, with: "") == Self.page)
    #expect(html.contains(added + "</head>"))
  }

  @Test(arguments: [
    "/nothing.html", "/repositories/nothing", "/a/../index.html", "/../etc/passwd", "/%2e%2e/etc/passwd",
    "/%2E%2e/x", "/.%2e/x", "/repositories%2Findex.html", "/repositories%5Cindex.html", "/..%5cx",
    "//index.html",
    "//evil.example/", "/repositories//index.html", "/./index.html", "/%", "/%2", "/%zz", "/%00",
    "/index.html%00",
    "/%ff%fe", "/a%0d%0aSet-Cookie:x", "", "index.html", "http://localhost/index.html", "*", "/.tokenbook",
    "/.tokenbook/", "/.tokenbook/../index.html", "/.tokenbook.json", "/.tokenbook/nothing",
  ])
  func findsNothingElse(_ path: String) async {
    let answer = await ask(path)
    #expect(answer.status == 404)
    #expect(text(answer).contains("<h1>Not found</h1>"))
    #expect(text(answer).contains("reload.js"))
    #expect(answer.headers["Location"] == nil)
  }

  @Test func sendsAFolderToItsSlash() async {
    let answer = await ask("/repositories")
    #expect(answer.status == 301)
    #expect(answer.headers["Location"] == "/repositories/")
  }

  @Test func headHasEverythingButTheBody() async {
    for path in ["/", "/assets/a.css", "/nothing", "/repositories"] {
      let (get, head) = (await ask(path), await ask(path, "HEAD"))
      #expect(head.status == get.status && head.headers == get.headers && head.body.isEmpty, "\(path)")
      #expect(head.headers["Content-Length"] != "0")
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", ""])
  func onlyReads(_ method: String) async {
    let answer = await ask("/", method)
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "GET, HEAD")
  }

  @Test(arguments: [
    "localhost", "LOCALHOST:1", "127.0.0.1:8080", "127.0.0.1", "[::1]:8080", "[::1]", "192.168.1.20:80",
    "book.localhost:8080",
  ])
  func answersToAddresses(_ host: String) async {
    #expect(await ask("/", host: host).status == 200)
  }

  @Test(
    arguments: [
      nil, "", "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
      "127.0.0",
      "127.0.0.1.", "1.2.3.256", "[evil.example]", "[]", "localhost:80@evil.example",
      "evil.example#localhost",
      "xlocalhost", "localhost:x", "0x7f.0.0.1",
    ] as [String?])
  func answersToNoNameThatSomebodyMayOwn(_ host: String?) async {
    let answer = await ask("/", host: host)
    #expect(answer.status == 421)
    #expect(!text(answer).contains("Hi"))
    #expect(text(answer).contains("rebinding"))
  }

  @Test func theVersionSaysWhetherSomethingChanged() async {
    var preview = Self.preview()
    let first = preview.version
    #expect(text(await ask("/.tokenbook/version.js", of: preview)) == "tokenbookVersion(\"\(first)\");\n")
    preview.show(SmallBook(files: Self.book))
    #expect(preview.version == first)
    preview.show(SmallBook(files: Self.book.merging(["odd": "!"]) { $1 }))
    #expect(preview.version != first)
    let second = preview.version
    preview.show([Diagnostic("a", "b", at: nil)])
    #expect(preview.version != second)
  }

  @Test func aFileThatCannotBeMadeTellsWhy() async {
    var preview = Self.preview()
    preview.show(SmallBook(files: Self.book, broken: ["odd.html": "no `name` here"]))
    let answer = await ask("/odd.html", of: preview)
    #expect(answer.status == 503)
    #expect(text(answer).contains("no <code>name</code> here") && text(answer).contains("reload.js"))
    let other = await ask("/", of: preview)
    #expect(other.status == 200 && !text(other).contains("tokenbook-problems"))
  }
}
