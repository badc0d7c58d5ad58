import OrganizationModel

extension AccessKind {
  /// The kind that a situation is one of. Accesses of one kind may still differ in outcome, by the Apps and accounts
  /// that are described.
  init(_ situation: Situation) {
    self.init(id: situation.kindWords.joined(separator: "-"), title: situation.kindTitle)
  }
}

extension Situation {
  fileprivate var kindWords: [String] {
    let isPackage = verb.targetKind == .package
    return [
      runWord, verb.word,
      isPackage ? registry?.rawValue ?? "some" : nil,
      verb.targetKind.rawValue,
      verb.targetKind == .organization && relation != .otherOrganization ? nil : placeWord,
      verb.targetKind == .organization ? nil : visibility?.rawValue ?? "unsaid",
      mustTrigger ? "triggering" : nil,
      changesFiles ? "changing-workflows" : nil,
      api.map(\.slug), fromFork ? "from-fork" : nil,
    ].compactMap(\.self)
  }

  private var runWord: String {
    switch place {
    case .workflow: "workflow"
    case .dependabot, .codespaces: place.rawValue
    case .actions: "foreign-workflow"
    case .outside: "outside"
    }
  }

  private var runInWords: String {
    switch place {
    case .workflow: "a workflow"
    case .dependabot: "Dependabot's updater"
    case .codespaces: "a codespace"
    case .actions: "a workflow of another organization"
    case .outside: "an automation outside Actions"
    }
  }

  private var mustTrigger: Bool { triggersWorkflows && record.causesEvents }
  private var changesFiles: Bool { changesWorkflows && record.changesContents }

  private var placeWord: String? {
    if relation == .otherOrganization { return "elsewhere" }
    guard place == .workflow else { return nil }
    if verb.targetKind == .repository { return relation == .own ? "own" : "sibling" }
    return switch link {
    case .own: "own"
    case .sibling: "sibling"
    case .some(.none): "unlinked"
    case nil: "somewhere"
    }
  }

  fileprivate var kindTitle: String {
    [
      runInWords, record.words, targetInWords,
      placeInWords, mustTrigger ? "and must trigger workflows" : nil,
      fromFork ? "from its own fork" : nil, changesFiles ? "and changes workflow files" : nil,
    ].compactMap(\.self).joined(separator: " ")
  }

  private var targetInWords: String {
    let visible = visibility.map(\.rawValue) ?? "undescribed"
    switch verb.targetKind {
    case .organization:
      return relation == .otherOrganization ? "another organization" : "the organization"
    case .repository:
      let isOwn = relation == .own && place == .workflow
      return isOwn ? "its own \(visible) repository" : "\(article(visible)) \(visible) repository"
    case .package:
      return "\(article(visible)) \(visible) \(registry.map { $0.name + " " } ?? "")package"
    }
  }

  private func article(_ word: String) -> String {
    "iu".contains(word.prefix(1)) ? "an" : "a"
  }

  private var placeInWords: String? {
    if relation == .otherOrganization, verb.targetKind != .organization { return "of another organization" }
    guard verb.targetKind == .package, place == .workflow else { return nil }
    return switch link {
    case .own: "of its own repository"
    case .sibling: "of another repository"
    case .some(.none): "that is linked to no repository"
    case nil: nil
    }
  }
}
