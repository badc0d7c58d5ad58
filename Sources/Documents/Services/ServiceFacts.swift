import CommonMark
import Guidance
import OrganizationModel
import Pages
import Services
import SourceText
import Templates

/// The page of what the services of this organization can and can't do, with sources and dates.
enum ServiceFacts {
  static let page = BookPath(folder: BookSection.guidance.rawValue, "services")

  static let kind = DocumentKind("guidance-services", in: .guidance) { book in
    book.services.used.isEmpty
      ? []
      : [
        Document(
          page, title: "Services",
          summary: "The abilities and limits of each service, with sources and dates.",
          source: "services", keywords: book.services.used.map(\.id).joined(separator: " ")
        ) { context(book) }
      ]
  }

  /// A link to what is known of a service; its title alone where it has no record.
  static func link(to service: Name, _ title: String, _ links: MarkdownLinks) -> String {
    links.to(
      links.book.services.record(service) == nil ? nil : page, "facts of \(title)", anchor: anchor(title))
  }

  /// A fact by the sentence that is true on the book's day.
  static func link(toFact id: String, of service: Name, _ links: MarkdownLinks) -> String {
    let fact = links.book.services.record(service)?.fact(id)
    let text = fact.map { $0.sentence(on: links.book.decisions.day) } ?? id
    return links.to(fact == nil ? nil : page, text, anchor: id)
  }

  private static func anchor(_ title: String) -> String { HeadingSlugs.base(of: Prose.capitalized(title)) }

  private static func context(_ book: Book) -> TemplateContext {
    [
      "day": book.decisions.day.description, "facts_link": page.link(to: GuidanceFacts.page),
      "services": book.services.used.map { service($0, book) },
    ]
  }

  private static func service(_ record: ServiceRecord, _ book: Book) -> TemplateContext {
    let recheck = record.checked + record.recheckAfter.count
    return [
      "name": Prose.capitalized(record.title), "home": record.home, "checked": record.checked.description,
      "recheck": recheck.description, "is_stale": record.isStale(on: book.decisions.day),
      "facts": record.facts.map { fact($0, on: book.decisions.day) },
    ]
  }

  private static func fact(_ fact: ServiceFact, on day: Day) -> TemplateContext {
    let turn = fact.turns(after: day)
    return [
      "id": fact.id, "text": Prose.markdown(fact.sentence(on: day)),
      "confidence": fact.confidence(on: day).rawValue, "checked": fact.checked.description,
      "turn": turn.map { turn -> TemplateContext in
        [
          "day": turn.day.description, "text": Prose.markdown(fact.sentence(on: turn.day)),
          "confidence": turn.confidence.rawValue,
        ]
      }.orFalse,
      "sources": fact.sources.map { ["url": $0] as TemplateContext },
    ]
  }
}
