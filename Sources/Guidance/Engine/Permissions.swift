package import OrganizationModel

/// The least that an access takes of a kind of credential (decisions.md, Permissions for each access; §2.2, §3.3).
package struct Privileges: Hashable, Sendable {
  /// Of a classic PAT, normalised and sorted.
  package var scopes: [String] = []
  /// Permission to level: workflow spelling for the job's token, API spelling elsewhere.
  package var permissions: [String: AccessLevel] = [:]

  package static let none = Privileges()
}

extension Situation {
  /// What the access takes of a kind; for one that is struck, what it would take.
  package func privileges(of kind: CredentialKind) -> Privileges {
    switch kind {
    case .anonymous, .deployKey, .personalSSHKey: .none
    case .classicPAT, .personalPAT: Privileges(scopes: ClassicScope.normalised(classicScopes))
    case .githubToken:
      Privileges(
        permissions: inWorkflowSpelling(
          // Only a codespace's own token can be given `workflows`.
          permissions.merging(place == .codespaces ? workflowFiles : record.jobKeys) { $1 }))
    case .brokerToken, .githubApp, .fineGrainedPAT:
      Privileges(permissions: permissions.merging(workflowFiles) { $1 })
    }
  }

  private var permissions: [String: AccessLevel] { record.permissions }

  /// Commits that touch workflow files take one permission more (A-09, P-24, G-11).
  private var workflowFiles: [String: AccessLevel] {
    changesWorkflows && record.changesContents ? ["workflows": .write] : [:]
  }

  private func inWorkflowSpelling(_ permissions: [String: AccessLevel]) -> [String: AccessLevel] {
    Dictionary(
      permissions.map { ($0.key.replacing("_", with: "-"), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  private var classicScopes: [String] {
    let workflow = changesWorkflows && record.changesContents ? ["workflow"] : []
    return switch record.scopes {
    case .these(let scopes): scopes + workflow
    case .ofRepository: [visibility == .public ? "public_repo" : "repo"] + workflow
    }
  }
}

/// How the scopes of classic PATs include one another (P-30).
package enum ClassicScope {
  private static let included: [String: [String]] = [
    "repo": ["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"],
    "admin:repo_hook": ["write:repo_hook", "read:repo_hook"],
    "write:repo_hook": ["read:repo_hook"],
    "admin:org": ["write:org", "read:org"],
    "write:org": ["read:org"],
    "admin:public_key": ["write:public_key", "read:public_key"],
    "write:public_key": ["read:public_key"],
    "user": ["read:user", "user:email", "user:follow"],
    "project": ["read:project"],
    "write:packages": ["read:packages"],
  ]

  /// The outermost scopes, sorted: what GitHub itself stores of a request.
  package static func normalised(_ scopes: some Sequence<String>) -> [String] {
    let all = Set(scopes)
    let covered = Set(all.flatMap { included[$0] ?? [] })
    return all.subtracting(covered).sorted()
  }

  /// Whether a token with `scopes` can do whatever `scope` can.
  package static func covers(_ scopes: some Sequence<String>, _ scope: String) -> Bool {
    scopes.contains { $0 == scope || (included[$0] ?? []).contains(scope) }
  }
}
