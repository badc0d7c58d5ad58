internal import Catalog
internal import Services
internal import SourceText

// MARK: - Whose a secret is

/// By the records of services: by inputs of actions, commands and the variables that they read, variables of tools, and
/// hosts. Where two services are as likely, none is told.
extension UseReader {
  private var index: ServiceIndex { catalog.serviceIndex }

  private mutating func note(
    _ source: CredentialSource, _ service: RecognizedService, at range: SourceRange
  ) {
    guard source.secretName != nil else { return }
    result.services.append(
      RecognizedSecret(
        credential: source, service: service, job: state.job.isEmpty ? nil : state.job, step: state.step,
        environment: state.environment, range: range, calls: calls))
  }

  private mutating func note(_ text: WorkflowText, _ service: RecognizedService?, _ scope: UseScope) {
    guard let service else { return }
    for (source, offsets) in scope.credentials(in: text) {
      note(source, service, at: text.range(of: offsets))
    }
  }

  // MARK: Actions

  mutating func noteServices(
    ofInputs use: ActionUse, _ name: String, _ action: KnownAction?, _ scope: UseScope
  ) {
    let own = ownName(use)
    let (name, action) = (own ?? name, action ?? own.flatMap { catalog.actions[$0] })
    for input in use.inputs where !input.value.expressions.isEmpty {
      let taken = taken(by: action?.input(input.name), use, scope)
      let found = service(ofInput: input.name, of: use, name, scope)
      note(input.value, found ?? service(taken) ?? service(ofLogin: taken, of: use, scope), scope)
      noteHosts(in: input.value, scope)
    }
  }

  /// The name by which others use an action of this repository: `acme/deploy` for `./` there.
  private func ownName(_ use: ActionUse) -> String? {
    guard case .local(let folder) = use.target, !tree.owner.isEmpty else { return nil }
    let parts = folder.split(separator: "/").filter { $0 != "." }.map(String.init)
    return ([tree.owner, tree.name] + parts).joined(separator: "/").lowercased()
  }

  /// What a login to a registry without a record takes: the name or the password of an account there.
  private func service(
    ofLogin taken: KnownAction.Taken?, of use: ActionUse, _ scope: UseScope
  ) -> RecognizedService? {
    guard taken == .registryPassword || taken == .identity, let text = use.inputs["registry"] else {
      return nil
    }
    return Self.only(scope.texts(of: text).map { service(atRegistry: $0) }).map {
      RecognizedService(id: $0, sign: .host, isIdentifier: taken == .identity)
    }
  }

  /// The service at a host: by a record, else by the name of its domain, `buildkite` of `api.buildkite.com`.
  private func service(at host: String) -> String? {
    let domain = host.split(separator: ".").dropLast().last.map(String.init)
    return index.service(at: host)
      ?? (OtherService.isOfGitHub(host) ? nil : domain.flatMap { catalog.serviceWords.service(in: $0) })
  }

  /// The same for the address of a registry, or the host itself, which is a service of its own. Nil for GitHub's, also on a
  /// server of one's own, and for what is no host.
  private func service(atRegistry address: String) -> String? {
    guard let host = OtherService.host(in: address), host.contains(where: \.isLetter) else { return nil }
    let mayBeGitHubs =
      OtherService.isOfGitHub(host) || host.hasPrefix("containers.") || host.hasPrefix("docker.")
    return service(at: host) ?? (mayBeGitHubs ? nil : host)
  }

  /// What is a part of a host's name is no secret: `${{ secrets.ACCOUNT }}.r2.cloudflarestorage.com`.
  private mutating func noteHosts(in text: WorkflowText, _ scope: UseScope) {
    for expression in text.expressions {
      guard let source = scope.credential(in: expression) else { continue }
      let start = text.bytes.startIndex
      let rest = String(decoding: text.bytes[(start + expression.offsets.upperBound)...], as: UTF8.self)
      let after = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
      let whole = String(
        decoding: text.bytes[start..<(start + expression.offsets.lowerBound)], as: UTF8.self)
      let before = whole.suffix(3)
      guard after.hasPrefix(".") || after.hasPrefix("-"), before.isEmpty || before == "://",
        let id = index.service(at: (UseScope.unknown + after).lowercased())
      else { continue }
      note(
        source, RecognizedService(id: id, sign: .host, isIdentifier: true),
        at: text.range(of: expression.offsets))
    }
  }

  /// What the record of the action itself says of an input: the service's name.
  private func service(_ taken: KnownAction.Taken?) -> RecognizedService? {
    guard case .outside(let words) = taken else { return nil }
    return (index.service(called: words) ?? index.service(at: words)).map {
      RecognizedService(id: $0, sign: .action)
    }
  }

  private func service(
    ofInput input: String, of use: ActionUse, _ name: String, _ scope: UseScope
  ) -> RecognizedService? {
    let found = index.actions(named: name).compactMap { entry -> RecognizedService? in
      guard let isIdentifier = entry.value.inputs.isIdentifier(input), accepts(entry, use, scope) else {
        return nil
      }
      return unless(entry.service, scope.steps, scope).map {
        RecognizedService(id: $0, sign: .action, isIdentifier: isIdentifier, need: entry.value.need)
      }
    }
    return Self.only(found)
  }

  /// Whether a step's inputs say that it is this service, and no other host.
  private func accepts(
    _ entry: ServiceIndex.Entry<ServiceRecognition.Action>, _ use: ActionUse, _ scope: UseScope
  ) -> Bool {
    let action = entry.value
    if let host = action.host {
      let texts = use.inputs[host.input].map { scope.texts(of: $0) } ?? []
      let isIt = texts.allSatisfy { host.accepts($0) || $0.isEmpty && host.accepts(nil) }
      guard texts.isEmpty ? host.accepts(nil) || host.accepts("") : isIt else { return false }
    }
    let places = action.elsewhere.inputs.compactMap { use.inputs[$0] }.flatMap { scope.texts(of: $0) }
    return places.allSatisfy { $0.isEmpty || isOf(entry.service, $0) }
      && !isElsewhere(action.elsewhere, entry.service, scope)
  }

  /// Whether an address is of a service: not where it is worked out.
  private func isOf(_ service: String, _ address: String) -> Bool {
    index.isOf(service, Self.host(address))
  }

  /// `registry.npmjs.org` of `https://registry.npmjs.org/acme`.
  private static func host(_ address: String) -> String {
    let rest = address.ranges(of: "://").first.map { address[$0.upperBound...] } ?? address[...]
    return String(rest.prefix { $0 != "/" && $0 != ":" }).lowercased()
  }

  /// Whether variables, or steps before, name another host.
  private func isElsewhere(
    _ elsewhere: ServiceRecognition.Elsewhere, _ service: String, _ scope: UseScope
  ) -> Bool {
    let variables = elsewhere.variables.compactMap { scope.variable($0) }
    let setup = elsewhere.setup.flatMap { setup in
      scope.steps.compactMap { step -> WorkflowText? in
        guard let use = step.action, use.target.actionName == setup.action else { return nil }
        return use.inputs[setup.input]
      }
    }
    return (variables + setup).flatMap { scope.texts(of: $0) }.contains { !$0.isEmpty && !isOf(service, $0) }
  }

  /// The service itself, or the one whose names it shares; nil where it is another that nobody knows.
  private func unless(_ service: String, _ steps: [WorkflowStep], _ scope: UseScope) -> String? {
    var elsewhere: [String] = []
    for exception in index.exceptions(of: service) {
      let hosts = places(exception, steps, scope).map(Self.host)
      guard !hosts.isEmpty else { continue }
      let isTold = hosts.allSatisfy { host in exception.matches.contains { Glob.matches(host, $0) } }
      if exception.matches.isEmpty || isTold {
        return exception.then ?? Self.only(hosts.map { index.service(at: $0) })
      }
      elsewhere += hosts
    }
    // An address of another host, even where no exception names it.
    if !elsewhere.isEmpty { return Self.only(elsewhere.map { index.service(at: $0) }) }
    return service
  }

  /// The addresses that a variable or an option of an exception is set to; an empty one where it cannot be told.
  private func places(
    _ exception: ServiceRecognition.Exception, _ steps: [WorkflowStep], _ scope: UseScope
  ) -> [String] {
    var places: [String] = []
    if let variable = exception.variable {
      let values = [scope.variable(variable)].compactMap(\.self) + steps.compactMap { $0.env[variable] }
      places += values.flatMap { scope.texts(of: $0) }
    }
    if let flag = exception.flag {
      for script in steps.compactMap(\.script)
      where ShellScript.mentions([Array(flag.utf8)], in: script.bytes) {
        places += Self.values(of: flag, in: script, scope)
      }
    }
    return places
  }

  /// What follows an option in a script; one empty text where it cannot be told.
  private static func values(of flag: String, in script: WorkflowText, _ scope: UseScope) -> [String] {
    let found = ShellScript.commands(of: script.bytes).flatMap { command in
      command.values(of: flag).map {
        ScriptScope(scope: scope, script: script, command: command).text(of: $0)
      }
    }
    return found.isEmpty ? [""] : found
  }

  /// The only one; nil where there is none, or another.
  private static func only(_ found: [String?]) -> String? {
    let all = Set(found)
    return all.count == 1 ? all.first ?? nil : nil
  }

  /// The one that all tell; nil where there are several services.
  private static func only(_ found: [RecognizedService]) -> RecognizedService? {
    let surest = found.map(\.sign).max()
    let best = found.filter { $0.sign == surest }
    guard Set(best.map(\.id)).count == 1 else { return nil }
    // What one place takes for a secret is one.
    return best.first { !$0.isIdentifier } ?? best.first
  }

  // MARK: Variables

  /// - Parameter steps: those that get the variables.
  mutating func noteServices(
    ofVariables entries: [WorkflowEntry], for steps: [WorkflowStep], _ scope: UseScope
  ) {
    for entry in entries where !entry.value.expressions.isEmpty {
      note(entry.value, service(ofVariable: entry.name, steps, scope), scope)
      noteHosts(in: entry.value, scope)
    }
  }

  private func service(
    ofVariable name: String, _ steps: [WorkflowStep], _ scope: UseScope
  ) -> RecognizedService? {
    var found = steps.flatMap { step -> [RecognizedService] in
      guard let use = step.action, let action = use.target.actionName else { return [] }
      return index.actions(named: action).compactMap { entry in
        guard let isIdentifier = entry.value.variables.isIdentifier(name), accepts(entry, use, scope) else {
          return nil
        }
        return unless(entry.service, steps, scope).map {
          RecognizedService(id: $0, sign: .action, isIdentifier: isIdentifier, need: entry.value.need)
        }
      }
    }
    var elsewhere: Set<String> = []
    for entry in index.commands(reading: name) {
      for step in steps {
        guard let script = step.script else { continue }
        for command in ShellScript.commands(of: script.bytes) where Self.runs(entry.value, command) {
          let inner = ScriptScope(scope: scope, script: script, command: command)
          guard !isElsewhere(entry, inner) else {
            elsewhere.insert(entry.service)
            continue
          }
          guard let service = unless(entry.service, steps, scope) else { continue }
          found.append(
            RecognizedService(
              id: service, sign: .command, isIdentifier: entry.value.variables.isIdentifier(name) ?? false,
              need: entry.value.need))
        }
      }
    }
    for entry in index.services(reading: name) where !elsewhere.contains(entry.service) {
      guard let service = unless(entry.service, steps, scope) else { continue }
      found.append(RecognizedService(id: service, sign: .variable, isIdentifier: entry.value))
    }
    guard let one = Self.only(found) else { return nil }
    // A record may list for a command what it lists as no secret elsewhere.
    let isPlain = index.services(reading: name).contains { $0.service == one.id && $0.value }
    return RecognizedService(
      id: one.id, sign: one.sign, isIdentifier: one.isIdentifier || isPlain, need: one.need)
  }

  // MARK: Commands

  /// Whether a command is one of a record's: it begins with the same words. A login says itself where it goes.
  private static func runs(_ known: ServiceRecognition.Command, _ command: ShellScript.Command) -> Bool {
    let words = command.words.map(\.text)
    if words.prefix(3).contains("login") { return false }
    return known.run.contains { words.starts(with: $0.split(separator: " ").map(String.init)) }
  }

  private func isElsewhere(
    _ entry: ServiceIndex.Entry<ServiceRecognition.Command>, _ command: ScriptScope
  ) -> Bool {
    let flags = entry.value.elsewhere.flags.flatMap { command.command.values(of: $0) }.map(command.text)
    return flags.contains { !isOf(entry.service, $0) }
      || isElsewhere(entry.value.elsewhere, entry.service, command.scope)
  }

  /// Options whose value is a secret, whatever the program.
  private static let secretOptions: Set<String> = [
    "--api-key", "--api-token", "--auth", "--auth-token", "--password", "--token", "-k", "-p", "-t",
  ]

  /// What a command is given: secrets beside the address that they go to, as the value of an option, or set before it.
  mutating func noteServices(of command: ScriptScope, in step: WorkflowStep) {
    for assigned in command.command.assignments {
      guard let source = command.credential(inValue: assigned.value), source.secretName != nil,
        let found = service(ofVariable: assigned.name, [step], command.scope)
      else { continue }
      note(source, found, at: command.range)
    }
    let words = command.command.words
    guard !words.prefix(3).contains(where: { $0.text == "login" }) else { return }
    let secrets = words.map { word in command.credential(in: word).flatMap { $0.secretName == nil ? nil : $0 }
    }
    guard secrets.contains(where: { $0 != nil }) else { return }
    let own = serviceOfCommand(command)
    let address = serviceOfAddress(command)
    for (place, source) in secrets.enumerated() {
      guard let source else { continue }
      if words[0].text == "export", let equals = words[place].text.firstIndex(of: "=") {
        let name = String(words[place].text[..<equals])
        if let found = service(ofVariable: name, [step], command.scope) {
          note(source, found, at: command.range)
        }
        continue
      }
      let text = words[place].text
      let option =
        text.hasPrefix("-") && text.contains("=")
        ? String(text.prefix { $0 != "=" }) : place > 0 ? words[place - 1].text : ""
      if let own, Self.secretOptions.contains(option) {
        note(source, own, at: command.range)
      } else if let address {
        note(source, address, at: command.range)
      }
    }
  }

  /// Programs that send anything anywhere: what they are given is told by the address.
  private static let senders: Set<String> = ["curl", "wget", "http", "https", "git"]

  private func serviceOfCommand(_ command: ScriptScope) -> RecognizedService? {
    guard !Self.senders.contains(command.word(0)) else { return nil }
    let found = index.commands(of: command.word(0)).filter {
      Self.runs($0.value, command.command) && !isElsewhere($0, command)
    }
    return Self.only(found.map { RecognizedService(id: $0.service, sign: .command, need: $0.value.need) })
  }

  /// By the only host among the words of a command that sends something.
  private func serviceOfAddress(_ command: ScriptScope) -> RecognizedService? {
    guard Self.senders.contains(command.word(0)) else { return nil }
    let hosts = command.words.compactMap { word -> String? in
      guard let start = word.ranges(of: "://").first?.upperBound else { return nil }
      let rest = word[start...].prefix { $0 != "/" && $0 != "\"" && $0 != "'" && $0 != " " }
      return String(rest.split(separator: "@").last ?? rest).split(separator: ":").first.map(String.init)
    }
    return Self.only(hosts.map { service(at: $0.lowercased()) }).map {
      RecognizedService(id: $0, sign: .host)
    }
  }

  // MARK: Logins

  /// A login to a registry, and the name that it signs in with.
  mutating func noteServices(
    ofLoginTo host: String?, _ credential: CredentialSource?, user: CredentialSource? = nil,
    at range: SourceRange
  ) {
    guard let id = host.flatMap({ service(atRegistry: $0) }) else { return }
    if let credential { note(credential, RecognizedService(id: id, sign: .host), at: range) }
    if let user { note(user, RecognizedService(id: id, sign: .host, isIdentifier: true), at: range) }
  }

  // MARK: Names

  /// What is handed to a workflow: by what a record says of its secrets, else by the name alone.
  mutating func noteServices(ofPassed entries: [WorkflowEntry], to workflow: String, _ scope: UseScope) {
    for entry in entries {
      let told = index.actions(named: workflow.lowercased()).compactMap { known -> RecognizedService? in
        known.value.inputs.isIdentifier(entry.name).map {
          RecognizedService(id: known.service, sign: .action, isIdentifier: $0, need: known.value.need)
        }
      }
      note(
        entry.value,
        Self.only(told)
          ?? index.service(named: entry.name).map { RecognizedService(id: $0, sign: .name) }, scope)
    }
  }
}

extension ServiceRecognition.Names {
  /// Whether a name of these holds no secret; nil where it is none of them.
  fileprivate func isIdentifier(_ name: String) -> Bool? {
    // With `*` for what a tool puts in: `NFPM_*_PASSPHRASE`.
    if secrets.contains(where: { Glob.matches(name, $0) }) { return false }
    return identifiers.contains { Glob.matches(name, $0) } ? true : nil
  }
}
