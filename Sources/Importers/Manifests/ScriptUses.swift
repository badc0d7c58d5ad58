import Catalog
import LocatedYAML
import OrganizationModel
import SourceText
import Workflows

/// What the script of another build server does, read as the script of a step is.
struct ScriptUses {
  private let uses: WorkflowUses

  /// - Parameters:
  ///   - owner: of the repository that the script runs in; empty where it is none of GitHub's.
  ///   - name: of that repository.
  init(_ script: String, owner: String, name: String, _ catalog: Catalog) {
    let variables = Self.variables(of: script).map {
      "          \($0): ${{ secrets.\(Self.mark)\($0) }}\n"
    }
    let text =
      "on: push\njobs:\n  script:\n    runs-on: host\n    steps:\n      - run: \(YAMLScalar.quoted(script))\n"
      + (variables.isEmpty ? "" : "        env:\n" + variables.joined())
    let file = SourceFile(path: ".github/workflows/script.yml", bytes: Array(text.utf8))
    let reading = WorkflowReader.read(file, as: SourceFileID(index: 0), path: file.path)
    guard case .workflow(let workflow)? = reading.source else {
      uses = WorkflowUses()
      return
    }
    let tree = RepositoryTree(owner: owner, name: name, workflows: [workflow], actions: [])
    uses = UseReader.read(workflow, in: tree, knowing: catalog)
  }

  /// Keeps names apart from those that only GitHub Actions knows, `GITHUB_TOKEN`.
  private static let mark = "OF_"

  var needs: [ShownNeed] { uses.needs.sorted { ($1.confidence, $0.range) < ($0.confidence, $1.range) } }

  /// Uses of a credential for which there is no verb.
  var others: [(use: ShownUse, variable: String)] {
    uses.others.sorted { $0.range < $1.range }.compactMap { use in
      Self.variable(use.credential).map { (use, $0) }
    }
  }

  /// The variable that holds a credential; nil for what is not stored.
  static func variable(_ credential: CredentialSource?) -> String? {
    guard let name = credential?.secretName, name.hasPrefix(mark) else { return nil }
    return String(name.dropFirst(mark.count))
  }

  /// `$NAME` and `${NAME}` in capitals, each once.
  private static func variables(of script: String) -> [String] {
    var found: Set<String> = []
    var rest = Array(script.utf8)[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[(dollar + 1)...]
      if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
      let name = rest.prefix { isNameByte($0) }
      let isName = name.first.map { !(0x30...0x39).contains($0) } ?? false
      if isName, name.count <= 100 { found.insert(String(decoding: name, as: UTF8.self)) }
    }
    return found.sorted()
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
  }
}

extension ManifestsDraft {
  /// Adds what a script does.
  ///
  /// - Parameters:
  ///   - home: the repository of GitHub that it runs in; nil where that is none.
  ///   - store: where the variables are kept, `GitLab CI variable`.
  ///   - held: what other variables hold, by their names.
  mutating func add(
    script: String, of kind: Consumer.Kind, named consumerName: String?, at place: String,
    home: (owner: String, name: String)?,
    store: String, held: [String: HeldCredential] = [:]
  ) {
    let owner = home?.owner ?? ""
    let uses = ScriptUses(script, owner: owner, name: home?.name ?? "script", catalog)
    for shown in uses.needs {
      guard let target = target(shown, home, at: place) else { continue }
      let consumer = consumer(kind, named: consumerName, at: place)
      let variable = ScriptUses.variable(shown.credential)
      let credential = variable.map { self.variable($0, held, store, place) }
      need(
        "\(shown.verb.word) \(shown.verb.targetKind.rawValue) \(target)", of: consumer, at: place,
        shown.confidence.rawValue, today: credential)
    }
    for (use, name) in uses.others {
      let consumer = consumer(kind, named: consumerName, at: place)
      let credential = variable(name, held, store, place)
      addOther(
        .init(words: use.words, credential: credential, seen: place, confidence: use.confidence.rawValue),
        of: consumer)
    }
  }

  private mutating func variable(
    _ name: String, _ held: [String: HeldCredential], _ store: String, _ place: String
  ) -> Name {
    credential(
      held[name] ?? HeldCredential(identity: "\(store)|\(name)", name: name, words: "\(store) \(name)"),
      at: place)
  }

  private mutating func target(
    _ shown: ShownNeed, _ home: (owner: String, name: String)?, at place: String
  ) -> String? {
    switch shown.target {
    case .ownRepository:
      guard let home else { return nil }
      if !isOwn(home.owner) { return "\(home.owner)/\(home.name)" }
      meet(repository: home.name, at: place)
      return home.name
    case .organization: return home.map { isOwn($0.owner) } ?? true ? "self" : nil
    case .unknownRepository:
      ask("\(place): \(shown.why) shows that it must \(shown.verb.word) a repository, but not which one")
      return nil
    case .repository(let owner, let name):
      guard TextRule.repositoryReference.accepts(Array("\(owner)/\(name)".utf8)[...]) else { return nil }
      if !isOwn(owner) { return "\(owner)/\(name)" }
      meet(repository: name, at: place)
      return name
    case .package(let registry, let owner, let name):
      guard registry == .container, let name, let owner, isOwn(owner),
        TextRule.package.accepts(Array(name.utf8)[...])
      else {
        ask("\(place): \(shown.why) shows that it must \(shown.verb.word) a package. Which one is it?")
        return nil
      }
      return package(owner, name, place).text
    }
  }
}
