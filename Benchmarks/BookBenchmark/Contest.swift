import Foundation
import Measuring

/// The runs over one organization, and what each may take of another.
struct Contest {
  let folder: WorkFolder
  let program: String
  let loop: String
  let hugo: String?

  /// Whether every ratio is within its limit.
  func run(_ count: Int) async throws -> Bool {
    let description = try folder.write(ExampleOrganization(repositories: count).description, to: "acme.yaml")
    let changed = try folder.write(
      ExampleOrganization(repositories: count, isChanged: true).description, to: "changed.yaml")
    let book = folder("book")
    let full = try await median { try await build(description, to: "fresh", fresh: true) }
    _ = try await build(description, to: "book")
    print(pages(in: book, count))
    let least = try await median { try await markdownLoop(over: book) }
    report("C loop over libcmark, all cores", least)
    let peer = try await hugoRun(over: book)
    if let peer { report("Hugo, the same Markdown", peer) }
    report("book, new folder", full)
    let decided = try await median {
      try await MeasuredRun.of(program, ["decide", "--format", "json", description], expecting: [0])
    }
    report("decide", decided)
    let unchanged = try await median { try await build(description, to: "book") }
    report("book, unchanged", unchanged)
    let check = try await median { try await build(description, to: "book", ["--check"]) }
    report("book, --check", check)
    let oneNeed = try await build(changed, to: "book")
    report("book, one need more", oneNeed)
    let limits = [
      Limit("a new book to the C loop", full, least, atMost: 6),
      peer.map { Limit("a new book to Hugo", full, $0, atMost: 1.0 / 3) },
      Limit("an unchanged book to a new one", unchanged, full, atMost: 1.0 / 8),
      Limit("--check to a new book", check, full, atMost: 1.0 / 8),
      Limit("one need more to a new book", oneNeed, full, atMost: 1.0 / 5),
      Limit("memory of a book to that of decide", full.megabytes, decided.megabytes, atMost: 2),
    ].compactMap { $0 }
    for limit in limits { print(limit.line) }
    return limits.allSatisfy(\.isKept)
  }

  // MARK: Runs

  private func build(
    _ description: String, to name: String, _ flags: [String] = [], fresh: Bool = false
  ) async throws -> MeasuredRun {
    if fresh { folder.remove(name) }
    return try await MeasuredRun.of(
      program, ["build", description, "--output", folder(name)] + flags, expecting: [0])
  }

  private func markdownLoop(over book: String) async throws -> MeasuredRun {
    folder.remove("loop")
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return try await MeasuredRun.of(
      loop, ["\(cores)", "\(book)/markdown", folder("loop")], expecting: [0])
  }

  /// Hugo with the smallest theme there is, and nothing that the others do not make; nil without its program.
  private func hugoRun(over book: String) async throws -> MeasuredRun? {
    guard let hugo else { return nil }
    let layout =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>"
    for name in ["_default/single", "_default/list", "index"] {
      _ = try folder.write(layout, to: "hugo/layouts/\(name).html")
    }
    _ = try folder.write(
      "baseURL = 'https://example.org/'\ntitle = 'x'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'robotsTXT', '404']\n[markup.highlight]\ncodeFences = false\n",
      to: "hugo/hugo.toml")
    try copyAsHugoNamesThem("\(book)/markdown", to: folder("hugo/content"))
    return try await median {
      folder.remove("hugo-site")
      return try await MeasuredRun.of(
        hugo, ["--quiet", "-s", folder("hugo"), "-d", folder("hugo-site")], expecting: [0])
    }
  }

  /// Hugo calls the page of a folder `_index.md`.
  private func copyAsHugoNamesThem(_ source: String, to target: String) throws {
    try FileManager.default.copyItem(atPath: source, toPath: target)
    for case let path as String in FileManager.default.enumerator(atPath: target) ?? .init()
    where path == "index.md" || path.hasSuffix("/index.md") {
      try FileManager.default.moveItem(
        atPath: "\(target)/\(path)", toPath: "\(target)/\(path.dropLast("index.md".count))_index.md")
    }
  }

  /// The middle of three runs.
  private func median(_ run: () async throws -> MeasuredRun) async throws -> MeasuredRun {
    var runs: [MeasuredRun] = []
    for _ in 0..<3 { runs.append(try await run()) }
    return MeasuredRun.median(runs) ?? runs[0]
  }

  // MARK: Words

  private func pages(in book: String, _ count: Int) -> String {
    let markdown = FileManager.default.enumerator(atPath: "\(book)/markdown")?.allObjects as? [String] ?? []
    let pages = markdown.filter { $0.hasSuffix(".md") }
    let sizes = pages.map { page in
      (try? FileManager.default.attributesOfItem(atPath: "\(book)/markdown/\(page)")[.size] as? Int) ?? 0
    }
    return
      "\(count) repositories: \(pages.count) pages, \(sizes.reduce(0, +) / max(1, pages.count)) bytes of Markdown each"
  }

  private func report(_ name: String, _ run: MeasuredRun) {
    let figures = String(
      format: "%8.2f s of processor time  %8.2f s  %6.0f MB", run.processor ?? 0, run.seconds,
      run.megabytes ?? 0)
    print(name.padding(toLength: 34, withPad: " ", startingAt: 0) + figures)
  }
}

/// What one figure may be of another.
struct Limit {
  let name: String
  let ratio: Double
  let most: Double

  init(_ name: String, _ run: MeasuredRun, _ other: MeasuredRun, atMost most: Double) {
    self.init(name, run.processor, other.processor, atMost: most)
  }

  init(_ name: String, _ value: Double?, _ other: Double?, atMost most: Double) {
    self.name = name
    self.most = most
    ratio = (value ?? .infinity) / max(other ?? 0, 0.01)
  }

  var isKept: Bool { ratio <= most }
  var line: String {
    "\(isKept ? "ok  " : "OVER")  \(name): \(String(format: "%.2f, at most %.2f", ratio, most))"
  }
}
