/// A Markdown text in which every cell of every pipe table is a heading on a line of its own.
///
/// libcmark knows no tables: it sees a paragraph. A heading is the block whose content is inlines on one line
/// and nothing else, so libcmark reads each cell just as github.com does, with the document's own link
/// references, and the renderer moves the inlines into the table.
struct PipeTableRewriting {
  let lines: SourceLines
  let tables: [PipeTable]

  /// Nil where the document has no table.
  init?(_ document: borrowing MarkdownDocument, _ source: SourceLines) {
    let candidates = source.possibleDelimiterRows
    guard !candidates.isEmpty else { return nil }
    var writer = TableWriter(source)
    document.root.forEach { node in
      guard node.kind == .paragraph,
        let delimiter = candidates.first(in: node.startLine + 1...max(node.endLine, node.startLine + 1))
      else { return }
      writer.write(ParagraphLines(node, source), delimiter: delimiter)
    }
    guard !writer.tables.isEmpty else { return nil }
    self.tables = writer.tables
    self.lines = SourceLines(writer.finished())
  }
}

/// Copies the source, and writes cells in place of table rows.
private struct TableWriter {
  private(set) var tables: [PipeTable] = []
  private let source: SourceLines
  private var output: [UInt8] = []
  private var outputLines = 0
  private var nextLine = 1

  init(_ source: SourceLines) {
    self.source = source
  }

  mutating func write(_ paragraph: ParagraphLines, delimiter: Int) {
    guard let (table, end) = paragraph.table(withDelimiterAt: delimiter) else { return }
    copyLines(before: delimiter - 1)
    let first = outputLines + 1
    for cell in table.rows.joined() {
      output += paragraph.prefix(atFirstLine: delimiter - 1 == paragraph.first && outputLines + 1 == first)
      output += "# ".utf8
      output += PipeTable.unescapingPipes(in: cell)
      output += " #\n".utf8
      outputLines += 1
    }
    var placed = table
    placed.lines = first..<outputLines + 1
    tables.append(placed)
    nextLine = end
  }

  private mutating func copyLines(before line: Int) {
    guard nextLine < line else { return }
    output += source.bytes(of: nextLine..<line)
    outputLines += line - nextLine
    nextLine = line
  }

  consuming func finished() -> [UInt8] {
    copyLines(before: source.count + 1)
    return output
  }
}

/// The source lines of one paragraph, without what the block quotes and lists around it put before them.
private struct ParagraphLines {
  let first: Int
  private let last: Int
  private let source: SourceLines
  /// The block quotes and list items around it, the outermost first.
  private let containers: [Node.Kind]
  private let firstPrefix: ArraySlice<UInt8>

  init(_ paragraph: Node, _ source: SourceLines) {
    self.source = source
    first = paragraph.startLine
    last = paragraph.endLine
    firstPrefix = source[first].prefix(paragraph.startColumn - 1)
    containers = paragraph.ancestorKinds.reversed().filter { $0 == .blockQuote || $0 == .item }
  }

  /// The table whose delimiter row is on that line, and the line after its end.
  func table(withDelimiterAt delimiter: Int) -> (PipeTable, end: Int)? {
    guard let header = content(of: delimiter - 1), let row = content(of: delimiter),
      let alignments = PipeTable.alignments(of: row)
    else { return nil }
    var body: [[ArraySlice<UInt8>]] = []
    for line in delimiter + 1..<max(last + 1, delimiter + 1) {
      guard let row = content(of: line).map(PipeTable.cells), !row.isEmpty else { break }
      body.append(row)
    }
    let table = PipeTable(header: PipeTable.cells(of: header), alignments: alignments, body: body)
    return table.map { ($0, delimiter + 1 + body.count) }
  }

  /// What puts a line into the containers of this paragraph. List markers stand on its first line only.
  func prefix(atFirstLine isFirst: Bool) -> [UInt8] {
    if isFirst { return Array(firstPrefix) }
    return firstPrefix.map { $0.isBlank || $0 == .greater ? $0 : UInt8(ascii: " ") }
  }

  /// Nil for a line that continues the paragraph though it stands outside: no table reaches that far.
  private func content(of line: Int) -> ArraySlice<UInt8>? {
    if line == first { return source[first].dropFirst(firstPrefix.count) }
    var rest = source[line]
    for container in containers {
      let isInside = container == .item ? rest.isIndented : rest.dropQuoteMark()
      guard isInside else { return nil }
    }
    return rest.drop { $0.isBlank }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the line is at least as far in as the content of any list item is.
  fileprivate var isIndented: Bool {
    first == UInt8(ascii: "\t") || (count > 1 && prefix(2).allSatisfy(\.isBlank))
  }

  fileprivate mutating func dropQuoteMark() -> Bool {
    self = drop { $0.isBlank }
    guard popFirst() == .greater else { return false }
    if first == UInt8(ascii: " ") { removeFirst() }
    return true
  }
}

extension Node {
  fileprivate var ancestorKinds: [Kind] {
    var kinds: [Kind] = []
    var ancestor = parent
    while let node = ancestor {
      kinds.append(node.kind)
      ancestor = node.parent
    }
    return kinds
  }
}

extension SourceLines {
  /// The lines, in order, that have no other bytes than a delimiter row (in block quotes) may have.
  fileprivate var possibleDelimiterRows: [Int] {
    (1..<count + 1).filter { self[$0].mayBeDelimiterRow }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var mayBeDelimiterRow: Bool {
    var hasDash = false
    var hasMark = false
    for byte in self {
      switch byte {
      case .dash: hasDash = true
      case .pipe, .colon: hasMark = true
      case .greater, UInt8(ascii: " "), UInt8(ascii: "\t"): break
      default: return false
      }
    }
    return hasDash && hasMark
  }
}

extension [Int] {
  /// The first of these ascending numbers in a range.
  fileprivate func first(in range: ClosedRange<Int>) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] <= range.upperBound ? self[low] : nil
  }
}
