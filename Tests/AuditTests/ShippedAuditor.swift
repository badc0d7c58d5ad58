import ShippedCatalog
@testable import Audit

extension Auditor {
  /// One that knows what the program comes with.
  init(checks: [AuditCheck] = AuditChecks.all) { self.init(checks: checks, knowing: shippedCatalog) }
}
