import Exposure
import Guidance
import OrganizationModel
import SourceText
import Templates

/// The inventory: one table of every credential, those that exist first and of these the widest reach first, then those to
/// set up.
enum CredentialIndex {
  static let kind = DocumentKind("credential-index", in: .credentials) { book in
    let pages = IndexPages(
      InventoryEntry.all(book), section: .credentials, rowsPerPage: rowsPerPage, name: \.shownName)
    var documents = pages.documents(
      title: "Credentials",
      summary:
        "Every credential: what is wrong with it, who holds it, where it is stored, what it reaches, and when it ends."
    ) { $0.row(MarkdownLinks(book: book, page: $1)) }
    for index in documents.indices {
      documents[index] = withCounts(documents[index], book, isFirst: index == 0)
    }
    return documents
  }

  /// Rows of this table are long: no page is heavier than 200 kB.
  static let rowsPerPage = 150

  private static func withCounts(_ document: Document, _ book: Book, isFirst: Bool) -> Document {
    let context = document.context
    let links = MarkdownLinks(book: book, page: document.path)
    let planned =
      book.decisions.credentials.count { $0.existing == nil } + book.services.planned.count
    var document = document
    document.keywords = isFirst ? "inventory list all tokens keys secrets" : ""
    document.context = {
      context().merging([
        "existing_count": book.decisions.existing.count, "planned_count": planned, "is_first": isFirst,
        "table": links.page.link(toFile: CredentialTable.path),
        "json": links.page.link(toFile: DataFiles.decisions), "lists": CredentialLists.links(links),
      ]) { $1 }
    }
    return document
  }
}

/// One row of the inventory.
enum InventoryEntry: Sendable {
  case existing(ExistingCredentialReview, rank: Int)
  case plan(CredentialPlan)
  /// One of another service that nobody has made yet.
  case service(PlannedCredential)

  static func all(_ book: Book) -> [InventoryEntry] {
    let existing = book.decisions.existing
      .map { (review: $0, rank: LeakRank($0.credential, book.organization).rank) }
      .sorted {
        ($0.rank, $0.review.credential.name) < ($1.rank, $1.review.credential.name)
      }
    return existing.map { .existing($0.review, rank: $0.rank) }
      + book.decisions.credentials.filter { $0.existing == nil }.map { .plan($0) }
      + book.services.planned.map { .service($0) }
  }

  var shownName: Name {
    switch self {
    case .existing(let review, _): review.credential.name
    case .plan(let plan): Name(plan.id)
    case .service(let planned): Name(planned.id)
    }
  }

  /// What one row of the table says; everything but `kind` and `next` is Markdown.
  func row(_ links: MarkdownLinks) -> TemplateContext {
    let facts = InventoryFacts(entry: self, book: links.book)
    let owners = facts.owners
    return [
      "credential": link(links), "next": facts.next, "wrong": Prose.markdown(facts.wrong), "kind": facts.kind,
      "holder": holder(links),
      "owner": owners.isEmpty ? "not known" : MarkdownList.few(owners, limit: 2, links.owner),
      "stored": facts.places.map { places in
        places.isEmpty ? "nowhere yet" : MarkdownList.few(places, limit: 3) { InventoryEntry.words($0) }
      } ?? "not known",
      "readers": facts.readers.flatMap { $0 > 0 ? $0 : nil }.orFalse, "reach": facts.reach,
      "expires": facts.expires,
      "created": facts.created.orFalse, "last_used": facts.lastUsed.orFalse,
    ]
  }

  /// A place as a cell says it.
  private static func words(_ place: SecretPlace) -> String {
    guard case .outside(let words) = place else { return Prose.markdown(place.shortWords) }
    return "\(MarkdownText.inProse(words)) (outside GitHub)"
  }

  private func link(_ links: MarkdownLinks) -> String {
    switch self {
    case .existing(let review, _): links.existing(review.credential.name)
    case .plan(let plan): links.plan(plan.id)
    case .service(let planned): links.to(planned.users.first.flatMap(links.book.paths.checklist), planned.id)
    }
  }

  private func holder(_ links: MarkdownLinks) -> String {
    if case .existing(let review, _) = self, let service = review.credential.service,
      let account = service.account
    {
      return links.account(account, in: service.name)
    }
    if case .service(let planned) = self {
      return planned.holder.map { links.account($0, in: planned.service) } ?? "not known"
    }
    let (account, repository) =
      switch self {
      case .existing(let review, _): (review.credential.holder, review.credential.repository)
      case .plan(let plan): (plan.holder, plan.holder == nil ? plan.repositories.first : nil)
      case .service: (nil, nil)
      }
    if let account { return links.account(account) }
    return repository.map { "the repository \(links.repository($0))" } ?? "not known"
  }
}

/// What the inventory says of one credential, as plain text; the same on its page and in its file.
struct InventoryFacts {
  let entry: InventoryEntry
  let book: Book

  private var task: OrganizationTask? {
    switch entry {
    case .existing(let review, _): book.tasks.task(about: .existing(review.credential.name))
    case .plan(let plan): book.tasks.task(about: .plan(plan.id))
    case .service: nil
    }
  }

  /// The next step in lower case: the verdict, as every other page says it, unless something more exact is to be done.
  var next: String {
    if case .service = entry { return OrganizationTask.Verb.setUp.words.lowercased() }
    guard case .existing(let review, _) = entry else {
      return task.map { $0.verb.words.lowercased() } ?? "keep"
    }
    switch task?.verb {
    case .rotate?: return OrganizationTask.Verb.rotate.words.lowercased()
    case .store?: return OrganizationTask.Verb.store.words.lowercased()
    case .rename?: return OrganizationTask.Verb.rename.words.lowercased()
    case .identify?: return ExistingCredentialReview.Verdict.findOut.words
    case .replace?, .revoke?, .move?, .decide?, .handOver?, .lockOut?, .decideAgain?, .narrow?, .setUp?,
      .confirm?, .confirmDay?, nil:
      return review.verdict.words
    }
  }
  /// What is wrong, with names between backticks; empty where nothing is.
  var wrong: String {
    guard case .service(let planned) = entry else { return task?.why ?? "" }
    let users = TaskWords.some(planned.users.map(\.description))
    return "\(users.names) \(users.isOne ? "needs" : "need") it"
  }

  var owners: [Name] {
    if let task { return task.owners }
    let owners = TaskOwners(book: book)
    return switch entry {
    case .existing(let review, _): owners.owners(of: review)
    case .plan(let plan): owners.makers(of: plan)
    case .service(let planned): planned.makers
    }
  }

  var kind: String {
    switch entry {
    case .existing(let review, _): book.services.kind(of: review.credential)
    case .plan(let plan): plan.kind.title
    case .service(let planned): planned.kind
    }
  }

  /// Nil where nobody knows.
  var places: [SecretPlace]? {
    switch entry {
    case .existing(let review, _): review.credential.storedIn
    case .plan(let plan): plan.storedIn
    case .service: []
    }
  }

  /// How many accounts can read it on GitHub; nil where it is stored elsewhere, or is not stored.
  var readers: Int? {
    if case .existing(let review, _) = entry { review.readers } else { nil }
  }

  var reach: String {
    switch entry {
    case .existing(let review, _): review.credential.service?.may ?? review.reach.noun
    case .plan(let plan): plan.reachWords
    case .service(let planned): planned.reach
    }
  }

  /// A day, `never`, `not known`; of a planned one how long it will live.
  var expires: String {
    switch entry {
    case .existing(let review, _):
      switch review.credential.expires {
      case .unknown: "not known"
      case .never: "never"
      case .on(let day): day.description
      }
    case .plan(let plan): plan.expiresInDays.map { "\($0) days after creation" } ?? "never"
    case .service(let planned): planned.expires
    }
  }

  /// Nil where nobody knows.
  var lastUsed: String? {
    if case .existing(let review, _) = entry { review.credential.lastUsed?.description } else { nil }
  }

  /// Nil for one that nobody made yet, and where nobody knows.
  var created: String? {
    if case .existing(let review, _) = entry { review.credential.created?.description } else { nil }
  }
}

extension CredentialReach {
  /// What it reaches, as the cell of a table.
  var noun: String {
    switch self {
    case .unknown: "not known"
    case .administration: "governs the organization"
    case .repository, .repositories, .packages, .organization, .account:
      words.hasPrefix("reaches ") ? String(words.dropFirst("reaches ".count)) : words
    }
  }
}

extension CredentialPlan {
  /// What it will reach, as the cell of a table.
  var reachWords: String {
    if kind.isOfRepository { return CredentialReach.repository.noun }
    if !repositories.isEmpty { return CredentialReach.repositories(repositories.count).noun }
    if !scopes.isEmpty, scopes.allSatisfy({ $0.hasSuffix(":packages") }) {
      return CredentialReach.packages.noun
    }
    return kind.hasScopes || kind.isPersonal
      ? CredentialReach.account.noun : CredentialReach.organization.noun
  }
}
