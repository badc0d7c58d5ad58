import Guidance
import OrganizationModel

/// How an old credential is replaced without an outage: make, store everywhere, verify, delete the old one (B-08).
extension RunbookPlan {
  ///
  /// The steps of *Set it up* are not said again: one step leads to them, from the first to the last.
  var rotateSteps: [RunbookStep] {
    // Whoever looks at the account's tokens has to be signed in as it.
    let signIn = mintSteps.prefix { $0.name == "sign-in-as-holder" }
    let names = setUpSteps.map(\.name)
    let first = names.firstIndex { !Self.before.contains($0) } ?? 0
    let makeNew = RunbookStep(
      "rotate-make-new",
      [
        "first": first + 1, "last": names.count,
        "skips_install": names.contains { Self.madeOnce.contains($0) },
      ])
    let steps: [RunbookStep] =
      Array(signIn) + [noteOldStep, makeNew] + waitSteps + [deleteOldStep] + rotateVerification
    return RunbookStep.prepared(steps, scope: needsOrganizationScope)
  }

  /// When what exists is to be rotated, where the description says when it was made or when it ends.
  var due: String? {
    let rotation = plan.existing.flatMap { ground.book.calendar.rotation(of: $0) }
    guard let window = rotation?.window else { return nil }
    guard window.closes > window.day else { return "on \(window.day)" }
    return "on \(window.day), \(window.closes - window.day) days before it expires"
  }

  /// What stays when the key changes.
  private static let madeOnce: Set = ["app-register", "app-manifest", "app-install"]
  /// What the rotation has done by then.
  private static let before: Set = [
    "prepare", "sign-in-as-holder", "app-register", "app-manifest", "app-install",
  ]

  private var rotateVerification: [RunbookStep] {
    guard plan.kind.isOfRepository, let reference = keyRepository else {
      return [RunbookStep("verify-old-dead")]
    }
    let name = plan.existing == nil ? "verify-old-key-dead" : "verify-known-key-dead"
    return [RunbookStep(name, tools: [.gh, .ssh], keyValues(reference))]
  }

  private var noteOldStep: RunbookStep { step("rotate-note-old") }
  private var deleteOldStep: RunbookStep { step("rotate-delete-old") }

  private func step(_ prefix: String) -> RunbookStep {
    switch plan.kind {
    // What was there before the book has whatever title somebody gave it: its number tells it.
    case .deployKey where plan.existing != nil:
      RunbookStep(
        "\(prefix.replacing("-old", with: "-known"))-key", tools: [.gh, .ssh],
        keyRepository.map(keyValues) ?? [:])
    case .deployKey:
      RunbookStep("\(prefix)-key", tools: [.gh, .ssh], keyRepository.map(keyValues) ?? [:])
    case .personalSSHKey: RunbookStep("\(prefix)-ssh-key")
    case .githubApp: RunbookStep("\(prefix)-app-key")
    case .classicPAT, .fineGrainedPAT, .personalPAT, .anonymous, .githubToken, .brokerToken:
      RunbookStep("\(prefix)-token")
    }
  }

  /// Organization and repository secrets are read when a run is queued (S-04).
  private var waitSteps: [RunbookStep] {
    guard !workflowRepositories.isEmpty else { return [] }
    let names = workflowRepositories.prefix(50).map { "\(ground.organization.name)/\($0)" }
    return [RunbookStep("rotate-wait", tools: [.gh], ["waiting": RunbookGround.list(names)])]
  }
}
