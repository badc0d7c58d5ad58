import Exposure
import Guidance
import OrganizationModel
import SourceText
import Templates

/// A page for each person: what they have to do, what they hold, and what stops working when they leave.
enum PersonPages {
  static let kind = DocumentKind("person", in: .people) { book in
    book.paths.personNames.compactMap { document($0, book) }
  }

  /// The most cards of one page.
  static let cardsShown = 50

  private static func document(_ name: Name, _ book: Book) -> Document? {
    guard let path = book.paths.person(name) else { return nil }
    let isDescribed = book.organization.people[name] != nil
    return Document(
      path, title: name.text,
      summary: "The tasks and credentials of \(name), and what stops working without them.",
      responsible: name.text, source: isDescribed ? "people.\(name)" : nil
    ) { context(name, MarkdownLinks(book: book, page: path)) }
    .drawing { ["picture": book.accounts.accounts[name].flatMap { AccountPicture.picture($0, book) }] }
  }

  private static func context(_ name: Name, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let person = book.organization.people[name]
    let teams = book.tasks.teams(of: name)
    let own: TemplateContext = [
      "name": name.text, "organization": book.organization.name.text, "is_described": person != nil,
      "role": AccountPages.words(person?.role).orFalse,
      "teams": MarkdownList.some(teams, limit: 20, links.owner), "note": (person?.note).orFalse,
      "leaves_on": (person?.leavesOn?.description).orFalse, "with_headings": false,
      "tasks": TaskCards(links: links).list(book.tasks.tasks(of: name), limit: cardsShown),
    ]
    return own.merging(holds(name, links)) { $1 }.merging(leaving(name, links)) { $1 }
  }

  // MARK: What they hold

  private static func holds(_ name: Name, _ links: MarkdownLinks) -> TemplateContext {
    let table = links.book.accounts
    let held = table.existing(of: name)
    let plans = table.plans(of: name).filter { $0.existing == nil }
    let accounts = table.directed(by: name)
    let services = links.book.ties[name]?.serviceAccounts ?? []
    let opened =
      accounts.map { custody(of: $0, besides: name, links) }
      + services.map { custody(of: $0, besides: name, links) }
    return [
      "holds_any": !(held.isEmpty && plans.isEmpty && opened.isEmpty),
      "held": MarkdownList.rows(held, limit: 100) { CredentialsOfPeople.row($0, links) },
      "planned": MarkdownList.rows(plans, limit: 50) { PlanContext(plan: $0, links: links).row },
      "custody": MarkdownList.rows(opened, limit: 50) { $0 },
      "holdings": (table.accounts[name].map { AccountPicture.holdings(of: $0, links.book) } ?? [])
        .map { $0.row(links) },
      "answers_for": ResponsibleFor(owner: name, links: links).whole,
    ]
  }

  private static func custody(of account: Name, besides name: Name, _ links: MarkdownLinks) -> TemplateContext
  {
    let others = links.book.organization.machineUsers[account]?.custodians?.filter { $0 != name } ?? []
    let table = links.book.accounts
    let credentials =
      table.existing(of: account).map { links.existing($0.credential.name) }
      + table.plans(of: account).filter { $0.existing == nil }.map { links.plan($0.id) }
    return [
      "account": links.account(account), "others": MarkdownList.some(others, limit: 5, links.account),
      "opens": MarkdownList.some(credentials, limit: 3) { $0 },
    ]
  }

  private static func custody(
    of account: PersonTies.ServiceAccount, besides name: Name, _ links: MarkdownLinks
  ) -> TemplateContext {
    let others = account.custodians.filter { $0 != name }
    let credentials = links.book.decisions.existing.filter {
      $0.credential.service?.name == account.service && $0.credential.service?.account == account.name
    }
    return [
      "account": links.account(account.name, in: account.service)
        + MarkdownText.inProse(", \(links.book.services.title(account.service))"),
      "others": MarkdownList.some(others, limit: 5, links.account),
      "opens": MarkdownList.some(credentials, limit: 3) { links.existing($0.credential.name) },
    ]
  }

  // MARK: When they leave

  private static func leaving(_ name: Name, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let ties = book.ties[name]
    let departure = Departure(of: name, book.index)
    return [
      "dying": MarkdownList.rows(departure.ending, limit: 50) {
        CredentialsOfPeople.row($0, links)
      },
      "kept": MarkdownList.some(departure.kept, limit: 20) {
        links.existing($0.credential.name)
      },
      "only_custodian": MarkdownList.some(departure.onlyCustodian, limit: 20, links.account),
      "only_owner": ties?.isOnlyOwner == true,
      "emptied": MarkdownList.some(departure.emptiedTeams, limit: 20, links.owner),
      "approves": MarkdownList.some(departure.onlyReviewer, limit: 20) {
        "\(MarkdownText.inProse($0.environment.text)) of \(links.repository($0.repository))"
      },
      "takes_over": MarkdownList.some(
        (ties?.repositories ?? []).map(links.repository)
          + (ties?.consumers ?? []).map { links.automation(.consumer($0)) }, limit: 20
      ) { $0 },
      "off_board": links.runbook(
        book.paths.runbook(.offBoard(name)) == nil ? .offBoardAnybody : .offBoard(name),
        "Hand over from \(name) and lock out"),
    ]
  }
}

/// What a person or team answers for, with how much is to be done there.
struct ResponsibleFor {
  let owner: Name
  let links: MarkdownLinks

  private static let limit = 200

  /// Those with the most to do first.
  var whole: TemplateContext {
    let book = links.book
    let repositories = book.responsibilities.repositories[owner, default: []].map {
      (name: $0, count: book.tasks.tasks(in: $0).count)
    }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    return [
      "any": !repositories.isEmpty || !consumers.isEmpty,
      "repositories": MarkdownList.rows(repositories, limit: Self.limit) { repository in
        [
          "repository": links.repository(repository.name), "count": repository.count,
          "checklist": links.to(book.paths.checklist(repository: repository.name), "checklist"),
        ]
      },
      "consumers": MarkdownList.some(consumers, limit: Self.limit) { links.automation(.consumer($0)) },
    ]
  }

  private var consumers: [Name] { links.book.responsibilities.consumers[owner, default: []] }
}

/// Who answers for which repositories and consumers.
struct Responsibilities: Sendable {
  let repositories: [Name: [Name]]
  let consumers: [Name: [Name]]

  init(_ organization: Organization) {
    repositories = Dictionary(
      grouping: organization.repositories.filter { $0.responsible != nil }, by: { $0.responsible ?? "" }
    ).mapValues { $0.map(\.name) }
    consumers = Dictionary(
      grouping: organization.consumers.filter { $0.responsible != nil }, by: { $0.responsible ?? "" }
    ).mapValues { $0.map(\.name) }
  }
}
