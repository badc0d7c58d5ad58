import LocatedYAML
import OrganizationModel

/// Writes a draft as a `tokenbook.yaml` that is valid as it stands, what is not known as questions in comments.
struct DraftRenderer {
  private let draft: DescriptionDraft
  /// Beyond this many columns a map is written over several lines.
  private static let width = 110

  init(_ draft: DescriptionDraft) {
    self.draft = draft
  }

  func render() -> String {
    Self.text(of: [header, policy, people, machineUsers, teams, repositories, whatElse])
  }

  /// Sections of lines, an empty line between two.
  static func text(of sections: [[String]]) -> String {
    sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var header: [String] {
    [
      "# Imported from \(draft.source). Lines with `#?` are questions: what \(draft.source) does not say.",
      "tokenbook: 1",
      "organization: \(YAMLScalar.quotedIfNeeded(draft.organization))",
      "",
      "#? Which plan does the organization have: free, team or enterprise?",
      "# platform: {plan: team}",
    ]
  }

  private var policy: [String] {
    let known = draft.basePermission.map { ["policy:", "  base_permission: \($0)"] } ?? ["# policy:"]
    let indent = draft.basePermission == nil ? "#   " : "  # "
    return known + [
      "  #? May repositories have deploy keys? (Settings > Deploy keys; absent means unknown)",
      "\(indent)deploy_keys: forbidden",
      "  #? May members use classic PATs? (Settings > Personal access tokens; absent means allowed)",
      "\(indent)classic_pats: allowed",
    ]
  }

  private var people: [String] {
    if draft.accounts.isEmpty { return [] }
    return ["people:"]
      + draft.accounts.sorted { $0.key < $1.key }.map { name, account in
        "  \(scalar(name)): {role: \(account.role)}"
      }
  }

  private var machineUsers: [String] {
    let likely = draft.likelyMachineUsers
    if likely.isEmpty {
      return ["#? Which accounts are nobody's person? Move them from `people` to here.", "# machine_users:"]
    }
    return [
      "#? Which accounts are nobody's person? These look like it. Move them from `people` to here, each with two",
      "#? custodians who answer for it.",
      "# machine_users:",
    ]
      + likely.map { name, account in
        "#   \(scalar(name)): {role: \(account.role), custodians: []}  # \(account.machineUserSign ?? "")"
      }
  }

  private var teams: [String] {
    if draft.teams.isEmpty { return [] }
    return ["teams:"]
      + draft.teams.sorted { $0.key < $1.key }.flatMap {
        entry($0.key, lines(of: $0.value), $0.value.formerName)
      }
  }

  private var repositories: [String] {
    if draft.repositories.isEmpty { return [] }
    return repositoryQuestions + ["repositories:"]
      + draft.repositories.sorted { $0.key < $1.key }.flatMap { entry($0.key, lines(of: $0.value), nil) }
  }

  private var repositoryQuestions: [String] {
    let unknown = draft.repositories.values.count { $0.visibility == nil }
    let visibility = [
      "#? Who can see each repository: `visibility: public`, `private` or `internal`? \(draft.source) does not say it for",
      "#? \(unknown) of these \(draft.repositories.count).",
    ]
    return (unknown == 0 ? [] : visibility) + [
      "#? Who answers for each repository? `responsible: TEAM-OR-LOGIN`",
      "#? Which workflows does each have, and what do they need beyond their own repository?",
      "#?   workflows: {ci: {triggers: [push], needs: [publish package NAME]}}",
    ]
  }

  private var whatElse: [String] {
    [
      "#? Which packages are there, who else needs access (clusters, Jenkins, hosts), and which credentials exist today?",
      "# packages:",
      "# consumers:",
      "# credentials:",
    ]
  }
}

// MARK: - Entries

extension DraftRenderer {
  /// One key of an entry: a scalar, or a collection that may be written on one line or on several.
  private enum Field {
    case text(String, String)
    case list(String, [String])
    case map(String, [(key: String, value: String)])

    /// On one line.
    var inline: String {
      switch self {
      case .text(let key, let value): "\(key): \(value)"
      case .list(let key, let values): "\(key): [\(values.joined(separator: ", "))]"
      case .map(let key, let entries):
        "\(key): {\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
      }
    }

    /// On as many lines as it has elements, without indentation of its own.
    var block: [String] {
      switch self {
      case .text: [inline]
      case .list(let key, let values): ["\(key):"] + values.map { "  - \($0)" }
      case .map(let key, let entries): ["\(key):"] + entries.map { "  \($0.key): \($0.value)" }
      }
    }
  }

  private func lines(of team: DescriptionDraft.Team) -> [Field] {
    var fields: [Field] = []
    if let parent = team.parent { fields.append(.text("parent", scalar(parent))) }
    if !team.maintainers.isEmpty { fields.append(.list("maintainers", scalars(team.maintainers))) }
    if !team.members.isEmpty { fields.append(.list("members", scalars(team.members))) }
    if let note = team.note { fields.append(.text("note", YAMLScalar.quotedIfNeeded(note))) }
    return fields
  }

  private func lines(of repository: DescriptionDraft.Repository) -> [Field] {
    var fields: [Field] = []
    if let visibility = repository.visibility { fields.append(.text("visibility", visibility)) }
    if repository.isArchived { fields.append(.text("archived", "true")) }
    if !repository.teams.isEmpty { fields.append(.map("teams", roles(repository.teams))) }
    if !repository.collaborators.isEmpty {
      fields.append(.map("collaborators", roles(repository.collaborators)))
    }
    if let note = repository.note { fields.append(.text("note", YAMLScalar.quotedIfNeeded(note))) }
    return fields
  }

  /// On one line where it fits.
  private func entry(_ name: Name, _ fields: [Field], _ formerName: String?) -> [String] {
    let comment = formerName.map { "  # `\($0)` in \(draft.source)" } ?? ""
    let line = "  \(scalar(name)): {\(fields.map(\.inline).joined(separator: ", "))}"
    if line.count <= Self.width { return [line + comment] }
    return ["  \(scalar(name)):\(comment)"] + fields.flatMap(lines)
  }

  private func lines(of field: Field) -> [String] {
    let line = "    " + field.inline
    return line.count <= Self.width ? [line] : field.block.map { "    " + $0 }
  }

  private func roles(_ roles: [Name: String]) -> [(key: String, value: String)] {
    roles.sorted { $0.key < $1.key }.map { (key: scalar($0.key), value: $0.value) }
  }

  private func scalars(_ names: [Name]) -> [String] {
    names.sorted().map(scalar)
  }

  private func scalar(_ name: Name) -> String {
    YAMLScalar.quotedIfNeeded(name.text)
  }
}
