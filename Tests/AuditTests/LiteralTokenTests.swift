import Audit
import SourceText
import Testing

@Suite struct LiteralTokenTests {
  /// Put together here so that no scanner takes this file for a leak.
  private static let token = "gh" + "p_" + String(repeating: "aB3d", count: 9)

  private func findings(_ text: String) async -> (lines: [Int], shown: String) {
    let file = SourceFile(path: "ci.yml", bytes: Array(text.utf8))
    let outcome = await Auditor().audit([Auditor.Input(file, path: ".github/workflows/ci.yml")])
    let found = outcome.result.findings.filter { $0.check == "hard-coded-password" }
    let shown = DiagnosticRenderer(files: outcome.result.files).text(found.map(\.diagnostic))
    return (found.map { outcome.result.files[$0.range.file].place(at: Int($0.range.start)).line }, shown)
  }

  @Test(arguments: [
    ("run: deploy --key \(token)", "    # \(token)"), ("env: {KEY: \(token)}\n        run: deploy", ""),
    (
      "run: deploy",
      "    # -----BEGIN RSA " + "PRIVATE KEY-----\\n" + String(repeating: "aB3dEf9hIj", count: 6)
    ),
  ])
  func whereverItStands(_ step: String, _ comment: String) async {
    let text = """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - \(step)
      \(comment)

      """
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = lines.indices.filter { lines[$0].contains("p_aB3d") || lines[$0].contains("-----") }
    let (found, shown) = await findings(text)
    #expect(found == expected.map { $0 + 1 } && !found.isEmpty)
    #expect(!shown.contains("aB3d") && shown.contains("…(masked)"))
  }

  /// The frame of a key that a variable fills, and what stands for a token.
  @Test func whatIsNoneIsLeftAlone() async {
    let text = """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: |
                echo -e "-----BEGIN \("PRIVATE") KEY-----\\n${KEY}\\n-----END \("PRIVATE") KEY-----" > key.pem
                echo "such as ghp_\(String(repeating: "x", count: 36)) or \(Self.token.prefix(12))"

      """
    #expect(await findings(text).lines == [])
  }

  /// The password of a login is told once.
  @Test func aPasswordThatIsATokenIsTakenOnce() async {
    let text = """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: ci, password: \(Self.token)}
            - run: echo "tokens begin with ghp_ or github_pat_"

      """
    #expect(await findings(text).lines == [8])
  }
}
