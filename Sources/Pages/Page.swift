package import CommonMark

/// A title, and the page that it leads to.
package struct PageLink: Sendable, Hashable {
  /// What a link to it says.
  package var title: String
  package var path: BookPath

  /// A link of this title.
  package init(_ title: String, _ path: BookPath) {
    self.title = title
    self.path = path
  }
}

/// Entries of the navigation that belong together.
package struct NavigationGroup: Sendable, Hashable {
  /// One entry.
  package struct Entry: Sendable, Hashable {
    package var title: String
    package var path: BookPath
    /// A heading of the page; nil for the page itself. Only the page itself may be where the reader is.
    package var anchor: String?

    /// An entry that leads to a page, or to a place on it.
    package init(_ title: String, _ path: BookPath, anchor: String? = nil) {
      self.title = title
      self.path = path
      self.anchor = anchor
    }
  }

  package var title: String
  package var entries: [Entry]

  /// A group of this title.
  package init(_ title: String, _ entries: [Entry]) {
    self.title = title
    self.entries = entries
  }
}

/// What every page of one site has in common.
package struct SiteFrame: Sendable {
  /// Shown on every page: `acme`.
  package var title: String
  /// The sections, the same on every page.
  package var navigation: [NavigationGroup]
  /// A banner such as `internal`; nil for none.
  package var classification: String?
  /// The folder below the site's root that holds the same documents as Markdown; nil where there is none.
  package var markdownFolder: String?
  /// The address of the site's feed; nil where there is none.
  package var feed: String?

  package init(
    title: String, navigation: [NavigationGroup] = [], classification: String? = nil,
    markdownFolder: String? = nil, feed: String? = nil
  ) {
    self.title = title
    self.navigation = navigation
    self.classification = classification
    self.markdownFolder = markdownFolder
    self.feed = feed
  }
}

/// One document on its way to a page of the site.
package struct Page: Sendable {
  package var path: BookPath
  /// Plain text, without the site's own title.
  package var title: String
  /// The Markdown text, with front matter or without.
  package var markdown: String
  /// Plain text for search engines and previews; nil: the first paragraph.
  package var description: String?
  /// Who answers for what the page is about.
  package var owner: String?
  /// Where in the description the page comes from.
  package var source: String?
  /// The day that the page speaks of, `2026-11-22`; nil where it hangs on none.
  package var asOf: String?
  /// The pages above this one, the front page first; empty on the front page.
  package var breadcrumbs: [PageLink]
  /// The entry of the navigation that this page belongs to.
  package var section: BookPath?
  package var previous: PageLink?
  package var next: PageLink?
  /// What a person wrote for this page, as Markdown; empty for nothing.
  package var note = ""
  /// The page that took this one's place.
  package var successor: BookPath?
  /// Where links may lead, for a text that was written when there were other pages; nil: anywhere.
  package var targets: PageTargets?
  /// Trusted HTML for images of the text, by their addresses as they are written there.
  package var pictures: [String: String] = [:]

  package init(
    _ path: BookPath, title: String, markdown: String, description: String? = nil, owner: String? = nil,
    source: String? = nil, breadcrumbs: [PageLink] = [], section: BookPath? = nil, previous: PageLink? = nil,
    next: PageLink? = nil
  ) {
    self.path = path
    self.title = title
    self.markdown = markdown
    self.description = description
    self.owner = owner
    self.source = source
    self.breadcrumbs = breadcrumbs
    self.section = section
    self.previous = previous
    self.next = next
  }
}

/// One finished page.
package struct RenderedPage: Sendable {
  package let path: BookPath
  /// The whole HTML document.
  package let html: String
  /// The text of the document without markup, where it was asked for; for a search index.
  package let plainText: String
  package let headings: [RenderedMarkdown.Heading]
  /// Raw HTML in the Markdown that safe mode left out: nothing that a template of ours should have.
  package let omittedHTML: [String]
  /// Raw HTML in a person's note that safe mode left out.
  package let omittedFromNote: [String]

  /// Where the file goes in the site: `repositories/web.html`.
  package var fileName: String { path.text + ".html" }
}
