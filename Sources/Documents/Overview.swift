import Pages
import SourceText
import Guidance
import OrganizationModel
import Templates

/// The first page: where the organization stands, and what waits for somebody.
enum Overview {
  static let kind = DocumentKind("overview", in: .overview) { book in
    let links = MarkdownLinks(book: book, page: BookSection.overview.index)
    return [
      Document(
        links.page, title: "\(book.organization.name): which credential for what",
        summary:
          "Every access of every automation of \(book.organization.name), the credential it uses, and what is left to do.",
        source: "organization"
      ) { context(links) }.drawing { ["kinds_picture": kindsPicture(book.decisions)] }
    ]
  }

  /// The rows of the table "At a glance" as bars.
  private static func kindsPicture(_ decisions: OrganizationDecisions) -> Picture? {
    let kinds = counts(of: decisions.accesses).map {
      KindsPicture.Bar(title: $0.title, count: $1, look: .bar($0))
    }
    let others = [Decision.Outcome.open, .impossible].map { outcome in
      KindsPicture.Bar(
        title: outcome.rawValue, count: decisions.accesses.count { $0.outcome == outcome }, look: .openBar)
    }
    return KindsPicture(bars: kinds + others.filter { $0.count > 0 })
      .picture("kinds", title: "Accesses by credential")
  }

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let decisions = book.decisions
    let costs = decisions.costs
    return counts(decisions).merging(sections(links)) { $1 }.merging([
      "guesses_here": book.guesses.banner(decisions.accesses.map(\.id)),
      "note": book.organization.note.orFalse, "profile": decisions.profile.rawValue,
      "seat_count": costs.seats, "free_plan": book.organization.platform.plan == .free,
      "new_seat_count": costs.newSeats, "rotation_count": costs.rotationsAYear,
      "browser_step_count": costs.browserSteps,
      "kinds": kinds(decisions.accesses), "tokens_left": tokensLeft(links),
      "new_tokens": newTokens(decisions.credentials),
      "findings": MarkdownList.rows(decisions.findings, limit: 50, finding),
      "assumptions": book.organization.assumptions.sorted().map {
        ["key": $0.key, "value": $0.value] as TemplateContext
      },
      "has_assumptions": !book.organization.assumptions.isEmpty,
      "accesses_table": links.page.link(toFile: AccessTable.path),
      "credentials_table": links.page.link(toFile: CredentialTable.path),
      "sections": BookSection.allCases.filter { $0 != .overview }.map(links.section) + orphanedNotes(links),
    ]) { first, _ in first }
  }

  private static func orphanedNotes(_ links: MarkdownLinks) -> [String] {
    links.book.hasOrphanedNotes ? [links.to(BookNotes.orphanage, OrphanedNotes.title)] : []
  }

  /// What waits for somebody: each list cut short, with a way to the whole.
  private static func sections(_ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let decisions = book.decisions
    let people = CredentialsOfPeople.reviews(book)
    let going = book.migration.entries.map(\.review)
    return [
      "dates": MarkdownList.rows(coming(book.calendar), limit: 15) {
        EventContext(event: $0, links: links).whole
      },
      "rotation": links.section(.rotation), "overdue_count": book.calendar.events(.overdue).count,
      "due_count": book.calendar.events(.due).count, "unknown_count": unknownCount(book.calendar),
      "questions": MarkdownList.rows(OpenQuestions.opening(decisions), limit: 10) {
        OpenQuestions.row($0, links)
      },
      "all_questions": links.to(OpenQuestions.path, "All questions"),
      "question_count": decisions.questions.count,
      "impossible": MarkdownList.rows(decisions.accesses.filter { $0.outcome == .impossible }, limit: 20) {
        AccessContext(access: $0, links: links).whole
      },
      "exceptions": MarkdownList.rows(decisions.accesses.filter { $0.exception != nil }, limit: 20) {
        AccessContext(access: $0, links: links).whole
      },
      "migration": MarkdownList.rows(going, limit: 15) { ExistingContext(review: $0, links: links).row },
      "secret_finding_count": book.secretReview.findings.count,
      "secret_findings_page": links.to(CredentialLists.secrets, "Secrets"),
      "people_credential_count": people.count,
      "people_credentials_in_use": people.count { !$0.credential.usedBy.isEmpty },
      "people_page": links.to(CredentialLists.people, "Credentials of people"),
      "surplus_count": book.accountReviews.machineUsers.count { !$0.surplus.isEmpty }
        + book.accountReviews.apps.count { !$0.isExact || $0.isUnused },
      "accounts_page": links.section(.accounts), "existing_count": decisions.existing.count,
      "existing_any": !decisions.existing.isEmpty,
      "order": links.to(CredentialLists.order, "In which order"),
    ]
  }

  /// What is due or comes later, soonest first.
  private static func coming(_ calendar: RotationCalendar) -> [CalendarEvent] {
    calendar.events.filter { [.due, .later].contains(calendar.standing(of: $0)) }
  }

  private static func unknownCount(_ calendar: RotationCalendar) -> Int {
    calendar.events(.unknown).count { $0.event.kind != .mint }
  }

  private static func counts(_ decisions: OrganizationDecisions) -> TemplateContext {
    let organization = decisions.organization
    let unknown = decisions.existing.count { $0.verdict == .findOut }
    return [
      "repository_count": organization.repositories.count,
      "workflow_count": organization.repositories.reduce(0) { $0 + $1.workflows.count },
      "consumer_count": organization.consumers.count, "package_count": organization.packages.count,
      "access_count": decisions.accesses.count, "has_accesses": !decisions.accesses.isEmpty,
      "decided_count": decisions.accesses.count { $0.outcome == .decided },
      "open_count": decisions.accesses.count { $0.outcome == .open },
      "impossible_count": decisions.accesses.count { $0.outcome == .impossible },
      "open_count_any": decisions.accesses.contains { $0.outcome == .open },
      "impossible_count_any": decisions.accesses.contains { $0.outcome == .impossible },
      "question_count_any": !decisions.questions.isEmpty || unknown > 0,
      "find_out_count": unknown > 0 ? unknown as any TemplateConvertible : false,
      "tokenless_count": decisions.accesses.count {
        $0.outcome == .decided && $0.credential?.kind.isMachineUserPAT != true
          && $0.credential?.kind != .personalPAT
      },
    ]
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
        "record": links.to(links.book.paths.record(subject), "why"),
      ]
    }
  }

  /// The credentials to mint, by how often each is to be replaced.
  private static func newTokens(_ plans: [CredentialPlan]) -> [TemplateContext] {
    let new = plans.filter { $0.existing == nil }
    let groups = Dictionary(grouping: new) { $0.rotateEveryDays ?? $0.expiresInDays ?? 0 }
    return groups.sorted { $0.key < $1.key }.map { days, plans in
      [
        "days": days > 0 ? days as any TemplateConvertible : false, "count": plans.count,
        "one": plans.count == 1,
      ]
    }
  }

  private static func finding(_ finding: Diagnostic) -> TemplateContext {
    [
      "severity": finding.severity.rawValue, "message": Prose.markdown(finding.message),
      "help": finding.help.map(Prose.markdown).orFalse,
      "id": finding.id,
    ]
  }
}
