import Templates
import Guidance
import OrganizationModel

/// The runbook for a leak of what GitHub did not issue, or of what nobody knows who issued: its value goes to no other
/// service, for that hands it over and proves nothing.
struct RunbookForeign: Sendable {
  static let kind = DocumentKind("runbook-leaked", in: .runbooks) { book in
    book.decisions.existing.compactMap { review in
      book.paths.runbook(.foreignLeak(review.credential.name)).map { page in
        RunbookForeign(review: review, ground: RunbookGround(book: book, page: page)).document()
      }
    }
  }

  let review: ExistingCredentialReview
  let ground: RunbookGround

  private var credential: ExistingCredential { review.credential }
  private var leak: RunbookLeak { RunbookLeak(credential, ground) }

  private func document() -> Document {
    Document(
      ground.page, title: "\(credential.name) leaked",
      summary:
        "Who ends it, where, and what to do after that: this book does not know the service that issued it.",
      responsible: RunbookExisting(review: review, ground: ground).responsible?.text,
      source: "credentials.\(credential.name)", keywords: "leak leaked stolen compromised"
    ) { whole }
  }

  private var whole: TemplateContext {
    let steps = leak.opened(steps)
    return ground.values.merging(leak.values) { $1 }.merging(values) { $1 }
      .merging(RunbookStep.tools(of: steps)) { $1 }
      .merging(["steps": RunbookStep.contexts(steps), "people": people]) { $1 }
  }

  private var people: [TemplateContext] {
    leak.revokers.map { ground.people.context($0, .ends) }
      + credential.usedBy.sorted().prefix(10).map { ground.people.context(.keeper($0), .uses) }
  }

  private var isUnknown: Bool { credential.kind == .unknown }

  private var steps: [RunbookStep] {
    [
      RunbookStep("foreign-note"), RunbookStep("foreign-which", ["is_unknown": isUnknown]),
      RunbookStep("foreign-end"), RunbookStep("terminal"), ExistingRenewal(credential, ground).step,
      leak.readersStep, RunbookStep("foreign-look"),
    ]
  }

  private var values: TemplateContext {
    let paths = ground.book.paths
    return [
      "credential": credential.name.text, "kind": ExistingContext.title(credential.kind),
      "credential_link": ground.link(paths.credential(existing: credential.name)),
      "holder_link": ground.link(credential.holder.flatMap(paths.account)), "records": [TemplateContext](),
      "stored": (credential.storedIn ?? []).map { PlaceContext(place: $0, links: ground.links).whole },
      "places_unknown": credential.storedIn == nil, "is_unknown": isUnknown,
      "automations": credential.usedBy.sorted().map { ["name": $0.description] as TemplateContext },
      "has_automations": !credential.usedBy.isEmpty,
      "stands_still": !credential.usedBy.isEmpty,
    ]
  }
}
