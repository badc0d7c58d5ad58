import Guidance
import OrganizationModel
import Templates

/// The accesses that rest on what an import guessed (`x-guess`): nobody has confirmed them, so nothing here is certain.
struct Guesses: Sendable {
  private let parts: [AccessID: [String]]

  init(_ decisions: OrganizationDecisions) {
    let organization = decisions.organization
    let automations = Dictionary(
      organization.automations.compactMap { automation in automation.guess.map { (automation.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    var parts: [AccessID: [String]] = [:]
    for access in decisions.accesses {
      let guessed = Guesses.guessed(access, automations[access.automation], organization)
      if !guessed.isEmpty { parts[access.id] = guessed }
    }
    self.parts = parts
  }

  var isEmpty: Bool { parts.isEmpty }
  var count: Int { parts.count }

  /// What of an access is guessed, `the package web (web/.github/workflows/ci.yml)`; empty where nothing is.
  func words(_ id: AccessID) -> [String] { parts[id, default: []] }

  /// How many of these rest on a guess, for the top of a page; false where none does.
  func banner(_ accesses: [AccessID]) -> any TemplateConvertible {
    let count = accesses.count { parts[$0] != nil }
    guard count > 0 else { return false }
    return ["count": count, "all": accesses.count, "is_one": count == 1] as TemplateContext
  }

  /// Whether a planned credential serves only what rests on guesses.
  func isGuessed(_ plan: CredentialPlan) -> Bool {
    !plan.serves.isEmpty && plan.serves.allSatisfy { parts[$0] != nil }
  }

  private static func guessed(
    _ access: Decision, _ automation: Guess?, _ organization: Organization
  ) -> [String] {
    var all: [(what: String, guess: Guess?)] = [
      ("that \(access.automation) needs it", access.need.guess),
      ("the entry \(access.automation)", automation),
    ]
    switch access.need.target {
    case .package(let key): all.append(("the package \(key)", organization.packages[key]?.guess))
    case .repository(let reference) where reference.owner == nil:
      all.append(("the repository \(reference)", organization.repositories[reference.name]?.guess))
    case .repository, .organization: break
    }
    if case .workflow(let repository, _) = access.automation {
      all.append(("the repository \(repository)", organization.repositories[repository]?.guess))
    }
    if let holder = access.credential?.holder {
      all.append(
        (
          "the account \(holder)",
          organization.apps[holder]?.guess ?? organization.machineUsers[holder]?.guess
        ))
    }
    return all.compactMap { what, guess in
      guess.map { $0.place.isEmpty ? what : "\(what) (\($0.place))" }
    }.uniqued
  }
}
