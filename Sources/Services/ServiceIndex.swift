/// The records by what tells their services apart, so that a place of a workflow is looked up once.
package struct ServiceIndex: Sendable {
  /// Something of a record, and the id of its service.
  package struct Entry<Value: Sendable>: Sendable {
    package let service: String
    package let value: Value
  }

  /// By name; those with `*` apart.
  private var actions: [String: [Entry<ServiceRecognition.Action>]] = [:]
  private var openActions: [Entry<ServiceRecognition.Action>] = []
  /// By the program.
  private var commands: [String: [Entry<ServiceRecognition.Command>]] = [:]
  private var readers: [String: [Entry<ServiceRecognition.Command>]] = [:]
  private var variables: [String: [Entry<Bool>]] = [:]
  private var names: [String: [String]] = [:]
  private var hostPatterns: [Entry<String>] = []
  private var exceptions: [String: [ServiceRecognition.Exception]] = [:]
  /// By id and by title, as `key` spells them.
  private var ids: [String: String] = [:]

  package init(_ records: ServiceRecords) {
    for record in records.all { add(record) }
  }

  private mutating func add(_ record: ServiceRecord) {
    let id = record.id
    let recognition = record.recognition
    for action in recognition.actions {
      let entry = Entry(service: id, value: action)
      if action.name.contains("*") {
        openActions.append(entry)
      } else {
        actions[action.name, default: []].append(entry)
      }
    }
    for command in recognition.commands {
      let entry = Entry(service: id, value: command)
      for program in Set(command.run.compactMap({ $0.split(separator: " ").first.map(String.init) })) {
        commands[program, default: []].append(entry)
      }
      for variable in Set(command.variables.secrets + command.variables.identifiers) {
        readers[variable.uppercased(), default: []].append(entry)
      }
    }
    for name in recognition.variables.secrets {
      variables[name.uppercased(), default: []].append(Entry(service: id, value: false))
    }
    for name in recognition.variables.identifiers {
      variables[name.uppercased(), default: []].append(Entry(service: id, value: true))
    }
    for name in recognition.names { names[name.uppercased(), default: []].append(id) }
    hostPatterns += recognition.hosts.map { Entry(service: id, value: $0) }
    if !recognition.exceptions.isEmpty { exceptions[id] = recognition.exceptions }
    ids[id] = id
    ids[Self.key(record.title)] = id
  }

  /// What records say of an action, by its name in lower case.
  package func actions(named name: String) -> [Entry<ServiceRecognition.Action>] {
    (actions[name] ?? []) + openActions.filter { Glob.matches(name, $0.value.name) }
  }

  /// The commands that begin with a program.
  package func commands(of program: String) -> [Entry<ServiceRecognition.Command>] { commands[program] ?? [] }

  /// The commands that read a variable.
  package func commands(reading variable: String) -> [Entry<ServiceRecognition.Command>] {
    readers[variable.uppercased()] ?? []
  }

  /// The services whose tools read a variable, and whether it holds no secret.
  package func services(reading variable: String) -> [Entry<Bool>] { variables[variable.uppercased()] ?? [] }

  /// Whether a tool or a command of a record reads a variable.
  package func isRead(_ variable: String) -> Bool {
    !services(reading: variable).isEmpty || !commands(reading: variable).isEmpty
  }

  /// The only service that a name tells; nil where it tells none, or several.
  package func service(named name: String) -> String? {
    let key = name.uppercased().split { $0 == "-" || $0 == "." }.joined(separator: "_")
    let found = Set(names[key] ?? [])
    return found.count == 1 ? found.first : nil
  }

  /// The only service that a host belongs to, `quay.io`; nil where it is nobody's, or several's.
  package func service(at host: String) -> String? {
    let found = Set(hostPatterns.filter { Glob.matches(host, $0.value) }.map(\.service))
    return found.count == 1 ? found.first : nil
  }

  /// Whether a host is one of a service's.
  package func isOf(_ service: String, _ host: String) -> Bool {
    hostPatterns.contains { $0.service == service && Glob.matches(host, $0.value) }
  }

  /// What tells that the names of a service are used for another one.
  package func exceptions(of service: String) -> [ServiceRecognition.Exception] { exceptions[service] ?? [] }

  /// The service that words name, by its id or its title.
  package func service(called words: String) -> String? { ids[Self.key(words)] }

  /// Words as an id: `docker-hub` for `Docker Hub`, `host` for `a host`.
  package static func key(_ words: String) -> String {
    let parts = words.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let article: Set<Substring> = ["a", "an", "the"]
    return (parts.count > 1 ? parts.filter { !article.contains($0) } : parts).joined(separator: "-")
  }
}
