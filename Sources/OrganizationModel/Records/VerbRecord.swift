/// All that is known of a verb. Nothing else switches over verbs: who adds one writes its record, and the compiler asks
/// for nothing more. How sure its permissions are, and from where, is a fact: `Fact.permissions(of:)`.
package struct VerbRecord: Sendable {
  /// How it gets to its target.
  package enum Way: Sendable {
    /// By the protocol of a package's registry.
    case registry
    /// By Git, over HTTPS or SSH.
    case git
    case api
  }

  /// The scopes that it takes of a classic PAT.
  package enum Scopes: Sendable {
    /// These, whatever the target is; none where no source names any.
    case these([String])
    /// `public_repo` on a public repository, else `repo`.
    case ofRepository
  }

  /// A token that may be refused whatever it is given.
  package enum Token: String, Sendable, CaseIterable, Hashable {
    /// The job's own.
    case job
    /// Of an App's installation.
    case app
    case fineGrained
    case classic
  }

  /// What an access needs besides a credential that may do it, and what is to be known of it. Sentences with the words in
  /// braces that reasons of rules have (`{full_target}`, `{holder}`).
  package struct Besides: Sendable {
    /// A setting, a plan or a licence without which GitHub refuses it to everybody.
    package var setting: String?
    /// Whether a public repository needs no such setting.
    package var settingIsForPrivate = false
    /// What the account of a PAT needs, and no role on a repository gives.
    package var account: String?
    package var remark: String?

    package static let nothing = Besides()
  }

  /// An action that does it where a call alone is not enough.
  package enum Action: Sendable {
    case attest, deployPages, uploadSARIF
  }

  /// What it does in a repository besides reading it.
  package enum Effect: Sendable {
    /// Events that could start workflows (G-12).
    case events
    /// It brings commits, so that it may change files of `.github/workflows` (A-09, P-24, G-11).
    case commits
    /// It writes to a branch or a tag, so that a rule of the repository may refuse it.
    case branch
  }

  /// Its one kind of target.
  package let target: TargetKind
  package let way: Way
  /// What an automation does, before the name of its target: `opens pull requests in`.
  package let words: String
  /// What a run does in earnest, given the target: `pushes to web`; nil of what changes nothing.
  package let deed: (@Sendable (String) -> String)?
  /// How the same right is tried without harm, in sentences; nil where nothing tries it.
  package let trial: String?
  /// Permission to level, in the spelling of the API.
  package let permissions: [String: AccessLevel]
  package let scopes: Scopes
  /// The tokens that can never do it, whatever they are given.
  package let refuses: Set<Token>
  /// The tokens of which no source says whether they can do it.
  package let undocumented: Set<Token>
  /// The keys that a job's token takes besides the permissions: with them a job proves where it runs, so that only one of
  /// the repository itself can do it.
  package let jobKeys: [String: AccessLevel]
  /// Whether a job's token does it only where workflows may create and approve pull requests (G-09).
  package let asksForSwitch: Bool
  /// Whether what is public is open to it for everyone.
  package let isOpenWhenPublic: Bool
  package let effects: Set<Effect>
  /// The role that an account needs on the repository or package; nil of the organization's own affairs.
  package let role: RepositoryRole?
  /// Whether only an owner of the organization, or who has one of its roles, can do it.
  package let isForAdministrators: Bool
  package let besides: Besides
  /// What whoever may do this can do to the same thing with the same permissions.
  package let includes: Set<Verb>
  /// A line of shell that does it through the API, given `owner/name` or the organization, quoted; nil where Git, a
  /// program of the registry or an action does it.
  package let command: (@Sendable (String) -> String)?
  package let action: Action?

  init(
    _ target: TargetKind, _ way: Way, _ words: String, deed: (@Sendable (String) -> String)?,
    trial: String? = nil, permissions: [String: AccessLevel], scopes: Scopes, hasJobToken: Bool = true,
    refuses: Set<Token> = [], undocumented: Set<Token> = [], jobKeys: [String: AccessLevel] = [:],
    asksForSwitch: Bool = false, isOpenWhenPublic: Bool = false, effects: Set<Effect> = [],
    role: RepositoryRole?, isForAdministrators: Bool = false, besides: Besides = .nothing,
    includes: Set<Verb> = [], command: (@Sendable (String) -> String)? = nil, action: Action? = nil
  ) {
    (self.target, self.way, self.words, self.deed, self.trial) = (target, way, words, deed, trial)
    (self.permissions, self.scopes) = (permissions, scopes)
    (self.refuses, self.undocumented) = (refuses.union(hasJobToken ? [] : [.job]), undocumented)
    (self.jobKeys, self.asksForSwitch, self.isOpenWhenPublic) = (jobKeys, asksForSwitch, isOpenWhenPublic)
    (self.effects, self.role, self.isForAdministrators) = (effects, role, isForAdministrators)
    (self.besides, self.includes, self.command, self.action) = (besides, includes, command, action)
  }
}

extension VerbRecord {
  /// Whether a job's token can be given what it takes.
  package var hasJobToken: Bool { !refuses.contains(.job) }

  /// Whether it takes a token that only a job of the repository itself gets.
  package var provesWhereItRuns: Bool { !jobKeys.isEmpty }

  /// The scopes that do not hang on the repository.
  package var namedScopes: [String] {
    switch scopes {
    case .these(let scopes): scopes
    case .ofRepository: []
    }
  }

  /// Whether it changes nothing.
  package var onlyReads: Bool { deed == nil }

  /// Whether it goes by Git, so that an SSH key serves.
  package var isByGit: Bool { way == .git }

  /// Whether it does something in a repository that could start workflows; dispatches start them always (G-12).
  package var causesEvents: Bool { effects.contains(.events) }

  /// Whether it writes to a branch or a tag, so that a rule of the repository may refuse it.
  package var writesBranches: Bool { effects.contains(.branch) }

  /// Whether it brings commits into the repository.
  package var changesContents: Bool { effects.contains(.commits) }
}

extension Verb {
  /// The one kind of target that the verb goes with.
  package var targetKind: TargetKind { record.target }

  /// Whether it changes nothing.
  package var onlyReads: Bool { record.onlyReads }

  /// Whether it goes by Git, so that an SSH key serves.
  package var isByGit: Bool { record.isByGit }

  /// Whether it writes to a branch or a tag, so that a rule of the repository may refuse it.
  package var writesBranches: Bool { record.writesBranches }

  /// The word for it in a need: `api` is one of a repository and one of the organization.
  package var word: String { self == .apiOfOrganization ? Verb.api.rawValue : rawValue }

  /// Whether the need itself says what it takes.
  package var isAPI: Bool { word == Verb.api.rawValue }
}

extension Need {
  /// All that is known of it: of `api` what its permissions come to, of every other verb the verb's record.
  package var record: VerbRecord { VerbRecord(verb, api) }
}

extension VerbRecord {
  /// What is known of a verb with what it calls; `calls` is nil for every verb but `api`.
  package init(_ verb: Verb, _ calls: APICalls?) {
    self = calls.map { VerbRecord(verb.record, $0) } ?? verb.record
  }
}
