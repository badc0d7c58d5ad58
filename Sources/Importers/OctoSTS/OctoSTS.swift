import OrganizationModel

extension Importer {
  /// octo-sts gives short-lived tokens by policies in `.github/chainguard`
  /// (<https://github.com/octo-sts/app#the-trust-policy>, read on 2026-11-30).
  package static let octoSTS = code(
    "octo-sts", "trust policies of octo-sts in checkouts (.github/chainguard)",
    reads: .paths { $0.hasSuffix(bytesOf: ".sts.yaml") || $0.hasSuffix(bytesOf: ".git/config") },
    CodeTool.octoSTS)
}

extension CodeTool {
  static let octoSTS = CodeTool(
    name: "octo-sts",
    isMeant: { $0.path.hasSuffix(bytesOf: ".sts.yaml") && $0.root.kind == .mapping },
    read: { reader, home in reader.readPolicy(home) },
    help: "pass checkouts with `.github/chainguard/NAME.sts.yaml`")
}

extension DraftReader {
  /// The policy is kept as `x-octo-sts`. Which App the broker has, and what that may do, no file says: that is a question.
  fileprivate mutating func readPolicy(_ home: CheckoutHomes.Home?) {
    let root = document.root
    guard let home, TextRule.repository.accepts(Array(home.name.utf8)[...]) else {
      draft.questions.append("\(place(root)): in which repository is this policy of octo-sts?")
      return
    }
    let repository = Name(home.name)
    meet(repository: repository, at: root)
    let policy = String(FolderPath.name(of: document.path).dropLast(".sts.yaml".count))
    var fields: [(key: String, value: DraftValue)] = [("policy", quoted(policy))]
    for key in ["issuer", "issuer_pattern", "subject", "subject_pattern"] {
      guard let node = root[key], node.kind == .scalar, !node.isNull else { continue }
      fields.append((key, quoted(String(node.text.prefix(300)))))
    }
    let permissions = entries(root["permissions"]).compactMap { entry -> (key: String, value: DraftValue)? in
      guard TextRule.permission.accepts(entry.key.bytes), let level = AccessLevel(rawValue: entry.value.text)
      else { return nil }
      return (entry.key.text, .text(level.rawValue))
    }
    if !permissions.isEmpty { fields.append(("permissions", .map(permissions))) }
    let reached = names(root["repositories"], .repository)
    if !reached.isEmpty { fields.append(("repositories", .list(reached.map { quoted($0.text) }))) }
    fields.append(("seen", quoted(place(root))))
    let question =
      "which App has the broker that reads `.github/chainguard`? describe it under `apps`, with `broker`"
    if !draft.questions.contains(question) { draft.questions.append(question) }
    let key = "x-octo-sts-\(DescriptionDraft.key(policy))"
    if draft.repositories[repository]?.remarks.contains(where: { $0.key == key }) == false {
      remark(repository, key, DraftValue.map(fields).inline)
    }
  }

  private func quoted(_ text: String) -> DraftValue {
    .text(DraftValue.scalar(DraftValue.oneLine(text)))
  }
}
