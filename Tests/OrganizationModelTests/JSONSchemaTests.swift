import Foundation
import LocatedYAML
import SourceText
import Testing

@testable import OrganizationModel

/// `site/schemas/tokenbook.schema.json` says what the reader says, as far as a schema can.
@Suite struct JSONSchemaTests {
  private static let root = FixtureFiles.folder.appending(path: "../../..").standardizedFileURL
  private static let file = root.appending(path: "site/schemas/tokenbook.schema.json")

  /// `TOKENBOOK_RECORD=1` writes the file, and fails.
  @Test func theFileHoldsTheTables() throws {
    let text = JSONSchemaRenderer.render()
    if ProcessInfo.processInfo.environment["TOKENBOOK_RECORD"] != nil {
      try Data(text.utf8).write(to: Self.file)
      Issue.record("recorded the schema")
    }
    #expect(text == (try? String(contentsOf: Self.file, encoding: .utf8)))
  }

  /// What only the reader can judge, and why.
  private static let onlyTheReader = [
    "ambiguous-names": "names of two kinds",
    "duplicate-across-includes": "several files",
    "duplicate-key": "YAML readers keep one of the two",
    "duplicate-name-in-other-case": "names compare without regard to case",
    "duplicate-needs": "needs that are written in two ways",
    "include-cycle": "several files",
    "include-itself": "several files",
    "include-missing": "several files",
    "include-with-header": "several files",
    "deep-nesting": "a bound of ours, below a free key",
    "makers-of-keys": "keys that depend on values elsewhere",
    "options-that-do-not-fit": "keys that depend on values elsewhere",
    "team-cycle": "references",
    "unknown-references": "references",
    "tokens": "a schema cannot tell a token from a text",
    "windows-line-ends": "YAML readers keep one of two equal keys, here the one without the mistake",
    "control-characters": "YAML allows them as escapes",
  ]

  @Test(.enabled(if: SchemaChecker.isThere, "needs python3 with jsonschema and PyYAML"))
  func schemaAndReaderAgreeOnEveryFixture() throws {
    let names =
      FixtureFiles.cases(in: "valid").map { "valid/\($0)" }
      + FixtureFiles.cases(in: "invalid").map { "invalid/\($0)" }
    let texts = try names.map { name in
      String(
        decoding: try Data(contentsOf: FixtureFiles.folder.appending(path: "\(name)/tokenbook.yaml")),
        as: UTF8.self)
    }
    let verdicts = try SchemaChecker.verdicts(on: texts, schema: Self.file)
    for (name, verdict) in zip(names, verdicts) {
      let short = name.split(separator: "/").last.map(String.init) ?? name
      let isRefused = FixtureFiles.read(name).organization == nil
      let isExcused = name.hasPrefix("invalid/") && Self.onlyTheReader[short] != nil
      if isExcused {
        #expect(isRefused && verdict == nil, "\(name): no longer an exception: \(verdict ?? "fits")")
      } else {
        #expect(isRefused == (verdict != nil), "\(name): the schema says: \(verdict ?? "fits")")
      }
    }
  }

  /// One word of a valid description at a time is put in place of another: thousands of small mistakes.
  @Test(.enabled(if: SchemaChecker.isThere, "needs python3 with jsonschema and PyYAML"))
  func schemaAndShapesAgreeOnEverySmallMistake() throws {
    let texts = try Mistakes.texts()
    let verdicts = try SchemaChecker.verdicts(on: texts, schema: Self.file)
    var refused = 0
    for (text, verdict) in zip(texts, verdicts) {
      let problems = Mistakes.problems(of: text)
      refused += problems.isEmpty ? 0 : 1
      #expect(
        problems.isEmpty == (verdict == nil),
        "schema: \(verdict ?? "fits"); reader: \(problems.first?.message ?? "fits")\n\(text)")
    }
    #expect(texts.count > 500 && refused > texts.count / 4 && refused < texts.count)
  }

  @Test func patternsSayWhatTheScansSay() throws {
    let words = [
      "", "a", "A1", "-a", "a-", "a--b", "a_b", "a.b", ".", "..", "...", "a/b", "a/b/c", "/a", "a/", "@a/b",
      "@", "a b",
      " a", "a#b", "#", "a#b#c", "é", "1", "1a", "1.5", "3.20", "3.", "a@b", "a@@b", "a@b c", "GITHUB_A",
      "github_", "GITHUBA",
      "A_B", "_", "a:b", "read:packages", "pull_request", "Pull", "90d", "0d", "123456d", "d", "2026-11-22",
      "never",
      "a[bot]", "[bot]", "a_b_c", "a_b[bot]", "ada.acme.example", "http://a.b", "a..b",
      ".github/workflows/a.yml",
      ".github/workflows/.yml", ".github/workflows/a/b.yml", ".github/workflows/a.yaml", "a.yml", "x/*.yaml",
      "pull package web", "pull package  web", " pull package web ", "clone repository a/b",
      "clone repository ..",
      "read-members organization self", "pull package a//b", "owner/..", "a-/b",
      String(repeating: "a", count: 39),
      String(repeating: "a", count: 40), String(repeating: "a", count: 100),
      String(repeating: "a", count: 101),
      String(repeating: "a", count: 255), String(repeating: "a", count: 256), "a\u{7}b", "a\u{7F}", "ünï",
    ]
    for rule in TextRule.all {
      guard let pattern = rule.pattern else { continue }
      let expression = try Regex(pattern).matchingSemantics(.unicodeScalar)
      for word in words where rule.format == nil && !pattern.contains("never") {
        #expect(
          rule.accepts(Array(word.utf8)[...]) == (word.firstMatch(of: expression) != nil),
          "\(rule.expectation): `\(word)` against \(pattern)")
      }
    }
  }
}

extension TextRule {
  fileprivate static let all: [TextRule] = [
    .organization, .login, .team, .teamOrLogin, .app, .repository, .repositoryReference, .package, .key,
    .environment,
    .secret, .automation, .access, .fact, .event, .scope, .permission, .host, .email, .workflowPath,
    .includePath,
    .formatVersion, .serverVersion, .day, .dayOrNever, .days, .need,
  ]
}

/// `schema_verdicts.py`, where Python has what it needs; with `CI` set it must.
enum SchemaChecker {
  static let isThere: Bool =
    ProcessInfo.processInfo.environment["CI"] != nil
    || (try? run(["-c", "import jsonschema, yaml"], input: Data())) != nil

  static func verdicts(on texts: [String], schema: URL) throws -> [String?] {
    let script = FixtureFiles.folder.deletingLastPathComponent().appending(path: "schema_verdicts.py")
    let output = try run([script.path, schema.path], input: JSONEncoder().encode(texts))
    return try JSONDecoder().decode([String?].self, from: output)
  }

  private struct Failure: Error { let status: Int32 }

  private static func run(_ arguments: [String], input: Data) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tokenbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try input.write(to: folder.appending(path: "in"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = folder.appending(path: "out")
    try Data().write(to: output)
    process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return try Data(contentsOf: output)
  }
}

/// Descriptions with one word put in place of another.
private enum Mistakes {
  private static let words = [
    "yes", "true", "\"true\"", "~", "[]", "{}", "[a]", "{a: b}", "{note: x}", "x y", "7", "-1", "1.5", "90d",
    "2026-11-22",
    "2026-02-30", "never", "private", "read", "pull package web", "push repository web",
    "{need: push repository web}",
    "\"\"", "GITHUB_X", "a/b", "all", "forbidden",
  ]

  static func texts() throws -> [String] {
    let file = try SourceFile(
      path: "t",
      bytes: Array(Data(contentsOf: FixtureFiles.folder.appending(path: "valid/everything/tokenbook.yaml"))))
    guard let document = YAMLParser.parse(file, as: SourceFileID(index: 0)).document else { return [] }
    var random = SeededGenerator(seed: 7)
    var texts: [String] = []
    for place in places(document.root) {
      for word in words.shuffled(using: &random).prefix(2) {
        var bytes = file.bytes
        bytes.replaceSubrange(place, with: Array(word.utf8))
        texts.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    return texts
  }

  /// Every scalar, and every collection that stands on one line.
  private static func places(_ node: YAMLNode) -> [Range<Int>] {
    let below = node.elements.flatMap(places) + node.entries.flatMap { places($0.key) + places($0.value) }
    return node.kind == .scalar ? [node.range.offsets] : below
  }

  static func problems(of text: String) -> [Diagnostic] {
    let (document, problems) = YAMLParser.parse(
      SourceFile(path: "t", bytes: Array(text.utf8)), as: SourceFileID(index: 0))
    guard let document, problems.isEmpty else { return problems }
    var checker = ShapeChecker()
    checker.checkMapping(document.root, DescriptionShape.description, at: document.root.range)
    return checker.problems.diagnostics
  }
}

/// The same numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
