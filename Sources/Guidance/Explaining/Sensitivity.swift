package import OrganizationModel

/// A change that would give an access another outcome, found by trying it.
package struct Sensitivity: Sendable, Hashable {
  package var change: String
  /// A kind, `open` or `impossible`.
  package var leadsTo: String
}

extension Guide {
  /// What would change the answer for one access: each fact and each policy the other way round, one at a time.
  package func sensitivities(of id: AccessID) -> [Sensitivity] {
    guard let entry = weighedAccess(id) else { return [] }
    return byPolicy(entry) + byFact(entry)
  }

  private func byPolicy(_ entry: WeighedAccess) -> [Sensitivity] {
    var engine = DecisionEngine(sheet: FactSheet(organization, day: day), rules: rules)
    let changes =
      Change.candidates(for: entry.situation, entry.access) + Change.restrictions(for: entry.access)
    return changes.compactMap { change in
      var situation = entry.situation
      change.apply(&situation)
      return difference(engine.weigh(situation), from: entry.weighing, change.text)
    }
  }

  private func byFact(_ entry: WeighedAccess) -> [Sensitivity] {
    let sheet = FactSheet(organization, day: day)
    let facts = Set(entry.weighing.options.flatMap(\.facts)).sorted()
    return facts.compactMap { id in
      guard let holds = sheet.holds(id, version: entry.situation.version) else { return nil }
      var engine = DecisionEngine(sheet: sheet.overriding(id, holds: !holds), rules: rules)
      let text = "the fact `\(id)` \(holds ? "no longer holds" : "holds")"
      return difference(engine.weigh(entry.situation), from: entry.weighing, text)
    }
  }

  private func difference(_ changed: Weighing, from now: Weighing, _ text: String) -> Sensitivity? {
    guard changed.label != now.label || changed.privileges != now.privileges else { return nil }
    return Sensitivity(change: text, leadsTo: changed.label)
  }
}

extension Change {
  /// What a policy may take away.
  static func restrictions(for access: Access) -> [Change] {
    let policy = access.isOutside ? "outside.\(access.owner)" : "policy"
    return [
      Change(text: "forbid classic PATs (`\(policy).classic_pats: forbidden`)") {
        $0.classicPATs = .forbidden
      },
      Change(text: "forbid fine-grained PATs (`\(policy).fine_grained_pats: forbidden`)") {
        $0.fineGrainedPATs = .forbidden
      },
      Change(text: "forbid deploy keys (`\(policy).deploy_keys: forbidden`)") { $0.deployKeys = .forbidden },
      Change(text: "forbid GitHub Apps (`\(policy).apps: forbidden`)") { $0.apps = .forbidden },
    ]
  }
}
