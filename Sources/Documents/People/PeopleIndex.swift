import Exposure
import Guidance
import OrganizationModel
import Templates

/// The list of people and teams, those with the most to do first.
enum PeopleIndex {
  static let kind = DocumentKind("people-index", in: .people) { book in
    let people = book.paths.personNames.map { ($0, book.tasks.tasks(of: $0).count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    let pages = IndexPages(people, section: .people, name: \.self)
    var documents = pages.documents(
      title: "People and teams", summary: "The tasks and responsibilities of each person and each team."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
    for index in documents.indices {
      documents[index] = withTeams(documents[index], book, isFirst: index == 0)
    }
    return documents
  }

  private static func row(_ name: Name, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let person = book.organization.people[name]
    return [
      "person": links.account(name),
      "role": AccountPages.words(person?.role).orFalse,
      "teams": MarkdownList.some(book.tasks.teams(of: name), limit: 3, links.owner),
      "held": book.accounts.existing(of: name).count, "tasks": book.tasks.tasks(of: name).count,
      "leaves_on": (person?.leavesOn?.description).orFalse,
    ]
  }

  private static let teamsShown = 500

  private static func withTeams(_ document: Document, _ book: Book, isFirst: Bool) -> Document {
    let context = document.context
    let links = MarkdownLinks(book: book, page: document.path)
    var document = document
    document.context = {
      let teams = isFirst ? Array(book.organization.teams) : []
      let sorted = teams.map { (team: $0, tasks: book.tasks.tasks(of: $0.name).count) }
        .sorted { ($1.tasks, $0.team.name) < ($0.tasks, $1.team.name) }
      return context().merging([
        "team_list": MarkdownList.rows(sorted, limit: teamsShown) { entry in
          [
            "team": links.owner(entry.team.name), "tasks": entry.tasks,
            "people": book.membership.accounts(of: entry.team.name).count,
            "repositories": book.responsibilities.repositories[entry.team.name, default: []].count,
          ]
        }
      ]) { $1 }
    }
    return document
  }
}
