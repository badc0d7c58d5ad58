import OrganizationModel

/// A change to one situation that may give an impossible access a credential.
struct Change: Sendable {
  /// As a person would say it.
  var text: String
  var apply: @Sendable (inout Situation) -> Void
}

extension DecisionEngine {
  /// The smallest changes that give a credential, found by trying them: single ones, else pairs.
  mutating func unlocks(of situation: Situation, for access: Access) -> [Unlock] {
    let changes = Change.candidates(for: situation, access)
    var found = changes.compactMap { unlock(situation, [$0]) }
    if found.isEmpty {
      for (index, first) in changes.enumerated() {
        found += changes[(index + 1)...].compactMap { unlock(situation, [first, $0]) }
      }
    }
    return found + [mirror(situation, access)].compactMap(\.self)
  }

  private mutating func unlock(_ situation: Situation, _ changes: [Change]) -> Unlock? {
    var changed = situation
    for change in changes { change.apply(&changed) }
    guard let kind = weigh(changed).kind else { return nil }
    return Unlock(change: changes.map(\.text).joined(separator: ", and "), gives: kind)
  }

  /// A workflow of the package's repository pulls with its own token and pushes where the consumer can pull.
  private mutating func mirror(_ situation: Situation, _ access: Access) -> Unlock? {
    guard situation.verb == .pull, situation.place != .workflow, !access.isOutside else { return nil }
    var inside = situation
    inside.place = .workflow
    inside.link = .own
    guard weigh(inside).kind == .githubToken else { return nil }
    return Unlock(
      change: "mirror `\(access.need.target)` to another registry from a workflow of its own repository",
      gives: .githubToken)
  }

  /// For a decided access: an undocumented capability that would give a kind that comes first.
  func undocumentedUnlocks(of situation: Situation, _ weighing: Weighing) -> [Unlock] {
    weighing.options.filter { $0.verdict == .struck }.flatMap(\.facts)
      .filter { Fact.byID[$0]?.isDocumented == false }
      .compactMap { fact in
        var engine = DecisionEngine(sheet: sheet.overriding(fact, holds: true))
        guard let kind = engine.weigh(situation).kind, kind != weighing.kind else { return nil }
        return Unlock(
          change: "try it, and say under `facts:` that `\(fact)` holds", gives: kind)
      }
  }
}

extension Change {
  static func candidates(for situation: Situation, _ access: Access) -> [Change] {
    let policy = access.isOutside ? "outside.\(access.owner)" : "policy"
    let thing = QuestionWords(access: access, holder: nil).answerAt(.visibility)
    return [
      Change(text: "allow classic PATs (`\(policy).classic_pats: allowed`)") { $0.classicPATs = .allowed },
      Change(text: "allow fine-grained PATs (`\(policy).fine_grained_pats: approval`)") {
        $0.fineGrainedPATs = .approval
      },
      Change(text: "allow deploy keys (`\(policy).deploy_keys: allowed`)") { $0.deployKeys = .allowed },
      Change(text: "allow GitHub Apps and register one (`\(policy).apps: preferred`)") {
        $0.apps = .preferred
      },
      situation.verb.targetKind == .organization
        ? nil
        : Change(text: "make the \(situation.verb.targetKind.rawValue) public (`\(thing): public`)") {
          $0.visibility = .public
        },
      Change(text: "make the machine user a member") { $0.holder = .member },
      Change(text: "move to the enterprise plan (`platform.plan: enterprise`)") { $0.plan = .enterprise },
    ].compactMap(\.self)
  }
}
