import Guidance
import OrganizationModel

/// How one automation comes to do without a credential that exists today.
struct AutomationMove: Sendable {
  /// What an access uses from now on.
  struct Target: Hashable, Comparable, Sendable {
    let kind: CredentialKind
    let plan: String?

    static func < (left: Target, right: Target) -> Bool {
      (left.kind, left.plan ?? "") < (right.kind, right.plan ?? "")
    }
  }

  let automation: AutomationID
  /// The accesses that the old credential may serve there, in the order of their ids.
  let accesses: [Decision]
  let workflow: (repository: Repository, workflow: Workflow)?
  private let credential: ExistingCredential
  private let book: Book

  init(_ automation: AutomationID, away review: ExistingCredentialReview, in book: Book) {
    self.automation = automation
    self.book = book
    credential = review.credential
    let served = Set(review.accesses)
    accesses = book.accesses(of: automation).filter { served.contains($0.id) }
    if case .workflow(let repository, let name) = automation,
      let repository = book.organization.repositories[repository], let workflow = repository.workflows[name]
    {
      self.workflow = (repository, workflow)
    } else {
      workflow = nil
    }
  }

  /// Each once.
  var targets: [Target] {
    Set(accesses.compactMap(\.credential).map { Target(kind: $0.kind, plan: $0.plan) }).sorted()
  }

  /// Those for which nothing is decided: it cannot be let go before they are.
  var waiting: [Decision] { accesses.filter { $0.credential == nil } }

  /// The whole `permissions:` of the workflow, or of each of its jobs, as YAML; empty outside one.
  var permissions: String {
    workflow.map { WorkflowSnippet($0.workflow, of: $0.repository, in: book).permissionText } ?? ""
  }

  /// What changes in the jobs, line by line; nil where it cannot be told, or nothing changes.
  var difference: String? {
    guard let workflow, let old = oldCredential(in: workflow.repository) else { return nil }
    let decided = accesses.filter { $0.credential != nil }
    guard !decided.isEmpty else { return nil }
    let before = decided.map { decision in
      var decision = decision
      decision.credential?.kind = old.kind
      decision.credential?.holder = credential.holder
      decision.credential?.plan = old.id
      return decision
    }
    let lines = LineDifference.unified(
      jobs(workflow, before, [old.id: old.secret]), jobs(workflow, decided, [:]))
    return lines.contains { $0.hasPrefix("-") || $0.hasPrefix("+") } ? lines.joined(separator: "\n") : nil
  }

  private func jobs(
    _ place: (repository: Repository, workflow: Workflow), _ accesses: [Decision], _ secrets: [String: String]
  ) -> [String] {
    WorkflowSnippet(place.workflow, of: place.repository, in: book, accesses: accesses, secretNames: secrets)
      .jobLines(withPermissions: false)
  }

  /// The old credential as a workflow file would name it: an App's key is no value of its own there.
  private func oldCredential(in repository: Repository) -> (
    kind: CredentialKind, id: String, secret: String
  )? {
    let kind: CredentialKind? =
      switch credential.kind {
      case .classicPAT: .classicPAT
      case .fineGrainedPAT: .fineGrainedPAT
      case .deployKey: .deployKey
      case .sshKey: .personalSSHKey
      case .oauthToken, .unknown: .personalPAT
      case .appKey, .other: nil
      }
    guard let kind else { return nil }
    return (kind, "existing \(credential.name)", secretName(in: repository))
  }

  /// What the secret is called there: the nearest place wins, as it does on GitHub (S-03).
  private func secretName(in repository: Repository) -> String {
    let places = credential.storedIn ?? []
    func first(_ fits: (SecretPlace) -> Bool) -> String? { places.first(where: fits)?.secretName }
    return first { if case .environment(_, repository.name, _) = $0 { true } else { false } }
      ?? first { if case .repository(_, repository.name, _) = $0 { true } else { false } }
      ?? first { if case .organization = $0 { true } else { false } }
      ?? SettingName.make(from: credential.name.text)
  }
}
