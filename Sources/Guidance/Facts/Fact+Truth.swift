package import OrganizationModel
package import Services

extension Fact {
  /// Whether the fact holds on a day, on a product; nil where that hangs on a GHES release that is not known.
  package func holds(on day: Day, product: Platform.Product, version: ServerVersion?) -> Bool? {
    for period in periods where period.covers(day: day, product: product) {
      guard product == .ghes, let since = period.sinceVersion else { return period.holds }
      guard let version else { return nil }
      if version >= since { return period.holds }
    }
    return false
  }

  /// For how many days after somebody looked at it a fact is good.
  package static let daysUntilStale = 365

  /// Whether nobody looked at it in the year before the day.
  package func isStale(on day: Day) -> Bool {
    day - checked > Fact.daysUntilStale
  }
}

extension Fact.Period {
  fileprivate func covers(day: Day, product: Platform.Product) -> Bool {
    if let from, day < from { return false }
    if let until, day >= until { return false }
    return products?.contains(product) ?? true
  }
}

/// Every fact's truth for one organization on one day: what the platform says, and what the organization knows better.
package struct FactSheet: Sendable {
  private let overrides: [String: Bool]
  private let day: Day
  private let product: Platform.Product
  /// Facts of services.
  private let services: [String: ServiceFact]

  /// - Parameter services: facts of services, in addition to those of GitHub.
  package init(_ organization: Organization, day: Day, services: [ServiceFact] = []) {
    self.day = day
    self.services = Dictionary(services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.product = organization.platform.product
    self.overrides = Dictionary(
      organization.facts.map { ($0.name.folded, $0.holds) }, uniquingKeysWith: { first, _ in first })
  }

  package init(
    day: Day, product: Platform.Product, overrides: [String: Bool] = [:], services: [ServiceFact] = []
  ) {
    self.init(
      day: day, product: product, overrides: overrides,
      services: Dictionary(services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  private init(
    day: Day, product: Platform.Product, overrides: [String: Bool], services: [String: ServiceFact]
  ) {
    self.day = day
    self.services = services
    self.product = product
    self.overrides = overrides
  }

  /// Whether a fact holds; an unknown id does not.
  package func holds(_ id: String, version: ServerVersion?) -> Bool? {
    if let override = overrides[id] { return override }
    if let fact = services[id] { return fact.holds(on: day) }
    guard let fact = Fact.byID[id] else { return false }
    return fact.holds(on: day, product: product, version: version)
  }

  package func isOverridden(_ id: String) -> Bool { overrides[id] != nil }

  /// The same sheet as if the organization had overridden one fact.
  package func overriding(_ id: String, holds: Bool) -> FactSheet {
    FactSheet(
      day: day, product: product, overrides: overrides.merging([id: holds]) { $1 }, services: services)
  }

  /// The same sheet on another day.
  package func on(_ day: Day) -> FactSheet {
    FactSheet(day: day, product: product, overrides: overrides, services: services)
  }
}
