import Guidance
import OrganizationModel

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
  private static let rowsShown = 1_000

  private static func more(_ count: Int, than shown: Int) -> any Sendable {
    count > shown ? count - shown as any Sendable : false
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
        ]
      },
      "has_accounts": !accounts.isEmpty,
      "existing": decisions.existing.prefix(rowsShown).map { row($0, ground) },
      "has_existing": !decisions.existing.isEmpty,
    ]
  }

  private static func row(_ number: Int, _ rank: LeakRank, _ ground: RunbookGround) -> TemplateContext {
    [
      "number": number, "name": rank.name, "kind": rank.kind, "holder": rank.holder.orFalse,
      "link": ground.link(rank.path(ground.book.paths)),
    ]
  }

  private static func row(_ plan: CredentialPlan, _ ground: RunbookGround) -> TemplateContext {
    let links = BookPaths.Task.allCases.map {
      ($0.rawValue, ground.link(ground.book.paths.runbook($0, plan: plan.id)))
    }
    let page = ground.link(ground.book.paths.credential(plan: plan.id))
    return ["name": plan.id, "link": page].merging(links) { $1 }
  }

  private static func row(_ review: ExistingCredentialReview, _ ground: RunbookGround) -> TemplateContext {
    let name = review.credential.name
    return [
      "name": name.text, "page": ground.link(ground.book.paths.credential(existing: name)),
      "link": ground.link(ground.book.paths.runbook(revokeExisting: name)),
      "keep": review.stays, "replace": review.verdict == .replace,
      "revoke": review.verdict == .revoke,
    ]
  }
}

/// How far a credential reaches, so that of several that leaked the widest is revoked first.
struct LeakRank: Sendable {
  enum Subject: Sendable {
    case plan(String)
    case existing(Name)
  }

  let subject: Subject
  let name: String
  let kind: String
  let holder: String?
  /// The wider the reach, the smaller.
  let rank: Int

  /// Everything that can leak, widest first; what exists and is what is planned stands there once.
  static func order(_ decisions: OrganizationDecisions) -> [LeakRank] {
    let planned = decisions.credentials.map(LeakRank.init)
    let existing = decisions.existing.filter { !$0.stays }.map {
      LeakRank($0.credential, decisions.organization)
    }
    return (planned + existing).sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
  }

  func path(_ paths: BookPaths) -> BookPath? {
    switch subject {
    case .plan(let id): paths.runbook(.revoke, plan: id)
    case .existing(let name): paths.runbook(revokeExisting: name)
    }
  }

  private init(_ plan: CredentialPlan) {
    subject = .plan(plan.id)
    name = plan.id
    kind = plan.kind.title
    holder = plan.holder?.text
    rank =
      switch plan.kind {
      case .personalPAT, .personalSSHKey: 1
      case .githubApp: 2
      case .deployKey: plan.canWrite ? 8 : 10
      case .fineGrainedPAT: LeakRank.rank(plan.permissions)
      default: LeakRank.rank(scopes: plan.scopes)
      }
  }

  private init(_ credential: ExistingCredential, _ organization: Organization) {
    subject = .existing(credential.name)
    name = credential.name.text
    kind = ExistingContext.title(credential.kind)
    holder = credential.holder?.text
    let isPersons = credential.holder.map { organization.machineUsers[$0] == nil } ?? true
    rank =
      switch credential.kind {
      case .appKey: 2
      case .unknown: 3
      case .sshKey, .oauthToken: isPersons ? 3 : 5
      case .deployKey: credential.readOnly == true ? 10 : 8
      case .fineGrainedPAT: LeakRank.rank(credential.permissions ?? ["administration": .write])
      case .classicPAT: LeakRank.rank(scopes: credential.scopes ?? ["repo"]) - (isPersons ? 1 : 0)
      }
  }

  /// Of a classic token: it reaches whatever its account reaches (C-10, P-20).
  private static func rank(scopes: [String]) -> Int {
    if scopes.contains(where: { $0.hasPrefix("admin:") || $0 == "delete_repo" || $0 == "site_admin" }) {
      return 1
    }
    if scopes.contains("repo") { return 3 }
    if scopes.contains(where: { $0.hasPrefix("write:") || $0.hasPrefix("delete:") || $0 == "public_repo" }) {
      return 6
    }
    return 9
  }

  private static func rank(_ permissions: [String: AccessLevel]) -> Int {
    let writes = permissions.filter { $0.value > .read }.keys
    if writes.contains(where: { PermissionLabel.isOfOrganization($0) || $0 == "administration" }) { return 2 }
    return writes.isEmpty ? 9 : 7
  }
}
