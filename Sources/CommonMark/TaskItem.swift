/// Hands out ids for the items of task lists: the same as long as the item's text and the heading above stay.
struct TaskNames {
  private var taken: [String: Int] = [:]

  mutating func name(for text: String, under heading: String) -> String {
    let base = "task-\(Self.hash("\(heading)\n\(text)"))"
    let count = taken[base, default: 0]
    taken[base] = count + 1
    return count == 0 ? base : "\(base)-\(count)"
  }

  /// FNV-1a, 64 bits, in hexadecimal.
  private static func hash(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}

extension Node {
  /// Turns an item that begins with `[ ]` or `[x]` into a checkbox with its text as the label.
  ///
  /// The mark is looked up in the source: in the tree, `\[ \]` looks the same and must stay text.
  func replaceIfTask(_ lines: SourceLines, _ holes: inout HTMLHoles) {
    guard let paragraph = firstChild, paragraph.kind == .paragraph,
      let isDone = lines.firstLine(of: paragraph).taskMark,
      let mark = paragraph.firstChild, mark.kind == .text, mark.literal.hasPrefix("[")
    else { return }
    mark.dropFromText(4)
    let id = holes.mark(.task(paragraph.plainText))
    let label = DetachedNode.inline(
      marked: Array("<label class=\"task\"><input type=\"checkbox\" id=\"".utf8) + id
        + Array("\"\(isDone ? " checked" : "")> <span>".utf8),
      Array("</span></label>".utf8))
    paragraph.moveChildren(to: label)
    label.append(to: paragraph)
  }
}

extension ArraySlice<UInt8> {
  /// Whether a line begins with the mark of a task: true for done, false for open, nil for none.
  fileprivate var taskMark: Bool? {
    guard count > 4, starts(with: [UInt8(ascii: "[")]), self[startIndex + 2] == UInt8(ascii: "]"),
      self[startIndex + 3].isBlank
    else { return nil }
    switch self[startIndex + 1] {
    case UInt8(ascii: " "): return false
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return true
    default: return nil
    }
  }
}
