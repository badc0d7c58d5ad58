import Foundation
import OrganizationModel
import Subprocess
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What people paste into their workflow files, as actionlint and zizmor see it.
@Suite struct WorkflowLintTests {
  @Test(.enabled(if: WorkflowPrograms.areThere, "needs actionlint and zizmor"))
  func everySnippetIsWithoutAFinding() async throws {
    let snippets = try Self.snippets()
    #expect(snippets.count > 30)
    for look in [WorkflowPrograms.actionlint(_:), WorkflowPrograms.zizmor(_:)] {
      let findings = try await look(snippets)
      #expect(findings.isEmpty, "\(findings)")
    }
  }

  /// What each program must find: else nothing that it does not find means anything.
  @Test(.enabled(if: WorkflowPrograms.areThere, "needs actionlint and zizmor"))
  func badSnippetsAreFound() async throws {
    let unknownKey = Self.fragment(permissions: "contents: reed", step: "run: make")
    #expect(try await WorkflowPrograms.actionlint([unknownKey]).contains("\"reed\" is invalid"))
    let badShell = Self.fragment(step: "run: echo $(ls *.txt) > $FILE")
    #expect(try await WorkflowPrograms.actionlint([badShell]).contains("shellcheck"))
    let unpinned = Self.fragment(step: "uses: actions/checkout@v7")
    let findings = try await WorkflowPrograms.zizmor([unpinned])
    #expect(findings.contains("[unpinned-uses]") && findings.contains("[artipacked]"))
    let injected = Self.fragment(step: "run: echo ${{ github.event.issue.title }}")
    #expect(try await WorkflowPrograms.zizmor([injected]).contains("[template-injection]"))
    let broad = Self.fragment(permissions: "contents: write", step: "run: make")
    let twoJobs = broad + "\n  other:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make"
    #expect(try await WorkflowPrograms.zizmor([twoJobs]).contains("[excessive-permissions]"))
  }

  private static func fragment(permissions: String = "contents: read", step: String) -> String {
    "permissions:\n  \(permissions)\njobs:\n  ci:\n    runs-on: ubuntu-latest\n    steps:\n      - \(step)"
  }

  /// Every block of a workflow on the pages that may hold one, of all cases, each text once.
  private static func snippets() throws -> [String] {
    let kinds = DocumentKinds.all.filter { $0.section == .repositories || $0.section == .checklists }
    let books = try RunbookCase.all.map { try $0.book() } + [try BookFixture.book(everyNeed)]
    let pages =
      try books.flatMap { try MarkdownPages.render($0, kinds).values }
      + RunbookCase.all.flatMap { try $0.pages().values }
    let blocks = pages.flatMap { ShellBlocks.all(in: $0, language: "yaml") }
    return Set(blocks.filter { $0.contains("jobs:\n") }).sorted()
  }

  /// A need of a verb; what `api` calls is told by the permission.
  private static func need(_ verb: Verb, _ target: String, calling permission: String) -> String {
    let text = "\(verb.word) \(verb.targetKind.rawValue) \(target)"
    return verb.isAPI ? "{need: \(text), permissions: {\(permission): read}}" : text
  }

  /// A workflow for every verb, with every registry, and one that has them all.
  private static var everyNeed: String {
    let registries = ["container", "npm", "maven", "gradle", "nuget", "rubygems"]
    let needs =
      Verb.allCases.flatMap { verb -> [String] in
        switch verb.targetKind {
        case .package: registries.map { "\(verb.word) package \($0)" }
        case .organization: [need(verb, "self", calling: "members")]
        case .repository: ["web", "other"].map { need(verb, $0, calling: "issues") }
        }
      }
    let workflows = needs.enumerated().map { "      w\($0): {needs: [\($1)]}" }
    let packages = registries.map {
      "  \($0): {registry: \($0), name: com.acme.\($0), repository: web, visibility: private, inherits_access: true}"
    }
    return """
      platform: {plan: team}
      policy: {deploy_keys: allowed}
      repositories:
        other: {visibility: private}
        web:
          visibility: private
          environments: {production: {}}
          workflows:
      \(workflows.joined(separator: "\n"))
            all: {needs: [\(needs.joined(separator: ", "))]}
            parted: {needs: [publish package npm, {need: release repository web, environment: production}]}
      packages:
      \(packages.joined(separator: "\n"))
      """
  }
}

/// The programs that look at workflow files; with `CI` set they must be there.
enum WorkflowPrograms {
  static let areThere =
    ShellPrograms.isCI || ShellPrograms.isInstalled("actionlint") && ShellPrograms.isInstalled("zizmor")

  /// What it says of fragments of workflow files; empty where they are fine. It has shellcheck look at each `run:`.
  static func actionlint(_ fragments: [String]) async throws -> String {
    try await actionlint(whole: fragments.map(whole))
  }

  /// The same of whole files.
  static func actionlint(whole texts: [String]) async throws -> String {
    try await inRepository(workflows(texts)) { root, files in
      try await findings("actionlint", ["-no-color"] + files, in: root)
    }
  }

  /// As a person runs it, without the personas that ask for more than safety.
  static func zizmor(_ fragments: [String]) async throws -> String {
    try await zizmor(whole: fragments.map(whole))
  }

  /// The same of whole files.
  static func zizmor(whole texts: [String]) async throws -> String { try await zizmor(workflows(texts)) }

  /// The same of an action.
  static func zizmor(action text: String) async throws -> String { try await zizmor(["action.yml": text]) }

  private static func zizmor(_ texts: [String: String]) async throws -> String {
    try await inRepository(texts) { root, files in
      try await findings(
        "zizmor", ["--offline", "--no-config", "--quiet", "--color=never", "--format=plain"] + files, in: root
      )
    }
  }

  /// The least that makes a whole workflow of a fragment. Only what is asked of triggers cannot be found thus:
  /// `dangerous-triggers`, and what looks at untrusted runs because of them.
  private static func whole(_ fragment: String) -> String { "on: push\n" + fragment + "\n" }

  private static func workflows(_ texts: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: texts.enumerated().map { (".github/workflows/\($0).yml", $1) })
  }

  private static func inRepository(
    _ texts: [String: String], _ look: (FilePath, [String]) async throws -> String
  ) async throws -> String {
    let root = FileManager.default.temporaryDirectory.appending(path: "tokenbook-\(UUID())")
    let folder = root.appending(path: ".github/workflows")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    for (file, text) in texts { try Data(text.utf8).write(to: root.appending(path: file)) }
    return try await look(FilePath(root.path), texts.keys.sorted())
  }

  private static func findings(_ program: String, _ arguments: [String], in folder: FilePath) async throws
    -> String
  {
    let result = try await run(
      .name(program), arguments: Arguments(arguments), workingDirectory: folder,
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 16))
    if result.terminationStatus.isSuccess { return "" }
    return "\(program): \(result.terminationStatus)\n\(result.standardOutput)\(result.standardError)"
  }
}
