import OrganizationModel
import ShippedCatalog
import SourceText
import Testing
@testable import Workflows

/// Workflows and actions of a made-up repository `acme/web`, and what they show.
struct UseFixture {
  let files: SourceFiles
  let tree: RepositoryTree
  let uses: WorkflowUses

  /// The first file is the workflow that is read; the others by path.
  init(_ workflow: String, _ others: [String: String] = [:], of repository: String = "acme/web") {
    var files = SourceFiles()
    var read: [WorkflowReader.Reading] = []
    for (path, text) in [(".github/workflows/ci.yml", workflow)] + others.sorted(by: { $0.key < $1.key }) {
      let file = SourceFile(path: path, bytes: Array(text.utf8))
      read.append(WorkflowReader.read(file, as: files.add(file), path: path))
    }
    #expect(read.flatMap(\.diagnostics).map(\.message) == [])
    let tree = RepositoryTree(
      owner: String(repository.prefix { $0 != "/" }), name: String(repository.drop { $0 != "/" }.dropFirst()),
      workflows: read.compactMap(\.workflow), actions: read.compactMap(\.action))
    self.files = files
    self.tree = tree
    self.uses =
      tree.workflow(at: ".github/workflows/ci.yml").map {
        UseReader.read($0, in: tree, knowing: shippedCatalog)
      } ?? WorkflowUses()
  }

  /// One job with these steps, a list.
  init(steps: String, job: String = "", _ others: [String: String] = [:]) {
    let indented = { (text: String, by: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { by + $0 }.joined(separator: "\n")
    }
    self.init(
      "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n"
        + (job.isEmpty ? "" : indented(job, "    ") + "\n") + "    steps:\n" + indented(steps, "      ")
        + "\n", others)
  }

  /// `publish ghcr:acme/web with JOB`, one for each need.
  var needs: [String] {
    uses.needs.map { "\($0.verb.rawValue) \(words($0.target)) with \(words($0.credential))" }
  }

  /// `calls GET /gists with SECRET`, one for each use without a verb.
  var others: [String] { uses.others.map { "\($0.words) with \(words($0.credential))" } }

  /// `SECRET at its text`, one for each use.
  var credentials: [String] { uses.uses.map { "\(words($0.credential)) at \(text($0.range))" } }

  var permissions: [String] {
    Set(uses.permissions.map { "\($0.permission): \($0.level)" }).sorted()
  }

  func text(_ range: SourceRange) -> String { files[range.file].text(range.offsets) }

  func words(_ target: ShownTarget) -> String {
    switch target {
    case .ownRepository: "own"
    case .repository(let owner, let name): "\(owner)/\(name)"
    case .package(let registry, let owner, let name): "\(registry.rawValue):\(owner ?? "?")/\(name ?? "?")"
    case .organization: "self"
    case .unknownRepository: "?"
    }
  }

  private func words(_ credential: CredentialSource?) -> String {
    switch credential {
    case nil: "?"
    case .jobToken: "JOB"
    case .secret(let name): name
    case .appToken(let mint): "app(\(mint.key ?? "?"))"
    case .federated(let action): "oidc(\(action))"
    case .allSecrets: "ALL"
    case .computedSecret: "COMPUTED"
    }
  }
}

@Suite struct UseTests {
  @Test(arguments: [
    ("- run: echo ${{ secrets.A }}", ["A at secrets.A"]),
    ("- run: echo ${{ secrets['b'] }} ${{ github.token }}", ["B at secrets['b']", "JOB at github.token"]),
    ("- run: echo ${{ secrets.GITHUB_TOKEN }}", ["JOB at secrets.GITHUB_TOKEN"]),
    ("- run: echo ${{ toJSON(secrets) }}", ["ALL at secrets"]),
    ("- run: echo ${{ secrets[matrix.x] }}", ["COMPUTED at secrets[matrix.x]"]),
    ("- run: echo ${{ toJSON(github) }}", ["JOB at github"]),
    (
      "- {uses: a/b@c, with: {x: \"${{ secrets.A || github.token }}\"}}",
      ["A at secrets.A", "JOB at github.token"]
    ),
    ("- {run: x, env: {X: \"${{ env.TOP }}\", Y: \"${{ vars.A }}\"}}", ["TOP at env.TOP"]),
    ("- run: echo ${{ github.sha }}", []),
  ])
  func findsEveryCredential(_ steps: String, _ expected: [String]) {
    let fixture = UseFixture(steps: steps, job: "env: {TOP: \"${{ secrets.TOP }}\"}")
    #expect(fixture.credentials == ["TOP at secrets.TOP"] + expected)
  }

  @Test func saysHowACredentialEnters() {
    let fixture = UseFixture(
      steps: "- {uses: docker/login-action@v3, with: {registry: ghcr.io, password: \"${{ secrets.A }}\"}}\n"
        + "- {uses: x/y@z, with: {token: \"${{ secrets.B }}\"}}\n- {run: \"${{ secrets.C }}\"}")
    #expect(
      fixture.uses.uses.map(\.entrance) == [
        .input(action: "docker/login-action", name: "password"), .input(action: "x/y", name: "token"),
        .script,
      ])
    #expect(fixture.uses.uses.map(\.taken) == [.registryPassword, nil, nil])
    #expect(fixture.uses.uses.map(\.isKnownAction) == [true, false, false])
    #expect(fixture.uses.uses.map(\.step) == [0, 1, 2])
    #expect(fixture.uses.unknownActions.map(\.name) == ["x/y"])
    #expect(fixture.uses.unknownActions.map(\.takesCredential) == [true])
    #expect(fixture.uses.logins.map(\.host) == ["ghcr.io"])
  }

  private static let shown: [(String, [String])] = [
    ("- {uses: actions/checkout@v4}", []),
    (
      "- {uses: actions/checkout@v4, with: {repository: acme/infra, token: \"${{ secrets.PAT }}\"}}",
      ["clone acme/infra with PAT"]
    ),
    ("- {uses: actions/checkout@v4, with: {repository: \"${{ github.repository }}\"}}", []),
    (
      "- {uses: actions/checkout@v4, with: {repository: \"${{ github.event.pull_request.head.repo.full_name }}\"}}",
      []
    ),
    (
      "- {uses: actions/checkout@v4, with: {repository: \"${{ github.repository_owner }}/x\", ssh-key: \"${{ secrets.K }}\"}}",
      ["clone acme/x with K"]
    ),
    (ghcr("secrets.GITHUB_TOKEN") + build("ghcr.io/acme/web:1"), ["publish container:acme/web with JOB"]),
    (
      ghcr("secrets.CR_PAT") + build("ghcr.io/${{ github.repository }}:1"),
      ["publish container:acme/web with CR_PAT"]
    ),
    (ghcr("github.token") + build("acme/web:1"), []),
    (
      ghcr("github.token")
        + "- {uses: docker/build-push-action@v6, with: {outputs: \"type=image,name=ghcr.io/acme/web,push-by-digest=true,push=${{ inputs.x }}\"}}",
      ["publish container:acme/web with JOB"]
    ),
    (
      ghcr("github.token")
        + "- {uses: docker/build-push-action@v6, with: {outputs: \"type=image,name=ghcr.io/acme/web,push=false\"}}",
      []
    ),
    (ghcr("github.token") + build("${{ inputs.x }}"), ["publish container:?/? with JOB"]),
    (
      ghcr("github.token") + meta + build("${{ steps.meta.outputs.tags }}"),
      ["publish container:acme/web/api with JOB"]
    ),
    (
      "- run: echo \"${{ secrets.P }}\" | docker login ghcr.io -u x --password-stdin && docker push ghcr.io/acme/a:1",
      ["publish container:acme/a with P"]
    ),
    (
      "- run: |\n    podman login -u x -p ${{ secrets.P }} ghcr.io\n    podman push \"ghcr.io/$GITHUB_REPOSITORY/b\"",
      ["publish container:acme/web/b with P"]
    ),
    (
      "- {run: \"docker login ghcr.io -u x -p $TOKEN; docker buildx build --push -t ghcr.io/acme/c .\", env: {TOKEN: \"${{ secrets.P }}\"}}",
      ["publish container:acme/c with P"]
    ),
    ("- {uses: peter-evans/create-pull-request@v7}", ["open-pull-request own with JOB"]),
    (
      "- {uses: actions/checkout@v4, with: {repository: acme/docs, token: \"${{ secrets.PAT }}\"}}\n- {uses: peter-evans/create-pull-request@v7, with: {token: \"${{ secrets.PAT }}\"}}",
      ["clone acme/docs with PAT", "open-pull-request acme/docs with PAT"]
    ),
    (
      "- {uses: actions/checkout@v4}\n- {uses: actions/checkout@v4, with: {repository: acme/docs, path: ./docs/, ssh-key: \"${{ secrets.KEY }}\"}}\n- {uses: stefanzweifel/git-auto-commit-action@v6, with: {repository: docs}}\n- {uses: stefanzweifel/git-auto-commit-action@v6}",
      ["clone acme/docs with KEY", "push acme/docs with KEY", "push own with JOB"]
    ),
    (
      "- {uses: peter-evans/create-pull-request@v7, with: {token: \"${{ secrets.PAT }}\"}}",
      ["open-pull-request own with PAT"]
    ),
    (
      "- {uses: peter-evans/repository-dispatch@v3, with: {token: \"${{ secrets.PAT }}\", repository: acme/infra, event-type: x}}",
      ["notify acme/infra with PAT"]
    ),
    (
      "- {uses: softprops/action-gh-release@v2, env: {GITHUB_TOKEN: \"${{ secrets.R }}\"}}",
      ["release own with R"]
    ),
    ("- {uses: ncipollo/release-action@v1}", ["release own with JOB"]),
    (
      "- {uses: goreleaser/goreleaser-action@v6, with: {args: release --clean}, env: {GITHUB_TOKEN: \"${{ secrets.R }}\"}}",
      ["release own with R"]
    ),
    (
      "- {uses: goreleaser/goreleaser-action@v6, with: {args: release --snapshot}, env: {GITHUB_TOKEN: \"${{ secrets.R }}\"}}",
      []
    ),
    (
      "- {run: gh pr create --fill, env: {GH_TOKEN: \"${{ secrets.PAT }}\"}}",
      ["open-pull-request own with PAT"]
    ),
    (
      "- {run: gh pr create -R acme/infra, env: {GH_TOKEN: \"${{ secrets.PAT }}\"}}",
      ["open-pull-request acme/infra with PAT"]
    ),
    ("- {run: gh pr list, env: {GH_TOKEN: \"${{ github.token }}\"}}", []),
    (
      "- {run: \"gh api -X POST repos/acme/infra/dispatches -f event_type=x\", env: {GITHUB_TOKEN: \"${{ secrets.PAT }}\"}}",
      ["notify acme/infra with PAT"]
    ),
    (
      "- {run: \"gh workflow run x.yml\", env: {GH_TOKEN: \"${{ github.token }}\", GH_REPO: acme/infra}}",
      ["dispatch acme/infra with JOB"]
    ),
    (
      "- {run: \"x=$(gh release create v1)\", env: {GH_TOKEN: \"${{ github.token }}\"}}",
      ["release own with JOB"]
    ),
    (
      "- run: |\n    curl -X POST -H \"Authorization: Bearer ${{ secrets.PAT }}\" https://api.github.com/repos/acme/infra/actions/workflows/x.yml/dispatches -d '{}'",
      ["dispatch acme/infra with PAT"]
    ),
    ("- run: curl https://api.github.com/repos/acme/infra/releases", []),
    ("- {uses: actions/checkout@v4}\n- run: git push", ["push own with JOB"]),
    (
      "- {uses: actions/checkout@v4, with: {token: \"${{ secrets.PAT }}\"}}\n- run: git push origin main",
      ["push own with PAT"]
    ),
    (
      "- {uses: actions/checkout@v4}\n- {uses: actions/checkout@v4, with: {repository: acme/infra, path: infra, token: \"${{ secrets.P }}\"}}\n- run: cd infra && git push",
      ["clone acme/infra with P", "push acme/infra with P"]
    ),
    ("- {uses: stefanzweifel/git-auto-commit-action@v5}", ["push own with ?"]),
    (
      "- {uses: actions/checkout@v4}\n- {uses: stefanzweifel/git-auto-commit-action@v5}",
      ["push own with JOB"]
    ),
    (
      "- run: git clone https://x-access-token:${{ secrets.PAT }}@github.com/acme/infra.git",
      ["clone acme/infra with PAT"]
    ),
    ("- run: git clone https://github.com/other/tool", []),
    (
      "- {uses: webfactory/ssh-agent@v0.9, with: {ssh-private-key: \"${{ secrets.K }}\"}}\n- run: git clone git@github.com:acme/infra.git",
      ["clone acme/infra with K"]
    ),
    (
      "- {uses: actions/setup-node@v4, with: {registry-url: \"https://npm.pkg.github.com\"}}\n- {run: npm publish, env: {NODE_AUTH_TOKEN: \"${{ github.token }}\"}}",
      ["publish npm:acme/? with JOB"]
    ),
    (
      "- {uses: actions/setup-node@v4, with: {registry-url: \"https://npm.pkg.github.com\", scope: \"@globex\"}}\n- {run: npm ci && npm publish --registry https://registry.npmjs.org, env: {NODE_AUTH_TOKEN: \"${{ secrets.P }}\"}}",
      ["pull npm:globex/? with P"]
    ),
    (
      "- {uses: actions/setup-node@v4, with: {registry-url: \"https://npm.pkg.github.com\"}}\n- {uses: actions/setup-node@v4, with: {registry-url: \"https://registry.npmjs.org\"}}\n- {run: npm publish, env: {NODE_AUTH_TOKEN: \"${{ secrets.P }}\"}}",
      []
    ),
    (
      "- run: |\n    echo \"//npm.pkg.github.com/:_authToken=${{ secrets.P }}\" >> ~/.npmrc\n    yarn",
      ["pull npm:?/? with P"]
    ),
    (
      "- run: |\n    dotnet nuget add source -u x -p ${{ secrets.P }} https://nuget.pkg.github.com/acme/index.json -n github\n    dotnet nuget push a.nupkg -s github\n    dotnet nuget push a.nupkg -s https://api.nuget.org/v3/index.json",
      ["publish nuget:acme/? with P"]
    ),
    (
      "- {run: \"gem push --host https://rubygems.pkg.github.com/acme a.gem && gem push a.gem\", env: {GEM_HOST_API_KEY: \"${{ secrets.P }}\"}}",
      ["publish rubygems:acme/? with P"]
    ),
    (
      "- {run: \"mvn deploy -Durl=https://maven.pkg.github.com/acme/web; mvn deploy -Durl=https://maven.pkg.github.com/acme/infra\", env: {GITHUB_TOKEN: \"${{ secrets.P }}\"}}",
      ["publish maven:acme/? with P", "publish maven:?/? with P"]
    ),
    (
      "- {uses: ko-build/setup-ko@v0.8}\n- run: ko build ./x && ko build --local ./y && KO_DOCKER_REPO=ko.local ko apply",
      ["publish container:?/? with JOB"]
    ),
    (
      """
      - uses: azure/docker-login@v2
        with: {login-server: ghcr.io, username: x, password: "${{ secrets.P }}"}
      - run: docker push ghcr.io/acme/web
      """, ["publish container:acme/web with P"]
    ),
    (
      "- {uses: imjasonh/setup-crane@v0.4}\n- run: crane cp debian:12 ghcr.io/acme/debian:12",
      ["publish container:acme/debian with JOB"]
    ),
    (
      """
      - {uses: docker/login-action@v3, with: {registry: ghcr.io, password: "${{ secrets.P }}"}}
      - {uses: depot/build-push-action@v1, with: {push: true, tags: ghcr.io/acme/web}}
      """, ["publish container:acme/web with P"]
    ),
    (
      "- {uses: fjogeleit/yaml-update-action@v0.16, with: {createPR: true, repository: acme/infra, token: \"${{ secrets.P }}\"}}",
      ["write-contents acme/infra with P", "open-pull-request acme/infra with P"]
    ),
    ("- {uses: fjogeleit/yaml-update-action@v0.16, with: {commitChange: false}}", []),
    (
      "- {uses: hassio-addons/repository-updater@v2, with: {repository: acme/list, token: \"${{ secrets.P }}\"}}",
      ["push acme/list with P"]
    ),
    ("- {run: npm publish, env: {NODE_AUTH_TOKEN: \"${{ secrets.NPM }}\"}}", []),
    ("- {uses: \"docker://ghcr.io/globex/tool:1\"}", ["pull container:globex/tool with JOB"]),
    (
      "- {uses: actions/github-script@v7, with: {script: \"github.rest.issues.createComment({})\"}}",
      ["comment-on-issue own with JOB"]
    ),
    ("- {uses: actions/stale@v9, with: {days-before-pr-stale: -1}}", ["comment-on-issue own with JOB"]),
    ("- run: |\n    cat <<EOF\n    gh pr create\n    EOF\n    # gh pr merge", []),
    ("- run: echo 'gh pr create'", []),
    ("- {uses: actions/dependency-review-action@v4}", []),
    (
      "- {uses: actions/dependency-review-action@v4, with: {comment-summary-in-pr: always}}",
      ["comment-on-pull-request own with JOB"]
    ),
    (
      "- run: git push https://x:${{ secrets.P }}@github.com/acme/infra.git HEAD:main",
      ["push acme/infra with P"]
    ),
    ("- run: git push --dry-run", []),
    // Its token is not what it pushes with.
    (
      "- {uses: actions/checkout@v4, with: {token: \"${{ secrets.PAT }}\"}}\n- {uses: EndBug/add-and-commit@v9, with: {github_token: \"${{ secrets.OTHER }}\"}}",
      ["push own with PAT"]
    ),
    (
      "- {uses: mislav/bump-homebrew-formula-action@v3, env: {COMMITTER_TOKEN: \"${{ secrets.PAT }}\", GITHUB_TOKEN: \"${{ github.token }}\"}}",
      ["open-pull-request Homebrew/homebrew-core with PAT"]
    ),
    (
      "- {uses: mislav/bump-homebrew-formula-action@v3, with: {homebrew-tap: acme/tap}, env: {COMMITTER_TOKEN: \"${{ secrets.PAT }}\"}}",
      ["open-pull-request acme/tap with PAT"]
    ),
    (
      "- {uses: vedantmgoyal9/winget-releaser@v2, with: {identifier: Acme.Web, token: \"${{ secrets.PAT }}\"}}",
      ["open-pull-request microsoft/winget-pkgs with PAT"]
    ),
    (
      "- {uses: home-assistant/actions/helpers/git-init@master, with: {token: \"${{ secrets.PAT }}\"}}\n- {uses: home-assistant/actions/helpers/version-push@master, with: {key: a, version: b}}",
      ["push home-assistant/version with PAT"]
    ),
    (
      "- {uses: redhat-actions/push-to-registry@v2, with: {registry: ghcr.io/acme, image: web, username: x, password: \"${{ secrets.P }}\"}}",
      ["publish container:acme/web with P"]
    ),
    (
      "- {uses: home-assistant/builder/actions/build-image@2026, with: {push: true, image: ghcr.io/acme/web, container-registry-password: \"${{ github.token }}\"}}",
      ["publish container:acme/web with JOB"]
    ),
    (
      "- {uses: home-assistant/builder/actions/build-image@2026, with: {image: ghcr.io/acme/web, container-registry-password: \"${{ github.token }}\"}}",
      []
    ),
    (
      "- {uses: snok/container-retention-policy@v2, with: {image-names: web, token: \"${{ secrets.P }}\"}}",
      ["delete container:acme/web with P"]
    ),
    (
      "- {uses: dataaxiom/ghcr-cleanup-action@v1, with: {package: web}}", ["delete container:acme/web with ?"]
    ),
    (
      "- {uses: tspascoal/get-user-teams-membership@v3, with: {username: x, GITHUB_TOKEN: \"${{ secrets.P }}\"}}",
      ["read-members self with P"]
    ),
    ("- {uses: EndBug/add-and-commit@v9, with: {push: false}}", []),
    ("- {uses: cycjimmy/semantic-release-action@v4, with: {dry_run: true}}", []),
  ]

  private static func ghcr(_ password: String) -> String {
    "- {uses: docker/login-action@v3, with: {registry: ghcr.io, username: x, password: \"${{ \(password) }}\"}}\n"
  }
  private static func build(_ tags: String) -> String {
    "- {uses: docker/build-push-action@v6, with: {push: true, tags: \"\(tags)\"}}"
  }
  private static let meta =
    "- {uses: docker/metadata-action@v5, id: meta, with: {images: ghcr.io/acme/web/api}}\n"

  @Test(arguments: shown) func showsWhatItNeeds(_ steps: String, _ expected: [String]) {
    #expect(UseFixture(steps: steps).needs == expected)
  }

  private static let permitted: [(String, [String])] = [
    ("- {uses: actions/checkout@v4}", ["contents: read"]),
    (ghcr("github.token"), ["packages: read"]),
    (
      ghcr("github.token") + build("ghcr.io/acme/web"),
      ["contents: read", "packages: read", "packages: write"]
    ),
    (ghcr("secrets.PAT") + build("ghcr.io/acme/web"), ["contents: read"]),
    // It fetches the repository unless it is told what to build.
    ("- {uses: docker/build-push-action@v6, with: {context: .}}", []),
    ("- {uses: docker/build-push-action@v6, with: {context: '{{defaultContext}}:web'}}", ["contents: read"]),
    ("- {uses: docker/build-push-action@v6, with: {github-token: '${{ secrets.P }}'}}", []),
    ("- {uses: docker/bake-action@v6}", ["contents: read"]),
    ("- {uses: docker/bake-action@v6, with: {source: .}}", []),
    ("- {uses: peter-evans/create-pull-request@v7}", ["contents: write", "pull-requests: write"]),
    ("- {uses: peter-evans/create-pull-request@v7, with: {token: \"${{ secrets.PAT }}\"}}", []),
    ("- {run: gh release create v1, env: {GH_TOKEN: \"${{ github.token }}\"}}", ["contents: write"]),
    ("- {uses: actions/deploy-pages@v4}", ["id-token: write", "pages: write"]),
    // The identity is asked for whatever the checkout signs in with.
    (
      "- {uses: actions/checkout@v4, with: {token: \"${{ secrets.PAT }}\"}}\n- {uses: octo-sts/action@v1, with: {scope: a/b, identity: c}}",
      ["id-token: write"]
    ),
    ("- {uses: pypa/gh-action-pypi-publish@release/v1}", ["id-token: write"]),
    ("- {uses: pypa/gh-action-pypi-publish@release/v1, with: {password: \"${{ secrets.P }}\"}}", []),
    ("- {uses: dessant/lock-threads@v5}", ["discussions: write", "issues: write", "pull-requests: write"]),
    (
      "- {uses: actions/attest-build-provenance@v2, with: {push-to-registry: true}}",
      ["artifact-metadata: write", "attestations: write", "id-token: write", "packages: write"]
    ),
    (
      "- {uses: googleapis/release-please-action@v4}",
      ["contents: write", "issues: write", "pull-requests: write"]
    ),
    ("- {uses: googleapis/release-please-action@v4, with: {token: \"${{ secrets.P }}\"}}", []),
    ("- {uses: docker/scout-action@v1, with: {command: cves}}", ["pull-requests: write"]),
    ("- {uses: docker/scout-action@v1, with: {command: cves, write-comment: false}}", []),
    ("- {uses: advanced-security/maven-dependency-submission-action@v4}", ["contents: write"]),
    ("- {uses: gradle/actions/dependency-submission@v4}", ["contents: write"]),
    ("- {uses: gradle/actions/dependency-submission@v4, with: {dependency-graph: generate-and-upload}}", []),
    ("- {uses: stackhawk/hawkscan-action@v2, with: {codeScanningAlerts: true}}", ["security-events: write"]),
    (
      "- {uses: synopsys-sig/synopsys-action@v1, with: {github_token: \"${{ github.token }}\", polaris_prComment_enabled: true}}",
      ["pull-requests: write"]
    ),
    ("- {uses: pre-commit/action@v2}", []),
    ("- {uses: pre-commit/action@v2, with: {token: \"${{ github.token }}\"}}", ["contents: write"]),
    ("- {uses: facebook/pyre-action@v1}", ["actions: read", "contents: read", "security-events: write"]),
    (
      "- {uses: chainguard-dev/actions/donotsubmit@main}",
      ["checks: write", "contents: read", "pull-requests: read"]
    ),
    (
      "- {uses: blackduck-inc/black-duck-security-scan@v2, with: {github_token: \"${{ github.token }}\", blackducksca_fixpr_enabled: true}}",
      ["contents: write", "pull-requests: write"]
    ),
    ("- {uses: prisma-cloud-shiftleft/iac-scan-action@v1, with: {create_issue: true}}", ["issues: write"]),
    ("- {uses: redhat-actions/crda@v1}", ["contents: read", "security-events: write"]),
    ("- {uses: redhat-actions/crda@v1, with: {upload_sarif: false}}", []),
    ("- {uses: golang/govulncheck-action@v1}", ["contents: read"]),
    ("- {uses: golang/govulncheck-action@v1, with: {repo-checkout: false}}", []),
    ("- {uses: depot/setup-action@v1, with: {oidc: true}}", ["id-token: write"]),
    ("- {uses: depot/setup-action@v1}", []),
    ("- {uses: endorlabs/github-action@v1}", ["id-token: write"]),
    ("- {uses: endorlabs/github-action@v1, with: {api_key: \"${{ secrets.E }}\"}}", []),
    ("- {uses: octopusdeploy/login@v1, with: {service_account_id: x}}", ["id-token: write"]),
    ("- {uses: dessant/label-actions@v4}", ["issues: write", "pull-requests: write"]),
    ("- {uses: pozil/auto-assign-issue@v2}", ["issues: write"]),
    ("- {uses: github/ai-moderator@v1}", ["issues: write", "models: read", "pull-requests: write"]),
    ("- {uses: GeekyEggo/delete-artifact@v5}", []),
    ("- {uses: GeekyEggo/delete-artifact@v2, with: {token: \"${{ github.token }}\"}}", ["actions: write"]),
    ("- {uses: imjasonh/setup-crane@v0.4}", ["packages: read"]),
    ("- {uses: ko-build/setup-ko@v0.7}", ["packages: read"]),
    ("- {uses: ko-build/setup-ko@v0.7, env: {KO_DOCKER_REPO: example.com}}", []),
  ]

  @Test(arguments: permitted) func saysWhatTheJobTokenMustBeAllowed(_ steps: String, _ expected: [String]) {
    #expect(UseFixture(steps: steps).permissions == expected)
  }

  @Test func followsATokenOfAnApp() throws {
    let fixture = UseFixture(
      steps: """
        - id: app
          uses: actions/create-github-app-token@v2
          with:
            app-id: ${{ vars.APP_ID }}
            private-key: ${{ secrets.APP_KEY }}
            owner: acme
            repositories: |
              infra
              web
            permission-contents: write
        - {uses: actions/checkout@v4, with: {repository: acme/infra, token: "${{ steps.app.outputs.token }}"}}
        """)
    #expect(fixture.needs == ["clone acme/infra with app(APP_KEY)"])
    let mint = try #require(fixture.uses.mints.first)
    #expect(mint.app == "vars.APP_ID")
    #expect(mint.owner == "acme")
    #expect(mint.repositories == ["infra", "web"])
    #expect(mint.permissions == ["contents": "write"])
  }

  @Test(arguments: [
    ("getsentry/action-github-app-token@v3", "app_id: 1, private_key: \"${{ secrets.K }}\""),
    ("navikt/github-app-token-generator@v1", "app-id: 1, private-key: \"${{ secrets.K }}\""),
    ("machine-learning-apps/actions-app-token@master", "APP_ID: 1, APP_PEM: \"${{ secrets.K }}\""),
    ("cilium/actions-app-token@v0.21", "APP_ID: 1, APP_PEM: \"${{ secrets.K }}\""),
    (
      "immich-app/devtools/actions/create-workflow-token@v1",
      "client-id: 1, private-key: \"${{ secrets.K }}\""
    ),
    ("mercari/github-app-token-generator@v1", "app-id: 1, app-private-key: \"${{ secrets.K }}\""),
    ("wow-actions/use-app-token@v2", "app_id: 1, private_key: \"${{ secrets.K }}\""),
    ("heroku/use-app-token-action@main", "app_id: 1, private_key: \"${{ secrets.K }}\""),
    ("philips-software/app-token-action@v1", "app_id: 1, app_base64_private_key: \"${{ secrets.K }}\""),
  ])
  func knowsWhatMakesATokenOfAnApp(_ action: String, _ inputs: String) {
    let fixture = UseFixture(
      steps: "- {id: app, uses: \(action), with: {\(inputs)}}\n"
        + "- {run: gh pr create, env: {GH_TOKEN: \"${{ steps.app.outputs.app_token }}\"}}")
    #expect(fixture.needs == ["open-pull-request own with app(K)"])
    #expect(fixture.uses.mints.map(\.app) == ["1"])
  }

  @Test(arguments: [
    (
      "tibdex/github-app-token@v2",
      "permissions: '{\"contents\": \"read\", \"pull_requests\": \"write\"}', repositories: '[\"web\", \"infra\"]'"
    ),
    (
      "peter-murray/workflow-application-token-action@v4", "permissions: 'contents:read, pull_requests:write'"
    ),
    ("actions/create-github-app-token@v2", "permission-contents: read, permission-pull-requests: write"),
  ])
  func readsWhatATokenAsksFor(_ action: String, _ inputs: String) throws {
    let fixture = UseFixture(steps: "- {uses: \(action), with: {\(inputs)}}\n")
    let mint = try #require(fixture.uses.mints.first)
    #expect(mint.permissions == ["contents": "read", "pull-requests": "write"])
    #expect(mint.repositories == (action.hasPrefix("tibdex") ? ["web", "infra"] : []))
    #expect(mint.isForOwnRepository == action.hasPrefix("actions"))
  }

  @Test func aBundleIsTheKeyOfAnApp() {
    let fixture = UseFixture(
      steps: "- {id: app, uses: electron/github-app-auth-action@v1, with: {creds: \"${{ secrets.K }}\"}}\n"
        + "- {run: gh pr create, env: {GH_TOKEN: \"${{ steps.app.outputs.token }}\"}}")
    #expect(fixture.needs == ["open-pull-request own with app(K)"])
  }

  @Test func followsALocalAction() {
    let action = """
      name: x
      description: y
      inputs: {token: {default: "${{ github.token }}"}}
      runs:
        using: composite
        steps:
          - {uses: docker/login-action@v3, with: {registry: ghcr.io, password: "${{ inputs.token }}"}}
          - {run: docker push ghcr.io/acme/x, shell: bash}

      """
    let others = [".github/actions/push/action.yml": action]
    let given = UseFixture(
      steps: "- {uses: ./.github/actions/push, with: {token: \"${{ secrets.PAT }}\"}}", others)
    #expect(given.needs == ["publish container:acme/x with PAT"])
    #expect(given.uses.needs.first.map { given.text($0.range) } == "docker push ghcr.io/acme/x")
    #expect(given.uses.uses.last.map { $0.calls.map(given.text) } == ["./.github/actions/push"])
    #expect(
      UseFixture(steps: "- {uses: ./.github/actions/push}", others).needs == [
        "publish container:acme/x with JOB"
      ])
    let missing = UseFixture(steps: "- {uses: ./elsewhere}")
    #expect(missing.uses.unknownActions.map(\.name) == ["./elsewhere"])
  }

  private static let called = """
    on: {workflow_call: {inputs: {image: {type: string}}, secrets: {TOKEN: {required: true}}}}
    jobs:
      push:
        runs-on: x
        steps:
          - {uses: docker/login-action@v3, with: {registry: ghcr.io, password: "${{ secrets.TOKEN }}"}}
          - {uses: docker/build-push-action@v6, with: {push: true, tags: "ghcr.io/${{ inputs.image }}"}}

    """

  @Test(arguments: [
    ("secrets: {TOKEN: \"${{ secrets.MINE }}\"}", ["publish container:acme/z with MINE"]),
    ("secrets: inherit", ["publish container:acme/z with TOKEN"]),
    ("name: none", ["publish container:acme/z with ?"]),
  ])
  func followsACalledWorkflow(_ secrets: String, _ expected: [String]) {
    let caller =
      "on: push\njobs:\n  x:\n    uses: ./.github/workflows/push.yml\n    with: {image: acme/z}\n    \(secrets)\n"
    let fixture = UseFixture(caller, [".github/workflows/push.yml": Self.called])
    #expect(fixture.needs == expected)
    #expect(fixture.uses.needs.map(\.job) == ["x"])
    #expect(
      fixture.tree.workflows.map { RepositoryTrees([fixture.tree]).isCalled($0, of: fixture.tree) } == [
        false, true,
      ])
  }

  @Test func aWorkflowThatCallsItselfEnds() {
    let loop = "on: {workflow_call: }\njobs:\n  x: {uses: ./.github/workflows/ci.yml, secrets: inherit}\n"
    #expect(UseFixture(loop).needs == [])
  }

  @Test func followsMatrices() {
    let fixture = UseFixture(
      steps:
        "- {run: \"docker login ghcr.io -u x -p ${{ secrets.P }}; docker push ghcr.io/acme/${{ matrix.image }}\"}",
      job: "strategy: {matrix: {image: [one, two]}}")
    #expect(fixture.needs == ["publish container:acme/one with P"])
  }
}

/// A workflow of `acme/web`, and what is in other repositories.
private struct OtherTrees {
  let uses: WorkflowUses
  let files: SourceFiles

  /// - Parameter others: by `OWNER__NAME/path`.
  init(_ workflow: String, _ others: [String: String]) {
    var files = SourceFiles()
    for (path, text) in [("acme__web/.github/workflows/ci.yml", workflow)]
      + others.sorted(by: { $0.key < $1.key })
    {
      _ = files.add(SourceFile(path: path, bytes: Array(text.utf8)))
    }
    let (checkouts, diagnostics) = Checkout.read(files)
    #expect(diagnostics.map(\.message) == [])
    let tree = checkouts.first { $0.tree.name == "web" }?.tree
    let trees = RepositoryTrees(checkouts.map(\.tree))
    self.uses =
      tree.flatMap { tree in
        tree.workflow(at: ".github/workflows/ci.yml").map {
          UseReader.read($0, in: tree, among: trees, knowing: shippedCatalog)
        }
      } ?? WorkflowUses()
    self.files = files
  }

  init(steps: String, _ others: [String: String]) {
    self.init("on: push\njobs:\n  build:\n    runs-on: x\n    steps:\n" + steps, others)
  }

  func text(_ range: SourceRange) -> String { files[range.file].text(range.offsets) }
  func path(_ range: SourceRange) -> String { files[range.file].path }
}

@Suite struct OtherRepositoryTests {
  private static let push = """
    on: {workflow_call: {secrets: {TOKEN: {}}}}
    jobs:
      push:
        runs-on: x
        steps:
          - {uses: ./.github/actions/own}
          - {run: "docker login ghcr.io -u x -p ${{ secrets.TOKEN }}"}
          - {run: "docker push ghcr.io/${{ github.repository }}"}
      deeper: {uses: ./.github/workflows/notify.yml, secrets: inherit}

    """
  private static let notify = """
    on: {workflow_call: }
    jobs:
      notify:
        runs-on: x
        steps:
          - {run: "gh release create v1", env: {GH_TOKEN: "${{ secrets.TOKEN }}"}}

    """

  @Test(arguments: [
    ("inherit", CredentialSource.secret("TOKEN")), ("{TOKEN: \"${{ secrets.MINE }}\"}", .secret("MINE")),
  ])
  func followsAWorkflowOfAnotherRepository(_ secrets: String, _ credential: CredentialSource) throws {
    let found = OtherTrees(
      "on: push\njobs: {x: {uses: ACME/shared/.github/workflows/push.yml@v1, secrets: \(secrets)}}\n",
      [
        "acme__shared/.github/workflows/push.yml": Self.push,
        "acme__shared/.github/workflows/notify.yml": Self.notify,
        "acme__shared/.github/actions/own/action.yml":
          "name: x\nruns: {using: composite, steps: [{run: gh release create no, shell: bash}]}\n",
      ])
    // What `github.repository` and `./` of a step name is the caller's; what `./` of a job names is the called one's.
    #expect(
      found.uses.needs.map(\.target) == [
        .package(registry: .container, owner: "acme", name: "web"), .ownRepository,
      ])
    #expect(
      found.uses.needs.map(\.credential) == [credential, secrets == "inherit" ? credential : .secret("MINE")])
    #expect(found.uses.needs.map(\.confidence) == [.medium, .medium])
    #expect(found.uses.needs.map(\.job) == ["x", "x"])
    #expect(
      found.uses.needs.map(\.why) == [
        "`docker push` in `ACME/shared/.github/workflows/push.yml@v1`, read in a checkout that may have a different version",
        "`gh release create` in `ACME/shared/.github/workflows/push.yml@v1`, read in a checkout that may have a different version",
      ])
    let need = try #require(found.uses.needs.first)
    #expect(found.path(need.range) == "acme__shared/.github/workflows/push.yml")
    #expect(need.calls.map(found.text) == ["ACME/shared/.github/workflows/push.yml@v1"])
    #expect(found.uses.unknownActions.map(\.name) == ["./.github/actions/own"])
  }

  private static let action = """
    name: x
    description: y
    inputs: {token: {default: "${{ github.token }}"}}
    outputs: {token: {value: "${{ inputs.token }}"}}
    runs:
      using: composite
      steps:
        - {run: "gh pr create", shell: bash, env: {GH_TOKEN: "${{ inputs.token }}"}}

    """

  @Test(arguments: [
    ("      - {uses: acme/tools/pr@main}\n", CredentialSource.jobToken),
    ("      - {uses: Acme/Tools/pr@main, with: {token: \"${{ secrets.PAT }}\"}}\n", .secret("PAT")),
    (
      "      - {uses: actions/checkout@v4, with: {repository: acme/tools, path: ./t/}}\n      - {uses: ./t/pr}\n",
      .jobToken
    ),
  ])
  func followsAnActionOfAnotherRepository(_ steps: String, _ credential: CredentialSource) {
    let found = OtherTrees(
      steps: steps, ["acme__tools/pr/action.yml": Self.action, "acme__tools/.github/x": ""])
    let needs = found.uses.needs.filter { $0.verb == .openPullRequest }
    #expect(needs.map(\.target) == [.ownRepository])
    #expect(needs.map(\.credential) == [credential])
    #expect(needs.map(\.confidence) == [.medium])
    #expect(found.uses.unknownActions.map(\.name) == [])
  }

  @Test func followsWhatAnActionOfAnotherRepositoryGives() {
    let found = OtherTrees(
      steps:
        "      - {uses: acme/tools/pr@v1, id: a, with: {token: \"${{ secrets.PAT }}\"}}\n"
        + "      - {run: gh release create v1, env: {GH_TOKEN: \"${{ steps.a.outputs.token }}\"}}\n",
      ["acme__tools/pr/action.yml": Self.action, "acme__tools/.github/x": ""])
    #expect(found.uses.needs.map(\.credential) == [.secret("PAT"), .secret("PAT")])
    // The second is in the workflow itself.
    #expect(found.uses.needs.map(\.confidence) == [.medium, .high])
  }

  @Test func saysWhichActionsOfOthersWereNotRead() {
    let found = OtherTrees(
      steps:
        "      - {uses: acme/tools/pr@v1}\n      - {uses: acme/tools/../pr@v1}\n"
        + "      - {uses: actions/checkout@v4, with: {repository: \"${{ github.repository_owner }}/tools\", path: t}}\n"
        + "      - {uses: ./t/a}\n      - {uses: other/tools/pr@v1}\n",
      ["acme__tools/.github/workflows/ci.yml": "on: push\njobs: {a: {runs-on: x, steps: [{run: x}]}}\n"])
    #expect(
      found.uses.unknownActions.map(\.name) == [
        "acme/tools/pr", "acme/tools/../pr", "./t/a", "other/tools/pr",
      ])
  }

  @Test func whatCallsItselfEnds() {
    let steps = (0..<4).map { _ in "        - {uses: acme/tools/a@v1}\n        - {uses: acme/tools/b@v1}\n" }
      .joined()
    let action = "name: x\nruns:\n      using: composite\n      steps:\n\(steps)"
    let found = OtherTrees(
      steps: "      - {uses: acme/tools/a@v1}\n",
      [
        "acme__tools/a/action.yml": action, "acme__tools/b/action.yml": action, "acme__tools/.github/x": "",
      ])
    #expect(found.uses.needs.count == 0)
    let loop = UseFixture(
      steps:
        "- {uses: ./a, id: x, with: {t: \"${{ steps.x.outputs.t }}\"}}\n- {run: \"${{ steps.x.outputs.t }}\"}",
      [
        "a/action.yml":
          "name: x\ninputs: {t: {}}\noutputs: {t: {value: \"${{ inputs.t }}\"}}\nruns: {using: composite, steps: []}\n"
      ])
    #expect(loop.needs == [])
  }

  @Test func followsNoEndlessTree() {
    // Ten levels, each using the next eight times.
    let others = Dictionary(
      uniqueKeysWithValues: (0..<10).map { level in
        let uses = (0..<8).map { _ in "        - {uses: acme/tools/a\(level + 1)@v1}\n" }.joined()
        return (
          "acme__tools/a\(level)/action.yml",
          "name: x\nruns:\n      using: composite\n      steps:\n\(uses)"
        )
      })
    let found = OtherTrees(
      steps: "      - {uses: acme/tools/a0@v1}\n", others.merging(["acme__tools/.github/x": ""]) { $1 })
    #expect(found.uses.unknownActions.count > 0)
  }
}

@Suite struct SpecialActionTests {
  @Test func whatIsWorkedOutByHandHasARecord() {
    #expect(UseReader.special.count > 5)
    for name in UseReader.special.sorted() { #expect(shippedCatalog.actions[name] != nil, "\(name)") }
  }
}

@Suite struct CheckoutTests {
  private func files(_ files: [(String, String)]) -> SourceFiles {
    var result = SourceFiles()
    for (path, text) in files { _ = result.add(SourceFile(path: path, bytes: Array(text.utf8))) }
    return result
  }

  private static let workflow = "on: push\njobs: {a: {runs-on: x, steps: [{uses: ./tools/x}]}}\n"

  @Test(arguments: [
    ("url = https://github.com/acme/web.git", "acme/web"), ("url = git@github.com:acme/web", "acme/web"),
    ("url = ssh://git@github.com:22/acme/web.git", "acme/web"), ("fetch = x", "globex/site"),
  ])
  func knowsWhoseItIs(_ line: String, _ expected: String) throws {
    let config = "[core]\n\tbare = false\n[remote \"origin\"]\n\t\(line)\n[branch \"main\"]\n\turl = no\n"
    let (checkouts, _) = Checkout.read(
      files([
        ("x/globex__site/.git/config", config), ("x/globex__site/.github/workflows/a.yml", Self.workflow),
      ]))
    let tree = try #require(checkouts.first?.tree)
    #expect("\(tree.owner)/\(tree.name)" == expected)
    #expect(tree.workflows.map(\.path) == [".github/workflows/a.yml"])
  }

  @Test func sortsFilesIntoCheckouts() {
    let (checkouts, diagnostics) = Checkout.read(
      files([
        ("a/web/.github/workflows/ci.yml", Self.workflow),
        ("a/web/tools/x/action.yml", "name: x\nruns: {using: node20, main: x}\n"),
        ("a/infra/.github/workflows/ci.yaml", Self.workflow),
        ("a/infra/.github/dependabot.yml", "version: 2\n"),
        ("a/infra/.github/workflows/deep/no.yml", "x"), ("stray.yml", "x"),
        ("a/.github/.github/workflows/ci.yml", Self.workflow), ("a/.github/.git/config", ""),
      ]))
    #expect(diagnostics.map(\.message) == [])
    #expect(checkouts.map(\.folder) == ["a/.github", "a/infra", "a/web"])
    #expect(checkouts.map(\.tree.hasDependabot) == [false, true, false])
    #expect(checkouts.map(\.tree.name) == [".github", "infra", "web"])
    #expect(checkouts[2].tree.actions.map(\.folder) == ["tools/x"])
  }
}
