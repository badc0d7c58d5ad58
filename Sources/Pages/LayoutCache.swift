import CommonMark
import SourceText
import Synchronization
import Templates

/// The layout, filled in once for each shape of page; a page then costs little more than the copying of its texts.
final class LayoutCache: Sendable {
  private let frame: SiteFrame
  private let layout: PageRenderer.Layout
  private let filled = Mutex<[LayoutShape: Result<FilledLayout, TemplateError>]>([:])

  init(_ frame: SiteFrame, _ layout: @escaping PageRenderer.Layout) {
    self.frame = frame
    self.layout = layout
  }

  func render(_ values: LayoutValues) throws(TemplateError) -> String {
    try filledLayout(for: values.shape).get().html(values.texts)
  }

  private func filledLayout(for shape: LayoutShape) -> Result<FilledLayout, TemplateError> {
    if let known = filled.withLock({ $0[shape] }) { return known }
    let made = Result { () throws(TemplateError) in
      FilledLayout(try layout(shape.context(frame, text: FilledLayout.mark)))
    }
    return filled.withLock { known in
      known[shape] = made
      return made
    }
  }
}

/// A layout in which marks stand for the texts of a page.
struct FilledLayout: Sendable {
  private struct Piece: Sendable {
    let html: String
    /// The text that follows it; nil at the end.
    let text: (index: Int, isEscaped: Bool)?
  }

  private let pieces: [Piece]

  /// Private characters, so that a mark is no text of anybody's; the apostrophe tells whether the layout escapes.
  private static let start: Character = "\u{F8F0}"
  private static let end: Character = "\u{F8F1}"

  static func mark(_ index: Int) -> String {
    "\(start)\(index)'\(end)"
  }

  init(_ html: String) {
    var pieces: [Piece] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: Self.start), let end = rest[start...].firstIndex(of: Self.end) {
      let mark = rest[start..<end].dropFirst()
      let text = Int(mark.prefix { $0.isNumber }).map { (index: $0, isEscaped: mark.last != "'") }
      pieces.append(Piece(html: String(rest[..<start]), text: text))
      rest = rest[end...].dropFirst()
    }
    pieces.append(Piece(html: String(rest), text: nil))
    self.pieces = pieces
  }

  func html(_ texts: [String]) -> String {
    var html = ""
    html.reserveCapacity(
      pieces.reduce(0) { $0 + $1.html.utf8.count } + texts.reduce(256) { $0 + $1.utf8.count })
    for piece in pieces {
      html += piece.html
      guard let (index, isEscaped) = piece.text else { continue }
      html += isEscaped ? HTMLText.escaped(texts[index]) : texts[index]
    }
    return html
  }
}
