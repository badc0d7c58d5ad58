import LocatedYAML

/// Puts entries and elements into a YAML text at the places where its mappings and lists end, and leaves every other
/// byte as it is.
struct YAMLInsertion {
  private let source: [UInt8]
  private var insertions: [Insertion] = []
  /// How many entries were put into each empty flow collection, by where it begins.
  private var grown: [UInt32: Int] = [:]

  private struct Insertion {
    let offset: Int
    /// The column of a block: at one place, what is deeper comes first.
    let column: Int
    /// Whether it is an element of a list, which may stand as far left as the key that the list belongs to.
    var isElement = false
    let text: String

    static func comesBefore(_ left: Insertion, _ right: Insertion) -> Bool {
      let rank = { (one: Insertion) in (one.offset, -one.column, one.isElement ? 0 : 1) }
      return rank(left) < rank(right)
    }
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
    // In the order in which they were made, where nothing else tells.
    insertions.enumerated().sorted { left, right in
      if Insertion.comesBefore(left.element, right.element) { return true }
      return !Insertion.comesBefore(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }

  /// Whether a value is written with an anchor or an alias: then it is the value of other places too.
  func isShared(_ node: YAMLNode) -> Bool {
    let start = Int(node.range.start)
    return start < source.count && (source[start] == UInt8(ascii: "&") || source[start] == UInt8(ascii: "*"))
  }

  /// Adds an entry to a mapping.
  mutating func add(_ key: String, _ value: DraftValue, to mapping: YAMLNode) {
    if isFlow(mapping) { return addInline("\(key): \(value.inline)", to: mapping) }
    var entries = mapping.entries
    guard let first = entries.next() else { return }
    let column = column(of: Int(first.key.range.start))
    let lines = value.lines(key, String(repeating: " ", count: column))
    insert(lines, at: endOfBlock(Int(mapping.range.end), column), column: column)
  }

  /// Adds an element to a list.
  mutating func add(_ element: DraftValue, to list: YAMLNode) {
    if isFlow(list) { return addInline(element.inline, to: list) }
    let column = column(of: Int(list.range.start))
    let line = String(repeating: " ", count: column) + "- " + element.inline
    insert([line], at: endOfBlock(Int(list.range.end), column), column: column, isElement: true)
  }

  /// Gives a key that has no value one.
  mutating func fill(_ entry: YAMLNode.Entry, of mapping: YAMLNode, _ value: DraftValue) {
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
      case .map(let entries): entries.flatMap { $0.value.lines($0.key, indent) }
      case .text, .list, .lines: value.elements(indent)
      }
    insert(lines, at: endOfBlock(Int(entry.key.range.end), column), column: column)
  }

  /// Whether a value is written in braces or brackets: nothing in it can have a comment of its own.
  func isFlow(_ node: YAMLNode) -> Bool {
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

  private mutating func insert(_ lines: [String], at offset: Int, column: Int, isElement: Bool = false) {
    let isWindows = offset > 0 && offset < source.count && source[offset - 1] == 0x0D
    let end = isWindows ? "\r\n" : "\n"
    insertions.append(
      Insertion(
        offset: isWindows ? offset - 1 : offset, column: column, isElement: isElement,
        text: lines.map { end + $0 }.joined()))
  }

  /// The end of the line, or of the comments right below it that stand as far right as the block: they belong to it.
  private func endOfBlock(_ offset: Int, _ column: Int) -> Int {
    var end = endOfLine(offset)
    while end < source.count {
      let next = source[(end + 1)...]
      let indent = next.prefix { $0 == 0x20 }.count
      guard indent >= max(column, 1), next.dropFirst(indent).first == UInt8(ascii: "#") else { return end }
      end = endOfLine(end + 1)
    }
    return end
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
