import Testing

/// `tokenbook simulate`: what the command line adds.
@Suite struct SimulateTests {
  private static let description = """
    tokenbook: 1
    organization: harbour
    as_of: 2026-11-22
    platform: {plan: team}
    people:
      ida: {role: owner}
      jon: {role: member}
    teams:
      crane: {members: [jon]}
    repositories:
      dock: {visibility: private, teams: {crane: write}, workflows: {load: {needs: [clone repository tide]}}}
      tide: {visibility: private}
    credentials:
      TIDE_TOKEN:
        kind: classic_pat
        holder: jon
        scopes: [repo]
        expires: 2027-01-10
        stored_in: [{repository_secret: TIDE_TOKEN, repository: dock}]
        used_by: [dock/load]

    """

  /// The pages that it names are those of the book.
  @Test(arguments: [
    "leave jon", "leave ida", "leak TIDE_TOKEN", "leak tide_token", "expire TIDE_TOKEN", "on 2027-03-01",
  ])
  func pagesAreThoseOfTheBook(_ event: String) async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.description])
    let run = try await Program.shell(
      """
      "$tokenbook" build --quiet -o book && ("$tokenbook" simulate \(event) || true) > said
      sed -n 's/^ *Page: `\\(.*\\)`$/\\1/p' said | sort -u > pages; test -s pages || exit 9
      while IFS= read -r page; do
        file=book/${page%%#*}; test -f "$file" || echo "no $file"
        case $page in *'#'*) grep -q "id=\\"${page#*#}\\"" "$file" || echo "no $page" ;; esac
      done < pages
      """, in: folder)
    #expect(run.status == .exited(0) && run.output.isEmpty, "\(run.output) \(run.error)")
  }

  @Test(arguments: [("leave jon", 3), ("leave ida", 0), ("on 2026-11-22", 0), ("leak TIDE_TOKEN", 3)])
  func theStatusSaysWhetherSomethingStops(_ event: String, _ status: Int32) async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.description])
    let run = try await Program.shell("\"$tokenbook\" simulate \(event)", in: folder)
    #expect(run.status == .exited(status), "\(run.output) \(run.error)")
  }

  @Test(arguments: [
    (["leave", "jom"], "has no person `jom`", "did you mean `jon`?"),
    (["leave", "crane"], "has no person `crane`", "it is a team"),
    (["leak", "TIDE_TOKN"], "has no credential `TIDE_TOKN`", "did you mean `TIDE_TOKEN`?"),
    (["expire", "TIDE"], "`tokenbook.yaml` has no credential `TIDE`", "error[unknown-credential]"),
    (["policy", "deploy_key=forbidden"], "`policy` has no key `deploy_key`", "did you mean `deploy_keys`?"),
    (["policy", "deploy_keys=maybe"], "expected `allowed` or `forbidden`", "deploy_keys: maybe"),
    (["on", "2026-01-01"], "found 2026-01-01, expected 2026-11-22 or later", "--as-of"),
  ])
  func whatIsNotThereIsTold(_ arguments: [String], _ message: String, _ help: String) async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.description])
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    let run = try await Program.shell("\"$tokenbook\" simulate \(words)", in: folder)
    #expect(run.status == .exited(1) && run.output.isEmpty, "\(run.output)")
    #expect(run.error.contains(message) && run.error.contains(help), "\(run.error)")
  }
}
