import Exposure
import Guidance
import OrganizationModel
import Templates

/// A page for each machine user and each App. People have theirs in `PersonPages`.
enum AccountPages {
  static let kind = DocumentKind("account", in: .accounts) { book in
    book.accounts.accounts.filter { !$0.isPerson }.compactMap { document($0, book) }
  }

  private static func document(_ account: Account, _ book: Book) -> Document? {
    guard let path = book.paths.account(account.name) else { return nil }
    return Document(
      path, title: account.name.text,
      summary: "The purpose, access and credentials of \(account.name).",
      responsible: responsible(account), source: source(account)
    ) { context(account, MarkdownLinks(book: book, page: path)) }
    .drawing { ["picture": AccountPicture.picture(account, book)] }
  }

  private static func responsible(_ account: Account) -> String? {
    switch account.kind {
    case .machineUser(let user): user.custodians?.first?.text
    case .app, .person, .proposed: nil
    }
  }

  private static func source(_ account: Account) -> String? {
    switch account.kind {
    case .machineUser: "machine_users.\(account.name)"
    case .app: "apps.\(account.name)"
    case .person, .proposed: nil
    }
  }

  private static func context(_ account: Account, _ links: MarkdownLinks) -> TemplateContext {
    let table = links.book.accounts
    let plans = table.plans(of: account.name)
    let existing = table.existing(of: account.name)
    let grants = table.grants(of: account.name)
    let served = Set(plans.flatMap(\.serves) + existing.flatMap(\.accesses)).sorted()
    return identity(account, links).merging([
      "app_needs": account.isApp ? appNeeds(plans, links) : false,
      "grants": grants.map { grant($0, links) }, "has_grants": !grants.isEmpty,
      "to_grant": MarkdownList.rows(grants.filter { !$0.exists }, limit: 20) {
        AccountSteps(account: account.name, links: links).granting($0)
      },
      "surplus": MarkdownList.rows(
        links.book.accountReviews.machineUser(account.name)?.surplus ?? [], limit: 20
      ) {
        AccountSteps(account: account.name, links: links).takingAway($0)
      },
      "warnings": MarkdownList.rows(
        links.book.accountReviews.machineUser(account.name)?.warnings ?? [], limit: 20
      ) {
        ["text": Prose.sentence($0)]
      },
      "app_review": links.book.accountReviews.app(account.name).map { appReview($0, links) }.orFalse,
      "with_headings": false,
      "tasks": TaskCards(links: links).list(
        [links.book.tasks.task(about: .account(account.name))].compactMap(\.self)
          + (existing.map { OrganizationTask.Subject.existing($0.credential.name) }
          + plans.map { .plan($0.id) }).compactMap(links.book.tasks.task), limit: 20),
      "tokens": plans.map { PlanContext(plan: $0, links: links).row }, "has_tokens": !plans.isEmpty,
      "existing": existing.map { ExistingContext(review: $0, links: links).row },
      "has_existing": !existing.isEmpty,
      "held": AccountPicture.holdings(of: account, links.book).map { $0.row(links) },
      "breaks": MarkdownList.some(served, limit: 100, links.access),
      "guesses_here": links.book.guesses.banner(served),
    ]) { first, _ in first }
  }

  /// What an App's tokens are minted for, all its planned credentials together.
  private static func appNeeds(_ plans: [CredentialPlan], _ links: MarkdownLinks) -> TemplateContext {
    var permissions: [String: AccessLevel] = [:]
    for plan in plans { permissions.merge(plan.permissions) { max($0, $1) } }
    let repositories = Set(plans.flatMap(\.repositories)).sorted()
    return [
      "any": !plans.isEmpty, "permissions": AccessContext.rights(scopes: [], permissions),
      "repositories": MarkdownList.some(repositories, limit: 50, links.repository),
    ]
  }

  /// What an App may beyond what its tokens are minted for, and what it lacks.
  private static func appReview(_ review: AppReview, _ links: MarkdownLinks) -> TemplateContext {
    [
      "said": links.book.organization.apps[review.app]?.permissions != nil,
      "exact": review.isExact, "unused": review.isUnused, "everywhere": review.isEverywhere,
      "surplus": rights(review.surplusPermissions), "missing": rights(review.missingPermissions),
      "beyond": MarkdownList.some(review.surplusRepositories, limit: 20, links.repository),
      "lacks": MarkdownList.some(review.missingRepositories, limit: 20, links.repository),
    ]
  }

  private static func rights(_ permissions: [String: AccessLevel]) -> any TemplateConvertible {
    permissions.isEmpty ? false : AccessContext.rights(scopes: [], permissions)
  }

  private static func grant(_ grant: HeldRole, _ links: MarkdownLinks) -> TemplateContext {
    var context: TemplateContext = [
      "package": false, "repository": false, "organization": false, "role": grant.role,
      "exists": grant.exists,
    ]
    switch grant.on {
    case .package(let key): context["package"] = key.text
    case .repository(let reference): context["repository"] = links.repository(reference)
    case .organization(let name): context["organization"] = name.text
    }
    return context
  }

  /// What kind of account it is and what the description says of it; every name is there for every kind.
  private static func identity(_ account: Account, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    var context: TemplateContext = [
      "name": account.name.text, "organization": book.organization.name.text,
      "is_app": account.isApp, "is_machine_user": account.isMachineUser, "is_proposed": account.isProposed,
      "role": AccountPages.role(account).orFalse, "takes_seat": account.role != nil && !account.isApp,
      "free_plan": book.organization.platform.plan == .free,
      "is_owner": account.role == .owner, "is_outside": account.role == .outsideCollaborator,
      "purpose": false, "note": false, "custodians": false, "custodians_unknown": false,
      "custodians_proposed": false,
      "two_factor": false, "two_factor_unknown": false, "app": false,
      "create": links.create(machineUser: account.name),
      "off_board": links.runbook(.offBoardMachineUser(account.name), "off-board \(account.name)"),
    ]
    let said: TemplateContext =
      switch account.kind {
      case .machineUser(let user): self.said(user, book)
      case .app(let app): ["note": app.note.orFalse, "app": self.said(app, links)]
      case .person: [:]
      case .proposed(let proposed): ["purpose": proposed.purpose]
      }
    context.merge(said) { $1 }
    return context
  }

  static func role(_ account: Account) -> String? { words(account.role) }

  /// What an account is in the organization; nil where nobody says.
  static func words(_ role: OrganizationRole?) -> String? {
    role.map { $0 == .outsideCollaborator ? "outside collaborator" : $0.rawValue }
  }

  private static func said(_ user: MachineUser, _ book: Book) -> TemplateContext {
    let custodians = user.custodians ?? []
    let owners = book.successors.owners
    return [
      "purpose": user.purpose.orFalse, "note": user.note.orFalse,
      "custodians": custodians.isEmpty ? false : custodians.map(\.text).joined(separator: ", "),
      "custodians_unknown": custodians.isEmpty,
      "custodians_proposed": owners.isEmpty ? false : RunbookGround.sentence(owners.map(\.text)),
      "two_factor": user.twoFactor == true, "two_factor_unknown": user.twoFactor == nil,
    ]
  }

  private static func said(_ app: App, _ links: MarkdownLinks) -> TemplateContext {
    var context: TemplateContext = [
      "all_repositories": app.repositories == .all, "repositories": false,
      "repositories_unknown": app.repositories == nil,
      "permissions": AccessContext.rights(scopes: [], app.permissions ?? [:]),
      "permissions_unknown": app.permissions == nil,
      "foreign": app.key == .foreign, "key_unknown": app.key == .unknown, "key": false,
    ]
    if case .selected(let references) = app.repositories {
      context["repositories"] = MarkdownList.some(references, limit: 50, links.repository)
    }
    if case .credential(let name) = app.key { context["key"] = links.existing(name) }
    return context
  }
}
