import OrganizationModel

/// What an importer found out about an organization: what is known, and what is left to ask.
struct DescriptionDraft {
  /// The tool it comes from, for the first line.
  let source: String
  var organization: String
  /// Whether the organization's login is only the name of the folder that its files are in.
  var isNamedByFolder = false
  /// `none`, `read`, `write` or `admin`; nil where unknown.
  var basePermission: String?
  var accounts: [Name: Account] = [:]
  var teams: [Name: Team] = [:]
  var repositories: [Name: Repository] = [:]
  /// Keys of `platform`, with their values as YAML.
  var platform: [Setting] = []
  /// Keys of `policy`, without the base permission.
  var policy: [Setting] = []
  var packages: [Name: Package] = [:]
  var consumers: [Name: Consumer] = [:]
  var credentials: [Name: Credential] = [:]
  /// What the source says of the whole and a description cannot.
  var questions: [String] = []

  struct Account {
    /// As in the description: `owner`, `member` or `outside_collaborator`; nil where unknown.
    var role: String?
    /// Where it was seen first; nil where the source has no places.
    var seen: String?
    /// Why it looks like nobody's person; nil where it does not.
    var machineUserSign: String?
  }

  struct Team {
    /// The name in the source where the slug differs from it.
    var formerName: String?
    var note: String?
    var parent: Name?
    var maintainers: [Name] = []
    var members: [Name] = []
    /// Where it was seen first; nil where the source has no places.
    var seen: String?
    /// What the source says of it and a description cannot.
    var questions: [String] = []
  }

  struct Repository {
    var visibility: String?
    /// A team or an account.
    var responsible: Name?
    var isArchived = false
    var note: String?
    var teams: [Name: String] = [:]
    var collaborators: [Name: String] = [:]
    /// By name, with who must approve a run; nil where that is unknown.
    var environments: [String: [Name]?] = [:]
    /// By branch, who surely may pass its rules: names as a description writes them.
    var rules: [String: [String]] = [:]
    /// Keys that begin with `x-`, with their values as YAML on one line.
    var remarks: [(key: String, value: String)] = []
  }
}

extension DescriptionDraft {
  /// The accounts that look like nobody's person, sorted.
  var likelyMachineUsers: [(name: Name, account: Account)] {
    accounts.filter { $0.value.machineUserSign != nil }.sorted { $0.key < $1.key }
      .map { (name: $0.key, account: $0.value) }
  }

  /// The same without some accounts, in teams and repositories too.
  func without(_ names: Set<Name>) -> DescriptionDraft {
    var result = self
    for name in names { result.accounts[name] = nil }
    for slug in teams.keys {
      result.teams[slug]?.maintainers.removeAll(where: names.contains)
      result.teams[slug]?.members.removeAll(where: names.contains)
    }
    for name in repositories.keys {
      result.repositories[name]?.collaborators =
        repositories[name]?.collaborators
        .filter { !names.contains($0.key) } ?? [:]
    }
    return result
  }
}

/// The slug that GitHub makes of a team's name: lower case, everything but letters, digits, `_` and `-` turned into
/// single hyphens, none at the ends.
enum TeamSlug {
  static func slug(of name: String) -> String {
    let folded = name.lowercased().unicodeScalars.map { isKept($0) ? Character($0) : " " }
    return String(folded).split { $0 == " " || $0 == "-" }.joined(separator: "-")
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "_", "-": true
    default: false
    }
  }
}

extension DescriptionDraft {
  /// The same without anything that is shaped like a token.
  var masked: DescriptionDraft {
    var result = self
    result.organization = MaskedName.text(organization)
    result.accounts = Self.masked(accounts) { $0 }
    result.teams = Self.masked(teams) { $0.masked }
    result.repositories = Self.masked(repositories) { $0.masked }
    result.packages = Self.masked(packages) { $0.masked }
    result.consumers = Self.masked(consumers) { $0.masked }
    result.credentials = Self.masked(credentials) { $0.masked }
    result.questions = questions.map(MaskedName.text)
    return result
  }

  fileprivate static func masked<Value>(_ entries: [Name: Value], _ body: (Value) -> Value) -> [Name: Value] {
    Dictionary(
      entries.map { (MaskedName.name($0.key), body($0.value)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension DescriptionDraft.Team {
  fileprivate var masked: Self {
    Self(
      formerName: formerName.map(MaskedName.text), note: note.map(MaskedName.text),
      parent: parent.map(MaskedName.name), maintainers: maintainers.map(MaskedName.name),
      members: members.map(MaskedName.name), seen: seen.map(MaskedName.text),
      questions: questions.map(MaskedName.text))
  }
}

extension DescriptionDraft.Repository {
  fileprivate var masked: Self {
    Self(
      visibility: visibility, responsible: responsible.map(MaskedName.name), isArchived: isArchived,
      note: note.map(MaskedName.text),
      teams: DescriptionDraft.masked(teams) { $0 },
      collaborators: DescriptionDraft.masked(collaborators) { $0 },
      environments: Dictionary(
        environments.map { (MaskedName.text($0.key), $0.value?.map(MaskedName.name)) },
        uniquingKeysWith: { first, _ in first }),
      rules: rules, remarks: remarks.map { (MaskedName.text($0.key), MaskedName.text($0.value)) })
  }
}
