import Guidance
import OrganizationModel
import Templates

/// A page for each team: what it has to do, who is in it, and what it answers for.
enum TeamPages {
  static let kind = DocumentKind("team", in: .people) { book in
    book.organization.teams.compactMap { document($0, book) }
  }

  private static let peopleShown = 200

  private static func document(_ team: Team, _ book: Book) -> Document? {
    guard let path = book.paths.team(team.name) else { return nil }
    return Document(
      path, title: "Team \(team.name)",
      summary: "The tasks, members and responsibilities of the team \(team.name).",
      responsible: team.name.text, source: "teams.\(team.name)"
    ) { context(team, MarkdownLinks(book: book, page: path)) }
  }

  private static func context(_ team: Team, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    return [
      "name": team.name.text, "organization": book.organization.name.text, "note": team.note.orFalse,
      "parent": team.parent.map(links.owner).orFalse, "with_headings": false,
      "tasks": TaskCards(links: links).list(
        book.tasks.tasks(of: team.name), limit: PersonPages.cardsShown),
      "members": MarkdownList.some(
        book.membership.accounts(of: team.name), limit: peopleShown, links.account),
      "answers_for": ResponsibleFor(owner: team.name, links: links).whole,
    ]
  }
}
