#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import OrganizationModel

/// Writes decisions as the JSON contract of decisions.md (`tokenbook.decisions/1`).
package struct DecisionsJSONRenderer: Sendable {
  package init() {}

  /// UTF-8 with the keys of entries sorted, one entry of each list on a line of its own: the same decisions give the same bytes, and a
  /// changed access is one changed line.
  package func render(_ decisions: OrganizationDecisions) throws -> [UInt8] {
    var document = DocumentWriter()
    document.write("schema", "tokenbook.decisions/1")
    document.write("organization", decisions.organization.name.text)
    document.write("as_of", decisions.day.description)
    document.write("profile", decisions.profile.rawValue)
    try document.write("assumptions", list: decisions.organization.assumptions) {
      AssumptionDTO(key: $0.key, value: $0.value)
    }
    try document.write("accesses", list: decisions.accesses) { AccessDTO($0) }
    try document.write("credentials", list: decisions.credentials) { CredentialDTO($0) }
    try document.write("grants", list: decisions.grants) { GrantDTO($0) }
    try document.write("questions", list: decisions.questions) { OpenQuestionDTO($0) }
    return document.finished
  }
}

/// Writes the outermost object, and encodes one entry at a time: a large organization's document is never in memory twice.
private struct DocumentWriter {
  private var bytes = Array("{".utf8)
  private let encoder: JSONEncoder

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// A name, a day, a word: nothing that JSON would escape.
  mutating func write(_ key: String, _ text: String) {
    begin(key)
    bytes += Array("\"\(text)\"".utf8)
  }

  mutating func write<Value>(_ key: String, list: [Value], _ entry: (Value) -> some Encodable) throws {
    begin(key)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in list.enumerated() {
      bytes += Array((index == 0 ? "\n  " : ",\n  ").utf8)
      bytes += Array(try encoder.encode(entry(value)))
    }
    bytes += Array("]".utf8)
  }

  private mutating func begin(_ key: String) {
    bytes += Array((bytes.count == 1 ? "\n\"\(key)\": " : ",\n\"\(key)\": ").utf8)
  }

  var finished: [UInt8] { bytes + Array("\n}\n".utf8) }
}

private struct AssumptionDTO: Encodable {
  var key: String
  var value: String
}

private struct AccessDTO: Encodable {
  var id: String
  var automation: String
  var need: NeedDTO
  var outcome: String
  var exception: Bool
  var credential: ChosenDTO?
  var preconditions: [PreconditionDTO]
  var side_effects: [SideEffectDTO]
  var options: [OptionDTO]
  var questions: [QuestionDTO]
  var unlocks: [UnlockDTO]
  var other_profile: OtherProfileDTO

  init(_ decision: Decision) {
    id = decision.id.description
    automation = decision.automation.description
    need = NeedDTO(decision.need)
    outcome = decision.outcome.rawValue
    exception = decision.exception != nil
    credential = decision.credential.map { ChosenDTO($0) }
    preconditions = decision.preconditions.map {
      PreconditionDTO(id: $0.id, text: $0.text, ui_only: $0.uiOnly)
    }
    side_effects = decision.sideEffects.map { SideEffectDTO(id: $0.id, text: $0.text) }
    options = decision.options.map { OptionDTO($0) }.sorted { $0.kind < $1.kind }
    questions = decision.questions.map { QuestionDTO($0) }
    unlocks = decision.unlocks.map { UnlockDTO(change: $0.change, gives: $0.gives.rawValue) }
    other_profile = OtherProfileDTO(decision.otherProfile)
  }

  private enum CodingKeys: CodingKey {
    case id, automation, need, outcome, exception, credential, preconditions, side_effects, options, questions
    case unlocks, other_profile
  }

  /// `credential` is null where there is none, not absent.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(automation, forKey: .automation)
    try container.encode(need, forKey: .need)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(exception, forKey: .exception)
    try container.encode(credential, forKey: .credential)
    try container.encode(preconditions, forKey: .preconditions)
    try container.encode(side_effects, forKey: .side_effects)
    try container.encode(options, forKey: .options)
    try container.encode(questions, forKey: .questions)
    try container.encode(unlocks, forKey: .unlocks)
    try container.encode(other_profile, forKey: .other_profile)
  }
}

private struct NeedDTO: Encodable {
  var verb: String
  var kind: String
  var target: String

  init(_ need: Need) {
    verb = need.verb.rawValue
    kind = need.verb.targetKind.rawValue
    target = need.target.description
  }
}

private struct ChosenDTO: Encodable {
  var kind: String
  @Nullable var holder: String?
  @Nullable var plan: String?
  var scopes: [String]
  var permissions: [String: String]

  init(_ credential: ChosenCredential) {
    kind = credential.kind.rawValue
    holder = credential.holder?.text
    plan = credential.plan
    scopes = credential.scopes
    permissions = credential.permissions.mapValues(\.rawValue)
  }
}

private struct PreconditionDTO: Encodable {
  var id: String
  var text: String
  var ui_only: Bool
}

private struct SideEffectDTO: Encodable {
  var id: String
  var text: String
}

private struct OptionDTO: Encodable {
  var kind: String
  var verdict: String
  var rules: [String]
  var facts: [String]
  var because: String

  init(_ option: Option) {
    kind = option.kind.rawValue
    verdict = option.verdict.rawValue
    rules = option.rules
    facts = option.facts
    because = option.because
  }
}

private struct QuestionDTO: Encodable {
  var id: String
  var ask: String
  var answer_at: String
  var `if`: [String: String]

  init(_ question: Question) {
    id = question.id
    ask = question.ask
    answer_at = question.answerAt
    `if` = Dictionary(
      question.answers.map { ($0.answer, $0.leadsTo) }, uniquingKeysWith: { first, _ in first })
  }
}

private struct OpenQuestionDTO: Encodable {
  var id: String
  var ask: String
  var answer_at: String
  var opens: Bool
  var accesses: [String]

  init(_ open: OpenQuestion) {
    id = open.question.id
    ask = open.question.ask
    answer_at = open.question.answerAt
    opens = open.question.opens
    accesses = open.accesses.map(\.description)
  }
}

private struct UnlockDTO: Encodable {
  var change: String
  var gives: String
}

private struct OtherProfileDTO: Encodable {
  var profile: String
  var outcome: String
  @Nullable var kind: String?

  init(_ answer: OtherProfileAnswer) {
    profile = answer.profile.rawValue
    outcome = answer.outcome.rawValue
    kind = answer.kind?.rawValue
  }
}

private struct CredentialDTO: Encodable {
  var id: String
  var kind: String
  @Nullable var holder: String?
  var holder_described: Bool
  var exists: Bool
  var scopes: [String]
  var permissions: [String: String]
  var repositories: [String]
  @Nullable var expires_in_days: Int?
  var secret_name: String
  var stored_in: [PlaceDTO]
  var serves: [String]

  init(_ plan: CredentialPlan) {
    id = plan.id
    kind = plan.kind.rawValue
    holder = plan.holder?.text
    holder_described = plan.holderDescribed
    exists = plan.existing != nil
    scopes = plan.scopes
    permissions = plan.permissions.mapValues(\.rawValue)
    repositories = plan.repositories.map(\.description)
    expires_in_days = plan.expiresInDays
    secret_name = plan.secretName
    stored_in = plan.storedIn.map { PlaceDTO($0) }
    serves = plan.serves.map(\.description)
  }
}

/// A place as the description writes one.
private struct PlaceDTO: Encodable {
  var organization_secret: String?
  var visibility: String?
  var repositories: [String]?
  var repository_secret: String?
  var environment_secret: String?
  var repository: String?
  var environment: String?
  var store: String?
  var outside: String?

  init(_ place: SecretPlace) {
    switch place {
    case .organization(let secret, let visible, let store):
      organization_secret = secret
      self.store = PlaceDTO.stated(store)
      switch visible {
      case .all: visibility = "all"
      case .private: visibility = "private"
      case .selected(let names): (visibility, repositories) = ("selected", names.map(\.text))
      }
    case .repository(let secret, let name, let store):
      (repository_secret, repository, self.store) = (secret, name.text, PlaceDTO.stated(store))
    case .environment(let secret, let name, let environment):
      (environment_secret, repository, self.environment) = (secret, name.text, environment.text)
    case .outside(let text): outside = text
    }
  }

  /// The store of Actions is the default.
  private static func stated(_ store: SecretStore) -> String? {
    store == .actions ? nil : store.rawValue
  }
}

private struct GrantDTO: Encodable {
  var account: String
  var on: [String: String]
  var role: String

  init(_ grant: Grant) {
    account = grant.account.text
    role = grant.role
    on =
      switch grant.on {
      case .package(let name): ["package": name.text]
      case .repository(let reference): ["repository": reference.description]
      case .organization(let name): ["organization": name.text]
      }
  }
}

/// Writes null where there is no value, instead of leaving the key out.
@propertyWrapper
private struct Nullable<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}
