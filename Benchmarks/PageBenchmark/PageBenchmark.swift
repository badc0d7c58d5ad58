import CommonMark
import Foundation
import Pages
import SourceText
import Templates

/// How long pages take: `swift run -c release PageBenchmark [PAGES] [LAYOUT]`, best of five, on this machine.
@main
@MainActor
enum PageBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    let texts = (0..<(arguments.first.flatMap { Int($0) } ?? 10_000)).map(text)
    let bytes = texts.reduce(0) { $0 + $1.utf8.count }
    print("\(texts.count) pages, \(bytes / max(texts.count, 1)) bytes each")
    let plain = try await time("libcmark alone, one core") {
      for text in texts { _ = try MarkdownDocument(parsing: text).renderHTML() }
    }
    let renderer = MarkdownHTMLRenderer()
    try await time("with anchors, tasks, tables, one core", against: plain) {
      for text in texts { _ = try renderer.render(text) }
    }
    try await time("the same, all cores", against: plain) {
      _ = await texts.mapInParallel { try? renderer.render($0).html.utf8.count }
    }
    guard let layout = arguments.dropFirst().first else { return }
    try await timePages(texts, layout: layout, against: plain)
  }

  private static func timePages(_ texts: [String], layout: String, against plain: Double) async throws {
    let layout = try String(contentsOfFile: layout, encoding: .utf8)
    let templates = try TemplateLibrary(["layouts/page.html.mustache": layout])
    let entries = (0..<8).map {
      NavigationGroup.Entry("Section \($0)", BookPath(folder: "section-\($0)", "index"))
    }
    let frame = SiteFrame(
      title: "Benchmark", navigation: [NavigationGroup("All", entries)], markdownFolder: "markdown")
    let pages = texts.enumerated().map {
      Page(BookPath(folder: "pages", "page-\($0)"), title: "Page \($0)", markdown: $1)
    }
    let renderer = PageRenderer(frame, templates)
    try await time("whole pages in their layout, all cores", against: plain) {
      _ = await renderer.render(pages)
    }
    let results = await renderer.render(pages)
    let site = Dictionary(
      uniqueKeysWithValues: try results.map { try $0.get() }.map { ($0.fileName, $0.html) })
    try await time("following every link, all cores", against: plain) {
      _ = await LinkChecker.problems(in: site)
    }
  }

  /// The best wall time and the least processor time of five runs; ratios are of processor time, which a busy machine
  /// changes least.
  @discardableResult
  private static func time(
    _ name: String, against base: Double? = nil, _ body: () async throws -> Void
  ) async throws -> Double {
    var wall = Double.infinity
    var processor = Double.infinity
    for _ in 0..<5 {
      let start = ContinuousClock.now
      let startOfWork = clock()
      try await body()
      processor = min(processor, Double(clock() - startOfWork) / Double(CLOCKS_PER_SEC) * 1000)
      wall = min(wall, (ContinuousClock.now - start) / .milliseconds(1))
    }
    let ratio = base.map { ", \((processor / $0 * 100).rounded() / 100) times libcmark alone" } ?? ""
    print("\(name): \(Int(wall)) ms, \(Int(processor)) ms of processor\(ratio)")
    return processor
  }

  /// A page of about 3 KB with everything that the book's own pages have.
  private static func text(_ number: Int) -> String {
    let rows = (0..<8).map {
      "| `web-\(number)/ci#pull-\($0)` | [record](../decisions/\($0).md) | read:packages |"
    }
    let tasks = (0..<8).map {
      "- [ ] Mint the token of *acme-pull-\($0)* with `read:packages`, for 90 days, and [store](store.md#step-\($0)) it."
    }
    let commands = (0..<6).map {
      "gh secret set TOKEN_\($0) --repo acme/web-\(number) --app actions < token.txt"
    }
    return """
      # Page \(number)

      What this page is for, in a sentence or two: which tokens **web-\(number)** needs & why, who holds them, and
      what to do when one of them leaks. See [the overview](../index.md) and <https://docs.github.com>.

      ## Accesses

      | Access | Record | May |
      | --- | --- | --- |
      \(rows.joined(separator: "\n"))

      ## To do

      \(tasks.joined(separator: "\n"))

      > [!WARNING]
      > Everyone with write access to the repository can read this secret.

      ## Commands

      ```sh
      \(commands.joined(separator: "\n"))
      ```

      ## Why

      Fine-grained tokens do not reach the registry; the job's own token ends with the job. A classic token of a machine
      user is what remains, with the least that works.
      """
  }
}
