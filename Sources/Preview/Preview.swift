internal import OutputFolder
package import SourceText

/// What a preview shows at one moment: the last book that could be made, and what is wrong since.
package struct Preview: Sendable {
  /// What a browser gets beside the book: script and style of the preview, by name below `/.tokenbook/`.
  private let ownFiles: [String: [UInt8]]
  /// The last book, by path; empty until there is one.
  package private(set) var book: [String: [UInt8]] = [:]
  /// What is wrong, or nothing.
  private(set) var problems = ProblemsPanel()
  /// Changes exactly when something that a browser shows has changed; the same after a restart.
  package private(set) var version = ""

  /// Before the first rendering. `ownFiles` are `reload.js`, `preview.css` and `tokenbook.css`.
  package init(ownFiles: [String: [UInt8]]) {
    self.ownFiles = ownFiles
  }

  /// Shows a new book, with warnings where it has some.
  package mutating func show(
    _ book: [String: [UInt8]], warnings: [Diagnostic] = [], in files: SourceFiles = SourceFiles()
  ) {
    self.book = book
    problems = ProblemsPanel(warnings, in: files, hasBook: true)
    version = currentVersion
  }

  /// Keeps the last book, and shows why there is no newer one.
  package mutating func show(_ diagnostics: [Diagnostic], in files: SourceFiles = SourceFiles()) {
    problems = ProblemsPanel(diagnostics, in: files, hasBook: !book.isEmpty)
    version = currentVersion
  }

  private var currentVersion: String {
    let files = book.sorted { $0.key < $1.key }.map { "\($0.key) \(ContentDigest(of: $0.value).hexadecimal)" }
    return ContentDigest(of: Array((files + [problems.html]).joined(separator: "\n").utf8)).hexadecimal
  }
}

extension Preview {
  /// Where the preview's own files are: a name that no file of a book can have.
  static let ownFolder = ".tokenbook"

  /// What to answer to a request, whatever it says.
  package func answer(_ request: PreviewRequest) -> PreviewAnswer {
    guard HostName.isSafe(request.host) else { return misdirected }
    guard request.isReading else { return notAllowed }
    let answer = found(RequestPath(request.path), request)
    return request.wantsBody ? answer : answer.withoutBody
  }

  private func found(_ path: RequestPath?, _ request: PreviewRequest) -> PreviewAnswer {
    guard let path else { return notFound }
    if path.segments.first == Self.ownFolder { return ownFile(path) }
    if book.isEmpty { return problemsPage }
    if let bytes = book[path.file] { return file(path.file, bytes) }
    if book[path.indexBelow] != nil { return .redirect(to: request.path + "/") }
    return notFound
  }

  private func file(_ path: String, _ bytes: [UInt8]) -> PreviewAnswer {
    let type = ContentType.of(path)
    return PreviewAnswer(
      200, type, type == ContentType.html ? dressing.dress(bytes, top: problems.html) : bytes)
  }

  private func ownFile(_ path: RequestPath) -> PreviewAnswer {
    let name = path.segments.dropFirst().joined(separator: "/")
    if name == "version.js" {
      return PreviewAnswer(200, ContentType.of(name), Array("tokenbookVersion(\"\(version)\");\n".utf8))
    }
    return ownFiles[name].map { PreviewAnswer(200, ContentType.of(name), $0) } ?? notFound
  }
}

// MARK: - Pages of its own

extension Preview {
  private var dressing: PageDressing { PageDressing(version: version) }

  private var problemsPage: PreviewAnswer {
    page(503, "No book yet", problems.html.isEmpty ? "<h1>No book yet</h1>\n" : problems.html)
  }

  /// The book's own page for this, where it has one.
  private var notFound: PreviewAnswer {
    if let page = book["404.html"] {
      return PreviewAnswer(404, ContentType.html, dressing.dress(page, top: problems.html))
    }
    return page(
      404, "Not found",
      """
      \(problems.html)<h1>Not found</h1>
      <p>The book has no such page. Go to <a href="/">its first page</a>.</p>

      """)
  }

  private func page(_ status: Int, _ title: String, _ body: String) -> PreviewAnswer {
    let html = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · tokenbook serve</title>
      <link rel="stylesheet" href="/\(Self.ownFolder)/tokenbook.css">
      </head>
      <body class="tokenbook-page">
      <main>
      \(body)</main>
      </body>
      </html>

      """
    return PreviewAnswer(status, ContentType.html, dressing.dress(Array(html.utf8), top: ""))
  }

  private var notAllowed: PreviewAnswer {
    PreviewAnswer.text(405, "the preview supports only GET and HEAD\n", ["Allow": "GET, HEAD"])
  }

  private var misdirected: PreviewAnswer {
    PreviewAnswer.text(
      421,
      """
      The preview answers only to localhost and to addresses such as 127.0.0.1. This keeps web sites from reading \
      the book (DNS rebinding). Open it at the address that `tokenbook serve` printed.

      """)
  }
}
