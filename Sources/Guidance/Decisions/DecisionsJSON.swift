import OrganizationModel
import SourceText

/// Writes decisions as the JSON contract of decisions.md (`tokenbook.decisions/1`).
package struct DecisionsJSONRenderer: Sendable {
  package init() {}

  /// UTF-8 with the keys of entries sorted, one entry of each list on a line of its own: the same decisions give the same bytes, and a
  /// changed access is one changed line.
  package func render(_ decisions: OrganizationDecisions) -> [UInt8] {
    var document = DocumentWriter()
    document.write("schema", "tokenbook.decisions/1")
    document.write("organization", decisions.organization.name.text)
    document.write("as_of", decisions.day.description)
    document.write("profile", decisions.profile.rawValue)
    document.write("assumptions", list: decisions.organization.assumptions) {
      ["key": .text($0.key), "value": .text($0.value)]
    }
    document.write("accesses", list: decisions.accesses, \.json)
    document.write("credentials", list: decisions.credentials, \.json)
    document.write("grants", list: decisions.grants, \.json)
    document.write("questions", list: decisions.questions, \.json)
    // Whoever reads version 1 sees nothing new where no service is described.
    if !decisions.organization.services.isEmpty {
      document.write("service_accesses", list: decisions.serviceAccesses, \.json)
      document.write("service_credentials", list: decisions.serviceCredentials, \.json)
    }
    return document.finished
  }
}

/// Writes the outermost object, and one entry at a time: a large organization's document is never in memory twice.
private struct DocumentWriter {
  private var bytes = Array("{".utf8)

  /// A name, a day, a word: nothing that JSON would escape.
  mutating func write(_ key: String, _ text: String) {
    begin(key)
    bytes += "\"\(text)\"".utf8
  }

  mutating func write<Value>(_ key: String, list: [Value], _ entry: (Value) -> JSONValue) {
    begin(key)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in list.enumerated() {
      bytes += (index == 0 ? "\n  " : ",\n  ").utf8
      bytes += JSONWriter.bytes(entry(value))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func begin(_ key: String) {
    bytes += (bytes.count == 1 ? "\n\"\(key)\": " : ",\n\"\(key)\": ").utf8
  }

  var finished: [UInt8] { bytes + Array("\n}\n".utf8) }
}

extension Decision {
  fileprivate var json: JSONValue {
    [
      "id": .text(id.description), "automation": .text(automation.description),
      "need": need.json,
      "outcome": .text(outcome.rawValue), "exception": .truth(exception != nil),
      "credential": credential?.json ?? .null,
      "preconditions": .list(
        preconditions.map { ["id": .text($0.id), "text": .text($0.text), "ui_only": .truth($0.uiOnly)] }),
      "side_effects": .list(sideEffects.map { ["id": .text($0.id), "text": .text($0.text)] }),
      "options": .list(options.sorted { $0.kind.rawValue < $1.kind.rawValue }.map(\.json)),
      "questions": .list(questions.map(\.json)),
      "unlocks": .list(
        unlocks.map { ["change": .text($0.change), "gives": .text($0.gives.rawValue)] }),
      "other_profile": [
        "profile": .text(otherProfile.profile.rawValue), "outcome": .text(otherProfile.outcome.rawValue),
        "kind": JSONValue(otherProfile.kind?.rawValue),
      ],
    ]
  }
}

extension Need {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "verb": .text(verb.word), "kind": .text(verb.targetKind.rawValue), "target": .text(target.description),
    ]
    if let api {
      members["permissions"] = JSONValue(api.permissions.mapValues(\.rawValue))
      members["endpoints"] = JSONValue(api.endpoints)
    }
    return .object(members)
  }
}

extension ChosenCredential {
  fileprivate var json: JSONValue {
    [
      "kind": .text(kind.rawValue), "holder": JSONValue(holder?.text), "plan": JSONValue(plan),
      "scopes": JSONValue(scopes), "permissions": JSONValue(permissions.mapValues(\.rawValue)),
    ]
  }
}

extension Option {
  fileprivate var json: JSONValue {
    [
      "kind": .text(kind.rawValue), "verdict": .text(verdict.rawValue), "rules": JSONValue(rules),
      "facts": JSONValue(facts), "because": .text(because),
    ]
  }
}

extension Question {
  fileprivate var json: JSONValue {
    let answers = Dictionary(answers.map { ($0.answer, $0.leadsTo) }, uniquingKeysWith: { first, _ in first })
    return [
      "id": .text(id), "ask": .text(ask), "answer_at": .text(answerAt), "if": JSONValue(answers),
    ]
  }
}

extension ServiceDecision {
  fileprivate var json: JSONValue {
    [
      "id": .text(id.description), "automation": .text(automation.description),
      "need": [
        "verb": .text(use.verb.rawValue), "service": .text(use.service.text), "kind": .text(use.kind),
        "target": .text(use.target),
      ],
      "record": .text(record.id), "looked_up": .truth(isLookedUp),
      "outcome": .text(outcome.rawValue), "exception": .truth(exception != nil),
      "credential": credential?.json ?? .null,
      "preconditions": .list(preconditions.map { ["id": .text($0.id), "text": .text($0.text)] }),
      "side_effects": .list(sideEffects.map { ["id": .text($0.id), "text": .text($0.text)] }),
      "options": .list(options.map(\.json)), "questions": .list(questions.map(\.json)),
      "unlocks": .list(unlocks.map { ["change": .text($0.change), "gives": .text($0.gives)] }),
      "change": change.map { change in
        [
          "day": .text(change.day.description), "fact": .text(change.fact),
          "confidence": .text(change.confidence.rawValue), "text": .text(change.sentence),
          "gives": JSONValue(change.gives),
        ]
      } ?? .null,
      "other_profile": [
        "profile": .text(otherProfile.rawValue), "outcome": .text(outcome.rawValue),
        "kind": JSONValue(credential?.rung.rawValue),
      ],
    ]
  }
}

extension ChosenServiceCredential {
  fileprivate var json: JSONValue {
    [
      "kind": .text(rung.rawValue), "option": .text(option), "title": .text(title),
      "holder": JSONValue(holder?.text), "secret_name": JSONValue(secret),
      "existing": JSONValue(existing?.text),
    ]
  }
}

extension ServiceOptionVerdict {
  fileprivate var json: JSONValue {
    [
      "option": .text(option), "kind": .text(rung.rawValue), "title": .text(title),
      "verdict": .text(verdict.rawValue), "rules": JSONValue(rules), "facts": JSONValue(facts),
      "because": .text(because),
    ]
  }
}

extension ServiceCredential {
  fileprivate var json: JSONValue {
    [
      "id": .text(id), "service": .text(service.text), "kind": .text(rung.rawValue), "option": .text(option),
      "holder": JSONValue(holder?.text), "exists": .truth(existing != nil), "secret_name": .text(secretName),
      "stored_in": .list(storedIn.map(\.json)), "serves": JSONValue(serves.map(\.description)),
    ]
  }
}

extension OpenQuestion {
  fileprivate var json: JSONValue {
    [
      "id": .text(question.id), "ask": .text(question.ask), "answer_at": .text(question.answerAt),
      "opens": .truth(question.opens), "accesses": JSONValue(accesses.map(\.description)),
    ]
  }
}

extension CredentialPlan {
  fileprivate var json: JSONValue {
    [
      "id": .text(id), "kind": .text(kind.rawValue), "holder": JSONValue(holder?.text),
      "holder_described": .truth(holderDescribed), "exists": .truth(existing != nil),
      "scopes": JSONValue(scopes), "permissions": JSONValue(permissions.mapValues(\.rawValue)),
      "repositories": JSONValue(repositories.map(\.description)),
      "expires_in_days": expiresInDays.map(JSONValue.integer) ?? .null, "secret_name": .text(secretName),
      "stored_in": .list(storedIn.map(\.json)), "serves": JSONValue(serves.map(\.description)),
    ]
  }
}

extension SecretPlace {
  /// As the description writes it: what is not said is left out.
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [:]
    switch self {
    case .organization(let secret, let visible, let store):
      members = ["organization_secret": .text(secret)]
      members["store"] = Self.stated(store)
      switch visible {
      case .all: members["visibility"] = "all"
      case .private: members["visibility"] = "private"
      case .selected(let names):
        members["visibility"] = "selected"
        members["repositories"] = JSONValue(names.map(\.text))
      }
    case .repository(let secret, let name, let store):
      members = ["repository_secret": .text(secret), "repository": .text(name.text)]
      members["store"] = Self.stated(store)
    case .environment(let secret, let name, let environment):
      members = [
        "environment_secret": .text(secret), "repository": .text(name.text),
        "environment": .text(environment.text),
      ]
    case .outside(let text): members = ["outside": .text(text)]
    }
    return .object(members)
  }

  /// The store of Actions is the default.
  private static func stated(_ store: SecretStore) -> JSONValue? {
    store == .actions ? nil : .text(store.rawValue)
  }
}

extension Grant {
  fileprivate var json: JSONValue {
    let target: JSONValue =
      switch on {
      case .package(let name): ["package": .text(name.text)]
      case .repository(let reference): ["repository": .text(reference.description)]
      case .organization(let name): ["organization": .text(name.text)]
      }
    return ["account": .text(account.text), "on": target, "role": .text(role)]
  }
}
