import Pages

/// Three columns of boxes, with lines between neighbours: each row's box in the middle with its own on the left and on
/// the right. A box that several rows have is drawn once, beside the middle of them.
struct ColumnsPicture {
  struct Box: Sendable, Hashable {
    var name: String
    var detail = ""
    /// It is to go, or nothing is known of it.
    var isGoing = false
  }

  struct Row: Sendable, Hashable {
    var middle: Box
    var left: [Box]
    var right: [Box]
  }

  let heads: [String]
  let rows: [Row]
  /// What is left out, as a sentence; empty for nothing.
  let note: String

  private static let left = Column(x: 1, width: 172)
  private static let middle = Column(x: 246, width: 300)
  private static let right = Column(x: 618, width: 181)
  private static let top = 26

  func picture(_ name: String, title: String, description: String) -> Picture {
    var y = Self.top
    let centers = rows.map { row -> PlacedBox in
      defer { y += Column.height(of: row.middle, Self.middle) + Column.gap }
      return PlacedBox(box: row.middle, y: y, column: Self.middle)
    }
    let lefts = Self.left.placed(beside: beside(centers, \.left), top: Self.top)
    let rights = Self.right.placed(beside: beside(centers, \.right), top: Self.top)
    let bottom = (centers + lefts + rights).map(\.bottom).max() ?? Self.top
    let lines = edges(centers, lefts, \.left) + edges(centers, rights, \.right)
    let words = note.isEmpty ? [] : [PictureMark.words(note, PicturePoint(x: 0, y: bottom + 22), .small)]
    return Picture(
      name: name, title: title, description: description, height: bottom + (note.isEmpty ? 2 : 30),
      marks: headMarks + lines + (lefts + centers + rights).flatMap(\.marks) + words)
  }

  private var headMarks: [PictureMark] {
    zip(heads, [Self.left, Self.middle, Self.right]).map { .words($0, PicturePoint(x: $1.x, y: 14), .head) }
  }

  /// The different boxes of one side, each with the middles of the rows that have it.
  private func beside(
    _ centers: [PlacedBox], _ side: KeyPath<Row, [Box]>
  ) -> [(box: Box, middles: [Int])] {
    var order: [Box] = []
    var middles: [Box: [Int]] = [:]
    for (row, center) in zip(rows, centers) {
      for box in row[keyPath: side] {
        if middles[box] == nil { order.append(box) }
        middles[box, default: []].append(center.middle)
      }
    }
    return order.map { ($0, middles[$0, default: []]) }
  }

  private func edges(
    _ centers: [PlacedBox], _ others: [PlacedBox], _ side: KeyPath<Row, [Box]>
  ) -> [PictureMark] {
    let places = Dictionary(others.map { ($0.box, $0) }, uniquingKeysWith: { first, _ in first })
    return zip(rows, centers).flatMap { row, center in
      row[keyPath: side].compactMap { places[$0] }.map { other in
        let ends = [center, other].sorted { $0.column.x < $1.column.x }
        return .curve(
          PicturePoint(x: ends[0].column.x + ends[0].column.width, y: ends[0].middle),
          PicturePoint(x: ends[1].column.x, y: ends[1].middle), row.middle.isGoing ? .goingEdge : .edge)
      }
    }
  }
}

/// Where boxes stand below each other.
private struct Column {
  let x: Int
  let width: Int

  static let gap = 8
  private static let padding = 9

  static func height(of box: ColumnsPicture.Box, _ column: Column) -> Int {
    2 * 6 + 16 * column.names(of: box).count + (box.detail.isEmpty ? 0 : 15)
  }

  func names(of box: ColumnsPicture.Box) -> [String] {
    PictureText.name.lines(PictureText.clean(box.name), into: width - 2 * Self.padding, limit: 2)
  }

  /// Each box as near to the middle of its rows as the boxes above and below let it.
  func placed(beside boxes: [(box: ColumnsPicture.Box, middles: [Int])], top: Int) -> [PlacedBox] {
    let sorted = boxes.enumerated().map { (index: $0, box: $1.box, middle: $1.middles.mean) }
      .sorted { ($0.middle, $0.index) < ($1.middle, $1.index) }
    var above = 0
    let offsets = sorted.map { entry in
      defer { above += Self.height(of: entry.box, self) + Self.gap }
      return above
    }
    let wanted = zip(sorted, offsets).map { $0.middle - Self.height(of: $0.box, self) / 2 - $1 }
    return zip(sorted, zip(wanted.rising, offsets)).map { entry, place in
      PlacedBox(box: entry.box, y: max(top, place.0) + place.1, column: self)
    }
  }

  /// The words of a box; where they do not fit, with all of them as its title.
  func words(of box: ColumnsPicture.Box, y: Int) -> [PictureMark] {
    let names = names(of: box)
    var marks = names.enumerated().map { line, text in
      PictureMark.words(text, PicturePoint(x: x + Self.padding, y: y + 6 + 13 + 16 * line), .name)
    }
    if !box.detail.isEmpty {
      let detail = PictureText.small.fitted(PictureText.clean(box.detail), into: width - 2 * Self.padding)
      marks.append(
        .words(detail, PicturePoint(x: x + Self.padding, y: y + 6 + 16 * names.count + 12), .small))
    }
    return marks
  }

  func isCut(_ box: ColumnsPicture.Box) -> Bool {
    names(of: box).joined() != PictureText.clean(box.name)
      || PictureText.small.width(of: box.detail) > width - 2 * Self.padding
  }
}

private struct PlacedBox {
  let box: ColumnsPicture.Box
  var y: Int
  let column: Column

  var height: Int { Column.height(of: box, column) }
  var bottom: Int { y + height }
  var middle: Int { y + height / 2 }

  var marks: [PictureMark] {
    let frame = PictureMark.box(
      x: column.x, y: y, width: column.width, height: height, box.isGoing ? .goingBox : .box)
    let marks = [frame] + column.words(of: box, y: y)
    return column.isCut(box) ? [.titled(box.words, marks)] : marks
  }
}

extension ColumnsPicture.Box {
  /// What the box says, whole.
  var words: String { detail.isEmpty ? name : "\(name) (\(detail))" }
}

extension [Int] {
  fileprivate var mean: Int { isEmpty ? 0 : reduce(0, +) / count }

  /// The numbers that come nearest to these and never fall: what falls is pooled to its mean.
  fileprivate var rising: [Int] {
    var pools: [[Int]] = []
    for number in self {
      pools.append([number])
      while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
        let last = pools.removeLast()
        pools[pools.count - 1] += last
      }
    }
    return pools.flatMap { [Int](repeating: $0.mean, count: $0.count) }
  }
}
