import SourceText
import Workflows

/// A secret in the `env` of a job, with steps that others wrote and that do not need it.
enum SecretForEveryStep {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.compactMap { list in
      guard let job = list.job, !job.env.isEmpty, list.steps.count > 1 else { return nil }
      let held = job.env.heldSecrets.filter { !isAsked($0.variable, list) }
      guard let first = held.first else { return nil }
      let others = list.steps.compactMap { other($0, besides: held, list) }
      guard let other = others.first else { return nil }
      let names = Set(held.map(\.secret)).sorted()
      return about.finding(
        "all \(list.steps.count) steps of this job get \(SecretWords.list(names)) in a variable, but \(other.words) doesn't name \(names.count == 1 ? "it" : "any of them")",
        about: "\(list.name) env \(first.variable)", at: first.range,
        help: "write `env: {\(first.variable): ${{ secrets.\(first.secret) }}}` on the step that needs it",
        related: [Diagnostic.RelatedPlace(message: "this step gets it too", range: other.range)])
    }
  }

  /// A step that others wrote.
  private struct Other {
    let words: String
    let range: SourceRange
  }

  /// Whether a condition asks for a variable: none can ask for a secret itself.
  private static func isAsked(_ name: String, _ list: StepList) -> Bool {
    list.steps.contains { $0.condition?.references.contains { $0.isPath("env", name.lowercased()) } == true }
  }

  /// A step that runs what others wrote and does not show to need any of the variables.
  private static func other(_ step: WorkflowStep, besides held: [HeldSecret], _ list: StepList) -> Other? {
    if let use = step.action {
      guard let name = use.name, !name.hasPrefix("actions/"), !name.hasPrefix("github/") else { return nil }
      let record = list.actions[name]
      let isNamed = held.contains { secret in
        record?.variable(secret.variable) != nil
          || use.inputs.contains {
            $0.value.references.contains { $0.isPath("env", secret.variable.lowercased()) }
          }
      }
      // What nobody has a record of may need any variable.
      return record == nil || isNamed ? nil : Other(words: "`\(use.uses.text)`", range: use.uses.range)
    }
    guard let script = step.script, let command = installing(script) else { return nil }
    let bytes = script.bytes
    let text = String(decoding: bytes, as: UTF8.self)
    return held.contains { text.contains(bytesOf: $0.variable) || isOfInstaller($0.variable) }
      ? nil : Other(words: "`\(command)`", range: script.range)
  }

  /// The command of a script that installs packages, whose own scripts then run.
  private static func installing(_ script: WorkflowText) -> String? {
    guard ShellScript.mentions(installers, in: script.bytes) else { return nil }
    for command in ShellScript.commands(of: script.bytes) {
      let words = command.words.prefix(2).map(\.text)
      if words.count == 2, installs[words[0]]?.contains(words[1]) == true {
        return words.joined(separator: " ")
      }
      if words == ["yarn"] { return "yarn" }
    }
    return nil
  }

  /// Whether an installer may read a variable by itself, to sign in to a registry.
  private static func isOfInstaller(_ name: String) -> Bool {
    let name = name.uppercased()
    return ["BUNDLE_", "COMPOSER_", "NODE_", "NPM", "PIP_", "POETRY_", "UV_", "YARN_"].contains(
      where: name.hasPrefix)
      || ["ARTIFACTORY", "NEXUS", "PACKAGE", "REGISTRY"].contains { name.contains(bytesOf: $0) }
  }

  private static let installs: [String: Set<String>] = [
    "bundle": ["install"], "composer": ["install"], "npm": ["ci", "install", "i"], "pip": ["install"],
    "pip3": ["install"], "pnpm": ["install", "i"], "poetry": ["install"], "yarn": ["install"],
  ]
  private static let installers = installs.keys.sorted().map { Array($0.utf8) }

  private static let about = CheckDescription(
    "secret-for-every-step", title: "every step of a job gets a secret in a variable", severity: .low,
    confidence: .medium,
    why:
      "An attacker who takes over one third-party action or package gets the secret. Each step of a job has the variables in the job's `env`, including third-party actions and the install scripts of packages.",
    how:
      "Reports secrets in the `env` of a job with 2 or more steps, if one step doesn't name the variable and runs third-party code. That step is an action known not to read such a variable, or it installs packages (`npm ci`, `pip install`, `bundle install` and similar). Doesn't report a variable that a condition uses, because a condition can't use a secret itself. Doesn't report `GITHUB_TOKEN`, which each step can get anyway, or a variable that an installer reads by itself, such as `NODE_AUTH_TOKEN`.",
    fix: "Set the variable on the step that needs it.",
    falseAlarms: "The step installs packages from a registry that requires the secret.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "next to an install and a third-party action",
      """
      on: push
      permissions: {contents: read}
      jobs:
        release:
          runs-on: ubuntu-latest
          env:
            GH_TOKEN: ${{ secrets.RELEASE_PAT }}
          steps:
            - uses: actions/checkout@v5
            - run: npm ci
            - run: gh release create v1
        image:
          runs-on: ubuntu-latest
          env:
            DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}
          steps:
            - uses: docker/setup-buildx-action@v3
            - run: ./deploy --key "$DEPLOY_KEY"
      """, finds: [7, 15]),
    AuditExample(
      "on the step that needs it, or with only your own steps",
      """
      on: push
      permissions: {contents: read}
      jobs:
        release:
          runs-on: ubuntu-latest
          steps:
            - run: npm ci
            - run: gh release create v1
              env:
                GH_TOKEN: ${{ secrets.RELEASE_PAT }}
        deploy:
          runs-on: ubuntu-latest
          env:
            DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}
          steps:
            - uses: actions/checkout@v5
            - run: ./check
            - run: ./deploy
        private:
          runs-on: ubuntu-latest
          env:
            NODE_AUTH_TOKEN: ${{ secrets.PACKAGES_TOKEN }}
          steps:
            - run: echo "//npm.example.org/:_authToken=$NODE_AUTH_TOKEN" > .npmrc && npm ci
            - run: npm test
      """),
  ]
}
