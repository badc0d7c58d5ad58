import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A picture read back by a real XML parser: boxes with their words, and the lines between them.
final class SVGReader: NSObject, XMLParserDelegate {
  struct Box: Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    var names: [String] = []
    var detail = ""
    var title: String?

    /// The whole words: the title where they were cut.
    var words: String { title ?? (detail.isEmpty ? name : "\(name) (\(detail))") }
    private var name: String { names.joined() }
  }

  private(set) var problem: String?
  private(set) var boxes: [Box] = []
  private(set) var texts: [String] = []
  private(set) var titles: [String] = []
  private(set) var ids: [String] = []
  private(set) var height = 0
  private(set) var dots: [(x: Int, look: String)] = []
  private var curves: [[Int]] = []
  private var text = ""
  private var groupTitle: String?
  private var isInGroup = false
  private var look = ""
  private var textY = 0

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { problem = parser.parserError.map { "\($0)" } ?? "not well-formed" }
  }

  /// Which boxes each line joins, from left to right, in the order in which they are drawn.
  var pairs: [(left: Box, right: Box)] {
    curves.compactMap { curve in
      let left = boxes.first { $0.x + $0.width == curve[0] && ($0.y...$0.y + $0.height).contains(curve[1]) }
      let right = boxes.first { $0.x == curve[2] && ($0.y...$0.y + $0.height).contains(curve[3]) }
      guard let left, let right else { return nil }
      return (left, right)
    }
  }

  var lineCount: Int { curves.count }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    text = ""
    look = attributes["class"] ?? ""
    if let id = attributes["id"] { ids.append(id) }
    func number(_ name: String) -> Int { Int(attributes[name] ?? "") ?? 0 }
    switch name {
    case "svg": height = number("height")
    case "g": (isInGroup, groupTitle) = (true, nil)
    case "text": textY = number("y")
    case "circle": dots.append((number("cx"), look))
    case "rect" where look != "p-paper":
      boxes.append(
        Box(
          x: number("x"), y: number("y"), width: number("width"), height: number("height"), title: groupTitle)
      )
    case "path" where attributes["d"]?.contains("C") == true:
      let numbers = attributes["d"]?.split { !$0.isNumber }.compactMap { Int($0) } ?? []
      if numbers.count == 8 { curves.append([numbers[0], numbers[1], numbers[6], numbers[7]]) }
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    switch name {
    case "title":
      titles.append(text)
      if isInGroup { groupTitle = text }
    case "g": (isInGroup, groupTitle) = (false, nil)
    case "text":
      texts.append(text)
      guard let box = boxes.last, (box.y...box.y + box.height).contains(textY) else { return }
      if look == "p-name" { boxes[boxes.count - 1].names.append(text) }
      if look == "p-small" { boxes[boxes.count - 1].detail = text }
    default: break
    }
  }
}
