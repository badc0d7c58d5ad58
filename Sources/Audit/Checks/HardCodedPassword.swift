import SourceText
import Workflows

/// A password or token that stands in the file.
enum HardCodedPassword {
  static let check = AuditCheck(about, examples: examples) { file in
    let passwords = ofContainers(file) + ofLogins(file)
    return passwords + tokens(file, besides: passwords)
  }

  /// Whatever is shaped like a token of GitHub or a private key, comments too.
  private static func tokens(_ file: AuditedFile, besides passwords: [Finding]) -> [Finding] {
    let bytes = file.text.bytes[...]
    guard bytes.withUnsafeBufferPointer(mayHoldToken) else { return [] }
    return TokenShape.hits(in: bytes).compactMap { hit in
      let place = SourceRange(
        file: file.source.file, start: UInt32(hit.range.lowerBound), end: UInt32(hit.range.upperBound))
      guard !hit.isOfService, isWhole(bytes[hit.range], hit),
        !passwords.contains(where: { $0.range.offsets.overlaps(hit.range) })
      else { return nil }
      let what = hit.prefix.hasPrefix("-") ? "a private key" : "a token `\(hit.prefix)…`"
      return about.finding("\(what) is hard-coded in the file", about: hit.prefix, at: place, help: help)
    }
  }

  /// Whether it is more than the frame of a key whose letters come from elsewhere, or a row of `x` that stands for one.
  private static func isWhole(_ bytes: ArraySlice<UInt8>, _ hit: TokenShape.Hit) -> Bool {
    let letters = bytes.filter { ($0 | 0x20) > 0x60 && ($0 | 0x20) < 0x7B || (0x30...0x39).contains($0) }
    let isKey = hit.prefix.hasPrefix("-")
    return letters.count > (isKey ? 60 : 0) && Set(letters.dropFirst(hit.prefix.utf8.count)).count > 3
  }

  /// A quick look for what they begin with, `ghp_`, `github_pat_` and `-----B`, since most files have none.
  private static func mayHoldToken(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 6 else { return false }
    return (3..<bytes.count - 2).contains { place in
      switch bytes[place] {
      case UInt8(ascii: "_"):
        let before = bytes[place - 3..<place]
        return before.starts(with: "gh".utf8) || before.elementsEqual("pat".utf8)
      case UInt8(ascii: "B"): return bytes[place - 3..<place].elementsEqual("---".utf8)
      default: return false
      }
    }
  }

  private static let help = "revoke it where it was created, create a new one, and store that as a secret"

  private static func ofContainers(_ file: AuditedFile) -> [Finding] {
    (file.workflow?.jobs ?? []).flatMap { job in
      ([job.container].compactMap(\.self) + job.services).compactMap { container in
        let name = container.name.map { "service `\($0)`" } ?? "the container"
        return finding(
          container.password, "\(name) of job `\(job.id)`", "\(job.id) \(container.name ?? "container")")
      }
    }
  }

  private static func ofLogins(_ file: AuditedFile) -> [Finding] {
    file.stepLists.flatMap { list in
      list.steps.compactMap { step in
        guard step.action?.name == "docker/login-action" else { return nil }
        return finding(step.action?.inputs["password"], "a login", list.subject(step, "password"))
      }
    }
  }

  private static func finding(_ password: WorkflowText?, _ who: String, _ subject: String) -> Finding? {
    guard let password, let literal = password.literal, !literal.isEmpty else { return nil }
    return about.finding(
      "the password of \(who) is hard-coded in the file", about: subject, at: password.range, help: help)
  }

  private static let about = CheckDescription(
    "hard-coded-password", title: "a password or token is hard-coded in a workflow file", severity: .high,
    confidence: .high,
    why:
      "Everyone who can read the repository, its forks or its history has the credential. Removing the line isn't enough.",
    how:
      "Reports plain text in `credentials.password` of containers and services, and in `password` of `docker/login-action`. Reports any text, also in comments, that looks like a GitHub token or a private key.",
    fix: "Revoke the credential, create a new one, store that as a secret, and refer to the secret.",
    falseAlarms: "The password isn't secret, such as the one of a public test registry.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "hard-coded in the file",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          container:
            image: registry.example.org/build:1
            credentials: {username: ci, password: correct-horse}
          steps:
            - uses: docker/login-action@v4
              with: {registry: registry.example.org, username: ci, password: correct-horse}
      """, finds: [8, 11]),
    AuditExample(
      "from a secret",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          container:
            image: registry.example.org/build:1
            credentials: {username: ci, password: "${{ secrets.REGISTRY_PASSWORD }}"}
          steps: [{run: make}]
      """),
  ]
}
