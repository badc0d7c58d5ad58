import Testing
@testable import Workflows

/// Whose a secret is: by inputs, commands, variables and hosts of the records of services.
@Suite struct RecognizedSecretTests {
  /// `SHIP: npm by command` for a secret, `SHIP: aws by action, no secret` for an identifier.
  private static func told(_ fixture: UseFixture) -> [String] {
    Set(
      fixture.uses.services.map { use in
        "\(use.credential.secretName ?? ""): \(use.service.id) by \(use.service.sign.rawValue)"
          + (use.service.isIdentifier ? ", no secret" : "")
      }
    ).sorted()
  }

  @Test(arguments: [
    (
      #"""
      - uses: aws-actions/configure-aws-credentials@v6
        with: {role-to-assume: "${{ secrets.ROLE }}", aws-secret-access-key: "${{ secrets.SHIP }}"}
      """#, ["ROLE: aws by action, no secret", "SHIP: aws by action"]
    ),
    (
      #"- {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}"#, ["SHIP: npm by command"]
    ),
    (
      #"- {run: "NODE_AUTH_TOKEN=${{ secrets.SHIP }} npm publish"}"#, ["SHIP: npm by command"]
    ),
    (
      #"- {run: ./deploy, env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}"}}"#, ["SHIP: aws by variable"]
    ),
    (
      #"- {run: 'curl -H "Authorization: Bearer ${{ secrets.SHIP }}" https://registry.npmjs.org/-/whoami'}"#,
      ["SHIP: npm by host"]
    ),
    (
      #"""
      - uses: docker/login-action@v4
        with: {registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com, username: "${{ secrets.WHO }}", password: "${{ secrets.SHIP }}"}
      """#, ["SHIP: aws by action", "WHO: aws by action, no secret"]
    ),
    (
      #"""
      - run: echo "$SHIP" | docker login public.ecr.aws -u "$WHO" --password-stdin
        env: {SHIP: "${{ secrets.SHIP }}", WHO: "${{ secrets.WHO }}"}
      """#, ["SHIP: aws by host", "WHO: aws by host, no secret"]
    ),
    // A registry without a record is a service of its own.
    (
      #"""
      - uses: docker/login-action@v4
        with: {registry: registry.example.org, username: "${{ secrets.WHO }}", password: "${{ secrets.SHIP }}"}
      """#, ["SHIP: registry.example.org by host", "WHO: registry.example.org by host, no secret"]
    ),
    (
      #"- {run: 'docker login registry.example.org -u ship -p "$SHIP"', env: {SHIP: "${{ secrets.SHIP }}"}}"#,
      ["SHIP: registry.example.org by host"]
    ),
    (
      #"- {run: 'curl -d "$SHIP" https://api.buildkite.com/v2/builds', env: {SHIP: "${{ secrets.SHIP }}"}}"#,
      ["SHIP: Buildkite by host"]
    ),
    // A part of a host's name is no secret.
    (
      #"- {run: ./sync, env: {PLACE: "https://${{ secrets.ACCOUNT }}.r2.cloudflarestorage.com/shop"}}"#,
      ["ACCOUNT: cloudflare-r2 by host, no secret"]
    ),
    (
      #"""
      - uses: docker/login-action@v4
        with: {registry: "${{ secrets.PLACE }}-docker.pkg.dev", password: "${{ secrets.SHIP }}"}
      """#, ["PLACE: google-cloud by host, no secret", "SHIP: google-cloud by action"]
    ),
    (
      #"""
      - uses: goreleaser/goreleaser-action@v7
        env: {NFPM_DEFAULT_RPM_PASSPHRASE: "${{ secrets.SHIP }}", MASTODON_ACCESS_TOKEN: "${{ secrets.TOOT }}"}
      """#, ["SHIP: gpg by action"]
    ),
  ])
  func isToldByItsPlace(_ steps: String, _ expected: [String]) {
    #expect(Self.told(UseFixture(steps: steps)) == expected)
  }

  /// What names another host, or names that say nothing, tell no service.
  @Test(arguments: [
    #"- {run: npm publish --registry https://npm.example.org, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}"#,
    #"""
    - {uses: actions/setup-node@v6, with: {registry-url: "https://npm.example.org"}}
    - {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.SHIP }}"}}
    """#,
    #"""
    - run: aws s3 sync site s3://site --endpoint-url https://store.example.org
      env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}"}
    """#,
    #"""
    - run: ./sync
      env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.SHIP }}", AWS_ENDPOINT_URL: "${{ secrets.PLACE }}"}
    """#,
    #"- {uses: docker/login-action@v4, with: {registry: "${{ vars.REGISTRY }}", password: "${{ secrets.SHIP }}"}}"#,
    #"- {uses: docker/login-action@v4, with: {registry: containers.git.example.org, password: "${{ secrets.SHIP }}"}}"#,
    #"- {run: ./ship, env: {TOKEN: "${{ secrets.TOKEN }}", PASSWORD: "${{ secrets.PASSWORD }}"}}"#,
    #"- {run: 'curl -d "$SHIP" https://chat.example.org', env: {SHIP: "${{ secrets.SHIP }}"}}"#,
    #"- {run: 'curl --token "$SHIP" https://chat.example.org', env: {SHIP: "${{ secrets.SHIP }}"}}"#,
    #"- {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ github.token }}"}}"#,
  ])
  func whatDoesNotTellIsNotGuessed(_ steps: String) {
    #expect(Self.told(UseFixture(steps: steps)) == [])
  }

  /// An action is what others call it, also in its own repository.
  @Test func knowsTheActionOfItsOwnRepository() {
    let workflow = #"""
      on: push
      jobs:
        try:
          runs-on: ubuntu-latest
          steps: [{uses: ./, with: {registry: public.ecr.aws, password: "${{ secrets.SHIP }}"}}]
      """#
    let action = "name: login\ndescription: logs in\nruns: {using: node24, main: index.js}\n"
    let own = UseFixture(workflow, ["action.yml": action], of: "docker/login-action")
    #expect(Self.told(own) == ["SHIP: aws by action"])
    #expect(Self.told(UseFixture(workflow, ["action.yml": action])) == [])
  }

  @Test func followsCompositeActionsAndCalledWorkflows() {
    let action = #"""
      name: publish
      description: publishes
      inputs: {token: {description: a token, required: true}}
      runs:
        using: composite
        steps:
          - {run: npm publish, shell: bash, env: {NODE_AUTH_TOKEN: "${{ inputs.token }}"}}
      """#
    let called = #"""
      on: {workflow_call: {secrets: {key: {required: true}}}}
      jobs:
        copy:
          runs-on: ubuntu-latest
          steps: [{run: ./copy, env: {AWS_SECRET_ACCESS_KEY: "${{ secrets.key }}"}}]
      """#
    let fixture = UseFixture(
      #"""
      on: push
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - {uses: ./publish, with: {token: "${{ secrets.PACKAGES }}"}}
        copy:
          uses: ./.github/workflows/copy.yml
          secrets: {key: "${{ secrets.STORAGE }}"}
      """#, ["publish/action.yml": action, ".github/workflows/copy.yml": called])
    #expect(Self.told(fixture) == ["PACKAGES: npm by command", "STORAGE: aws by variable"])
    #expect(fixture.uses.services.allSatisfy { $0.calls.count == 1 })
  }
}
