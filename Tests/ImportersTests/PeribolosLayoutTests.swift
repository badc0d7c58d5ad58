import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

private func sources(_ files: [(String, String)]) -> SourceFiles {
  var sources = SourceFiles()
  for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
  return sources
}

/// The text without where each value was seen, which is tested by itself.
private func unplaced(_ text: String) -> String {
  text.replacing(/(, )?x-seen: [^,}\n]+/, with: "").replacing(/\n +\n/, with: "\n")
}

private func imported(_ files: [(String, String)], organization: String? = nil) -> Imported {
  Importer.peribolos.convert(sources(files), organization, shippedCatalog)
}

/// Peribolos as organizations lay it out, each in a way of its own.
@Suite struct PeribolosLayoutTests {
  private static let own = ("acme/org.yaml", "admins: [ada]\nmembers: [boris]\nrepos: {web: {}}\n")

  // MARK: Files of other tools

  @Test(arguments: [
    ("repos:\n  - web\n", "`repos` is a list, not a map"),
    ("repos:\n  - web\nmaintainers: [boris]\nadmins: []\n", "`repos` is a list, not a map"),
    ("admins: [cleo]\napprovers: [boris]\n", "it has the key `approvers`"),
    ("members: {boris: {}}\n", "`members` isn't a list of logins"),
    ("members: [{login: boris}]\n", "`members` isn't a list of logins"),
    ("teams: {crew: [boris]}\n", "`teams.crew` is a list, not a map"),
    ("members: [cleo]\n", "it doesn't name its organization, and is below the folder of `acme`"),
    ("a: {{ .Values.b }}: c\nmembers: [cleo]\n", "it can't be read ("),
  ])
  func aFileOfAnotherShapeIsSkippedAndNamed(_ text: String, _ why: String) throws {
    let imported = imported([Self.own, ("acme/pods/crew.yaml", text)])
    let only = try #require(imported.diagnostics.first)
    #expect(imported.diagnostics.count == 1, "\(imported.diagnostics)")
    #expect(only.severity == .warning)
    #expect(
      only.message.hasPrefix("skipped `acme/pods/crew.yaml`, which isn't a Peribolos file: \(why)"),
      "\(only.message)")
    let description = try #require(imported.descriptions.first)
    #expect(imported.descriptions.map(\.organization) == ["acme"])
    #expect(unplaced(description.text).contains("  ada: {role: owner}\n  boris: {role: member}\n\n"))
    expectReadable(description)
  }

  @Test func aFileThatSaysNothingOfPeribolosIsNoted() {
    let imported = imported([Self.own, ("acme/labels.yaml", "labels: [{name: x}]"), ("acme/list.yml", "[a]")])
    #expect(imported.diagnostics.map(\.severity) == [.note, .note])
    #expect(imported.diagnostics.map(\.id) == ["not-peribolos", "not-peribolos"])
  }

  @Test func whatIsMeantForPeribolosIsNotSkipped() {
    #expect(imported([("acme/org.yaml", "admins: {ada: x}")]).diagnostics.map(\.id) == ["wrong-kind"])
    let broken = imported([Self.own, ("all.yaml", "orgs:\n  acme: {members: [boris\n")])
    #expect(broken.diagnostics.hasErrors, "\(broken.diagnostics)")
  }

  @Test func aKeyThatPeribolosDoesNotHaveIsTold() {
    let imported = imported([("all.yaml", "orgs: {acme: {admins: [ada], contributors: [boris]}}")])
    #expect(
      imported.diagnostics.map(\.message) == [
        "`contributors` isn't a Peribolos key, so it was ignored"
      ])
    #expect(imported.diagnostics.map(\.severity) == [.warning])
    #expect(imported.descriptions.first?.text.contains("boris") == false)
  }

  // MARK: Names

  private static let nameless = [
    ("b/admins.yaml", "admins: [ada]\n"), ("b/members.yaml", "members: [boris]\n"),
  ]

  @Test func theWordOfTheUserWinsOverTheFolders() throws {
    let named = imported(Self.nameless, organization: "acme")
    #expect(named.diagnostics == [])
    let description = try #require(named.descriptions.first)
    #expect(named.descriptions.map(\.organization) == ["acme"])
    #expect(description.text.contains("organization: acme\n\n"))
    #expect(unplaced(description.text).contains("  ada: {role: owner}\n  boris: {role: member}\n"))
    expectReadable(description)
  }

  @Test func theNameOfAFolderIsAsked() throws {
    let description = try #require(imported(Self.nameless).descriptions.first)
    #expect(description.text.contains("organization: b\n#? Is this the organization's login?"))
    let said = try #require(imported([("b/all.yaml", "orgs: {acme: {members: [ada]}}")]).descriptions.first)
    #expect(!said.text.contains("organization's login?"))
  }

  /// Which of several folders the user means is not guessed.
  @Test func theUsersWordNamesOneFolderAlone() {
    let two = [("x/org.yaml", "members: [ada]"), ("y/org.yaml", "members: [boris]")]
    #expect(imported(two, organization: "acme").descriptions.map(\.organization) == ["x", "y"])
    let besides = [("x/org.yaml", "members: [ada]"), ("all.yaml", "orgs: {globex: {members: [boris]}}")]
    #expect(imported(besides, organization: "acme").descriptions.map(\.organization) == ["acme", "globex"])
    #expect(imported(besides, organization: "globex").descriptions.map(\.organization) == ["globex", "x"])
  }

  @Test func aFolderThatNoOrganizationCanBeCalledNeedsAName() {
    let files = [("our_config/org.yaml", "members: [ada]")]
    #expect(imported(files).diagnostics.map(\.id) == ["unknown-organization"])
    #expect(imported(files, organization: "acme").descriptions.map(\.organization) == ["acme"])
    #expect(imported([("all.yaml", "orgs: {'a b': {}}")]).diagnostics.map(\.id) == ["bad-name"])
  }

  // MARK: Several files of one organization

  @Test func filesOfOneOrganizationAreJoined() throws {
    let imported = imported([
      ("c/admins.yaml", "orgs:\n  acme:\n    admins: [ada]\n"),
      ("c/members.yaml", "orgs:\n  Acme:\n    members: [boris]\n    teams: {core: {members: [boris]}}\n"),
      ("c/repos.yaml", "orgs: {acme: {repos: {web: {private: true}}}}\n"),
    ])
    #expect(imported.diagnostics == [])
    let description = try #require(imported.descriptions.first)
    #expect(imported.descriptions.count == 1)
    #expect(unplaced(description.text).contains("  ada: {role: owner}\n  boris: {role: member}\n"))
    #expect(unplaced(description.text).contains("  core: {members: [boris]}\n"))
    #expect(unplaced(description.text).contains("  web: {visibility: private}\n"))
    expectReadable(description)
  }

  /// A folder with a file for each key, and a tool's own beside them.
  @Test func aFileForEachKeyMakesOneOrganization() throws {
    let imported = imported(
      [
        ("org/admins.yaml", "admins: [ada]\n"), ("org/emeritus.yaml", "emeritus: [cleo]\n"),
        ("org/members.yaml", "members: [boris]\n"), ("org/repos.yaml", "repos: {web: {has_wiki: false}}\n"),
        ("org/teams.yaml", "teams: {Crew: {members: [boris], repos: {web: write}}}\n"),
      ], organization: "acme")
    #expect(imported.diagnostics.map(\.severity) == [.note])
    let text = unplaced(try #require(imported.descriptions.first).text)
    #expect(imported.descriptions.map(\.organization) == ["acme"])
    #expect(text.contains("  crew: {members: [boris]}  # `Crew` in Peribolos\n"))
    #expect(text.contains("  web: {teams: {crew: write}}\n") && !text.contains("cleo"))
  }

  /// Lists of logins are sets, and an owner is a member too, in whatever file.
  @Test func aLoginInSeveralListsIsOneAccount() throws {
    for files in [["admins: [ada]", "members: [Ada, boris]"], ["members: [ada, boris]", "admins: [ADA]"]] {
      let imported = imported(files.enumerated().map { ("\($0).yaml", "orgs: {acme: {\($1)}}") })
      #expect(imported.diagnostics == [])
      let text = unplaced(try #require(imported.descriptions.first).text.lowercased())
      #expect(text.contains("people:\n  ada: {role: owner}\n  boris: {role: member}\n\n"), "\(text)")
    }
  }

  @Test(arguments: [
    ("teams: {Core: {}}", "teams: {core: {}}", "found the team `core` twice"),
    ("repos: {web: {}}", "repos: {Web: {}}", "found the repository `Web` twice"),
    (
      "default_repository_permission: read", "default_repository_permission: read",
      "found the key `default_repository_permission` twice"
    ),
  ])
  func theSameEntryTwiceNamesBothPlaces(_ one: String, _ two: String, _ message: String) throws {
    let imported = imported([("a.yaml", "orgs: {acme: {\(one)}}"), ("b.yaml", "orgs: {acme: {\(two)}}")])
    #expect(imported.diagnostics.map(\.message) == [message])
    let diagnostic = try #require(imported.diagnostics.first)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.range?.file == SourceFileID(index: 1))
    #expect(diagnostic.related.map(\.range.file) == [SourceFileID(index: 0)])
  }

  /// Each value says where it was seen first, as those of the other importers do.
  @Test func everyValueSaysWhereItWasSeen() throws {
    let imported = imported([
      ("c/admins.yaml", "orgs:\n  acme:\n    admins:\n    - ada\n"),
      (
        "c/teams.yaml",
        "orgs:\n  acme:\n    teams:\n      core:\n        members: [boris]\n        repos: {tools: read}\n"
      ),
      (
        "c/repos.yaml",
        "orgs:\n  acme:\n    repos:\n      web: {private: true, collaborators: {cleo: read}}\n"
      ),
    ])
    let text = try #require(imported.descriptions.first).text
    for line in [
      "  ada: {role: owner, x-seen: \"c/admins.yaml:4\"}",
      "  boris: {role: member, x-seen: \"c/teams.yaml:5\"}",
      "  cleo: {role: outside_collaborator, x-seen: \"c/repos.yaml:4\"}",
      "  core: {members: [boris], x-seen: \"c/teams.yaml:4\"}",
      "  tools: {teams: {core: read}, x-seen: \"c/teams.yaml:6\"}",
    ] {
      #expect(text.contains(line + "\n"), "\(line) in \(text)")
    }
    #expect(text.contains("x-seen: \"c/repos.yaml:4\""))
  }

  /// A file may be named with what no description can hold.
  @Test func aNameOfAFileIsReadAgain() throws {
    let imported = imported([("c/\u{0}a\u{1}.yaml", "orgs:\n  acme:\n    admins:\n    - ada\n")])
    let text = try #require(imported.descriptions.first).text
    #expect(text.contains("  ada: {role: owner, x-seen: \"c/ a .yaml:4\"}\n"))
    #expect(
      DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8))).diagnostics.isEmpty)
  }

  // MARK: Grants

  @Test func noGrantIsAskedAbout() throws {
    let text = """
      admins: [ada]
      teams:
        core: {repos: {.default: none, web: none, .github: write, tools: read}}
        crew: {repos: {.default: write, .settings: admin}}
      repos: {.settings: {private: true}, .all: none, web: {collaborators: {helper: none}}}

      """
    let imported = imported([("acme/org.yaml", text)])
    #expect(imported.diagnostics == [])
    let description = try #require(imported.descriptions.first)
    expectReadable(description)
    #expect(
      unplaced(description.text).contains(
        """
        teams:
          core: {}
          #? core: Peribolos has `web: none`, which was read as no grant. Does the team have access to `web`?
          #? core: Peribolos has `.default: none`, but no repository of that name. Which ones can it access?
          crew: {}
          #? crew: Peribolos has `.default: write`, but no repository of that name. Which ones can it access?
        """), "\(description.text)")
    #expect(
      unplaced(description.text).contains(
        """
        repositories:
          .github: {teams: {core: write}}
          .settings: {visibility: private, teams: {crew: admin}}
          tools: {teams: {core: read}}
          web: {}
        """), "\(description.text)")
    #expect(description.text.contains("#? Peribolos has `.all: none` under `repos`"))
    #expect(!description.text.contains("helper"))
  }

  @Test func aTokenInATextIsMasked() throws {
    let token = "ghp_" + String(repeating: "aB3dE6gH9j", count: 4).prefix(36)
    let text = """
      admins: [ada]
      teams: {"Team \(token)": {description: "uses \(token) to sync", repos: {web: none}}}
      repos: {web: {description: "key \(token)"}}

      """
    let description = try #require(imported([("acme/org.yaml", text)]).descriptions.first)
    #expect(!description.text.lowercased().contains("ab3de6gh9j"), "\(description.text)")
    #expect(description.text.contains("note: uses masked-"))
    expectReadable(description)
  }
}

// MARK: - Adding to a description

@Suite struct PeribolosMergeTests {
  private func merged(_ description: String, _ files: [(String, String)]) throws -> (
    text: String, added: [String], told: [String]
  ) {
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8)))
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let merged = Importer.peribolos.merge(
      sources(files), reading.files, try #require(reading.organization), shippedCatalog)
    let text = merged.texts.first?.text ?? description
    expectReadable(ImportedDescription(organization: "acme", text: text))
    return (text, merged.added, merged.diagnostics.map(\.message))
  }

  private static let files = [
    (
      "config/org.yaml",
      """
      default_repository_permission: read
      admins: [ada]
      members: [boris, cleo, svc-deploy]
      teams:
        core: {members: [boris, cleo], repos: {web: write, infra: admin}}
        new: {description: fresh, maintainers: [ada]}
      repos:
        web: {private: true, collaborators: {helper: read}}
        infra: {private: true}

      """
    )
  ]

  @Test func addsWhatIsNotSaidAndTellsWhatIsSaidOtherwise() throws {
    let (text, added, told) = try merged(
      """
      tokenbook: 1
      organization: acme
      people:   # ours
        ada: {role: member}
        boris: {role: member}
      teams:
        core: {members: [boris]}   # the core
      repositories:
        web: {visibility: public, teams: {core: read}}
      # the end

      """, Self.files)
    #expect(
      unplaced(text) == """
        tokenbook: 1
        organization: acme
        people:   # ours
          ada: {role: member}
          boris: {role: member}
          cleo: {role: member}
          helper: {role: outside_collaborator}
          svc-deploy: {role: member}
        teams:
          core: {members: [boris]}   # the core
          new: {maintainers: [ada], note: fresh}
        repositories:
          web: {visibility: public, teams: {core: read}, collaborators: {helper: read}}
          infra: {visibility: private, teams: {core: admin}}
        policy: {base_permission: read}
        # the end

        """, "\(text)")
    #expect(
      added == [
        "policy.base_permission", "people.cleo", "people.helper", "people.svc-deploy", "teams.new",
        "repositories.infra", "repositories.web.x-seen", "repositories.web.collaborators",
      ])
    #expect(
      told == [
        "`people.ada` differs from Peribolos: owner",
        "`teams.core` differs from Peribolos: it also has cleo",
        "`repositories.web.visibility` differs from Peribolos: private",
        "`repositories.web.teams.core` differs from Peribolos: write",
        "is `svc-deploy` a person? (`svc` in the login)",
      ])
    let again = try merged(text, Self.files)
    #expect(again.added == [] && again.text == text)
  }

  /// A list has no place for roles.
  @Test func aPlainListTakesMembersAlone() throws {
    let (text, added, told) = try merged(
      "tokenbook: 1\norganization: acme\npeople: [boris]\n",
      [("config/org.yaml", "admins: [ada]\nmembers: [boris, cleo]\nteams: {core: {members: [ada]}}")])
    #expect(text.contains("people: [boris, cleo]\n"))
    #expect(added == ["people: cleo", "teams.core"])
    #expect(
      told.first
        == "`ada` wasn't added, because the list `people` contains only members, and its role is owner")
  }

  @Test func anotherOrganizationIsNotAdded() throws {
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array("tokenbook: 1\norganization: acme\n".utf8)))
    let merged = Importer.peribolos.merge(
      sources([("all.yaml", "orgs: {globex: {members: [ada]}}")]), reading.files,
      try #require(reading.organization), shippedCatalog)
    #expect(merged.diagnostics.map(\.message) == ["found the organizations `globex`, expected `acme`"])
    #expect(merged.texts.isEmpty && merged.added == [])
  }
}
