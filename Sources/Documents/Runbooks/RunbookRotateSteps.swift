import Guidance
import OrganizationModel

/// How an old credential is replaced without an outage: make, store everywhere, verify, delete the old one (B-08).
extension RunbookPlan {
  var rotateSteps: [RunbookStep] {
    let making = mintSteps.filter { !Self.madeOnce.contains($0.name) }
    // Whoever looks at the account's tokens has to be signed in as it.
    let signIn = making.prefix { $0.name == "sign-in-as-holder" }
    let tests = positiveSteps.filter { $0.name != "verify-key-listed" } + negativeSteps + consumerSteps
    let made: [RunbookStep] = Array(signIn) + [noteOldStep] + Array(making.dropFirst(signIn.count))
    return made + storeSteps + tests + waitSteps + [deleteOldStep]
  }

  /// What stays when the key changes.
  private static let madeOnce: Set = ["app-register", "app-manifest", "app-install"]

  var rotateVerification: [RunbookStep] {
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
    case .classicPAT, .fineGrainedPAT, .personalPAT, .anonymous, .githubToken: RunbookStep("\(prefix)-token")
    }
  }

  /// Organization and repository secrets are read when a run is queued (S-04).
  private var waitSteps: [RunbookStep] {
    guard !workflowRepositories.isEmpty else { return [] }
    let names = workflowRepositories.prefix(50).map { "\(ground.organization.name)/\($0)" }
    return [RunbookStep("rotate-wait", tools: [.gh], ["waiting": RunbookGround.list(names)])]
  }
}
