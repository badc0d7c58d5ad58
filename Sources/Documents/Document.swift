package import Pages
package import OrganizationModel
package import Templates

/// One page of the book, as values for its Markdown template. The text is made later, page by page.
package struct Document: Sendable {
  package var path: BookPath
  /// Plain text: the one heading of the first level.
  package var title: String
  /// One sentence in plain text: what the page is for.
  package var summary: String
  /// The team or login that answers for what the page is about.
  package var responsible: String?
  /// The key path in the description that the page comes from, `repositories.web`; never a line number.
  package var source: String?
  /// Further words to find the page by, besides its title.
  package var keywords = ""
  /// What a search answers by itself, each leading to its place on the page.
  package var answers: [Answer] = []
  /// The whole Markdown, where an earlier build wrote it and it stays: then no template is asked.
  package var text: String?
  /// Whether it says the day that the book speaks of.
  package var showsDay = false
  /// The page that took this one's place.
  package var successor: BookPath?
  /// The day of what the page says, where it is not the book's: a feed tells of such pages.
  package var day: Day?
  /// What the template looks up besides `title`, `summary`, `responsible`, `source`, `root`, `as_of`, `shows_day` and
  /// `organization`.
  package var context: @Sendable () -> TemplateContext
  /// The pictures of the page by the names by which its template looks them up; nil where there is nothing to draw.
  package var pictures: @Sendable () -> [String: Picture?] = { [:] }

  package init(
    _ path: BookPath, title: String, summary: String, responsible: String? = nil, source: String? = nil,
    keywords: String = "", context: @escaping @Sendable () -> TemplateContext
  ) {
    self.path = path
    self.title = title
    self.summary = summary
    self.responsible = responsible
    self.source = source
    self.keywords = keywords
    self.context = context
  }

  /// The same document with pictures.
  package func drawing(_ pictures: @escaping @Sendable () -> [String: Picture?]) -> Document {
    var document = self
    document.pictures = pictures
    return document
  }

  /// The whole context of the page's template. `root` is the way up to the book's own folder: empty or `../`.
  package func templateContext() -> TemplateContext { templateContext(pictures()) }

  /// With pictures that are drawn already: `alternative` and `href`, or `false`.
  package func templateContext(_ pictures: [String: Picture?]) -> TemplateContext {
    var whole = context()
    for (name, picture) in pictures { whole[name] = picture.map(context).orFalse }
    whole["title"] = title
    whole["summary"] = summary
    whole["responsible"] = responsible.orFalse
    whole["source"] = source.orFalse
    whole["shows_day"] = showsDay
    whole["root"] = path.root
    return whole
  }
}

extension Document {
  /// One thing on the page that people look for by its own words, such as a message and what to do about it.
  package struct Answer: Sendable, Hashable {
    /// As it stands on the page, so that a browser finds it there.
    package let title: String
    /// One or two sentences in plain text.
    package let text: String

    package init(_ title: String, _ text: String) {
      self.title = title
      self.text = text
    }
  }

  /// Where a picture of this page stands in the Markdown tree: below a folder of the page's own.
  package func file(of picture: Picture) -> String { "pictures/\(path)/\(picture.name).svg" }

  /// How the page's Markdown refers to it.
  package func address(of picture: Picture) -> String { path.root + file(of: picture) }

  private func context(_ picture: Picture) -> TemplateContext {
    ["alternative": PictureText.clean(picture.alternative), "href": address(of: picture)]
  }
}
