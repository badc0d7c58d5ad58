package import OrganizationModel

/// Something that the platform can or cannot do, as a proposition that holds or does not hold on a day, on a product.
package struct Fact: Sendable {
  package enum Confidence: String, Sendable, CaseIterable, Hashable {
    /// Official documentation or API descriptions say so.
    case documented
    /// People who tried it report so.
    case reported
    /// Sources disagree.
    case contested
    /// Nobody says; taken for granted.
    case assumed
  }

  /// Where a fact comes from.
  package struct Source: Sendable, Hashable {
    package var title: String
    package var url: String
  }

  /// A stretch of time and of products in which the fact holds, or does not.
  package struct Period: Sendable, Hashable {
    package var holds: Bool
    /// The first day; nil: always before.
    package var from: Day?
    /// The day on which it ends; nil: it has not.
    package var until: Day?
    /// Nil: every product.
    package var products: Set<Platform.Product>?
    /// The first release of GHES; nil: every one.
    package var sinceVersion: ServerVersion?
  }

  /// Kebab case, a clause that can be true: `packages-accept-app-tokens`.
  package var id: String
  /// What is so where it holds, as a sentence.
  package var statement: String
  /// What is so where it does not hold, as a sentence.
  package var otherwise: String
  /// The first period that fits decides; where none fits the fact does not hold.
  package var periods: [Period]
  package var sources: [Source]
  /// The ids of the research notes that it rests on: `C-20`.
  package var references: [String]
  package var checked: Day
  package var confidence: Confidence
  /// Whether a source says anything at all; false makes a strike read "not documented".
  package var isDocumented: Bool
}
