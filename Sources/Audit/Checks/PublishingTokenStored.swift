import SourceText
import Workflows

/// A stored token for a public registry that takes the identity of the job instead.
enum PublishingTokenStored {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.flatMap { step in ofAction(step, list) + ofScript(step, list) }
    }
  }

  private static func ofAction(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let use = step.action, use.name == "pypa/gh-action-pypi-publish",
      let secret = use.inputs["password"]?.storedSecret
    else { return [] }
    let address = use.inputs["repository-url"] ?? use.inputs["repository_url"]
    if let address, address.literal?.contains("pypi.org") != true { return [] }
    return [finding(secret, "PyPI", step, list)]
  }

  private static func ofScript(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let script = step.script else { return [] }
    return PublicRegistry.all.flatMap { registry -> [Finding] in
      let secrets = registry.variables.compactMap { variable(named: $0, of: step, list)?.storedSecret }
      guard !secrets.isEmpty, !registry.isElsewhere(list),
        ShellScript.commands(of: script.bytes).contains(where: registry.isPublishing)
      else { return [] }
      return secrets.map { finding($0, registry.name, step, list) }
    }
  }

  private static func variable(named name: String, of step: WorkflowStep, _ list: StepList) -> WorkflowText? {
    step.env[name] ?? list.job?.env[name] ?? list.workflow?.env[name]
  }

  private static func finding(
    _ secret: StoredSecret, _ registry: String, _ step: WorkflowStep, _ list: StepList
  ) -> Finding {
    about.finding(
      "`secrets.\(secret.name)` publishes to \(registry), which takes the identity of the job instead",
      about: list.subject(step, "secrets.\(secret.name)"), at: secret.range,
      help:
        "name this workflow as a trusted publisher at \(registry), give the job `id-token: write`, and delete the token"
    )
  }

  private static let about = CheckDescription(
    "publishing-token-stored", title: "a stored token publishes where the job's identity would do",
    severity: .low, confidence: .medium,
    why:
      "PyPI, npm, crates.io and RubyGems let a workflow publish by the identity that GitHub gives its job (trusted publishing). A stored token instead lives for months, can be read by everyone who can write to the repository, publishes from anywhere, and must be rotated.",
    how:
      "Looks for `pypa/gh-action-pypi-publish` with a `password`, and for commands that publish (`npm publish`, `cargo publish`, `gem push`, `twine upload`, `uv publish`, `poetry publish`) beside the variable with their token, set to a secret. A dry run and another registry that the command names are none.",
    fix:
      "Name the workflow as a trusted publisher in the registry's settings, give the job `id-token: write`, and delete the token at the registry and the secret.",
    falseAlarms:
      "A registry of one's own that the file does not show; a first release of a package that does not exist yet; a runner of one's own, whose identity npm does not take.",
    sources: [
      "https://docs.pypi.org/trusted-publishers/", "https://docs.npmjs.com/trusted-publishers",
      "https://crates.io/docs/trusted-publishing", "https://guides.rubygems.org/trusted-publishing/",
    ])

  private static let examples = [
    AuditExample(
      "by stored tokens",
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
      "by the job's identity, to GitHub, to a registry of one's own, or not at all",
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
      "to the registry that the job set up",
      """
      on: push
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/setup-node@v6
              with: {registry-url: "https://npm.example.org"}
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
      """),
  ]
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

  static let all = [
    PublicRegistry(
      name: "npm", commands: [["npm", "publish"], ["pnpm", "publish"], ["yarn", "npm", "publish"]],
      variables: ["NODE_AUTH_TOKEN", "NPM_TOKEN", "YARN_NPM_AUTH_TOKEN"], others: ["--registry"]),
    PublicRegistry(
      name: "crates.io", commands: [["cargo", "publish"]], variables: ["CARGO_REGISTRY_TOKEN"],
      others: ["--registry", "--index"]),
    PublicRegistry(
      name: "RubyGems", commands: [["gem", "push"]], variables: ["GEM_HOST_API_KEY"], others: ["--host"]),
    PublicRegistry(
      name: "PyPI",
      commands: [["twine", "upload"], ["uv", "publish"], ["poetry", "publish"], ["hatch", "publish"]],
      variables: [
        "TWINE_PASSWORD", "UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD", "POETRY_PYPI_TOKEN_PYPI",
        "HATCH_INDEX_AUTH",
      ],
      others: ["--repository-url", "--repository", "-r", "--publish-url", "--index", "--repo"]),
  ]

  /// Whether a command publishes to it.
  func isPublishing(_ command: ShellScript.Command) -> Bool {
    let words = command.words.map(\.text)
    let publishes = commands.contains { start in
      words.indices.contains { words[$0...].starts(with: start) }
    }
    return publishes && !words.contains("--dry-run") && !words.contains("--help")
      && !words.contains { others.contains($0.split(separator: "=").first.map(String.init) ?? "") }
  }

  /// Whether the job sets another registry up for it.
  func isElsewhere(_ list: StepList) -> Bool {
    name == "npm"
      && list.steps.contains { step in
        let address = step.action?.inputs["registry-url"]?.text ?? "registry.npmjs.org"
        return !address.contains("registry.npmjs.org")
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
