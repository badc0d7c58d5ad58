import Templates
import Guidance
import OrganizationModel

/// What follows from a decision, and how it is confirmed.
extension DecisionRecord {
  var consequences: TemplateContext {
    let effects = accesses.flatMap(\.sideEffects)
    var seen: Set<String> = []
    let distinct = effects.filter { seen.insert($0.text).inserted }
    return [
      "nothing_stored": subject.credential.map { !$0.isStored && $0 != .brokerToken } ?? false,
      "of_broker": subject.credential == .brokerToken,
      "of_job": subject.credential == .githubToken, "of_repository": subject.credential == .deployKey,
      "of_app": subject.credential == .githubApp, "of_account": subject.credential?.isMachineUserPAT ?? false,
      "of_person": subject.credential == .personalPAT || subject.credential == .personalSSHKey,
      "remarks": distinct.filter { !$0.isWarning }.prefix(20).map {
        ["text": Prose.markdown(Wording.clause($0.text))] as TemplateContext
      },
      "warnings": distinct.filter(\.isWarning).prefix(20).map {
        ["text": Prose.markdown(Wording.clause($0.text))] as TemplateContext
      },
      "guesses_here": book.guesses.banner(accesses.map(\.id)),
      "preconditions": preconditions, "rotations": rotations, "has_plans": !plans.isEmpty,
      "plan_count": plans.count, "many_plans": plans.count > 1,
      "confirm_job": subject.credential == .githubToken,
      "confirm_broker": subject.credential == .brokerToken,
      "permissions": confirmedRights, "confirm_anonymous": subject.credential == .anonymous,
      "confirm_nothing": subject.outcome != .decided,
      "negative_packages": subject.credential == .classicPAT
        && accesses.first?.need.verb.targetKind == .package,
      "negative_key": subject.credential == .deployKey,
      "negative_other": subject.credential == .fineGrainedPAT || subject.credential == .githubApp,
    ]
  }

  private var plans: [CredentialPlan] {
    Set(accesses.compactMap(\.credential?.plan)).sorted().compactMap(book.plan)
  }

  private var preconditions: [TemplateContext] {
    var seen: Set<String> = []
    return accesses.flatMap(\.preconditions).filter { seen.insert($0.text).inserted }.prefix(20).map {
      ["text": Prose.markdown(Wording.clause($0.text)), "ui_only": $0.uiOnly]
    }
  }

  /// How often somebody has to act: each lifetime once.
  private var rotations: [TemplateContext] {
    Set(plans.compactMap(\.rotateEveryDays)).sorted().map { ["days": $0] }
  }

  private var confirmedRights: [TemplateContext] {
    guard let credential = accesses.first?.credential else { return [] }
    return credential.permissions.sorted { $0.key < $1.key }.map {
      ["permission": $0.key, "level": $0.value.rawValue]
    }
  }
}
