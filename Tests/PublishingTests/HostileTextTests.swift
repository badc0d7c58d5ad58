import Foundation
import LocatedYAML
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Free text from a description comes out as that text.
@Suite struct HostileTextTests {
  private static let texts = [
    "a|b*c_<d>", "](javascript:alert)", "<script>alert(1)</script>", "`tick` ``ticks``",
    "![x](y) <a@b.c> &amp;",
    "{{name}} {{{id}}} ${{ secrets.X }}", "# no heading", "- [ ] no task", "~~x~~ $y$ \\| \\\\",
    "a'\u{301};id;'\u{301}", "q\"\u{301},=1+1", "`\u{301} ![x](https:e.png) `\u{301}", "\u{600}`<img src=e>",
    "a|\u{301}b \u{600}|c",
  ]

  private static func description(_ text: String) -> String {
    let quoted = YAMLScalar.quoted(text)
    return """
      note: \(quoted)
      people: {ada: {role: owner, note: \(quoted)}}
      machine_users: {acme-pull: {role: member, purpose: \(quoted), note: \(quoted), custodians: [ada]}}
      repositories:
        web:
          visibility: private
          note: \(quoted)
          workflows: {ci: {note: \(quoted), needs: [{need: publish package web, why: \(quoted), note: \(quoted)}]}}
      packages: {web: {registry: container, repository: web, visibility: private, note: \(quoted)}}
      consumers:
        prod: {kind: kubernetes, stores_in: \(quoted), note: \(quoted), needs: [pull package web]}
      credentials:
        OLD: {kind: classic_pat, holder: ada, note: \(quoted), stored_in: [{outside: \(quoted)}], used_by: [prod]}
        UNUSED: {kind: unknown, stored_in: [{outside: \(quoted)}]}
      decisions:
        prod#pull-package-web: {choose: personal_pat, because: \(quoted), by: ada, until: 2027-03-31}
      """
  }

  /// Where each free text is to be read.
  private static let pages = [
    "index.html", "repositories/web.html", "checklists/consumer-prod.html", "people/ada.html",
    "accounts/acme-pull.html", "credentials/existing-old.html", "credentials/secrets.html",
  ]

  @Test(arguments: texts)
  func textComesOutAsText(_ text: String) async throws {
    let files = try await BookFixture.render(try BookFixture.book(Self.description(text)))
    for page in Self.pages {
      let html = String(decoding: try #require(files[page], "\(page)"), as: UTF8.self)
      #expect(VisibleHTML.text(html).contains(bytesOf: text), "\(page)")
      #expect(!html.contains(bytesOf: "<script>alert") && !html.contains(bytesOf: "<img src=e"))
      #expect(!html.contains("href=\"javascript:"))
    }
  }

  @Test func lineEndsBecomeSpaces() async throws {
    let book = try BookFixture.book(
      "repositories: {web: {note: \"one\\n# two\\n\\n| three |\"}}")
    let files = try await BookFixture.render(book)
    let html = String(decoding: try #require(files["repositories/web.html"]), as: UTF8.self)
    #expect(VisibleHTML.text(html).contains("one # two | three |"))
  }

  @Test(arguments: [
    ("use `web` now", "use `web` now"), ("a `b|c` d", "a \\`b\\|c\\` d"), ("an `odd one", "an \\`odd one"),
    ("*no* `<b>`", "\\*no\\* `<b>`"), ("``", "\\`\\`"),
  ])
  func proseKeepsItsCode(_ text: String, _ markdown: String) {
    #expect(Prose.markdown(text) == markdown)
  }
}

/// What a reader of a page sees.
enum VisibleHTML {
  static func text(_ html: String) -> String {
    String(String.UnicodeScalarView(outsideTags(html.unicodeScalars)))
      .replacing(bytesOf: "&lt;", with: "<").replacing(bytesOf: "&gt;", with: ">")
      .replacing(bytesOf: "&quot;", with: "\"").replacing(bytesOf: "&#39;", with: "'")
      .replacing(bytesOf: "&amp;", with: "&")
  }

  private static func outsideTags(_ html: String.UnicodeScalarView) -> [Unicode.Scalar] {
    var isInTag = false
    return html.filter { scalar in
      if scalar == "<" { isInTag = true }
      defer { if scalar == ">" { isInTag = false } }
      return !isInTag
    }
  }
}
