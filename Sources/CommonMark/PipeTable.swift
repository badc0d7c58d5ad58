/// One pipe table as github.com reads it: a header row, a delimiter row, any number of rows.
struct PipeTable {
  enum Alignment { case none, left, center, right }

  let alignments: [Alignment]
  /// The header row first; at most as many cells in a row as there are columns.
  let rows: [[ArraySlice<UInt8>]]

  /// As many cells as github.com is willing to add to rows that are too short.
  private static let maximumAddedCells = 1 << 19

  /// Nil where the two first rows do not agree on the number of columns.
  init?(header: [ArraySlice<UInt8>], alignments: [Alignment], body: [[ArraySlice<UInt8>]]) {
    let columns = alignments.count
    guard header.count == columns else { return nil }
    let added = body.reduce(0) { $0 + max(0, columns - $1.count) }
    guard added <= Self.maximumAddedCells else { return nil }
    self.alignments = alignments
    self.rows = [header] + body.map { Array($0.prefix(columns)) }
  }

  var cellCount: Int { rows.reduce(0) { $0 + $1.count } }

  /// The cells of a row, still with `\|` in them. A pipe after a backslash never separates.
  static func cells(of row: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var rest = row.trimmed
    if rest.first == .pipe { rest.removeFirst() }
    var cells: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      let end = firstSeparator(in: rest)
      cells.append(rest[..<end].trimmed)
      rest = rest[end...].dropFirst()
    }
    return cells
  }

  private static func firstSeparator(in row: ArraySlice<UInt8>) -> Int {
    var isEscaped = false
    for index in row.indices {
      let byte = row[index]
      if byte == .pipe, !isEscaped { return index }
      isEscaped = byte == .backslash
    }
    return row.endIndex
  }

  /// The alignments that a delimiter row `| :-- | --: |` gives, nil for any other line.
  static func alignments(of row: ArraySlice<UInt8>) -> [Alignment]? {
    let cells = cells(of: row)
    guard !cells.isEmpty else { return nil }
    var alignments: [Alignment] = []
    for cell in cells {
      guard let alignment = alignment(of: cell) else { return nil }
      alignments.append(alignment)
    }
    return alignments
  }

  private static func alignment(of cell: ArraySlice<UInt8>) -> Alignment? {
    let atLeft = cell.first == .colon
    let atRight = cell.count > 1 && cell.last == .colon
    let dashes = cell.dropFirst(atLeft ? 1 : 0).dropLast(atRight ? 1 : 0)
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 == .dash }) else { return nil }
    switch (atLeft, atRight) {
    case (false, false): return Alignment.none
    case (true, false): return .left
    case (false, true): return .right
    case (true, true): return .center
    }
  }

  /// Appends a cell as a heading on a line of its own.
  ///
  /// A heading is the block whose content is inlines on one line and nothing else, so libcmark reads the cell just as
  /// github.com does. `\|` is a pipe, even inside code.
  static func append(_ cell: ArraySlice<UInt8>, asHeadingTo text: inout [UInt8]) {
    text += "# ".utf8
    for byte in cell {
      if byte == .pipe, text.last == .backslash { text.removeLast() }
      text.append(byte)
    }
    text += " #\n".utf8
  }
}

extension UInt8 {
  static let pipe = UInt8(ascii: "|")
  static let backslash = UInt8(ascii: "\\")
  static let colon = UInt8(ascii: ":")
  static let dash = UInt8(ascii: "-")
  static let greater = UInt8(ascii: ">")
}
