import Catalog
import Exposure
import Guidance
import OrganizationModel
import Pages
import Templates

/// The page of all messages that failing credentials show.
enum RunbookFails {
  static let kind = DocumentKind("runbook-fails-index", in: .runbooks) { book in
    guard let page = book.paths.runbook(.itFails)?.page else { return [] }
    var document = Document(
      page, title: "It fails: what the message means",
      summary: "Every message of a failing credential, what it means and what to do about it.",
      keywords: book.messages.map(\.text).joined(separator: " ")
    ) { context(RunbookGround(book: book, page: page)) }
    document.answers = book.messages.map { $0.answer(book.organization.name) }
    return [document]
  }

  private static func context(_ ground: RunbookGround) -> TemplateContext {
    [
      "messages": ground.book.messages.map { row($0, ground) }, "host": ground.book.hosts.web,
      "gh": ground.hosts.gh, "token_gh": ground.hosts.tokenGh,
      "has_leak_order": !LeakRank.order(ground.book.decisions).isEmpty,
      "index_link": ground.page.link(to: BookSection.runbooks.index),
      "is_server": ground.hosts.isServer,
      "facts_link": ground.page.link(to: BookPath(folder: "guidance", "facts")),
    ]
  }

  private static func row(_ message: FailureMessage, _ ground: RunbookGround) -> TemplateContext {
    let anchor = message.help.isThere(in: ground.book) ? message.help.rawValue : nil
    let index = ground.page.link(to: BookSection.runbooks.index, anchor: anchor)
    return message.row(ground.organization.name).merging([
      "with": message.with, "help": message.help == .facts ? false : index as any TemplateConvertible,
      "help_title": message.help.title,
      "fact": (message.fact.map { ground.page.link(to: GuidanceFacts.page(of: $0), anchor: $0) }).orFalse,
    ]) { $1 }
  }
}

extension FailureMessage.Help {
  fileprivate var title: String {
    switch self {
    case .plans: "the credential's page"
    case .packages: "packages and workflows"
    case .accounts: "the account's runbook"
    case .facts: ""
    }
  }

  /// Whether the index has that part.
  fileprivate func isThere(in book: Book) -> Bool {
    switch self {
    case .plans: !book.decisions.credentials.isEmpty
    case .packages: RunbookIndex.hasPackages(book)
    case .accounts: book.accounts.accounts.contains(where: \.isMachineUser)
    case .facts: false
    }
  }
}

extension FailureMessage {
  /// What was in use, in words, for a person who looks for their own case.
  fileprivate var with: String {
    let words = uses.map(\.words)
    return Set(words).sorted().joined(separator: ", ")
  }

  /// What a search for it answers.
  fileprivate func answer(_ owner: Name) -> Document.Answer {
    Document.Answer(
      text.replacing("ORG", with: owner.text),
      "With \(with): \(cause). \(fix.replacing("ORG", with: owner.text)).")
  }

  /// The row of a table. What is missing on the way to the target is said by the owner's name.
  func row(_ owner: Name) -> TemplateContext {
    [
      "text": text.replacing(bytesOf: "ORG", with: owner.text), "cause": cause,
      "fix": fix.replacing(bytesOf: "ORG", with: owner.text),
    ]
  }
}

extension FailureMessage.Use {
  fileprivate var words: String {
    switch self {
    case .jobPackages, .job: "GITHUB_TOKEN"
    case .packages, .packagesWrite, .classic: "a classic PAT"
    case .npm: "npm"
    case .fineGrained: "a fine-grained PAT"
    case .app: "a GitHub App"
    case .key: "an SSH key"
    case .anyToken: "a PAT"
    case .secret: "a secret in a job"
    case .kubernetes: "a cluster"
    case .person: "gh, you"
    }
  }
}
