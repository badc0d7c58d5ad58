import Guidance
import OrganizationModel
import Templates

/// How a credential in whose place nothing is planned is made again, with what the old one had.
struct ExistingRenewal: Sendable {
  private let credential: ExistingCredential
  private let ground: RunbookGround

  init(_ credential: ExistingCredential, _ ground: RunbookGround) {
    (self.credential, self.ground) = (credential, ground)
  }

  /// - Parameter isMade: whether another step makes the new value, so that this one only stores it.
  func step(isMade: Bool) -> RunbookStep {
    let commands = (credential.storedIn ?? []).compactMap { ground.commands.store($0, isKey: isKey) }
    let rights = (credential.scopes ?? []) + CredentialText.permissions(credential.permissions ?? [:])
    return RunbookStep(
      "renew-existing", tools: commands.isEmpty ? [] : [.gh],
      [
        "rights": RunbookGround.list(rights), "has_rights": !rights.isEmpty,
        "is_foreign": !credential.kind.isGitHubs, "is_made": isMade,
        "settings": commands.map { ["command": $0] as TemplateContext }, "has_settings": !commands.isEmpty,
        "is_key_file": isKey,
        "outside_places": RunbookGround.list(outside), "has_outside_places": !outside.isEmpty,
        "used_by": RunbookGround.sentence(credential.usedBy.sorted().map(\.description)),
        "is_used": !credential.usedBy.isEmpty,
      ])
  }

  /// A key has several lines: it is read from its file.
  private var isKey: Bool { credential.kind.isKeyFile }

  private var outside: [String] {
    (credential.storedIn ?? []).compactMap { if case .outside(let words) = $0 { words } else { nil } }
  }
}
