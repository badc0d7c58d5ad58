import OrganizationModel

/// Whether a name reads like that of an account for automation: only ever a question, never an answer.
enum MachineUserSign {
  /// Nil for a name like a person's.
  static func inLogin(_ login: String) -> String? {
    let words = login.lowercased().split { !$0.isLetter }
    if words.contains("ci") { return sign("ci") }
    if words.contains(where: { $0.hasSuffix("robot") }) { return sign("robot") }
    if words.contains(where: { $0.hasSuffix("bot") || $0 == "bots" }) { return sign("bot") }
    if let word = words.first(where: whole.contains) { return sign(word) }
    return words.contains { $0.hasSuffix("automation") } ? sign("automation") : nil
  }

  /// An owner may be there for those who pay or oversee; a member of such a name is as likely a person.
  static func inOwner(_ login: String) -> String? {
    login.lowercased().split { !$0.isLetter }.contains { $0.hasSuffix("foundation") }
      ? sign("foundation") : nil
  }

  private static func sign(_ word: Substring) -> String { "`\(word)` in the login" }

  /// Words that speak of a program or a purpose.
  private static let whole: Set<Substring> = [
    "build", "builder", "builds", "cd", "cicd", "deploy", "deployer", "deployment", "jenkins", "machine",
    "publish", "publisher", "release", "releaser", "releases", "robots", "service", "services", "svc", "sync",
    "testing",
  ]

  /// A team whose name has the word `bots` has accounts for automation in it.
  static func inTeam(_ team: Name) -> String? {
    let words = team.folded.split { !$0.isLetter }
    return words.contains("bots") || words.contains("robots") ? "in the team `\(team)`" : nil
  }
}

extension DescriptionDraft {
  /// Marks the accounts that look like nobody's person.
  mutating func addMachineUserSigns() {
    for (name, account) in accounts {
      let sign = account.role == "owner" ? MachineUserSign.inOwner(name.text) : nil
      accounts[name]?.machineUserSign = MachineUserSign.inLogin(name.text) ?? sign
    }
    for (slug, team) in teams.sorted(by: { $0.key < $1.key }) {
      guard let sign = MachineUserSign.inTeam(slug) else { continue }
      for name in team.maintainers + team.members where accounts[name]?.machineUserSign == nil {
        accounts[name]?.machineUserSign = sign
      }
    }
    let inTeams = Set(teams.values.flatMap { $0.maintainers + $0.members })
    for (name, account) in accounts
    where account.role == "owner" && account.machineUserSign == nil && !inTeams.contains(name) {
      accounts[name]?.machineUserSign = "an owner in no team"
    }
  }
}
