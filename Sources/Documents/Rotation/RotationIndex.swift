import Pages
import Templates
import Guidance
import OrganizationModel

/// What is overdue, due, later and unknown of everything that has a day.
enum RotationIndex {
  static let kind = DocumentKind("rotation", in: .rotation) { book in
    let links = MarkdownLinks(book: book, page: BookSection.rotation.index)
    return [
      Document(
        links.page, title: "Calendar",
        summary:
          "Everything with a date: expirations, rotations, departures and reviews. Overdue comes first.",
        keywords: "rotation expiry expires expired overdue due dates"
      ) { context(links) }
      .drawing { ["timeline": RotationPicture(book.calendar).picture("timeline")] }
    ]
  }

  /// How many rows of a group the page shows; where there are more, the group has pages of its own.
  static let rowsShown = 50
  /// How many months or years the page lists.
  private static let groupsShown = 100

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let calendar = links.book.calendar
    let later = RotationGroup.later(calendar)
    let isShort = later.reduce(0) { $0 + $1.events.count } <= rowsShown
    return [
      "calendar": links.page.link(toFile: CalendarFile.path),
      "table": links.page.link(toFile: CredentialTable.path),
      "notice": RotationCalendar.noticeDays,
      "overdue": shown(.overdue(calendar), links), "due": shown(.due(calendar), links),
      "unknown": shown(.unknown(calendar), links), "mint": shown(.mint(calendar), links),
      "has_later": !later.isEmpty,
      "months": isShort ? later.map { $0.context($0.events, links) } : [TemplateContext](),
      "month_list": MarkdownList.rows(isShort ? [] : later, limit: groupsShown) { row($0, links) },
      "next": isShort ? false : next(later, links),
    ]
  }

  private static func shown(_ group: RotationGroup, _ links: MarkdownLinks) -> TemplateContext {
    group.context(group.events.prefix(rowsShown), links)
  }

  private static func row(_ group: RotationGroup, _ links: MarkdownLinks) -> TemplateContext {
    ["month": links.to(group.pages.first?.path, group.title), "count": group.events.count]
  }

  /// The first of what is later, whatever month it is in.
  private static func next(_ later: [RotationGroup], _ links: MarkdownLinks) -> TemplateContext {
    let events = later.lazy.flatMap(\.events).prefix(rowsShown)
    return later.first.map { $0.context(Array(events), links) } ?? [:]
  }
}

/// The whole lists of which the first page of the section shows the beginning.
enum RotationLists {
  static let kind = DocumentKind("rotation-list", in: .rotation) { book in
    groups(book.calendar).flatMap { group in
      group.pages.enumerated().map { document($1.path, $1.events, group, part: $0, book) }
    }
  }

  private static func groups(_ calendar: RotationCalendar) -> [RotationGroup] {
    let lists: [RotationGroup] = [
      .overdue(calendar), .due(calendar), .unknown(calendar), .mint(calendar),
    ].filter { $0.events.count > RotationIndex.rowsShown }
    let later = RotationGroup.later(calendar)
    let isShort = later.reduce(0) { $0 + $1.events.count } <= RotationIndex.rowsShown
    return lists + (isShort ? [] : later)
  }

  private static func document(
    _ path: BookPath, _ events: [CalendarEvent], _ group: RotationGroup, part: Int, _ book: Book
  ) -> Document {
    let links = MarkdownLinks(book: book, page: path)
    let title = part == 0 ? group.title : "\(group.title), part \(part + 1)"
    return Document(path, title: "Calendar: \(title)", summary: summary(of: group)) {
      var context = group.context(events, links)
      context["all"] = false
      return context
    }
  }

  private static func summary(of group: RotationGroup) -> String {
    switch group.shape {
    case .overdue: "Events whose last day has passed."
    case .due: "Events that are due now."
    case .later: "Events in \(group.title)."
    case .unknown: "Events without a date, because the description lacks something."
    case .mint: "Planned credentials that don't exist yet."
    }
  }
}
