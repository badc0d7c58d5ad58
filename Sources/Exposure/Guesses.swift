package import Guidance
package import OrganizationModel

/// The accesses that rest on what an import guessed (`x-guess`): nobody has confirmed them, so nothing here is certain.
package struct Guesses: Sendable {
  private let parts: [AccessID: [String]]

  /// Finds what of each access an import guessed.
  package init(_ decisions: OrganizationDecisions) {
    let organization = decisions.organization
    let automations = Dictionary(
      organization.automations.compactMap { automation in automation.guess.map { (automation.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    var parts: [AccessID: [String]] = [:]
    for access in decisions.accesses {
      let guessed = Guesses.guessed(access, automations[access.automation], organization)
      if !guessed.isEmpty { parts[access.id] = guessed }
    }
    for access in decisions.serviceAccesses {
      let all: [(what: String, guess: Guess?)] = [
        ("that \(access.automation) needs it", access.use.guess),
        ("the entry \(access.automation)", automations[access.automation]),
      ]
      let guessed = Guesses.words(all)
      if !guessed.isEmpty { parts[access.id] = guessed }
    }
    self.parts = parts
  }

  /// Whether nothing rests on a guess.
  package var isEmpty: Bool { parts.isEmpty }
  /// How many accesses rest on a guess.
  package var count: Int { parts.count }

  /// What of an access is guessed, `the package web (web/.github/workflows/ci.yml)`; empty where nothing is.
  package func words(_ id: AccessID) -> [String] { parts[id, default: []] }

  /// How many of these accesses rest on a guess.
  package func count(of accesses: [AccessID]) -> Int { accesses.count { parts[$0] != nil } }

  /// Whether a planned credential serves only what rests on guesses.
  package func isGuessed(_ plan: CredentialPlan) -> Bool {
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
    return words(all)
  }

  private static func words(_ parts: [(what: String, guess: Guess?)]) -> [String] {
    parts.compactMap { what, guess in
      guess.map { $0.place.isEmpty ? what : "\(what) (\($0.place))" }
    }.uniqued
  }
}
