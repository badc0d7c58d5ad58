import Exposure
import Pages

extension LeakRank {
  /// The runbook for when it leaks.
  func path(_ paths: BookPaths) -> BookPlace? {
    switch subject {
    case .plan(let id): paths.runbook(.revoke, plan: id)
    case .existing(let name): paths.runbook(revokeExisting: name)
    }
  }

  /// The runbook that replaces it without an outage; nil for what exists and is not what is planned.
  func rotation(_ paths: BookPaths) -> BookPlace? {
    guard case .plan(let id) = subject else { return nil }
    return paths.runbook(.rotate, plan: id)
  }

  /// The runbook that moves everything away from it; nil for what is planned, or where nothing uses it.
  func migration(_ paths: BookPaths) -> BookPlace? {
    guard case .existing(let name) = subject else { return nil }
    return paths.runbook(.migrate(name))
  }
}
