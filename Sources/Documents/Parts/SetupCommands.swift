import Guidance
import OrganizationModel
import SourceText

/// The commands of checklists, filled in: nothing in them is to be substituted by hand.
struct SetupCommands {
  let organization: Name
  let hosts: Hosts

  /// Stores what the terminal holds, a token in `$TOKEN` or a key in the file of `$KEY_DIR`; nothing where it holds
  /// nothing, for an empty standard input makes an empty secret.
  func store(_ place: SecretPlace, isKey: Bool) -> String? {
    setSecret(place).map { command in
      isKey
        ? "\(command) < \"${KEY_DIR:?}/key\""
        : ": \"${TOKEN:?}\" && printf '%s' \"$TOKEN\" | \(command)"
    }
  }

  /// Reads the value from standard input: never from the command line, which the shell's history keeps.
  private func setSecret(_ place: SecretPlace) -> String? {
    switch place {
    case .organization(let secret, let visibility, let store):
      hosts.gh("secret set \(secret) --org \(organization) --\(flags(visibility))\(app(store))")
    case .repository(let secret, let repository, let store):
      hosts.gh("secret set \(secret) -R \(organization)/\(repository)\(app(store))")
    case .environment(let secret, let repository, let environment):
      hosts.gh("secret set \(secret) -R \(organization)/\(repository) --env \(Shell.word(environment.text))")
    case .outside: nil
    }
  }

  func deleteSecret(_ place: SecretPlace) -> String? {
    switch place {
    case .organization(let secret, _, let store):
      hosts.gh("secret delete \(secret) --org \(organization)\(app(store))")
    case .repository(let secret, let repository, let store):
      hosts.gh("secret delete \(secret) -R \(organization)/\(repository)\(app(store))")
    case .environment(let secret, let repository, let environment):
      hosts.gh(
        "secret delete \(secret) -R \(organization)/\(repository) --env \(Shell.word(environment.text))")
    case .outside: nil
    }
  }

  /// Lets one more repository see an organization secret, without touching its value or the other repositories.
  func share(_ secret: String, _ store: SecretStore, with repository: Name) -> String {
    visible("PUT", secret, store, repository)
  }

  /// An id that could not be read must not end up in the path: the collection itself would be meant.
  private func visible(_ method: String, _ secret: String, _ store: SecretStore, _ repository: Name) -> String
  {
    let read = hosts.gh("api repos/\(organization)/\(repository) --jq .id")
    let path = "orgs/\(organization)/\(store.rawValue)/secrets/\(secret)/repositories/${ID:?}"
    return "ID=$(\(read)) && " + hosts.gh("api -X \(method) \"\(path)\"")
  }

  /// Takes repositories out of those that see an organization secret, and adds others. None where that is done in the
  /// browser only: a secret that all see can be shown to some without its value there and nowhere else.
  func show(_ change: PlaceChanges.Visibility) -> [String] {
    guard case .selected(let today) = change.from else { return [] }
    let stays = Set(change.to)
    let leaving = today.filter { !stays.contains($0) }
    guard leaving.count <= 20 else { return [] }
    return leaving.map { visible("DELETE", change.secret, change.store, $0) }
      + change.added.prefix(20).map { share(change.secret, change.store, with: $0) }
  }

  /// Where workflow files read a secret.
  func searchWorkflows(_ secret: String) -> String {
    hosts.gh("search code \"secrets.\(secret)\" --owner \(organization)")
  }

  /// When each deploy key of a repository was used last.
  func listDeployKeys(of reference: RepositoryReference) -> String {
    let name = "\(reference.owner ?? organization)/\(reference.name)"
    return hosts.gh("api repos/\(name)/keys --jq '.[] | [.id, .title, .read_only, .last_used] | @tsv'")
  }

  /// The variable is no secret: `gh` asks for its value.
  func setVariable(_ name: String, beside place: SecretPlace) -> String? {
    switch place {
    case .organization(_, .selected(let names), .actions) where names.count > Self.mostRepositories:
      hosts.gh("variable set \(name) --org \(organization) --visibility all")
    case .organization(_, let visibility, .actions):
      hosts.gh("variable set \(name) --org \(organization) --\(flags(visibility))")
    case .repository(_, let repository, .actions):
      hosts.gh("variable set \(name) -R \(organization)/\(repository)")
    case .environment(_, let repository, let environment):
      hosts.gh("variable set \(name) -R \(organization)/\(repository) --env \(Shell.word(environment.text))")
    case .organization, .repository, .outside: nil
    }
  }

  /// More repositories than that are not named on one command line: each is shown the secret by its own checklist.
  static let mostRepositories = 50

  private func flags(_ visibility: SecretVisibility) -> String {
    switch visibility {
    case .all: "visibility all"
    case .private: "visibility private"
    case .selected(let names) where names.count > Self.mostRepositories:
      "visibility selected --no-repos-selected"
    case .selected(let names): "repos \(names.sorted().map(\.text).joined(separator: ","))"
    }
  }

  private func app(_ store: SecretStore) -> String {
    store == .actions ? "" : " --app \(store.rawValue)"
  }

  /// Invites a member; an account that is there already is left as it is, for inviting it again would set its role.
  func invite(_ account: Name, to organization: Name, role: String) -> String {
    let set = setRole(of: account, in: organization, to: role)
    guard role != "owner" else { return set }
    return hosts.gh("api orgs/\(organization)/memberships/\(account) --silent") + " || " + set
  }

  func setRole(of account: Name, in organization: Name, to role: String) -> String {
    let value = role == "owner" ? "admin" : "member"
    return hosts.gh("api -X PUT orgs/\(organization)/memberships/\(account) -f role=\(value)")
  }

  func addCollaborator(_ account: Name, to reference: RepositoryReference, role: String) -> String {
    let permission = ["read": "pull", "write": "push"][role] ?? role
    let name = "\(reference.owner ?? organization)/\(reference.name)"
    return hosts.gh("api -X PUT repos/\(name)/collaborators/\(account) -f permission=\(permission)")
  }

  func removeCollaborator(_ account: Name, from repository: Name) -> String {
    hosts.gh("api -X DELETE repos/\(organization)/\(repository)/collaborators/\(account)")
  }

  func leaveTeam(_ team: Name, _ account: Name) -> String {
    hosts.gh("api -X DELETE orgs/\(organization)/teams/\(Slug.kebab(team.text))/memberships/\(account)")
  }

  func leaveOrganization(_ account: Name) -> String {
    hosts.gh("api -X DELETE orgs/\(organization)/memberships/\(account)")
  }

  func leaveAsOutsideCollaborator(_ account: Name) -> String {
    hosts.gh("api -X DELETE orgs/\(organization)/outside_collaborators/\(account)")
  }

  /// Changes what every member may do on every repository.
  var dropBasePermission: String {
    hosts.gh("api -X PATCH orgs/\(organization) -f default_repository_permission=none")
  }

  func start(_ workflow: Workflow, in repository: Name) -> String {
    hosts.gh("workflow run \(file(of: workflow)) -R \(organization)/\(repository)")
  }

  private func file(of workflow: Workflow) -> String {
    Shell.word(workflow.path.lastPathPart)
  }

  /// When the last run was started and how it ended: `2026-01-31T12:00:00Z completed success`. Only the time tells whether
  /// it is the run that is looked for.
  func lastRun(of workflow: Workflow, in repository: Name) -> String {
    let list = "run list -R \(organization)/\(repository) --workflow \(file(of: workflow)) --limit 1"
    return hosts.gh(
      "\(list) --json createdAt,status,conclusion --jq '.[0] | [.createdAt, .status, .conclusion] | join(\" \")'"
    )
  }
}
