/// The pipe tables of a document, which libcmark takes for paragraphs.
enum TableFinder {
  /// One table, and the paragraph that it was found in.
  struct Found {
    let table: PipeTable
    let paragraph: Node
    let lines: ParagraphLines
    /// From the header row to the last row, by line numbers.
    let rows: Range<Int>

    var isWholeParagraph: Bool { rows == lines.first..<lines.last + 1 }
  }

  /// All tables, in document order.
  static func tables(of document: borrowing MarkdownDocument, _ source: SourceLines) -> [Found] {
    let candidates = source.possibleDelimiterRows
    guard !candidates.isEmpty else { return [] }
    var found: [Found] = []
    document.root.forEach { node in
      guard node.kind == .paragraph,
        let delimiter = candidates.first(in: node.startLine + 1, through: node.endLine)
      else { return }
      let lines = ParagraphLines(node, source)
      guard let (table, rows) = lines.table(withDelimiterAt: delimiter) else { return }
      found.append(Found(table: table, paragraph: node, lines: lines, rows: rows))
    }
    return found
  }
}

/// The source lines of one paragraph, without what the block quotes and lists around it put before them.
struct ParagraphLines {
  let first: Int
  let last: Int
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

  /// The table whose delimiter row is on that line, and the lines that it covers.
  func table(withDelimiterAt delimiter: Int) -> (PipeTable, rows: Range<Int>)? {
    guard let header = content(of: delimiter - 1), let row = content(of: delimiter),
      let alignments = PipeTable.alignments(of: row)
    else { return nil }
    var body: [[ArraySlice<UInt8>]] = []
    while let row = content(of: delimiter + 1 + body.count).map(PipeTable.cells), !row.isEmpty {
      body.append(row)
    }
    let table = PipeTable(header: PipeTable.cells(of: header), alignments: alignments, body: body)
    return table.map { ($0, delimiter - 1..<delimiter + 1 + body.count) }
  }

  /// What puts a line into the containers of this paragraph. List markers stand on its first line only.
  func prefix(atFirstLine isFirst: Bool) -> [UInt8] {
    if isFirst { return Array(firstPrefix) }
    return firstPrefix.map { $0.isBlank || $0 == .greater ? $0 : UInt8(ascii: " ") }
  }

  /// Nil after the last line, and for a line that continues the paragraph though it stands outside: no table reaches
  /// that far.
  private func content(of line: Int) -> ArraySlice<UInt8>? {
    if line == first { return source[first].dropFirst(firstPrefix.count) }
    if line > last { return nil }
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

extension [Int] {
  /// The first of these ascending numbers from `low` on, unless it is above `high`.
  fileprivate func first(in low: Int, through high: Int) -> Int? {
    var start = 0
    var end = count
    while start < end {
      let middle = (start + end) / 2
      if self[middle] < low { start = middle + 1 } else { end = middle }
    }
    return start < count && self[start] <= high ? self[start] : nil
  }
}
