import SourceText
import Workflows

/// A secret in a file that goes into a cache.
enum SecretInCache {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets, file.text.bytes[...].contains("cache") else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.enumerated().flatMap { index, step -> [Finding] in
        guard let use = step.action, let savesAtEnd = use.name.flatMap({ caches[$0] }),
          let path = use.inputs["path"]
        else { return [] }
        let patterns = path.text.split(whereSeparator: \.isNewline).compactMap {
          RunnerPath.normal($0.drop { $0 == " " })
        }
        let writing = savesAtEnd ? list.steps[...] : list.steps[..<index]
        return SecretFile.all(by: writing, in: list).filter { file in
          patterns.contains { RunnerPath.takes($0, file.path) }
        }.map { finding($0, path, step, list) }
      }
    }
  }

  /// Actions that save a cache, and whether they do so only when the job ends.
  private static let caches = [
    "actions/cache": true, "actions/cache/save": false, "buildjet/cache": true, "runs-on/cache": true,
    "ubicloud/cache": true, "useblacksmith/cache": true,
  ]

  private static func finding(
    _ file: SecretFile, _ path: WorkflowText, _ step: WorkflowStep, _ list: StepList
  ) -> Finding {
    about.finding(
      "`\(file.path)` contains `secrets.\(file.secret)`, and this job saves it in a cache",
      about: list.subject(step, "secrets.\(file.secret)"), at: file.range,
      help: "cache a narrower folder, such as `~/.cargo/registry`, or remove the file before the job ends",
      related: [Diagnostic.RelatedPlace(message: "this saves the folder in a cache", range: path.range)])
  }

  private static let about = CheckDescription(
    "secret-in-cache", title: "a file with a secret is saved in a cache", severity: .high,
    confidence: .medium,
    why:
      "Anyone who can open a pull request can read the caches of the branch that it targets. That includes pull requests from forks, whose runs get no secrets. The file stays in the cache after you rotate the secret.",
    how:
      "Reports a script that writes a secret to a file in a folder that `actions/cache` or a similar action saves. Reports commands that keep their token in a file of such a folder, such as `cargo login` with `~/.cargo`. Doesn't report a file that a later step removes.",
    fix:
      "Cache only the folder with the packages. Pass the token in a variable, so that no file contains it. If a cache already contains it, delete the cache and rotate the secret.",
    falseAlarms: "The file no longer contains the secret when the job ends.",
    sources: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching",
      "https://github.com/actions/cache",
      "https://doc.rust-lang.org/cargo/commands/cargo-login.html",
    ])

  private static let examples = [
    AuditExample(
      "a folder of tools with their tokens",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/cache@v5
              with:
                path: |
                  ~/.cargo
                  ~/.gradle
                key: tools
            - run: cargo login "$CRATES_TOKEN"
              env: {CRATES_TOKEN: "${{ secrets.CRATES_TOKEN }}"}
            - run: echo "signing.password=$SIGN_PASSWORD" >> "$HOME/.gradle/gradle.properties"
              env: {SIGN_PASSWORD: "${{ secrets.SIGN_PASSWORD }}"}
      """, finds: [13, 15]),
    AuditExample(
      "only the packages, removed again, or written after the cache is saved",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/cache@v5
              with: {path: ~/.cargo/registry, key: tools}
            - run: cargo login "$CRATES_TOKEN"
              env: {CRATES_TOKEN: "${{ secrets.CRATES_TOKEN }}"}
            - uses: actions/cache/save@v5
              with: {path: ~/.gradle, key: gradle}
            - run: |
                echo "signing.password=$SIGN_PASSWORD" >> ~/.gradle/gradle.properties
                echo "$SIGN_PASSWORD" > ~/.npm/password
                ./publish
                rm ~/.npm/password
              env: {SIGN_PASSWORD: "${{ secrets.SIGN_PASSWORD }}"}
            - uses: actions/cache@v5
              with: {path: ~/.npm, key: npm}
      """),
  ]
}
