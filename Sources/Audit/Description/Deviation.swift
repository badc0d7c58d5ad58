import Catalog
import Guidance
import OrganizationModel
import Workflows

/// An access that a workflow does not do as it was decided.
struct Deviation {
  enum Kind {
    /// A stored credential or an App, where the job's own token serves.
    case jobTokenServes
    /// A classic PAT, where something narrower serves: another kind, or fewer scopes.
    case narrowerServes
    case otherwise
  }

  let kind: Kind
  let access: ShownAccess
  let decision: Decision
  let chosen: ChosenCredential
  /// What it is done with, in words.
  let today: String
  /// What was decided, in words: ``a deploy key in `secrets.WEB_PUSH_KEY` ``.
  let decided: String
  /// What else is to be said: surplus scopes, or why it cannot work.
  let why: String?
  /// The described credential that it is done with; nil where none is.
  let held: Name?
  /// How sure it is that the job's token can do it; nil where nobody knows.
  let jobTokenServes: Confidence?

  /// Whether an import guessed the need, so that nobody knows yet whether the decision is the right one.
  var isGuess: Bool { decision.need.guess != nil }
}

extension DescribedWorkflow {
  /// Every access that is not done as decided, once for each job, in the order of the file.
  var deviations: [Deviation] {
    var seen: Set<[String]> = []
    return shown.compactMap(deviation).filter {
      seen.insert([$0.access.need.job, $0.decision.id.description, $0.today]).inserted
    }
  }

  private func deviation(_ access: ShownAccess) -> Deviation? {
    guard let decision = access.decision, let chosen = decision.credential,
      let source = access.need.credential, let today = source.words
    else { return nil }
    let plan = description.plan(of: chosen)
    guard let found = kind(of: source, access.need, decision, chosen, plan) else { return nil }
    return Deviation(
      kind: found.kind, access: access, decision: decision, chosen: chosen, today: today,
      decided: words(chosen, plan), why: found.why,
      held: source.secretName.flatMap { credentials($0, job: access.need.job).first?.name },
      jobTokenServes: JobTokenDoubt(access, in: self).confidence)
  }

  private typealias Found = (kind: Deviation.Kind, why: String?)

  /// Nil where it is done as decided, and where the file does not tell.
  private func kind(
    of source: CredentialSource, _ need: ShownNeed, _ decision: Decision, _ chosen: ChosenCredential,
    _ plan: CredentialPlan?
  ) -> Found? {
    switch source {
    case .jobToken: ofJobToken(need, decision, chosen)
    case .secret(let name): ofSecret(name, need, chosen, plan)
    case .appToken(let mint): ofApp(mint, need.job, chosen, plan)
    case .federated, .allSecrets, .computedSecret: nil
    }
  }

  /// Where the token serves, and something else was put before it, nothing is lost.
  private func ofJobToken(_ need: ShownNeed, _ decision: Decision, _ chosen: ChosenCredential) -> Found? {
    guard chosen.kind != .githubToken, chosen.kind != .anonymous,
      chosen.kind != .deployKey || isByGit(need),
      let option = decision.option(.githubToken), option.verdict == .struck
    else { return nil }
    return (.otherwise, option.because)
  }

  private func ofSecret(
    _ name: String, _ need: ShownNeed, _ chosen: ChosenCredential, _ plan: CredentialPlan?
  ) -> Found? {
    let held = credentials(name, job: need.job)
    if let plan, plan.secretName.uppercased() == name || held.contains(where: { $0.name == plan.existing }) {
      return nil
    }
    // What is not GitHub's is not replaced, nor is what nobody can name by something that is stored.
    if held.contains(where: { $0.kind == .other }) { return nil }
    let isNamed = !held.contains { $0.kind == .unknown }
    switch chosen.kind {
    case .githubToken: return (.jobTokenServes, nil)
    // An exception lets a person's own credential be used, whichever it is.
    case .personalPAT, .personalSSHKey: return nil
    case .deployKey where !isByGit(need): return nil
    case .brokerToken, .deployKey, .githubApp, .fineGrainedPAT:
      let isClassic = held.contains { $0.kind == .classicPAT }
      return isNamed ? (isClassic ? .narrowerServes : .otherwise, nil) : nil
    case .classicPAT: return isNamed ? ofClassicPAT(held, chosen) : nil
    case .anonymous: return (.otherwise, nil)
    }
  }

  private func ofClassicPAT(_ held: [ExistingCredential], _ chosen: ChosenCredential) -> Found {
    guard let scopes = held.first(where: { $0.kind == .classicPAT })?.scopes else { return (.otherwise, nil) }
    let surplus = ClassicScope.normalised(scopes).filter { !ClassicScope.covers(chosen.scopes, $0) }
    guard !surplus.isEmpty else { return (.otherwise, nil) }
    let needed = chosen.scopes.map { "`\($0)`" }.joined(separator: ", ")
    return (
      .narrowerServes,
      "\(needed) is enough, and it also has \(surplus.map { "`\($0)`" }.joined(separator: ", "))"
    )
  }

  private func ofApp(_ mint: AppTokenMint, _ job: String, _ chosen: ChosenCredential, _ plan: CredentialPlan?)
    -> Found?
  {
    switch chosen.kind {
    case .githubToken: return (.jobTokenServes, nil)
    case .githubApp:
      guard let key = mint.key, let plan else { return nil }
      let isPlanned =
        plan.secretName.uppercased() == key
        || credentials(key, job: job).contains { $0.name == plan.existing || $0.holder == plan.holder }
      return isPlanned ? nil : (.otherwise, nil)
    case .anonymous, .brokerToken: return (.otherwise, nil)
    // An App in use stays: its token lives for an hour, and what would take its place is stored.
    case .deployKey, .classicPAT, .fineGrainedPAT, .personalPAT, .personalSSHKey: return nil
    }
  }

  private func words(_ chosen: ChosenCredential, _ plan: CredentialPlan?) -> String {
    let what =
      switch chosen.kind {
      case .githubToken: "`GITHUB_TOKEN`"
      case .githubApp: chosen.holder.map { "the GitHub App `\($0)`" } ?? "a GitHub App"
      case .brokerToken: "a broker token\(chosen.holder.map { " of the GitHub App `\($0)`" } ?? "")"
      case .classicPAT, .fineGrainedPAT: "a \(chosen.kind.title)\(chosen.holder.map { " of `\($0)`" } ?? "")"
      case .deployKey: "a deploy key"
      case .anonymous, .personalPAT, .personalSSHKey: chosen.kind.title
      }
    return plan.map { "\(what) in `secrets.\($0.secretName)`" } ?? what
  }
}

extension Deviation {
  /// A sentence without its end: which explanation to ask for, of the credential that is there, else of the access.
  var explain: String {
    held.map { "To see what happens to `\($0)`, run `tokenbook explain \($0)`" }
      ?? "To see why, run `tokenbook explain '\(decision.id)'`"
  }

  /// `publish package web`.
  var text: String { decision.need.text }

  /// What is to be done before the decided credential works, one after another, without the last stop; empty for none.
  var preconditions: String { decision.preconditions.map(\.text).joined(separator: " ").withoutStop }

  /// What the job's token needs: `pull-requests: write`.
  var permissions: String {
    chosen.permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }.joined(
      separator: ", ")
  }

  /// Whether it is done with a token that an App's key makes, and that lives for an hour.
  var isApp: Bool {
    if case .appToken? = access.need.credential { true } else { false }
  }

  /// What is to be said instead where the job's token is not wanted: what it does starts no workflow (G-12).
  var starting: String {
    let starts: Set<Verb> = [
      .push, .merge, .openPullRequest, .release, .writeContents, .enqueue, .enableAutoMerge, .label,
    ]
    return starts.contains(access.need.verb)
      ? ". If this must start other workflows, set `triggers_workflows: true` on the need" : ""
  }
}

extension DescribedWorkflow {
  /// Whether a need is met by git, so that an SSH key can do it: none calls an API.
  private func isByGit(_ need: ShownNeed) -> Bool {
    let why = need.why
    if why.hasPrefix("`git ") || why.contains("actions/checkout") { return true }
    guard let action = actions[why.filter { $0 != "`" }.lowercased()] else { return false }
    return action.inputs.contains { $0.takes == .sshKey }
      || action.accesses.contains { if case .checkedOut = $0.target { true } else { false } }
  }
}
