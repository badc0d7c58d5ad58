package import OrganizationModel
import SourceText

/// One endpoint of GitHub's REST API: what it takes.
package struct Endpoint: Sendable {
  package let method: String
  /// Its parts, `{owner}` for what stands for something.
  package let path: [String]
  /// `repos/create-commit-status`.
  package let operation: String
  /// The verb of a need that takes exactly this; nil where there is none.
  package let verb: Verb?
  /// Nil where unknown.
  package let permissions: PermissionChoice?
  /// Whether a token of an App's installation works, as the job's is one; nil where unknown.
  package let takesInstallationToken: Bool?
  /// Whether a token of a user works; nil where unknown.
  package let takesUserToken: Bool?

  /// Whether a fine-grained PAT works; nil where unknown.
  package let takesFineGrainedPAT: Bool?
  /// The scopes of a classic PAT as GitHub's API description names them, `repo|public_repo`; nil where it names none.
  package let scopes: String?

  /// How many of its parts stand for themselves.
  let literals: Int

  /// `POST /repos/{owner}/{repo}/check-runs`.
  package var text: String { "\(method) /\(path.joined(separator: "/"))" }

  func matches(_ other: [String]) -> Bool {
    zip(path, other).allSatisfy { own, other in own == other || own.first == "{" }
  }

  /// Whether its last part stands for several: a path, a reference.
  var isOpenEnded: Bool { ["{path}", "{ref}", "{basehead}"].contains(path.last) }

  private static let columns = [
    "method", "path", "operation", "verb", "permissions", "installation", "user", "checked",
  ]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic]) -> [Endpoint] {
    let table = TableFile(file, as: id, columns: columns)
    diagnostics += table.diagnostics
    return table.lines.map { Endpoint($0, &diagnostics) }
  }

  private init(_ line: TableLine, _ diagnostics: inout [Diagnostic]) {
    method = line.text("method") ?? ""
    path = (line.text("path") ?? "").split(separator: "/").map(String.init)
    literals = path.count { $0.first != "{" }
    operation = line.text("operation") ?? ""
    verb = line.verb(&diagnostics)
    permissions = line.permissions(&diagnostics)
    takesInstallationToken = line.isSo("installation")
    takesUserToken = line.isSo("user")
    takesFineGrainedPAT = line.isSo("fine_grained")
    scopes = line.text("scopes")
    line.checkDay(&diagnostics)
  }
}

extension TableLine {
  /// The cell `verb`.
  func verb(_ diagnostics: inout [Diagnostic]) -> Verb? {
    guard let text = text("verb") else { return nil }
    let verb = Verb(rawValue: text)
    if verb == nil {
      diagnostics.append(
        Diagnostic("unknown-verb", .error, "found `\(text)`, expected a verb or `-`", at: range("verb")))
    }
    return verb
  }

  /// The cell `permissions`; nil for `?`.
  func permissions(_ diagnostics: inout [Diagnostic]) -> PermissionChoice? {
    guard let text = text("permissions") else { return PermissionChoice() }
    if text == "?" { return nil }
    let choice = PermissionChoice(text)
    if choice == nil {
      diagnostics.append(
        Diagnostic(
          "bad-permissions", .error, "found `\(text)`, expected permissions such as `checks:write`",
          at: range("permissions")))
    }
    return choice
  }

  /// `y` or `n`; nil for anything else.
  func isSo(_ column: String) -> Bool? { ["y": true, "n": false][text(column) ?? ""] }

  /// Each entry says on which day it was checked.
  func checkDay(_ diagnostics: inout [Diagnostic]) {
    if text("checked").flatMap({ Day($0) }) != nil { return }
    diagnostics.append(
      Diagnostic(
        "bad-day", .error, "found `\(text("checked") ?? "-")`, expected a day such as `2026-11-30`",
        at: range("checked")))
  }
}
