internal import SourceText

/// Reads `VERB KIND TARGET`. The list of verbs is closed (description.md, Needs).
enum NeedParser {
  /// A need whose target is not yet looked up.
  struct Words {
    let verb: Verb
    let target: ArraySlice<UInt8>
  }

  /// Why a text is no need.
  struct Problem: Error {
    let id: String
    let message: String
    let help: String?
    /// The words that it is about, as offsets into the text.
    let part: Range<Int>
  }

  static func accepts(_ text: ArraySlice<UInt8>) -> Bool { problem(of: text) == nil }

  /// Why a text is neither a need of GitHub's nor of a service; nil where it is one.
  static func problem(of text: ArraySlice<UInt8>) -> Problem? {
    if ServiceNeedParser.isMeant(text) {
      if case .failure(let problem) = ServiceNeedParser.parse(text) { return problem }
      return nil
    }
    if case .failure(let problem) = parse(text) { return problem }
    return nil
  }

  static func parse(_ text: ArraySlice<UInt8>) -> Result<Words, Problem> {
    let words = text.split(separator: 0x20)
    func part(_ word: ArraySlice<UInt8>) -> Range<Int> {
      word.startIndex - text.startIndex..<word.endIndex - text.startIndex
    }
    func string(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
    let verbs = words.first.map { word in Verb.allCases.filter { $0.word == string(word) } } ?? []
    guard let first = verbs.first else {
      return .failure(unknownVerb(words.first.map(string) ?? "", words.first.map(part) ?? 0..<text.count))
    }
    guard words.count == 3 else { return .failure(wrongCount(words.count, first, 0..<text.count)) }
    guard let verb = verbs.first(where: { $0.targetKind.rawValue == string(words[1]) }) else {
      return .failure(wrongKind(string(words[1]), verbs, string(words[2]), part(words[1])))
    }
    guard accepts(words[2], as: verb.targetKind) else {
      return .failure(wrongTarget(string(words[2]), verb, part(words[2])))
    }
    return .success(Words(verb: verb, target: words[2]))
  }

  private static func accepts(_ target: ArraySlice<UInt8>, as kind: TargetKind) -> Bool {
    switch kind {
    case .package: TextRule.package.accepts(target)
    case .repository: TextRule.repositoryReference.accepts(target)
    case .organization: TextRule.organization.accepts(target)
    }
  }
}

// MARK: - Problems

extension NeedParser {
  private static func unknownVerb(_ word: String, _ part: Range<Int>) -> Problem {
    let near = NearestMatch.match(word, among: Verb.allCases.map(\.word))
    return Problem(
      id: "unknown-need",
      message: word.isEmpty ? "found an empty need" : "found the unknown verb `\(word)` in a need",
      help: near.map { "did you mean `\($0)`?" }
        ?? "use one of: " + allWords.joined(separator: ", "), part: part)
  }

  private static func wrongCount(_ count: Int, _ verb: Verb, _ part: Range<Int>) -> Problem {
    Problem(
      id: "unknown-need", message: "found \(count) word\(count == 1 ? "" : "s"), expected `VERB KIND TARGET`",
      help: "such as `\(example(verb))`", part: part)
  }

  /// Every word once, in the order of the verbs.
  private static var allWords: [String] { Verb.allCases.filter { $0 != .apiOfOrganization }.map(\.word) }

  private static func wrongKind(_ word: String, _ found: [Verb], _ target: String, _ part: Range<Int>)
    -> Problem
  {
    let others = Verb.allCases.filter { $0.targetKind.rawValue == word }.map(\.word)
    let expected = found.map { "`\($0.word) \($0.targetKind.rawValue)`" }.joined(separator: " or ")
    return Problem(
      id: "unknown-need", message: "found `\(found[0].word) \(word)`, expected \(expected)",
      help: others.isEmpty
        ? "such as `\(example(found[0]))`" : "use one of: " + others.joined(separator: ", "),
      part: part)
  }

  private static func wrongTarget(_ word: String, _ verb: Verb, _ part: Range<Int>) -> Problem {
    switch verb.targetKind {
    case .organization:
      Problem(
        id: "unknown-need",
        message: "found `\(word)`, expected `self` or the login of another organization",
        help: "write `self` for this organization", part: part)
    case .package:
      Problem(
        id: "bad-name", message: "found `\(word)`, expected \(TextRule.package.expectation)",
        help: TextRule.package.words, part: part)
    case .repository:
      Problem(
        id: "bad-name", message: "found `\(word)`, expected \(TextRule.repositoryReference.expectation)",
        help: TextRule.repositoryReference.words, part: part)
    }
  }

  private static func example(_ verb: Verb) -> String {
    let target = verb.targetKind == .organization ? "self" : "web"
    return "\(verb.word) \(verb.targetKind.rawValue) \(target)"
  }

  /// The closed list as a regular expression, for the JSON Schema.
  static var pattern: String {
    let kinds = TargetKind.allCases.map { kind in
      let verbs = Verb.allCases.filter { $0.targetKind == kind }.map(\.word).joined(separator: "|")
      return "(\(verbs)) +\(kind.rawValue) +\(targetPattern(kind))"
    }
    return "^ *(" + (kinds + [ServiceNeedParser.pattern]).joined(separator: "|") + ") *$"
  }

  private static func targetPattern(_ kind: TargetKind) -> String {
    switch kind {
    case .package: "@?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*"
    case .repository: #"([A-Za-z0-9]+(-[A-Za-z0-9]+)*/)?(?!\.\.?( |$))[A-Za-z0-9._-]{1,100}"#
    case .organization: "[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
    }
  }
}
