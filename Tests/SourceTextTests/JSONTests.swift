import SourceText
import Testing

struct JSONTests {
  @Test func isWrittenWithSortedNamesAndEveryEscape() {
    let value: JSONValue = [
      "b": [.integer(1), .number(2.5), true, .null], "a_b": "x",
      "a-b": ["z": "\u{0}\u{8}\u{C}\n\r\t\u{1F}\u{7F}\u{2028}/\\\"é😀"],
      "A": [], "é": [:],
    ]
    #expect(
      String(decoding: JSONWriter.bytes(value), as: UTF8.self)
        == #"{"A":[],"a-b":{"z":"\u0000\b\f\n\r\t\u001f"# + "\u{7F}\u{2028}"
        + #"/\\\"é😀"},"a_b":"x","b":[1,2.5,true,null],"é":{}}"#
    )
  }

  @Test func isWrittenOnManyLines() {
    let value: JSONValue = ["a": [], "b": [:], "c": ["x", ["d": true]]]
    #expect(
      String(decoding: JSONWriter.bytes(value, pretty: true), as: UTF8.self) == """
        {
          "a" : [

          ],
          "b" : {

          },
          "c" : [
            "x",
            {
              "d" : true
            }
          ]
        }
        """)
  }

  @Test func isReadAsItWasWritten() {
    let value: JSONValue = [
      "a": [.integer(-7), .integer(.max), .number(0.5), .null, false], "b\"\\\n": ["é😀\u{0}": "\u{2028}"],
      "": [],
    ]
    #expect(JSONReader.value(JSONWriter.bytes(value)) == value)
    #expect(JSONReader.value(JSONWriter.bytes(value, pretty: true)) == value)
  }

  @Test(
    arguments: [
      (" 1 ", .integer(1)), ("-0.5e+1", .number(-5)), ("1E2", .number(100)),
      ("\"\\u00e9\\ud83d\\ude00\\/\"", "é😀/"),
      ("[ ]", []), ("{ }", [:]), ("[1 ,\n2]", [.integer(1), .integer(2)]), ("null", .null),
      ("100000000000000000000", .number(100_000_000_000_000_000_000)),
    ] as [(String, JSONValue)])
  func isRead(text: String, value: JSONValue) {
    #expect(JSONReader.value(Array(text.utf8)) == value)
  }

  @Test(arguments: [
    "", " ", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{a:1}", "01", "1.", ".5", "+1", "1e", "-",
    "NaN",
    "1e999", "tru", "true x", "\"a", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\u12\"", "\"a\tb\"", "[",
    "{",
    "\u{FEFF}1", "// c\n1", "'a'", String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
  ])
  func isNone(text: String) {
    #expect(JSONReader.value(Array(text.utf8)) == nil)
  }

  @Test func bytesThatAreNoTextAreNone() {
    #expect(JSONReader.value([0x22, 0xFF, 0x22]) == nil)
  }

  @Test func givesWhatItIsAndNothingElse() {
    #expect(JSONValue.text("a").text == "a" && JSONValue.null.text == nil)
    #expect(JSONValue.integer(2).number == 2 && JSONValue.number(2.5).integer == nil)
    #expect((["a", "b"] as JSONValue).texts == ["a", "b"] && (["a", .null] as JSONValue).texts == nil)
    #expect(JSONValue(String?.none) == .null && JSONValue("a") == "a" && JSONValue(["k": "v"]) == ["k": "v"])
  }
}
