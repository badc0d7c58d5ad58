import OrganizationModel
import Testing

/// What is known of verbs and kinds says the same thing everywhere.
struct RecordTests {
  @Test(arguments: Verb.allCases) func aVerbIsOneThing(_ verb: Verb) {
    let record = verb.record
    #expect(Verb.allCases.filter { $0.record.words == record.words } == [verb])
    // The need says what `api` takes.
    #expect(record.permissions.isEmpty == verb.isAPI)
    // What only reads takes nothing that writes.
    #expect((record.deed == nil) == record.permissions.values.allSatisfy { $0 == .read })
    #expect(verb.onlyReads ? record.effects.isEmpty && record.trial == nil : true)
    #expect(!record.includes.contains(verb))
    #expect(record.includes.allSatisfy { $0.targetKind == verb.targetKind })
    #expect(record.effects.contains(.branch) ? record.effects.isSuperset(of: [.commits, .events]) : true)
  }

  @Test(arguments: Verb.allCases) func aVerbsWayFitsItsTarget(_ verb: Verb) {
    let record = verb.record
    switch record.target {
    case .package: #expect(record.command == nil && record.role != nil && record.hasJobToken)
    case .repository:
      let isDoneOtherwise = verb.isByGit || record.action != nil || verb.isAPI
      #expect((record.command == nil) == isDoneOtherwise && record.role != nil)
    case .organization:
      #expect(
        (record.command == nil) == verb.isAPI && record.role == nil && !record.hasJobToken
          && record.way == .api)
    }
    #expect(record.isForAdministrators ? record.target == .organization : true)
    if let command = record.command { #expect(command("globex/tools").contains("globex/tools")) }
  }

  @Test(arguments: Verb.allCases) func whatAVerbNeedsBesidesIsSaid(_ verb: Verb) {
    let record = verb.record
    // Somebody can do it.
    #expect(!record.refuses.isSuperset(of: [.app, .fineGrained, .classic]))
    #expect(record.refuses.union(record.undocumented).contains(.classic) == record.takesNoScope || verb.isAPI)
    // What proves where it runs is done by a job, and what is open to everyone only reads.
    #expect(record.provesWhereItRuns ? record.hasJobToken : true)
    #expect(record.isOpenWhenPublic ? record.onlyReads : true)
    let sentences = [record.besides.setting, record.besides.account, record.besides.remark].compactMap(\.self)
    #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    #expect(record.besides.settingIsForPrivate ? record.besides.setting != nil : true)
  }

  /// A classic scope is named for each verb: none falls to the widest by being forgotten.
  @Test func scopesOfPackagesAndOfTheOrganizationAreNamed() {
    // GitHub names `repo` for making a private repository.
    for verb in Verb.allCases
    where verb.targetKind != .repository && verb != .createRepository && !verb.isAPI {
      guard case .these(let scopes) = verb.record.scopes else {
        Issue.record("\(verb.rawValue) takes the scope of a repository")
        continue
      }
      #expect(!scopes.isEmpty && !scopes.contains("repo"), "\(verb.rawValue)")
    }
  }

  @Test(arguments: ExistingCredentialKind.allCases) func aKindThatExistsIsOneThing(
    _ kind: ExistingCredentialKind
  ) {
    let record = kind.record
    #expect(ExistingCredentialKind.allCases.filter { $0.record.title == record.title } == [kind])
    #expect(record.phrase.hasPrefix("a ") || record.phrase.hasPrefix("an "))
    #expect((record.form == .unknown) == !(record.isGitHubs))
    #expect((record.rights == .unsaid) == !(record.isGitHubs))
    // A key has no end of its own.
    #expect(kind.isKeyFile ? !record.endsByItself : true)
  }

  @Test(arguments: Registry.allCases) func aRegistryIsOneThing(_ registry: Registry) {
    #expect(Registry.allCases.filter { $0.record.name == registry.name } == [registry])
    #expect(registry.record.isForImages == (registry == .container))
  }

  @Test(arguments: Consumer.Kind.allCases) func aConsumerWithAPlaceOfItsOwnIsOneThing(_ kind: Consumer.Kind) {
    let record = kind.record
    #expect(Consumer.Kind.allCases.filter { $0.record.words == record.words } == [kind])
    guard record.place != .outside else {
      #expect(record.store == nil)
      return
    }
    #expect(Consumer.Kind.allCases.filter { $0.record.place == record.place } == [kind])
    #expect(Consumer.Kind.allCases.filter { $0.record.run == record.run } == [kind])
  }

  @Test func everyPlaceIsSomebodys() {
    let places = Set(Consumer.Kind.allCases.map(\.record.place))
    #expect(places == Set(ConsumerRecord.Place.allCases))
  }
}

extension VerbRecord {
  fileprivate var takesNoScope: Bool {
    switch scopes {
    case .these(let scopes): scopes.isEmpty
    case .ofRepository: false
    }
  }
}
