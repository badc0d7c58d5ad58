import Pages
import CommonMark
import Templates

/// The page that a server shows for an address that the book has not. It is shown at any depth, so its links begin at
/// the server's root.
struct MissingPage {
  static let fileName = "404.html"
  static let template = "missing-page"

  let templates: TemplateLibrary
  /// What the links begin with, `/`.
  let root: String

  func html(_ frame: SiteFrame) throws -> String {
    var frame = frame
    frame.markdownFolder = nil
    let context: TemplateContext = [
      "title": "Page not found",
      "sections": frame.navigation.flatMap(\.entries).filter { $0.anchor == nil }.map {
        ["title": $0.title, "href": "\($0.path).md"] as TemplateContext
      },
    ]
    let markdown = try templates.render("documents/\(Self.template)", context)
    let page = Page(
      BookPath(folder: "", "404"), title: "Page not found", markdown: markdown,
      description: "The book has no page at this address.")
    return rooted(try PageRenderer(frame, templates).render(page).html)
  }

  /// With every relative address beginning at the root, and the stylesheet also beside the page: opened from a disk it
  /// has no root to begin at.
  private func rooted(_ html: String) -> String {
    let stylesheet = "<link rel=\"stylesheet\" href=\"assets/tokenbook.css\">"
    return rootedAddresses(html).replacing(
      "<link rel=\"stylesheet\" href=\"\(root)assets/tokenbook.css\">",
      with: "<link rel=\"stylesheet\" href=\"\(root)assets/tokenbook.css\">\n\(stylesheet)")
  }

  private func rootedAddresses(_ html: String) -> String {
    var rooted = ""
    var rest = html[...]
    while let attribute = [" href=\"", " src=\""].compactMap({ rest.firstRange(of: $0) }).min(by: {
      $0.lowerBound < $1.lowerBound
    }) {
      rooted += rest[..<attribute.upperBound]
      rest = rest[attribute.upperBound...]
      let address = String(rest.prefix { $0 != "\"" })
      if LinkDestination.isRelative(address), !address.hasPrefix("#") { rooted += root }
    }
    return rooted + rest
  }
}
