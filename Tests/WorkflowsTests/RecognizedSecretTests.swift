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
    #"- {uses: docker/login-action@v4, with: {registry: registry.example.org, password: "${{ secrets.SHIP }}"}}"#,
    #"- {run: ./ship, env: {TOKEN: "${{ secrets.TOKEN }}", PASSWORD: "${{ secrets.PASSWORD }}"}}"#,
    #"- {run: 'curl -d "$SHIP" https://chat.example.org', env: {SHIP: "${{ secrets.SHIP }}"}}"#,
    #"- {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ github.token }}"}}"#,
  ])
  func whatDoesNotTellIsNotGuessed(_ steps: String) {
    #expect(Self.told(UseFixture(steps: steps)) == [])
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
