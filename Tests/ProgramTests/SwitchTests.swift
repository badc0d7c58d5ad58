import Foundation
import Testing

/// A new case of an enumeration of ours must be looked at wherever such values are told apart: the compiler says where,
/// unless a `default:` answers for it.
struct SwitchTests {
  /// What is switched over with patterns such as `.control`, and is no enumeration of ours.
  private static let foreign: [(subject: String, why: String)] = [
    ("generalCategory", "Unicode's own enumeration, which the standard library may extend"),
    ("byte", "a number, with names for some"),
  ]

  @Test func noEnumerationOfOursHasADefault() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: "\(Program.package)/Sources")
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 300)
    var seen = 0
    for file in files.sorted() {
      let text = try String(contentsOfFile: "\(Program.package)/Sources/\(file)", encoding: .utf8)
      let all = Self.switches(in: text)
      seen += all.count
      for one in all where one.hasDefault && one.tellsCasesApart {
        let isForeign = Self.foreign.contains { one.subject.contains($0.subject) }
        #expect(isForeign, "Sources/\(file):\(one.line): `default:` over \(one.subject)")
      }
    }
    #expect(seen > 500)
  }

  @Test(arguments: [
    ("switch kind {\ncase .a: 1\ndefault: 2\n}", true), ("switch kind {\ncase .a: 1\ncase .b: 2\n}", false),
    ("switch (left, right) {\ncase (.a, _): 1\ndefault: 2\n}", true),
    ("switch kind {\ncase .a(let x), .b(let x): x\ndefault: 2\n}", true),
    ("switch kind {\ncase .a where b: 1\ndefault: 2\n}", true),
    ("switch text {\ncase \"a\": .b\ndefault: .c\n}", false),
    ("switch code {\ncase ENOENT: .missing\ndefault: .other\n}", false),
    ("switch number {\ncase 1...3: .few\ndefault: .many\n}", false),
  ])
  func aDefaultIsSeen(_ text: String, _ isFound: Bool) throws {
    let one = try #require(Self.switches(in: text).first)
    #expect((one.hasDefault && one.tellsCasesApart) == isFound)
  }

  // MARK: Reading

  private struct Switch {
    let line: Int
    let subject: String
    let indent: Int
    var tellsCasesApart = false
    var hasDefault = false
  }

  /// The formatter puts a switch, its cases and its end into one column, so that lines are enough.
  private static func switches(in text: String) -> [Switch] {
    var (done, open): ([Switch], [Switch]) = ([], [])
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let words = line.dropFirst(indent)
      if let last = open.last, indent == last.indent, words.hasPrefix("}") { done.append(open.removeLast()) }
      if let subject = words.firstMatch(of: /(?:^|.*\b)switch (.+) \{$/) {
        open.append(Switch(line: index + 1, subject: String(subject.1), indent: indent))
      } else if open.last?.indent == indent, words.hasPrefix("default:") {
        open[open.count - 1].hasDefault = true
      } else if open.last?.indent == indent, words.hasPrefix("case "), isCase(words.dropFirst(5)) {
        open[open.count - 1].tellsCasesApart = true
      }
    }
    return done + open
  }

  /// Whether a pattern names a case: `.a`, `(.a, _)`, but not its condition nor what comes after its colon.
  private static func isCase(_ pattern: Substring) -> Bool {
    let head = pattern.prefix { $0 != ":" && $0 != "\"" }
    let named = head.firstRange(of: " where ").map { head[..<$0.lowerBound] } ?? head
    return named.contains(/(^|[(, ])\.[a-z]/)
  }
}
