import OrganizationModel
import SourceText

/// Makes a draft of a dump. What was refused or never asked stays unknown.
struct GitHubDraftBuilder {
  var draft: GitHubDraft
  var diagnostics: [Diagnostic] = []
  let dump: GitHubDump
  private let files: SourceFiles
  /// What rulesets name by numbers.
  private(set) var appSlugs: [Int: String] = [:]
  private(set) var teamSlugs: [Int: String] = [:]
  /// By repository, as far as its answer shows it.
  var defaultBranches: [Name: String] = [:]
  /// How often each name of a credential was taken.
  var lastNumbers: [Name: Int] = [:]

  init(_ dump: GitHubDump, _ organization: String, _ files: SourceFiles) {
    (self.dump, self.files) = (dump, files)
    draft = GitHubDraft(base: DescriptionDraft(source: "GitHub", organization: organization))
    draft.day = dump.day ?? dump.answers.values.map(\.day).max()
  }

  mutating func build() {
    appSlugs = slugs("/orgs/$org/installations", "app_id", "app_slug")
    teamSlugs = slugs("/orgs/$org/teams", "id", "slug")
    readOrganization()
    readAccounts()
    readTeams()
    readRepositories()
    readApps()
    forgetUnnamedBypassers()
    readSecrets()
    readDeployKeys()
    readTokens()
    readPackages()
    readRemarks()
    readUnknowns()
    noteCompleteLists()
    draft.base.addMachineUserSigns()
    if !isKnown("/orgs/$org/teams") { forgetTeamlessOwners() }
  }

  /// Whether an owner is in a team is only known where the teams are.
  private mutating func forgetTeamlessOwners() {
    for (name, account) in draft.base.accounts where account.machineUserSign == "an owner in no team" {
      draft.base.accounts[name]?.machineUserSign = nil
    }
  }

  // MARK: Answers

  /// The login as it is in paths.
  var login: String { dump.organization ?? draft.base.organization }

  func path(_ path: String) -> String {
    path.hasPrefix("/orgs/$org") ? "/orgs/\(login)" + path.utf8Suffix(10) : path
  }

  /// The objects of an answer; nil where it was refused or never asked.
  func rows(_ path: String) -> [GitHubDump.Row]? {
    guard let answer = dump.answers[self.path(path)], answer.status == 200 else { return nil }
    return answer.rows
  }

  func isKnown(_ path: String) -> Bool { rows(path) != nil }

  /// Which call a value was seen in, and on which day.
  func seen(_ path: String) -> String {
    let path = self.path(path)
    return MaskedName.text("\(path), \(dump.answers[path]?.day ?? "")")
  }

  /// The repositories that were asked for something, by their names as GitHub writes them.
  var repositoryNames: [Name] { draft.base.repositories.keys.sorted() }

  func repositoryPath(_ repository: Name, _ rest: String) -> String {
    "/repos/\(login)/\(repository.text)\(rest)"
  }

  // MARK: Values

  /// A text; nil where there is none, or with a report where it is something else.
  mutating func text(_ row: GitHubDump.Row, _ key: String) -> String? {
    switch row.members[key] {
    case .text(let text): return row.mayHoldToken ? Self.masked(text) : text
    case .null, nil: return nil
    case .truth, .integer, .number, .list, .object: return misfit(row, key, "a text")
    }
  }

  mutating func truth(_ row: GitHubDump.Row, _ key: String) -> Bool? {
    switch row.members[key] {
    case .truth(let truth): return truth
    case .null, nil: return nil
    case .text, .integer, .number, .list, .object: return misfit(row, key, "`true` or `false`")
    }
  }

  mutating func number(_ row: GitHubDump.Row, _ key: String) -> Int? {
    switch row.members[key] {
    case .integer(let number): return number
    case .null, nil: return nil
    case .text, .truth, .number, .list, .object: return misfit(row, key, "a number")
    }
  }

  mutating func list(_ row: GitHubDump.Row, _ key: String) -> [JSONValue]? {
    switch row.members[key] {
    case .list(let values): return values
    case .null, nil: return nil
    case .text, .truth, .integer, .number, .object: return misfit(row, key, "a list")
    }
  }

  mutating func object(_ row: GitHubDump.Row, _ key: String) -> [String: JSONValue]? {
    switch row.members[key] {
    case .object(let members): return members
    case .null, nil: return nil
    case .text, .truth, .integer, .number, .list: return misfit(row, key, "an object")
    }
  }

  /// One of several words; nil, with a warning, for another: it is left open.
  mutating func choice(_ row: GitHubDump.Row, _ key: String, _ choices: [String]) -> String? {
    guard let text = text(row, key) else { return nil }
    if choices.contains(text) { return text }
    let expected = choices.map { "`\($0)`" }.joined(separator: ", ")
    warn(
      "unknown-value", "found `\(DraftValue.oneLine(text))`, expected one of \(expected); left open", row, key
    )
    return nil
  }

  /// The day of a time; nil where there is none.
  mutating func day(_ row: GitHubDump.Row, _ key: String) -> String? {
    guard let text = text(row, key) else { return nil }
    if let day = Day(String(text.prefix(10))) { return "\(day)" }
    warn("no-such-day", "found `\(DraftValue.oneLine(text))`, expected a day; left open", row, key)
    return nil
  }

  /// A name that a description may have; nil, with a warning, for another.
  mutating func name(_ row: GitHubDump.Row, _ key: String, _ rule: TextRule) -> Name? {
    guard let text = text(row, key) else {
      if row.members[key] == nil || row.members[key] == .null {
        diagnostics.append(
          Diagnostic("missing-key", "found no `\(key)`, expected \(rule.expectation)", at: row.place))
      }
      return nil
    }
    if rule.accepts(Array(text.utf8)[...]) { return Name(text) }
    warn(
      rule.problem, "found `\(DraftValue.oneLine(text))`, expected \(rule.expectation); left out", row, key)
    return nil
  }

  mutating func names(_ path: String, _ key: String, _ rule: TextRule) -> [Name]? {
    guard let rows = rows(path) else { return nil }
    var seen: Set<Name> = []
    return rows.compactMap { name($0, key, rule) }.filter { seen.insert($0).inserted }
  }

  /// Without what is shaped like a token; nothing of it where more than a token has to go.
  private static func masked(_ text: String) -> String {
    let masked = MaskedName.text(text)
    return TokenShape.hits(in: Array(masked.utf8)).isEmpty ? masked : "masked"
  }

  /// A text of free form as one line, shortened.
  static func line(_ text: String) -> String { String(DraftValue.oneLine(text).prefix(200)) }

  // MARK: Reports

  private mutating func misfit<Value>(_ row: GitHubDump.Row, _ key: String, _ expected: String) -> Value? {
    diagnostics.append(
      Diagnostic("wrong-kind", "found `\(key)` of another kind, expected \(expected)", at: place(row, key)))
    return nil
  }

  mutating func warn(_ id: String, _ message: String, _ row: GitHubDump.Row, _ key: String) {
    diagnostics.append(Diagnostic(id, .warning, message, at: place(row, key)))
  }

  /// Where a key is in the line of its object.
  private func place(_ row: GitHubDump.Row, _ key: String) -> SourceRange {
    let line = files[row.place.file].bytes[Int(row.place.start)..<Int(row.place.end)]
    let sought = Array("\"\(key)\"".utf8)
    let found = line.indices.first { line[$0...].starts(with: sought) }
    guard let found else { return row.place }
    return SourceRange(file: row.place.file, start: UInt32(found), end: UInt32(found + sought.count))
  }
}

extension String {
  /// Without so many bytes at the start.
  fileprivate func utf8Suffix(_ from: Int) -> Substring { self[utf8.index(startIndex, offsetBy: from)...] }
}
