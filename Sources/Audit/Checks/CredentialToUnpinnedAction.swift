import Catalog
import SourceText
import Workflows

/// A stored credential of GitHub that is handed to an action of others by a name that they can move.
enum CredentialToUnpinnedAction {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    let owner = file.described?.tree.owner ?? ownerInPath(file.text.path)
    return file.stepLists.flatMap { list in
      ofSteps(list, owner) + [ofCall(list, owner)].compactMap(\.self)
    }
  }

  /// One finding for a job, an action and a secret, however often it is used.
  private static func ofSteps(_ list: StepList, _ owner: String) -> [Finding] {
    var seen: Set<String> = []
    return list.steps.compactMap { step in
      guard let use = step.action, let ref = movable(use.target, besides: owner),
        let given = credential(of: step, use, list), seen.insert("\(use.uses.text) \(given.name)").inserted
      else { return nil }
      return finding(use.uses, ref, given, about: "\(list.name)/\(ref.name) secrets.\(given.name)")
    }
  }

  private static func ofCall(_ list: StepList, _ owner: String) -> Finding? {
    guard let job = list.job, let call = job.call, let ref = movable(call.target, besides: owner),
      let given = job.handedSecrets.lazy.compactMap({ credential($0, isKnown: false) }).first
    else { return nil }
    return finding(call.uses, ref, given, about: "\(list.name) secrets.\(given.name)")
  }

  private static func finding(
    _ uses: WorkflowText, _ ref: Ref, _ given: (name: String, range: SourceRange), about subject: String
  ) -> Finding {
    about.finding(
      "`secrets.\(given.name)` is passed to `\(uses.text)`, and \(ref.isBranch ? "every push to that branch changes" : "everyone who can move that tag can change") the code that gets it",
      about: subject, at: uses.range, severity: ref.isBranch ? .medium : nil,
      help: "pin the commit that you reviewed: `\(ref.name)@COMMIT # \(ref.text)`",
      related: [Diagnostic.RelatedPlace(message: "the secret is passed here", range: given.range)])
  }

  private struct Ref {
    let name: String
    let text: String
    let isBranch: Bool
  }

  /// The ref of an action or workflow of others, where it is no commit.
  private static func movable(_ target: UsesTarget, besides owner: String) -> Ref? {
    guard case .repository(let named, let name, let path, let ref) = target else { return nil }
    let own = named.lowercased()
    guard own != owner.lowercased(), own != "actions", own != "github" else { return nil }
    let isCommit = ref.utf8.count >= 40 && ref.allSatisfy(\.isHexDigit)
    guard !isCommit, !ref.contains("$") else { return nil }
    let isTag =
      ref.drop { $0 == "v" || $0 == "V" }.first?.isNumber == true
      || ref.contains { $0.isNumber } && ref.contains(".")
    return Ref(
      name: path.isEmpty ? "\(named)/\(name)" : "\(named)/\(name)/\(path)", text: ref, isBranch: !isTag)
  }

  /// The owner of a checkout in a folder `owner__name`; empty for any other.
  private static func ownerInPath(_ path: String) -> String {
    let folder = path.split(separator: "/").last { $0.contains(bytesOf: "__") } ?? ""
    return String(folder.prefix(upTo: folder.firstRange(of: "__")?.lowerBound ?? folder.startIndex))
  }

  // MARK: Credentials

  private static func credential(of step: WorkflowStep, _ use: ActionUse, _ list: StepList) -> (
    name: String, range: SourceRange
  )? {
    let record = use.name.flatMap { list.actions[$0] }
    for input in use.inputs {
      let isKnown = record?.input(input.name).map { isOfGitHub($0.takes) }
      if isKnown != false, let found = credential(input, isKnown: isKnown == true) { return found }
    }
    for entry in step.env {
      let isKnown = record?.variable(entry.name).map { isOfGitHub($0.takes) }
      if isKnown != false, let found = credential(entry, isKnown: isKnown == true) { return found }
    }
    return nil
  }

  private static func isOfGitHub(_ taken: KnownAction.Taken) -> Bool {
    switch taken {
    case .token, .appKey, .sshKey: true
    case .registryPassword, .identity, .outside: false
    }
  }

  /// A stored secret that is a credential of GitHub by the record of the action, or by the name that it has or goes to.
  private static func credential(_ entry: WorkflowEntry, isKnown: Bool) -> (name: String, range: SourceRange)?
  {
    guard let secret = entry.value.tellingSecret,
      isKnown || GitHubNames.isToken(entry.name) || GitHubNames.isToken(secret.name)
    else { return nil }
    return secret
  }

  private static let about = CheckDescription(
    "credential-to-unpinned-action",
    title: "a stored credential is passed to an action that others can change",
    severity: .low, confidence: .high,
    why:
      "Anyone who can write to an action's repository can move its tags and branches, and so can an attacker with their credentials. The next run then passes the token to other code. In March 2025, attackers moved the tags of `tj-actions/changed-files`, and the new code printed the secrets of the workflows that used it (CVE-2025-30066).",
    how:
      "Reports a stored PAT, App private key or SSH key that is passed to another owner's action or workflow at a tag or branch. It recognizes the credential by what Tokenbook knows of the action, or by a name such as `RELEASE_PAT` or `GH_TOKEN`. Doesn't report `GITHUB_TOKEN`, which expires with the job, or GitHub's own actions. The severity is medium for a branch.",
    fix:
      "Pin the action to a full commit hash, and let Dependabot or Renovate propose updates for review. Or pass `GITHUB_TOKEN`, or an installation access token, which expires after 1 hour.",
    falseAlarms:
      "The action belongs to another organization of yours, or its tags can't be moved (immutable releases).",
    sources: [
      "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://github.com/advisories/ghsa-mrrh-fwg8-r2c3", "https://docs.zizmor.sh/audits/#unpinned-uses",
    ])

  private static let examples = [
    AuditExample(
      "a tag, a branch, and a called workflow",
      """
      on: push
      permissions: {}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - uses: globex/release-it@v3
              with: {github-token: "${{ secrets.RELEASE_PAT }}"}
            - uses: globex/notes@main
              env: {GH_TOKEN: "${{ secrets.CHANGES }}"}
        call:
          uses: globex/flows/.github/workflows/tag.yml@main
          secrets: {token: "${{ secrets.BOT_PAT }}"}
      """, finds: [7, 9, 12]),
    AuditExample(
      "pinned, GITHUB_TOKEN, GitHub's own action, another service's token",
      """
      on: push
      permissions: {}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - uses: globex/release-it@0123456789abcdef0123456789abcdef01234567 # v3
              with: {github-token: "${{ secrets.RELEASE_PAT }}"}
            - uses: globex/notes@main
              with: {github-token: "${{ github.token }}"}
            - uses: actions/checkout@v5
              with: {token: "${{ secrets.RELEASE_PAT }}"}
            - uses: globex/chat@v2
              with: {webhook: "${{ secrets.CHAT_WEBHOOK }}"}
      """),
  ]
}
