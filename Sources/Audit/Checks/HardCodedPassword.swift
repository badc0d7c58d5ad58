import SourceText
import Workflows

/// A password that stands in the file.
enum HardCodedPassword {
  static let check = AuditCheck(about, examples: examples) { file in
    ofContainers(file) + ofLogins(file)
  }

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
      "the password of \(who) stands in the file", about: subject, at: password.range,
      help: "end it where it was made, make a new one, and store that as a secret")
  }

  private static let about = CheckDescription(
    "hard-coded-password", title: "a password stands in a workflow file", severity: .high, confidence: .high,
    why:
      "Everyone who can read the repository, its forks and its history has it. Taking the line out is not enough.",
    how:
      "Looks for `credentials.password` of containers and services, and for `password` of `docker/login-action`, that is plain text.",
    fix: "Revoke it, make a new one, store that as a secret, and refer to it.",
    falseAlarms: "A password that is no secret, such as that of a public test registry.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "in the file",
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
            - uses: docker/login-action@v3
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
