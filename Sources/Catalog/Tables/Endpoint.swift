package import OrganizationModel
import SourceText

/// One endpoint of GitHub's REST API: what it takes.
package struct Endpoint: Sendable {
  /// What GitHub's tables say of it, and whom it is for where they do not have it.
  package enum Status: String, Sendable, CaseIterable {
    case tabled
    /// Only in an API description that is newer than the tables.
    case newer
    /// For an App itself, which signs in with a JWT.
    case appJWT = "app-jwt"
    /// For an OAuth app, which signs in with its client ID and secret.
    case oauthBasic = "oauth-basic"
    case classicOnly = "classic-only"
    case userToken = "user-token"
    /// In no list of GitHub, and nobody knows why.
    case unlisted
    /// Of Enterprise Cloud: in its table; in none, so that only a classic PAT is left; or not looked up.
    case ghecRead = "ghec-read"
    case ghecNone = "ghec-none"
    case ghecUnread = "ghec-unread"
  }

  package let method: String
  /// Its parts, `{owner}` for what stands for something.
  package let path: [String]
  /// `repos/create-commit-status`.
  package let operation: String
  /// The verb of a need that takes exactly this; nil where there is none.
  package let verb: Verb?
  /// Of an App; nil where unknown.
  package let permissions: PermissionChoice?
  /// Of a fine-grained PAT; nil where unknown.
  package let fineGrainedPermissions: PermissionChoice?
  /// Whether a token of an App's installation works, as the job's is one; nil where unknown.
  package let takesInstallationToken: Bool?
  /// Whether a token of a user works; nil where unknown.
  package let takesUserToken: Bool?
  /// Whether a classic PAT works; nil where unknown.
  package let takesClassicPAT: Bool?
  /// Nil where unknown.
  package let takesFineGrainedPAT: Bool?
  /// Of a classic PAT, as GitHub's description of the API names them: `|` any one, `+` all, `;` between two sentences,
  /// `(private)` for what is only needed of a private repository. Nil where it names none.
  package let scopes: String?
  package let status: Status
  /// Whether GitHub's page says how several permissions go together; true where there is one.
  package let isCertain: Bool
  /// Where GitHub describes it, below `https://docs.github.com/rest/`; nil where nobody knows.
  package let page: String?
  /// The day of the pages that this rests on, `2026-08-22`.
  package let checked: String
  package let note: String?

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
    "method", "path", "operation", "verb", "permissions", "pat", "installation", "user", "fine_grained",
    "scopes",
    "status", "basis", "docs", "checked", "note",
  ]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic]) -> [Endpoint] {
    TableFile.lines(of: file, as: id, columns: columns, &diagnostics).map { Endpoint($0, &diagnostics) }
  }

  private init(_ line: TableLine, _ diagnostics: inout [Diagnostic]) {
    method = line.text("method") ?? ""
    path = (line.text("path") ?? "").split(separator: "/").map(String.init)
    literals = path.count { $0.first != "{" }
    operation = line.text("operation") ?? ""
    verb = line.verb(&diagnostics)
    permissions = line.permissions("permissions", &diagnostics)
    fineGrainedPermissions = line.permissions("pat", &diagnostics)
    takesInstallationToken = line.isSo("installation")
    takesUserToken = line.isSo("user")
    takesFineGrainedPAT = line.isSo("fine_grained")
    let scopes = line.text("scopes")
    self.scopes = scopes == "none" ? nil : scopes
    takesClassicPAT = scopes == "none" ? false : line.isSo("user")
    status = line.status(&diagnostics)
    isCertain = !["inferred", "unknown"].contains(line.text("basis"))
    page = line.text("docs")
    checked = line.text("checked") ?? ""
    note = line.text("note")
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

  /// The cell `status`.
  fileprivate func status(_ diagnostics: inout [Diagnostic]) -> Endpoint.Status {
    if let status = text("status").flatMap(Endpoint.Status.init) { return status }
    let all = Endpoint.Status.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        "unknown-status", .error, "found `\(text("status") ?? "-")`, expected one of \(all)",
        at: range("status")))
    return .unlisted
  }

  /// A cell of permissions; nil for `?`.
  func permissions(_ column: String, _ diagnostics: inout [Diagnostic]) -> PermissionChoice? {
    guard let text = text(column) else { return PermissionChoice() }
    if text == "?" { return nil }
    let choice = PermissionChoice(text)
    if choice == nil {
      diagnostics.append(
        Diagnostic(
          "bad-permissions", .error, "found `\(text)`, expected permissions such as `checks:write`",
          at: range(column)))
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
