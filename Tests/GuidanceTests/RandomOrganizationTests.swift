import Guidance
import OrganizationModel
import SourceText
import Testing

/// What every decision promises, tried on organizations that look random: what is promised is what comes.
@Suite("Random organizations")
struct RandomOrganizationTests {
  private static let chunks = (0..<6).map { chunk in (0..<50).map { UInt64(1000 + chunk * 50 + $0) } }

  private func organization(_ tree: DescriptionTree, reversed: Bool = false) throws -> Organization {
    let text = tree.text(reversed: reversed)
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let errors = reading.diagnostics.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(errors.map(\.message)) in:\n\(text)")
    return try #require(reading.organization)
  }

  private func guide(_ tree: DescriptionTree, profile: Profile? = nil) throws -> Guide {
    let organization = try organization(tree)
    return Guide(organization, day: try #require(organization.asOf), profile: profile)
  }

  /// Every promise of the organization, as far as there is time: one question, and one change, of each.
  @Test(arguments: chunks)
  func whatIsPromisedIsWhatComes(_ seeds: [UInt64]) throws {
    for seed in seeds {
      let tree = RandomOrganization.description(seed: seed)
      let tried = try Tried(seed: seed, tree: tree, decisions: guide(tree).decide())
      try theOtherProfileComes(tried)
      try answersLeadWhereTheyAreSaidTo(tried)
      switch seed % 6 {
      case 0: try orderChangesNothing(tried)
      case 1: try anUnrelatedRepositoryChangesNothing(tried)
      case 2: try namesChangeNothing(tried)
      case 3: try changesGiveWhatTheyPromise(tried)
      default: try forbiddingNeverWidens(tried)
      }
    }
  }

  private struct Tried {
    var seed: UInt64
    var tree: DescriptionTree
    var decisions: OrganizationDecisions

    /// For a message: enough to try it again.
    var words: String { "seed \(seed): \(tree.text())" }

    func pick<Value>(_ values: [Value]) -> Value? {
      values.isEmpty ? nil : values[Int(seed / 6) % values.count]
    }
  }

  // MARK: Promises

  private func theOtherProfileComes(_ tried: Tried) throws {
    let other = try guide(tried.tree, profile: tried.decisions.profile.other).decide()
    for (decision, came) in zip(tried.decisions.accesses, other.accesses) {
      let promised = decision.otherProfile.kind?.rawValue ?? decision.otherProfile.outcome.rawValue
      #expect(promised == came.label, "\(decision.id) \(tried.words)")
    }
  }

  /// Each answer leads where the table says, opens nothing that is decided, and asks nothing that opens and was not
  /// asked; and what an answer decides had asked for it.
  private func answersLeadWhereTheyAreSaidTo(_ tried: Tried) throws {
    let asked = Set(tried.decisions.openingQuestions.map(\.question.id))
    guard let question = tried.pick(tried.decisions.openingQuestions)?.question else { return }
    for answer in question.answers {
      let after = try guide(answering(question, answer.answer, tried.tree)).decide()
      let words = "\(question.id): \(answer.answer) \(tried.words)"
      for (decision, came) in zip(tried.decisions.accesses, after.accesses) {
        let own = decision.questions.first { $0.id == question.id && $0.opens }
        let promised = own?.answers.first { $0.answer == answer.answer }?.leadsTo
        if let promised, speaks(answer.answer, of: decision) {
          #expect(came.label == promised, "\(decision.id) \(words)")
        }
        if decision.outcome != .open { #expect(came.outcome != .open, "opened: \(decision.id) \(words)") }
        // An App that is named is there for every other access too.
        if decision.outcome == .open, came.outcome != .open, question.id != "apps" {
          #expect(own != nil, "not asked: \(decision.id) \(words)")
        }
      }
      let new = Set(after.openingQuestions.map(\.question.id)).subtracting(asked)
      #expect(new.isEmpty, "\(new) \(words)")
    }
  }

  /// What would unlock an access, and what would change a decided one, does.
  private func changesGiveWhatTheyPromise(_ tried: Tried) throws {
    guard let decision = tried.pick(tried.decisions.accesses) else { return }
    let sensitivities = try guide(tried.tree).sensitivities(of: decision.id)
    let promises =
      decision.unlocks.map { ($0.change, $0.gives.rawValue) }
      + sensitivities.map { ($0.change, $0.leadsTo) }
    for (change, leadsTo) in promises {
      guard let changed = changing(tried.tree, change) else { continue }
      let came = try guide(changed).decide().decision(decision.id)
      #expect(came?.label == leadsTo, "\(decision.id) \(change) \(tried.words)")
    }
  }

  // MARK: Changes that change nothing, and bans

  private func orderChangesNothing(_ tried: Tried) throws {
    let shuffled = Guide(try organization(tried.tree, reversed: true), day: tried.decisions.day).decide()
    let renderer = DecisionsJSONRenderer()
    #expect(renderer.render(shuffled) == renderer.render(tried.decisions), "\(tried.words)")
  }

  private func anUnrelatedRepositoryChangesNothing(_ tried: Tried) throws {
    let more = try guide(tried.tree.setting("repositories.zulu.visibility", to: "private")).decide()
    #expect(more.accesses.map(Fate.init) == tried.decisions.accesses.map(Fate.init), "\(tried.words)")
    #expect(more.credentials.map(\.id) == tried.decisions.credentials.map(\.id), "\(tried.words)")
    #expect(more.grants == tried.decisions.grants, "\(tried.words)")
  }

  private func namesChangeNothing(_ tried: Tried) throws {
    let renamed = DescriptionTree.scalar(
      tried.tree.text().replacing("alpha", with: "alps").replacing("gamma", with: "gannet"))
    let other = try guide(renamed).decide()
    #expect(
      other.accesses.map { Fate($0).words } == tried.decisions.accesses.map { Fate($0).words },
      "\(tried.words)")
  }

  /// What is forbidden is not chosen. What was chosen and is not forbidden stays; but where accounts change hands with
  /// the ban, it may become narrower, or nothing where an outside collaborator is left that holds no such token.
  private func forbiddingNeverWidens(_ tried: Tried) throws {
    let bans: [(key: String, kind: CredentialKind)] = [
      ("deploy_keys", .deployKey), ("classic_pats", .classicPAT), ("fine_grained_pats", .fineGrainedPAT),
      ("apps", .githubApp),
    ]
    guard let ban = tried.pick(bans) else { return }
    let banned = try guide(tried.tree.setting("policy.\(ban.key)", to: "forbidden")).decide()
    for (decision, came) in zip(tried.decisions.accesses, banned.accesses)
    where !decision.id.description.contains("globex") {
      let words = "\(decision.id) \(ban.key) \(tried.words)"
      #expect(came.credential?.kind != ban.kind, "\(words)")
      guard decision.outcome == .decided, let before = decision.credential?.kind, before != ban.kind else {
        continue
      }
      let isNarrower = before == .classicPAT && came.credential?.kind == .fineGrainedPAT
      #expect(came.credential == nil || came.credential?.kind == before || isNarrower, "\(words)")
    }
  }

  // MARK: Answers and changes in a description

  /// Whose repository a package is linked to differs from access to access: `answering` links it to `alpha` or `gamma`.
  private func speaks(_ answer: String, of decision: Decision) -> Bool {
    switch answer {
    case "the workflow's repository": decision.automation.description.hasPrefix("alpha/")
    case "another repository": !decision.automation.description.hasPrefix("gamma/")
    default: true
    }
  }

  /// One that may do all that a random organization needs.
  private static let foundApp: DescriptionTree = {
    let permissions = [
      "contents", "statuses", "actions", "pull_requests", "issues", "members",
      "organization_self_hosted_runners", "organization_administration", "checks", "organization_projects",
    ]
    return .map([
      "key": .word("LOST_KEY"),
      "repositories": .list(["alpha", "beta", "gamma", "globex/tools"].map(DescriptionTree.word)),
      "permissions": .map(Dictionary(uniqueKeysWithValues: permissions.map { ($0, .word("write")) })),
    ])
  }()

  private func answering(
    _ question: Question, _ answer: String, _ tree: DescriptionTree
  ) throws -> DescriptionTree {
    switch answer {
    case "an App that may do this": return tree.setting(["apps", "found-app"], to: Self.foundApp)
    case "no App that may do this": return tree.setting(["credentials"], to: .map([:]))
    case "the workflow's repository", "another repository":
      // Whose repository that is differs from access to access.
      return tree.setting(question.answerAt, to: answer.hasPrefix("the") ? "alpha" : "gamma")
    default: return tree.setting(question.answerAt, to: answer)
    }
  }

  /// The description after a change that says itself where it is written; nil for one that does not.
  private func changing(_ tree: DescriptionTree, _ change: String) -> DescriptionTree? {
    let quoted = change.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    let settings = quoted.compactMap { text -> (String, String)? in
      let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    guard !settings.isEmpty, settings.count == change.split(separator: ", and ").count else { return nil }
    return settings.reduce(tree) { $0.setting($1.0, to: $1.1) }
  }
}

/// What an access came to, as far as names of repositories play no part.
private struct Fate: Equatable {
  var id: AccessID
  var words: String

  init(_ decision: Decision) {
    id = decision.id
    let credential = decision.credential
    let rights =
      (credential?.scopes ?? []) + (credential.map(CredentialText.permissions) ?? [])
    words = ([decision.label, credential?.holder?.text ?? ""] + rights).joined(separator: " ")
  }
}

extension Decision {
  fileprivate var label: String { credential?.kind.rawValue ?? outcome.rawValue }
}

extension OrganizationDecisions {
  fileprivate var openingQuestions: [OpenQuestion] { questions.filter(\.question.opens) }
}
