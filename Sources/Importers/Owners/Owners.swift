import OrganizationModel
import SourceText

extension Importer {
  /// CODEOWNERS and Backstage say who is responsible for a repository
  /// (<https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners>,
  /// <https://backstage.io/docs/features/software-catalog/descriptor-format/>, read on 2026-11-30).
  package static let owners = drafting(
    "owners", "CODEOWNERS and catalog-info.yaml in checkouts: who is responsible for each repository",
    reads: .paths {
      OwnersImport.isOwners($0) || OwnersImport.isCatalog($0) || $0.hasSuffix(bytesOf: ".git/config")
    },
    next: workflowsNext
  ) { OwnersImport($0).drafted }
}

/// Puts together who is responsible for what.
struct OwnersImport {
  private let source: DraftSource
  private var drafts: [Name: DescriptionDraft] = [:]
  private var diagnostics: [Diagnostic] = []
  private var foundAny = false
  /// The repositories whose file was read.
  private var read: Set<String> = []

  /// GitHub takes `.github/CODEOWNERS`, else that at the root, else that in `docs`.
  private static func rank(_ path: String) -> Int {
    switch FolderPath.name(of: FolderPath.folder(of: path)) {
    case ".github": 0
    case "docs": 2
    default: 1
    }
  }

  static func isOwners(_ path: String) -> Bool { FolderPath.name(of: path) == "CODEOWNERS" }

  static func isCatalog(_ path: String) -> Bool {
    ["catalog-info.yaml", "catalog-info.yml"].contains(FolderPath.name(of: path))
  }

  init(_ source: DraftSource) {
    self.source = source
    let homes = CheckoutHomes(source.files)
    let owners = source.files.files.filter { Self.isOwners($0.path) }
    for file in owners.sorted(by: { Self.rank($0.path) < Self.rank($1.path) }) { readOwners(file, homes) }
    for (index, file) in source.files.files.enumerated() {
      if Self.isCatalog(file.path) { readCatalog(file, source.reading(index), homes) }
    }
    if !foundAny, !diagnostics.hasErrors {
      diagnostics.append(
        Diagnostic(
          "nothing-to-import", .error, "found no CODEOWNERS and no catalog-info.yaml", at: nil,
          help: "pass checkouts, or folders that contain checkouts"))
    }
  }

  var drafted: DraftedImport { DraftedImport(drafts: drafts, diagnostics: diagnostics) }

  private mutating func unknownOrganization(_ path: String) {
    diagnostics.append(
      Diagnostic(
        "unknown-organization", .error, "can't tell who owns the repository of `\(path)`", at: nil,
        help: "set the organization with `--organization`"))
  }

  /// Where the draft of an owner is, with the repository in it; nil where it cannot be told.
  private mutating func start(_ owner: String?, _ name: String, at place: String) -> (
    login: Name, repository: Name
  )? {
    guard let login = owner ?? source.organization, TextRule.organization.accepts(Array(login.utf8)[...])
    else {
      unknownOrganization(place)
      return nil
    }
    guard TextRule.repository.accepts(Array(name.utf8)[...]) else { return nil }
    foundAny = true
    let (key, repository) = (Name(login), Name(name))
    if drafts[key] == nil { drafts[key] = DescriptionDraft(source: "CODEOWNERS", organization: login) }
    if drafts[key]?.repositories[repository] == nil {
      drafts[key]?.repositories[repository] = .init()
      drafts[key]?.repositories[repository]?.remarks.append(("x-seen", DraftValue.scalar(place)))
    }
    return (key, repository)
  }

  // MARK: CODEOWNERS

  private mutating func readOwners(_ file: SourceFile, _ homes: CheckoutHomes) {
    // `docs/CODEOWNERS` is one of the three places.
    let folder = FolderPath.folder(of: file.path)
    let isInDocs = FolderPath.name(of: folder) == "docs"
    guard
      let home = homes.remote(of: file.path).map({ ($0.owner as String?, $0.name) })
        ?? homes.home(of: isInDocs ? folder : file.path)
    else { return }
    guard let (login, repository) = start(home.0, home.1, at: file.path) else { return }
    guard read.insert("\(login)/\(repository)").inserted else { return }
    // The last matching pattern counts: that of `*` says who owns what no other pattern names.
    var owners: [String] = []
    var line = 0
    for (number, text) in file.text(0..<file.bytes.count).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let words = text.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      if words.first == "*" { (owners, line) = (Array(words.dropFirst()), number + 1) }
    }
    let place = DraftValue.place(file.path, line: line)
    let teams = owners.compactMap { team($0, of: login) }
    let accounts = owners.compactMap(account)
    if teams.count + accounts.count == 1 {
      setResponsible(teams.first ?? accounts[0], isTeam: !teams.isEmpty, repository, login, at: place)
    } else if line > 0, teams.count + accounts.count > 1 {
      let all = (teams + accounts).map { "`\($0)`" }.joined(separator: ", ")
      drafts[login]?.questions.append(
        "`\(repository)` has the owners \(all) (\(place)). Which one is responsible?")
    }
  }

  /// `@organization/team`.
  private func team(_ word: String, of login: Name) -> Name? {
    let parts = word.split(separator: "/").map(String.init)
    guard parts.count == 2, parts[0].hasPrefix("@"), Name(String(parts[0].dropFirst())) == login,
      TextRule.team.accepts(Array(parts[1].utf8)[...])
    else { return nil }
    return Name(parts[1])
  }

  private func account(_ word: String) -> Name? {
    let login = String(word.dropFirst())
    guard word.hasPrefix("@"), TextRule.login.accepts(Array(login.utf8)[...]) else { return nil }
    return Name(login)
  }

  private mutating func setResponsible(
    _ name: Name, isTeam: Bool, _ repository: Name, _ login: Name, at place: String
  ) {
    if let known = drafts[login]?.repositories[repository]?.responsible {
      if known != name {
        drafts[login]?.questions.append(
          "`\(repository)` has the owners `\(known)` and `\(name)` (\(place)). Which one is responsible?")
      }
      return
    }
    // A name that is a team and an account too could mean either.
    let isOther = isTeam ? drafts[login]?.accounts[name] != nil : drafts[login]?.teams[name] != nil
    if isOther { return }
    drafts[login]?.repositories[repository]?.responsible = name
    let isDescribed =
      source.existing?.teams[name] != nil || source.existing?.people[name] != nil
      || source.existing?.machineUsers[name] != nil
    if isDescribed { return }
    if isTeam, drafts[login]?.teams[name] == nil { drafts[login]?.teams[name] = .init(seen: place) }
    if !isTeam, drafts[login]?.accounts[name] == nil { drafts[login]?.accounts[name] = .init(seen: place) }
  }

  // MARK: Backstage

  private mutating func readCatalog(
    _ file: SourceFile, _ reading: SourceDocument.Reading, _ homes: CheckoutHomes
  ) {
    for document in reading.documents
    where document.root["kind"]?.text == "Component" {
      let root = document.root
      let slug = root["metadata"]?["annotations"]?["github.com/project-slug"]?.text.split(separator: "/").map(
        String.init)
      let said = slug.flatMap { $0.count == 2 ? ($0[0] as String?, $0[1]) : nil }
      guard let home = said ?? homes.home(of: file.path), let owner = root["spec"]?["owner"] else { continue }
      let place = document.place(owner)
      guard let (login, repository) = start(home.0, home.1, at: place) else { continue }
      readOwner(owner.text, repository, login, at: place)
    }
  }

  /// An owner is a group or user of Backstage: it is taken where a team or person of that name is described, else asked about.
  private mutating func readOwner(_ text: String, _ repository: Name, _ login: Name, at place: String) {
    let isUser = text.lowercased().hasPrefix("user:")
    let last = text.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
    let name = Name(last)
    let isKnown = isUser ? source.existing?.people[name] != nil : source.existing?.teams[name] != nil
    if isKnown { return setResponsible(name, isTeam: !isUser, repository, login, at: place) }
    let words = DraftValue.oneLine(String(text.prefix(100)))
    drafts[login]?.questions.append(
      "\(place): Backstage has the owner `\(words)` for `\(repository)`. Which team or person is that?")
  }
}
