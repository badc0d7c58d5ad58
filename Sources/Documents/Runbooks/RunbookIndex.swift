import Exposure
import Guidance
import OrganizationModel
import Templates

/// The first page of the runbooks: every task, and what to revoke first when several credentials leaked.
enum RunbookIndex {
  static let kind = DocumentKind("runbooks", in: .runbooks) { book in
    let page = BookSection.runbooks.index
    return [
      Document(
        page, title: "Runbooks",
        summary: "Every task with a credential or an account, step by step, filled in."
      ) { context(RunbookGround(book: book, page: page)) }
    ]
  }

  private static let leaksShown = 50
  /// No page grows with the organization: what is not shown is linked from its credential's page.
  private static let rowsShown = 200

  private static func more(_ count: Int, than shown: Int) -> any TemplateConvertible {
    count > shown ? count - shown as any TemplateConvertible : false
  }

  private static func context(_ ground: RunbookGround) -> TemplateContext {
    let decisions = ground.book.decisions
    let leaks = LeakRank.order(decisions)
    let accounts = ground.book.accounts.accounts.filter(\.isMachineUser)
    return [
      "leak_order": leaks.prefix(leaksShown).enumerated().map { row($0 + 1, $1, ground) },
      "has_leak_order": !leaks.isEmpty,
      "more_leaks": more(leaks.count, than: leaksShown),
      "more_plans": more(decisions.credentials.count, than: rowsShown),
      "more_existing": more(decisions.existing.count, than: rowsShown),
      "plans": decisions.credentials.prefix(rowsShown).map { row($0, ground) },
      "has_plans": !decisions.credentials.isEmpty,
      "accounts": accounts.map { account -> TemplateContext in
        [
          "name": account.name.text,
          "link": ground.link(ground.book.paths.runbook(createMachineUser: account.name)),
          "end_link": ground.link(ground.book.paths.runbook(.offBoardMachineUser(account.name))),
        ]
      },
      "has_accounts": !accounts.isEmpty,
      "anybody_link": ground.link(ground.book.paths.runbook(.offBoardAnybody)),
      "people": ground.book.ties.people.prefix(rowsShown).map { person($0, ground) },
      "has_people": !ground.book.ties.people.isEmpty,
      "more_people": more(ground.book.ties.people.count, than: rowsShown),
      "fails_link": ground.link(ground.book.paths.runbook(.itFails)),
      "has_packages": hasPackages(ground.book),
      "packages": packages(ground.book).prefix(rowsShown).map { row($0, ground) },
      "more_packages": more(packages(ground.book).count, than: rowsShown),
      "existing": decisions.existing.prefix(rowsShown).map { row($0, ground) },
      "has_existing": !decisions.existing.isEmpty,
    ]
  }

  /// Those with a runbook of their own.
  private static func packages(_ book: Book) -> [Package] {
    book.organization.packages.filter { book.paths.runbook(.repairPackage($0.name)) != nil }
  }

  static func hasPackages(_ book: Book) -> Bool { !packages(book).isEmpty }

  private static func row(_ package: Package, _ ground: RunbookGround) -> TemplateContext {
    let waiting = Set(ground.book.accesses(lackedBy: package.name).map(\.automation)).sorted()
    return [
      "name": package.packageName,
      "link": ground.link(ground.book.paths.runbook(.repairPackage(package.name))),
      "is_unlinked": package.link == .none, "waits": !waiting.isEmpty,
      "waiting": RunbookGround.sentence(waiting.map(\.description)),
    ]
  }

  private static func person(_ name: Name, _ ground: RunbookGround) -> TemplateContext {
    let ties = ground.book.ties[name]
    let counts: [(Int, String)] = [
      (ties?.role == .owner ? 1 : 0, "owner"),
      ((ties?.credentials.count ?? 0) + (ties?.plans.count ?? 0), "holds credentials"),
      (ties?.accounts.count ?? 0, "custodian"),
      ((ties?.repositories.count ?? 0) + (ties?.consumers.count ?? 0), "answers alone"),
    ]
    return [
      "name": name.text, "link": ground.link(ground.book.paths.runbook(.offBoard(name))),
      "leaves_on": (ties?.leavesOn?.description).orFalse,
      "ties": counts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", "),
    ]
  }

  private static func row(_ number: Int, _ rank: LeakRank, _ ground: RunbookGround) -> TemplateContext {
    [
      "number": number, "name": rank.name, "kind": kind(rank, ground.book), "holder": rank.holder.orFalse,
      "key_of": rank.keyOf.orFalse,
      "link": ground.link(rank.path(ground.book.paths)),
    ]
  }

  private static func kind(_ rank: LeakRank, _ book: Book) -> String {
    switch rank.subject {
    case .existing(let name): book.review(name).map { book.services.kind(of: $0.credential) } ?? rank.kind
    case .plan: rank.kind
    }
  }

  private static func row(_ plan: CredentialPlan, _ ground: RunbookGround) -> TemplateContext {
    let paths = ground.book.paths
    return [
      "name": plan.title, "set_up": ground.link(paths.runbook(.mint, plan: plan.id)),
      "rotate": ground.link(paths.runbook(.rotate, plan: plan.id)), "exists": plan.existing != nil,
    ]
  }

  private static func row(_ review: ExistingCredentialReview, _ ground: RunbookGround) -> TemplateContext {
    let name = review.credential.name
    return [
      "name": name.text, "page": ground.link(ground.book.paths.credential(existing: name)),
      "link": ground.link(ground.book.paths.runbook(revokeExisting: name)),
      "migrate_link": ground.link(ground.book.paths.runbook(.migrate(name))),
      "verdict": review.verdict.words,
    ]
  }
}
