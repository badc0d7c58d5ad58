/// A text in the HTML of a stretch of Markdown that depends on the rest of the page.
enum HTMLHole: Sendable, Equatable {
  /// The name of a heading, twice.
  case heading(RenderedHeading)
  /// The id of a task, by its text.
  case task(String)
  /// The name of a table, by its columns.
  case table([String])
}

/// A heading that has no name yet.
struct RenderedHeading: Sendable, Equatable {
  let level: Int
  /// Without markup.
  let text: String
}

/// The holes of one stretch, while its tree is changed.
struct HTMLHoles {
  private(set) var all: [HTMLHole] = []

  /// What stands in the HTML until the text is known: a number between two bytes that no UTF-8 has, so that no text can hold
  /// the same.
  static let edge: UInt8 = 0xFF

  mutating func mark(_ hole: HTMLHole) -> [UInt8] {
    all.append(hole)
    return [Self.edge] + Array(String(all.count - 1).utf8) + [Self.edge]
  }
}

/// What a stretch of Markdown is as HTML, on whichever page it stands.
final class HTMLPieces: Sendable {
  /// The HTML without what stands in the holes.
  private let html: [UInt8]
  /// Where a hole is in the HTML, and which; in this order.
  private let places: [(offset: Int, hole: Int)]
  private let holes: [HTMLHole]
  /// Nil where there is no paragraph outside lists and quotes.
  let firstParagraph: String?
  let plainText: String
  let omittedHTML: [String]

  /// - Parameter marked: with the marks of the holes.
  init(
    marked: UnsafeBufferPointer<UInt8>, _ holes: HTMLHoles, firstParagraph: String?, plainText: String,
    omittedHTML: [String]
  ) {
    self.holes = holes.all
    self.firstParagraph = firstParagraph
    self.plainText = plainText
    self.omittedHTML = omittedHTML
    (html, places) = HTMLPieces.split(marked, holes.all.count)
  }

  private static func split(
    _ marked: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> (html: [UInt8], places: [(offset: Int, hole: Int)]) {
    if count == 0 { return (Array(marked), []) }
    var (html, places) = ([UInt8](), [(offset: Int, hole: Int)]())
    html.reserveCapacity(marked.count)
    var rest = marked[...]
    while let start = rest.firstIndex(of: HTMLHoles.edge) {
      html += rest[..<start]
      rest = rest[(start + 1)...]
      let number = rest.prefix { $0 != HTMLHoles.edge }
      places.append((html.count, number.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }))
      rest = rest[number.endIndex...].dropFirst()
    }
    return (html + rest, places)
  }

  /// Writes the HTML behind that of a page.
  func append(to page: inout HTMLPage) {
    var start = 0
    var texts: [Int: String] = [:]
    for (offset, hole) in places {
      page.html += html[start..<offset]
      start = offset
      let text = texts[hole] ?? page.text(in: holes[hole])
      texts[hole] = text
      page.html += text.utf8
    }
    page.html += html[start...]
  }
}
