import CommonMark

/// What can be done with one credential: each is a part of its page, in the order of the page.
enum CredentialAct: String, CaseIterable, Sendable {
  case emergency
  case moveAway = "move-away"
  case setUp = "set-up"
  case rotate, renew
  case withoutValue = "without-value"
  case afterLeak = "after-leak"

  /// The heading of the part.
  var title: String {
    switch self {
    case .emergency: "Leaked? Revoke it first"
    case .moveAway: "Move away from it"
    case .setUp: "Set it up"
    case .rotate: "Rotate it"
    case .renew: "Create another like it"
    case .withoutValue: "End it without its value"
    case .afterLeak: "After a leak"
    }
  }

  /// The slug of its heading.
  var anchor: String { HeadingSlugs.base(of: title) }

  /// Further words by which a credential's page is found. What does not exist yet cannot leak.
  static let keywords = "set up create store test verify rotate"
  /// Those of a credential that exists.
  static let keywordsOfExisting = keywords + " revoke leaked"

  /// The slug of the heading, in *Set it up*, that says how to take back what was made.
  static let undoing = "undo-it"
}

extension BookPaths.Task {
  /// What a link to it says before the credential's name.
  var words: String {
    switch self {
    case .mint, .store, .verify: "set up"
    case .rotate: "rotate"
    case .revoke: "revoke"
    }
  }
}
