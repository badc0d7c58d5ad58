import LocatedYAML
import SourceText
import Testing

private let id = SourceFileID(index: 0)

private func parse(
  _ bytes: [UInt8], limits: YAMLParser.Limits = .init()
) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
  YAMLParser.parse(SourceFile(path: "t.yaml", bytes: bytes), as: id, limits: limits)
}

private func parse(_ text: String) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
  parse(Array(text.utf8))
}

/// The text of every place in a tree, for comparing.
private func dump(_ node: YAMLNode) -> String {
  switch node.kind {
  case .scalar: node.isNull ? "null" : node.text
  case .sequence: "[" + node.elements.map(dump).joined(separator: ",") + "]"
  case .mapping: "{" + node.entries.map { dump($0.key) + ":" + dump($0.value) }.joined(separator: ",") + "}"
  }
}

private func children(_ node: YAMLNode) -> [YAMLNode] {
  Array(node.elements) + node.entries.map(\.value)
}

@Suite struct YAMLParserTests {
  @Test(arguments: [
    ("a: 1\nb: [x, {y: z}]\nc:\n  - d\n  - \n", "{a:1,b:[x,{y:z}],c:[d,null]}"),
    ("a: &x {b: c}\nd: *x\ne: [*x, *x]\n", "{a:{b:c},d:{b:c},e:[{b:c},{b:c}]}"),
    ("a: \"x\\ty\"\nb: 'it''s'\nc: |\n  l1\n  l2\nd: >-\n  f1\n  f2\n", "{a:x\ty,b:it's,c:l1\nl2\n,d:f1 f2}"),
    ("{}", "{}"), ("[]", "[]"), ("a: {}\nb: []\n", "{a:{},b:[]}"), ("a: ~\nb: \"\"\nc: ''", "{a:null,b:,c:}"),
    ("a: 1\r\nb:\r\n  - c\r\n", "{a:1,b:[c]}"), ("\u{FEFF}a: é\n", "{a:é}"),
    ("? a\n: b\n", "{a:b}"), ("--- \na: b\n...\n", "{a:b}"), ("a: !!str 1\n", "{a:1}"),
  ])
  func readsTheTree(text: String, tree: String) throws {
    let (document, diagnostics) = parse(text)
    #expect(diagnostics.isEmpty)
    #expect(dump(try #require(document).root) == tree)
  }

  @Test func everyNodeKnowsItsPlace() throws {
    let text = "é: ü\nlist:\n  - \"ä b\"\n  - {k: v}\nblock: |\n  ß\n  x\n\nlast: [1, 2]\n"
    let bytes = Array(text.utf8)
    let root = try #require(parse(text).document).root
    func source(_ node: YAMLNode?) -> String {
      node.map { String(decoding: bytes[$0.range.offsets], as: UTF8.self) } ?? "?"
    }
    #expect(source(root["é"]) == "ü")
    #expect(source(root["list"]) == "- \"ä b\"\n  - {k: v}")
    let list = Array(try #require(root["list"]).elements)
    #expect(list.map { source($0) } == ["\"ä b\"", "{k: v}"])
    #expect(source(root["block"]) == "|\n  ß\n  x")
    #expect(source(root["last"]) == "[1, 2]")
    #expect(root.entries.map { source($0.key) } == ["é", "list", "block", "last"])
  }

  @Test func plainTextIsToldFromQuotedText() throws {
    let root = try #require(parse("a: true\nb: 'true'\nc: \"null\"\nd: null\n").document).root
    #expect(root["a"]?.isPlain == true)
    #expect(root["b"]?.isPlain == false)
    #expect(root["c"]?.isNull == false)
    #expect(root["d"]?.isNull == true)
  }

  @Test(arguments: [
    ("", "empty-file", 0), ("# only a comment\n", "empty-file", 0), ("---\n", "empty-file", 0),
    ("a:\n\tb: 1\n", "tab-indentation", 3), ("a: [1, 2\nb: 3\n", "yaml-syntax", 10),
    ("a: b: c\n", "yaml-syntax", 4), ("a: 'x\n", "yaml-syntax", 3), ("a: @x\n", "yaml-syntax", 3),
    ("a: 1\n---\nb: 2\n", "several-documents", 5), ("a: *nope\n", "unknown-alias", 3),
    ("a: &a [*a]\n", "unknown-alias", 7), ("a: !secret x\n", "unsupported-tag", 3),
    ("a: \"\\0\"\n", "control-character", 3), ("a: \u{7}\n", "control-character", 3),
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 10), ("{a: b}: c\n", "wrong-kind", 0),
  ])
  func namesTheProblemAndItsPlace(text: String, kind: String, offset: Int) throws {
    let diagnostic = try #require(parse(text).diagnostics.first)
    #expect(diagnostic.id == kind)
    #expect(diagnostic.range.map { Int($0.start) } == offset)
    #expect(parse(text).diagnostics.count == 1)
  }

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0xFF, 0x0A], "not-utf8", 3), ([0x61, 0x3A, 0x20, 0x00, 0x0A], "nul", 3),
    ([0xFF, 0xFE, 0x61, 0x00], "not-utf8", 0), ([0x61, 0xC3], "not-utf8", 1),
    ([0xED, 0xA0, 0x80], "not-utf8", 0),
  ])
  func namesBytesThatAreNoText(bytes: [UInt8], kind: String, offset: Int) throws {
    let diagnostic = try #require(parse(bytes).diagnostics.first)
    #expect(diagnostic.id == kind)
    #expect(diagnostic.range.map { Int($0.start) } == offset)
  }

  @Test func duplicateKeysOfALargeMappingNameBothPlaces() throws {
    let lines = (0..<100).map { "k\($0): v\n" }.joined() + "k7: again\n"
    let diagnostics = parse(lines).diagnostics
    #expect(diagnostics.map(\.id) == ["duplicate-key"])
    #expect(
      diagnostics.first?.related.first?.range.start
        == UInt32((0..<7).map { "k\($0): v\n" }.joined().utf8.count))
  }

  @Test func aliasBombsAreRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
        + "]\n"
    }
    #expect(parse(text).diagnostics.map(\.id) == ["alias-bomb"])
    let long = "a: &a \"" + String(repeating: "x", count: 1 << 20) + "\"\nb: ["
    let bomb = long + Array(repeating: "*a", count: 1000).joined(separator: ",") + "]\n"
    #expect(parse(bomb).diagnostics.map(\.id) == ["alias-bomb"])
  }

  @Test func deepNestingIsRefused() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(parse(nested(64)).diagnostics.isEmpty)
    #expect(parse(nested(65)).diagnostics.map(\.id) == ["too-deep"])
    #expect(parse(nested(100_000)).diagnostics.map(\.id) == ["too-deep"])
    let half =
      "a: &a \(nested(40))\nb: " + String(repeating: "[", count: 30) + "*a"
      + String(repeating: "]", count: 30)
    #expect(parse(half).diagnostics.map(\.id) == ["too-deep"])
  }

  @Test func largeFilesAreRefusedUnread() {
    var limits = YAMLParser.Limits()
    limits.bytes = 10
    #expect(parse(Array("[[[[[[[[[[[".utf8), limits: limits).diagnostics.map(\.id) == ["file-too-large"])
  }

  @Test(arguments: [
    "web", "true", "No", "1", "1.5", "0x1F", "249043822", "2024-01-01", "1e3", ".5", ".inf", ".github/x.yml",
    "",
    " a", "a ", "a: b", "a #b", "- a", "-a", "*a", "&a", "!a", "%a", "@a", "`a", "'a'", "\"a\"", "a\nb",
    "a\tb",
    "a,b", "[a]", "{a}", "é", "null", "~", "y", "a\\b", "\u{202E}x", "\u{1F600}", "|", ">", "?", "=", "<<",
    "12:30:45",
    "a:", "0o7", "x\u{0}".replacing("\u{0}", with: "0"),
  ])
  func quotingKeepsText(text: String) throws {
    let written = YAMLScalar.quotedIfNeeded(text)
    for yaml in ["\(written): [\(written), \(written)]\n", "a: {\(written): \(written)}\n", "- \(written)\n"]
    {
      let (document, diagnostics) = parse(yaml)
      #expect(diagnostics.isEmpty)
      let root = try #require(document).root
      let outer = children(root).last ?? root
      let inner = children(outer).last ?? outer
      #expect(inner.text == text)
      #expect(inner.isNull == false)
    }
  }
}

/// Where a part of a text stands, in scalars whose text is not in the file letter for letter.
@Suite struct ScalarPlaceTests {
  private static let scalars = [
    "|\n  one two\n\n    three é\n  four\n", ">\n  one two\n  three\n\n  four\n    more\n  é five\n",
    "\"one \\\"two\\\" \\u00e9 three\\tfour\\\n  five\n  six\"", "'one ''two'' é\n  three\n\n  four'",
    "one\n  two é\n\n  three four", "|2-\n    one\n  two\n\n", ">+\n\n  one\n\n\n  two\n\n",
    "&a |\n  one\n  two\n",
    "|\r\n  one\r\n  two\r\n",
  ]

  @Test(arguments: scalars) func everyWordStandsWhereItSays(_ scalar: String) throws {
    let source = "a: \(scalar)\nb: c\n"
    let (document, diagnostics) = parse(source)
    #expect(diagnostics.isEmpty)
    let node = try #require(document?.root["a"])
    let bytes = Array(node.bytes)
    for word in ["one", "two", "three", "four", "five", "six", "more"] {
      let starts = bytes.indices.filter { bytes[$0...].starts(with: word.utf8) }
      for start in starts {
        let range = node.range(of: start..<start + word.utf8.count)
        #expect(String(decoding: Array(source.utf8)[range.offsets], as: UTF8.self) == word)
      }
    }
    #expect(node.range(of: 0..<bytes.count).end <= UInt32(source.utf8.count))
  }
}
