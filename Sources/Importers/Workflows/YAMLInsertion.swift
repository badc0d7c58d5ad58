import LocatedYAML

/// Puts entries and elements into a YAML text at the places where its mappings and lists end, and leaves every other
/// byte as it is.
struct YAMLInsertion {
  typealias Value = WorkflowsDraftRenderer.Value

  private let source: [UInt8]
  private var insertions: [Insertion] = []
  /// How many entries were put into each empty flow collection, by where it begins.
  private var grown: [UInt32: Int] = [:]

  private struct Insertion {
    let offset: Int
    /// The column of a block: at one place, what is deeper comes first.
    let column: Int
    let text: String
  }

  init(_ source: [UInt8]) {
    self.source = source
  }

  /// Whether nothing was put in.
  var isEmpty: Bool { insertions.isEmpty }

  /// The text with everything in it.
  var text: String {
    var result: [UInt8] = []
    var place = 0
    for insertion in inOrder {
      result += source[place..<insertion.offset]
      result += Array(insertion.text.utf8)
      place = insertion.offset
    }
    return String(decoding: result + source[place...], as: UTF8.self)
  }

  private var inOrder: [Insertion] {
    insertions.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (one.offset, -one.column, left.offset) < (other.offset, -other.column, right.offset)
    }.map(\.element)
  }

  /// Adds an entry to a mapping.
  mutating func add(_ key: String, _ value: Value, to mapping: YAMLNode) {
    if isFlow(mapping) { return addInline("\(key): \(value.inline)", to: mapping) }
    var entries = mapping.entries
    guard let first = entries.next() else { return }
    let column = column(of: Int(first.key.range.start))
    let lines = WorkflowsDraftRenderer.lines(key, value, String(repeating: " ", count: column))
    insert(lines, at: endOfLine(Int(mapping.range.end)), column: column)
  }

  /// Adds an element to a list.
  mutating func add(_ element: Value, to list: YAMLNode) {
    if isFlow(list) { return addInline(element.inline, to: list) }
    let column = column(of: Int(list.range.start))
    let line = String(repeating: " ", count: column) + "- " + element.inline
    insert([line], at: endOfLine(Int(list.range.end)), column: column)
  }

  /// Gives a key that has no value one.
  mutating func fill(_ entry: YAMLNode.Entry, of mapping: YAMLNode, _ value: Value) {
    if isFlow(mapping) {
      var colon = Int(entry.key.range.end)
      while colon < source.count, source[colon] != UInt8(ascii: ":") { colon += 1 }
      let offset = min(colon + 1, source.count)
      return insertions.append(Insertion(offset: offset, column: 0, text: " " + value.inline))
    }
    let column = column(of: Int(entry.key.range.start)) + 2
    let indent = String(repeating: " ", count: column)
    let lines: [String] =
      switch value {
      case .map(let entries): entries.flatMap { WorkflowsDraftRenderer.lines($0.key, $0.value, indent) }
      default: WorkflowsDraftRenderer.elements(value, indent)
      }
    insert(lines, at: endOfLine(Int(entry.key.range.end)), column: column)
  }

  private func isFlow(_ node: YAMLNode) -> Bool {
    let start = Int(node.range.start)
    return start < source.count && (source[start] == UInt8(ascii: "{") || source[start] == UInt8(ascii: "["))
  }

  private mutating func addInline(_ text: String, to node: YAMLNode) {
    guard let last = lastEnd(node) else {
      let isFirst = grown[node.range.start, default: 0] == 0
      grown[node.range.start, default: 0] += 1
      let start = Int(node.range.start) + 1
      return insertions.append(Insertion(offset: start, column: 0, text: isFirst ? text : ", " + text))
    }
    var comma = last
    while comma < source.count, source[comma] == 0x20 { comma += 1 }
    let hasComma = comma < source.count && source[comma] == UInt8(ascii: ",")
    insertions.append(
      Insertion(offset: hasComma ? comma + 1 : last, column: 0, text: hasComma ? " \(text)," : ", \(text)"))
  }

  /// Where the last element or entry ends; nil where there is none.
  private func lastEnd(_ node: YAMLNode) -> Int? {
    if node.kind == .sequence { return Array(node.elements).last.map { Int($0.range.end) } }
    return Array(node.entries).last.map { Int(max($0.value.range.end, $0.key.range.end)) }
  }

  private mutating func insert(_ lines: [String], at offset: Int, column: Int) {
    let isWindows = offset > 0 && offset < source.count && source[offset - 1] == 0x0D
    let end = isWindows ? "\r\n" : "\n"
    insertions.append(
      Insertion(
        offset: isWindows ? offset - 1 : offset, column: column, text: lines.map { end + $0 }.joined()))
  }

  private func endOfLine(_ offset: Int) -> Int {
    var end = min(offset, source.count)
    while end < source.count, source[end] != 0x0A { end += 1 }
    return end
  }

  private func column(of offset: Int) -> Int {
    var start = min(offset, source.count)
    while start > 0, source[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }
}
