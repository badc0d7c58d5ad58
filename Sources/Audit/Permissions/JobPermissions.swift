package import SourceText
package import Workflows

/// What the token of one job must be allowed, with the line that needs each permission, and what could not be told.
package struct JobPermissions: Sendable {
  /// One permission.
  package struct Need: Sendable {
    /// In workflow spelling, `pull-requests`.
    package let name: String
    package let level: PermissionLevel
    /// Whether a step needs it whatever its own configuration says.
    package let isCertain: Bool
    /// What needs that much, in the order of the file.
    package let places: [Place]
  }

  /// A step, and what of it needs the permission, in words.
  package struct Place: Sendable, Hashable {
    package let range: SourceRange
    package let why: String
  }

  /// The file of the workflow.
  package let file: SourceFileID
  package let job: WorkflowJob
  /// Sorted by name.
  package let needs: [Need]
  /// What may use the token in a way that the files do not show.
  package let unseen: [UnseenUse]
  /// What its token is allowed today; nil where the file does not say.
  package let today: TokenPermissions?

  init(_ job: WorkflowJob, of workflow: WorkflowFile, _ uses: WorkflowUses) {
    file = workflow.file
    self.job = job
    let today = job.permissions ?? workflow.permissions
    self.today = today
    let needs = Self.needs(uses.permissions.filter { $0.job == job.id }, today)
    self.needs = needs
    // What may need a permission that is needed anyway leaves nothing open.
    let writes = Set(needs.filter { $0.level == .write && $0.isCertain }.map(\.name))
    unseen = Self.eachOnce(
      uses.unseen.filter { use in
        use.job == job.id && !(use.reach.permission.map(writes.contains) ?? false)
      })
  }

  /// Whether the needs are all that there are.
  package var isExact: Bool { unseen.isEmpty && unexplained.isEmpty }

  /// The levels by name.
  var levels: [String: PermissionLevel] {
    Dictionary(needs.map { ($0.name, $0.level) }, uniquingKeysWith: max)
  }

  /// What the steps need for certain and the file does not allow; nothing where it does not say what it allows.
  package var missing: [Need] {
    guard let today else { return [] }
    return needs.filter { $0.isCertain && today.level(of: $0.name) < $0.level }
  }

  /// What the file allows and nothing needs, `(name, level)`; nothing where something could not be told.
  package var surplus: [(name: String, level: PermissionLevel)] {
    guard isExact, let today else { return [] }
    return today.entries.filter { $0.level > levels[$0.name] ?? .none && !Self.isUsual($0) }
      .map { ($0.name, $0.level) }
  }

  /// Whether what is allowed today is what is needed.
  package var isAsToday: Bool {
    guard case .entries(let entries)? = today?.form else { return false }
    let allowed = entries.filter { $0.level != .none && (levels[$0.name] != nil || !Self.isUsual($0)) }
    return Dictionary(allowed.map { ($0.name, $0.level) }, uniquingKeysWith: max) == levels
  }

  /// Nearly every job checks its code out, so that nobody is told to remove that.
  private static func isUsual(_ entry: TokenPermissions.Entry) -> Bool {
    entry.name == "contents" && entry.level == .read
  }

  /// Permissions of today whose use no step names: identities, caches, reports, models.
  package var unexplained: [String] {
    (today?.entries ?? []).filter {
      $0.level != .none && Self.unnamed.contains($0.name) && levels[$0.name] == nil
    }
    .map(\.name)
  }

  /// Those that a program of a step may use without any token that a file names.
  private static let unnamed: Set<String> = ["id-token", "models", "copilot-requests"]

  // MARK: Reading

  /// The same place is used by each command of a script; what it says counts once.
  private static func eachOnce(_ uses: [UnseenUse]) -> [UnseenUse] {
    var seen: Set<[String]> = []
    return uses.filter { use in
      let place = use.calls.first ?? use.range
      return seen.insert([use.words, "\(use.reach)", "\(place.start)"]).inserted
    }
  }

  /// Of alternatives the one that today's permissions have, else the usual one.
  private static func needs(_ uses: [PermissionUse], _ today: TokenPermissions?) -> [Need] {
    let byPlace = Dictionary(grouping: uses) { Place(range: $0.range, why: $0.why) }
    let wanted = byPlace.flatMap { place, uses in
      let usual = uses.filter { !$0.isAlternative }
      let others = uses.filter(\.isAlternative)
      let has = { (use: PermissionUse) in today.map { $0.level(of: use.permission) >= use.level } ?? false }
      let chosen = usual.allSatisfy(has) ? usual : others.first(where: has).map { [$0] } ?? usual
      return chosen.map { (use: $0, place: place) }
    }
    return Dictionary(grouping: wanted, by: \.use.permission).map { name, all in
      let level = all.map(\.use.level).max() ?? .none
      let places = Set(all.filter { $0.use.level == level }.map(\.place))
      return Need(
        name: name, level: level,
        isCertain: all.contains { $0.use.level == level && $0.use.isCertain },
        places: places.sorted { ($0.range, $0.why) < ($1.range, $1.why) })
    }.sorted { $0.name < $1.name }
  }
}
