import Guidance
import OrganizationModel

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
      "more_differing": differing.count > 20 ? (differing.count - 20) as any Sendable : false,
      "assumptions": decisions.organization.assumptions.map {
        ["key": $0.key, "value": $0.value] as TemplateContext
      },
      "has_assumptions": !decisions.organization.assumptions.isEmpty,
      "registry_takes_job_tokens": FactSheet(book.organization, day: decisions.day)
        .holds("container-registry-accepts-job-tokens", version: book.organization.platform.version) ?? false,
      "facts_link": page.link(to: GuidanceFacts.page), "rules_link": page.link(to: GuidanceRules.page),
      "decisions_link": page.link(to: BookSection.decisions.index),
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
      "id": access.id.description, "link": links.access(access.id)["href"] ?? false,
      "here": access.credential?.kind.title ?? access.outcome.rawValue,
      "there": access.otherProfile.kind?.title ?? access.otherProfile.outcome.rawValue,
    ]
  }
}

/// Every fact with its state on the book's day, its history, its sources and how sure it is: those about the permissions
/// of each verb on a page of their own.
enum GuidanceFacts {
  static let page = BookPath(folder: "guidance", "facts")
  static let permissionsPage = BookPath(folder: "guidance", "permissions")

  static let kind = DocumentKind("guidance-facts", in: .guidance) { book in
    [
      Document(
        page, title: "Facts", summary: "What GitHub's platform can and cannot do, with sources and dates.",
        source: "facts"
      ) { context(book, Fact.all.filter { !permissions.contains($0.id) }, isOfPermissions: false) },
      Document(
        permissionsPage, title: "Permissions",
        summary: "Which permissions or scopes each thing to do takes, with sources and dates.",
        source: "facts"
      ) { context(book, Fact.all.filter { permissions.contains($0.id) }, isOfPermissions: true) },
    ]
  }

  /// Where a fact stands, under its id.
  static func page(of fact: String) -> BookPath { permissions.contains(fact) ? permissionsPage : page }

  private static let permissions = Set(Verb.allCases.compactMap { Fact.permissions(of: $0)?.id })

  private static func context(_ book: Book, _ facts: [Fact], isOfPermissions: Bool) -> TemplateContext {
    let platform = book.organization.platform
    let stale = facts.filter { $0.isStale(on: book.decisions.day) }.count
    return [
      "day": book.decisions.day.description, "product": platform.product.title,
      "version": (platform.version?.description).orFalse, "facts": facts.map { fact($0, book) },
      "stale_count": stale == 0 ? false : stale as any Sendable, "organization": book.organization.name.text,
      "is_of_permissions": isOfPermissions, "facts_link": permissionsPage.link(to: page),
      "permissions_link": page.link(to: permissionsPage),
    ]
  }

  private static func fact(_ fact: Fact, _ book: Book) -> TemplateContext {
    let platform = book.organization.platform
    let override = book.organization.facts[Name(fact.id)]
    let shipped = fact.holds(on: book.decisions.day, product: platform.product, version: platform.version)
    let holds = override?.holds ?? shipped
    return [
      "id": fact.id, "text": Prose.markdown(holds == false ? fact.otherwise : fact.statement),
      "holds": holds == true,
      "unknown": holds == nil, "override": override.map(values).orFalse,
      "is_stale": fact.isStale(on: book.decisions.day), "checked": fact.checked.description,
      "confidence": fact.confidence.rawValue, "is_documented": fact.isDocumented,
      "periods": fact.periods.map(period), "is_dated": fact.isDated,
      "sources": fact.sources.map { ["title": $0.title, "url": $0.url] as TemplateContext },
    ]
  }

  private static func values(_ override: FactOverride) -> TemplateContext {
    [
      "override_holds": override.holds, "because": override.because.orFalse,
      "by": (override.by?.text).orFalse,
      "override_checked": (override.checked?.description).orFalse,
    ]
  }

  private static func period(_ period: Fact.Period) -> TemplateContext {
    let products = period.products.map { $0.map(\.title).sorted().joined(separator: ", ") }
    return [
      "period_holds": period.holds, "from": (period.from?.description).orFalse,
      "until": (period.until?.description).orFalse, "products": products.orFalse,
      "since_version": (period.sinceVersion?.description).orFalse,
    ]
  }
}

extension Fact {
  /// Whether it ever changed, or differs between products.
  fileprivate var isDated: Bool {
    periods.count > 1
      || periods.contains {
        $0.from != nil || $0.until != nil || $0.products != nil || $0.sinceVersion != nil
      }
  }
}

extension Platform.Product {
  /// As people write it.
  var title: String {
    switch self {
    case .githubCom: "github.com"
    case .gheCom: "GHE.com"
    case .ghes: "GitHub Enterprise Server"
    }
  }
}

/// Every rule: what it does, when, why, and what it rests on.
enum GuidanceRules {
  static let page = BookPath(folder: "guidance", "rules")

  static let kind = DocumentKind("guidance-rules", in: .guidance) { book in
    [
      Document(
        page, title: "Rules", summary: "What follows from the facts and from the description, rule by rule."
      ) {
        context(book)
      }
    ]
  }

  private static func context(_ book: Book) -> TemplateContext {
    let applied = applications(book.decisions.accesses)
    return [
      "rules": Rule.all.map { rule($0, applied[$0.id] ?? 0) }, "access_count": book.decisions.accesses.count,
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

  private static func rule(_ rule: Rule, _ applied: Int) -> TemplateContext {
    let facts = rule.facts.map { id -> TemplateContext in
      ["fact": id, "link": page.link(to: GuidanceFacts.page(of: id), anchor: id)]
    }
    return [
      "id": rule.id, "kinds": RunbookGround.list(rule.effect.kinds.map(\.title)),
      "condition": Prose.markdown(rule.condition.words),
      "is_always": rule.condition == .always, "reason": Prose.markdown(rule.reason), "facts": facts,
      "has_facts": !facts.isEmpty,
      "by_fact": rule.basis == .fact, "by_policy": rule.basis == .policy,
      "by_guidance": rule.basis == .guidance,
      "applied": applied,
    ].merging(effect(rule.effect)) { $1 }
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
