/// One step of a job, as the book writes it into a workflow snippet.
struct WorkflowStep: Hashable {
  var comment: String?
  var uses: String?
  var id: String?
  var with: [Setting] = []
  /// Shell lines.
  var run: [String] = []
  /// A comment beside `run:`.
  var runComment: String?
  /// Where the lines run; nil for the job's own checkout.
  var workingDirectory: String?
  var environment: [Setting] = []

  /// A key and its value, already in YAML.
  struct Setting: Hashable {
    let key: String
    let value: String

    init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// A step that uses a pinned action.
  static func use(_ action: PinnedAction, id: String? = nil, with: [Setting] = []) -> WorkflowStep {
    WorkflowStep(uses: action.reference, id: id, with: with)
  }

  /// A step that runs shell lines.
  static func run(_ lines: [String], environment: [Setting] = []) -> WorkflowStep {
    WorkflowStep(run: lines, environment: environment)
  }

  /// Its lines, to be indented as an item of `steps:`.
  var lines: [String] {
    let body = bodyLines
    let items = body.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
    return comment.map { ["# \($0)"] + items } ?? items
  }

  private var bodyLines: [String] {
    var lines: [String] = []
    if let uses { lines.append("uses: \(uses)") }
    if let id { lines.append("id: \(id)") }
    lines += WorkflowStep.block("with", with)
    lines += runLines
    if let workingDirectory { lines.append("working-directory: \(workingDirectory)") }
    lines += WorkflowStep.block("env", environment)
    return lines
  }

  private var runLines: [String] {
    let comment = runComment.map { " # \($0)" } ?? ""
    if run.count == 1, WorkflowStep.isPlain(run[0]) { return ["run: \(run[0])\(comment)"] }
    return run.isEmpty ? [] : ["run: |\(comment)"] + run.map { "  \($0)" }
  }

  /// Whether a shell line needs no quoting as a scalar of YAML.
  private static func isPlain(_ line: String) -> Bool {
    let startsWithLetter = line.utf8.first.map { ("a"..."z").contains(Unicode.Scalar($0)) } == true
    return startsWithLetter && !line.contains(": ") && !line.contains(" #") && !line.hasSuffix(":")
  }

  private static func block(_ key: String, _ settings: [Setting]) -> [String] {
    settings.isEmpty ? [] : ["\(key):"] + settings.map { "  \($0.key): \($0.value)" }
  }
}
