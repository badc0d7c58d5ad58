import Guidance
import OrganizationModel
import SourceText

/// A description as a tree, so that a test can put answers in.
indirect enum DescriptionTree {
  case scalar(String)
  case list([DescriptionTree])
  case map([String: DescriptionTree])

  /// As JSON, which is YAML too.
  func text(reversed: Bool = false) -> String {
    switch self {
    case .scalar(let text): return text
    case .list(let items):
      let texts = items.map { $0.text(reversed: reversed) }
      return "[" + (reversed ? texts.reversed() : texts).joined(separator: ", ") + "]"
    case .map(let entries):
      let texts = entries.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\": " + $0.value.text(reversed: reversed) }
      return "{" + (reversed ? texts.reversed() : texts).joined(separator: ", ") + "}"
    }
  }

  /// Puts a value where a path says, with every map on the way.
  func setting(_ path: some Collection<String>, to value: DescriptionTree) -> DescriptionTree {
    guard let key = path.first else { return value }
    var entries: [String: DescriptionTree] = [:]
    if case .map(let known) = self { entries = known }
    entries[key] = (entries[key] ?? .map([:])).setting(path.dropFirst(), to: value)
    return .map(entries)
  }

  /// Puts a value where a dotted path says; words that are no boolean are text.
  func setting(_ path: String, to value: String) -> DescriptionTree {
    let isPlain = ["true", "false", "null"].contains(value)
    return setting(
      path.split(separator: ".").map(String.init), to: isPlain ? .scalar(value) : .word(value))
  }

  static func word(_ text: String) -> DescriptionTree { .scalar("\"\(text)\"") }
}

/// An organization that looks random, and is the same for the same seed.
struct RandomOrganization {
  private var numbers: SeededNumbers
  private let repositories = ["alpha", "beta", "gamma"]
  private let accounts = ["bot-a", "bot-b", "bot-c"]

  static func description(seed: UInt64) -> DescriptionTree {
    var random = RandomOrganization(numbers: SeededNumbers(seed: seed))
    return random.description()
  }

  private mutating func description() -> DescriptionTree {
    var tree: [String: DescriptionTree] = [
      "tokenbook": .scalar("1"), "organization": .word("acme"), "as_of": .word("2026-11-22"),
    ]
    tree["platform"] = platform()
    tree["policy"] = policy([
      "base_permission": ["none", "read", nil], "profile": ["hybrid", "github-docs"],
    ])
    tree["people"] = .map(["ada": .map(["role": .word("owner")])])
    let bots = Array(accounts.prefix(Int.random(in: 0...3, using: &numbers)))
    tree["machine_users"] = .map(Dictionary(uniqueKeysWithValues: bots.map { ($0, account()) }))
    tree["outside"] = .map(["globex": outside(bots)])
    tree["packages"] = packages()
    tree["repositories"] = .map(
      Dictionary(uniqueKeysWithValues: repositories.map { ($0, repository($0, bots)) }))
    tree["consumers"] = consumers()
    tree["apps"] = apps()
    tree["credentials"] = credentials()
    return .map(tree)
  }

  // MARK: Parts

  private mutating func platform() -> DescriptionTree {
    var keys = chosen(["plan": ["free", "team", "enterprise", "enterprise", nil]])
    switch Int.random(in: 0..<8, using: &numbers) {
    case 0:
      keys["product"] = .word("ghes")
      keys["host"] = .word("github.acme.example")
      keys.merge(chosen(["version": ["3.9", "3.20", nil]])) { $1 }
      if Bool.random(using: &numbers) { keys["private_mode"] = flag() }
    case 1:
      keys["product"] = .word("ghe.com")
      keys["host"] = .word("acme.ghe.com")
    default: break
    }
    return .map(keys)
  }

  private mutating func policy(_ more: [String: [String?]] = [:]) -> DescriptionTree {
    let common: [String: [String?]] = [
      "deploy_keys": ["allowed", "forbidden", nil], "classic_pats": ["allowed", "allowed", "forbidden"],
      "fine_grained_pats": ["approval", "allowed", "forbidden"],
      "apps": ["if-described", "if-described", "preferred", "forbidden"],
    ]
    var keys = chosen(common.merging(more) { $1 })
    if !more.isEmpty {
      keys["machine_users"] = .map(
        chosen(["isolation": ["by-privilege", "by-privilege", "by-consumer", "one"]]))
    }
    return .map(keys)
  }

  private mutating func account() -> DescriptionTree {
    .map(chosen(["role": ["member", "outside_collaborator", "outside_collaborator", nil, nil]]))
  }

  private mutating func outside(_ bots: [String]) -> DescriptionTree {
    guard case .map(var keys) = policy() else { return .map([:]) }
    if Bool.random(using: &numbers) { keys["same_enterprise"] = flag() }
    let theirs = bots.filter { _ in Bool.random(using: &numbers) }
    keys["machine_users"] = .map(
      Dictionary(uniqueKeysWithValues: theirs.map { ($0, .word(pick(["member", "outside_collaborator"]))) }))
    return .map(keys)
  }

  private mutating func packages() -> DescriptionTree {
    let image = chosen([
      "registry": ["container", "npm", "maven", nil], "visibility": ["public", "private", nil],
      "repository": ["alpha", "beta", nil],
    ])
    return .map(["image": .map(image)])
  }

  private mutating func repository(_ name: String, _ bots: [String]) -> DescriptionTree {
    var keys = chosen(["visibility": ["public", "private", "private", "internal", nil]])
    let given = bots.filter { _ in Int.random(in: 0..<4, using: &numbers) == 0 }
    keys["collaborators"] = .map(
      Dictionary(uniqueKeysWithValues: given.map { ($0, .word(pick(["read", "write"]))) }))
    keys["workflows"] = .map(["ci": .map(["needs": .list(needs())])])
    return .map(keys)
  }

  private mutating func consumers() -> DescriptionTree {
    var all: [String: DescriptionTree] = [:]
    for kind in ["kubernetes", "jenkins", "dependabot"] where Bool.random(using: &numbers) {
      var keys: [String: DescriptionTree] = ["kind": .word(kind), "needs": .list(needs())]
      if kind == "dependabot" { keys["repositories"] = .list([.word("alpha")]) }
      all["run-\(kind)"] = .map(keys)
    }
    return .map(all)
  }

  private mutating func apps() -> DescriptionTree {
    guard Int.random(in: 0..<3, using: &numbers) == 0 else { return .map([:]) }
    let permissions = chosen(["contents": ["read", "write", nil], "statuses": ["write", nil]])
    let reached = repositories.filter { _ in Bool.random(using: &numbers) }
    return .map([
      "acme-app": .map([
        "repositories": .list(reached.map(DescriptionTree.word)), "permissions": .map(permissions),
      ])
    ])
  }

  /// Sometimes a key whose App nobody names.
  private mutating func credentials() -> DescriptionTree {
    guard Int.random(in: 0..<4, using: &numbers) == 0 else { return .map([:]) }
    return .map(["LOST_KEY": .map(["kind": .word("app_key"), "used_by": .list([.word("beta/ci")])])])
  }

  /// No need twice.
  private mutating func needs() -> [DescriptionTree] {
    let all = [
      "clone repository alpha", "clone repository beta", "push repository beta",
      "set-status repository gamma",
      "dispatch repository alpha", "open-pull-request repository gamma", "comment-on-issue repository beta",
      "clone repository globex/tools", "pull package image", "publish package image",
      "read-members organization self", "manage-runners organization self",
      "read-audit-log organization self", "create-check-run repository beta", "approve repository beta",
      "read-contents repository gamma", "deploy-pages repository alpha", "update-project organization self",
    ]
    return all.filter { _ in Int.random(in: 0..<6, using: &numbers) == 0 }.map { need in
      var keys: [String: DescriptionTree] = ["need": .word(need)]
      if need.hasPrefix("push") || need.hasPrefix("set-status"), Bool.random(using: &numbers) {
        keys["triggers_workflows"] = .scalar("true")
      }
      return .map(keys)
    }
  }

  // MARK: Chances

  private mutating func chosen(_ keys: [String: [String?]]) -> [String: DescriptionTree] {
    var tree: [String: DescriptionTree] = [:]
    for (key, values) in keys.sorted(by: { $0.key < $1.key }) {
      if let value = pick(values) { tree[key] = .word(value) }
    }
    return tree
  }

  private mutating func flag() -> DescriptionTree {
    .scalar(Bool.random(using: &numbers) ? "true" : "false")
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &numbers)]
  }
}
