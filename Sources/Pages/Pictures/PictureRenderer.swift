import CommonMark
import SourceText

/// Writes a picture as SVG: as a part of a page, whose stylesheet gives it its look, or as a file that has its own.
package enum PictureRenderer {
  /// Trusted HTML. A narrow page scrolls the picture, not itself.
  package static func html(_ picture: Picture) -> String {
    "<div class=\"picture\" role=\"region\" tabindex=\"0\" aria-label=\"Picture: \(escaped(picture.title))\">\n"
      + svg(picture, Frame(picture)) + "</div>\n"
  }

  /// A whole file, for whoever reads the Markdown. It stands on paper of its own: where it is shown, the page may be dark
  /// and the reader's machine light, or the other way round.
  package static func file(_ picture: Picture) -> String {
    let frame = Frame(picture, margin: 16)
    return svg(
      picture, frame, namespace: " xmlns=\"http://www.w3.org/2000/svg\"",
      head: "\(PictureStyle.element)<rect class=\"p-paper\" \(frame.box)/>\n")
  }

  private static func svg(
    _ picture: Picture, _ frame: Frame, namespace: String = "", head: String = ""
  ) -> String {
    let id = "picture.\(picture.name)"
    return """
      <svg\(namespace) \(frame.size) viewBox="\(frame.view)" role="img" \
      aria-labelledby="\(id).title" aria-describedby="\(id).description">
      <title id="\(id).title">\(escaped(picture.title))</title>
      <desc id="\(id).description">\(escaped(picture.description))</desc>
      \(head)\(picture.marks.map { mark($0) + "\n" }.joined())</svg>

      """
  }

  /// What is seen of a picture, and how much around it.
  private struct Frame {
    private let margin: Int
    private let width: Int
    private let height: Int

    init(_ picture: Picture, margin: Int = 0) {
      self.margin = margin
      width = Picture.width + 2 * margin
      height = picture.height + 2 * margin
    }

    var size: String { "width=\"\(width)\" height=\"\(height)\"" }
    var view: String { "\(-margin) \(-margin) \(width) \(height)" }
    var box: String { "x=\"\(-margin)\" y=\"\(-margin)\" \(size)" }
  }

  private static func mark(_ mark: PictureMark) -> String {
    switch mark {
    case .box(let x, let y, let width, let height, let look):
      "<rect class=\"\(look.rawValue)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"4\"/>"
    case .line(let from, let to, let look):
      "<path class=\"\(look.rawValue)\" d=\"M\(from.x) \(from.y)L\(to.x) \(to.y)\"/>"
    case .curve(let from, let to, let look):
      "<path class=\"\(look.rawValue)\" d=\"\(curve(from, to))\"/>"
    case .dot(let point, let radius, let look):
      "<circle class=\"\(look.rawValue)\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"\(radius)\"/>"
    case .words(let text, let point, let look, let anchor):
      "<text class=\"\(look.rawValue)\" x=\"\(point.x)\" y=\"\(point.y)\"\(attribute(anchor))>\(escaped(text))</text>"
    case .titled(let title, let marks):
      "<g><title>\(escaped(title))</title>\(marks.map(self.mark).joined())</g>"
    }
  }

  private static func curve(_ from: PicturePoint, _ to: PicturePoint) -> String {
    let middle = (from.x + to.x) / 2
    return "M\(from.x) \(from.y)C\(middle) \(from.y) \(middle) \(to.y) \(to.x) \(to.y)"
  }

  private static func attribute(_ anchor: PictureAnchor) -> String {
    anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
  }

  private static func escaped(_ text: String) -> String {
    HTMLText.escaped(PictureText.clean(text))
  }
}
