/// The code spans of one line of Markdown, as CommonMark finds them.
enum MarkdownSpans {
  /// A code span, or what stands between two.
  struct Part {
    /// Without the backticks around a span.
    let text: String
    /// How many backticks are on each side of it; 0 where it is no span.
    let ticks: Int

    /// As it is in the line.
    var markdown: String {
      let fence = String(repeating: "`", count: ticks)
      return fence + text + fence
    }
  }

  /// The parts of a line; behind a backslash a backtick opens nothing.
  static func parts(of line: String) -> [Part] {
    let bytes = Array(line.utf8)
    var (parts, start, place) = ([Part](), 0, 0)
    while place < bytes.count {
      guard bytes[place] == backtick else {
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        continue
      }
      let inner = place + run(bytes, place)
      guard let close = close(bytes, of: inner - place, from: inner) else {
        place = inner
        continue
      }
      if start < place { parts.append(Part(text: text(bytes[start..<place]), ticks: 0)) }
      parts.append(Part(text: text(bytes[inner..<close]), ticks: inner - place))
      place = close + inner - place
      start = place
    }
    if start < bytes.count { parts.append(Part(text: text(bytes[start...]), ticks: 0)) }
    return parts
  }

  private static let backtick = UInt8(ascii: "`")

  private static func run(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place...].prefix { $0 == backtick }.count
  }

  /// Where a run of just as many backticks begins; nil where there is none.
  private static func close(_ bytes: [UInt8], of ticks: Int, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let run = run(bytes, place)
      if run == ticks { return place }
      place += max(run, 1)
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
