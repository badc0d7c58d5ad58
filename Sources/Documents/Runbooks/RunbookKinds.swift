import Guidance
import OrganizationModel
import Templates

/// The runbooks of machine users, and the page that every terminal begins with.
enum RunbookKinds {
  static let createMachineUser = DocumentKind("runbook-create-machine-user", in: .runbooks) { book in
    book.accounts.accounts.filter(\.isMachineUser).compactMap { account in
      book.paths.runbook(createMachineUser: account.name).map {
        RunbookAccount(
          account: account, ground: RunbookGround(book: book, page: $0.page, tasks: [.create])
        ).document()
      }
    }
  }

  static let prepare = DocumentKind("runbook-prepare", in: .runbooks) { book in
    book.paths.runbook(.prepare).map { place in
      let ground = RunbookGround(book: book, page: place.page)
      return Document(
        place.page, title: "Prepare your terminal",
        summary: "Do this once before the steps of any page, and clean up after the last one.",
        keywords: "gh auth login scope clean up"
      ) {
        ground.values.merging([
          "steps": RunbookStep.contexts([
            RunbookStep("terminal"), RunbookStep("gh-account", tools: [.gh]),
          ])
        ]) { $1 }
      }
    }.map { [$0] } ?? []
  }

  /// What steps of several pages have in common, once: each step links to its part.
  static let help = DocumentKind("runbook-help", in: .runbooks) { book in
    book.paths.runbook(.help).map { place in
      let ground = RunbookGround(book: book, page: place.page)
      return Document(
        place.page, title: "Help with the steps",
        summary:
          "Parts that steps of several pages share, and what to do if a step doesn't show what it should.",
        keywords: "step fails sign in hand over"
      ) { ground.values.merging(parts(of: book)) { $1 } }
    }.map { [$0] } ?? []
  }

  /// Which parts of that page the book's steps need.
  private static func parts(of book: Book) -> TemplateContext {
    let kinds = Set(book.decisions.credentials.map(\.kind))
    let hasToken = kinds.contains { $0.isToken }
    return [
      "has_token": hasToken, "has_app": kinds.contains(.githubApp),
      "has_token_or_app": hasToken || kinds.contains(.githubApp),
      "has_key": kinds.contains { !$0.isToken && $0.isStored && $0 != .githubApp },
      "has_clusters": book.organization.consumers.contains { $0.kind == .kubernetes },
    ]
  }
}
