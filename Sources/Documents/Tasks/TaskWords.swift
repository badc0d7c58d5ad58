import Exposure
import Guidance
import OrganizationModel
import SourceText

/// Pieces of the few words that say why a task is one. Names stand between backticks.
enum TaskWords {
  /// `` `prod` ``, or `4 automations`; and whether it is one.
  static func some(_ automations: [String]) -> (names: String, isOne: Bool) {
    guard automations.count != 1 else { return ("`\(automations.joined())`", true) }
    return ("\(automations.count) automations", false)
  }

  /// `` `prod` stops ``, `4 automations stop`; nil where nothing uses it.
  static func stops(_ users: [AutomationID]) -> String? { predicate("stop", users) }
  static func fails(_ users: [AutomationID]) -> String? { predicate("fail", users) }

  private static func predicate(_ verb: String, _ users: [AutomationID]) -> String? {
    guard !users.isEmpty else { return nil }
    let some = some(users.map(\.description))
    return "\(some.names) \(verb)\(some.isOne ? "s" : "")"
  }

  /// What a person who leaves is tied to.
  static func leaving(_ ties: PersonTies?) -> String {
    let credentials = (ties?.credentials.count ?? 0) + (ties?.plans.count ?? 0)
    let parts = [
      credentials > 0 ? "holds \(Words.count(credentials, "credential"))" : nil,
      (ties?.accounts.isEmpty ?? true)
        ? nil : "custodian of \(Words.count(ties?.accounts.count ?? 0, "account"))",
    ].compactMap(\.self)
    return parts.isEmpty ? "leaves on that day" : parts.joined(separator: "; ")
  }

  /// What nobody knows of a credential.
  static func unknown(_ unknown: UnknownUse?) -> String {
    switch unknown?.kind {
    case .kind, nil: "nobody knows what it opens"
    case .service: "nobody wrote down what it is for"
    case .app: "nobody knows which App it belongs to"
    case .users: "nobody knows who uses it"
    case .needs: "nobody knows what its users need"
    case .rights: "it may do more than anyone explained"
    case .guess: "an import guessed its use"
    }
  }
}
