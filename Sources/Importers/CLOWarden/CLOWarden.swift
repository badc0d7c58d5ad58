import LocatedYAML
import OrganizationModel

extension Importer {
  /// CLOWarden keeps teams, their members, and roles on repositories in one file
  /// (<https://github.com/cncf/clowarden#configuration>, read on 2026-11-30).
  package static let clowarden = code(
    "clowarden", "config.yaml of CLOWarden", reads: .endings([".yaml", ".yml"]), CodeTool.clowarden)
}

extension CodeTool {
  static let clowarden = CodeTool(
    name: "CLOWarden",
    isMeant: { document in
      let root = document.root
      guard let teams = root["teams"] ?? root["repositories"], teams.kind == .sequence else { return false }
      let others = root.entries.contains { !["teams", "repositories", "defaults"].contains($0.key.text) }
      return !others && teams.elements.allSatisfy { $0["name"] != nil }
    },
    read: { reader, _ in reader.readCLOWarden() },
    help: "pass the `config.yaml` that CLOWarden reads")
}

extension DraftReader {
  fileprivate mutating func readCLOWarden() {
    for team in elements(document.root["teams"]) {
      guard let node = team["name"], let slug = name(node, .team) else { continue }
      meet(team: slug, at: node)
      let maintainers = names(team["maintainers"], .login)
      let members = names(team["members"], .login).filter { !maintainers.contains($0) }
      draft.teams[slug]?.maintainers = maintainers
      draft.teams[slug]?.members = members
      for login in maintainers + members { meet(login, at: node) }
      if let formation = team["formation"], !formation.isNull {
        let place = place(formation)
        draft.teams[slug]?.questions.append(
          "CLOWarden takes members from other teams (\(place)). Who are they?")
      }
    }
    for repository in elements(document.root["repositories"]) {
      guard let node = repository["name"], let name = name(node, .repository) else { continue }
      meet(repository: name, at: node)
      let visibility = choice(repository["visibility"], Self.visibilities)
      draft.repositories[name]?.visibility = visibility
      for entry in entries(repository["teams"]) {
        guard let team = self.name(entry.key, .team) else { continue }
        grant(team, entry.value, on: name, at: entry.key)
      }
      for entry in entries(repository["external_collaborators"]) {
        guard let login = self.name(entry.key, .login) else { continue }
        meet(login, "outside_collaborator", at: entry.key)
        grant(account: login, entry.value, on: name, at: entry.key)
      }
    }
  }
}
