import Guidance
package import OrganizationModel

/// An access that is new, gone, or has another answer.
package struct AccessDifference: Sendable {
  /// What an access uses.
  package struct Answer: Sendable, Hashable {
    /// `deploy_key`, `open`, `impossible`.
    package let label: String
    package let holder: Name?
    /// Scopes, or permissions with their levels, sorted.
    package let rights: [String]

    /// `classic_pat held by acme-reader (read:packages)`
    package var words: String {
      let held = holder.map { " held by `\($0)`" } ?? ""
      return "`\(label)`\(held)" + (rights.isEmpty ? "" : " (\(rights.joined(separator: ", ")))")
    }

    init(_ decision: Decision) {
      label = decision.credential?.kind.rawValue ?? decision.outcome.rawValue
      holder = decision.credential?.holder
      let permissions = (decision.credential?.permissions ?? [:]).map { "\($0.key): \($0.value.rawValue)" }
      rights = (decision.credential?.scopes ?? []) + permissions.sorted()
    }
  }

  /// Why the answer is another one.
  package struct Cause: Sendable, Hashable {
    /// A sentence without a full stop.
    package let text: String
    /// The ids of the rules and facts that say so now and did not before, or the other way round; sorted.
    package var rules: [String] = []
    package var facts: [String] = []
  }

  package let id: AccessID
  /// Nil for an access that is new.
  package let before: Answer?
  /// Nil for an access that is gone.
  package let after: Answer?
  package let causes: [Cause]

  static func all(_ before: [Decision], _ after: [Decision]) -> [AccessDifference] {
    paired(before, after, by: \.id).compactMap { id, old, new in
      let (answer, next) = (old.map(Answer.init), new.map(Answer.init))
      guard answer != next else { return nil }
      return AccessDifference(id: id, before: answer, after: next, causes: causes(old, new))
    }
  }
}

// MARK: - Causes

extension AccessDifference {
  private static func causes(_ before: Decision?, _ after: Decision?) -> [Cause] {
    guard let before, let after else { return [] }
    let causes = exceptions(before, after) + questions(before, after) + options(before, after)
    return causes.isEmpty ? [Cause(text: "it needs something else now")] : causes
  }

  private static func exceptions(_ before: Decision, _ after: Decision) -> [Cause] {
    guard before.exception != after.exception else { return [] }
    guard let now = after.exception else { return [Cause(text: "its exception is no longer in force")] }
    return [Cause(text: "`\(now.by)` made an exception until \(now.until): \(now.because)")]
  }

  private static func questions(_ before: Decision, _ after: Decision) -> [Cause] {
    let (old, new) = (opening(before), opening(after))
    return old.subtracting(new).sorted().map { Cause(text: "`\($0)` is answered") }
      + new.subtracting(old).sorted().map { Cause(text: "`\($0)` is not answered") }
  }

  private static func opening(_ decision: Decision) -> Set<String> {
    Set(decision.questions.filter(\.opens).map(\.answerAt))
  }

  /// What became of the kind that it had, and what was said against the one that it has.
  private static func options(_ before: Decision, _ after: Decision) -> [Cause] {
    let (old, new) = (before.credential?.kind, after.credential?.kind)
    guard old != new else { return [] }
    return [
      old.flatMap { lost($0, before, after) }, new.flatMap { won($0, before, after) },
    ].compactMap(\.self)
  }

  private static func lost(_ kind: CredentialKind, _ before: Decision, _ after: Decision) -> Cause? {
    guard let option = after.option(kind), let earlier = before.option(kind) else { return nil }
    switch option.verdict {
    case .chosen: return nil
    case .outranked: return Cause(text: "`\(kind.rawValue)` still works, but another credential comes first")
    case .struck: return cause("`\(kind.rawValue)` is ruled out: \(option.because)", option, beyond: earlier)
    case .open:
      return cause("whether `\(kind.rawValue)` works is unknown: \(option.because)", option, beyond: earlier)
    }
  }

  private static func won(_ kind: CredentialKind, _ before: Decision, _ after: Decision) -> Cause? {
    guard let option = after.option(kind), let earlier = before.option(kind) else { return nil }
    switch earlier.verdict {
    case .chosen, .outranked: return nil
    case .struck:
      return cause(
        "`\(kind.rawValue)` is no longer ruled out. Before: \(earlier.because)", earlier, beyond: option)
    case .open:
      return cause(
        "whether `\(kind.rawValue)` works was unknown: \(earlier.because)", earlier, beyond: option)
    }
  }

  private static func cause(_ text: String, _ option: Option, beyond other: Option) -> Cause {
    Cause(
      text: text, rules: option.rules.filter { !other.rules.contains($0) },
      facts: option.facts.filter { !other.facts.contains($0) })
  }
}
