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
}
