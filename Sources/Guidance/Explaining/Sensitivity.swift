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
    var trials = trials()
    guard let entry = trials.entries.first(where: { $0.access.id == id }) else { return [] }
    let changes = Change.candidates(for: entry) + Change.restrictions(for: entry.access)
    let byPolicy = changes.compactMap { change in
      difference(trials.weighing(of: entry, after: change), from: entry.weighing, change.text)
    }
    return byPolicy + byFact(entry, trials)
  }

  private func byFact(_ entry: WeighedAccess, _ trials: Trials) -> [Sensitivity] {
    let sheet = trials.engine.sheet
    let facts = Set(entry.weighing.options.flatMap(\.facts)).sorted()
    return facts.compactMap { id in
      guard let holds = sheet.holds(id, version: entry.situation.version) else { return nil }
      let changed = trials.weighing(of: entry, under: sheet.overriding(id, holds: !holds))
      let sentence = Fact.byID[id].map { Fact.firstSentence(of: $0.sentence(holds: !holds)) } ?? id
      let text = "if this becomes true (fact `\(id)`): \(sentence)"
      return difference(changed, from: entry.weighing, text)
    }
  }

  private func difference(_ changed: Weighing, from now: Weighing, _ text: String) -> Sensitivity? {
    guard changed.label != now.label || changed.privileges != now.privileges else { return nil }
    return Sensitivity(change: text, leadsTo: changed.label)
  }
}
