import SourceText
import Workflows

/// The least that a job's token must be allowed, where the file shows all that is done with it.
struct LeastPermissions {
  /// By name, in workflow spelling.
  let levels: [String: PermissionLevel]

  /// Of some jobs of a file together; nil where something may use the token unseen.
  init?(_ jobs: [WorkflowJob], in workflow: WorkflowFile, of file: AuditedFile) {
    // What is read of the file says nothing that opens a job again.
    let shallow = Opacity(workflow, WorkflowUses(), knowing: file.catalog.actions)
    if jobs.contains(where: { LeastPermissions.isOpen($0, shallow) }) { return nil }
    let uses = file.uses ?? WorkflowUses.all(of: workflow, knowing: file.catalog)
    let opacity = Opacity(workflow, uses, knowing: file.catalog.actions)
    if jobs.contains(where: { LeastPermissions.isOpen($0, opacity) || opacity.signsIn($0) }) { return nil }
    levels = LeastPermissions.levels(of: uses) { use in jobs.contains { $0.id == use.job } }
  }

  /// What the steps of a job show, whatever else may use its token unseen.
  init(shownBy job: WorkflowJob, in workflow: WorkflowFile, of file: AuditedFile) {
    let uses = file.uses ?? WorkflowUses.all(of: workflow, knowing: file.catalog)
    levels = LeastPermissions.levels(of: uses) { $0.job == job.id }
  }

  private static func levels(
    of uses: WorkflowUses, where isCounted: (PermissionUse) -> Bool
  ) -> [String: PermissionLevel] {
    uses.permissions.filter { !$0.isAlternative && isCounted($0) }.reduce(into: [:]) {
      $0[$1.permission] = max($0[$1.permission] ?? .none, $1.level)
    }
  }

  private static func isOpen(_ job: WorkflowJob, _ opacity: Opacity) -> Bool {
    opacity.hidesJobToken(job) || opacity.mayPush(job) || job.steps.contains(where: takesIdentity)
  }

  /// Whether a step signs in elsewhere with the identity of the run, which takes `id-token`; or uses an action that may take
  /// the job's token besides another that it is given, as one that is made of others does; or is given the token for
  /// something that its record does not say.
  private static func takesIdentity(_ step: WorkflowStep) -> Bool {
    guard let use = step.action, let name = use.target.actionName else { return false }
    if ["aws-actions/", "azure/", "google-github-actions/", "sigstore/"].contains(where: name.hasPrefix) {
      return true
    }
    guard Opacity.isPlain(name) else { return true }
    guard name != "actions/checkout", !name.hasPrefix("docker/") else { return false }
    return use.inputs.contains { $0.value.references.contains(where: \.isJobToken) }
  }

  /// As the value of `permissions` on one line.
  var inline: String {
    levels.isEmpty ? "{}" : "{" + lines.joined(separator: ", ") + "}"
  }

  /// `contents: read`, sorted.
  var lines: [String] { levels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" } }

  /// As a key at the top of a workflow, with an empty line after it.
  func block(_ newline: String) -> String {
    let rows = levels.isEmpty ? ["permissions: {}"] : ["permissions:"] + lines.map { "  \($0)" }
    return (rows + ["", ""]).joined(separator: newline)
  }
}

extension AuditedFile {
  /// Where the line with the key `jobs` begins, or the comments right above it; of a file whose keys stand on lines of
  /// their own.
  var placeAboveJobs: SourceRange? {
    guard let job = workflow?.jobs.first else { return nil }
    // The last such line before the first job: a text in quotes may have one too.
    let lines = text.yamlLines(before: Int(job.idRange.start)).map { text.bytes[$0] }
    guard var index = lines.lastIndex(where: { $0.starts(with: "jobs:".utf8) }) else { return nil }
    while index > 0, isComment(lines[index - 1]) { index -= 1 }
    let start = UInt32(lines[index].startIndex)
    return SourceRange(file: source.file, start: start, end: start)
  }

  /// Whether a line is a comment; the last line of a text in quotes may look like one, but for the quote that ends it.
  private func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: "#")
      && ["\"", "'"].allSatisfy { quote in line.count { $0 == quote.utf8.first }.isMultiple(of: 2) }
  }
}

extension WorkflowSource {
  /// The file that it was read from.
  var file: SourceFileID {
    switch self {
    case .workflow(let workflow): workflow.file
    case .action(let action): action.file
    case .policy(let policy): policy.file
    }
  }
}
