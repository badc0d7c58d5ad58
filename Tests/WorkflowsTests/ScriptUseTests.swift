import OrganizationModel
import SourceText
import Testing
@testable import Workflows

/// What scripts show that set variables, sign in for later, or name another repository.
@Suite struct ScriptUseTests {
  private static let login =
    "- {uses: docker/login-action@v3, with: {registry: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}\n"

  @Test(arguments: [
    "- run: |\n    IMAGE=ghcr.io/acme/tool\n    docker push $IMAGE:v1",
    "- run: |\n    export IMAGE=\"ghcr.io/${{ github.repository_owner }}/tool\"\n    docker push \"$IMAGE\"",
    "- run: |\n    NAME=ghcr.io/ACME/tool\n    NAME=$(echo $NAME | tr '[A-Z]' '[a-z]')\n    docker push $NAME:v1",
    "- run: |\n    NAME=ghcr.io/acme/tool\n    NAME=\"$(echo \"$NAME\" | tr A-Z a-z)\"\n    docker push $NAME:v1",
    "- run: |\n    I=ghcr.io/acme\n    I=$I/tool\n    docker push $I",
    "- run: echo \"IMAGE=ghcr.io/acme/tool\" >> $GITHUB_ENV\n- run: docker push $IMAGE",
    "- run: echo \"IMAGE=ghcr.io/acme/tool\" >> \"$GITHUB_ENV\"\n"
      + "- {uses: docker/build-push-action@v6, with: {push: true, tags: \"${{ env.IMAGE }}:v1\"}}",
    "- {id: prep, run: \"echo \\\"image=ghcr.io/acme/tool\\\" >> $GITHUB_OUTPUT\"}\n"
      + "- run: docker push ${{ steps.prep.outputs.image }}",
    "- {id: prep, run: \"echo ::set-output name=image::ghcr.io/acme/tool\"}\n"
      + "- run: docker push ${{ steps.prep.outputs.image }}",
  ])
  func followsVariablesToImages(_ steps: String) {
    let needs = UseFixture(steps: Self.login + steps).needs.map { $0.lowercased() }
    #expect(needs == ["publish container:acme/tool with p"])
  }

  @Test(arguments: [
    // Set to one or the other.
    "- run: |\n    I=ghcr.io/acme/one\n    if test x; then I=ghcr.io/acme/two; fi\n    docker push $I",
    "- run: |\n    I=$(./name)\n    docker push ghcr.io/acme/$I",
    // The step's own variable, not the one that was written.
    "- run: echo \"I=ghcr.io/acme/one\" >> $GITHUB_ENV\n- {run: docker push $I, env: {I: \"${{ vars.I }}\"}}",
  ])
  func guessesNoImage(_ steps: String) {
    #expect(UseFixture(steps: Self.login + steps).needs == ["publish container:?/? with P"])
  }

  @Test func redirectionsEndAWordWithoutASpace() {
    func words(_ script: String) -> [[String]] {
      ShellScript.commands(of: Array(script.utf8)[...]).map { $0.words.map(\.text) }
    }
    #expect(words("gh auth login --with-token<<<\"$P\"") == [["gh", "auth", "login", "--with-token", "$P"]])
    #expect(words("cat<<EOF\na b\nEOF\nls") == [["cat"], ["ls"]])
    let login =
      "- {run: \"docker login ghcr.io -u x --password-stdin<<<$P\", env: {P: \"${{ secrets.P }}\"}}\n"
    #expect(
      UseFixture(steps: login + "- run: docker push ghcr.io/acme/tool:1").needs
        == ["publish container:acme/tool with P"])
  }

  @Test func writtenVariablesLeaveWhatWasBefore() {
    let release = """
      - {if: always(), run: 'echo "FLAGS=--snapshot" >> $GITHUB_ENV'}
      - {uses: goreleaser/goreleaser-action@v6, with: {args: "release ${{ env.FLAGS }}"}, env: {GITHUB_TOKEN: "${{ secrets.G }}"}}
      """
    #expect(UseFixture(steps: release).needs == ["release own with G"])
  }

  @Test(arguments: [
    ("release --clean", true), ("release --snapshot", false), ("release --skip-publish --rm-dist", false),
    ("release --skip=publish", false), ("release --skip=validate,publish", false),
    ("release --skip sign,publish", false), ("release --skip=sign", true), ("build", false),
  ])
  func knowsWhenGoReleaserPublishes(_ words: String, _ releases: Bool) {
    let needs = UseFixture(
      steps: """
        - {uses: goreleaser/goreleaser-action@v6, with: {args: \(words)}, env: {GITHUB_TOKEN: "${{ secrets.G }}"}}
        """.replacing("args: \(words)", with: "args: '\(words)'")
    ).needs
    #expect(needs == (releases ? ["release own with G"] : []))
    let command = UseFixture(
      steps: "- {run: 'goreleaser \(words)', env: {GITHUB_TOKEN: \"${{ secrets.G }}\"}}")
    #expect(command.needs == (releases ? ["release own with G"] : []))
  }

  @Test(arguments: [
    ("echo ${{ secrets.P }} | gh auth login --with-token\ngh release create v1", "release own with P"),
    ("gh auth login --with-token <<< ${{ secrets.P }}\ngh release create v1", "release own with P"),
    ("export GH_TOKEN=${{ secrets.P }}\ngh pr create -R acme/infra", "open-pull-request acme/infra with P"),
    ("GH_TOKEN=${{ secrets.P }} gh pr merge 1", "merge own with P"),
    ("gh api -XPOST repos/acme/infra/dispatches", "notify acme/infra with ?"),
    ("gh api --method=POST repos/acme/infra/dispatches", "notify acme/infra with ?"),
  ])
  func knowsWhatGHSignsInWith(_ script: String, _ need: String) {
    #expect(UseFixture(steps: "- run: |\n    " + script.replacing("\n", with: "\n    ")).needs == [need])
  }

  @Test(arguments: [
    ("-XPOST", "https://api.github.com/repos/acme/infra/dispatches", "notify acme/infra with P"),
    ("-sSfX POST", "https://api.github.com/repos/acme/infra/dispatches", "notify acme/infra with P"),
    ("-d'{}'", "https://api.github.com/repos/acme/infra/dispatches", "notify acme/infra with P"),
    ("--data-binary @x", "https://uploads.github.com/repos/acme/web/releases/1/assets", "release own with P"),
    ("-XPOST", "$GITHUB_API_URL/repos/acme/infra/dispatches", "notify acme/infra with P"),
  ])
  func readsRequests(_ options: String, _ address: String, _ need: String) {
    let script = "curl \(options) -H \"Authorization: token ${{ secrets.P }}\" \"\(address)\""
    #expect(UseFixture(steps: "- run: |\n    \(script)").needs == [need])
    #expect(UseFixture(steps: "- run: |\n    \(script)").uses.tokens == [.secret("P")])
  }

  @Test func findsEachUseOfOneSecretInAScript() {
    let script = { (name: String) in
      "curl -XPOST -u x:${{ secrets.P }} https://api.github.com/repos/acme/\(name)/dispatches"
    }
    let uses = UseFixture(steps: "- run: |\n    \(script("a"))\n    \(script("b"))")
    #expect(uses.needs == ["notify acme/a with P", "notify acme/b with P"])
  }

  @Test(arguments: [
    (
      "git clone https://x:${{ secrets.A }}@github.com/acme/tap\ncd tap\ngit push",
      ["clone acme/tap with A", "push acme/tap with A"]
    ),
    (
      "git remote add up https://x:${{ secrets.A }}@github.com/acme/up\ngit push up main",
      ["push acme/up with A"]
    ),
    (
      "git clone https://x:${{ github.token }}@github.com/acme/web.wiki.git wiki\ncd wiki\ngit push",
      ["push own with JOB"]
    ),
    (
      "echo \"${{ secrets.K }}\" > ~/.ssh/id_ed25519\ngit clone git@github.com:acme/infra.git",
      ["clone acme/infra with K"]
    ),
    (
      "echo \"${{ secrets.K }}\" | ssh-add -\ngit clone git@github.com:acme/infra.git",
      ["clone acme/infra with K"]
    ),
    (
      "git config --global url.\"https://${{ secrets.A }}@github.com/\".insteadOf https://github.com/",
      ["clone ? with A"]
    ),
    ("pip install git+https://${{ secrets.A }}@github.com/acme/lib.git@v1", ["clone acme/lib with A"]),
  ])
  func knowsWhatGitSignsInWith(_ script: String, _ needs: [String]) {
    let steps = "- run: |\n    " + script.replacing("\n", with: "\n    ")
    #expect(UseFixture(steps: steps).needs == needs)
  }

  @Test(arguments: [
    (
      "echo \"https://x:${{ secrets.A }}@github.com\" > ~/.git-credentials\ngit clone https://github.com/acme/infra",
      "clone acme/infra with A"
    ),
    (
      "git -c http.extraheader=\"AUTHORIZATION: basic ${{ secrets.A }}\" clone https://github.com/acme/infra",
      "clone acme/infra with A"
    ),
    (
      "git config http.https://github.com/.extraheader \"AUTHORIZATION: basic ${{ secrets.A }}\"\ngit push",
      "push own with A"
    ),
    ("GH_TOKEN=${{ secrets.A }} gh secret set X --org acme", "manage-secrets self with A"),
    ("podman push --creds x:${{ secrets.A }} app ghcr.io/acme/tool", "publish container:acme/tool with A"),
    (
      "skopeo copy --dest-creds=x:${{ secrets.A }} oci:x docker://ghcr.io/acme/tool:1",
      "publish container:acme/tool with A"
    ),
  ])
  func knowsOtherWaysToSignIn(_ script: String, _ need: String) {
    #expect(UseFixture(steps: "- run: |\n    " + script.replacing("\n", with: "\n    ")).needs == [need])
  }

  @Test func takesOutputsOutOfActions() {
    let action = """
      name: tag
      description: a tag
      inputs: {name: {description: a name}}
      outputs: {image: {description: an image, value: "${{ steps.o.outputs.image }}"}}
      runs:
        using: composite
        steps:
          - {id: o, shell: bash, run: 'echo "image=ghcr.io/acme/${{ inputs.name }}" >> $GITHUB_OUTPUT'}
      """
    let steps =
      Self.login
      + "- {id: t, uses: ./.github/actions/tag, with: {name: tool}}\n- run: docker push ${{ steps.t.outputs.image }}:1"
    let uses = UseFixture(steps: steps, [".github/actions/tag/action.yml": action])
    #expect(uses.needs == ["publish container:acme/tool with P"])
  }

  @Test(arguments: ["known_hosts", "config", "id_rsa.pub", "authorized_keys"])
  func takesNoOtherFileForAKey(_ file: String) {
    let steps =
      "- run: |\n    echo \"${{ secrets.H }}\" >> ~/.ssh/\(file)\n    git clone git@github.com:acme/infra.git"
    #expect(UseFixture(steps: steps).needs == [])
  }

  @Test func keepsOneRemoteFromAnother() {
    let steps = """
      - run: git remote set-url origin https://x:${{ secrets.A }}@github.com/acme/web
      - run: |
          git clone https://x:${{ secrets.B }}@github.com/acme/tap tap
          cd tap
          git push
      - run: git push
      """
    #expect(
      UseFixture(steps: steps).needs == ["clone acme/tap with B", "push acme/tap with B", "push own with A"])
    let own = "- run: git remote set-url origin https://x:${{ secrets.A }}@github.com/acme/web\n"
    #expect(UseFixture(steps: own + "- run: git clone https://github.com/acme/open").needs == [])
  }

  @Test(arguments: [
    "- run: echo \"machine github.com login x password ${{ secrets.P }}\" > ~/.netrc",
    "- run: |\n    cat > ~/.netrc <<EOF\n    machine github.com\n    login x\n    password ${{ secrets.P }}\n    EOF",
    "- {run: composer install, env: {GITHUB_AUTH_TOKEN: \"${{ secrets.P }}\"}}",
    "- run: composer config --global github-oauth.github.com ${{ secrets.P }}",
    "- {run: brew bump, env: {HOMEBREW_GITHUB_API_TOKEN: \"${{ secrets.P }}\"}}",
    "- {uses: nobody/knows@v1, with: {githubToken: \"${{ secrets.P }}\"}}",
    "- {run: bundle install, env: {BUNDLE_GITHUB__COM: \"x:${{ secrets.P }}\"}}",
  ])
  func knowsTokensOfGitHub(_ steps: String) {
    #expect(UseFixture(steps: steps).uses.tokens == [.secret("P")])
  }

  @Test(arguments: [
    "- run: echo \"machine example.org login x password ${{ secrets.P }}\" > ~/.netrc",
    "- {run: test, env: {GITHUB_CODECOV_TOKEN: \"${{ secrets.P }}\"}}",
    "- {uses: nobody/knows@v1, with: {token: \"${{ secrets.P }}\"}}",
    "- run: |\n    curl -H \"Key: ${{ secrets.P }}\" -d \"see https://github.com/acme/web\" https://example.org",
  ])
  func takesNoOtherTokenForOneOfGitHub(_ steps: String) {
    #expect(UseFixture(steps: steps).uses.tokens == [])
  }

  @Test(arguments: [
    (
      "createWorkflowDispatch({owner: 'acme', repo: 'infra', ref: 'main'})", "actions",
      ["dispatch acme/infra with P"]
    ),
    ("createWorkflowDispatch({...context.repo, repo: \"infra\"})", "actions", ["dispatch acme/infra with P"]),
    (
      "createWorkflowDispatch({owner: context.repo.owner, repo: context.repo.repo})", "actions",
      ["dispatch own with P"]
    ),
    (
      "create({owner: \"${{ github.repository_owner }}\", repo: `infra`, title: 'x'})", "issues",
      ["comment-on-issue acme/infra with P"]
    ),
    ("create({owner: 'acme', repo: name})", "issues", ["comment-on-issue ? with P"]),
    ("create({owner: 'acme', repo: `${name}`})", "issues", ["comment-on-issue ? with P"]),
    ("listForRepo({owner: 'acme', repo: 'infra'})", "issues", []),
    ("approveWorkflowRun({run_id: 1})", "actions", []), ("push(issue)", "issues", []),
    ("map(pull => pull.number)", "pulls", []),
    ("createCommitStatus({sha: 'x'})", "repos", ["set-status own with P"]),
    ("addOrUpdateMembershipForUserInOrg({org: 'acme'})", "teams", ["manage-members self with P"]),
  ])
  func readsCallsOfGitHubScript(_ call: String, _ group: String, _ needs: [String]) {
    let uses = UseFixture(
      steps: """
        - uses: actions/github-script@v7
          with:
            github-token: ${{ secrets.P }}
            script: |
              await github.rest.\(group).\(call)
        """)
    #expect(uses.needs == needs)
  }

  @Test(arguments: [
    (
      "const repo = 'infra'\nawait github.rest.pulls.create({owner: 'acme', repo})",
      ["open-pull-request acme/infra with JOB"]
    ),
    (
      "const { owner, repo } = context.repo\nawait github.rest.pulls.create({ owner, repo })",
      ["open-pull-request own with JOB"]
    ),
    (
      "await github.request('POST /repos/{owner}/{repo}/dispatches', {owner: 'acme', repo: 'infra'})",
      ["notify acme/infra with JOB"]
    ),
    (
      "github.rest.issues.addLabels({}); github.rest.issues.addLabels({repo: 'infra'})",
      ["label own with JOB", "label acme/infra with JOB"]
    ),
  ])
  func readsVariablesOfGitHubScript(_ script: String, _ needs: [String]) {
    let lines = script.replacing("\n", with: "\n      ")
    let uses = UseFixture(steps: "- uses: actions/github-script@v7\n  with:\n    script: |\n      \(lines)")
    #expect(uses.needs == needs)
  }

  @Test func asksForPermissionsOnlyInItsOwnRepository() {
    let step = { (call: String) in
      "- {uses: actions/github-script@v7, with: {script: \"github.rest.actions.\(call)\"}}"
    }
    #expect(UseFixture(steps: step("approveWorkflowRun({})")).permissions == ["actions: write"])
    #expect(UseFixture(steps: step("createWorkflowDispatch({repo: 'infra'})")).permissions == [])
  }

  @Test(arguments: [
    ("{server-id: github}", "mvn -B deploy", "GITHUB_TOKEN", ["publish maven:?/? with P"]),
    ("{}", "mvn deploy", "GITHUB_TOKEN", ["publish maven:?/? with P"]),
    ("{server-id: github}", "./gradlew publish", "TOKEN", ["publish gradle:?/? with P"]),
    ("{server-id: github, server-password: PASS}", "mvn deploy", "PASS", ["publish maven:?/? with P"]),
    ("{server-id: ossrh, server-password: PASS}", "mvn deploy", "PASS", []),
    ("{server-id: github}", "mvn verify", "GITHUB_TOKEN", []),
    ("{}", "mvn deploy --settings .github/settings.xml", "GITHUB_TOKEN", []),
    (
      "{server-id: github}", "mvn deploy -s $GITHUB_WORKSPACE/settings.xml", "GITHUB_TOKEN",
      ["publish maven:?/? with P"]
    ),
    ("{server-id: github}", "./gradlew publishToSonatype", "TOKEN", []),
    ("{server-id: github}", "./gradlew :core:publish", "TOKEN", ["publish gradle:?/? with P"]),
  ])
  func knowsTheServerOfMaven(_ inputs: String, _ command: String, _ variable: String, _ needs: [String]) {
    let steps = """
      - {uses: actions/setup-java@v5, with: \(inputs)}
      - {run: \(command), env: {\(variable): "${{ secrets.P }}"}}
      """
    #expect(UseFixture(steps: steps).needs == needs)
  }

  @Test func asksWhereGoReleaserPushes() {
    let steps = """
      - uses: goreleaser/goreleaser-action@v6
        with: {args: release --clean}
        env:
          GITHUB_TOKEN: ${{ github.token }}
          HOMEBREW_TAP_GITHUB_TOKEN: ${{ secrets.TAP }}
          SCOOP_GITHUB_TOKEN: ${{ secrets.TAP }}
          FURY_TOKEN: ${{ secrets.FURY }}
      """
    #expect(UseFixture(steps: steps).needs == ["release own with JOB", "push ? with TAP"])
  }

  @Test(arguments: [
    ("{submodules: recursive, token: \"${{ secrets.P }}\"}", ["clone ? with P"]),
    ("{submodules: true, ssh-key: \"${{ secrets.P }}\"}", ["clone ? with P"]),
    ("{submodules: true}", []), ("{submodules: false, token: \"${{ secrets.P }}\"}", []),
  ])
  func showsThatSubmodulesAreCloned(_ inputs: String, _ needs: [String]) {
    #expect(UseFixture(steps: "- {uses: actions/checkout@v5, with: \(inputs)}").needs == needs)
  }

  @Test(arguments: [
    ("acme/tools", "acme/homebrew-tools"), ("acme/homebrew-tools", "acme/homebrew-tools"),
    ("", "Homebrew/homebrew-core"),
  ])
  func findsTheRepositoryOfATap(_ tap: String, _ repository: String) {
    let inputs = "token: \"${{ secrets.P }}\"" + (tap.isEmpty ? "" : ", tap: \(tap)")
    #expect(
      UseFixture(steps: "- {uses: dawidd6/action-homebrew-bump-formula@v4, with: {\(inputs)}}").needs
        == ["open-pull-request \(repository) with P"])
  }

  @Test(arguments: [
    "- {uses: elgohr/Publish-Docker-Github-Action@v5, with: {name: acme/tool, registry: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}",
    "- {uses: elgohr/Publish-Docker-Github-Action@v5, with: {name: ghcr.io/acme/tool, registry: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}",
    "- {uses: mr-smithers-excellent/docker-build-push@v6, with: {image: acme/tool, registry: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}",
    "- {uses: docker/build-push-action@v1, with: {repository: acme/tool, registry: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}",
    "- {uses: azure/docker-login@v2, with: {login-server: ghcr.io, username: x, password: \"${{ secrets.P }}\"}}\n- run: docker push ghcr.io/acme/tool",
  ])
  func knowsOtherActionsThatPublishImages(_ steps: String) {
    #expect(UseFixture(steps: steps).needs == ["publish container:acme/tool with P"])
  }

  @Test func pullsGemsWithTheVariableOfBundler() {
    let steps = "- {run: bundle install, env: {BUNDLE_RUBYGEMS__PKG__GITHUB__COM: \"x:${{ secrets.P }}\"}}"
    let uses = UseFixture(steps: steps)
    #expect(uses.needs == ["pull rubygems:?/? with P"])
    #expect(uses.uses.logins.map(\.host) == ["rubygems.pkg.github.com"])
  }
}
