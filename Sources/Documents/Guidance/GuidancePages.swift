import Pages
import Guidance
import OrganizationModel
import Templates

/// The page that tells the contradiction, its history, and what this book makes of it.
enum GuidancePages {
  static let kind = DocumentKind("guidance", in: .guidance) { book in
    [
      Document(
        BookSection.guidance.index, title: "Guidance",
        summary: "Why GitHub's own pages contradict each other, and the way out that this book follows.",
        source: "policy.profile"
      ) { context(book) }.drawing { ["history_picture": HistoryPicture(book)?.picture("history")] }
    ]
  }

  private static func context(_ book: Book) -> TemplateContext {
    let page = BookSection.guidance.index
    let decisions = book.decisions
    let differing = decisions.accesses.filter(differs)
    return [
      "day": decisions.day.description, "profile": decisions.profile.rawValue,
      "other_profile": decisions.profile.other.rawValue, "is_hybrid": decisions.profile == .hybrid,
      "access_count": decisions.accesses.count, "has_accesses": !decisions.accesses.isEmpty,
      "one_access": decisions.accesses.count == 1,
      "has_differing": !differing.isEmpty, "differing_count": differing.count,
      "differing": differing.prefix(20).map { row($0, Links(book: book, page: page)) },
      "more_differing": differing.count > 20 ? (differing.count - 20) as any TemplateConvertible : false,
      "assumptions": decisions.organization.assumptions.map {
        ["key": $0.key, "value": $0.value] as TemplateContext
      },
      "has_assumptions": !decisions.organization.assumptions.isEmpty,
      "registry_takes_job_tokens": FactSheet(book.organization, day: decisions.day)
        .holds("container-registry-accepts-job-tokens", version: book.organization.platform.version) ?? false,
      "facts_link": page.link(to: GuidanceFacts.page), "rules_link": page.link(to: GuidanceRules.page),
      "decisions_link": page.link(to: BookSection.decisions.index),
      "permissions_link": page.link(to: GuidanceFacts.Chapter.permissions.page),
      "runbook_facts_link": page.link(to: GuidanceFacts.Chapter.runbooks.page),
      "prerequisites_link": page.link(to: GuidanceRules.besidesPage),
      "history": HistoryEvent.all.map(event), "fact_count": Fact.all.count, "rule_count": Rule.all.count,
      "checks_link": page.link(to: CheckIndex.page),
    ]
  }

  private static func event(_ event: HistoryEvent) -> TemplateContext {
    [
      "when": event.when, "text": Prose.markdown(event.text), "title": event.source.title,
      "url": event.source.url,
    ]
  }

  private static func differs(_ access: Decision) -> Bool {
    access.exception == nil
      && (access.otherProfile.outcome != access.outcome
        || access.otherProfile.kind != access.credential?.kind)
  }

  private static func row(_ access: Decision, _ links: Links) -> TemplateContext {
    [
      "id": access.id.description, "link": links.access(access.id).value("href") ?? false,
      "here": access.credential?.kind.title ?? access.outcome.words,
      "there": access.otherProfile.kind?.title ?? access.otherProfile.outcome.words,
    ]
  }
}

/// Every fact with its state on the book's day, its history, its sources and how sure it is: those that decide, those
/// about the permissions of each verb, and those that only runbooks are based on, each on a page of their own.
enum GuidanceFacts {
  /// One page of facts.
  enum Chapter: String, CaseIterable, Sendable {
    case deciding = "facts"
    case permissions
    case runbooks = "runbook-facts"

    /// The page that a fact is on, by its id.
    init(of fact: String) {
      self =
        Self.ofPermissions.contains(fact)
        ? .permissions : Self.ofDecisions.contains(fact) ? .deciding : .runbooks
    }

    private static let ofPermissions = Set(Verb.allCases.compactMap { Fact.permissions(of: $0)?.id })
    private static let ofDecisions = Set(Fact.deciding.map(\.id))

    var page: BookPath { BookPath(folder: "guidance", rawValue) }

    var title: String {
      switch self {
      case .deciding: "Facts"
      case .permissions: "Permissions"
      case .runbooks: "Facts behind runbooks"
      }
    }

    var summary: String {
      switch self {
      case .deciding: "The abilities and limits of GitHub's platform, with sources and dates."
      case .permissions: "Which permissions or scopes each thing to do takes, with sources and dates."
      case .runbooks: "The facts behind the steps of the runbooks, with sources and dates."
      }
    }
  }

  static let page = Chapter.deciding.page

  static let kind = DocumentKind("guidance-facts", in: .guidance) { book in
    Chapter.allCases.map { chapter in
      Document(chapter.page, title: chapter.title, summary: chapter.summary, source: "facts") {
        context(book, chapter)
      }
    }
  }

  /// The page that a fact is on, by its id.
  static func page(of fact: String) -> BookPath { Chapter(of: fact).page }

  private static func context(_ book: Book, _ chapter: Chapter) -> TemplateContext {
    let platform = book.organization.platform
    let facts = Fact.all.filter { Chapter(of: $0.id) == chapter }
    let stale = facts.filter { $0.isStale(on: book.decisions.day) }.count
    return [
      "day": book.decisions.day.description, "product": platform.product.title,
      "version": (platform.version?.description).orFalse, "facts": facts.map { fact($0, book) },
      "stale_count": stale == 0 ? false : stale as any TemplateConvertible,
      "organization": book.organization.name.text,
      "is_of_permissions": chapter == .permissions, "is_of_runbooks": chapter == .runbooks,
      "facts_link": chapter.page.link(to: page),
      "permissions_link": chapter.page.link(to: Chapter.permissions.page),
      "runbook_facts_link": chapter.page.link(to: Chapter.runbooks.page),
    ]
  }

  private static func fact(_ fact: Fact, _ book: Book) -> TemplateContext {
    let reading = book.decisions.reading(of: fact)
    return [
      "id": fact.id, "text": (reading.sentence.map { Prose.markdown($0) }).orFalse, "state": reading.state,
      "statement": Prose.markdown(fact.statement), "otherwise": Prose.markdown(fact.otherwise),
      "holds": reading.holds.map(String.init).orFalse, "override": reading.override.map(values).orFalse,
      "is_stale": fact.isStale(on: book.decisions.day), "checked": fact.checked.description,
      "confidence": fact.confidence.rawValue,
      "periods": fact.periods.map { period($0, of: fact) }, "is_dated": fact.isDated,
      "sources": fact.sources.map { ["title": $0.title, "url": $0.url] as TemplateContext },
    ]
  }

  private static func values(_ override: FactOverride) -> TemplateContext {
    [
      "because": override.because.orFalse,
      "by": (override.by?.text).orFalse,
      "override_checked": (override.checked?.description).orFalse,
    ]
  }

  private static func period(_ period: Fact.Period, of fact: Fact) -> TemplateContext {
    let products = period.products.map { $0.map(\.title).sorted().joined(separator: ", ") }
    return [
      "period_text": Prose.markdown(fact.sentence(holds: period.holds)),
      "from": (period.from?.description).orFalse,
      "until": (period.until?.description).orFalse, "products": products.orFalse,
      "since_version": (period.sinceVersion?.description).orFalse,
    ]
  }
}

/// Every rule: what it does, when, why, and what it rests on. Those that choose are on one page, those that add something
/// to what was chosen on another.
enum GuidanceRules {
  static let page = BookPath(folder: "guidance", "rules")
  static let besidesPage = BookPath(folder: "guidance", "prerequisites")

  static let kind = DocumentKind("guidance-rules", in: .guidance) { book in
    [
      Document(
        page, title: "Rules", summary: "What follows from the facts and from the description, rule by rule."
      ) {
        context(book, Rule.all.filter(\.effect.chooses), page)
      },
      Document(
        besidesPage, title: "Prerequisites and side effects",
        summary: "The prerequisites and side effects of credentials, rule by rule."
      ) {
        context(book, Rule.all.filter { !$0.effect.chooses }, besidesPage)
      },
    ]
  }

  /// The page that a rule is on, by its id.
  static func page(of rule: String) -> BookPath {
    Rule.byID[rule]?.effect.chooses == false ? besidesPage : page
  }

  private static func context(_ book: Book, _ rules: [Rule], _ here: BookPath) -> TemplateContext {
    let applied = applications(book.decisions.accesses)
    let links = MarkdownLinks(book: book, page: here)
    return [
      "rules": rules.map { rule($0, applied[$0.id] ?? 0, links) },
      "access_count": book.decisions.accesses.count, "are_choosing": here == page,
      "rules_link": here.link(to: page), "besides_link": here.link(to: besidesPage),
    ]
  }

  /// How many accesses each rule had a say in.
  private static func applications(_ accesses: [Decision]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for access in accesses {
      let rules =
        access.options.flatMap(\.rules) + access.preconditions.map(\.id) + access.sideEffects.map(\.id)
      for id in Set(rules) { counts[id, default: 0] += 1 }
    }
    return counts
  }

  private static func rule(_ rule: Rule, _ applied: Int, _ links: MarkdownLinks) -> TemplateContext {
    let facts = rule.facts.map { ["fact": links.fact($0)] as TemplateContext }
    let own: TemplateContext = [
      "id": rule.id, "kinds": RunbookGround.list(rule.effect.kinds.map(\.title)),
      "condition": Prose.markdown(rule.condition.words),
      "is_always": rule.condition == .always, "reason": Prose.markdown(rule.reason), "facts": facts,
      "has_facts": !facts.isEmpty,
      "by_fact": rule.basis == .fact, "by_policy": rule.basis == .policy,
      "by_guidance": rule.basis == .guidance,
      "applied": applied,
    ]
    return own.merging(effect(rule.effect)) { $1 }
  }

  private static func effect(_ effect: Rule.Effect) -> TemplateContext {
    var context: TemplateContext = [
      "strikes": false, "preconditions": false, "remarks": false, "warns": false, "orders": false,
      "ui_only": false,
    ]
    switch effect {
    case .strike: context["strikes"] = true
    case .precondition(_, let uiOnly):
      context["preconditions"] = true
      context["ui_only"] = uiOnly
    case .sideEffect(_, let isWarning): context[isWarning ? "warns" : "remarks"] = true
    case .order: context["orders"] = true
    }
    return context
  }
}

extension Rule.Effect {
  /// Whether it has a say in which credential is chosen.
  fileprivate var chooses: Bool {
    switch self {
    case .strike, .order: true
    case .precondition, .sideEffect: false
    }
  }
}
