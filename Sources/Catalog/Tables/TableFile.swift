import SourceText

/// One line of a table of the catalog: its cells by the names of the columns, each with its place.
struct TableLine {
  private let cells: [Range<Int>]
  private let columns: [String]
  private let bytes: [UInt8]
  private let file: SourceFileID

  fileprivate init(_ cells: [Range<Int>], _ columns: [String], _ bytes: [UInt8], _ file: SourceFileID) {
    (self.cells, self.columns, self.bytes, self.file) = (cells, columns, bytes, file)
  }

  /// The text of a cell; nil for `-`, and where the table has no such column.
  func text(_ column: String) -> String? {
    guard columns.contains(column) else { return nil }
    let cell = bytes[offsets(of: column)]
    return cell.elementsEqual("-".utf8) ? nil : String(decoding: cell, as: UTF8.self)
  }

  /// Where a cell stands.
  func range(_ column: String) -> SourceRange { SourceRange(file: file, offsets(of: column)) }

  private func offsets(of column: String) -> Range<Int> {
    columns.firstIndex(of: column).map { cells[$0] } ?? 0..<0
  }
}

/// A table of the catalog: comments, a line that names the columns, and a line for each entry; a tab between two cells.
struct TableFile {
  private(set) var lines: [TableLine] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile, as id: SourceFileID, columns expected: [String]) {
    let bytes = Array(file.bytes)
    var columns: [String] = []
    for line in Self.lines(of: bytes) where !line.isEmpty && bytes[line.lowerBound] != UInt8(ascii: "#") {
      let cells = Self.cells(of: line, in: bytes)
      if columns.isEmpty {
        columns = cells.map { String(decoding: bytes[$0], as: UTF8.self) }
        for name in expected where !columns.contains(name) {
          report("missing-column", "found no column `\(name)`", SourceRange(file: id, line))
        }
        if !diagnostics.isEmpty { return }
      } else if cells.count != columns.count {
        report(
          "wrong-columns", "found \(cells.count) cells, expected \(columns.count)",
          SourceRange(file: id, line))
      } else {
        lines.append(TableLine(cells, columns, bytes, id))
      }
    }
  }

  /// The lines of a table; what is wrong with it is said.
  static func lines(
    of file: SourceFile, as id: SourceFileID, columns: [String], _ diagnostics: inout [Diagnostic]
  ) -> [TableLine] {
    let table = TableFile(file, as: id, columns: columns)
    diagnostics += table.diagnostics
    return table.lines
  }

  private mutating func report(_ id: String, _ message: String, _ range: SourceRange) {
    diagnostics.append(Diagnostic(id, .error, message, at: range))
  }

  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    split(0..<bytes.count, at: UInt8(ascii: "\n"), in: bytes).map { line in
      line.last.map { bytes[$0] == UInt8(ascii: "\r") } == true ? line.dropLast() : line
    }
  }

  private static func cells(of line: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    split(line, at: UInt8(ascii: "\t"), in: bytes)
  }

  private static func split(_ range: Range<Int>, at separator: UInt8, in bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for place in range where bytes[place] == separator {
      parts.append(start..<place)
      start = place + 1
    }
    return parts + [start..<range.upperBound]
  }
}

extension SourceRange {
  /// A part of a file.
  fileprivate init(file: SourceFileID, _ offsets: Range<Int>) {
    self.init(file: file, start: UInt32(offsets.lowerBound), end: UInt32(offsets.upperBound))
  }
}
