import LocatedYAML
import OrganizationModel
package import SourceText

/// A file of `catalog/services`: one record, or what is wrong with it, each with its place.
package struct ServiceFile {
  /// Nil where anything is wrong: what a wrong record means can't be told.
  package private(set) var record: ServiceRecord?
  package private(set) var diagnostics: [Diagnostic] = []
  /// The snippets that its steps name, with their places.
  package private(set) var snippets: [(name: String, place: SourceRange)] = []
  /// The questions that nothing in the file uses: its snippets have to.
  package private(set) var unused: [ServiceAsk] = []

  /// - Parameter name: of the file, without its ending: the id that the record must have.
  package init(_ file: SourceFile, as id: SourceFileID, named name: String) {
    let reading = YAMLParser.parse(file, as: id, expecting: "a service")
    diagnostics = reading.diagnostics
    guard let root = reading.document?.root else { return }
    diagnostics += ServiceShape.record.problems(of: root)
    if diagnostics.hasErrors { return }
    var reader = ServiceReader(root)
    let record = reader.read(named: name)
    diagnostics += reader.diagnostics
    snippets = reader.snippets
    unused = reader.unused
    if !diagnostics.hasErrors { self.record = record }
  }
}

extension ServiceFile {
  /// What is wrong of the record together with the snippets that its steps name.
  ///
  /// - Parameter known: every snippet, by name.
  package func problems(knowing known: [String: ServiceSnippet]) -> [Diagnostic] {
    let found = snippets.compactMap { known[$0.name] }
    let inSnippets = Set(found.flatMap { ServicePlaceholder.names(in: $0.text).map(\.name) })
    // Who answers a question wants it to count.
    let idle = unused.filter { !inSnippets.contains($0.key) }.map { ask in
      Diagnostic(
        "unused-question", "found the question `\(ask.key)`, which no condition and no text uses",
        at: ask.range,
        help: "use it, or remove it")
    }
    let missing = snippets.filter { known[$0.name] == nil }.map { name, place in
      let near = NearestMatch.match(name, among: known.keys.sorted())
      return Diagnostic(
        "unknown-snippet", "found the unknown snippet `\(name)`", at: place,
        help: near.map { "did you mean `\($0)`?" } ?? "add the file to `services/snippets`")
    }
    guard let record else { return idle + missing }
    let placeholders = ServicePlaceholder.allCases.map(\.rawValue) + record.asks.map(\.key)
    let open = snippets.flatMap { name, place in
      let names = known[name].map { ServicePlaceholder.names(in: $0.text).map(\.name) } ?? []
      return Set(names).subtracting(placeholders).sorted().map { placeholder in
        Diagnostic(
          "unknown-placeholder", "found the unknown placeholder `{\(placeholder)}` in the snippet `\(name)`",
          at: place,
          help: NearestMatch.match(placeholder, among: placeholders).map { "did you mean `{\($0)}`?" }
            ?? "write what a reader has to fill in in capitals, `\(placeholder.uppercased())`")
      }
    }
    return idle + missing + open
  }
}

/// Makes a record of a tree that has the shape of one, and reports what a shape can't tell.
struct ServiceReader {
  private let root: YAMLNode
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var snippets: [(name: String, place: SourceRange)] = []
  private(set) var unused: [ServiceAsk] = []
  private var parser = ServiceConditionParser(asks: [:], needs: [], facts: [])
  private var service = ""
  private var facts: [ServiceFact] = []
  /// The keys of `asks` that something looks at.
  private var used: Set<String> = []

  init(_ root: YAMLNode) { self.root = root }

  mutating func read(named name: String) -> ServiceRecord {
    service = root.string("service")
    checkName(name)
    let checked = root["checked"]?.dayValue ?? Day(number: 0)
    let asks = root.list("asks").map { self.ask($0) }
    let needs = root.list("needs").compactMap { self.need($0) }
    facts = root.list("facts").map { self.fact($0, checked) }
    parser = ServiceConditionParser(
      asks: Dictionary(asks.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }),
      needs: needs.map(\.name), facts: Set(facts.map(\.id)))
    checkFacts()
    let recognition = self.recognition(root["recognition"])
    let missing = root.elements("not_offered").map { self.missing($0) }
    let options = self.options()
    checkOptions(options, needs)
    let examples = root.elements("examples").map { self.example($0) }
    checkExamples(examples, options)
    checkUse(of: asks)
    return ServiceRecord(
      id: service, title: root.string("title"), home: root.string("home"), checked: checked,
      recheckAfter: root["recheck_after"]?.daysValue ?? Days(90),
      isGeneric: root["generic"]?.booleanValue ?? false, asks: asks, needs: needs,
      recognition: recognition, facts: facts, notOffered: missing, options: options, examples: examples,
      range: root["service"]?.range ?? root.range)
  }

  private mutating func report(
    _ id: String, _ message: String, at place: SourceRange?, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(id, message, at: place, help: help))
  }

  // MARK: The record

  private mutating func checkName(_ name: String) {
    if service == name { return }
    report(
      "bad-name", "found the service `\(service)` in the file `\(name).yaml`",
      at: root["service"]?.range, help: "give both the same name")
  }

  private mutating func ask(_ entry: YAMLNode.Entry) -> ServiceAsk {
    let node = entry.value
    let choices = node.texts("choices")
    let form: ServiceAsk.Form
    switch node.string("is") {
    case "choice": form = .choice(choices)
    case "boolean": form = .boolean
    case "list": form = .list
    case "accounts": form = .accounts
    default: form = .text
    }
    let ask = ServiceAsk(
      key: entry.key.text, form: form, ask: node.optional("ask"), standard: node.optional("default"),
      range: entry.key.range)
    if node.string("is") == "choice", choices.count < 2 {
      report("missing-key", "found no `choices` in a question with `is: choice`", at: entry.key.range)
    }
    if !ask.words.isEmpty, ask.ask == nil {
      report(
        "missing-key", "found no `ask` in the question `\(ask.key)`", at: entry.key.range,
        help: "write the question, as a sentence")
    }
    if let standard = ask.standard, !ask.words.isEmpty, !ask.words.contains(standard) {
      report(
        "unknown-value", "found the default `\(standard)`, which isn't an answer", at: node["default"]?.range)
    }
    if ServicePlaceholder(rawValue: ask.key) != nil {
      report(
        "bad-name", "found the key `\(ask.key)`, which is a placeholder of every record", at: entry.key.range,
        help: "choose another name")
    }
    return ask
  }

  private mutating func need(_ entry: YAMLNode.Entry) -> ServiceNeed? {
    let words = entry.key.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, let verb = ServiceVerb(rawValue: words[0]),
      words[1].utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }), !words[1].isEmpty
    else {
      let near = NearestMatch.match(words[0], among: ServiceVerb.allCases.map(\.rawValue))
      report(
        "unknown-verb", "found the need `\(entry.key.text)`, expected `VERB KIND`", at: entry.key.range,
        help: near.map { "did you mean `\($0)`?" }
          ?? "verbs: " + ServiceVerb.allCases.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    return ServiceNeed(
      verb: verb, kind: words[1], target: entry.value.string("target"),
      asksWhetherItExists: entry.value["asks"] != nil, range: entry.key.range)
  }

  // MARK: Facts

  private func fact(_ entry: YAMLNode.Entry, _ checked: Day) -> ServiceFact {
    let node = entry.value
    let confidence = node["confidence"]?.choice(ServiceFact.Confidence.self) ?? .documented
    let periods: [ServiceFact.Period]
    if let always = node["holds"]?.booleanValue {
      periods = always ? [.init(from: nil, until: nil, confidence: confidence)] : []
    } else {
      periods = node.elements("holds").map {
        .init(
          from: $0["from"]?.dayValue, until: $0["until"]?.dayValue,
          confidence: $0["confidence"]?.choice(ServiceFact.Confidence.self) ?? .assumed)
      }
    }
    return ServiceFact(
      id: entry.key.text, periods: periods, confidence: confidence, says: node.string("says"),
      otherwise: node.string("otherwise"), sources: node.texts("sources"),
      checked: node["checked"]?.dayValue ?? checked, range: entry.key.range)
  }

  private mutating func checkFacts() {
    for fact in facts {
      if !fact.id.hasPrefix("\(service)-") {
        report(
          "bad-name", "found the fact `\(fact.id)`, expected an id that begins with `\(service)-`",
          at: fact.range, help: "write `\(service)-\(fact.id)`")
      }
      if fact.sources.isEmpty {
        report(
          "missing-source", "found no source of the fact `\(fact.id)`", at: fact.range,
          help: "write the address where it is stated")
      }
      for period in fact.periods {
        if let from = period.from, let until = period.until, until <= from {
          report(
            "bad-period", "found a period of `\(fact.id)` that ends on \(until), before it begins",
            at: fact.range)
        }
      }
    }
  }

  private mutating func missing(_ node: YAMLNode) -> ServiceRecord.MissingRung {
    let rung = node["class"]?.choice(Rung.self) ?? .anonymous
    let fact = node.optional("fact")
    var because = node.optional("because")
    if let fact {
      guard let known = self.facts.first(where: { $0.id == fact }) else {
        reportUnknownFact(fact, at: node["fact"]?.range)
        return .init(rung: rung, because: "", fact: nil)
      }
      because = because ?? Self.clause(known.otherwise)
    } else if because == nil {
      report(
        "missing-key", "found no `fact` and no `because` in a rung that isn't offered", at: node.range,
        help: "say why the service doesn't have it")
    }
    return .init(rung: rung, because: because ?? "", fact: fact)
  }

  private mutating func reportUnknownFact(_ id: String, at place: SourceRange?) {
    let near = NearestMatch.match(id, among: facts.map(\.id))
    report(
      "unknown-fact", "found the unknown fact `\(id)`", at: place,
      help: near.map { "did you mean `\($0)`?" } ?? "write it under `facts` of this record")
  }

  /// A sentence without its full stop, as it stands behind others.
  private static func clause(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  // MARK: Conditions and texts

  private mutating func condition(_ node: YAMLNode) -> ServiceCondition {
    ServiceCondition(when: atoms(node["when"]), unless: atoms(node["unless"]))
  }

  private mutating func atoms(_ node: YAMLNode?) -> [ServiceCondition.Atom] {
    guard let node else { return [] }
    let parts = node.kind == .sequence ? Array(node.elements) : [node]
    return parts.compactMap { part in
      switch parser.parse(part.text) {
      case .success(let atom):
        if case .circumstance(let circumstance) = atom, case .asked(let key) = circumstance.subject {
          used.insert(key)
        }
        return atom
      case .failure(let problem):
        report("unknown-condition", problem.message, at: part.range, help: problem.help)
        return nil
      }
    }
  }

  /// Each placeholder of a text is one that can be filled in.
  private mutating func checkPlaceholders(_ node: YAMLNode?) {
    guard let node, node.kind == .scalar else { return }
    let known = ServicePlaceholder.allCases.map(\.rawValue) + parser.asks.keys.sorted()
    for (name, range) in ServicePlaceholder.names(in: node.text) {
      if known.contains(name) {
        used.insert(name)
        continue
      }
      let near = NearestMatch.match(name, among: known)
      report(
        "unknown-placeholder", "found the unknown placeholder `{\(name)}`", at: node.range(of: range),
        help: near.map { "did you mean `{\($0)}`?" }
          ?? "write what a reader has to fill in in capitals, `\(name.uppercased())`")
    }
  }

  private mutating func checkPlaceholders(in node: YAMLNode, _ keys: [String]) {
    for key in keys { checkPlaceholders(node[key]) }
  }

  // MARK: Options

  private mutating func options() -> [ServiceOption] {
    let steps = self.allSteps()
    return root.elements("options").map { node in
      let id = node.string("id")
      let stored = node["stored"].flatMap { $0.kind == .mapping ? $0 : nil }
      checkPlaceholders(node["title"])
      return ServiceOption(
        id: id, rung: node["class"]?.choice(Rung.self) ?? .personal, title: node.string("title"),
        serves: node.texts("serves"), through: node.texts("through"),
        strikes: node.elements("struck").enumerated().map { strike($1, of: id, $0 + 1) },
        makeSure: node.elements("make_sure").enumerated().map {
          remark($1, "\(service)-\(id)-sure-\($0 + 1)")
        },
        sideEffects: node.elements("side_effects").enumerated().map {
          remark($1, "\(service)-\(id)-effect-\($0 + 1)")
        },
        workflow: node["workflow"].map { workflow($0) }, token: node["token"].map { token($0) },
        stored: stored.map { node in
          .init(
            secret: node.string("secret"),
            beside: node.list("beside").map {
              .init(
                name: $0.key.text, store: $0.value.choice(ServiceOption.WorkflowChange.Store.self) ?? .vars)
            })
        },
        steps: steps[id] ?? ServiceSteps(), range: node["id"]?.range ?? node.range)
    }
  }

  private mutating func strike(_ node: YAMLNode, of option: String, _ number: Int) -> ServiceOption.Strike {
    let condition = self.condition(node)
    let said = node.optional("because")
    checkPlaceholders(in: node, ["because", "instead"])
    checkGives(node)
    if condition.isAlways {
      report(
        "missing-key", "found no `when` and no `unless` in what rules an option out", at: node.range,
        help: "an option that is always ruled out belongs under `not_offered`")
    }
    let reason = said ?? reason(of: condition)
    if reason == nil {
      report(
        "missing-key", "found no fact and no `because` in what rules an option out", at: node.range,
        help: "write `because` with the reason, or `unless: fact ID`")
    }
    return .init(
      id: "\(service)-\(option)-\(number)", condition: condition, because: reason ?? "",
      instead: node.optional("instead"), gives: node.optional("gives"), range: node.range)
  }

  /// Only an option of this record can be what one gets.
  private mutating func checkGives(_ node: YAMLNode) {
    guard let gives = node["gives"] else { return }
    let known = root.elements("options").map { $0.string("id") }
    if known.contains(gives.text) { return }
    report(
      "unknown-option", "found the unknown option `\(gives.text)`", at: gives.range,
      help: NearestMatch.match(gives.text, among: known).map { "did you mean `\($0)`?" }
        ?? "options: " + known.joined(separator: ", "))
  }

  /// What the first fact says that the condition hangs on.
  private func reason(of condition: ServiceCondition) -> String? {
    func fact(_ atoms: [ServiceCondition.Atom]) -> ServiceFact? {
      atoms.lazy.compactMap { atom in
        if case .fact(let id) = atom { facts.first { $0.id == id } } else { nil }
      }.first
    }
    if let exempt = fact(condition.unless) { return Self.clause(exempt.otherwise) }
    return fact(condition.when).map { Self.clause($0.says) }
  }

  private mutating func remark(_ node: YAMLNode, _ id: String) -> ServiceOption.Remark {
    checkPlaceholders(in: node, ["text", "if_unknown"])
    return .init(
      id: id, condition: condition(node), text: node.string("text"), ifUnknown: node.optional("if_unknown"),
      isWarning: node["warning"]?.booleanValue ?? false)
  }

  private func workflow(_ node: YAMLNode) -> ServiceOption.WorkflowChange {
    .init(
      permissions: node.list("permissions").map { ($0.key.text, $0.value.text) },
      environment: node["environment"]?.choice(ServiceOption.WorkflowChange.Environment.self),
      removes: node.texts("removes"),
      values: node.list("values").map {
        ($0.key.text, $0.value.choice(ServiceOption.WorkflowChange.Store.self) ?? .vars)
      })
  }

  private mutating func token(_ node: YAMLNode) -> ServiceOption.Token {
    checkPlaceholders(in: node, ["scopes", "last_use", "admin", "plan"])
    let expires = node["expires"]
    if let need = expires?["for"], !parser.needs.contains(need.text) { reportUnknownNeed(need) }
    return .init(
      scopes: node.optional("scopes"), expiresAfter: expires?["at_most"]?.daysValue,
      expiresFor: expires?.optional("for"), neverExpires: expires?["never"]?.booleanValue ?? false,
      rotateEvery: expires?["rotate_every"]?.daysValue, overlaps: node["overlap"]?.booleanValue,
      lastUse: node.optional("last_use"), admin: node.optional("admin"), plan: node.optional("plan"))
  }

  private mutating func reportUnknownNeed(_ node: YAMLNode) {
    let near = NearestMatch.match(node.text, among: parser.needs)
    report(
      "unknown-need", "found the unknown need `\(node.text)`", at: node.range,
      help: near.map { "did you mean `\($0)`?" } ?? "needs: " + parser.needs.joined(separator: ", "))
  }

  /// What must be so of the options together.
  private mutating func checkOptions(_ options: [ServiceOption], _ needs: [ServiceNeed]) {
    for (option, node) in zip(options, root.elements("options")) {
      if options.first(where: { $0.id == option.id })?.range != option.range {
        report(
          "duplicate-key", "found the option `\(option.id)` twice", at: option.range,
          help: "keep one of the two")
      }
      for need in node["serves"].map({ Array($0.elements) }) ?? [] where !parser.needs.contains(need.text) {
        reportUnknownNeed(need)
      }
      checkStoring(option, node)
      if option.rung == .through, option.through.isEmpty {
        report("missing-key", "found no `through` in an option of the class `through`", at: option.range)
      }
    }
    for need in needs { checkRungs(options.filter { $0.serves.contains(need.name) }, need) }
  }

  private mutating func checkStoring(_ option: ServiceOption, _ node: YAMLNode) {
    let isStored = option.rung.isStored && option.rung != .personal
    if isStored, option.stored == nil {
      report(
        "missing-key", "found no secret under `stored` in the option `\(option.id)`", at: option.range,
        help: "write `stored: {secret: NAME}` with the usual name")
    }
    if !option.rung.isStored, option.stored != nil {
      report(
        "unknown-value", "found a stored value in an option of the class `\(option.rung.rawValue)`",
        at: node["stored"]?.range, help: "write `stored: nothing`")
    }
  }

  private mutating func checkRungs(_ options: [ServiceOption], _ need: ServiceNeed) {
    for rung in Rung.allCases {
      let same = options.filter { $0.rung == rung }
      if same.count > 1 {
        report(
          "duplicate-key", "found the class `\(rung.rawValue)` twice for the need `\(need.name)`",
          at: same[1].range, help: "keep one option of each class for a need")
      }
    }
    if !options.contains(where: { $0.rung == .personal }) {
      report(
        "missing-key", "found no option of the class `personal` for the need `\(need.name)`", at: need.range,
        help: "add what a person's own credential is there; it is always ruled out")
    }
  }

  // MARK: Steps

  private mutating func allSteps() -> [String: ServiceSteps] {
    let ids = root.elements("options").map { $0.string("id") }
    var read: [String: ServiceSteps] = [:]
    let entries = root.list("steps")
    for entry in entries where entry.value["like"] == nil {
      read[entry.key.text] = steps(entry)
    }
    for entry in entries {
      if !ids.contains(entry.key.text) {
        let near = NearestMatch.match(entry.key.text, among: ids)
        report(
          "unknown-option", "found steps of the unknown option `\(entry.key.text)`", at: entry.key.range,
          help: near.map { "did you mean `\($0)`?" } ?? "options: " + ids.joined(separator: ", "))
      }
      guard let like = entry.value["like"] else { continue }
      guard let same = read[like.text] else {
        report(
          "unknown-option", "found no steps of the option `\(like.text)` to repeat", at: like.range,
          help: "name an option with steps of its own")
        continue
      }
      read[entry.key.text] = same
    }
    for node in root.elements("options") where !entries.contains(where: { $0.key.text == node.string("id") })
    {
      report(
        "missing-key", "found no steps of the option `\(node.string("id"))`", at: node["id"]?.range,
        help: "write them under `steps`")
    }
    return read
  }

  private mutating func steps(_ entry: YAMLNode.Entry) -> ServiceSteps {
    let node = entry.value
    let option = root.elements("options").first { $0.string("id") == entry.key.text }
    let isPersonal = option?["class"]?.text == Rung.personal.rawValue
    // Nobody sets up or replaces what is always ruled out.
    let wanted = ["verify", "revoke", "last_use"] + (isPersonal ? [] : ["setup", "rotate"])
    let missing = wanted.filter { node[$0] == nil }
    if !missing.isEmpty {
      report(
        "missing-key",
        "found \(missing.map { "no `\($0)`" }.joined(separator: ", ")) in the steps of `\(entry.key.text)`",
        at: entry.key.range, help: "add them; `none` if there is nothing to do")
    }
    let isStored = option?["class"]?.choice(Rung.self)?.isStored ?? false
    if isStored, let revoke = node["revoke"], revoke.kind == .scalar || revoke.count == 0 {
      report(
        "missing-key", "found no step that ends `\(entry.key.text)`, which is stored", at: revoke.range,
        help: "say how it is ended, or who must know")
    }
    var steps = ServiceSteps()
    steps.setup = node.elements("setup").map { step($0, of: "setup") }
    steps.positive = proof(node["verify"]?["positive"])
    steps.negative = proof(node["verify"]?["negative"])
    steps.rotation = node["rotate"].flatMap { $0.kind == .mapping ? rotation($0) : nil }
    steps.revoke = node.elements("revoke").map { step($0, of: "revoke") }
    steps.lastUse = lastUse(node["last_use"])
    return steps
  }

  /// A proof without steps, or without what one should see, proves nothing.
  private mutating func proof(_ node: YAMLNode?) -> [ServiceStep] {
    guard let node else { return [] }
    let parts = node.kind == .sequence ? Array(node.elements) : [node]
    if parts.isEmpty {
      report("missing-key", "found no step in a proof", at: node.range, help: "write at least one")
    }
    for part in parts where part["expect"] == nil {
      report(
        "missing-key", "found no `expect` in a proof", at: part.range, help: "say what one should see")
    }
    return parts.map { step($0, of: "verify") }
  }

  private mutating func rotation(_ node: YAMLNode) -> ServiceSteps.Rotation {
    .init(
      overlaps: node["overlap"]?.booleanValue ?? false, order: node.texts("order"),
      steps: node.elements("steps").map { step($0, of: "rotate") })
  }

  private mutating func lastUse(_ node: YAMLNode?) -> ServiceStep? {
    guard let node, node.text != "none" else { return nil }
    return step(node, of: "last_use")
  }

  /// - Parameter part: of the steps, `setup`.
  private mutating func step(_ node: YAMLNode, of part: String) -> ServiceStep {
    let isText = node.kind == .scalar
    let actions = ["where", "run", "do", "edit"]
    if !isText, actions.allSatisfy({ node[$0] == nil }) {
      report(
        "missing-key", "found no `where`, `run`, `do` or `edit` in a step", at: node.range,
        help: "say what to do")
    }
    if part == "setup", node["who"] == nil {
      report(
        "missing-key", "found no `who` in a step of the setup", at: node.range,
        help: "write `repository`, `holder`, or who does it")
    }
    if isText { checkPlaceholders(node) }
    checkPlaceholders(
      in: node,
      actions + ["who", "then", "file", "expect", "otherwise", "evidence", "note", "effect", "undo", "wait"])
    if let place = node["where"], place.text.hasPrefix("…") {
      report(
        "relative-place", "found a place that begins with `…`", at: place.range,
        help: "name the whole way, because each step is read by itself")
    }
    for field in node.list("enter") { checkPlaceholders(field.value) }
    if let snippet = node["snippet"] { snippets.append((snippet.text, snippet.range)) }
    if let once = node["once"] {
      used.insert(once.text)
      if parser.asks[once.text] == nil {
        report("unknown-value", "found the unknown key `\(once.text)` of `asks`", at: once.range)
      }
    }
    return ServiceStep(
      place: isText ? node.text : node.optional("where"), run: node.optional("run"), do: node.optional("do"),
      edit: node.optional("edit"), who: node.optional("who") ?? ServiceStep.repository,
      once: node.optional("once"), condition: condition(node),
      enter: node.list("enter").map { .init(label: $0.key.text, value: $0.value.text) },
      then: node.optional("then"), file: node.optional("file"), snippet: node.optional("snippet"),
      isInJob: node["in"] != nil, expect: node.optional("expect"), otherwise: node.optional("otherwise"),
      isAfterVerifying: node["after"] != nil, evidence: node.optional("evidence"),
      note: node.optional("note"),
      effect: node.optional("effect"), undo: node.optional("undo"), wait: node.optional("wait"),
      source: node.optional("source"),
      range: node.range)
  }

  // MARK: Examples

  private mutating func example(_ node: YAMLNode) -> ServiceExample {
    var values: [ServiceSubject: String] = [:]
    for entry in node.entries {
      guard let subject = subject(entry) else { continue }
      values[subject] = entry.value.text
    }
    let needs = root.list("needs").map(\.key.text)
    var need = node.optional("need") ?? ""
    if let named = node["need"] {
      if !needs.contains(named.text) { reportUnknownNeed(named) }
    } else if needs.count == 1 {
      need = needs[0]
    } else {
      report("missing-key", "found no `need` in an example", at: node.range, help: "name one of the needs")
    }
    if node["gives"] == nil {
      report(
        "missing-key", "found no `gives` in an example", at: node.range, help: "write the id of an option")
    }
    if let day = node["as_of"], day.dayValue == nil {
      report("no-such-day", "found `\(day.text)`, expected a day such as `2026-11-30`", at: day.range)
    }
    return ServiceExample(
      values: values, need: need, day: node["as_of"]?.dayValue, gives: node.string("gives"),
      unlock: node.optional("unlock"), range: node.range)
  }

  /// The circumstance that a key of an example is about; nil for its other keys, and for one that is wrong.
  private mutating func subject(_ entry: YAMLNode.Entry) -> ServiceSubject? {
    let subject: ServiceSubject
    var domain = ServiceSubject.booleans
    switch entry.key.text {
    case "need", "gives", "unlock", "as_of", "note": return nil
    case "consumer": (subject, domain) = (.consumer, [ServiceSubject.actions] + ServiceSubject.outside)
    case "runner": (subject, domain) = (.runner, ["hosted", "own"])
    case "repository": (subject, domain) = (.visibility, Visibility.allCases.map(\.rawValue))
    case "platform": (subject, domain) = (.platform, Platform.Product.allCases.map(\.rawValue))
    case "called": subject = .called
    case "pull_requests": subject = .pullRequests
    case "forks": subject = .forks
    case "dependabot": subject = .dependabot
    case "environment": subject = .environment
    case "exists": subject = .target
    case "account_described": subject = .account
    case let key where key.hasPrefix("older_than_"):
      guard let day = Day(String(key.dropFirst("older_than_".count))) else { return unknownKey(entry) }
      subject = .olderThan(day)
    case let key:
      guard let ask = parser.asks[key] else { return unknownKey(entry) }
      subject = .asked(key)
      domain = ask.words.isEmpty ? ["given", "missing"] : ask.words
    }
    // What an example leaves open on purpose.
    if domain.contains(entry.value.text) || entry.value.text == "unknown" { return subject }
    report(
      "unknown-value",
      "found `\(entry.value.text)` in an example, expected one of "
        + domain.map { "`\($0)`" }.joined(separator: ", "), at: entry.value.range,
      help: NearestMatch.match(entry.value.text, among: domain).map { "did you mean `\($0)`?" })
    return nil
  }

  private mutating func unknownKey(_ entry: YAMLNode.Entry) -> ServiceSubject? {
    let keys =
      [
        "need", "gives", "unlock", "as_of", "consumer", "runner", "repository", "platform", "called",
        "pull_requests", "forks", "dependabot", "environment", "exists", "account_described",
      ] + parser.asks.keys.sorted()
    let near = NearestMatch.match(entry.key.text, among: keys)
    report(
      "unknown-key", "found the unknown key `\(entry.key.text)` in an example", at: entry.key.range,
      help: near.map { "did you mean `\($0)`?" } ?? "use one of: " + keys.joined(separator: ", "))
    return nil
  }

  private mutating func checkExamples(_ examples: [ServiceExample], _ options: [ServiceOption]) {
    let known = options.map(\.id) + [ServiceExample.impossible, ServiceExample.open]
    for (example, node) in zip(examples, root.elements("examples")) where !known.contains(example.gives) {
      let near = NearestMatch.match(example.gives, among: known)
      report(
        "unknown-option", "found the unknown option `\(example.gives)` in an example",
        at: node["gives"]?.range ?? example.range,
        help: near.map { "did you mean `\($0)`?" } ?? "options: " + known.joined(separator: ", "))
    }
    for option in options
    where option.rung != .personal && !examples.contains(where: { $0.gives == option.id }) {
      report(
        "missing-example", "found no example that gives the option `\(option.id)`", at: option.range,
        help: "add one under `examples`")
    }
  }

  /// The questions that no condition and no text of the record uses; a snippet may.
  private mutating func checkUse(of asks: [ServiceAsk]) {
    unused = asks.filter { !used.contains($0.key) && $0.form != .accounts }
  }
}

// MARK: - Recognition

extension ServiceReader {
  private mutating func recognition(_ node: YAMLNode?) -> ServiceRecognition {
    guard let node else {
      return ServiceRecognition(
        hosts: [], actions: [], commands: [], variables: .none, names: [], tokens: [], exceptions: [])
    }
    var actions: [ServiceRecognition.Action] = []
    for entry in node.list("actions") {
      let parts = entry.value.kind == .sequence ? Array(entry.value.elements) : [entry.value]
      actions += parts.map { action(entry.key, $0) }
    }
    let exceptions = node["not_when"].map { $0.kind == .sequence ? Array($0.elements) : [$0] } ?? []
    return ServiceRecognition(
      hosts: node.texts("hosts"), actions: actions, commands: node.elements("commands").map { command($0) },
      variables: names(node["variables"]), names: node.texts("names"),
      tokens: node.elements("tokens").map {
        .init(
          prefix: $0.string("prefix"), length: $0.optional("length").flatMap { Int($0) },
          of: $0.optional("of") ?? "")
      },
      exceptions: exceptions.map {
        .init(
          variable: $0.optional("variable"), flag: $0.optional("flag"),
          matches: $0.texts("matches"), then: $0.optional("then"))
      })
  }

  private func names(_ node: YAMLNode?) -> ServiceRecognition.Names {
    guard let node else { return .none }
    if node.kind == .sequence { return .init(secrets: node.elements.map(\.text), identifiers: []) }
    return .init(secrets: node.texts("secrets"), identifiers: node.texts("identifiers"))
  }

  private mutating func action(_ key: YAMLNode, _ node: YAMLNode) -> ServiceRecognition.Action {
    checkNeed(node["need"])
    let name = key.text
    if name != name.lowercased() || !name.contains("/") {
      report(
        "bad-name", "found `\(name)`, expected an action such as `docker/login-action`", at: key.range,
        help: "write owner, repository and folder in lower case")
    }
    let parts = name.split(separator: "/")
    if let source = node["source"], parts.count >= 2,
      !source.text.lowercased().hasPrefix("https://github.com/\(parts[0])/\(parts[1])".lowercased())
    {
      report(
        "bad-source", "found a source of the action `\(name)` in another repository", at: source.range,
        help: "read the action's own file, or leave `source` out")
    }
    let federated = node["federated_when"]
    let given = federated?.oneOrMore("given").map { ServiceRecognition.InputTest.given($0) } ?? []
    let missing = federated?.oneOrMore("missing").map { ServiceRecognition.InputTest.missing($0) } ?? []
    let word = federated?.optional("input").map {
      ServiceRecognition.InputTest.equal($0, federated?.string("is") ?? "")
    }
    return .init(
      name: name, inputs: .init(secrets: node.texts("secrets"), identifiers: node.texts("identifiers")),
      variables: names(node["variables"]), need: node.optional("need"),
      host: node["when"].map {
        .init(
          input: $0.string("input"), matches: $0.texts("matches"),
          orMissing: $0["or_missing"]?.booleanValue ?? false)
      }, elsewhere: elsewhere(node["elsewhere"]), federated: given + missing + [word].compactMap(\.self),
      both: node["both"]?.choice(ServiceRecognition.Winner.self), source: node.optional("source"),
      range: key.range)
  }

  private mutating func command(_ node: YAMLNode) -> ServiceRecognition.Command {
    checkNeed(node["need"])
    return .init(
      run: node.texts("run"), variables: names(node["variables"]), need: node.optional("need"),
      elsewhere: elsewhere(node["elsewhere"]),
      confidence: node["confidence"]?.choice(ServiceRecognition.Confidence.self) ?? .medium,
      range: node.range)
  }

  private func elsewhere(_ node: YAMLNode?) -> ServiceRecognition.Elsewhere {
    guard let node else { return .nothing }
    return .init(
      inputs: node.oneOrMore("input"), flags: node.texts("flags"), variables: node.texts("variables"),
      setup: node.list("setup").map { .init(action: $0.key.text, input: $0.value.text) })
  }

  private mutating func checkNeed(_ node: YAMLNode?) {
    if let node, !parser.needs.contains(node.text) { reportUnknownNeed(node) }
  }
}

// MARK: - Nodes

extension YAMLNode {
  /// The text of a key; empty where it isn't there.
  fileprivate func string(_ key: String) -> String { self[key]?.text ?? "" }
  fileprivate func optional(_ key: String) -> String? { self[key]?.textValue }
  /// The entries of a mapping below a key.
  fileprivate func list(_ key: String) -> [Entry] { self[key].map { Array($0.entries) } ?? [] }
  fileprivate func elements(_ key: String) -> [YAMLNode] { self[key].map { Array($0.elements) } ?? [] }
  fileprivate func texts(_ key: String) -> [String] { elements(key).map(\.text) }
  /// Of one text, or of a list.
  fileprivate func oneOrMore(_ key: String) -> [String] {
    guard let node = self[key] else { return [] }
    return node.kind == .sequence ? node.elements.map(\.text) : [node.text]
  }
}
