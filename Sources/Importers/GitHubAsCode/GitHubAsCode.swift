import LocatedYAML
import OrganizationModel

extension Importer {
  /// GitHub Management as code keeps an organization in `github/ORGANIZATION.yml`
  /// (<https://github.com/ipdxco/github-as-code>, read on 2026-11-30).
  package static let gitHubAsCode = code(
    "github-as-code", "github/ORGANIZATION.yml of GitHub Management as code",
    reads: .endings([".yaml", ".yml"]),
    CodeTool.gitHubAsCode)
}

extension CodeTool {
  static let gitHubAsCode = CodeTool(
    name: "github-as-code",
    isMeant: { document in
      let members = document.root["members"]
      let isOfRoles =
        members?.kind == .mapping && members?.entries.allSatisfy { $0.value.kind == .sequence } == true
      return isOfRoles && document.root["repositories"].map { $0.kind == .mapping } ?? true
    },
    organization: { document in
      let name = FolderPath.name(of: document.path)
      return name.lastIndex(of: ".").map { String(name[..<$0]) }
    },
    read: { reader, _ in reader.readGitHubAsCode() },
    finish: { reader, _ in reader.addMembersOfTeams() },
    help: "pass the file that is named after the organization, `github/acme.yml`")
}

extension DraftReader {
  fileprivate mutating func readGitHubAsCode() {
    for (role, word) in [("admin", "owner"), ("member", "member")] {
      for node in elements(document.root["members"]?[role]) {
        if let login = name(node, .login) { meet(login, word, at: node) }
      }
    }
    for entry in entries(document.root["teams"]) {
      guard let slug = meetTeam(named: entry.key) else { continue }
      let maintainers = names(entry.value["members"]?["maintainer"], .login)
      draft.teams[slug]?.maintainers = maintainers
      let members = names(entry.value["members"]?["member"], .login).filter { !maintainers.contains($0) }
      draft.teams[slug]?.members = members
      if let parent = entry.value["parent_team_id"], !parent.isNull {
        let parentSlug = Name(MaskedName.slug(of: parent.text))
        if TextRule.team.accepts(Array(parentSlug.text.utf8)[...]), parentSlug != slug {
          meet(team: parentSlug, at: parent)
          draft.teams[slug]?.parent = parentSlug
        }
      }
    }
    for entry in entries(document.root["repositories"]) { readRepository(entry) }
  }

  private mutating func readRepository(_ entry: YAMLNode.Entry) {
    guard let repository = name(entry.key, .repository) else { return }
    meet(repository: repository, at: entry.key)
    let visibility = choice(entry.value["visibility"], Self.visibilities)
    let isArchived = truth(entry.value["archived"]) ?? false
    draft.repositories[repository]?.visibility = visibility
    draft.repositories[repository]?.isArchived = isArchived
    for group in entries(entry.value["teams"]) {
      for node in elements(group.value) {
        let slug = Name(MaskedName.slug(of: node.text))
        guard TextRule.team.accepts(Array(slug.text.utf8)[...]) else { continue }
        grant(slug, group.key, on: repository, at: node)
      }
    }
    for group in entries(entry.value["collaborators"]) {
      for node in elements(group.value) {
        guard let login = name(node, .login) else { continue }
        grant(account: login, group.key, on: repository, at: node)
      }
    }
  }

  /// Who is in a team is in the organization; what else an account is stays unknown.
  mutating func addMembersOfTeams() {
    for (_, team) in draft.teams.sorted(by: { $0.key < $1.key }) {
      for login in team.maintainers + team.members where draft.accounts[login] == nil {
        draft.accounts[login] = .init(role: "member", seen: team.seen)
      }
    }
  }
}
