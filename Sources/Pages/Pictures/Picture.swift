/// A drawing on a page: shapes and words in a fixed frame, with a title and a description for whoever does not see it.
/// Whatever it shows stands in a table beside it too.
package struct Picture: Sendable, Hashable {
  /// Every picture is as wide; its units are the pixels of a page at its usual size.
  package static let width = 800

  /// Tells it from the other pictures of its page; kebab case.
  package let name: String
  /// Plain text.
  package let title: String
  /// One or two sentences: what it shows, and what it leaves out.
  package let description: String
  /// In the units of `width`.
  package let height: Int
  /// In the order in which they are drawn.
  package let marks: [PictureMark]

  /// - Parameter height: in the units of `width`.
  package init(name: String, title: String, description: String, height: Int, marks: [PictureMark]) {
    self.name = name
    self.title = title
    self.description = description
    self.height = height
    self.marks = marks
  }

  /// What Markdown shows in its place.
  package var alternative: String { "\(title). \(description)" }
}

/// A place in a picture, from its upper left corner.
package struct PicturePoint: Sendable, Hashable {
  /// To the right.
  package var x: Int
  /// Downwards.
  package var y: Int

  /// A place by its two distances.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// One thing that is drawn; later ones cover earlier ones.
package indirect enum PictureMark: Sendable, Hashable {
  case box(x: Int, y: Int, width: Int, height: Int, PictureLook)
  case line(PicturePoint, PicturePoint, PictureLook)
  /// Leaves its start and reaches its end level.
  case curve(PicturePoint, PicturePoint, PictureLook)
  case dot(PicturePoint, radius: Int, PictureLook)
  case words(String, PicturePoint, PictureLook, PictureAnchor = .start)
  /// Marks that say something together which does not fit: the whole text.
  case titled(String, [PictureMark])
}

/// Which end of words stands at their point.
package enum PictureAnchor: String, Sendable, Hashable {
  case start, middle, end
}

/// How a mark looks: the classes that the stylesheet knows.
package enum PictureLook: String, Sendable, Hashable, CaseIterable {
  case box = "p-box"
  case goingBox = "p-box p-goes"
  case edge = "p-edge"
  case goingEdge = "p-edge p-goes"
  case name = "p-name"
  case small = "p-small"
  case head = "p-head"
  case axis = "p-axis"
  case today = "p-today"
  case dot = "p-dot"
  case accepted = "p-span p-good"
  case refused = "p-span p-bad p-goes"
  case acceptedWords = "p-words p-good-words"
  case refusedWords = "p-words p-bad-words"
  case bar = "p-bar"
  case tokenBar = "p-bar p-warn-bar"
  case personalBar = "p-bar p-bad-bar"
  case overdue = "p-overdue"
  case due = "p-due"
  case later = "p-later"
  case count = "p-small p-count"
  case countOnFilled = "p-small p-on"
  case openBar = "p-span p-goes"
}
