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
    /// These, whatever the target is.
    case these([String])
    /// `public_repo` on a public repository, else `repo`.
    case ofRepository
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
  /// Whether a job's token has such a permission at all.
  package let hasJobToken: Bool
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
    effects: Set<Effect> = [], role: AccessLevel?, isForAdministrators: Bool = false,
    includes: Set<Verb> = [], command: (@Sendable (String) -> String)? = nil
  ) {
    (self.target, self.way, self.words, self.deed, self.trial) = (target, way, words, deed, trial)
    (self.permissions, self.scopes, self.hasJobToken) = (permissions, scopes, hasJobToken)
    (self.effects, self.role, self.isForAdministrators) = (effects, role, isForAdministrators)
    (self.includes, self.command) = (includes, command)
  }
}

extension Verb {
  /// The one kind of target that the verb goes with.
  package var targetKind: TargetKind { record.target }

  /// Whether it changes nothing.
  package var onlyReads: Bool { record.deed == nil }

  /// Whether it goes by Git, so that an SSH key serves.
  package var isByGit: Bool { record.way == .git }

  /// Whether it does something in a repository that could start workflows; dispatches start them always (G-12).
  package var causesEvents: Bool { record.effects.contains(.events) }

  /// Whether it writes to a branch or a tag, so that a rule of the repository may refuse it.
  package var writesBranches: Bool { record.effects.contains(.branch) }

  /// Whether it brings commits into the repository.
  package var changesContents: Bool { record.effects.contains(.commits) }
}
