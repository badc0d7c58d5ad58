import SourceText
import Testing
@testable import Workflows

/// What may use the job's token in a way that the files do not show.
@Suite struct UnseenUseTests {
  private static let checkout = "- uses: actions/checkout@v5\n"
  private static let safe = checkout + "  with: {persist-credentials: false}\n"
  private static let token = "\n  env: {GH_TOKEN: \"${{ github.token }}\"}"

  private static func script(_ text: String, _ before: String = checkout, _ after: String = "") -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    let fixture = UseFixture(steps: before + "- run: |\n" + lines.joined(separator: "\n") + after)
    return fixture.uses.unseen.map { "\($0.reach): \($0.words)" }
  }

  /// Programs whose words are read, that take no token, or that push nothing; and what is no command.
  @Test(arguments: [
    "go test ./...\nnpm ci\ncargo clippy -- -D warnings", "echo done | tee log\nsudo apt-get install -y jq",
    "git push origin main", "A=$(cat version)\necho \"$A\" >> \"$GITHUB_OUTPUT\"",
    "if [[ $A =~ ^(v[0-9]+|main)$ ]]; then exit 0; fi", "[[ $A == b ||\n  $A == c ]]", "N=$((N + 1))",
    "((N++))", "ARGS+=(--one \"two three\")", "ls missing 2>&1", "ls missing &> log",
    "case \"$A\" in\n  v*|main) echo a ;;\n  *) echo b ;;\nesac", "log() {\n  echo \"$1\"\n}\nlog done",
    "{ echo a\n  echo b; } >> \"$GITHUB_OUTPUT\"", "B=\"$(cat <<'EOF'\nmake release now\nEOF\n)\"",
    "make --version", "printf '%s\\n' a | xargs rm",
  ])
  func seesAll(_ text: String) {
    #expect(Self.script(text) == [])
  }

  /// The same programs with the token beside them, where they do nothing with it.
  @Test(arguments: [
    "gh release create v1\necho done", "gh pr list --json number | jq length", "curl -s https://example.com",
    "gh api repos/acme/web/issues",
  ])
  func seesAllWithAToken(_ text: String) {
    #expect(Self.script(text, Self.safe, Self.token) == [])
  }

  @Test(arguments: [
    ("make test", "checkout: `make test`"), ("./build.sh a b c", "checkout: `./build.sh a b …`"),
    ("npm run build", "checkout: `npm run build`"), ("go run ./release", "checkout: `go run ./release`"),
    ("bash -c 'git push'", "checkout: `bash -c git push`"), ("sudo -E make", "checkout: `make`"),
    ("printf a | xargs ./go", "checkout: `xargs ./go`"), ("a=$(./version)", "checkout: `./version`"),
  ])
  func aProgramOfTheProjectMayPush(_ text: String, _ unseen: String) {
    #expect(Self.script(text) == [unseen])
    #expect(Self.script(text, Self.safe) == [])
  }

  @Test(arguments: [
    ("make release", "token: `make release` has the token in `GH_TOKEN`"),
    ("go test ./...", "token: `go test ./...` has the token in `GH_TOKEN`"),
    ("gh copilot explain", "token: `gh copilot` isn't a known command"),
    ("gh api repos/acme/web/no/such", "token: `gh api` with `GET /repos/{owner}/{repo}/no/such`"),
    ("gh api graphql -f query='{viewer{login}}'", "token: `gh api` asks GraphQL"),
    ("curl -H \"X: $GH_TOKEN\" https://example.com", "token: `curl` sends the token to an address"),
    ("docker build --build-arg GH_TOKEN .", "token: `docker build --build-arg …` hands the token on"),
  ])
  func aTokenInOtherHandsIsSaid(_ text: String, _ unseen: String) {
    let found = Self.script(text, Self.safe, Self.token)
    #expect(found.count == 1 && found.first?.hasPrefix(unseen) == true, "\(found)")
  }

  @Test func aLoginReachesFarther() {
    let login =
      "- uses: docker/login-action@v3\n  with: {registry: ghcr.io, username: x, password: \"${{ github.token }}\"}\n"
    #expect(Self.script("make push", Self.safe + login) == ["login: `make push`"])
    #expect(Self.script("docker push ghcr.io/acme/web:1", Self.safe + login) == [])
  }

  @Test(arguments: [
    ("uses: acme/unknown@v1", "token: `acme/unknown` has no record, and may take the token by default"),
    ("uses: peter-evans/create-pull-request@v7", nil), ("uses: actions/cache@v5", nil),
    ("uses: docker://alpine:3", nil),
    ("uses: ./read", nil),
    ("uses: ./taking", "token: `./taking` is given the token, and no record says what for"),
    (
      "{run: 'import os', shell: python, env: {T: \"${{ github.token }}\"}}",
      "token: a script in python has the token in `T`"
    ),
    (
      "{uses: acme/web/deep@v1, with: {token: \"${{ github.token }}\"}}",
      "token: `acme/web/deep` is given the token, and no record says what for"
    ),
  ])
  func actionsAreKnownOrNot(_ step: String, _ unseen: String?) {
    let action = { (token: String) in
      "name: x\ninputs: {t: {default: \(token)}}\nruns: {using: node20, main: x.js}\n"
    }
    let fixture = UseFixture(
      steps: "- \(step)",
      ["read/action.yml": action("''"), "taking/action.yml": action("\"${{ github.token }}\"")])
    let found = fixture.uses.unseen.map { "\($0.reach): \($0.words)" }
    #expect(found == (unseen.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("await github.rest.issues.createComment({...context.repo, issue_number: 1, body: 'github'})", true),
    ("const all = await github.paginate(github.rest.issues.listForRepo, context.repo)", true),
    ("await github.request('POST /repos/{owner}/{repo}/dispatches', context.repo)", true),
    ("core.info('https://github.com/acme')", true), ("core.info(`${{ github.repository }}`)", true),
    ("await require('./x.js')({github, context})", false), ("const {rest} = github", false),
    ("await github.rest.nothing.likeIt({})", false), ("await github.request(route, {})", false),
  ])
  func scriptsOfGitHubScript(_ script: String, _ isSeen: Bool) {
    let fixture = UseFixture(
      steps: "- uses: actions/github-script@v8\n  with:\n    script: |\n      \(script)")
    #expect(fixture.uses.unseen.isEmpty == isSeen, "\(fixture.uses.unseen)")
  }

  @Test func aCalledWorkflowThatIsNotThere() {
    let fixture = UseFixture("on: push\njobs:\n  a:\n    uses: acme/shared/.github/workflows/x.yml@v1\n")
    #expect(fixture.uses.unseen.map(\.job) == ["a"])
  }
}
