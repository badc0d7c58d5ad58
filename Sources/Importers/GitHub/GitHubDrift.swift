package import OrganizationModel
package import SourceText

/// What a later dump shows beside a description.
package struct GitHubDrift: Sendable {
  /// What the dump has and the description does not, as key paths.
  package let new: [String]
  /// What both have, with different values, in one sentence each.
  package let different: [String]
  /// What the description has and the dump does not, where GitHub answered with the whole list, as key paths.
  package let gone: [String]
  /// What is open, in one sentence each.
  package let questions: [String]
  /// The description with what is new in it: its files, the top one first.
  package let texts: [(path: String, text: String)]
  /// All problems of the files; with an error in it nothing else is to be used.
  package let diagnostics: [Diagnostic]

  /// - Parameters:
  ///   - files: of the dump.
  ///   - description: its files, the top one first, and what was read of them.
  package init(_ files: SourceFiles, _ description: SourceFiles, _ known: Organization) {
    let dump = GitHubImport(files, known.name.text)
    let merged = dump.merged(into: description, known)
    new = merged.added
    different = merged.diagnostics.filter { $0.id == "said-otherwise" }.map(\.message)
    questions = merged.diagnostics.filter { $0.id == "question" }.map(\.message)
    diagnostics = merged.diagnostics.filter { !["said-otherwise", "question", "remark"].contains($0.id) }
    texts = merged.texts
    gone = dump.draft.map { GoneFromGitHub($0, known).keys } ?? []
  }
}

/// What a description has, and a dump that has the whole list does not.
private struct GoneFromGitHub {
  private(set) var keys: [String] = []
  private let draft: GitHubDraft

  init(_ draft: GitHubDraft, _ known: Organization) {
    self.draft = draft
    let (base, complete) = (draft.base, draft.complete)
    if complete.contains(.members) {
      let people = known.people.filter { $0.role != .outsideCollaborator && base.accounts[$0.name] == nil }
      keys += people.map { "people.\($0.name)" }
      let users = known.machineUsers.filter {
        $0.role != .outsideCollaborator && base.accounts[$0.name] == nil
      }
      keys += users.map { "machine_users.\($0.name)" }
    }
    if complete.contains(.teams) {
      keys += known.teams.filter { base.teams[$0.name] == nil }.map { "teams.\($0.name)" }
    }
    if complete.contains(.repositories) {
      keys += known.repositories.filter { base.repositories[$0.name] == nil }.map {
        "repositories.\($0.name)"
      }
    }
    let places = Set(base.credentials.values.compactMap(\.place).map { PlaceID($0) })
    for credential in known.credentials {
      for place in credential.storedIn ?? [] where isComplete(place) && !places.contains(PlaceID(place)) {
        keys.append("credentials.\(credential.name).stored_in: \(words(place))")
      }
    }
  }

  /// Whether GitHub answered with every secret of the place's store. One whose repositories are unknown has no place.
  private func isComplete(_ place: SecretPlace) -> Bool {
    let unplaced = draft.base.credentials.contains { name, credential in
      credential.place == nil
        && place.secretName.map { name.text.uppercased().hasPrefix($0.uppercased()) } ?? false
    }
    if unplaced { return false }
    return switch place {
    case .organization(_, _, let store): draft.complete.contains(.organizationSecrets(store))
    case .repository(_, let repository, let store):
      draft.complete.contains(.repositorySecrets(repository, store))
    case .environment(_, let repository, let environment):
      draft.complete.contains(.environmentSecrets(repository, environment))
    case .outside: false
    }
  }

  private func words(_ place: SecretPlace) -> String {
    switch place {
    case .organization(let secret, _, let store): "\(secret) of the organization (\(store.rawValue))"
    case .repository(let secret, let repository, let store): "\(secret) of \(repository) (\(store.rawValue))"
    case .environment(let secret, let repository, let environment):
      "\(secret) of \(environment) of \(repository)"
    case .outside(let words): words
    }
  }
}

extension GitHubDraft {
  /// A list that GitHub answered whole.
  enum CompleteList: Hashable {
    case members, teams, repositories
    case organizationSecrets(SecretStore)
    case repositorySecrets(Name, SecretStore)
    case environmentSecrets(Name, Name)
  }
}

extension GitHubDraftBuilder {
  /// Notes which lists are whole: what is not in them is not there.
  mutating func noteCompleteLists() {
    if isKnown("/orgs/$org/members?role=member"), isKnown("/orgs/$org/members?role=admin") {
      draft.complete.insert(.members)
    }
    if isKnown("/orgs/$org/teams") { draft.complete.insert(.teams) }
    if isKnown("/orgs/$org/repos?type=all") { draft.complete.insert(.repositories) }
    for store in SecretStore.allCases {
      if isKnown("/orgs/$org/\(store.rawValue)/secrets") {
        draft.complete.insert(.organizationSecrets(store))
      }
      for repository in repositoryNames
      where isKnown(repositoryPath(repository, "/\(store.rawValue)/secrets")) {
        draft.complete.insert(.repositorySecrets(repository, store))
      }
    }
    for repository in repositoryNames {
      for row in rows(repositoryPath(repository, "/environments")) ?? [] {
        guard let uri = row.members["uri"]?.text, let name = row.members["name"]?.text,
          isKnown(repositoryPath(repository, "/environments/\(uri)/secrets"))
        else { continue }
        draft.complete.insert(.environmentSecrets(repository, Name(MaskedName.text(name))))
      }
    }
  }
}
