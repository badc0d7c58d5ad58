import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct SearchIndexTests {
  @Test(
    arguments: [
      ("web", ["we"]), ("a", ["a_"]), ("Set up web", ["se", "up", "we"]),
      ("acme-pull-read", ["ac", "pu", "re"]),
      ("żółw", ["__"]), ("😀 ok", ["ok"]), ("x1 x1", ["x1"]), ("", []),
    ] as [(String, Set<String>)])
  func wordsHaveKeys(_ text: String, _ keys: Set<String>) {
    #expect(SearchIndex.keys(of: text) == keys)
  }

  @Test func recordsStandUnderEveryKeyOnce() {
    var index = SearchIndex()
    index.add(
      SearchRecord(title: "web", href: "repositories/web.html", kind: "Repositories", text: "private web"))
    let files = index.files().mapValues { String(decoding: $0, as: UTF8.self) }
    #expect(files.keys.sorted() == ["index.js", "pr.js", "we.js"])
    #expect(files["index.js"] == "tokenbookIndex(\"\", {\"pr\": 1, \"we\": 1});\n")
    #expect(
      files["we.js"]
        == "tokenbookIndex(\"we\", [\n[\"web\",\"repositories/web.html\",\"Repositories\",\"private web\"]\n]);\n"
    )
  }

  @Test func largeKeysAreSplit() {
    var index = SearchIndex()
    for number in 0..<1_001 {
      index.add(SearchRecord(title: "web", href: "\(number).html", kind: "", text: ""))
    }
    #expect(index.files().keys.sorted() == ["index.js", "we-2.js", "we-3.js", "we.js"])
  }

  @Test func textStaysText() {
    var bytes: [UInt8] = []
    ScriptText.append("\"</script>\\\n\u{2028}é", to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #""\"\u003c/script>\\\u000a\u2028é""#)
  }
}
