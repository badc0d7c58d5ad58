import SourceText
import Workflows

/// A secret in a file that becomes an artifact.
enum SecretInArtifact {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets, file.text.bytes[...].contains("upload-artifact") else {
      return []
    }
    return file.stepLists.flatMap { list in
      list.steps.enumerated().flatMap { index, step -> [Finding] in
        guard let use = step.action, use.name == "actions/upload-artifact",
          let path = use.inputs["path"]?.literal
        else {
          return []
        }
        let patterns = path.split(whereSeparator: \.isNewline).map { normal($0.drop { $0 == " " }) }
        return written(before: index, list).filter { file in patterns.contains { takes($0, file.path) } }.map
        { file in
          about.finding(
            "`\(file.path)` is written from `secrets.\(file.secret)`, and a later step uploads it",
            about: list.subject(step, "secrets.\(file.secret)"), at: file.range,
            help: "write it to `$RUNNER_TEMP`, or remove it before the upload",
            related: [
              Diagnostic.RelatedPlace(message: "this step uploads it as an artifact", range: use.uses.range)
            ]
          )
        }
      }
    }
  }

  /// A file that a script made of a secret.
  private struct File {
    let path: String
    let secret: String
    let range: SourceRange
  }

  /// Those that are not removed again.
  private static func written(before index: Int, _ list: StepList) -> [File] {
    var files: [File] = []
    for step in list.steps.prefix(index) {
      guard let script = step.script,
        script.bytes.contains(">") || script.bytes.contains("tee ") || script.bytes.contains("rm ")
      else { continue }
      let held = Dictionary(
        list.heldSecrets(of: step).map { ($0.variable, $0.secret) }, uniquingKeysWith: { first, _ in first })
      let folder = step.workingDirectory?.literal.map { normal($0[...]) + "/" } ?? ""
      for line in ScriptLine.all(of: script) {
        if line.text.hasPrefix("rm ") { files.removeAll { line.text.contains(bytesOf: $0.path) } }
        guard let secret = line.variables.sorted().compactMap({ held[$0] }).first ?? pasted(line, in: script),
          isPoured(line.text), let target = target(line.text)
        else { continue }
        files.append(File(path: folder + target, secret: secret, range: script.range(of: line.offsets)))
      }
    }
    return files
  }

  /// `${{ secrets.X }}` in the line itself.
  private static func pasted(_ line: ScriptLine, in script: WorkflowText) -> String? {
    script.yielded.first { $0.tellingSecret != nil && line.offsets.contains($0.offsets.lowerBound) }?
      .tellingSecret
  }

  /// Whether a line writes the value itself, decoded at most, and not what some program makes of it.
  private static func isPoured(_ line: String) -> Bool {
    line.split(separator: "|").allSatisfy { part in
      let word = part.split(whereSeparator: \.isWhitespace).first ?? ""
      return ["echo", "printf", "base64", "tee", "cat", "tr", "gunzip"].contains(word)
    }
  }

  /// The file in the workspace that a line writes to; nil where it is elsewhere or not to be seen.
  private static func target(_ line: String) -> String? {
    let words = line.replacing(">>", with: ">").replacing(">", with: " > ").split(
      whereSeparator: \.isWhitespace)
    let places = words.indices.filter {
      words[$0] == ">" || words[$0] == "tee" && words.indices.contains($0 + 1)
    }
    guard let place = places.last, place + 1 < words.count else { return nil }
    let word = words[place + 1].filter { $0 != "\"" && $0 != "'" }
    guard !word.isEmpty, !word.contains("$"), !word.hasPrefix("/"), !word.hasPrefix("~"),
      !word.hasPrefix("&"), !word.hasPrefix("-")
    else { return nil }
    return normal(word[...])
  }

  private static func normal(_ path: Substring) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// Whether a pattern of an upload takes a file; hidden files are left out by default since version 4.4.
  private static func takes(_ pattern: String, _ file: String) -> Bool {
    let isHidden = file.split(separator: "/").contains { $0.hasPrefix(".") }
    if pattern.hasPrefix("!") || isHidden && pattern != file { return false }
    if pattern.isEmpty || pattern == "*" || pattern == "**" || pattern == "**/*" { return true }
    let fixed = pattern.prefix { $0 != "*" }
    if fixed.count < pattern.count {
      return fixed.hasSuffix("/") && file.hasPrefix(fixed) && (pattern.hasSuffix("*"))
    }
    return file == pattern || file.hasPrefix(pattern + "/")
  }

  private static let about = CheckDescription(
    "secret-in-artifact", title: "a file with a secret is uploaded as an artifact", severity: .high,
    confidence: .low,
    why:
      "Everyone who can read the repository can download the artifact. In a public repository, everyone who is signed in to GitHub can. By default the artifact is kept for 90 days, even after you rotate the secret, and its contents aren't masked.",
    how:
      "Reports a script that writes a secret, decoded or not, to a file in the workspace. A later `actions/upload-artifact` of the same job must upload that file or its folder. Doesn't report a file that is removed before the upload, or a file whose name starts with a dot, unless the upload names it.",
    fix:
      "Write the file to `$RUNNER_TEMP`, outside the uploaded folder. If it was already uploaded, delete the artifact and rotate the secret.",
    falseAlarms:
      "The file no longer contains the secret, such as a configuration without the password.",
    sources: [
      "https://docs.github.com/en/actions/concepts/workflows-and-actions/workflow-artifacts",
      "https://github.com/actions/upload-artifact",
    ])

  private static let examples = [
    AuditExample(
      "a folder that contains a key",
      """
      on: push
      permissions: {contents: read}
      jobs:
        pack:
          runs-on: ubuntu-latest
          steps:
            - run: |
                mkdir out
                echo "$CLUSTER" | base64 -d > out/cluster.yaml
              env: {CLUSTER: "${{ secrets.CLUSTER_CONFIG }}"}
            - uses: actions/upload-artifact@v5
              with: {name: out, path: out/}
      """, finds: [9]),
    AuditExample(
      "outside the folder, removed, or in another folder",
      """
      on: push
      permissions: {contents: read}
      jobs:
        pack:
          runs-on: ubuntu-latest
          steps:
            - run: |
                echo "$CLUSTER" > "$RUNNER_TEMP/cluster.yaml"
                echo "$CLUSTER" > out/cluster.yaml
                ./pack
                rm out/cluster.yaml
                echo "$CLUSTER" > keys/cluster.yaml
              env: {CLUSTER: "${{ secrets.CLUSTER_CONFIG }}"}
            - uses: actions/upload-artifact@v5
              with: {name: out, path: out/}
      """),
  ]
}
