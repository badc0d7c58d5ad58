extension [TableFinder.Found] {
  /// Puts tables in the place of their paragraphs. The cells are read by themselves, so this serves where each table
  /// is a whole paragraph and the document has no link references; false: nothing was changed.
  func replaceParagraphs(
    _ source: SourceLines, _ holes: inout HTMLHoles
  ) throws(CommonMarkError) -> Bool {
    if isEmpty { return true }
    guard allSatisfy(\.isWholeParagraph), !source.mayHaveReferences else { return false }
    var text: [UInt8] = []
    for cell in lazy.map(\.table.rows).joined().joined() { PipeTable.append(cell, asHeadingTo: &text) }
    let document = try MarkdownDocument(parsing: text)
    let cells = document.root.children
    guard cells.count == reduce(0, { $0 + $1.table.cellCount }) else { return false }
    var rest = cells[...]
    for found in self {
      let look = TableLook(before: found.paragraph)
      found.table.block(of: rest.prefix(found.table.cellCount), look, &holes).replace(found.paragraph)
      rest = rest.dropFirst(found.table.cellCount)
    }
    return true
  }
}

/// A Markdown text in which every cell of every pipe table is a heading on a line of its own: the way for tables that
/// are a part of a paragraph or may use the document's link references.
struct TableRewriting {
  private(set) var lines = SourceLines([])
  private let source: SourceLines
  /// Each table, and the lines of its cells in the new text.
  private var tables: [(table: PipeTable, lines: Range<Int>)] = []
  private var output: [UInt8] = []
  private var outputLines = 0
  private var nextLine = 1

  init(_ tables: [TableFinder.Found], _ source: SourceLines) {
    self.source = source
    tables.forEach { write($0) }
    copyLines(before: source.count + 1)
    lines = SourceLines(output)
  }

  private mutating func write(_ found: TableFinder.Found) {
    copyLines(before: found.rows.lowerBound)
    let first = outputLines + 1
    for cell in found.table.rows.joined() {
      let isFirst = outputLines + 1 == first && found.rows.lowerBound == found.lines.first
      output += found.lines.prefix(atFirstLine: isFirst)
      PipeTable.append(cell, asHeadingTo: &output)
      outputLines += 1
    }
    tables.append((found.table, first..<outputLines + 1))
    nextLine = found.rows.upperBound
  }

  private mutating func copyLines(before line: Int) {
    guard nextLine < line else { return }
    output += source.bytes(of: nextLine..<line)
    outputLines += line - nextLine
    nextLine = line
  }

  /// Puts tables in the place of the headings that stand for their cells.
  func replaceHeadings(in document: borrowing MarkdownDocument, _ holes: inout HTMLHoles) {
    var cells = Array(repeating: [Node](), count: tables.count)
    var current = 0
    document.root.forEach { node in
      guard node.kind == .heading else { return }
      while current < tables.count, tables[current].lines.upperBound <= node.startLine { current += 1 }
      guard current < tables.count, tables[current].lines.contains(node.startLine) else { return }
      cells[current].append(node)
    }
    for (table, cells) in zip(tables, cells) {
      guard let first = cells.first else { continue }
      table.table.block(of: cells, TableLook(before: first), &holes).insert(before: first)
      cells.forEach { $0.remove() }
    }
  }
}

extension SourceLines {
  /// Whether there may be a link reference such as `[a]: b`.
  fileprivate var mayHaveReferences: Bool {
    bytes.indices.dropLast().contains { bytes[$0] == UInt8(ascii: "]") && bytes[$0 + 1] == .colon }
  }
}

extension Node {
  fileprivate var children: [Node] {
    var children: [Node] = []
    var child = firstChild
    while let node = child {
      children.append(node)
      child = node.next
    }
    return children
  }
}
