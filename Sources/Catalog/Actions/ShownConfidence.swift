/// How sure it is that a workflow needs an access.
package enum ShownConfidence: String, Sendable, Comparable, CaseIterable {
  /// It may be so.
  case low
  /// It is most likely so.
  case medium
  /// The file says so.
  case high

  package static func < (left: ShownConfidence, right: ShownConfidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
