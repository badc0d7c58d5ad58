internal import LocatedYAML
internal import SourceText

/// Turns the trees of a description into the model, follows every reference and records every default that it uses.
///
/// The shapes have been checked before: what does not fit is left out here without a word.
struct OrganizationReader {
  let description: Fields
  let declared: DeclaredNames
  let organization: Name
  let endpoints: EndpointLookup
  let services: ServiceLookup
  /// The id of the record or generic kind of each service, by its folded name.
  let serviceIDs: [String: String]
  var problems: Problems
  var assumptions: Set<Assumption> = []
  var nearest: [ReferenceKind: NearestMatch] = [:]
  /// How many more names may be compared with a reference that is unknown.
  var comparisonsLeft = 5_000_000
  /// Owners that references name, by folded name.
  var owners: [String: Name] = [:]
  /// Every access id, where `decisions:` asks for them.
  var accesses: Set<AccessID> = []
  /// The options of accesses to services, where `decisions:` asks for them; empty where nobody knows them.
  var serviceOptions: [AccessID: [String]] = [:]
  let wantsAccesses: Bool

  init(
    _ description: Fields, name: Name, endpoints: EndpointLookup, services: ServiceLookup, problems: Problems
  ) {
    self.services = services
    serviceIDs = Dictionary(
      description.fields("services").entries.map {
        ($0.key.text.lowercased(), $0.value["is"]?.textValue ?? $0.key.text.lowercased())
      }, uniquingKeysWith: { first, _ in first })
    self.description = description
    self.endpoints = endpoints
    self.organization = name
    self.declared = DeclaredNames(description)
    self.problems = problems
    self.wantsAccesses = description["decisions"] != nil
  }

  mutating func read() -> Organization {
    checkEntriesTwice()
    var result = Organization(name: organization)
    result.asOf = description["as_of"]?.dayValue
    result.note = description["note"]?.textValue
    result.platform = platform(description.fields("platform"))
    result.policy = policy(description.fields("policy"))
    readAccounts(&result)
    result.repositories = Entries(entries("repositories").map { repository($0.name, $0.entry) })
    result.packages = Entries(entries("packages").map { package($0.name, $0.entry) })
    result.consumers = Entries(entries("consumers").compactMap { consumer($0.name, $0.entry) })
    result.services = Entries(entries("services").map { service($0.name, $0.entry) })
    let credentials = entries("credentials").compactMap { credential($0.name, $0.entry) }
    result.credentials = Entries(withOtherUses(credentials, result))
    checkMakers(result.credentials)
    result.decisions = Entries(entries("decisions").map { decision($0.name, $0.entry) })
    result.facts = Entries(entries("facts").compactMap { fact($0.name, $0.entry) })
    result.ignoredFindings = ignoredFindings()
    result.outside = outside()
    result.assumptions = assumptions.sorted()
    Findings.report(result, &problems)
    return result
  }

  /// The value, or the default with a record of it.
  mutating func value<Value>(_ value: Value?, or standard: Value, _ key: String, _ text: String) -> Value {
    if let value { return value }
    assume(key, text)
    return standard
  }

  mutating func assume(_ key: String, _ value: String) {
    assumptions.insert(Assumption(key: key, value: value))
  }

  mutating func flag(_ node: YAMLNode?, _ key: String) -> Bool {
    value(node?.booleanValue, or: false, key, "false")
  }
}

// MARK: - Entries

extension OrganizationReader {
  typealias NamedEntry = (name: Name, entry: YAMLNode.Entry)

  /// The entries of a map of the top level, over all files, each name once.
  private mutating func entries(_ key: String) -> [NamedEntry] {
    entries(description.fields(key))
  }

  /// The entries of a map by name; a second of the same name is reported and left out.
  mutating func entries(_ fields: Fields) -> [NamedEntry] { entries(fields.entries) }

  mutating func entries(_ entries: [YAMLNode.Entry]) -> [NamedEntry] {
    var first = FirstPlaces<Name>(expected: entries.count)
    var result: [NamedEntry] = []
    result.reserveCapacity(entries.count)
    for entry in entries {
      let name = Name(entry.key.text)
      if let earlier = first.note(name, at: entry.key) {
        reportTwice(entry.key, earlier)
      } else {
        result.append((name, entry))
      }
    }
    return result
  }

  mutating func reportTwice(_ node: YAMLNode, _ first: YAMLNode) {
    let text = node.text
    let differs = text != first.text ? " (names compare without regard to case)" : ""
    problems.error(
      "duplicate-entry", "found `\(text)` twice\(differs)", at: node.range, help: "keep one of the two",
      related: [.init(message: "first written here", range: first.range)])
  }

  /// What stands in two files and is not read by entry: `as_of`, `note`, the keys of `platform` and `policy`.
  private mutating func checkEntriesTwice() {
    for key in ["as_of", "note"] {
      let values = description.all(key)
      for value in values.dropFirst() {
        reportTwice(keyOf(value, key) ?? value, keyOf(values[0], key) ?? values[0])
      }
    }
    for key in ["platform", "policy"] { _ = entries(key) }
  }

  private func keyOf(_ value: YAMLNode, _ key: String) -> YAMLNode? {
    description.entries.first { $0.key.text == key && $0.value.range == value.range }?.key
  }
}

/// Where each value of a list or map was first written. Most are short: those are searched without hashing.
struct FirstPlaces<Value: Hashable> {
  private var short: [(value: Value, node: YAMLNode)] = []
  private var long: [Value: YAMLNode] = [:]
  private let isLong: Bool

  init(expected count: Int) {
    isLong = count > 16
    if isLong { long.reserveCapacity(count) }
  }

  /// Notes a value; the place of the first where there was one before.
  mutating func note(_ value: Value, at node: YAMLNode) -> YAMLNode? {
    let earlier = isLong ? long[value] : short.first { $0.value == value }?.node
    if earlier != nil { return earlier }
    if isLong { long[value] = node } else { short.append((value, node)) }
    return nil
  }
}
