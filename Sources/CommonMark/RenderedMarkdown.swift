/// What rendering one Markdown document gives.
package struct RenderedMarkdown: Sendable, Hashable {
  /// The document's HTML, a fragment without `<html>` or `<body>`.
  package let html: String
  /// The headings in document order, for on-page contents.
  package let headings: [Heading]
  /// The first paragraph without markup; empty where there is none.
  package let firstParagraph: String
  /// The whole text without markup where it was asked for, otherwise empty.
  package let plainText: String
  /// Raw HTML other than comments that safe mode left out, as written. A template of ours should have none.
  package let omittedHTML: [String]

  package init(
    html: String, headings: [Heading], firstParagraph: String, plainText: String, omittedHTML: [String]
  ) {
    self.html = html
    self.headings = headings
    self.firstParagraph = firstParagraph
    self.plainText = plainText
    self.omittedHTML = omittedHTML
  }

  /// One heading: `<hN id="slug">`.
  package struct Heading: Sendable, Hashable {
    /// 1 to 6.
    package let level: Int
    /// Without markup.
    package let text: String
    /// Its name as github.com makes it, unique in the document.
    package let slug: String

    package init(level: Int, text: String, slug: String) {
      self.level = level
      self.text = text
      self.slug = slug
    }
  }
}
