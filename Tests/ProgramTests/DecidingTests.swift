import Foundation
import Testing

@Suite struct DecidingTests {
  private static let text = """
    tokenbook: 1
    organization: acme
    people: [ada, boris]
    machine_users: {acme-pull: {role: member, custodians: [ada, boris]}}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [publish package web]}}}
    packages:
      web: {registry: container, repository: web, visibility: private}
    consumers:
      prod: {kind: kubernetes, needs: [pull package web]}

    """
  private let dated = ["tokenbook.yaml": text + "as_of: 2026-11-22\n"]
  private let undated = ["tokenbook.yaml": text]
  private let open = [
    "tokenbook.yaml": text.replacing("visibility: private}", with: "note: x}") + "as_of: 2026-11-22\n"
  ]

  @Test func decideShowsEveryAccess() async throws {
    let run = try await Program.run("decide", in: try TestFolder(dated))
    #expect(run.status == .exited(0))
    #expect(run.error == "")
    #expect(run.output.hasPrefix("acme, 2026-11-22, profile hybrid: 2 decided\n"))
    #expect(run.output.contains("prod#pull-package-web"))
    #expect(run.output.contains("web/ci#publish-package-web"))
    #expect(!run.output.contains("\u{1B}["))
  }

  /// What turns text or moves the cursor is shown, not sent.
  @Test func explainActsOnNoTerminal() async throws {
    let text = Self.text.replacing(
      "[publish package web]", with: #"[{need: publish package web, why: "a\u202Eb\u009B31m\u2066"}]"#)
    let folder = try TestFolder(["tokenbook.yaml": text + "as_of: 2026-11-22\n"])
    let run = try await Program.run("explain", "web/ci#publish-package-web", in: folder)
    #expect(run.output.contains("a<U+202E>b<U+009B>31m<U+2066>"), "\(run.output)")
    let isSent = { (scalar: Unicode.Scalar) in
      [.control, .format].contains(scalar.properties.generalCategory) && scalar != "\n"
    }
    #expect(!run.output.unicodeScalars.contains(where: isSent))
    let coloured = try await Program.run(
      "explain", "web/ci#publish-package-web", "--color", "always", in: folder)
    #expect(coloured.output.contains("\u{1B}[1m") && !coloured.output.contains("\u{202E}"))
  }

  @Test func decideIsJSONWhenAsked() async throws {
    let run = try await Program.run("decide", "--format", "json", in: try TestFolder(dated))
    let root = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(root?["schema"] as? String == "tokenbook.decisions/1")
    #expect((root?["accesses"] as? [Any])?.count == 2)
  }

  @Test func theDayComesFromTheFirstThatSaysIt() async throws {
    let (dated, undated) = (try TestFolder(dated), try TestFolder(undated))
    let asked = try await Program.run("decide", "--as-of", "2025-01-02", in: dated)
    #expect(asked.output.hasPrefix("acme, 2025-01-02,"))
    let epoch = ["SOURCE_DATE_EPOCH": "1735689600"]
    let described = try await Program.run("decide", in: dated, environment: epoch)
    #expect(described.output.hasPrefix("acme, 2026-11-22,"))
    let fromEpoch = try await Program.run("decide", in: undated, environment: epoch)
    #expect(fromEpoch.output.hasPrefix("acme, 2025-01-01,"))
    #expect(fromEpoch.error == "")
    let wrong = try await Program.run("decide", in: undated, environment: ["SOURCE_DATE_EPOCH": "soon"])
    #expect(wrong.status == .exited(1))
    #expect(wrong.error.contains("found `soon` in `SOURCE_DATE_EPOCH`"))
  }

  @Test func todayIsSaid() async throws {
    let run = try await Program.run("decide", in: try TestFolder(undated))
    #expect(run.error.hasPrefix("note: decided for today, "))
    #expect(run.output.contains("2 decided"))
  }

  @Test func aDayThatDoesNotExistIsWrongUsage() async throws {
    let run = try await Program.run("decide", "--as-of", "2026-02-30", in: try TestFolder(dated))
    #expect(run.status == .exited(64))
  }

  @Test func strictIs4WhereSomethingIsOpen() async throws {
    let folder = try TestFolder(open)
    let lenient = try await Program.run("decide", in: folder)
    #expect(lenient.status == .exited(0))
    let strict = try await Program.run("decide", "--strict", in: folder)
    #expect(strict.status == .exited(4))
    #expect(strict.output == lenient.output)
    #expect(strict.error.contains("`prod#pull-package-web`"))
    #expect(try await Program.run("decide", "--strict", in: try TestFolder(dated)).status == .exited(0))
  }

  @Test func aWrongDescriptionIs1() async throws {
    let run = try await Program.run("decide", in: try TestFolder(["tokenbook.yaml": "tokenbook: 1\n"]))
    #expect(run.status == .exited(1))
    #expect(run.output == "")
    #expect(run.error.contains("organization"))
  }

  @Test(arguments: ["prod#pull-package-web", "classic_pat", "acme-pull-read-packages"])
  func explainKnowsWhatIsPrinted(_ id: String) async throws {
    let run = try await Program.run("explain", id, in: try TestFolder(dated))
    #expect(run.status == .exited(0))
    #expect(run.output.contains(id))
    #expect(run.error == "")
  }

  @Test(arguments: ["web", "web/ci", "prod"])
  func explainListsTheAccessesOfWhatHasSome(_ id: String) async throws {
    let run = try await Program.run("explain", id, in: try TestFolder(dated))
    #expect(run.status == .exited(1))
    let access = id == "prod" ? "prod#pull-package-web" : "web/ci#publish-package-web"
    #expect(run.error.contains("name one of its accesses: `\(access)`"))
  }

  @Test func explainSuggestsAnID() async throws {
    let run = try await Program.run("explain", "prod#pul-package-web", in: try TestFolder(dated))
    #expect(run.status == .exited(1))
    #expect(run.error.contains("did you mean `prod#pull-package-web`?"))
  }

  @Test func explainKnowsChecks() async throws {
    let alone = try await Program.run("explain", "secret-in-run", in: try TestFolder())
    #expect(alone.status == .exited(0) && alone.error == "")
    #expect(alone.output.hasPrefix("secret-in-run: a secret is pasted into a script\n"))
    let beside = try await Program.run("explain", "secret-in-run", in: try TestFolder(dated))
    #expect(beside.output == alone.output)
    let near = try await Program.run("explain", "secretin-run", in: try TestFolder(dated))
    #expect(near.status == .exited(1) && near.error.contains("did you mean `secret-in-run`?"))
    let colored = try await Program.run(
      "explain", "secret-in-run", "--color", "always", in: try TestFolder())
    #expect(colored.output.contains("\u{1B}[1mWhy\u{1B}[0m"))
  }

  /// Each row says what one kind of token must have, that it never works, or that nobody knows.
  @Test(arguments: [
    (
      "POST /repos/acme/web/check-runs",
      [
        "GITHUB_TOKEN       checks: write", "GitHub App         checks: write", "fine-grained PAT   never: ",
        "classic PAT        never: ",
        "https://docs.github.com/rest/checks/runs#create-a-check-run (pages of 2026-08-22)",
      ]
    ),
    (
      "POST /repos/acme/web/issues/3/comments",
      [
        "GITHUB_TOKEN       issues: write or pull-requests: write",
        "GitHub App         issues: write or pull_requests: write",
        "classic PAT        unknown: ", "comment-on-issue repository",
      ]
    ),
    (
      "PUT /repos/acme/web/contents/a/b.md",
      [
        "GITHUB_TOKEN       contents: write\n",
        "GitHub App         contents: write; workflows: write too if it changes workflow files",
      ]
    ),
    ("PUT /orgs/acme/memberships/ada", ["GITHUB_TOKEN       never: `permissions` has no key for `members`"]),
    ("POST /gists", ["GITHUB_TOKEN       never: it takes the token of a user"]),
    (
      "GET /app",
      ["GITHUB_TOKEN       never: only an App itself", "classic PAT        never: only an App itself"]
    ),
    ("GET /notifications", ["GITHUB_TOKEN       never: ", "classic PAT        "]),
    ("GET /rate_limit", ["GITHUB_TOKEN       no permission", "fine-grained PAT   unknown: "]),
    ("GET /repos/acme/web/dependabot/alerts", ["classic PAT        security_events; public_repo"]),
  ])
  func explainKnowsRequests(_ request: String, _ rows: [String]) async throws {
    let run = try await Program.run("explain", request, in: try TestFolder())
    #expect(run.status == .exited(0) && run.error == "", "\(run.error)")
    for row in rows { #expect(run.output.contains(row), "\(run.output)") }
  }

  @Test(arguments: [
    ("POST /repos/acme/web/check-run", "did you mean `POST /repos/{owner}/{repo}/check-runs`?"),
    ("/repos/acme/web/hooks", "write one of `GET`, `POST` before the path"),
    ("PUT /repos/acme/web/check-runs", "`PUT` isn't a method of this path"),
    ("GET /nothing/like/it", "https://docs.github.com/rest lists the endpoints"),
  ])
  func explainSuggestsAnEndpoint(_ request: String, _ help: String) async throws {
    let run = try await Program.run("explain", request, in: try TestFolder())
    #expect(run.status == .exited(1) && run.error.contains(help), "\(run.error)")
  }

  @Test func explainNeedsNoDescriptionForWhatAllShare() async throws {
    let run = try await Program.run("explain", "classic_pat", in: try TestFolder())
    #expect(run.status == .exited(0))
    #expect(run.error.contains("there is no `tokenbook.yaml` here"))
    let named = try await Program.run("explain", "classic_pat", "nowhere.yaml", in: try TestFolder())
    #expect(named.status == .exited(1))
  }
}
