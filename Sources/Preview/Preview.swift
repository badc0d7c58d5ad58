internal import OutputFolder
package import SourceText

/// A book that a preview shows, each file when a browser asks for it.
package protocol PreviewedBook: Sendable {
  /// The file at a path below the book's own folder, `repositories/web.html`; nil where the book has none.
  func file(_ path: String) async -> PreviewedFile?
}

/// One file of a book that a preview shows.
package struct PreviewedFile: Sendable {
  let bytes: [UInt8]?
  let diagnostics: [Diagnostic]

  /// - Parameters:
  ///   - bytes: nil where the file cannot be made.
  ///   - diagnostics: what is wrong with this file; the whole book's are shown anyway.
  package init(_ bytes: [UInt8]?, _ diagnostics: [Diagnostic] = []) {
    (self.bytes, self.diagnostics) = (bytes, diagnostics)
  }
}

/// What a preview shows at one moment: the last book that could be made, and what is wrong since.
package struct Preview: Sendable {
  /// What a browser gets beside the book: script and style of the preview, by name below `/.tokenbook/`.
  private let ownFiles: [String: [UInt8]]
  /// The last book; nil until there is one.
  private var book: (any PreviewedBook)?
  /// What that book was made of.
  private var made = ContentDigest(of: [])
  private var diagnostics: [Diagnostic] = []
  private var files = SourceFiles()
  /// Changes when something that a browser shows may have changed; the same after a restart.
  package private(set) var version = ""

  /// Before the first rendering. `ownFiles` are `reload.js`, `preview.css` and `tokenbook.css`.
  package init(ownFiles: [String: [UInt8]]) {
    self.ownFiles = ownFiles
  }

  /// Shows a new book, with warnings where it has some.
  ///
  /// - Parameter inputs: of everything that the book is made of: while it stays the same, so does every page.
  package mutating func show(
    _ book: any PreviewedBook, of inputs: ContentDigest, warnings: [Diagnostic] = [],
    in files: SourceFiles = SourceFiles()
  ) {
    self.book = book
    made = inputs
    show(warnings, in: files)
  }

  /// Keeps the last book, and shows why there is no newer one.
  package mutating func show(_ diagnostics: [Diagnostic], in files: SourceFiles = SourceFiles()) {
    self.diagnostics = diagnostics
    self.files = files
    var both = InputDigest()
    both.add("book", made.hexadecimal)
    both.add("problems", problems().html)
    version = both.digest.hexadecimal
  }

  /// What is wrong, or nothing.
  ///
  /// - Parameter more: what is wrong with one file besides.
  private func problems(_ more: [Diagnostic] = []) -> ProblemsPanel {
    ProblemsPanel(diagnostics + more, in: files, hasBook: book != nil)
  }
}

extension Preview {
  /// Where the preview's own files are: a name that no file of a book can have.
  static let ownFolder = ".tokenbook"

  /// What to answer to a request, whatever it says.
  package func answer(_ request: PreviewRequest) async -> PreviewAnswer {
    guard HostName.isSafe(request.host) else { return misdirected }
    guard request.isReading else { return notAllowed }
    let answer = await found(RequestPath(request.path), request)
    return request.wantsBody ? answer : answer.withoutBody
  }

  private func found(_ path: RequestPath?, _ request: PreviewRequest) async -> PreviewAnswer {
    guard let path else { return await notFound }
    if path.segments.first == Self.ownFolder { return await ownFile(path) }
    guard let book else { return problemsPage("No book yet", problems()) }
    if let file = await book.file(path.file) { return answer(file, at: path.file) }
    if await book.file(path.indexBelow) != nil { return .redirect(to: request.path + "/") }
    return await notFound
  }

  private func answer(_ file: PreviewedFile, at path: String) -> PreviewAnswer {
    let problems = problems(file.diagnostics)
    guard let bytes = file.bytes else { return problemsPage("This file can't be made", problems) }
    let type = ContentType.of(path)
    return PreviewAnswer(
      200, type, type == ContentType.html ? dressing.dress(bytes, top: problems.html) : bytes)
  }

  private func ownFile(_ path: RequestPath) async -> PreviewAnswer {
    let name = path.segments.dropFirst().joined(separator: "/")
    if name == "version.js" {
      return PreviewAnswer(200, ContentType.of(name), Array("tokenbookVersion(\"\(version)\");\n".utf8))
    }
    guard let bytes = ownFiles[name] else { return await notFound }
    return PreviewAnswer(200, ContentType.of(name), bytes)
  }
}

// MARK: - Pages of its own

extension Preview {
  private var dressing: PageDressing { PageDressing(version: version) }

  private func problemsPage(_ title: String, _ problems: ProblemsPanel) -> PreviewAnswer {
    page(503, title, problems.html.isEmpty ? "<h1>\(title)</h1>\n" : problems.html)
  }

  /// The book's own page for this, where it has one.
  private var notFound: PreviewAnswer {
    get async {
      let problems = problems()
      if let page = await book?.file("404.html")?.bytes {
        return PreviewAnswer(404, ContentType.html, dressing.dress(page, top: problems.html))
      }
      return page(
        404, "Not found",
        """
        \(problems.html)<h1>Not found</h1>
        <p>The book has no such page. Go to <a href="/">its first page</a>.</p>

        """)
    }
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
