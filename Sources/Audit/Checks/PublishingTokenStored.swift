import SourceText
import Workflows

/// A stored token for a public registry that takes the identity of the job instead.
enum PublishingTokenStored {
  static let check = AuditCheck(about, examples: examples) { file in
    let isCalled = file.workflow?.isOnlyCalled == true
    return file.stepLists.flatMap { list in
      list.steps.flatMap { step in ofAction(step, list, isCalled) + ofScript(step, list, isCalled) }
    }
  }

  /// The name of the registry that takes no identity of a workflow that another calls.
  private static let refusesCalled = "PyPI"

  private static func ofAction(_ step: WorkflowStep, _ list: StepList, _ isCalled: Bool) -> [Finding] {
    guard let use = step.action, let action = PublishingAction.all.first(where: { $0.name == use.name }),
      action.publishes(use), !(isCalled && action.registry == refusesCalled)
    else { return [] }
    let given =
      action.input.map { use.inputs[$0] } ?? action.variable.flatMap { variable(named: $0, of: step, list) }
    return given?.storedSecret.map { [finding($0, action.registry, step, list)] } ?? []
  }

  private static func ofScript(_ step: WorkflowStep, _ list: StepList, _ isCalled: Bool) -> [Finding] {
    guard let script = step.script else { return [] }
    return PublicRegistry.all.flatMap { registry -> [Finding] in
      guard !(isCalled && registry.name == refusesCalled), registry.isMentioned(in: script.bytes) else {
        return []
      }
      let commands = ShellScript.commands(of: script.bytes).filter(registry.isPublishing)
      let isElsewhere = registry.isElsewhere(list) { variable(named: $0, of: step, list)?.text }
      guard !commands.isEmpty, !isElsewhere else { return [] }
      let secrets =
        registry.variables.compactMap { variable(named: $0, of: step, list)?.storedSecret }
        + registry.secrets(in: script, of: commands)
      var seen: Set<String> = []
      return secrets.filter { seen.insert($0.name).inserted }.map { finding($0, registry.name, step, list) }
    }
  }

  private static func variable(named name: String, of step: WorkflowStep, _ list: StepList) -> WorkflowText? {
    step.env[name] ?? list.job?.env[name] ?? list.workflow?.env[name]
  }

  private static func finding(
    _ secret: StoredSecret, _ registry: String, _ step: WorkflowStep, _ list: StepList
  ) -> Finding {
    about.finding(
      "the job publishes to \(registry) with `secrets.\(secret.name)`, but \(registry) also supports trusted publishing",
      about: list.subject(step, "secrets.\(secret.name)"), at: secret.range,
      help:
        "add this workflow as a trusted publisher at \(registry), give the job `id-token: write`, and delete the token"
    )
  }

  private static let about = CheckDescription(
    "publishing-token-stored", title: "a stored token publishes where trusted publishing works",
    severity: .low, confidence: .medium,
    why:
      "Everyone who can write to the repository can read a stored token and publish with it from anywhere. It is valid for months and must be rotated. PyPI, npm, crates.io and RubyGems also let a workflow publish with the identity that GitHub gives its job (trusted publishing). On 2025-12-09, npm revoked its classic tokens. npm tokens with write access are valid for at most 90 days, and direct publishing with them ends in January 2027.",
    how:
      "Reports publishing actions that get a token (`pypa/gh-action-pypi-publish`, `JS-DevTools/npm-publish`, `PyO3/maturin-action`, `katyo/publish-crates`). Reports publishing commands (`npm publish`, `cargo publish`, `gem push`, `twine upload`, `uv publish`, `poetry publish` and similar) with a secret as an argument, in an `.npmrc`, or in their token variable. Doesn't report a dry run, or another registry set by the command or a variable. Doesn't report PyPI in a workflow that is only called, because PyPI doesn't accept the identity of a called workflow.",
    fix:
      "Add the workflow as a trusted publisher in the registry's settings, and give the job `id-token: write`. Then delete the secret, and the token at the registry. On npm, a trusted publisher that publishes nothing expires after 48 hours, and runs for `pull_request_target` or `issue_comment` can't publish with it.",
    falseAlarms:
      "The job publishes to your own registry, which the file doesn't show. Or this is the first release of a package that doesn't exist yet. Or the job runs on a self-hosted runner, whose identity npm doesn't accept.",
    sources: [
      "https://docs.pypi.org/trusted-publishers/", "https://docs.npmjs.com/trusted-publishers",
      "https://github.blog/changelog/2025-12-09-npm-classic-tokens-revoked-session-based-auth-and-cli-token-management-now-available/",
      "https://crates.io/docs/trusted-publishing", "https://guides.rubygems.org/trusted-publishing/",
    ])

  private static let examples = [
    AuditExample(
      "stored tokens",
      """
      on: push
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          env:
            CARGO_REGISTRY_TOKEN: ${{ secrets.CRATES_TOKEN }}
          steps:
            - uses: pypa/gh-action-pypi-publish@v1
              with:
                password: ${{ secrets.PYPI_TOKEN }}
            - run: npm ci && npm publish --provenance
              env:
                NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
            - run: |
                cargo test
                cargo publish
      """, finds: [7, 11, 14]),
    AuditExample(
      "tokens in arguments, in a file, and in other actions",
      """
      on: push
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - run: cargo publish --token ${{ secrets.CRATES_TOKEN }}
            - run: |
                echo "//registry.npmjs.org/:_authToken=${{ secrets.NPM_TOKEN }}" > .npmrc
                npm publish
            - run: python -m twine upload dist/*
              env:
                TWINE_REPOSITORY: pypi
                TWINE_PASSWORD: ${{ secrets.PYPI_TOKEN }}
            - run: python -m twine upload dist/*
              env:
                TWINE_REPOSITORY_URL: https://pkgs.example.org/simple
                TWINE_PASSWORD: ${{ secrets.OWN_TOKEN }}
            - uses: JS-DevTools/npm-publish@v4
              with:
                token: ${{ secrets.NPM_TOKEN }}
            - uses: JS-DevTools/npm-publish@v4
              with:
                registry: https://npm.pkg.github.com
                token: ${{ secrets.OWN_TOKEN }}
            - uses: PyO3/maturin-action@v1
              with: {command: build}
              env:
                MATURIN_PYPI_TOKEN: ${{ secrets.PYPI_TOKEN }}
            - uses: PyO3/maturin-action@v1
              with: {command: upload}
              env:
                MATURIN_PYPI_TOKEN: ${{ secrets.PYPI_TOKEN }}
      """, finds: [7, 9, 14, 21, 33]),
    AuditExample(
      "trusted publishing, GitHub Packages, your own registry, or a dry run",
      """
      on: push
      permissions: {contents: read, id-token: write, packages: write}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - uses: pypa/gh-action-pypi-publish@v1
            - uses: pypa/gh-action-pypi-publish@v1
              with:
                repository-url: https://pypi.example.org/legacy/
                password: ${{ secrets.OWN_TOKEN }}
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
            - run: npm publish --registry https://npm.example.org
              env:
                NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
            - run: cargo publish --dry-run
              env:
                CARGO_REGISTRY_TOKEN: ${{ secrets.CRATES_TOKEN }}
      """),
    AuditExample(
      "a workflow that is only called",
      """
      on: {workflow_call: {secrets: {token: {required: true}}}}
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - run: twine upload dist/*
              env:
                TWINE_PASSWORD: ${{ secrets.token }}
      """),
    AuditExample(
      "a registry that the job set up",
      """
      on: push
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/setup-node@v7
              with: {registry-url: "https://npm.example.org"}
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
      """),
  ]
}

/// An action that publishes to a public registry with trusted publishing.
private struct PublishingAction {
  let name: String
  let registry: String
  /// The input with the token.
  var input: String?
  /// The variable with the token.
  var variable: String?
  /// Inputs that name another registry, and what stands in them for the public one.
  var others: [String] = []
  var address = ""
  /// The input that says what to do, and the words for publishing.
  var command: (input: String, words: [String])?

  static let all = [
    PublishingAction(
      name: "pypa/gh-action-pypi-publish", registry: "PyPI", input: "password",
      others: ["repository-url", "repository_url"], address: "pypi.org"),
    PublishingAction(
      name: "js-devtools/npm-publish", registry: "npm", input: "token", others: ["registry"],
      address: "registry.npmjs.org"),
    PublishingAction(
      name: "pyo3/maturin-action", registry: "PyPI", variable: "MATURIN_PYPI_TOKEN",
      command: ("command", ["publish", "upload"])),
    PublishingAction(name: "katyo/publish-crates", registry: "crates.io", input: "registry-token"),
  ]

  func publishes(_ use: ActionUse) -> Bool {
    if let command, !command.words.contains(use.inputs[command.input]?.text ?? "") { return false }
    if use.inputs["dry-run"]?.literal == "true" { return false }
    return others.compactMap { use.inputs[$0] }.allSatisfy { $0.literal?.contains(address) == true }
  }
}

/// A public registry with trusted publishing, and how it is published to.
private struct PublicRegistry {
  let name: String
  /// The first words of the commands.
  let commands: [[String]]
  /// The variables that hold the token.
  let variables: [String]
  /// The options that name another registry.
  let others: Set<String>
  /// The variables that name a registry, and what stands in them for this one.
  let places: [String]
  let address: String
  private let lastWords: [[UInt8]]

  init(
    name: String, commands: [[String]], variables: [String], others: Set<String>, places: [String],
    address: String
  ) {
    (self.name, self.commands, self.variables) = (name, commands, variables)
    (self.others, self.places, self.address) = (others, places, address)
    lastWords = Set(commands.compactMap(\.last)).sorted().map { Array($0.utf8) }
  }

  static let all = [
    PublicRegistry(
      name: "npm",
      commands: [
        ["npm", "publish"], ["pnpm", "publish"], ["pnpm", "-r", "publish"], ["yarn", "npm", "publish"],
        ["yarn", "publish"], ["lerna", "publish"], ["changeset", "publish"],
      ],
      variables: ["NODE_AUTH_TOKEN", "NPM_TOKEN", "YARN_NPM_AUTH_TOKEN"], others: ["--registry"],
      places: ["NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER"], address: "registry.npmjs.org"),
    PublicRegistry(
      name: "crates.io", commands: [["cargo", "publish"]], variables: ["CARGO_REGISTRY_TOKEN"],
      others: ["--registry", "--index"], places: ["CARGO_REGISTRY_DEFAULT"], address: "crates-io"),
    PublicRegistry(
      name: "RubyGems", commands: [["gem", "push"]], variables: ["GEM_HOST_API_KEY"], others: ["--host"],
      places: ["RUBYGEMS_HOST"], address: "rubygems.org"),
    PublicRegistry(
      name: "PyPI",
      commands: [
        ["twine", "upload"], ["uv", "publish"], ["poetry", "publish"], ["hatch", "publish"],
        ["flit", "publish"], ["pdm", "publish"], ["maturin", "publish"], ["maturin", "upload"],
      ],
      variables: [
        "TWINE_PASSWORD", "UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD", "POETRY_PYPI_TOKEN_PYPI",
        "HATCH_INDEX_AUTH", "FLIT_PASSWORD", "PDM_PUBLISH_PASSWORD", "MATURIN_PYPI_TOKEN",
      ],
      others: ["--repository-url", "--repository", "-r", "--publish-url", "--index", "--repo"],
      places: [
        "TWINE_REPOSITORY", "TWINE_REPOSITORY_URL", "UV_PUBLISH_URL", "HATCH_INDEX_REPO", "FLIT_INDEX_URL",
        "PDM_PUBLISH_REPO", "MATURIN_REPOSITORY",
      ], address: "pypi"),
  ]

  /// A quick look: whether a script has the last word of any of its commands.
  func isMentioned(in script: ArraySlice<UInt8>) -> Bool { ShellScript.mentions(lastWords, in: script) }

  /// Whether a command publishes to it.
  func isPublishing(_ command: ShellScript.Command) -> Bool {
    let words = command.words.map(\.text)
    let publishes = commands.contains { start in
      words.indices.contains { words[$0...].starts(with: start) }
    }
    return publishes && !words.contains("--dry-run") && !words.contains("--help")
      && !words.contains { others.contains($0.split(separator: "=").first.map(String.init) ?? "") }
  }

  /// Secrets among the words of its commands; for npm, those that a script writes into an `.npmrc` too.
  func secrets(in script: WorkflowText, of commands: [ShellScript.Command]) -> [StoredSecret] {
    let words = commands.flatMap(\.words) + (name == "npm" ? Self.authTokens(in: script) : [])
    return script.yielded.filter { !$0.isJobToken }.compactMap { reference in
      guard let secret = reference.secretName,
        words.contains(where: { $0.offsets.overlaps(reference.offsets) })
      else { return nil }
      return StoredSecret(name: secret, range: script.range(of: reference.offsets))
    }
  }

  /// The words after `//registry.npmjs.org/:_authToken`, itself among them.
  private static func authTokens(in script: WorkflowText) -> [ShellScript.Word] {
    ShellScript.commands(of: script.bytes).flatMap { command in
      command.words.drop { !$0.text.contains("registry.npmjs.org/:_authToken") }
    }
  }

  /// Whether the job sets another registry up for it, or a variable names one.
  func isElsewhere(_ list: StepList, _ variable: (String) -> String?) -> Bool {
    if places.compactMap(variable).contains(where: { !$0.isEmpty && !$0.contains(address) }) { return true }
    return name == "npm"
      && list.steps.contains { step in
        let address = step.action?.inputs["registry-url"]?.text ?? "registry.npmjs.org"
        return !address.contains(bytesOf: "registry.npmjs.org")
      }
  }
}

/// A secret besides the job's own token.
private struct StoredSecret {
  let name: String
  let range: SourceRange
}

extension WorkflowText {
  /// The first secret that can become part of it, besides the job's own token.
  fileprivate var storedSecret: StoredSecret? {
    for reference in yielded where !reference.isJobToken {
      if let name = reference.secretName {
        return StoredSecret(name: name, range: range(of: reference.offsets))
      }
    }
    return nil
  }
}
