import Pages
import Guidance

/// How many accesses each kind of credential serves, as bars.
struct KindsPicture {
  struct Bar: Sendable, Hashable {
    let title: String
    let count: Int
    let look: PictureLook
  }

  let bars: [Bar]

  private static let left = 190
  private static let room = 550

  /// Nil where there is nothing to count.
  func picture(_ name: String, title: String) -> Picture? {
    guard let most = bars.map(\.count).max(), most > 0 else { return nil }
    let marks = bars.enumerated().flatMap { index, bar in Self.marks(bar, y: 24 * index, most: most) }
    return Picture(
      name: name, title: title,
      description: bars.map { "\($0.title): \($0.count)" }.joined(separator: ", ")
        + ". The table says the same.",
      height: 24 * bars.count, marks: marks)
  }

  private static func marks(_ bar: Bar, y: Int, most: Int) -> [PictureMark] {
    let width = max(3, bar.count * room / most)
    return [
      .words(bar.title, PicturePoint(x: left - 12, y: y + 16), .name, .end),
      .box(x: left, y: y + 4, width: width, height: 15, bar.look),
      .words(String(bar.count), PicturePoint(x: left + width + 8, y: y + 16), .name),
    ]
  }
}

extension PictureLook {
  /// Of the bar of one kind.
  static func bar(_ kind: CredentialKind) -> PictureLook {
    if kind.isMachineUserPAT { return .tokenBar }
    return kind.isPersonal ? .personalBar : .bar
  }
}
