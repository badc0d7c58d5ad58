import SourceText
import Workflows

/// A login to GitHub's container registry with `docker/login-action`.
struct RegistryLogin {
  let step: WorkflowStep
  let list: StepList
  let password: WorkflowText
  let username: WorkflowText?

  /// Whether the steps of its job push an image.
  var pushes: Bool { list.steps.contains(where: RegistryLogin.pushes) }

  private static func pushes(_ step: WorkflowStep) -> Bool {
    if let use = step.action {
      let takesPush = ["docker/build-push-action", "docker/bake-action"].contains(
        use.target.actionName ?? "")
      guard takesPush, let push = use.inputs["push"] else { return false }
      return push.literal.map { $0.lowercased() == "true" } ?? true
    }
    guard let script = step.script?.text else { return false }
    return script.contains("docker push") || script.contains("--push") || script.contains("crane push")
      || script.contains("imagetools create") || script.contains("oras push") || script.contains("ko build")
  }

  /// Whether it names the owner of the repository in which it runs as the owner of an image.
  var namesOwnImage: Bool {
    list.steps.contains { step in
      let texts = (step.action?.inputs ?? []).map(\.value) + [step.script].compactMap(\.self)
      return texts.contains { RegistryLogin.isOwnImage($0) }
    }
  }

  private static func isOwnImage(_ text: WorkflowText) -> Bool {
    text.text.contains("ghcr.io/")
      && text.references.contains {
        $0.isPath("github", "repository") || $0.isPath("github", "repository_owner")
      }
  }
}

extension AuditedFile {
  var registryLogins: [RegistryLogin] {
    stepLists.flatMap { list in
      list.steps.compactMap { step in
        guard let use = step.action, use.target.actionName == "docker/login-action",
          use.inputs["registry"]?.literal?.lowercased() == "ghcr.io", let password = use.inputs["password"]
        else { return nil }
        return RegistryLogin(step: step, list: list, password: password, username: use.inputs["username"])
      }
    }
  }
}

extension TokenPermissions {
  /// The change that adds a permission to a map that has one on each line or all on one; nil where it cannot be told.
  func adding(_ name: String, _ level: PermissionLevel, in file: SourceFile) -> TextEdit? {
    guard let last = entries.last, let first = entries.first else { return nil }
    let end = SourceRange(file: range.file, start: last.levelRange.end, end: last.levelRange.end)
    let line = file.lineIndex(at: Int(first.nameRange.start))
    if entries.count > 1, file.lineIndex(at: Int(last.nameRange.start)) == line {
      return TextEdit(end, ", \(name): \(level.rawValue)")
    }
    let start = file.lineRange(line).lowerBound
    let indent = file.text(start..<Int(first.nameRange.start))
    if indent.contains(where: { $0 != " " }) { return TextEdit(end, ", \(name): \(level.rawValue)") }
    let lineEnd = file.lineRange(file.lineIndex(at: Int(last.levelRange.end))).upperBound
    let newline = file.bytes.dropFirst(lineEnd).first == UInt8(ascii: "\r") ? "\r\n" : "\n"
    let place = SourceRange(file: range.file, start: UInt32(lineEnd), end: UInt32(lineEnd))
    return TextEdit(place, "\(newline)\(indent)\(name): \(level.rawValue)")
  }

  /// The change of a permission's level.
  func setting(_ name: String, to level: PermissionLevel) -> TextEdit? {
    entries.first { $0.name == name }.map { TextEdit($0.levelRange, level.rawValue) }
  }
}
