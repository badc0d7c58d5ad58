import LocatedYAML
import OrganizationModel

/// Records out of trees that have the shape of one.
extension KnownAction {
  init(named name: String, _ node: YAMLNode) {
    self.name = name
    source = node["source"]?.text ?? ""
    checked = node["checked"]?.dayValue ?? Day(number: 0)
    inputs = Input.list(node["inputs"])
    env = Input.list(node["env"])
    accesses = node["does"]?.elements.map { Access($0) } ?? []
    mint = node["mints"].map { MintInputs($0) }
    federates = node["federates"]?.booleanValue ?? false
    deletion = node["deletes"].map {
      DeletionInputs(package: $0["package"]?.text ?? "", owner: $0["owner"]?.text ?? "")
    }
  }
}

extension KnownAction.Input {
  /// What an input may take, by the word for it.
  static let kinds: [(word: String, takes: KnownAction.Taken, isJobTokenByDefault: Bool, acts: Bool)] = [
    ("job-token", .token, true, true), ("job-token-for-reading", .token, true, false),
    ("token", .token, false, true), ("token-for-reading", .token, false, false),
    ("ssh-key", .sshKey, false, true), ("app-key", .appKey, false, false),
    ("identity", .identity, false, false), ("registry-password", .registryPassword, false, false),
  ]

  static func list(_ node: YAMLNode?) -> [Self] {
    node?.entries.map { Self($0.key.text, $0.value) } ?? []
  }

  private init(_ name: String, _ node: YAMLNode) {
    let word = node.text
    self.name = name
    if let kind = Self.kinds.first(where: { $0.word == word }) {
      (takes, isJobTokenByDefault, acts) = (kind.takes, kind.isJobTokenByDefault, kind.acts)
    } else {
      (takes, isJobTokenByDefault, acts) = (.outside(node["outside"]?.text ?? ""), false, false)
    }
  }
}

extension KnownAction.Access {
  fileprivate init(_ node: YAMLNode) {
    verb = node["verb"]?.choice(Verb.self)
    words = node["words"]?.text
    target = node["on"].map { Target($0) } ?? .own
    when = node["when"].map { Condition($0) } ?? .always
    permissions =
      node["permissions"]?.entries.compactMap { entry in
        entry.value.choice(AccessLevel.self).map { .init(name: entry.key.text, level: $0) }
      } ?? []
    confidence = node["confidence"]?.choice(ShownConfidence.self) ?? .high
  }
}

extension KnownAction.Access.Target {
  fileprivate init(_ node: YAMLNode) {
    let text = { (key: String) in node[key]?.text }
    if let input = text("input") {
      self = .input(input, otherwise: text("otherwise"))
    } else if let tap = text("tap") {
      self = .tap(tap, otherwise: text("otherwise") ?? "")
    } else if let folder = text("checked-out") {
      self = .checkedOut(folder)
    } else if let owner = text("owner") {
      self = .inputs(owner: owner, name: text("name") ?? "")
    } else if let repository = text("repository") {
      self = .repository(repository)
    } else {
      self = .organization
    }
  }
}

extension KnownAction.Access.Condition {
  fileprivate init(_ node: YAMLNode) {
    let text = { (key: String) in node[key]?.text }
    let input = text("input") ?? ""
    if let given = text("given") {
      self = .given(given)
    } else if let missing = text("missing") {
      self = .missing(missing)
    } else if let word = text("is") {
      self = .equal(input, word)
    } else {
      self = .unequal(input, text("is-not") ?? "")
    }
  }
}

extension KnownAction.MintInputs {
  fileprivate init(_ node: YAMLNode) {
    let list = { (key: String) in node[key]?.elements.map(\.text) ?? [] }
    app = list("app")
    key = list("key")
    owner = node["owner"]?.text
    repositories = list("repositories")
    permissions = (node["permissions"]?.text).map { Permissions($0) }
    isForOwnRepository = node["own-repository"]?.booleanValue ?? false
  }
}

extension KnownAction.MintInputs.Permissions {
  fileprivate init(_ text: String) {
    self = text.hasSuffix("*") ? .oneInputEach(prefix: String(text.dropLast())) : .list(text)
  }
}
