import Testing

@testable import Templates

struct TemplateRecordTests {
  @Test func valuesOfEveryKind() {
    let record: TemplateRecord = [
      "text": "a", "number": 3, "truth": false, "record": ["x": "y"] as TemplateRecord, "list": ["a", "b"],
      "records": [["x": 1]] as [TemplateRecord], "none": String?.none.orFalse, "some": Optional("b").orFalse,
    ]
    #expect(record.value("text") == .text("a"))
    #expect(record.value("number") == .number(3))
    #expect(record.value("truth") == .truth(false))
    #expect(record.value("record") == .record(["x": "y"]))
    #expect(record.value("list") == .list([.text("a"), .text("b")]))
    #expect(record.value("records") == .list([.record(["x": 1])]))
    #expect(record.value("none") == .truth(false) && record.value("some") == .text("b"))
    #expect(record.value("nothing") == nil)
  }

  @Test func literalsAreValues() {
    let values: [TemplateValue] = ["a", 1, true, ["b", "c"], ["d": "e"]]
    #expect(
      values == [
        .text("a"), .number(1), .truth(true), .list([.text("b"), .text("c")]), .record(["d": "e"]),
      ])
  }

  @Test func namesCanBeSetTakenAwayAndMerged() {
    var record: TemplateRecord = ["a": 1, "b": 2]
    record["b"] = "two"
    record["c"] = 3
    record["a"] = nil
    #expect(record == ["b": "two", "c": 3])
    #expect(record.merging(["c": 4, "d": 5]) { $1 } == ["b": "two", "c": 4, "d": 5])
    #expect(record.merging(["c": 4, "d": 5]) { first, _ in first } == ["b": "two", "c": 3, "d": 5])
  }

  @Test func namesDifferInEveryByte() {
    let names = (0..<40).flatMap { length in
      (0..<max(1, length)).map { index in
        String((0..<length).map { $0 == index ? "b" : "a" as Character })
      }
    }
    #expect(Set(names.map { TemplateName($0) }).count == Set(names).count)
  }
}
