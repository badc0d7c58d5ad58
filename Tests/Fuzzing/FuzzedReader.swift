/// A reader of text from outside that is fuzzed, by `make fuzz` and a little by the tests.
package enum FuzzedReader: String, CaseIterable, Sendable {
  case description, workflow, expression, shell, peribolos, manifests, organizationCode, github, markdown

  /// What the reader promises of every input and does not keep for this one; empty where it keeps all of it.
  package func brokenPromises(_ bytes: [UInt8]) async -> [String] {
    var promises = Promises()
    switch self {
    case .description: DescriptionPromises.check(bytes, &promises)
    case .workflow: await WorkflowPromises(bytes).check(&promises)
    case .expression: await ExpressionPromises.check(bytes, &promises)
    case .shell: await ShellPromises.check(bytes, &promises)
    case .peribolos: PeribolosPromises.check(bytes, &promises)
    case .manifests: ImporterPromises.check(bytes, .manifests, first: "clusters/prod/web.yaml", &promises)
    case .organizationCode: ImporterPromises.checkAll(bytes, &promises)
    case .github: GitHubPromises.check(bytes, &promises)
    case .markdown: MarkdownPromises.check(bytes, &promises)
    }
    return promises.broken
  }

  /// Whether its inputs are made of lines that indentation puts below each other.
  var isYAML: Bool {
    switch self {
    case .description, .workflow, .peribolos, .manifests, .organizationCode: true
    case .expression, .shell, .github, .markdown: false
    }
  }
}
