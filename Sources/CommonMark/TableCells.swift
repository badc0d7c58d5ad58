/// Finds the headings that stand for table cells, and builds the tables from them.
struct TableCells {
  private let tables: [PipeTable]
  private var cells: [[Node]]
  private var current = 0

  init(_ tables: [PipeTable]) {
    self.tables = tables
    self.cells = Array(repeating: [], count: tables.count)
  }

  /// Takes the next heading of the document if it is a cell.
  mutating func take(_ heading: Node) -> Bool {
    let line = heading.startLine
    while current < tables.count, tables[current].lines.upperBound <= line { current += 1 }
    guard current < tables.count, tables[current].lines.contains(line) else { return false }
    cells[current].append(heading)
    return true
  }

  func build() {
    for (table, nodes) in zip(tables, cells) { Self.build(table, of: nodes) }
  }

  private static func build(_ table: PipeTable, of cells: [Node]) {
    guard let first = cells.first else { return }
    let block = DetachedNode.block(
      table.openingHTML(header: cells.prefix(table.alignments.count)), "</table>\n</div>")
    var rest = cells[...]
    for (number, row) in table.rows.enumerated() {
      for column in row.indices {
        guard let cell = rest.popFirst() else { break }
        let (enter, exit) = table.html(row: number, column: column, isEmpty: cell.firstChild == nil)
        let inline = DetachedNode.inline(enter, exit)
        cell.moveChildren(to: inline)
        inline.append(to: block)
      }
    }
    block.insert(before: first)
    cells.forEach { $0.remove() }
  }
}

extension PipeTable {
  /// A region that scrolls sideways by keyboard too, named after the columns.
  fileprivate func openingHTML(header: ArraySlice<Node>) -> String {
    let names = header.map(\.plainText).filter { !$0.isEmpty }.joined(separator: ", ")
    return """
      <div class="table" role="region" tabindex="0" aria-label="\(HTMLText.escaped("Table: \(names)"))">
      <table>
      """
  }

  /// What stands around one cell, with the ends of its row and of the table's parts.
  fileprivate func html(row: Int, column: Int, isEmpty: Bool) -> (enter: String, exit: String) {
    let isHeader = row == 0
    let tag = isHeader && !isEmpty ? "th" : "td"
    let scope = tag == "th" ? " scope=\"col\"" : ""
    let enter = "<\(tag)\(scope)\(alignments[column].attribute)>"
    let isFirst = column == 0
    let isLast = column == rows[row].count - 1
    return (
      (isFirst ? start(ofRow: row) : "") + enter,
      "</\(tag)>\n" + (isLast ? end(ofRow: row) : "")
    )
  }

  private func start(ofRow row: Int) -> String {
    switch row {
    case 0: "<thead>\n<tr>\n"
    case 1: "<tbody>\n<tr>\n"
    default: "<tr>\n"
    }
  }

  private func end(ofRow row: Int) -> String {
    let missing = alignments[rows[row].count...].map { "<td\($0.attribute)></td>\n" }.joined()
    let isLast = row == rows.count - 1
    return missing + "</tr>\n" + (row == 0 ? "</thead>\n" : isLast ? "</tbody>\n" : "")
  }
}

extension PipeTable.Alignment {
  fileprivate var attribute: String {
    switch self {
    case .none: ""
    case .left: " class=\"left\""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }
}
