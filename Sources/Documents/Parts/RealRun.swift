import Templates
import Guidance
import OrganizationModel

/// What a run of an automation does in earnest, and what shows that it may do so without doing it.
struct RealRun: Sendable {
  /// `makes a release in web`; empty where it only reads.
  let effects: [String]
  /// Sentences.
  let trials: [String]

  init(_ needs: [Need], _ otherUses: [OtherUse]) {
    effects = (needs.compactMap(RealRun.effect) + otherUses.map(\.words)).uniqued
    trials = needs.compactMap(\.record.trial).uniqued
  }

  /// For a step or a task that starts it; `trials` is Markdown. `isTried`: whether steps before it have tried its rights.
  func values(isTried: Bool = false) -> TemplateContext {
    [
      "acts_for_real": !effects.isEmpty, "effects": effects.joined(separator: "; "), "is_tried": isTried,
      "trials": trials.map(Prose.markdown).joined(separator: " "), "has_trials": !trials.isEmpty,
    ]
  }

  private static func effect(_ need: Need) -> String? {
    need.record.deed.map { $0(need.target.description) }
  }

}
