import Pages
import Guidance
import OrganizationModel

/// The inventory of credentials, planned and existing, as a table.
enum CredentialTable {
  static let path = "data/credentials.csv"

  static let kind = FileKind("credential-table") { ground in
    [path: table(ground.book).bytes()]
  }

  static func table(_ book: Book) -> CSVTable {
    // Without services the table is what it was before there were any.
    let hasServices = !book.services.isEmpty
    let services = hasServices ? ["service"] : []
    return CSVTable(
      header: [
        "credential", "state", "verdict", "kind", "holder", "responsible", "may", "repositories", "stored_in",
        "created", "expires", "expires_in_days", "rotate_every_days", "rotate_on", "rotation", "used_by",
        "replaced_by", "page", "next", "problem", "readers", "reach", "last_used",
      ] + services,
      rows: book.decisions.credentials.filter { $0.existing == nil }.map {
        planned($0, book) + (hasServices ? ["github"] : [])
      }
        + book.services.planned.map { planned($0, book) + [$0.service.text] }
        + book.decisions.existing.map {
          existing($0, book) + (hasServices ? [book.services.service(of: $0.credential)] : [])
        })
  }

  private static func planned(_ plan: CredentialPlan, _ book: Book) -> [String] {
    let owner = EventRoles(book: book).owner(of: CalendarEvent(.mint(plan: plan.id), .unknown(missing: [])))
    return [
      plan.id, "planned", "mint", plan.kind.rawValue, plan.holder?.text ?? "", owner.names.first?.text ?? "",
      rights(plan), CSVTable.list(plan.repositories.map(\.description)),
      CSVTable.list(plan.storedIn.map(PlaceWords.plain)), "", "", number(plan.expiresInDays),
      number(plan.rotateEveryDays), "", "", CSVTable.list(plan.automations.map(\.description)), "",
      page(book.paths.credential(plan: plan.id)),
    ] + facts(InventoryFacts(entry: .plan(plan), book: book))
  }

  private static func planned(_ planned: PlannedCredential, _ book: Book) -> [String] {
    let page = page(planned.users.first.flatMap(book.paths.checklist))
    return [
      planned.id, "planned", "mint", planned.rung.rawValue, planned.holder?.text ?? "",
      planned.makers.first?.text ?? "", planned.reach, "", "", "", "", "", "", "", "",
      CSVTable.list(planned.users.map(\.description)), "", page,
    ] + facts(InventoryFacts(entry: .service(planned), book: book))
  }

  private static func existing(_ review: ExistingCredentialReview, _ book: Book) -> [String] {
    let credential = review.credential
    let plan = book.plan(being: credential.name)
    let rotation = book.calendar.rotation(of: credential.name)
    let owner = EventRoles(book: book).owner(
      of: CalendarEvent(.rotation(credential.name), .unknown(missing: [])))
    return [
      credential.name.text, "exists", review.verdict.rawValue,
      credential.service?.kind.rawValue ?? credential.kind.rawValue,
      (credential.service?.account ?? credential.holder)?.text ?? "", owner.names.first?.text ?? "",
      rights(credential),
      CSVTable.list(repositories(credential)),
      credential.storedIn.map { CSVTable.list($0.map(PlaceWords.plain)) } ?? "unknown",
      credential.created?.description ?? "unknown", credential.expires.words, number(plan?.expiresInDays),
      number(plan?.rotateEveryDays), rotation?.window?.day.description ?? "",
      rotation.map { book.calendar.standing(of: $0).rawValue } ?? "",
      CSVTable.list(credential.usedBy.map(\.description)), CSVTable.list(review.replacedBy),
      page(book.paths.credential(existing: credential.name)),
    ] + facts(InventoryFacts(entry: .existing(review, rank: 0), book: book))
  }

  /// What the inventory's page says too.
  private static func facts(_ facts: InventoryFacts) -> [String] {
    [
      facts.next, facts.wrong.replacing(bytesOf: "`", with: ""), number(facts.readers), facts.reach,
      facts.lastUsed ?? "",
    ]
  }

  private static func repositories(_ credential: ExistingCredential) -> [String] {
    ([credential.repository].compactMap(\.self) + (credential.repositories ?? [])).map(\.description)
  }

  private static func rights(_ plan: CredentialPlan) -> String {
    plan.kind.isOfRepository
      ? key(canWrite: plan.canWrite) : RightsWords.plain(plan.scopes, plan.permissions)
  }

  private static func rights(_ credential: ExistingCredential) -> String {
    if let issued = credential.service { return issued.may ?? "unknown" }
    return switch credential.kind {
    case .deployKey: credential.readOnly.map { key(canWrite: !$0) } ?? "unknown"
    case .classicPAT: credential.scopes.map { RightsWords.plain($0, [:]) } ?? "unknown"
    case .fineGrainedPAT: credential.permissions.map { RightsWords.plain([], $0) } ?? "unknown"
    case .sshKey, .appKey, .oauthToken, .other, .unknown: ""
    }
  }

  private static func key(canWrite: Bool) -> String { canWrite ? "read and push" : "read" }
  private static func number(_ number: Int?) -> String { number.map(String.init) ?? "" }
  private static func page(_ path: BookPath?) -> String { path.map { "\($0).html" } ?? "" }
}

/// Every access and what was decided for it, as a table.
enum AccessTable {
  static let path = "data/accesses.csv"

  static let kind = FileKind("access-table") { ground in
    [path: table(ground.book).bytes()]
  }

  static func table(_ book: Book) -> CSVTable {
    CSVTable(
      header: [
        "access", "automation", "need", "why", "outcome", "credential_kind", "credential", "holder", "may",
        "responsible", "exception_until", "exception_because", "accepted_on", "accepted_by",
        "acceptance_is_stale", "to_do_before", "questions", "record",
      ], rows: book.decisions.accesses.map { row($0, book) } + book.services.uses.map { row($0, book) })
  }

  /// What a service is needed for: the kind is the rung of the ladder, the credential the option of the service's record.
  private static func row(_ use: ServiceAccess, _ book: Book) -> [String] {
    [
      use.id.description, use.automation.description, use.need, use.decision.use.why ?? "",
      use.outcome.rawValue,
      use.option?.rung.rawValue ?? "",
      use.existing?.text ?? use.option.map { "\(use.service):\($0.id)" } ?? "",
      use.holder?.text ?? "", use.rights.map(use.text.plain) ?? "",
      RunbookPeople(book: book).responsible(for: use.automation)?.text ?? "",
      use.decision.exception?.until.description ?? "", use.decision.exception?.because ?? "",
      use.decision.acceptance?.day.description ?? "", use.decision.acceptance?.by?.text ?? "",
      use.decision.acceptance.map { $0.isStale ? "yes" : "no" } ?? "",
      CSVTable.list(use.decision.preconditions.map(\.text)),
      CSVTable.list(use.decision.questions.map(\.answerAt)), "",
    ]
  }

  private static func row(_ access: Decision, _ book: Book) -> [String] {
    let credential = access.credential
    return [
      access.id.description, access.automation.description, access.need.text, access.need.why ?? "",
      access.outcome.rawValue, credential?.kind.rawValue ?? "", credential?.plan ?? "",
      credential?.holder?.text ?? "",
      RightsWords.plain(credential?.scopes ?? [], credential?.permissions ?? [:]),
      RunbookPeople(book: book).responsible(for: access.automation)?.text ?? "",
      access.exception?.until.description ?? "", access.exception?.because ?? "",
      access.acceptance?.day.description ?? "", access.acceptance?.by?.text ?? "",
      access.acceptance.map { $0.isStale ? "yes" : "no" } ?? "",
      CSVTable.list(access.preconditions.map(\.text)), CSVTable.list(access.questions.map(\.answerAt)),
      book.paths.record(of: access).map { "\($0).html" } ?? "",
    ]
  }
}

/// Scopes and permissions in plain words.
private enum RightsWords {
  static func plain(_ scopes: [String], _ permissions: [String: AccessLevel]) -> String {
    let named = permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
    return CSVTable.list(scopes.sorted() + named)
  }
}

extension Expiry {
  /// A day, `never` or `unknown`.
  fileprivate var words: String {
    switch self {
    case .unknown: "unknown"
    case .never: "never"
    case .on(let day): day.description
    }
  }
}

/// A place of a secret in plain words.
private enum PlaceWords {
  static func plain(_ place: SecretPlace) -> String {
    switch place {
    case .organization(let secret, let visibility, let store):
      "organization \(store.rawValue) secret \(secret) (\(audience(visibility)))"
    case .repository(let secret, let repository, let store):
      "\(store.rawValue) secret \(secret) of \(repository)"
    case .environment(let secret, let repository, let environment):
      "secret \(secret) of the environment \(environment) of \(repository)"
    case .outside(let words): words
    }
  }

  private static func audience(_ visibility: SecretVisibility) -> String {
    switch visibility {
    case .all: "all repositories"
    case .private: "private repositories"
    case .selected(let names): names.map(\.text).joined(separator: ", ")
    }
  }
}
