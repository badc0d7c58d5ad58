import SourceText
import Workflows

/// A checkout that leaves its credential where it does harm.
enum CheckoutKeepsCredential {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.enumerated().compactMap { index, step in
        guard let use = step.action, use.name == "actions/checkout", keeps(use) else { return nil }
        let later = list.steps[(index + 1)...]
        return uploaded(use, step, list, later) ?? stored(use, step, list, later)
          ?? ofJob(use, step, list, later)
      }
    }
  }

  /// Unless it is told not to.
  private static func keeps(_ use: ActionUse) -> Bool {
    use.inputs["persist-credentials"]?.text.lowercased() != "false"
  }

  private static let help = "set `persist-credentials: false` under its `with`"

  // MARK: Uploaded

  private static func uploaded(
    _ use: ActionUse, _ step: WorkflowStep, _ list: StepList, _ later: ArraySlice<WorkflowStep>
  ) -> Finding? {
    guard use.mayKeepInWorkspace, use.inputs["path"] == nil,
      let upload = later.lazy.compactMap(\.action).first(where: takesWorkspace)
    else { return nil }
    return about.finding(
      "the checkout leaves its credential in `.git/config`, and a later step uploads the whole folder",
      about: list.subject(step, "upload"), at: use.uses.range,
      severity: use.majorVersion == nil ? .medium : .high,
      confidence: use.majorVersion == nil ? .low : .medium,
      help: help,
      related: [
        Diagnostic.RelatedPlace(
          message: "this step uploads the folder as an artifact", range: upload.uses.range)
      ])
  }

  /// Whether an upload takes hidden files of the whole workspace: before 4.4, or where it is told to. What only a commit says counts as newer.
  private static func takesWorkspace(_ use: ActionUse) -> Bool {
    guard use.name == "actions/upload-artifact", let path = use.inputs["path"]?.text else { return false }
    let whole = [
      ".", "./", "*", "./*", "**", "./**", "**/*", "${{ github.workspace }}", "${{github.workspace}}",
    ]
    let lines = path.split(whereSeparator: \.isNewline).map { $0.filter { $0 != " " } }
    guard lines.contains(where: { whole.map { $0.filter { $0 != " " } }.contains($0) }) else { return false }
    return use.inputs["include-hidden-files"]?.text.lowercased() == "true" || use.isBefore(4)
  }

  // MARK: Stored

  private static func stored(
    _ use: ActionUse, _ step: WorkflowStep, _ list: StepList, _ later: ArraySlice<WorkflowStep>
  ) -> Finding? {
    guard let credential = ["token", "ssh-key"].compactMap({ use.inputs[$0] }).first(where: isStored),
      let name = credential.yielded.compactMap(\.secretName).first, !later.isEmpty,
      !later.contains(where: GitUse.isPossible)
    else { return nil }
    return about.finding(
      "the checkout leaves `secrets.\(name)` to every later step, but none of them seems to use git's credential",
      about: list.subject(step, "secrets.\(name)"), at: credential.range, help: help)
  }

  private static func isStored(_ text: WorkflowText) -> Bool {
    text.yielded.contains { $0.secretName != nil } && !text.yielded.contains(where: \.isJobToken)
  }

  // MARK: The job's own

  /// The job's own token, where the file lets it write code, others' programs run, and nothing pushes.
  private static func ofJob(
    _ use: ActionUse, _ step: WorkflowStep, _ list: StepList, _ later: ArraySlice<WorkflowStep>
  ) -> Finding? {
    guard let permissions = list.permissions, permissions.level(of: "contents") == .write,
      use.inputs["ssh-key"] == nil, use.inputs["token"].map(\.isJobToken) ?? true,
      use.inputs["repository"] == nil, let runner = later.first(where: GitUse.runsOthersCode),
      !later.contains(where: GitUse.isPossible)
    else { return nil }
    return about.finding(
      "the checkout leaves a token with `contents: write` to third-party programs, but no step seems to push",
      about: list.subject(step, "GITHUB_TOKEN"), at: use.uses.range, help: help,
      related: [
        Diagnostic.RelatedPlace(message: "this runs third-party programs", range: runner.range),
        Diagnostic.RelatedPlace(message: "the permissions that apply here", range: permissions.range),
      ])
  }

  private static let about = CheckDescription(
    "checkout-keeps-credential", title: "a checkout leaves its credential behind", severity: .low,
    confidence: .medium,
    why:
      "Any program in a later step can read the credential. If a step uploads the whole folder as an artifact, everyone who can download the artifact gets it. `actions/checkout` leaves its token or key for git in all later steps, before version 6 in `.git/config`, since then in a file outside the workspace.",
    how:
      "Reports `actions/checkout` without `persist-credentials: false` in three cases. First, a later `actions/upload-artifact` uploads the whole folder with hidden files (before version 4.4, or with `include-hidden-files`). The severity is high if the checkout sets a version before 6. Second, `token` or `ssh-key` is a stored secret, and no later step of the job can need git's credential. Third, the file gives `GITHUB_TOKEN` `contents: write`, a later step installs or builds third-party code (`npm ci`, `pip install`, `make` and similar), and no step pushes. A step may push if it runs git, your own scripts, targets such as `make release`, or an action that isn't known to leave git alone.",
    fix:
      "Set `persist-credentials: false`. If a step must push, give the credential to that step and not to the whole job.",
    falseAlarms: "A step runs git inside something that the file doesn't show.",
    sources: [
      "https://github.com/actions/checkout", "https://github.com/actions/upload-artifact",
      "https://docs.zizmor.sh/audits/#artipacked",
    ])

  private static let examples = [
    AuditExample(
      "a credential that is uploaded, and a stored token that no step needs",
      """
      on: push
      permissions: {contents: read}
      jobs:
        pack:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - uses: actions/upload-artifact@v4
              with: {path: ., include-hidden-files: true}
        image:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v6
              with:
                repository: acme/shared
                token: ${{ secrets.SHARED_TOKEN }}
            - uses: docker/build-push-action@v6
      """, finds: [7, 16]),
    AuditExample(
      "a token with write access while packages are installed",
      """
      on: push
      permissions: {contents: write}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
            - run: npm ci && npm run build
            - uses: softprops/action-gh-release@v2
              with: {files: dist/*}
      """, finds: [7]),
    AuditExample(
      "a step may push, or the token is read-only",
      """
      on: push
      permissions: {contents: write}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
            - run: npm ci
            - run: npm run release
        script:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
            - run: npm ci && ./publish.sh
        test:
          permissions: {contents: read}
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
            - run: npm ci && npm test
      """),
    AuditExample(
      "not kept, kept outside the folder, needed, or GITHUB_TOKEN",
      """
      on: push
      permissions: {contents: read}
      jobs:
        pack:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
              with: {persist-credentials: false}
            - uses: actions/upload-artifact@v3
              with: {path: .}
        six:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v6
            - uses: actions/upload-artifact@v4
              with: {path: ., include-hidden-files: true}
        push:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v6
              with: {token: "${{ secrets.PUSH_TOKEN }}"}
            - run: git commit -am change && git push
        own:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v6
              with: {token: "${{ secrets.GITHUB_TOKEN }}"}
            - uses: docker/build-push-action@v6
      """),
  ]
}

extension ActionUse {
  /// Whether the ref says a version before a major one; a commit says none.
  fileprivate func isBefore(_ major: Int) -> Bool { majorVersion.map { $0 < major } == true }

  /// Since version 6 the checkout writes its credential beside the workspace.
  fileprivate var mayKeepInWorkspace: Bool { majorVersion.map { $0 < 6 } != false }

  /// Of `@v4`, `@v4.1.0`; nil for a commit or a branch.
  fileprivate var majorVersion: Int? {
    guard case .repository(_, _, _, let ref) = target, ref.hasPrefix("v") else { return nil }
    return Int(ref.dropFirst().prefix { $0 != "." })
  }
}
