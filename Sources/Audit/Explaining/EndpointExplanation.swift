package import Catalog
package import Guidance
import OrganizationModel

/// What an endpoint of GitHub's REST API takes of each kind of token, and which can never call it, for the terminal.
package struct EndpointExplanation: Sendable {
  private let endpoint: Endpoint
  private let style: TextStyle

  package init(_ endpoint: Endpoint, _ style: TextStyle) {
    self.endpoint = endpoint
    self.style = style
  }

  /// What one kind of token must have.
  private enum Answer {
    /// In words.
    case takes(String)
    case nothing
    /// It never works, and why.
    case never(String)
    /// Nobody has said, and why.
    case unknown(String)

    var words: String {
      switch self {
      case .takes(let words): words
      case .nothing: "no permission"
      case .never(let reason): "never: \(reason)"
      case .unknown(let reason): "unknown: \(reason)"
      }
    }
  }

  /// With a line end at the end.
  package var text: String {
    let answers: [(String, Answer)] = [
      ("GITHUB_TOKEN", jobToken), ("GitHub App", app), ("fine-grained PAT", fineGrainedPAT),
      ("classic PAT", classicPAT),
    ]
    let width = answers.map(\.0.count).max() ?? 0
    let rows = answers.map { name, answer in
      name + String(repeating: " ", count: width - name.count + 3) + answer.words
    }
    let lines =
      [style.bold(endpoint.text)] + section("Takes", rows)
      + section(
        "In a description", endpoint.verb.map { ["\($0.rawValue) \($0.targetKind.rawValue) …"] } ?? [])
      + section("Notes", notes) + section("Source", [source])
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", style.bold(title)] + lines.map { "  \($0)" }
  }

  private var notes: [String] {
    let combining =
      "GitHub's page was not seen to say how these permissions go together. This is inferred from similar endpoints."
    return (endpoint.isCertain ? [] : [combining]) + [endpoint.note].compactMap(\.self)
  }

  private var source: String {
    let page = endpoint.page.map { "https://docs.github.com/rest/\($0)" } ?? "GitHub's description of the API"
    return "\(page) (pages of \(endpoint.checked))"
  }

  // MARK: Tokens

  /// Why nothing is known, or who else it is for, where GitHub's tables do not have the endpoint; nil where they do.
  private var besidesTables: Answer? {
    switch endpoint.status {
    case .tabled, .ghecRead: nil
    case .newer: .unknown("it is newer than GitHub's tables")
    case .unlisted: .unknown("none of GitHub's lists has it")
    case .ghecUnread: .unknown("GitHub's table of Enterprise Cloud was not looked up")
    case .appJWT: .never("only an App itself calls it, with a JWT")
    case .oauthBasic: .never("only an OAuth app calls it, with its client ID and secret")
    case .classicOnly, .ghecNone:
      .never("none of GitHub's lists of tokens has it, which leaves a classic PAT")
    case .userToken: .never("it takes the token of a user")
    }
  }

  private var jobToken: Answer {
    if let besidesTables { return besidesTables }
    guard let works = endpoint.takesInstallationToken else { return .unknown("GitHub doesn't say") }
    if !works { return .never("it takes the token of a user") }
    guard let permissions = endpoint.permissions else { return .unknown("GitHub doesn't say") }
    if !permissions.isNeeded { return .nothing }
    let keys = permissions.ofJobToken
    if !keys.isEmpty { return .takes(Self.words(keys)) }
    let names = permissions.alternatives.first?.map { "`\($0.name)`" }.joined(separator: ", ") ?? ""
    return .never("`permissions` has no key for \(names)")
  }

  private var app: Answer {
    if endpoint.status == .userToken {
      return .takes("a token that the App gets for a user; GitHub names no permission")
    }
    if let besidesTables { return besidesTables }
    guard let permissions = endpoint.permissions else { return .unknown("GitHub doesn't say") }
    let words = permissions.isNeeded ? Self.words(permissions.alternatives) : "no permission"
    if endpoint.takesInstallationToken == true { return permissions.isNeeded ? .takes(words) : .nothing }
    guard endpoint.takesUserToken == true else { return .unknown("GitHub doesn't say") }
    return .takes("\(words), with a token that the App gets for a user")
  }

  private var fineGrainedPAT: Answer {
    if endpoint.status == .userToken { return .unknown("GitHub names no permission") }
    if let besidesTables { return besidesTables }
    guard let works = endpoint.takesFineGrainedPAT else {
      let isFree = endpoint.permissions?.isNeeded == false
      return .unknown(
        isFree
          ? "GitHub's list leaves out endpoints that need no permission" : "GitHub's list doesn't have it")
    }
    if !works { return .never("GitHub's list of endpoints for these tokens doesn't have it") }
    guard let permissions = endpoint.fineGrainedPermissions else { return .unknown("GitHub doesn't say") }
    return permissions.isNeeded ? .takes(Self.words(permissions.alternatives)) : .nothing
  }

  private var classicPAT: Answer {
    switch endpoint.status {
    case .appJWT, .oauthBasic: return besidesTables ?? .unknown("GitHub doesn't say")
    case .tabled, .newer, .classicOnly, .userToken, .unlisted, .ghecRead, .ghecNone, .ghecUnread: break
    }
    if endpoint.takesClassicPAT == false { return .never("only Apps can do this") }
    guard let scopes = endpoint.scopes else {
      return .unknown("GitHub's description of the endpoint names no scope")
    }
    return .takes(Self.words(ofScopes: scopes))
  }

  // MARK: Words

  /// `contents: write`; `issues: write or pull_requests: write`.
  ///
  /// An alternative that holds all of another one and more is for workflow files.
  private static func words(_ alternatives: [[PermissionChoice.Permission]]) -> String {
    let sets = alternatives.map { $0.filter { $0.name != "metadata" } }
    let text = { (set: [PermissionChoice.Permission]) in
      set.map { "\($0.name): \($0.level.rawValue)" }.joined(separator: " and ")
    }
    guard let first = sets.first else { return "" }
    let others = sets.dropFirst().map { set -> String in
      guard Set(set).isSuperset(of: first) else { return " or \(text(set))" }
      return "; \(text(set.filter { !first.contains($0) })) too if it changes workflow files"
    }
    return text(first) + others.joined()
  }

  /// `repo|public_repo; repo(private)` in words.
  private static func words(ofScopes scopes: String) -> String {
    scopes.replacing("(private)", with: " for private repositories").replacing("|", with: " or ")
      .replacing("+", with: " and ")
  }
}
