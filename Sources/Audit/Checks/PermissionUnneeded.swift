import Catalog
import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A permission to write that no step and no need asks for.
enum PermissionUnneeded {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow, let uses = file.uses else { return [] }
    let judge = Judge(
      workflow: workflow, uses: uses, described: file.described, actions: file.catalog.actions)
    return workflow.permissionBlocks.flatMap { judge.findings($0.permissions, of: $0.jobs, $0.subject) }
  }

  private struct Judge {
    let workflow: WorkflowFile
    let uses: WorkflowUses
    let described: DescribedWorkflow?
    let actions: KnownActions

    func findings(_ permissions: TokenPermissions, of jobs: [WorkflowJob], _ subject: String) -> [Finding] {
      let writes = permissions.entries.filter {
        $0.level == .write && PermissionUnneeded.seen.contains($0.name)
      }
      guard !writes.isEmpty, !jobs.isEmpty else { return [] }
      let opacity = Opacity(workflow, uses, knowing: actions)
      guard !jobs.contains(where: opacity.hidesJobToken) else { return [] }
      let mayPush = jobs.contains(where: opacity.mayPush)
      // A job that signs in with another credential needs it as soon as it does with its own token.
      let signsIn = jobs.contains { job in
        opacity.signsIn(job)
          || uses.logins.contains { $0.job == job.id && $0.host != nil && $0.credential?.secretName != nil }
      }
      return writes.filter {
        !isNeeded($0.name, by: jobs) && !($0.name == "contents" && mayPush)
          && !($0.name == "packages" && signsIn)
      }.map {
        entry in
        if entry.name == "contents", pushesWithoutCredential(jobs) { return ofPush(entry, subject) }
        return PermissionUnneeded.about.finding(
          "no step here needs `\(entry.name): write`\(described?.workflow == nil ? "" : ", and neither does a described need")",
          about: "\(subject) \(entry.name)", at: entry.levelRange,
          help: isRead(entry.name, by: jobs) ? "write `\(entry.name): read`" : "remove `\(entry.name)`")
      }
    }

    /// Whether a script pushes, and neither a checkout nor a variable gives git something to sign in with.
    private func pushesWithoutCredential(_ jobs: [WorkflowJob]) -> Bool {
      uses.needs.contains { need in
        need.verb == .push && need.credential == nil && jobs.contains { $0.id == need.job }
      }
        || jobs.contains { job in
          job.steps.contains { step in
            step.script.map { script in
              ShellScript.commands(of: script.bytes).contains { command in
                let words = command.words.map(\.text).filter { !$0.hasPrefix("-") }
                return words.starts(with: ["git", "push"])
              }
            } ?? false
          } && !uses.needs.contains { $0.verb == .push && $0.job == job.id }
        }
    }

    private func ofPush(_ entry: TokenPermissions.Entry, _ subject: String) -> Finding {
      PermissionUnneeded.about.finding(
        "`git push` here has no credential that uses `contents: write`", about: "\(subject) contents",
        at: entry.levelRange, confidence: .low,
        help:
          "check which credential the push uses: with `persist-credentials: false`, the checkout leaves no token. Give the push a credential, or remove `contents: write`"
      )
    }

    private func isNeeded(_ name: String, by jobs: [WorkflowJob]) -> Bool {
      let isUsed = uses.permissions.contains { use in
        use.permission == name && use.level == .write && jobs.contains { $0.id == use.job }
      }
      return isUsed || needsOfDescription.contains(name)
    }

    private func isRead(_ name: String, by jobs: [WorkflowJob]) -> Bool {
      uses.permissions.contains { use in use.permission == name && jobs.contains { $0.id == use.job } }
    }

    /// What the decisions on the workflow's needs give the job's token to write.
    private var needsOfDescription: Set<String> {
      guard let described, let workflow = described.workflow, let automation = described.automation else {
        return []
      }
      let chosen = workflow.needs.compactMap { need in
        described.description.decision(AccessID(automation, need))?.credential
      }
      return Set(
        chosen.filter { $0.kind == .githubToken }.flatMap { credential in
          credential.permissions.filter { $0.value == .write }.map(\.key)
        })
    }
  }

  /// Those whose uses are to be seen: the others serve caches, identities and reports that no input names.
  fileprivate static let seen: Set<String> = [
    "contents", "deployments", "issues", "packages", "pull-requests", "statuses",
  ]

  private static let about = CheckDescription(
    "permission-unneeded", title: "a write permission that nothing needs", severity: .low,
    confidence: .medium,
    why:
      "An unneeded permission only helps an attacker who gets code into one of the job's steps. Every action and script of the job has all permissions of its `GITHUB_TOKEN`.",
    how:
      "Checks `contents`, `deployments`, `issues`, `packages`, `pull-requests` and `statuses` in jobs where every step with `GITHUB_TOKEN` shows what it does with it. Doesn't report `contents` if a script may push with the credential that a checkout left. Doesn't report `packages` if the job logs in to a registry with the token, or to a GitHub registry with a credential it could replace. With a description, the decisions on the workflow's needs count too.",
    fix: "Remove the permission, or set it to `read` if a step only reads.",
    falseAlarms: "An action gets the token from the runner without an input for it.",
    sources: ["G-05", "https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "outdated permissions",
      """
      on: push
      permissions: {contents: read, packages: write, issues: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: bot, password: "${{ github.token }}"}
            - uses: docker/build-push-action@v7
              with: {push: true, tags: ghcr.io/acme/web}
      """, finds: [2]),
    AuditExample(
      "a script that has the token, and one that may push",
      """
      on: push
      permissions: {}
      jobs:
        label:
          permissions: {issues: write}
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                GH_TOKEN: ${{ github.token }}
        tag:
          permissions: {contents: write}
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - run: ./tag
      """),
    AuditExample(
      "a login with a PAT that GITHUB_TOKEN could replace",
      """
      on: push
      permissions: {}
      jobs:
        publish:
          permissions: {packages: write}
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: bot, password: "${{ secrets.CR_PAT }}"}
            - uses: docker/build-push-action@v7
              with: {push: true, tags: ghcr.io/acme/web}
      """),
  ]
}

extension WorkflowFile {
  /// Each `permissions:` with the jobs that it holds for.
  fileprivate var permissionBlocks: [(permissions: TokenPermissions, jobs: [WorkflowJob], subject: String)] {
    let own = jobs.compactMap { job in job.permissions.map { ($0, [job], job.id) } }
    let rest = jobs.filter { $0.permissions == nil }
    return (permissions.map { [($0, rest, "workflow")] } ?? []) + own
  }

  /// Whether it lets jobs write that show what they do with their token: only then what they use is worth reading.
  func mayGrantUnneeded(knowing actions: KnownActions) -> Bool {
    let opacity = Opacity(self, nil, knowing: actions)
    return permissionBlocks.contains { permissions, jobs, _ in
      permissions.entries.contains { $0.level == .write && PermissionUnneeded.seen.contains($0.name) }
        && !jobs.isEmpty && !jobs.contains(where: opacity.hidesJobToken)
    }
  }
}
