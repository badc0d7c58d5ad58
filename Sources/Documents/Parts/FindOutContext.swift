import Templates
import Guidance
import OrganizationModel

/// How to find out what a credential is for, as values for templates.
struct FindOutContext {
  let review: ExistingCredentialReview
  let links: MarkdownLinks

  private var credential: ExistingCredential { review.credential }

  /// What nobody knows of it, and where to write what was found.
  var questions: [TemplateContext] { review.unknown.map(FindOutContext.question) }

  static func question(_ unknown: UnknownUse) -> TemplateContext {
    [
      "reason": Prose.sentence(unknown.reason), "answer_at": unknown.answerAt,
      "answer": Prose.markdown(unknown.answer),
    ]
  }

  /// Who can be asked, and where it is seen when it was used last.
  var how: TemplateContext {
    [
      "holder": credential.holder.map(links.account).orFalse,
      "settings": credential.kind.record.settingsPage.orFalse, "host": links.book.hosts.web,
      "web": "https://\(links.book.hosts.web)",
      "is_key": credential.kind == .deployKey, "is_app": credential.kind == .appKey,
      "is_foreign": !credential.kind.isGitHubs,
      "has_token_log": hasTokenLog, "organization": links.book.organization.name.text,
    ]
  }

  /// The audit log names tokens by their hash, on the enterprise plan of github.com and GHE.com (B-10).
  private var hasTokenLog: Bool {
    let platform = links.book.organization.platform
    return platform.plan == .enterprise && platform.product != .ghes && credential.kind.isGitHubs
  }

  /// Where the name of a secret is read, and when a deploy key was used last.
  var searches: [String] { FindOutContext.searches(for: credential, in: links.book) }

  /// Where the name of a secret is read, and when a deploy key was used last.
  static func searches(for credential: ExistingCredential, in book: Book) -> [String] {
    let commands = SetupCommands(organization: book.organization.name, hosts: book.hosts)
    let names = Set((credential.storedIn ?? []).compactMap(\.secretName)).sorted()
    let keys = credential.repository.map { [commands.listDeployKeys(of: $0)] } ?? []
    return names.map(commands.searchWorkflows) + keys
  }
}
