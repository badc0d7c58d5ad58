import OrganizationModel
import SourceText

/// A ruleset that surely refuses direct pushes to branches that it names one by one.
struct RefusingRuleset {
  let branches: Set<String>
  /// Who may pass it whenever they push, as a description names them; nil where not all are known.
  let bypass: [String]?

  /// A ruleset has other rules too, such as one against force pushes, which refuse no push of new commits.
  private static let refusing: Set<String> = [
    "merge_queue", "pull_request", "required_status_checks", "update",
  ]

  /// Nil where it refuses no push, or none for certain.
  ///
  /// - Parameter bypass: everyone on its bypass list; nil where the answer shows none.
  init?(_ detail: GitHubDump.Row?, _ bypass: [String]?, _ defaultBranch: String?) {
    guard let members = detail?.members, let reference = members["conditions"]?.object?["ref_name"]?.object,
      let rules = members["rules"]?.texts, !Self.refusing.isDisjoint(with: rules),
      reference["exclude"]?.list?.isEmpty != false
    else { return nil }
    branches = Set(
      (reference["include"]?.texts ?? []).compactMap { Self.branch($0, defaultBranch) })
    if branches.isEmpty { return nil }
    let actors = members["bypass_actors"]?.list
    self.bypass = bypass.map { names in
      zip(names, actors ?? []).filter { Self.isNamed($1) && Self.isAlways($1) }.map { $0.0 }
    }
  }

  /// One branch; nil for a pattern.
  private static func branch(_ text: String, _ defaultBranch: String?) -> String? {
    if text == "~DEFAULT_BRANCH" { return defaultBranch }
    guard text.hasPrefix("refs/heads/") else { return nil }
    let branch = MaskedName.text(String(text.dropFirst(11)))
    return TextRule.branch.accepts(Array(branch.utf8)[...]) ? branch : nil
  }

  /// Roles have no name of their own in a description.
  private static func isNamed(_ actor: JSONValue) -> Bool {
    ["Integration", "Team", "DeployKey"].contains(actor.object?["actor_type"]?.text ?? "")
  }

  /// In the mode `pull_request` they pass with a pull request only.
  private static func isAlways(_ actor: JSONValue) -> Bool {
    actor.object?["bypass_mode"]?.text ?? "always" != "pull_request"
  }

  /// By branch, who may pass all of its rulesets; nothing where one of them doesn't show who may.
  static func rules(_ rulesets: [RefusingRuleset?]) -> [String: [String]] {
    var rules: [String: [String]] = [:]
    for ruleset in rulesets.compactMap(\.self) {
      guard let bypass = ruleset.bypass else { return [:] }
      for branch in ruleset.branches {
        rules[branch] = rules[branch].map { $0.filter(bypass.contains) } ?? bypass
      }
    }
    return rules
  }
}

extension GitHubDraftBuilder {
  /// What a description refers to it must describe: where one who may pass is unknown, all of it stays a remark.
  mutating func forgetUnnamedBypassers() {
    for (name, repository) in draft.base.repositories {
      let names = repository.rules.values.joined().filter { $0 != "deploy_keys" }.map { Name($0) }
      let areDescribed = names.allSatisfy { name in
        let found = [
          draft.apps[name] != nil, draft.base.teams[name] != nil, draft.base.accounts[name] != nil,
        ]
        return found.prefix(2).contains(true) && found.count { $0 } == 1
      }
      if !areDescribed { draft.base.repositories[name]?.rules = [:] }
    }
  }
}
