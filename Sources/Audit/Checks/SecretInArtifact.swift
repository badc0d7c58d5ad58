import SourceText
import Workflows

/// A secret in a file that becomes an artifact.
enum SecretInArtifact {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets, ShellScript.mentions(marks, in: file.text.bytes[...]) else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.enumerated().flatMap { index, step -> [Finding] in
        guard let use = step.action, let upload = use.name.flatMap({ uploads[$0] }),
          let path = use.inputs[upload.input].map(\.literal) ?? upload.otherwise
        else {
          return []
        }
        let patterns = path.split { $0.isNewline || $0 == "," }.compactMap {
          RunnerPath.normal($0.drop { $0 == " " })
        }
        return SecretFile.all(by: list.steps[..<index], in: list).filter { file in
          patterns.contains { upload.takes($0, file.path) }
        }.map { finding($0, upload, use, step, list) }
      }
    }
  }

  private static func finding(
    _ file: SecretFile, _ upload: Upload, _ use: ActionUse, _ step: WorkflowStep, _ list: StepList
  ) -> Finding {
    about.finding(
      "`\(file.path)` is written from `secrets.\(file.secret)`, and a later step \(upload.words)",
      about: list.subject(step, "secrets.\(file.secret)"), at: file.range,
      help: "write it to `$RUNNER_TEMP`, or remove it before that step",
      related: [Diagnostic.RelatedPlace(message: "this step \(upload.words)", range: use.uses.range)])
  }

  /// What an action does with files.
  private struct Upload {
    let input: String
    /// What stands for the input where it is missing.
    var otherwise: String?
    /// Whether files whose names start with a dot are left out unless they are named.
    var leavesHidden = false
    let words: String

    func takes(_ pattern: String, _ file: String) -> Bool {
      let isHidden = file.split(separator: "/").contains { $0.hasPrefix(".") }
      return !(leavesHidden && isHidden && pattern != file) && RunnerPath.takes(pattern, file)
    }
  }

  private static let uploads = [
    "actions/upload-artifact": Upload(
      input: "path", leavesHidden: true, words: "uploads it as an artifact"),
    "actions/upload-pages-artifact": Upload(
      input: "path", otherwise: "_site", words: "publishes it with GitHub Pages"),
    "jamesives/github-pages-deploy-action": Upload(input: "folder", words: "pushes it to a branch"),
    "peaceiris/actions-gh-pages": Upload(
      input: "publish_dir", otherwise: "public", words: "pushes it to a branch"),
    "softprops/action-gh-release": Upload(input: "files", words: "attaches it to a release"),
  ]
  private static let marks = uploads.keys.sorted().compactMap { $0.split(separator: "/").last }.map {
    Array($0.utf8)
  }

  private static let about = CheckDescription(
    "secret-in-artifact", title: "a file with a secret is uploaded or published", severity: .high,
    confidence: .low,
    why:
      "Everyone who can read the repository can download the artifact. In a public repository, everyone who is signed in to GitHub can. By default the artifact is kept for 90 days, even after you rotate the secret, and its contents aren't masked.",
    how:
      "Reports a script that writes a secret, decoded or not, to a file in the workspace. A later step of the job must upload it as an artifact, attach it to a release, or publish it with GitHub Pages. Doesn't report a file that is removed before the upload, or a file whose name starts with a dot, unless `actions/upload-artifact` gets its name.",
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
            - run: |
                cat > site/config.js <<END
                window.key = "$MAP_KEY"
                END
              env: {MAP_KEY: "${{ secrets.MAP_KEY }}"}
            - uses: actions/upload-pages-artifact@v4
              with: {path: site}
      """, finds: [9, 15]),
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
                echo "$CLUSTER" > out/.cluster.yaml
              env: {CLUSTER: "${{ secrets.CLUSTER_CONFIG }}"}
            - uses: actions/upload-artifact@v5
              with: {name: out, path: out/}
      """),
  ]
}
