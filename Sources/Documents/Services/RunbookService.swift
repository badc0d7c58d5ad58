import Guidance
import OrganizationModel
import Services
import Templates

/// What a record says of a credential that exists, and that its service issued.
struct IssuedCredential: Sendable {
  /// The id of the service, and what people call it.
  let service: Name
  let title: String
  /// Nil where the record doesn't have its kind.
  let option: ServiceOption?
  /// Ends it, and shows that it is ended; empty where the record doesn't say how.
  let revoke: [FilledStep]
  /// How one sees that it is still used.
  let lastUse: FilledStep?
  /// Show that it works, and can do no more than it should.
  let positive: [FilledStep]
  let negative: [FilledStep]
}

/// What is done with a credential of a service, at that service: its value goes nowhere else.
struct RunbookService: Sendable {
  let review: ExistingCredentialReview
  let credential: IssuedCredential
  let ground: RunbookGround

  /// Ends it; empty where nobody wrote down how.
  var ending: [RunbookStep] { credential.revoke.map { step("service-end", $0) } }

  /// The same in an emergency, in which nobody waits.
  var endingAtOnce: [RunbookStep] { credential.revoke.map { step("service-end", $0, ["wait": false]) } }

  /// Shows when it was last used.
  var lastUse: [RunbookStep] { credential.lastUse.map { [step("service-last-use", $0)] } ?? [] }

  /// Every user has a checklist that sets up what takes its place; after the last of them it is ended.
  var moving: [RunbookStep] {
    let users = review.credential.usedBy.sorted().map { user -> TemplateContext in
      ["name": user.description, "link": ground.link(ground.book.paths.checklist(user))]
    }
    return [
      RunbookStep("service-move", ["users": users, "has_users": !users.isEmpty, "service": credential.title])
    ]
      + lastUse + ending
  }

  /// Puts a new value in its place.
  var rotation: [RunbookStep] {
    guard let rotation = credential.option?.steps.rotation else { return [] }
    return [
      RunbookStep(
        "service-rotate",
        [
          "service": credential.title, "overlaps": rotation.overlaps,
          "order": rotation.order.map { ["text": Prose.sentence($0)] as TemplateContext },
        ])
    ]
  }

  /// Shows that a new value works, and can do no more than it should.
  var proofs: [RunbookStep] {
    credential.positive.map { step("service-proof", $0, ["works": true]) }
      + credential.negative.map { step("service-proof", $0, ["works": false]) }
  }

  private func step(_ name: String, _ filled: FilledStep, _ more: TemplateContext = [:]) -> RunbookStep {
    let proves = filled.proves
    return RunbookStep(
      name,
      filled.values.merging([
        "service": credential.title, "who": (proves ? nil : who(filled)).orFalse, "commands": filled.commands,
        "proves": proves,
      ]) { $1 }.merging(more) { $1 })
  }

  /// In words, with a capital.
  private func who(_ filled: FilledStep) -> String? {
    switch filled.step.who {
    case ServiceStep.repository: "Someone who administers the repository"
    case ServiceStep.holder:
      review.credential.service?.account.map { "A person who can sign in as \($0)" }
        ?? review.credential.holder?.text
    default: filled.who
    }
  }
}
