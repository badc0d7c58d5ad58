import CommonMark

/// The pages that a book has today, for a text that was written when there were others.
package struct PageTargets: Sendable {
  /// Every page, `repositories/web`.
  package let pages: Set<String>
  /// The headings of those pages of which they are known.
  package let anchors: [String: Set<String>]
  /// A page that is a part of another one now.
  package typealias Part = (page: BookPath, anchor: String?)
  private let moved: [String: Part]

  /// - Parameters:
  ///   - pages: every page, `repositories/web`.
  ///   - anchors: by page.
  ///   - moved: what has become of pages that are no more, by their paths.
  package init(pages: Set<String>, anchors: [String: Set<String>], moved: [String: Part] = [:]) {
    self.pages = pages
    self.anchors = anchors
    self.moved = moved
  }

  /// A link to a Markdown document as far as it still leads somewhere: without its anchor where the page has no such
  /// heading any more, to where a page has moved, nil where there is no such page. Other links stay.
  package func standing(_ url: String, on page: BookPath) -> String? {
    let address = url.prefix { $0 != "#" }
    guard address.hasSuffix(".md") else { return url }
    guard let path = SitePath.resolve(address.dropLast(3).removingPercentEncoding, from: page.text) else {
      return nil
    }
    guard pages.contains(path) else {
      return moved[path].map { page.link(to: $0.page, anchor: $0.anchor) }
    }
    let anchor = url[address.endIndex...].dropFirst().removingPercentEncoding
    return anchors[path]?.contains(anchor) == true ? url : String(address)
  }

  /// The pages that the links of a text lead to.
  package static func pages(linkedIn text: String, on page: BookPath) -> Set<String> {
    Set(
      RecordText.links(in: text).compactMap { link in
        let address = link.prefix { $0 != "#" }
        guard address.hasSuffix(".md") else { return nil }
        return SitePath.resolve(address.dropLast(3).removingPercentEncoding, from: page.text)
      })
  }
}

/// Where a relative link leads.
package enum SitePath {
  /// Nil above the root of the site. A folder means its `index.html`.
  package static func resolve(_ path: String, from file: String) -> String? {
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        return nil
      }
    }
    if path.hasSuffix("/") || path.hasSuffix("..") || path == "." { parts.append("index.html") }
    return parts.joined(separator: "/")
  }
}
