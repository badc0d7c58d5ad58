import Pages
import Guidance
import OrganizationModel

/// Who holds which credentials, and where they are kept. Of many, those of the accounts that hold most.
struct HoldingsPicture {
  typealias Box = ColumnsPicture.Box

  static let mostCredentials = 24
  static let mostOfOne = 8
  static let mostPlaces = 20
  static let mostPlacesOfOne = 3

  private struct Group {
    let holder: Box
    let holdings: [Holding]

    /// How many are drawn: a single one more takes no more room than to say so.
    var most: Int { holdings.count == mostOfOne + 1 ? holdings.count : mostOfOne }
  }

  private let holdings: [Holding]
  private let groups: [Group]

  init(_ holdings: [Holding]) {
    self.holdings = holdings
    let first = Dictionary(
      holdings.enumerated().map { ($1.holder, $0) }, uniquingKeysWith: { first, _ in first })
    groups = Dictionary(grouping: holdings, by: \.holder).map { Group(holder: $0, holdings: $1) }
      .sorted { (-$0.holdings.count, first[$0.holder] ?? 0) < (-$1.holdings.count, first[$1.holder] ?? 0) }
  }

  /// Nil where nothing is held.
  func picture(_ name: String, title: String) -> Picture? {
    guard !holdings.isEmpty else { return nil }
    let (rows, shown) = rows
    let left = holdings.count - shown
    let columns = ColumnsPicture(
      heads: ["Holder", "Credential", "Stored in"], rows: ColumnsPicture.limitingPlaces(of: rows),
      note: left > 0 ? "\(left) of \(holdings.count) credentials are not drawn." : "")
    return columns.picture(name, title: title, description: description(notDrawn: left))
  }

  /// The rows of the largest groups, and how many credentials they show.
  private var rows: (rows: [ColumnsPicture.Row], shown: Int) {
    var rows: [ColumnsPicture.Row] = []
    var shown = 0
    for group in groups where shown < Self.mostCredentials {
      let some = group.holdings.prefix(min(group.most, Self.mostCredentials - shown))
      rows += some.map { .init(middle: $0.credential, left: [group.holder], right: $0.somePlaces) }
      shown += some.count
      let more = group.holdings.count - some.count
      if more > 0 {
        rows.append(
          .init(middle: Box(name: "and \(more) more"), left: [group.holder], right: []))
      }
    }
    return (rows, shown)
  }

  private func description(notDrawn: Int) -> String {
    let places = Set(holdings.flatMap(\.places)).count
    let most = groups.first.map { "\($0.holder.name) holds most, \($0.holdings.count)." } ?? ""
    let left = notDrawn > 0 ? " \(notDrawn) credentials are not drawn." : ""
    return
      "Credentials: \(holdings.count). Holders: \(groups.count). Places: \(places). \(most)\(left) The table says the same."
  }
}

extension Holding {
  /// At most three places, and how many more.
  var somePlaces: [Box] {
    let limit = HoldingsPicture.mostPlacesOfOne
    guard places.count > limit else { return places }
    return places.prefix(limit) + [
      Box(name: "\(places.count - limit) more places", detail: "of \(credential.name)")
    ]
  }
}

extension ColumnsPicture {
  /// The rows with the places that most of them have; the others become one.
  static func limitingPlaces(of rows: [Row]) -> [Row] {
    var counts: [(box: Box, count: Int)] = []
    var index: [Box: Int] = [:]
    for box in rows.flatMap(\.right) {
      if let known = index[box] {
        counts[known].count += 1
      } else {
        index[box] = counts.count
        counts.append((box, 1))
      }
    }
    let limit = HoldingsPicture.mostPlaces
    guard counts.count > limit else { return rows }
    let ranked = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    let kept = Set(ranked.prefix(limit - 1).map(\.element.box))
    let other = Box(name: "\(counts.count - kept.count) other places")
    return rows.map { row in
      let places = row.right.filter(kept.contains)
      return Row(
        middle: row.middle, left: row.left, right: places.count < row.right.count ? places + [other] : places)
    }
  }
}
