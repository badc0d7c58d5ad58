import Foundation
import Testing

@testable import CommonMark
@testable import Documents
@testable import Pages
@testable import Publishing

/// The site in a reader's hands, driven in Chromium: the scenarios of `drive.py`.
@Suite(.enabled(if: Chromium.isThere, Chromium.needs)) struct ReaderTests {
  static let scenarios = [
    "search_leads_to_a_page", "search_works_from_every_folder", "search_narrows_with_words",
    "search_says_when_there_is_nothing", "search_goes_by_keyboard", "search_leaves_when_focus_leaves",
    "search_goes_to_the_heading",
    "search_goes_to_the_row", "search_asks_what_was_meant", "search_marks_and_tells_what_it_did",
    "search_is_open_to_everyone", "search_answers_at_night",
    "long_tables_filter", "long_tables_offer_choices", "tables_sort",
    "marks_are_remembered", "blocks_are_copied_as_they_are", "the_theme_is_the_machine_s_until_chosen",
    "the_first_stop_skips_the_menu", "tab_goes_once_through_everything",
    "slash_goes_to_the_search_until_switched_off", "no_other_key_does_anything",
    "pages_lead_up_and_on", "contents_lead_to_headings",
    "everything_is_there_without_javascript", "three_ways_lead_out_of_trouble",
    "three_walks_take_less_than_a_minute", "rows_are_cards_on_a_phone",
    "paper_has_the_text_and_no_controls",
    "forced_colours_keep_what_colour_says", "nothing_moves_where_motion_is_unwanted",
  ]

  /// One browser goes through all of them.
  private static let fromDisk = Task {
    try await Chromium.drive(scenarios, at: try await Site.example().path.string)
  }

  @Test(arguments: scenarios) func fromADisk(_ scenario: String) async throws {
    let problem = try await Self.fromDisk.value[scenario]
    #expect(problem == nil, "\(problem ?? "")")
  }

  /// What the preview's own parts, above and in each page, leave as it is.
  static let onServer =
    scenarios.filter { !aboutTheFrame.contains($0) } + ["a_missing_page_leads_back"]

  private static let aboutTheFrame = ["the_first_stop_skips_the_menu", "tab_goes_once_through_everything"]

  private static let fromServer = Task { try await Chromium.drive(onServer, at: "serve:\(Site.program)") }

  @Test(arguments: onServer) func fromAServer(_ scenario: String) async throws {
    let problem = try await Self.fromServer.value[scenario]
    #expect(problem == nil, "\(problem ?? "")")
  }

  @Test func everyScenarioIsListed() throws {
    let names = try ["finding.py", "reading.py"].flatMap { file in
      try String(contentsOf: Site.scripts.appending(path: file), encoding: .utf8)
        .matches(of: /(?m)^def (\w+)\(reader\):/).map { String($0.1) }
    }
    #expect(Set(names) == Set(Self.onServer).union(Self.scenarios).union(Self.otherNames))
  }

  /// Functions of the script that scenarios use, and scenarios of other books.
  private static let otherNames: Set = [
    "open_long_table", "is_dark", "search_is_quick_among_twenty_thousand", "found",
    "search_answers_at_night_elsewhere",
  ]

  /// Without its script the site must fail each scenario that needs it, so that none of them always passes.
  @Test func withoutItsScriptMostFails() async throws {
    let words = ["search", "long", "tables", "marks", "blocks", "theme", "slash"]
    let needScript = Self.scenarios.filter { name in words.contains { name.contains($0) } }
    let example = try await Site.example()
    let site = try ScratchFolder()
    for page in example.files(endingIn: ".html") + ["assets/tokenbook.css", "assets/favicon.svg"] {
      try site.write(try example.read(page), to: page)
    }
    try site.write("", to: "assets/tokenbook.js")
    let problems = try await Chromium.drive(needScript, at: site.path.string, patience: 1)
    #expect(needScript.count > 10 && Set(problems.keys) == Set(needScript))
  }

  /// The index of ten thousand repositories and their checklists, without the pages.
  @Test func searchIsQuickAmongTwentyThousandPages() async throws {
    let index = SearchIndex()
    for (number, name) in Self.names(10_000).enumerated() {
      index.add(
        SearchRecord(title: name, href: "repositories/\(name).html", kind: "Repositories"),
        number: number, html: Self.page(name), headings: Self.headings)
      index.add(
        SearchRecord(title: "Set up \(name)", href: "checklists/\(name).html", kind: "Checklists"),
        number: 10_000 + number, html: Self.page(name), headings: Self.headings)
    }
    let files = index.files()
    #expect(files.filter { $0.value.count > 100_000 }.map { "\($0.key): \($0.value.count)" } == [])
    let example = try await Site.example()
    let site = try ScratchFolder(
      files.reduce(into: [:]) { $0["assets/search/\($1.key)"] = String(decoding: $1.value, as: UTF8.self) })
    for file in [
      "index.html", "assets/tokenbook.css", "assets/tokenbook.js", "assets/search.js", "assets/favicon.svg",
    ] {
      try site.write(try example.read(file), to: file)
    }
    let problems = try await Chromium.drive(["search_is_quick_among_twenty_thousand"], at: site.path.string)
    #expect(problems.isEmpty, "\(problems)")
  }

  private static let headings = ["accesses", "secrets", "who-can-read", "questions"].map {
    RenderedMarkdown.Heading(level: 2, text: $0, slug: $0)
  }

  /// A page that says much that all others say, and its own name.
  private static func page(_ name: String) -> [UInt8] {
    let sections = headings.map { heading in
      "<h2 id=\"\(heading.slug)\">\(heading.text)</h2>\n<p>The workflow of \(name) takes the token of an account, "
        + "which an owner of the organization has to store as the secret \(name)-token before it ends.</p>\n"
    }
    return Array("<html><article><h1>\(name)</h1>\n\(sections.joined())</article></html>".utf8)
  }

  /// A book that no one has tuned the search for.
  @Test func searchAnswersAtNightInAnotherBook() async throws {
    let folder = try ScratchFolder(["tokenbook.yaml": Self.harbour])
    try await Site.build(
      [], of: folder.url.appending(path: "tokenbook.yaml").path, into: folder, below: "book")
    let problems = try await Chromium.drive(
      ["search_answers_at_night_elsewhere"], at: folder.url.appending(path: "book").path)
    #expect(problems.isEmpty, "\(problems)")
  }

  private static let harbour = """
    tokenbook: 1
    organization: pilotage
    as_of: 2026-11-22
    platform: {plan: enterprise, saml_sso: true}
    people:
      nele: {role: owner, leaves_on: 2026-12-18}
      oskar: {role: member}
    machine_users:
      pilotage-images: {role: member, custodians: [oskar, nele], purpose: pulls images}
    repositories:
      lighthouse: {visibility: private, workflows: {ship: {needs: [publish package beacon, clone repository charts]}}}
      charts: {visibility: private}
      tides: {visibility: internal, workflows: {nightly: {needs: [push repository charts]}}}
    packages:
      beacon: {registry: container, repository: lighthouse, visibility: private}
    consumers:
      buoy: {kind: kubernetes, needs: [pull package beacon]}
    credentials:
      IMAGE_KEY:
        kind: classic_pat
        holder: nele
        scopes: [repo, read:packages]
        created: 2023-02-10
        expires: 2026-12-20
        stored_in: [{organization_secret: IMAGE_KEY, visibility: all}]
        used_by: [buoy, tides/nightly]
    """

  /// Names as organizations have them: few words, again and again, all with the same beginning.
  private static func names(_ count: Int) -> [String] {
    let fields = [
      "payments", "orders", "catalogue", "billing", "search", "identity", "mobile", "data", "edge", "tools",
    ]
    let parts = ["api", "web", "worker", "library", "infra", "docs", "client", "proxy", "jobs", "schema"]
    return (0..<count).map { "acme-\(fields[$0 % 10])-\(parts[$0 / 10 % 10])-\($0 / 100)" }
  }
}
