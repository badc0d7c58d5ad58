import Templates
import Guidance
import OrganizationModel

/// Who does something in a runbook: a role, never only a name.
enum RunbookRole: Sendable, Hashable {
  case custodian(Name)
  case person(Name)
  /// Of an organization.
  case owner(Name)
  /// Of a repository, `owner/name`.
  case administrator(RepositoryReference)
  /// Of a package, a key of `packages`.
  case packageAdministrator(Name)
  /// Whoever answers for an automation.
  case keeper(AutomationID)

  /// What the role does in it.
  enum Part: String, Sendable, CaseIterable {
    /// Makes a credential, stores it and tries it, in one terminal.
    case setsUp = "sets_up"
    /// Does so as far as it may, and hands the value over for the rest.
    case handsOver = "hands_over"
    case receives
    case signsIn = "signs_in"
    case mints, tests, approves, grants, stores, uses, revokes, ends, leaves, removes, moves
    case takesOver = "takes_over"
  }
}

/// What one role does in a runbook.
struct RunbookDuty: Sendable {
  let part: RunbookRole.Part
  /// The role as values for a template.
  let role: TemplateContext

  /// A line for each thing that is done, with all who do it, in the order in which it comes up first.
  static func lines(_ duties: [RunbookDuty]) -> [TemplateContext] {
    duties.map(\.part).uniqued.map { part in
      let roles = duties.filter { $0.part == part }.map(\.role)
      return RunbookRole.Part.allCases.reduce(into: ["roles": roles]) { $0[$1.rawValue] = $1 == part }
    }
  }
}

/// Finds who has a role today.
struct RunbookPeople: Sendable {
  let book: Book
  /// Somebody who is not counted any more.
  var without: Name?

  private var organization: Organization { book.organization }

  /// The people among the organization's owners: a machine user answers no call.
  var owners: [Name] {
    book.successors.owners.filter { $0 != without }
  }

  /// The role as values for a template: one key for each case, all but one false, and the names.
  func context(_ role: RunbookRole) -> TemplateContext {
    var context: TemplateContext = [
      "custodian": false, "person": false, "owner": false, "administrator": false, "package": false,
      "keeper": false,
      "names": names(role).orFalse,
    ]
    switch role {
    case .custodian(let account): context["custodian"] = account.text
    case .person(let login): context["person"] = login.text
    case .owner(let name): context["owner"] = name.text
    case .administrator(let reference): context["administrator"] = fullName(reference)
    case .packageAdministrator(let key):
      context["package"] = organization.packages[key]?.packageName ?? key.text
    case .keeper(let automation): context["keeper"] = automation.description
    }
    return context
  }

  func duty(_ role: RunbookRole, _ part: RunbookRole.Part) -> RunbookDuty {
    RunbookDuty(part: part, role: context(role))
  }

  /// With the names of those who do it.
  func duty(_ doer: CredentialSetup.Doer, _ part: RunbookRole.Part) -> RunbookDuty {
    RunbookDuty(part: part, role: context(doer.role).merging(["names": names(doer).orFalse]) { $1 })
  }

  /// The names of those who do it; nil where the description names nobody.
  func names(_ doer: CredentialSetup.Doer) -> String? {
    doer.names.isEmpty ? names(doer.role) : RunbookGround.sentence(doer.names.map(answering))
  }

  /// `an administrator of acme/web (ada)`.
  func words(_ doer: CredentialSetup.Doer) -> String {
    let role =
      switch doer.role {
      case .custodian(let account): "a custodian of \(account)"
      case .person(let login): login.text
      case .owner(let name): "an owner of \(name)"
      case .administrator(let reference): "an administrator of \(fullName(reference))"
      case .packageAdministrator(let key): "an administrator of the package \(key)"
      case .keeper(let automation): "the person who answers for \(automation)"
      }
    guard let names = names(doer), names != role else { return role }
    return "\(role) (\(names))"
  }

  /// The names of today, or nil where the description names nobody.
  func names(_ role: RunbookRole) -> String? {
    switch role {
    case .custodian(let account): custodians(of: account)
    case .person(let login): login.text
    case .owner(let name): name == organization.name ? list(owners) : nil
    case .administrator(let reference): administrators(of: reference)
    case .packageAdministrator(let key): administrators(ofPackage: key)
    case .keeper(let automation): responsible(for: automation).map(answering)
    }
  }

  /// Where nobody who stays is described, the owners are proposed.
  private func custodians(of account: Name) -> String? {
    let described = organization.machineUsers[account]?.custodians ?? []
    return list(described) ?? list(owners).map { "nobody is named, proposed: \($0)" }
  }

  private func administrators(of reference: RepositoryReference) -> String? {
    guard reference.owner == nil, let repository = organization.repositories[reference.name] else {
      return nil
    }
    let teams = repository.teams.filter { $0.value == .admin }.keys.sorted().map(answering)
    let direct = repository.collaborators.filter { $0.value == .admin }.keys.sorted().map(\.text)
    let owners = teams.isEmpty && direct.isEmpty ? owners.map(\.text) : []
    let all = teams + direct + owners
    return all.isEmpty ? nil : all.joined(separator: ", ")
  }

  /// Whom its access list names, then the organization's owners, who always are (C-50).
  private func administrators(ofPackage key: Name) -> String? {
    let access = organization.packages[key]?.access ?? [:]
    let named = access.filter { $0.value == .admin && organization.machineUsers[$0.key] == nil }.keys
    let all = named.sorted().map(answering) + owners.map(\.text)
    return all.isEmpty ? nil : RunbookGround.sentence(all)
  }

  func responsible(for automation: AutomationID) -> Name? { book.index.responsible(for: automation) }

  /// A login by itself, a team with its accounts.
  func answering(_ name: Name) -> String {
    guard organization.teams[name] != nil, !book.successors.leaves(name) else {
      return book.successors.words(name.text)
    }
    return list(book.membership.accounts(of: name).filter { organization.machineUsers[$0] == nil }).map {
      "\(name) (\($0))"
    } ?? name.text
  }

  /// At most six names.
  private func list(_ all: [Name]) -> String? {
    let names = all.filter { $0 != without && !book.successors.leaves($0) }
    guard !names.isEmpty else { return nil }
    let more = names.count > 6 ? " and \(names.count - 6) more" : ""
    return names.prefix(6).map(\.text).joined(separator: ", ") + more
  }

  func fullName(_ reference: RepositoryReference) -> String {
    "\(reference.owner ?? organization.name)/\(reference.name)"
  }
}
