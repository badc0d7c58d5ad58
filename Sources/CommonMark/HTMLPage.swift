import SourceText

/// The HTML of one page, stretch after stretch, with the names that are given once on a page.
struct HTMLPage {
  var html: [UInt8] = []
  private(set) var headings: [RenderedMarkdown.Heading] = []
  private var firstParagraph: String?
  private var plainText = ""
  private var omittedHTML: [String] = []
  private var slugs: HeadingSlugs
  private var tasks = TaskNames()
  private var tables = TableNames()
  /// What tasks above the first heading go by; no slug has a space in it.
  private let start: String

  /// - Parameter above: the headings of the page that the text stands below.
  init(below above: [RenderedMarkdown.Heading], capacity: Int) {
    slugs = HeadingSlugs(taken: above.map(\.slug))
    start = above.isEmpty ? "" : "below \(above.count)"
    html.reserveCapacity(capacity)
  }

  mutating func append(_ pieces: HTMLPieces) {
    pieces.append(to: &self)
    firstParagraph = firstParagraph ?? pieces.firstParagraph
    plainText += pieces.plainText
    omittedHTML += pieces.omittedHTML
  }

  /// The text of a hole, as HTML.
  mutating func text(in hole: HTMLHole) -> String {
    switch hole {
    case .heading(let heading):
      let slug = slugs.slug(for: heading.text)
      headings.append(RenderedMarkdown.Heading(level: heading.level, text: heading.text, slug: slug))
      return slug
    case .task(let text): return tasks.name(for: text, under: headings.last?.slug ?? start)
    case .table(let columns): return HTMLText.escaped(tables.name(of: columns))
    }
  }

  var rendered: RenderedMarkdown {
    RenderedMarkdown(
      html: String(decoding: html, as: UTF8.self), headings: headings, firstParagraph: firstParagraph ?? "",
      plainText: plainText, omittedHTML: omittedHTML)
  }
}
