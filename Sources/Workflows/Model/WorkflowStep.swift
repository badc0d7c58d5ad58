package import SourceText

/// One step of a job or of a composite action. A class, since every check looks at every step.
package final class WorkflowStep: Sendable {
  /// What it does.
  package enum Work: Sendable {
    /// Commands.
    case run(WorkflowText, shell: WorkflowText?)
    /// An action.
    case action(ActionUse)
    /// It waits for, or cancels, a step in the background.
    case control
  }

  /// What may stand in it, in any order.
  struct Keys {
    var id: WorkflowText?
    var name: WorkflowText?
    var condition: WorkflowText?
    var env: [WorkflowEntry] = []
    var workingDirectory: WorkflowText?
    var run: WorkflowText?
    var shell: WorkflowText?
    var uses: WorkflowText?
    var inputs: [WorkflowEntry] = []
  }

  package let id: WorkflowText?
  package let name: WorkflowText?
  package let condition: WorkflowText?
  package let env: [WorkflowEntry]
  package let workingDirectory: WorkflowText?
  package let work: Work
  /// The whole step.
  package let range: SourceRange

  init(_ keys: Keys, range: SourceRange) {
    self.range = range
    (id, name, condition, env) = (keys.id, keys.name, keys.condition, keys.env)
    workingDirectory = keys.workingDirectory
    if let uses = keys.uses {
      work = .action(ActionUse(uses, keys.inputs))
    } else {
      work = keys.run.map { .run($0, shell: keys.shell) } ?? .control
    }
  }

  /// The use of an action; nil for commands.
  package var action: ActionUse? {
    if case .action(let use) = work { use } else { nil }
  }

  /// The commands; nil for an action.
  package var script: WorkflowText? {
    if case .run(let text, _) = work { text } else { nil }
  }
}

/// A step's use of an action.
package final class ActionUse: Sendable {
  package let uses: WorkflowText
  package let target: UsesTarget
  /// In lower case without the ref, `actions/checkout`; nil for anything but an action of a repository.
  package let name: String?
  /// `with`.
  package let inputs: [WorkflowEntry]

  init(_ uses: WorkflowText, _ inputs: [WorkflowEntry]) {
    self.uses = uses
    self.inputs = inputs
    target = UsesTarget(uses.text)
    name = target.actionName
  }
}

/// What `uses:` names.
package enum UsesTarget: Sendable, Hashable {
  /// `owner/name/path@ref`.
  case repository(owner: String, name: String, path: String, ref: String)
  /// `./path` of the same checkout, or `$/path` of the file's own repository.
  case local(path: String)
  /// `docker://image`.
  case image(String)
  /// None of those.
  case unknown(String)

  package init(_ text: String) {
    if text.hasPrefix("docker://") {
      self = .image(String(text.dropFirst(9)))
    } else if text.hasPrefix("./") || text.hasPrefix(".\\") || text == "." {
      self = .local(path: UsesTarget.normalized(text))
    } else if text.hasPrefix("$/") {
      self = .local(path: UsesTarget.normalized(String(text.dropFirst())))
    } else {
      self = UsesTarget.repository(text) ?? .unknown(text)
    }
  }

  private static func repository(_ text: String) -> UsesTarget? {
    let bytes = text.utf8
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let parts = bytes[..<at].split(
      separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
    let ref = text[bytes.index(after: at)...]
    guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty, !ref.isEmpty else { return nil }
    let words = parts.map { String(Substring($0)) }
    return .repository(
      owner: words[0], name: words[1], path: words.count > 2 ? words[2] : "", ref: String(ref))
  }

  /// Without `./`, double slashes and a slash at the end.
  private static func normalized(_ text: String) -> String {
    text.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }.joined(separator: "/")
  }

  /// In lower case without the ref, `actions/checkout`, `github/codeql-action/init`; nil for anything but a repository.
  package var actionName: String? {
    guard case .repository(let owner, let name, let path, _) = self else { return nil }
    return (path.isEmpty ? owner + "/" + name : owner + "/" + name + "/" + path).lowercased()
  }
}
