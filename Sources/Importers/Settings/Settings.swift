import LocatedYAML
import OrganizationModel
import SourceText

extension Importer {
  /// The Settings app and Safe Settings keep the settings of repositories as YAML
  /// (<https://github.com/repository-settings/app>, <https://github.com/github/safe-settings>, read on 2026-11-30).
  package static let settings = code(
    "settings", "settings.yml of the Settings app, and the folders of Safe Settings",
    reads: .paths { path in
      let isSettings = ["settings.yml", "settings.yaml"].contains { FolderPath.name(of: path) == $0 }
      let isYAML = path.hasSuffix(bytesOf: ".yml") || path.hasSuffix(bytesOf: ".yaml")
      return path.hasSuffix(bytesOf: ".git/config") || isSettings && path.contains(".github/")
        || isYAML && (path.contains(".github/repos/") || path.contains(".github/suborgs/"))
    }, CodeTool.settings)
}

extension CodeTool {
  static let settings = CodeTool(
    name: "Settings",
    isMeant: { document in
      let path = document.path
      guard path.contains(".github/"), document.root.kind == .mapping else { return false }
      return FolderPath.name(of: path).hasPrefix("settings.") || path.contains(".github/repos/")
        || path.contains(".github/suborgs/")
    },
    read: { reader, home in reader.readSettings(home) },
    help: "pass checkouts with `.github/settings.yml`")
}

extension DraftReader {
  private static let keys = ["repository", "collaborators", "teams", "environments", "branches", "rulesets"]

  fileprivate mutating func readSettings(_ home: CheckoutHomes.Home?) {
    let root = document.root
    guard root.entries.contains(where: { Self.keys.contains($0.key.text) || $0.key.text == "suborgrepos" })
    else { return }
    for repository in repositories(home) {
      readSettings(of: repository)
    }
  }

  /// Which repositories the file is about: those of the whole organization are not listed in it.
  private mutating func repositories(_ home: CheckoutHomes.Home?) -> [Name] {
    let (root, path) = (document.root, document.path)
    if path.contains(".github/repos/") {
      let stem = FolderPath.name(of: path).split(separator: ".").dropLast().joined(separator: ".")
      return repository(stem, at: root).map { [$0] } ?? []
    }
    if path.contains(".github/suborgs/") {
      let all = elements(root["suborgrepos"])
      let plain = all.filter { !$0.text.contains("*") && !$0.text.contains("?") }
      if plain.count < all.count || all.isEmpty {
        draft.questions.append(
          "\(place(root)): which other repositories are in this group of Safe Settings?"
        )
      }
      return plain.compactMap { repository($0.text, at: $0) }
    }
    if let said = root["repository"]?["name"], !said.isNull, let name = name(said, .repository) {
      meet(repository: name, at: said)
      return [name]
    }
    guard let home, home.name != "admin", home.name != "safe-settings" else {
      draft.questions.append(
        "\(place(root)): to which repositories do these settings apply? Safe Settings applies them to all of the organization."
      )
      return []
    }
    return repository(home.name, at: root).map { [$0] } ?? []
  }

  private mutating func repository(_ text: String, at node: YAMLNode) -> Name? {
    guard TextRule.repository.accepts(Array(text.utf8)[...]) else {
      report(node, TextRule.repository.expectation)
      return nil
    }
    meet(repository: Name(text), at: node)
    return Name(text)
  }

  private mutating func readSettings(of repository: Name) {
    let root = document.root
    let settings = root["repository"]
    if let visibility = choice(settings?["visibility"], Self.visibilities) {
      draft.repositories[repository]?.visibility = visibility
    } else if let isPrivate = truth(settings?["private"]) {
      draft.repositories[repository]?.visibility = isPrivate ? "private" : "public"
    }
    if let isArchived = truth(settings?["archived"]) {
      draft.repositories[repository]?.isArchived = isArchived
    }
    for team in elements(root["teams"]) {
      guard let node = team["name"], let slug = name(node, .team) else { continue }
      grant(slug, team["permission"], on: repository, at: node)
    }
    for account in elements(root["collaborators"]) {
      guard let node = account["username"], let login = name(node, .login) else { continue }
      grant(account: login, account["permission"], on: repository, at: node)
    }
    for environment in elements(root["environments"]) {
      guard let node = environment["name"], let name = name(node, .environment) else { continue }
      // Reviewers are numbers of accounts and teams.
      let hasReviewers = (environment["reviewers"]?.count ?? 0) > 0
      draft.repositories[repository]?.environments[name.text] = .some(nil)
      if hasReviewers {
        draft.questions.append(
          "\(place(node)): who are the reviewers of the environment `\(DraftValue.oneLine(name.text))`? The file only has their numbers."
        )
      }
    }
    readBranches(root["branches"], of: repository)
  }

  /// A protection that requires reviews refuses direct pushes; who may pass it beside administrators is not read.
  private mutating func readBranches(_ branches: YAMLNode?, of repository: Name) {
    let protected = elements(branches).compactMap { branch -> String? in
      guard let name = branch["name"], let reviews = branch["protection"]?["required_pull_request_reviews"],
        !reviews.isNull
      else { return nil }
      return DraftValue.oneLine(String(name.text.prefix(100)))
    }
    if protected.isEmpty { return }
    draft.questions.append(
      "Who can bypass the protection of \(protected.map { "`\($0)`" }.joined(separator: ", ")) in `\(repository)`? `rules: {BRANCH: {bypass: []}}`"
    )
  }
}
