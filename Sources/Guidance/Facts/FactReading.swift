package import OrganizationModel

/// A fact as it is for one organization on one day, in one voice: the sentence that is true then, and how sure it is.
package struct FactReading: Sendable {
  package let fact: Fact
  package let day: Day
  package let product: Platform.Product
  /// Nil where it depends on a GHES release that is not known.
  package let holds: Bool?
  /// What the organization says of it itself.
  package let override: FactOverride?

  package init(_ fact: Fact, _ organization: Organization, day: Day) {
    self.fact = fact
    self.day = day
    product = organization.platform.product
    override = organization.facts[Name(fact.id)]
    holds =
      override?.holds
      ?? fact.holds(on: day, product: product, version: organization.platform.version)
  }

  /// The sentence that is true; nil where nobody knows which of the two is.
  package var sentence: String? { holds.map { fact.sentence(holds: $0) } }

  /// What a link to the fact is called: the first sentence of what is true, without its full stop.
  package var title: String {
    guard let sentence else { return "Unknown here: \(fact.id)" }
    return Fact.firstSentence(of: sentence)
  }

  /// How sure the sentence is on the day, as a sentence of its own.
  package var state: String {
    let place = "on \(product.title) on \(day)"
    guard holds != nil else {
      return "Not known \(place). It depends on the server's release, which the description doesn't set."
    }
    guard override == nil else {
      return "True for this organization on \(day), because its description says so."
    }
    guard fact.isDocumented else { return "Taken as true \(place). No source documents it." }
    return switch fact.confidence {
    case .documented: "True \(place). GitHub documents this."
    case .reported: "True \(place). Users report this; GitHub doesn't document it."
    case .contested: "Taken as true \(place). Sources disagree."
    case .assumed: "Assumed \(place). Not documented."
    }
  }
}

extension Fact {
  /// Whether it ever changed, or differs between products.
  package var isDated: Bool {
    periods.count > 1
      || periods.contains {
        $0.from != nil || $0.until != nil || $0.products != nil || $0.sinceVersion != nil
      }
  }

  /// What is so where it holds, or where it does not.
  package func sentence(holds: Bool) -> String { holds ? statement : otherwise }

  /// Up to the first full stop, without it.
  package static func firstSentence(of text: String) -> String {
    let first = text.firstRange(of: ". ").map { text[..<$0.lowerBound] } ?? text[...]
    return String(first.hasSuffix(".") ? first.dropLast() : first)
  }
}

extension OrganizationDecisions {
  /// A fact as it is on the day of the decisions.
  package func reading(of fact: Fact) -> FactReading { FactReading(fact, organization, day: day) }
}

extension Platform.Product {
  /// As people write it.
  package var title: String {
    switch self {
    case .githubCom: "github.com"
    case .gheCom: "GHE.com"
    case .ghes: "GitHub Enterprise Server"
    }
  }
}
