/// One question to GitHub's REST API, as the script asks it: always GET, cut to what a description can use.
///
/// Fields are those of GitHub's REST description of 2026-10-21, read on 2026-11-30.
struct GitHubCall: Sendable {
  /// The path, with the script's variables in it.
  let path: String
  /// The filter of `gh api --jq`, which writes one object a line.
  let filter: String
  /// What the answer is for.
  let why: String
  /// What a token must have to be answered.
  let needs: Needs
  /// Whether the answer has pages.
  var isList = true
  /// What is asked for each object of the answer.
  var each: [Each] = []

  /// What a call takes: the permissions that an App or a fine-grained PAT must have, all of them to read, and what a
  /// classic PAT must have.
  struct Needs: Sendable {
    /// In API spelling. Empty where any token will do.
    var permissions: [String] = []
    /// Where not everything can be asked with a permission to read, what is needed.
    var instead: String?
    var classic: String

    /// In words, for the script.
    var words: String {
      let first =
        instead
        ?? (permissions.isEmpty ? "any token" : permissions.map { "\($0):read" }.joined(separator: ", "))
      return "\(first); classic PAT: \(classic)"
    }
  }

  /// Calls for each object of an answer.
  struct Each: Sendable {
    /// The key of the object whose value is put into the paths.
    let key: String
    /// The variable that holds it.
    let variable: String
    /// The objects it is asked for, by what their lines must have in them; nil: all.
    var only: String?
    let calls: [GitHubCall]
    /// Whether the script tells how far it is.
    var isCounted = false
  }

  init(
    _ path: String, _ filter: String, _ why: String, _ needs: Needs, isList: Bool = true, each: [Each] = []
  ) {
    (self.path, self.filter, self.why, self.needs) = (path, filter, why, needs)
    (self.isList, self.each) = (isList, each)
  }

  /// With those that follow from its answer.
  var all: [GitHubCall] { [self] + each.flatMap { $0.calls.flatMap(\.all) } }
}

extension GitHubCall.Needs {
  static func permission(_ names: String..., classic: String) -> Self {
    .init(permissions: names, classic: classic)
  }
  static func instead(_ words: String, classic: String) -> Self { .init(instead: words, classic: classic) }
}
