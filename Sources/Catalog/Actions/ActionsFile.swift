import LocatedYAML
import OrganizationModel
import SourceText

/// A file of `catalog/actions`: records of actions, each with its place.
struct ActionsFile {
  private(set) var actions: [(action: KnownAction, place: SourceRange)] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile, as id: SourceFileID) {
    let reading = YAMLParser.parse(file, as: id, expecting: "records of actions")
    diagnostics = reading.diagnostics
    guard let root = reading.document?.root else { return }
    diagnostics += KnownActionShape.file.problems(of: root)
    // What a wrong record means cannot be told.
    if diagnostics.hasErrors { return }
    for entry in root.entries { add(entry) }
  }

  private mutating func add(_ entry: YAMLNode.Entry) {
    let action = KnownAction(named: entry.key.text, entry.value)
    checkSource(of: action, at: entry.value["source"]?.range ?? entry.key.range)
    for key in ["inputs", "env"] { checkNames(entry.value[key]) }
    for access in (entry.value["does"]?.elements).map(Array.init) ?? [] { check(access) }
    actions.append((action, entry.key.range))
  }

  /// The file of this very action in one version, or its repository where there was nothing to read.
  private mutating func checkSource(of action: KnownAction, at place: SourceRange) {
    let parts = action.name.split(separator: "/").map(String.init)
    let repository = "https://github.com/\(parts[0])/\(parts[1])"
    if action.source == repository { return }
    let rest = action.source.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let folder = parts.dropFirst(2)
    let isFile =
      action.source.hasPrefix("\(repository)/blob/") && rest.count == 8 + folder.count
      && Self.isCommit(rest[6]) && rest[7...].starts(with: folder) && Self.isRead(rest.last ?? "")
    if isFile { return }
    let path = (["COMMIT"] + folder + ["action.yml"]).joined(separator: "/")
    report(
      "bad-source", "found `\(action.source)`, expected `\(repository)/blob/\(path)`", at: place,
      help: "write all 40 digits of the commit, or `\(repository)` if there is no file to read")
  }

  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }

  private static func isRead(_ name: String) -> Bool {
    ["action.yml", "action.yaml", "README.md"].contains(name)
  }

  /// GitHub takes the names of inputs in any case.
  private mutating func checkNames(_ node: YAMLNode?) {
    guard let node else { return }
    var first: [String: SourceRange] = [:]
    for key in node.entries.map(\.key) {
      if let earlier = first.updateValue(key.range, forKey: key.text.lowercased()) {
        report(
          "duplicate-key", "found the input `\(key.text)` twice", at: key.range, help: "keep one of the two",
          related: [.init(message: "first written here", range: earlier)])
      }
    }
  }

  private mutating func check(_ access: YAMLNode) {
    if access["verb"] != nil, let words = access["words"] {
      report(
        "two-verbs", "found both `words` and `verb`", at: words.range,
        help: "keep the verb if it describes the effect exactly, or the words otherwise")
    } else if access["verb"] == nil, access["words"] == nil, access["permissions"] == nil {
      report(
        "missing-key", "found no `verb`, no `words` and no `permissions` in an effect of an action",
        at: access.range, help: "describe what it does, or the permissions it needs of `GITHUB_TOKEN`")
    }
  }

  private mutating func report(
    _ id: String, _ message: String, at place: SourceRange, help: String,
    related: [Diagnostic.RelatedPlace] = []
  ) {
    diagnostics.append(Diagnostic(id, message, at: place, help: help, related: related))
  }
}
