import CommonMark
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct SearchWordTests {
  @Test(
    arguments: [
      ("web", ["web"]), ("Set up web", ["set", "up", "web"]),
      ("CR_PAT", ["cr_pat", "cr", "pat"]), ("ghcr.io/acme", ["ghcr.io", "ghcr", "io", "acme"]),
      ("end. Next--word -x- a_", ["end", "next", "word", "x", "a"]),
      ("żółw Ünder", ["żółw", "ünder"]), ("😀 ok", ["ok"]), ("…“quoted”", ["quoted"]), ("", []),
    ] as [(String, [String])])
  func textsHaveWords(_ text: String, _ words: [String]) {
    #expect(Self.words(of: text) == words)
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var table = WordTable()
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      SearchWord.forEach(in: bytes, bytes.indices) { word, _ in
        let number = SearchWord.number(of: word, of: bytes, in: &table)
        words.append(String(decoding: table.bytes(of: table.words[number]), as: UTF8.self))
      }
    }
    return words
  }

  @Test func bytesThatAreNoTextAreNoWords() {
    for bytes: [UInt8] in [[0xFF, 0x61], [0xE2, 0x82], [0x61, 0xC3], [0xF0, 0x9F]] {
      bytes.withUnsafeBufferPointer { text in
        SearchWord.forEach(in: text, text.indices) { word, _ in #expect(text[word].elementsEqual([0x61])) }
      }
    }
  }

  @Test func theTableNumbersEachWordOnce() {
    var table = WordTable()
    let words = (0..<2_000).map { "word\($0)" }
    let numbers = (words + words).map { word in
      Array(word.utf8).withUnsafeBufferPointer { table.number(of: $0, $0.indices) }
    }
    #expect(numbers == Array(0..<2_000) + Array(0..<2_000))
    var other = WordTable()
    #expect(table.words.map { other.number(of: $0, in: table) } == Array(0..<2_000))
    #expect(other.bytes == table.bytes)
  }
}

@Suite struct PageWordsTests {
  private static let headings = [
    RenderedMarkdown.Heading(level: 2, text: "Its secrets", slug: "its-secrets"),
    RenderedMarkdown.Heading(level: 2, text: "After", slug: "after"),
  ]

  private static func places(_ html: String, title: String = "Page one", keywords: String = "") -> [String] {
    let record = SearchRecord(title: title, href: "", kind: "", keywords: keywords)
    let words = PageWords(record, html: Array(html.utf8), sections: headings)
    return words.occurrences.map { one in
      let word = String(decoding: words.table.bytes(of: words.table.words[one.word]), as: UTF8.self)
      return "\(word) \(one.place) \(one.section)"
    }
  }

  @Test func onlyTheArticleCounts() {
    let places = Self.places(
      "<head><title>never</title></head><nav>menu</nav><article class=\"x\"><h1 id=\"top\">Page one</h1><p title=\"hidden\">red "
        + "&amp;amp;<svg><text>drawn</text></svg> blue</p></article><footer>foot</footer>", title: "Page one")
    #expect(
      places == [
        "page title 0", "one title 0", "its heading 1", "secrets heading 1", "after heading 2", "red text 0",
        "amp text 0", "blue text 0",
      ])
  }

  @Test func wordsStandInTheirSections() {
    let places = Self.places(
      "<article><p>red</p><h2 id=\"its-secrets\">Its secrets</h2><p>red red</p><h3 id=\"other\">no section</h3><p>green"
        + "</p><h2 id=\"after\">After</h2><p>red one</p></article>")
    #expect(places.filter { $0.hasPrefix("red") } == ["red text 0", "red text 1", "red text 2"])
    #expect(places.contains("green text 1") && places.filter { $0.hasPrefix("one") } == ["one title 0"])
  }

  @Test func aNameIsMoreThanPartOfOne() {
    let places = Self.places("<article></article>", title: "CR_PAT")
    #expect(places.prefix(3) == ["cr_pat name 0", "cr heading 0", "pat heading 0"])
  }

  @Test(arguments: [
    "<article", "<article>&", "<article><h2 id=\"", "", "<", "<article><svg>", "<article><h2 id=\"after\">x",
  ])
  func brokenPagesAreRead(_ html: String) {
    _ = Self.places(html)
  }
}

@Suite struct SearchIndexTests {
  private static func index(_ titles: [String], reversed: Bool = false) -> [String: String] {
    let index = SearchIndex([])
    let numbered = Array(titles.enumerated())
    for (number, title) in reversed ? numbered.reversed() : numbered {
      index.add(
        SearchRecord(title: title, href: "\(title).html", kind: "Pages", summary: "about"), number: number)
    }
    return index.files().mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func theFilesSayWhereEachWordIs() {
    let files = Self.index(["web", "Set up web"])
    #expect(files.keys.sorted() == ["index.js", "records-0.js", "words-0.js"])
    #expect(
      files["index.js"]
        == """
        tokenbookIndex("", {"count":2,"records":[0],"kinds":[[0,"Pages",1.0]],
        "words":["about"],
        "synonyms":[]});

        """)
    #expect(
      files["records-0.js"]
        == """
        tokenbookIndex("records-0",[
        ["web","web.html","about"],
        ["Set up web","Set up web.html","about"]
        ]);

        """)
    #expect(
      files["words-0.js"]
        == """
        tokenbookIndex("words-0",{
        "about":",,,AABA",
        "set":",B",
        "up":",B",
        "web":"A,B"
        });

        """)
  }

  @Test func theOrderOfAddingChangesNothing() {
    let titles = (0..<500).map { "name-\($0 % 7)-\($0)" }
    #expect(Self.index(titles) == Self.index(titles, reversed: true))
  }

  @Test func largeFilesAreSplit() {
    let files = Self.index((0..<3_000).map { "repository-number-\($0)" })
    #expect(files.count > 6)
    #expect(files.values.allSatisfy { $0.utf8.count < 40_000 })
  }

  @Test func aWordOfEveryTextIsKeptInTitlesOnly() {
    let index = SearchIndex([])
    for number in 0..<200 {
      index.add(
        SearchRecord(title: number == 7 ? "token" : "page\(number)", href: "", kind: ""), number: number,
        html: Array("<article><p>token</p></article>".utf8))
    }
    let words = index.files().filter { $0.key.hasPrefix("words") }.values.map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(words.contains { $0.contains("\"token\":\"*H\"") })
  }

  @Test func placesAreDifferences() {
    #expect(PlaceList.records([3 << 16, 40 << 16]) == "DlB")
    // Record 1 with the sections 0 and 5, record 2 with section 3.
    #expect(PlaceList.sections([1 << 16, 1 << 16 | 5, 2 << 16 | 3, 1 << 16]) == "BBKBG")
  }

  @Test func textStaysText() {
    var bytes: [UInt8] = []
    ScriptText.append("\"</script>\\\n\u{2028}é", to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #""\"\u003c/script>\\\u000a\u2028é""#)
  }
}
