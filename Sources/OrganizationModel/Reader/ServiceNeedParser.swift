internal import SourceText

/// Reads `VERB SERVICE:KIND TARGET`. Which kinds a service has, its record says.
enum ServiceNeedParser {
  /// A need whose service is not yet looked up; the parts are offsets into the text.
  struct Words {
    let verb: ServiceVerb
    let service: String
    let kind: String
    let target: String
    let serviceRange: Range<Int>
    let kindRange: Range<Int>
  }

  /// Whether a text means a need of a service: its second word has a colon.
  static func isMeant(_ text: ArraySlice<UInt8>) -> Bool {
    let words = text.split(separator: 0x20)
    return words.count > 1 && words[1].contains(UInt8(ascii: ":"))
  }

  static func parse(_ text: ArraySlice<UInt8>) -> Result<Words, NeedParser.Problem> {
    let words = text.split(separator: 0x20)
    func part(_ word: ArraySlice<UInt8>) -> Range<Int> {
      word.startIndex - text.startIndex..<word.endIndex - text.startIndex
    }
    func string(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
    guard words.count > 1, let verb = ServiceVerb(rawValue: string(words[0])) else {
      let word = words.first.map(string) ?? ""
      let all = ServiceVerb.allCases.map(\.rawValue)
      return .failure(
        .init(
          id: "unknown-need", message: "found the unknown verb `\(word)` in a need of a service",
          help: NearestMatch.match(word, among: all).map { "did you mean `\($0)`?" }
            ?? "use one of: " + all.joined(separator: ", "), part: words.first.map(part) ?? 0..<text.count))
    }
    guard words.count == 3 else {
      return .failure(
        .init(
          id: "unknown-need", message: "found \(words.count) words, expected `VERB SERVICE:KIND TARGET`",
          help: "such as `publish npm:package @acme/ui`", part: 0..<text.count))
    }
    let names = words[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard names.count == 2, TextRule.service.accepts(names[0]), isKind(names[1]) else {
      return .failure(
        .init(
          id: "bad-name",
          message: "found `\(string(words[1]))`, expected a service and a kind such as `npm:package`",
          help: "a key of `services`, a colon, and a kind of its needs", part: part(words[1])))
    }
    guard TextRule.serviceTarget.accepts(words[2]) else {
      return .failure(
        .init(
          id: "bad-name",
          message: "found `\(string(words[2]))`, expected \(TextRule.serviceTarget.expectation)",
          help: TextRule.serviceTarget.words, part: part(words[2])))
    }
    return .success(
      Words(
        verb: verb, service: string(names[0]), kind: string(names[1]), target: string(words[2]),
        serviceRange: part(names[0]), kindRange: part(names[1])))
  }

  private static func isKind(_ bytes: ArraySlice<UInt8>) -> Bool {
    Names.are(bytes, atMost: 100) { (0x61...0x7A).contains($0) || $0 == 0x2D }
  }

  /// The same as a regular expression, for the JSON Schema.
  static var pattern: String {
    let verbs = ServiceVerb.allCases.map(\.rawValue).joined(separator: "|")
    return "(\(verbs)) +[a-z0-9]+(-[a-z0-9]+)*:[a-z-]{1,100} +[A-Za-z0-9@._/:+~=-]{1,255}"
  }
}
