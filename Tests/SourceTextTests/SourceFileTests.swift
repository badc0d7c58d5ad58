import SourceText
import Testing

@Suite struct SourceFileTests {
  @Test func placesCountUnicodeScalars() {
    let file = SourceFile(path: "a", bytes: Array("é: ü\r\nb\n".utf8))
    #expect(file.place(at: 0) == LineAndColumn(line: 1, column: 1))
    #expect(file.place(at: 2) == LineAndColumn(line: 1, column: 2))
    #expect(file.place(at: 6) == LineAndColumn(line: 1, column: 5))
    #expect(file.place(at: 8) == LineAndColumn(line: 2, column: 1))
    #expect(file.place(at: 1000) == LineAndColumn(line: 3, column: 1))
    #expect(file.text(file.lineRange(0)) == "é: ü")
    #expect(file.text(file.lineRange(1)) == "b")
    #expect(file.lineCount == 3)
  }

  @Test func byteOrderMarkIsNoText() {
    let file = SourceFile(path: "a", bytes: [0xEF, 0xBB, 0xBF, 0x61])
    #expect(file.bytes == [0x61])
  }

  @Test func invalidBytesCountAsOneEach() {
    let file = SourceFile(path: "a", bytes: [0x61, 0xFF, 0xFE, 0x62])
    #expect(file.place(at: 3) == LineAndColumn(line: 1, column: 4))
  }
}
