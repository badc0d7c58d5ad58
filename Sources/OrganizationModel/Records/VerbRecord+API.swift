extension VerbRecord {
  /// The record of `api`, with what one need calls put in.
  init(_ plain: VerbRecord, _ calls: APICalls) {
    let asked = calls.permissions.map { Asked(permission: $0.key, level: $0.value) }
    let writes = calls.permissions.values.contains { $0 != .read }
    let isOfRepository = plain.target == .repository
    let scopes = calls.scopes ?? Self.all(asked.map(\.scope))
    let isOpenToAnyRole = asked.allSatisfy { !$0.needsOwner }
    let refuses = asked.map(\.refuses).reduce(calls.refuses.union(plain.refuses)) { $0.union($1) }
    var undocumented = asked.map(\.undocumented).reduce(calls.undocumented) { $0.union($1) }
    if scopes == nil { undocumented.insert(.classic) }
    let level = isOfRepository ? asked.compactMap(\.role).max() ?? .read : nil
    let role = level.flatMap { RepositoryRole(rawValue: $0.rawValue) }
    let words = calls.words
    self.init(
      plain.target, .api, "calls the API (\(words)) of", deed: writes ? Self.deed(words) : nil,
      permissions: calls.permissions, scopes: .these(Set(scopes ?? []).sorted()), refuses: refuses,
      undocumented: undocumented,
      effects: isOfRepository && writes ? Self.effects(calls) : [], role: role,
      isForAdministrators: !isOfRepository && !isOpenToAnyRole, command: Self.command(calls, isOfRepository))
  }

  private static func deed(_ words: String) -> @Sendable (String) -> String {
    { target in "changes \(target) through the API (\(words))" }
  }

  /// All of them, or nil where one is missing.
  static func all<Value>(_ values: [Value?]) -> [Value]? {
    let found = values.compactMap(\.self)
    return found.count == values.count ? found : nil
  }

  /// Whatever writes causes events. Commits come with the contents; which call writes to a branch nobody says.
  private static func effects(_ calls: APICalls) -> Set<Effect> {
    calls.permissions["contents"].map { $0 > .read } == true ? [.events, .commits] : [.events]
  }

  /// One permission at the level that is asked for. Of a name that the table does not have, only that an App can be given
  /// it is sure.
  private struct Asked {
    let level: AccessLevel
    let record: PermissionRecord?

    init(permission: String, level: AccessLevel) {
      self.level = level
      record = PermissionRecord.named(permission)
    }

    var scope: String? { record?.scope(level) }
    var role: AccessLevel? { record.map { $0.role(level) } ?? level }
    var needsOwner: Bool { record?.needsOwner(level) ?? true }
    var refuses: Set<Token> { record?.refusing(level) ?? [] }
    var undocumented: Set<Token> {
      record.map(\.undocumented) ?? [.job, .fineGrained, .classic]
    }
  }

  /// A line for each endpoint. Where only permissions are known, a comment in the place of the call.
  private static func command(_ calls: APICalls, _ isOfRepository: Bool) -> @Sendable (String) -> String {
    guard !calls.endpoints.isEmpty else { return { "# Call the API of \($0) here (\(calls.words))." } }
    return { target in
      calls.endpoints.map {
        line($0, on: isOfRepository ? "repos/\(target)" : "orgs/\(target)", isOfRepository)
      }
      .joined(separator: "\n")
    }
  }

  /// `gh api "repos/acme/web/dependabot/alerts/$ALERT_NUMBER"`.
  private static func line(_ endpoint: String, on target: String, _ isOfRepository: Bool) -> String {
    let parts = endpoint.split(separator: " ").map(String.init)
    let method = parts[0] == "GET" ? "" : "-X \(parts[0]) "
    let path = parts[1...].joined().split(separator: "/").dropFirst(isOfRepository ? 3 : 2)
      .map { $0.first == "{" ? "$\($0.dropFirst().dropLast().uppercased())" : String($0) }
    return "gh api \(method)\"\(([target] + path).joined(separator: "/"))\""
  }
}
