package import OrganizationModel
import SourceText

/// One command of GitHub's program `gh`: what it does and takes.
package struct GitHubCommand: Sendable {
  /// What a command works on.
  package enum Target: String, Sendable, CaseIterable {
    case repository, organization, user, none
  }

  /// The words after `gh`, `secret set`.
  package let words: String
  /// The spellings of the option with which it does this; empty where it needs none.
  package let options: [String]
  /// The verb of a need that takes exactly this; nil where there is none.
  package let verb: Verb?
  /// Nil where unknown.
  package let permissions: PermissionChoice?
  package let target: Target

  /// `gh secret set --org`.
  package var text: String { (["gh", words] + options.prefix(1)).joined(separator: " ") }

  /// Longer commands and those with an option say more.
  var rank: Int { words.split(separator: " ").count * 10 + (options.isEmpty ? 0 : verb == nil ? 2 : 1) }

  func matches(_ arguments: [String], _ given: [String]) -> Bool {
    arguments.starts(with: words.split(separator: " ").map(String.init))
      && (options.isEmpty
        || options.contains { option in given.contains { $0 == option || $0.hasPrefix(option + "=") } })
  }

  private static let columns = ["command", "option", "verb", "permissions", "target", "checked"]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic])
    -> [GitHubCommand]
  {
    TableFile.lines(of: file, as: id, columns: columns, &diagnostics).map { GitHubCommand($0, &diagnostics) }
  }

  private init(_ line: TableLine, _ diagnostics: inout [Diagnostic]) {
    words = line.text("command") ?? ""
    options = (line.text("option") ?? "").split(separator: "|").map(String.init)
    verb = line.verb(&diagnostics)
    permissions = line.permissions("permissions", &diagnostics)
    target = line.text("target").flatMap(Target.init) ?? .none
    if Target(rawValue: line.text("target") ?? "none") == nil {
      diagnostics.append(
        Diagnostic("unknown-target", .error, "found an unknown target", at: line.range("target")))
    }
    line.checkDay(&diagnostics)
  }
}
