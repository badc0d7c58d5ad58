import SourceText

extension PipeTable {
  /// The table as a node, with the inlines of its cells moved into it: one heading for each cell, row after row.
  /// - Parameter look: nil for a table that scrolls sideways where it has no room.
  func block(of cells: some Collection<Node>, _ look: TableLook?, _ holes: inout HTMLHoles) -> DetachedNode {
    let columns = cells.prefix(alignments.count).map(\.plainText)
    let name = holes.mark(.table(columns.filter { !$0.isEmpty }))
    let block = DetachedNode.block(
      marked: PipeTable.openingHTML(name, look), Array("</table>\n</div>".utf8))
    // What a card calls the cell: without a script nothing else does.
    let labels = look == nil ? [] : columns.map { " data-label=\"\(HTMLText.escaped($0))\"" }
    var rest = cells[...]
    for (number, row) in rows.enumerated() {
      for column in row.indices {
        guard let cell = rest.popFirst() else { break }
        let label = number > 0 && column < labels.count ? labels[column] : ""
        let (enter, exit) = html(row: number, column: column, isEmpty: cell.firstChild == nil, label: label)
        let inline = DetachedNode.inline(enter, exit)
        cell.moveChildren(to: inline)
        inline.append(to: block)
      }
    }
    return block
  }

  /// A region that scrolls sideways by keyboard too.
  private static func openingHTML(_ name: [UInt8], _ look: TableLook?) -> [UInt8] {
    let classes = look.map { " class=\"\($0.classes)\"" } ?? ""
    return Array("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"".utf8) + name
      + Array("\">\n<table\(classes)>".utf8)
  }

  /// What stands around one cell, with the ends of its row and of the table's parts.
  private func html(
    row: Int, column: Int, isEmpty: Bool, label: String
  ) -> (enter: String, exit: String) {
    let isHeader = row == 0 && !isEmpty
    let attribute = alignments[column].attribute + label
    let enter = isHeader ? "<th scope=\"col\"\(attribute)>" : "<td\(attribute)>"
    let exit = isHeader ? "</th>\n" : "</td>\n"
    return (
      column == 0 ? start(ofRow: row) + enter : enter,
      column == rows[row].count - 1 ? exit + end(ofRow: row) : exit
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

/// Gives each table of a document a name of its own, for whoever cannot see where it stands: its columns, and from the
/// second table with the same columns on a number.
struct TableNames {
  private var counts: [String: Int] = [:]

  mutating func name(of columns: [String]) -> String {
    let text = columns.joined(separator: ", ")
    let count = counts[text, default: 0] + 1
    counts[text] = count
    return count == 1 ? "Table: \(text)" : "Table \(count): \(text)"
  }
}
