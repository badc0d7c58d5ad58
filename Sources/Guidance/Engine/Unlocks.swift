import OrganizationModel

extension Trials {
  /// The smallest changes that give an impossible access a credential, found by trying them: single ones, else pairs.
  mutating func unlocks(of entry: WeighedAccess) -> [Unlock] {
    let changes = Change.candidates(for: entry)
    var found = changes.compactMap { unlock(entry, $0) }
    found += Change.moves(of: entry.access, entry.situation).compactMap { moves in
      firstUnlock(entry, moves)
    }
    if found.isEmpty {
      for (index, first) in changes.enumerated() {
        found += changes[(index + 1)...].compactMap { unlock(entry, first + $0) }
      }
    }
    return found + [mirror(entry), ownJob(entry)].compactMap(\.self)
  }

  private mutating func firstUnlock(_ entry: WeighedAccess, _ changes: [Change]) -> Unlock? {
    for change in changes {
      if let found = unlock(entry, change) { return found }
    }
    return nil
  }

  private mutating func unlock(_ entry: WeighedAccess, _ change: Change) -> Unlock? {
    guard let kind = weighing(of: entry, after: change).kind else { return nil }
    return Unlock(change: change.text, gives: kind)
  }

  /// A workflow of the package's repository pulls with its own token and pushes where the consumer can pull.
  private mutating func mirror(_ entry: WeighedAccess) -> Unlock? {
    let access = entry.access
    guard access.need.verb == .pull, entry.situation.place != .workflow, !access.isOutside else { return nil }
    var inside = entry.situation
    inside.place = .workflow
    inside.link = .own
    guard weigh(inside).kind == .githubToken else { return nil }
    return Unlock(
      change: "mirror `\(access.need.target)` to another registry from a workflow in its own repository",
      gives: .githubToken)
  }

  /// What proves where it runs is done by a workflow of the repository itself.
  private mutating func ownJob(_ entry: WeighedAccess) -> Unlock? {
    let access = entry.access
    guard entry.situation.record.provesWhereItRuns, !access.isOutside else { return nil }
    var inside = entry.situation
    inside.place = .workflow
    inside.relation = .own
    guard let kind = weigh(inside).kind else { return nil }
    return Unlock(change: "do it in a workflow in `\(access.need.target)` itself", gives: kind)
  }

  /// For a decided access: an undocumented capability that would give a kind that comes first.
  func undocumentedUnlocks(of entry: WeighedAccess) -> [Unlock] {
    // A broker's token and an App's may rest on the same fact.
    entry.options.filter { $0.verdict == .struck }.flatMap(\.facts).uniqued
      .filter { Fact.byID[$0]?.isDocumented == false }
      .compactMap { fact in
        let changed = weighing(of: entry, under: engine.sheet.overriding(fact, holds: true))
        guard let kind = changed.kind, kind != entry.weighing.kind else { return nil }
        return Unlock(change: "test it, and if it works, set `facts.\(fact).holds: true`", gives: kind)
      }
  }
}
