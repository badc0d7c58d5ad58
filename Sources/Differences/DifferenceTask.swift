import Guidance
import OrganizationModel

/// Something that people have to do because the description is another one. What nobody knows is asked, never told.
package struct DifferenceTask: Sendable, Hashable {
  /// One sentence with its full stop; names in backticks.
  package let text: String

  static func all(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [DifferenceTask] {
    let texts =
      credentials(before, after) + questions(before, after) + accounts(before, after) + plans(before, after)
      + grants(before, after) + preconditions(before, after)
    return texts.map(DifferenceTask.init)
  }

  /// What becomes of credentials that exist, where it was not the same before.
  private static func credentials(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [String]
  {
    paired(before.existing, after.existing, by: \.credential.name).compactMap { name, old, new in
      guard let new, new.verdict != old?.verdict else { return nil }
      return switch new.verdict {
      case .keep: nil
      case .move: "Move `\(name)` to where fewer people can read it."
      case .replace: "Replace `\(name)` with \(list(new.replacedBy)), then revoke it."
      case .revoke: "Revoke `\(name)`. Nothing uses it."
      case .findOut: "Find out what uses `\(name)`. Don't revoke it before that."
      case .wait: "Keep `\(name)` until every access that uses it is decided."
      }
    }
  }

  private static func list(_ plans: [String]) -> String {
    plans.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func questions(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [String] {
    paired(before.questions, after.questions, by: \.question.id).compactMap { _, old, new in
      guard let new, new.question.opens, old?.question.opens != true else { return nil }
      return "Answer `\(new.question.answerAt)`: \(new.question.ask)"
    }
  }

  private static func accounts(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [String] {
    paired(before.proposedAccounts, after.proposedAccounts, by: \.name).compactMap { name, old, new in
      guard let new, old == nil else { return nil }
      return switch new.kind {
      case .machineUser: "Create the machine user `\(name)`."
      case .app: "Register the GitHub App `\(name)`."
      }
    }
  }

  private static func plans(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [String] {
    paired(before.credentials, after.credentials, by: \.id).compactMap { id, old, new in
      guard let new else { return nil }
      if new.existing == nil, old == nil || old?.existing != nil {
        return "Create `\(id)`, \(new.kind.phrase), and store it as `\(new.secretName)`."
      }
      guard let old,
        (old.scopes, old.permissions, old.repositories) != (new.scopes, new.permissions, new.repositories)
      else { return nil }
      return "Check what `\(new.title)` may do, because its planned rights changed."
    }
  }

  private static func grants(_ before: OrganizationDecisions, _ after: OrganizationDecisions) -> [String] {
    let old = Set(before.grants.filter { !$0.exists })
    return after.grants.filter { !$0.exists && !old.contains($0) }.map { grant in
      "Give `\(grant.account)` the role `\(grant.role)` on \(words(grant.on))."
    }
  }

  private static func words(_ thing: Grant.Thing) -> String {
    switch thing {
    case .package(let name): "the package `\(name)`"
    case .repository(let name): "the repository `\(name)`"
    case .organization(let name): "the organization `\(name)`"
    }
  }

  private static func preconditions(_ before: OrganizationDecisions, _ after: OrganizationDecisions)
    -> [String]
  {
    paired(before.accesses, after.accesses, by: \.id).flatMap { id, old, new in
      let known = Set(old?.preconditions ?? [])
      return (new?.preconditions ?? []).filter { !known.contains($0) }.map {
        "For `\(id)`: \(sentence($0.text))"
      }
    }
  }
}
