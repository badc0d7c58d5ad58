/// How much harm what was found can do.
package enum FindingSeverity: String, Sendable, Comparable, CaseIterable {
  case informational
  case low
  case medium
  case high

  /// What `audit` exits with where this is the highest severity found.
  package var exitStatus: Int32 {
    switch self {
    case .informational: 11
    case .low: 12
    case .medium: 13
    case .high: 14
    }
  }

  package static func < (left: FindingSeverity, right: FindingSeverity) -> Bool {
    left.exitStatus < right.exitStatus
  }
}

/// How sure it is that a finding is one.
package enum Confidence: String, Sendable, Comparable, CaseIterable {
  case low
  case medium
  case high

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }

  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rank < right.rank
  }
}
