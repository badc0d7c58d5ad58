import SourceText

/// A table as RFC 4180 writes it, with nothing that a spreadsheet would take for a formula.
struct CSVTable: Sendable, Hashable {
  /// Names in snake case.
  let header: [String]
  /// Each as long as the header.
  var rows: [[String]]

  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    for row in [header] + rows {
      bytes += row.map(CSVTable.field).joined(separator: ",").utf8
      bytes += "\r\n".utf8
    }
    return bytes
  }

  /// Several values in one cell.
  static func list(_ values: some Sequence<String>) -> String { values.joined(separator: "; ") }

  /// What a formula begins with, with the wide forms of East Asian spreadsheets (OWASP, *CSV Injection*, looked at on
  /// 2026-11-30).
  private static let formulaStarts = "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars

  /// What a cell says: the text, after an apostrophe where a spreadsheet would reckon with it.
  static func cell(_ text: String) -> String {
    let shown = text.replacing(bytesOf: "\0", with: "")
    guard let first = shown.unicodeScalars.first, formulaStarts.contains(first) else {
      return shown
    }
    return "'" + shown
  }

  private static func field(_ text: String) -> String {
    let cell = cell(text)
    let isPlain = cell.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: ","), 0x0A, 0x0D: false
      default: true
      }
    }
    if isPlain, cell.utf8.first != UInt8(ascii: " "), cell.utf8.last != UInt8(ascii: " ") { return cell }
    return "\"" + cell.replacing(bytesOf: "\"", with: "\"\"") + "\""
  }
}
