package import OrganizationModel
package import SourceText

/// The services that have a record, and the snippets that their steps name.
package struct ServiceRecords: Sendable {
  /// In the order of their ids.
  package let all: [ServiceRecord]
  private let byID: [String: ServiceRecord]
  /// The text of each snippet, by name without its ending.
  private let snippets: [String: ServiceSnippet]

  package init(_ records: [ServiceRecord] = [], snippets: [ServiceSnippet] = []) {
    byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    all = byID.values.sorted { $0.id < $1.id }
    self.snippets = Dictionary(snippets.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
  }

  package subscript(id: String) -> ServiceRecord? { byID[id] }

  package func snippet(_ name: String) -> ServiceSnippet? { snippets[name] }

  /// A fact of any record.
  package func fact(_ id: String) -> (record: ServiceRecord, fact: ServiceFact)? {
    for record in all {
      if let fact = record.fact(id) { return (record, fact) }
    }
    return nil
  }
}

/// A file beside the records: part of a workflow, or a trust policy. It has the placeholders of the steps.
package struct ServiceSnippet: Sendable, Hashable {
  /// Without its ending: `aws-trust-policy`.
  package let name: String
  /// `json`.
  package let ending: String
  package let text: String

  package init(name: String, ending: String, text: String) {
    (self.name, self.ending, self.text) = (name, ending, text)
  }
}

extension ServiceRecords {
  /// What is wrong of the records together: two that claim one input of an action without a host that tells them apart, and
  /// services named that have no record.
  package var problems: [Diagnostic] {
    var problems: [Diagnostic] = []
    var claimed: [String: SourceRange] = [:]
    for record in all {
      for action in record.recognition.actions where action.host == nil {
        for input in action.inputs.secrets + action.inputs.identifiers {
          let key = "\(action.name) \(input.lowercased())"
          guard let first = claimed.updateValue(action.range, forKey: key) else { continue }
          problems.append(
            Diagnostic(
              "claimed-twice", "found the input `\(input)` of `\(action.name)` in two records",
              at: action.range,
              help: "name the input that tells them apart, with `when: {input: NAME, matches: [HOST]}`",
              related: [.init(message: "also claimed here", range: first)]))
        }
      }
      let named = record.options.flatMap(\.through) + record.recognition.exceptions.compactMap(\.then)
      for id in named where self[id] == nil {
        problems.append(
          Diagnostic(
            "unknown-service", .warning,
            "found the service `\(id)` in the record `\(record.id)`, which has no record",
            at: record.range,
            help: NearestMatch.match(id, among: all.map(\.id)).map { "did you mean `\($0)`?" }
              ?? "add `services/\(id).yaml`, or leave it out"))
      }
    }
    return problems
  }
}

extension ServiceRecords {
  /// What a description is read with.
  package var lookup: ServiceLookup {
    let outlines = byID.mapValues { $0.outline }
    let ids = NearestMatch(all.map(\.id))
    return ServiceLookup { id in
      if let outline = outlines[id] { return .known(outline) }
      return .unknown(near: ids.match(id))
    }
  }
}

extension ServiceRecord {
  fileprivate var outline: ServiceOutline {
    ServiceOutline(
      needs: needs.map { need in
        .init(
          verb: need.verb, kind: need.kind, asksWhetherItExists: need.asksWhetherItExists,
          options: options.filter { $0.serves.contains(need.name) }.map(\.id))
      }, asks: Dictionary(asks.map { ($0.key, $0.form) }, uniquingKeysWith: { first, _ in first }),
      isGeneric: isGeneric)
  }
}
