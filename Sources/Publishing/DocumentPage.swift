import Documents
import Pages

extension Page {
  /// The page of a document whose Markdown is written.
  init(_ document: Document, markdown: String, breadcrumbs: [PageLink] = [], section: BookPath? = nil) {
    self.init(
      document.path, title: document.title, markdown: markdown, description: document.summary,
      owner: document.responsible, source: document.source, breadcrumbs: breadcrumbs, section: section)
  }
}
