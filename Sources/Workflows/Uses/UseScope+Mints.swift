internal import Catalog

// MARK: - Tokens of Apps

extension UseScope {
  /// What a step that makes an App's token makes; nil for any other step.
  func mint(_ step: WorkflowStep) -> AppTokenMint? {
    guard let use = step.action, let name = use.target.actionName, let inputs = actions[name]?.mint else {
      return nil
    }
    let repositories = inputs.repositories.lazy.compactMap { use.inputs[$0] }.first
    return AppTokenMint(
      action: name,
      key: inputs.key.lazy.compactMap { credential(in: use.inputs[$0])?.secretName }.first,
      app: inputs.app.lazy.compactMap { use.inputs[$0] }.first.flatMap(reference),
      owner: inputs.owner.flatMap { use.inputs[$0] }.flatMap { texts(of: $0).first },
      repositories: repositories.map { words(in: texts(of: $0)) } ?? [],
      permissions: permissions(inputs.permissions, of: use),
      isForOwnRepository: inputs.isForOwnRepository && repositories == nil
        && inputs.owner.flatMap { use.inputs[$0] } == nil,
      range: use.uses.range)
  }

  private func permissions(_ form: KnownAction.MintInputs.Permissions?, of use: ActionUse) -> [String: String]
  {
    let pairs: [(String, String)] =
      switch form {
      case nil: []
      case .oneInputEach(let prefix):
        use.inputs.filter { $0.name.lowercased().hasPrefix(prefix) }
          .map { (String($0.name.lowercased().dropFirst(prefix.count)), texts(of: $0.value).first ?? "") }
      case .list(let input): use.inputs[input].map { self.pairs(in: texts(of: $0)) } ?? []
      }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Of `{"pull_requests": "write"}` and `pull_requests:write, issues:read`, in workflow spelling.
  private func pairs(in texts: [String]) -> [(String, String)] {
    texts.flatMap { text in
      text.split { ",{}".contains($0) || $0.isNewline }.compactMap { part -> (String, String)? in
        let words = part.split(separator: ":").map { $0.filter { $0.isLetter || $0 == "_" || $0 == "-" } }
        return words.count == 2 ? (words[0].replacing("_", with: "-"), words[1]) : nil
      }
    }
  }

  /// Of `infra, web`, of one name on each line, and of `["infra", "web"]`.
  private func words(in texts: [String]) -> [String] {
    texts.flatMap { $0.split { ",[]\"'".contains($0) || $0.isWhitespace }.map(String.init) }
  }

  /// `vars.APP_ID`, or the text itself.
  private func reference(_ text: WorkflowText) -> String? {
    guard let first = text.references.first else { return text.text }
    let context = first.context == "secrets" ? "secrets" : first.context
    return first.writtenProperty.map { "\(context).\($0)" }
  }
}
