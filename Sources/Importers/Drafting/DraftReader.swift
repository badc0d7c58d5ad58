import LocatedYAML
import OrganizationModel
import SourceText

/// Takes what files of another tool say into a draft. What a description cannot hold is reported and left out.
struct DraftReader {
  var draft: DescriptionDraft
  var diagnostics: [Diagnostic] = []
  /// The one in hand.
  var document: SourceDocument

  init(_ source: String, organization: String, _ document: SourceDocument) {
    draft = DescriptionDraft(source: source, organization: organization)
    self.document = document
  }

  func place(_ node: YAMLNode) -> String { document.place(node) }

  // MARK: Values

  /// A name that a description may have.
  mutating func name(_ node: YAMLNode?, _ rule: TextRule) -> Name? {
    guard let node, !node.isNull else { return nil }
    if node.kind == .scalar, rule.accepts(node.bytes) { return Name(node.text) }
    report(node, rule.expectation, help: rule.words)
    return nil
  }

  mutating func names(_ node: YAMLNode?, _ rule: TextRule) -> [Name] {
    var seen: Set<Name> = []
    return elements(node).compactMap { name($0, rule) }.filter { seen.insert($0).inserted }
  }

  mutating func elements(_ node: YAMLNode?) -> [YAMLNode] {
    guard let node, !node.isNull else { return [] }
    if node.kind == .sequence { return Array(node.elements) }
    report(node, "a list")
    return []
  }

  mutating func entries(_ node: YAMLNode?) -> [YAMLNode.Entry] {
    guard let node, !node.isNull else { return [] }
    if node.kind == .mapping { return Array(node.entries) }
    report(node, "a map")
    return []
  }

  mutating func choice(_ node: YAMLNode?, _ choices: [String: String]) -> String? {
    guard let node, !node.isNull else { return nil }
    if node.kind == .scalar, let choice = choices[node.text] { return choice }
    report(node, "one of " + choices.keys.sorted().map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }

  mutating func truth(_ node: YAMLNode?) -> Bool? {
    choice(node, ["true": "true", "false": "false"]).map { $0 == "true" }
  }

  /// A role on a repository, in any of the spellings of GitHub's APIs; one of the organization's own is asked about.
  mutating func role(_ node: YAMLNode?) -> String? {
    choice(node, Self.roles)
  }

  private static let roles = [
    "read": "read", "pull": "read", "triage": "triage", "write": "write", "push": "write",
    "maintain": "maintain", "admin": "admin",
  ]

  static let visibilities = ["public": "public", "private": "private", "internal": "internal"]

  /// The team that a free text names, which is met; nil, and told, where GitHub would make no slug of it.
  mutating func meetTeam(named node: YAMLNode) -> Name? {
    let slug = Name(MaskedName.slug(of: node.text))
    guard TextRule.team.accepts(Array(slug.text.utf8)[...]) else {
      report(node, TextRule.team.expectation, help: TextRule.team.words)
      return nil
    }
    meet(team: slug, at: node)
    if slug.text != node.text { draft.teams[slug]?.formerName = DraftValue.oneLine(node.text) }
    return slug
  }

  mutating func report(_ node: YAMLNode, _ expected: String, help: String? = nil) {
    diagnostics.append(
      Diagnostic(
        "unknown-value", .warning, "found \(shown(node)), expected \(expected); it was left out",
        at: document.range(node), help: help))
  }

  private func shown(_ node: YAMLNode) -> String {
    switch node.kind {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar: node.isNull ? "nothing" : "`\(DraftValue.oneLine(String(node.text.prefix(100))))`"
    }
  }

  // MARK: Entries

  /// An account, with the highest role that was seen.
  mutating func meet(_ login: Name, _ role: String? = nil, at node: YAMLNode) {
    if draft.accounts[login] == nil {
      draft.accounts[login] = .init(role: role, seen: place(node))
    } else if let role, draft.accounts[login]?.role != "owner" {
      draft.accounts[login]?.role = role
    }
  }

  /// A team, which a grant may name before its own entry does.
  mutating func meet(team slug: Name, at node: YAMLNode) {
    if draft.teams[slug] == nil { draft.teams[slug] = .init(seen: place(node)) }
  }

  /// A repository, and where it was seen first.
  mutating func meet(repository name: Name, at node: YAMLNode) {
    if draft.repositories[name] == nil {
      draft.repositories[name] = .init()
      remark(name, "x-seen", DraftValue.scalar(place(node)))
    }
  }

  mutating func remark(_ repository: Name, _ key: String, _ value: String) {
    draft.repositories[repository]?.remarks.append((key, value))
  }

  mutating func grant(_ team: Name, _ role: YAMLNode?, on repository: Name, at node: YAMLNode) {
    guard let role = self.role(role) else { return }
    meet(team: team, at: node)
    draft.repositories[repository]?.teams[team] = role
  }

  mutating func grant(account: Name, _ role: YAMLNode?, on repository: Name, at node: YAMLNode) {
    guard let role = self.role(role) else { return }
    meet(account, at: node)
    draft.repositories[repository]?.collaborators[account] = role
  }

  /// Keeps a credential under a name that no other has.
  mutating func keep(_ credential: DescriptionDraft.Credential, _ name: String) {
    draft.keep(credential, name)
  }
}

extension DescriptionDraft {
  /// Keeps a credential under a name that no other has; gives that.
  @discardableResult
  mutating func keep(_ credential: Credential, _ name: String) -> Name {
    let short = String(name.prefix(90))
    var key = Name(short)
    var number = 1
    while credentials[key] != nil {
      number += 1
      key = Name("\(short)-\(number)")
    }
    credentials[key] = credential
    return key
  }

  /// The slug that a free text gives as a part of a key.
  static func key(_ text: String) -> String {
    let slug = String(MaskedName.slug(of: text).prefix(80))
    return slug.isEmpty ? "unnamed" : slug
  }
}
