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

  /// What it does in a repository besides reading it.
  package enum Effect: Sendable {
    /// Events that could start workflows (G-12).
    case events
    /// It brings commits, so that it may change files of `.github/workflows` (A-09, P-24, G-11).
    case commits
    /// It writes to a branch, so that a rule of the branch may refuse it.
    case branch
    /// It may make a tag, so that a rule of tags may refuse it.
    case tag
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
  package let effects: Set<Effect>
  /// The role that an account needs on the repository or package; nil of the organization's own affairs.
  package let role: AccessLevel?
  /// Whether only an owner of the organization, or who has one of its roles, can do it.
  package let isForAdministrators: Bool
  /// What whoever may do this can do to the same thing with the same permissions.
  package let includes: Set<Verb>
  /// A line of shell that does it through the API, given `owner/name` or the organization, quoted; nil where Git or a
  /// program of the registry does it.
  package let command: (@Sendable (String) -> String)?

  init(
    _ target: TargetKind, _ way: Way, _ words: String, deed: (@Sendable (String) -> String)?,
    trial: String? = nil, permissions: [String: AccessLevel], scopes: Scopes, hasJobToken: Bool = true,
    refuses: Set<Token> = [], undocumented: Set<Token> = [], effects: Set<Effect> = [], role: AccessLevel?,
    isForAdministrators: Bool = false, includes: Set<Verb> = [],
    command: (@Sendable (String) -> String)? = nil
  ) {
    (self.target, self.way, self.words, self.deed, self.trial) = (target, way, words, deed, trial)
    (self.permissions, self.scopes) = (permissions, scopes)
    (self.refuses, self.undocumented) = (refuses.union(hasJobToken ? [] : [.job]), undocumented)
    (self.effects, self.role, self.isForAdministrators) = (effects, role, isForAdministrators)
    (self.includes, self.command) = (includes, command)
  }
}

extension VerbRecord {
  /// Whether a job's token can be given what it takes.
  package var hasJobToken: Bool { !refuses.contains(.job) }

  /// Whether it changes nothing.
  package var onlyReads: Bool { deed == nil }

  /// Whether it goes by Git, so that an SSH key serves.
  package var isByGit: Bool { way == .git }

  /// Whether it does something in a repository that could start workflows; dispatches start them always (G-12).
  package var causesEvents: Bool { effects.contains(.events) }

  /// Whether it writes to a branch, so that a rule of the branch may refuse it.
  package var writesBranches: Bool { effects.contains(.branch) }

  /// Whether it writes to a branch or a tag, so that a rule of the repository may refuse it.
  package var writesRefs: Bool { writesBranches || effects.contains(.tag) }

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
  package var writesRefs: Bool { record.writesRefs }

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
