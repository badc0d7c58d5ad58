import OrganizationModel

/// What an importer found out about an organization: what is known, and what is left to ask.
struct DescriptionDraft {
  /// The tool it comes from, for the first line.
  let source: String
  let organization: String
  /// `none`, `read`, `write` or `admin`; nil where unknown.
  var basePermission: String?
  var accounts: [Name: Account] = [:]
  var teams: [Name: Team] = [:]
  var repositories: [Name: Repository] = [:]

  struct Account {
    /// As in the description: `owner`, `member` or `outside_collaborator`.
    var role: String
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
  }

  struct Repository {
    var visibility: String?
    var isArchived = false
    var note: String?
    var teams: [Name: String] = [:]
    var collaborators: [Name: String] = [:]
  }
}

extension DescriptionDraft {
  /// The accounts that look like nobody's person, sorted.
  var likelyMachineUsers: [(name: Name, account: Account)] {
    accounts.filter { $0.value.machineUserSign != nil }.sorted { $0.key < $1.key }
      .map { (name: $0.key, account: $0.value) }
  }
}

/// Whether a name reads like that of an account for automation: only ever a question, never an answer.
enum MachineUserSign {
  /// `robot`, `bot` at the end of a word, or `ci` as a word of its own; nil for a name like a person's.
  static func inLogin(_ login: String) -> String? {
    let words = login.lowercased().split { !$0.isLetter }
    if words.contains("ci") { return "`ci` in the login" }
    if words.contains(where: { $0.hasSuffix("robot") }) { return "`robot` in the login" }
    return words.contains { $0.hasSuffix("bot") || $0 == "bots" } ? "`bot` in the login" : nil
  }

  /// A team whose name has the word `bots` has accounts for automation in it.
  static func inTeam(_ team: Name) -> String? {
    let words = team.folded.split { !$0.isLetter }
    return words.contains("bots") || words.contains("robots") ? "in the team `\(team)`" : nil
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
