import Pages
import SourceText
import Guidance
import OrganizationModel
import Templates

/// The first page: what to do now, and where to go when something is wrong. Numbers come last.
enum Overview {
  static let kind = DocumentKind("overview", in: .overview) { book in
    let links = MarkdownLinks(book: book, page: BookSection.overview.index)
    return [
      Document(
        links.page, title: "What to do now",
        summary: "The tasks of \(book.organization.name) with its credentials, most urgent first.",
        source: "organization", keywords: "overview tasks todo urgent overdue broken"
      ) { context(links) }.drawing { ["kinds_picture": kindsPicture(book.decisions)] }
    ]
  }

  /// The most cards of the page.
  static let cardsShown = 10

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    return work(links).merging(state(links)) { $1 }.merging(ways(links)) { $1 }.merging([
      "guesses_here": book.guesses.banner(book.decisions.accesses.map(\.id)),
      "note": book.organization.note.orFalse, "has_accesses": !book.decisions.accesses.isEmpty,
      "has_existing": !book.decisions.existing.isEmpty, "questions": NowQuestions(links: links).list,
      "all_questions": links.to(OpenQuestions.path, "all questions"),
      "question_count": book.decisions.questions.count,
      "findings": MarkdownList.rows(book.decisions.findings, limit: 20, finding),
      "orphaned_notes": book.hasOrphanedNotes
        ? links.to(BookNotes.orphanage, OrphanedNotes.title) as any TemplateConvertible : false,
    ]) { first, _ in first }
  }

  // MARK: What to do

  /// Where to go when something is wrong.
  private static func ways(_ links: MarkdownLinks) -> TemplateContext {
    let runbooks = BookSection.runbooks.index
    let leaked = links.book.decisions.existing.isEmpty ? nil : BookNavigation.leaked
    return [
      "leaked": links.to(runbooks, "Something leaked", anchor: leaked),
      "fails": links.to(links.book.paths.runbook(.itFails), "Something fails"),
      "leaves": links.to(runbooks, "Someone leaves", anchor: BookNavigation.leaving),
    ]
  }

  private static func work(_ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let tasks = book.tasks.all
    let pressing = tasks.filter { $0.band != .setUp }
    // What nobody has made yet presses only where nothing else does.
    let shown = pressing.isEmpty ? tasks : pressing
    let setUps = tasks.count - pressing.count
    return [
      "with_headings": true, "bands": TaskCards(links: links).bands(shown, limit: cardsShown),
      "any_cards": !shown.isEmpty, "only_set_ups": pressing.isEmpty && !tasks.isEmpty,
      "cut": shown.count > cardsShown, "task_count": shown.count, "one_task": shown.count == 1,
      "card_count": min(shown.count, cardsShown), "horizon": OrganizationTasks.horizon,
      "set_up_count": setUps > 0 && !pressing.isEmpty ? setUps as any TemplateConvertible : false,
      "one_set_up": setUps == 1, "checklists": links.section(.checklists),
      "owners": MarkdownList.some(book.tasks.owners, limit: 12) { "\(links.owner($0.owner)): \($0.count)" },
      "people": links.section(.people), "inventory": links.section(.credentials),
      "next": book.calendar.events(.later).first.map { EventContext(event: $0, links: links).whole }.orFalse,
    ]
  }

  // MARK: Where the organization stands

  /// The rows of the table of credentials as bars.
  private static func kindsPicture(_ decisions: OrganizationDecisions) -> Picture? {
    let kinds = counts(of: decisions.accesses).map {
      KindsPicture.Bar(title: $0.title, count: $1, look: .bar($0))
    }
    let others = [(Decision.Outcome.open, "open question"), (.impossible, "blocked")].map { outcome, title in
      KindsPicture.Bar(
        title: title, count: decisions.accesses.count { $0.outcome == outcome }, look: .openBar)
    }
    return KindsPicture(bars: kinds + others.filter { $0.count > 0 })
      .picture("kinds", title: "Accesses by credential")
  }

  private static func state(_ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let (decisions, organization) = (book.decisions, book.organization)
    let people = CredentialsOfPeople.reviews(book)
    return [
      "profile": decisions.profile.rawValue, "seat_count": decisions.costs.seats,
      "free_plan": organization.platform.plan == .free, "rotation_count": decisions.costs.rotationsAYear,
      "repository_count": organization.repositories.count,
      "workflow_count": organization.repositories.reduce(0) { $0 + $1.workflows.count },
      "consumer_count": organization.consumers.count, "package_count": organization.packages.count,
      "access_count": decisions.accesses.count,
      "open_count": number(decisions.accesses.count { $0.outcome == .open }),
      "impossible_count": number(decisions.accesses.count { $0.outcome == .impossible }),
      "tokenless_count": decisions.accesses.count {
        $0.outcome == .decided && $0.credential?.kind.isMachineUserPAT != true
          && $0.credential?.kind != .personalPAT
      },
      "planned_count": decisions.credentials.count { $0.existing == nil },
      "people_credential_count": people.count,
      "people_page": links.to(CredentialLists.people, "credentials held by people"),
      "kinds": kinds(decisions.accesses), "tokens_left": tokensLeft(links),
      "exceptions": MarkdownList.rows(decisions.accesses.filter { $0.exception != nil }, limit: 20) {
        AccessContext(access: $0, links: links).whole
      },
      "assumptions": MarkdownList.rows(organization.assumptions.sorted(), limit: 50) {
        ["key": $0.key, "value": $0.value]
      },
      "accesses_table": links.page.link(toFile: AccessTable.path),
      "credentials_table": links.page.link(toFile: CredentialTable.path),
    ]
  }

  private static func number(_ count: Int) -> any TemplateConvertible {
    count > 0 ? count as any TemplateConvertible : false
  }

  private static func counts(of accesses: [Decision]) -> [(CredentialKind, Int)] {
    Dictionary(grouping: accesses.compactMap { $0.credential?.kind }, by: \.self).mapValues(\.count)
      .sorted { $0.key < $1.key }
  }

  /// How many accesses each kind of credential serves, in the order of the profile.
  private static func kinds(_ accesses: [Decision]) -> [TemplateContext] {
    counts(of: accesses).map { kind, count in
      var context: TemplateContext = ["kind": kind.title, "count": count]
      for other in CredentialKind.allCases { context["is_\(other.rawValue)"] = other == kind }
      return context
    }
  }

  /// The kinds of access that are left to a PAT, each with its reason and its record.
  private static func tokensLeft(_ links: MarkdownLinks) -> TemplateContext {
    let left = links.book.decisions.accesses.filter {
      $0.credential?.kind.isMachineUserPAT == true || $0.credential?.kind == .personalPAT
    }
    let groups = Dictionary(grouping: left) { DecisionRecordSubject($0) }.sorted { $0.key < $1.key }
    return MarkdownList.rows(groups, limit: 20) { subject, accesses in
      [
        "kind_of_access": subject.kind.title, "kind": subject.credential?.title ?? "",
        "count": accesses.count,
        "record": links.to(links.book.paths.record(subject), "decision record"),
      ]
    }
  }

  private static func finding(_ finding: Diagnostic) -> TemplateContext {
    [
      "severity": finding.severity.rawValue, "message": Prose.sentence(finding.message),
      "help": finding.help.map(Prose.sentence).orFalse,
    ]
  }
}
