package import OrganizationModel
package import SourceText

/// All that is known of one service that isn't GitHub: a file of `catalog/services`.
package struct ServiceRecord: Sendable {
  /// Kebab case, and the name of its file: `docker-hub`.
  package let id: String
  /// As it stands in a sentence: `the npm registry`.
  package let title: String
  /// Its address.
  package let home: String
  /// The day on which someone looked at its sources.
  package let checked: Day
  /// For how long after that day the record is good.
  package let recheckAfter: Days
  /// Whether it is for services that nobody looked up: it has one need, which stands for all.
  package let isGeneric: Bool
  /// What a description may say of it, in the order of the file.
  package let asks: [ServiceAsk]
  /// What an automation can need of it, in the order of the file.
  package let needs: [ServiceNeed]
  package let recognition: ServiceRecognition
  /// In the order of the file.
  package let facts: [ServiceFact]
  /// Rungs of the ladder that it doesn't have, and why.
  package let notOffered: [MissingRung]
  /// What it accepts, in order: of those that are not ruled out, the first is chosen.
  package let options: [ServiceOption]
  package let examples: [ServiceExample]
  /// Where it stands.
  package let range: SourceRange

  /// A rung of the ladder that a service doesn't have.
  package struct MissingRung: Sendable, Hashable {
    package let rung: Rung
    /// One sentence, or the clause of one.
    package let because: String
    /// The fact that says so; nil where the file has words of its own.
    package let fact: String?
  }

  package func option(_ id: String) -> ServiceOption? { options.first { $0.id == id } }
  package func fact(_ id: String) -> ServiceFact? { facts.first { $0.id == id } }
  package func need(_ name: String) -> ServiceNeed? { needs.first { $0.name == name } }
  package func ask(_ key: String) -> ServiceAsk? { asks.first { $0.key == key } }

  /// Whether nobody looked at its sources for longer than it is good.
  package func isStale(on day: Day) -> Bool { day - checked > recheckAfter.count }
}

/// Something that a description may say under `services: ID:`.
package struct ServiceAsk: Sendable, Hashable {
  package typealias Form = ServiceAnswerForm

  /// `organization`.
  package let key: String
  package let form: Form
  /// The question, as a sentence; nil for one that only fills a text.
  package let ask: String?
  /// What it is where nobody says it; nil: unknown.
  package let standard: String?
  package let range: SourceRange

  /// What it can turn out to be; empty of a text.
  package var words: [String] {
    switch form {
    case .choice(let words): words
    case .boolean: ["true", "false"]
    case .text, .list, .accounts: []
    }
  }
}

/// Something that an automation can need of a service: `publish package`.
package struct ServiceNeed: Sendable, Hashable {
  package let verb: ServiceVerb
  /// `package` of `publish npm:package @acme/ui`.
  package let kind: String
  /// How its target is written, in words.
  package let target: String
  /// Whether a target may be one that isn't there yet, so that the description can say so with `exists: false`.
  package let asksWhetherItExists: Bool
  package let range: SourceRange

  /// `publish package`: what the record's own lists call it.
  package var name: String { "\(verb.rawValue) \(kind)" }
}

/// Something that a service can or can't do, with dates and sources.
package struct ServiceFact: Sendable, Hashable {
  package enum Confidence: String, Sendable, CaseIterable, Hashable {
    /// The service's own pages say so.
    case documented
    /// People who tried it report so.
    case reported
    /// Sources disagree.
    case contested
    /// Nobody says; taken for granted.
    case assumed
  }

  /// A stretch of time in which it holds.
  package struct Period: Sendable, Hashable {
    /// The first day; nil: always before.
    package let from: Day?
    /// The first day on which it no longer holds; nil: no end is known.
    package let until: Day?
    package let confidence: Confidence

    package func covers(_ day: Day) -> Bool {
      from.map { day >= $0 } ?? true && until.map { day < $0 } ?? true
    }
  }

  /// Kebab case, beginning with the service: `npm-takes-job-identity`.
  package let id: String
  /// Empty where it never holds.
  package let periods: [Period]
  /// How sure it is on days that no period covers.
  package let confidence: Confidence
  /// What is so where it holds, as a sentence.
  package let says: String
  /// What is so where it doesn't.
  package let otherwise: String
  /// Addresses.
  package let sources: [String]
  /// The day on which someone looked at them.
  package let checked: Day
  package let range: SourceRange

  package func holds(on day: Day) -> Bool { periods.contains { $0.covers(day) } }

  /// The sentence that is true on a day.
  package func sentence(on day: Day) -> String { holds(on: day) ? says : otherwise }

  package func confidence(on day: Day) -> Confidence {
    periods.first { $0.covers(day) }?.confidence ?? confidence
  }

  /// The first day after this one on which it turns, and how sure that is; nil where none is known.
  package func turns(after day: Day) -> (day: Day, confidence: Confidence)? {
    periods.flatMap { period in [period.from, period.until].compactMap { $0 }.map { ($0, period.confidence) }
    }
    .filter { $0.0 > day && holds(on: $0.0) != holds(on: $0.0 + -1) }.min { $0.0 < $1.0 }
    .map { (day: $0.0, confidence: $0.1) }
  }
}
