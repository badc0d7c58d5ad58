/// The words of a reader's seeds, and the seeds themselves, for changes that mean something to it.
package struct Vocabulary: Sendable {
  let words: [[UInt8]]
  let seeds: [[UInt8]]
  let isYAML: Bool

  package init(of reader: FuzzedReader) {
    seeds = reader.seeds
    isYAML = reader.isYAML
    words = (Set(seeds.flatMap(Self.words)).sorted { $0.lexicographicallyPrecedes($1) }) + Self.marks
  }

  /// Names and numbers as they are written.
  private static func words(of seed: [UInt8]) -> [[UInt8]] {
    seed.split { !isWordByte($0) }.filter { $0.count > 1 && $0.count <= 40 }.map { Array($0) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "_-./@$*".utf8.contains(byte)
  }

  /// What some reader gives a meaning of its own.
  private static let marks: [[UInt8]] = {
    let syntax = [
      "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "|\n", ">-\n", "---\n", "...\n", "#", "\n", "\t", "~",
      "null", "true",
      "!!str ", "? ", "<<: *a", "%YAML 1.1\n", "${{ ", " }}", "&&", "||", "==", "!", "$(", "`", "<<EOF\n",
      "\\\n", "0",
      "-1", "1e999", "9223372036854775808", "2026-02-30", "9999-12-31", "x-", "toJSON(", "secrets.",
      "github.token",
      "-----BEGIN RSA PRIVATE KEY-----", "https://u:p@", "```\n", "|-|\n", "](", "<!--", "[!NOTE]",
      "#%% a/b.yml\n",
      PlantedToken.example,
    ]
    let hostile =
      HostileTexts.joiners + HostileTexts.lineEnds + HostileTexts.invisibles + HostileTexts.payloads
    return (syntax + hostile).map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0]]
  }()
}

/// Changes a text by what it is made of. In YAML a byte more or less is nearly always no more than a syntax error; a line
/// or a node that is moved, taken twice or brought from another file is read.
package struct StructureMutator {
  private let vocabulary: Vocabulary
  private var random: SplitMix

  package init(_ vocabulary: Vocabulary, seed: UInt64) {
    self.vocabulary = vocabulary
    random = SplitMix(seed: seed)
  }

  /// One to three changes.
  package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    (0..<Int.random(in: 1...3, using: &random)).reduce(bytes) { bytes, _ in
      vocabulary.isYAML && Int.random(in: 0..<4, using: &random) > 0 ? withNode(bytes) : withWord(bytes)
    }
  }

  // MARK: Words

  /// A word put in, in the place of another, or taken away; or a piece of a seed put in.
  private mutating func withWord(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0..<12, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.insert(contentsOf: word(), at: start)
    case 1: bytes.replaceSubrange(start..<end, with: word())
    case 2: bytes.removeSubrange(start..<end)
    case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
    default: bytes.insert(contentsOf: piece(), at: start)
    }
    return bytes
  }

  private mutating func word() -> [UInt8] { vocabulary.words.randomElement(using: &random) ?? [] }

  private mutating func piece() -> ArraySlice<UInt8> {
    let seed = vocabulary.seeds.randomElement(using: &random) ?? []
    let start = Int.random(in: 0...seed.count, using: &random)
    return seed[start..<min(seed.count, start + Int.random(in: 0...80, using: &random))]
  }

  // MARK: Nodes

  /// A line with all that is below it, moved, swapped, taken twice or away, or brought from a seed; or a key or a value.
  private mutating func withNode(_ bytes: [UInt8]) -> [UInt8] {
    var lines = Lines(bytes)
    let (node, other) = (self.node(of: lines), self.node(of: lines))
    switch Int.random(in: 0..<10, using: &random) {
    case 0: lines.all.removeSubrange(node)
    case 1: lines.insert(Array(lines.all[node]), at: node.upperBound, indent: lines.indent(node.lowerBound))
    case 2: lines.swap(node, other)
    case 3: lines.insert(Array(lines.all[node]), at: other.upperBound, indent: indent(at: other, lines))
    case 4: splice(into: &lines, at: other)
    case 5: lines.replaceValue(node.lowerBound, with: value(of: other.lowerBound, lines))
    case 6: lines.replaceKey(node.lowerBound, with: key(of: other.lowerBound, lines))
    case 7: lines.replaceValue(node.lowerBound, with: dressed(lines.value(node.lowerBound)))
    case 8:
      lines.insert([word() + Array(": ".utf8) + word()], at: node.upperBound, indent: indent(at: node, lines))
    default:
      lines.insert(lines.take(node), at: node.lowerBound, indent: Int.random(in: 0...8, using: &random))
    }
    return lines.bytes
  }

  private mutating func node(of lines: Lines) -> Range<Int> {
    lines.node(at: Int.random(in: 0..<lines.all.count, using: &random))
  }

  /// Beside a node or below it.
  private mutating func indent(at node: Range<Int>, _ lines: Lines) -> Int {
    lines.indent(node.lowerBound) + (Bool.random(using: &random) ? 0 : 2)
  }

  private mutating func splice(into lines: inout Lines, at place: Range<Int>) {
    let donor = Lines(vocabulary.seeds.randomElement(using: &random) ?? [])
    lines.insert(Array(donor.all[node(of: donor)]), at: place.upperBound, indent: indent(at: place, lines))
  }

  private mutating func value(of line: Int, _ lines: Lines) -> [UInt8] {
    Bool.random(using: &random) ? lines.value(line) : word()
  }

  private mutating func key(of line: Int, _ lines: Lines) -> [UInt8] {
    Bool.random(using: &random) ? lines.key(line) : word()
  }

  /// The same value written otherwise, or nearly the same.
  private mutating func dressed(_ value: [UInt8]) -> [UInt8] {
    let forms = [
      ("'", "'"), ("\"", "\""), ("[", "]"), ("{a: ", "}"), ("&a ", ""), ("*a #", ""), ("!!str ", ""),
      ("", " # c"),
      ("|\n          ", ""), (">-\n          ", "\n\n          x"), ("", "\r"), ("[[", "]]"), ("${{ ", " }}"),
    ]
    let form = forms.randomElement(using: &random) ?? ("", "")
    return form.0.utf8 + value + form.1.utf8
  }
}

/// A text as lines, and what indentation puts below which.
private struct Lines {
  var all: [[UInt8]]

  init(_ bytes: [UInt8]) {
    all = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  }

  var bytes: [UInt8] { Array(all.joined(separator: [0x0A])) }

  func indent(_ line: Int) -> Int { all[line].prefix { $0 == 0x20 }.count }

  /// A line and those below it.
  func node(at line: Int) -> Range<Int> {
    let own = indent(line)
    var end = line + 1
    while end < all.count, all[end].isEmpty || indent(end) > own { end += 1 }
    return line..<end
  }

  mutating func take(_ node: Range<Int>) -> [[UInt8]] {
    defer { all.removeSubrange(node) }
    return Array(all[node])
  }

  /// Puts lines in, the first of them at an indentation and the others as much below it as they were.
  mutating func insert(_ lines: [[UInt8]], at place: Int, indent: Int) {
    let old = lines.first?.prefix { $0 == 0x20 }.count ?? 0
    let moved = lines.map { line in
      let spaces = line.prefix { $0 == 0x20 }.count
      return Array(repeating: 0x20, count: max(0, spaces - old + indent)) + line.dropFirst(spaces)
    }
    all.insert(contentsOf: moved, at: place)
  }

  /// Of nodes one of which is in the other the outer is kept as it is.
  mutating func swap(_ one: Range<Int>, _ other: Range<Int>) {
    let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
    guard first.upperBound <= second.lowerBound else { return }
    let (firstIndent, secondIndent) = (indent(first.lowerBound), indent(second.lowerBound))
    let (later, earlier) = (take(second), Array(all[first]))
    insert(earlier, at: second.lowerBound, indent: secondIndent)
    all.removeSubrange(first)
    insert(later, at: first.lowerBound, indent: firstIndent)
  }

  // MARK: Keys and values

  /// Behind `: ` or, in a list, behind `- `.
  private func split(_ line: Int) -> (start: Int, keyEnd: Int?, value: Int) {
    let text = all[line]
    var start = indent(line)
    if text[start...].starts(with: "- ".utf8) { start += 2 }
    guard let colon = text[start...].firstIndex(of: UInt8(ascii: ":")) else { return (start, nil, start) }
    return (start, colon, min(text.count, colon + 2))
  }

  func key(_ line: Int) -> [UInt8] {
    let parts = split(line)
    return parts.keyEnd.map { Array(all[line][parts.start..<$0]) } ?? []
  }

  func value(_ line: Int) -> [UInt8] { Array(all[line][split(line).value...]) }

  mutating func replaceKey(_ line: Int, with key: [UInt8]) {
    let parts = split(line)
    if let end = parts.keyEnd { all[line].replaceSubrange(parts.start..<end, with: key) }
  }

  mutating func replaceValue(_ line: Int, with value: [UInt8]) {
    let start = split(line).value
    let space: [UInt8] = all[line][..<start].last == UInt8(ascii: ":") ? [0x20] : []
    all[line].replaceSubrange(start..., with: space + value)
  }
}
