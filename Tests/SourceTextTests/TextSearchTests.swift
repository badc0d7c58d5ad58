import Testing

@testable import SourceText

@Suite struct TextSearchTests {
  @Test(arguments: [
    ("", "", true), ("a", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false),
    ("xabc", "abc", true), ("ababac", "abac", true), ("aab", "ab", true), ("abx", "ac", false),
    ("über die Brücke", "Brü", true), ("e\u{301}", "e", true), ("a\r\nb", "\n", true),
  ])
  func aTextIsFoundByItsBytes(_ text: String, _ part: String, _ isThere: Bool) {
    #expect(text.contains(bytesOf: part) == isThere)
    #expect(("<" + text + ">").dropFirst().dropLast().contains(bytesOf: part) == isThere)
  }
}
