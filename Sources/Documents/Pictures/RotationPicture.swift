import Pages
import Guidance
import OrganizationModel

/// What is overdue, and what ends or rotates in the twelve months from the day of the book: a lane for each kind of
/// event, a mark for each day, and one mark for days that lie too close to tell apart.
struct RotationPicture {
  /// Events that share a mark.
  private struct Cluster {
    let x: Int
    let standing: CalendarEvent.Standing
    var events: [CalendarEvent]
  }

  private static let days = 365
  private static let radius = 9
  private static let overdueX = 200
  private static let laneHeight = 30
  private static let top = 34
  /// The names in the title of a mark.
  private static let mostNames = 5

  private let calendar: RotationCalendar
  private let scale: DayScale

  init(_ calendar: RotationCalendar) {
    self.calendar = calendar
    scale = DayScale(from: calendar.day, to: calendar.day + Self.days, x: 250, width: 540)
  }

  /// Nil where nothing has a day.
  func picture(_ name: String) -> Picture? {
    let lanes = RotationLane.allCases.map { lane in
      (lane: lane, events: calendar.events.filter { $0.window != nil && RotationLane($0.event.kind) == lane })
    }.filter { !$0.events.isEmpty }
    guard !lanes.isEmpty else { return nil }
    let bottom = Self.top + Self.laneHeight * lanes.count
    let drawn = lanes.enumerated().flatMap { index, entry in
      marks(entry.lane, entry.events, y: Self.top + Self.laneHeight * index + Self.laneHeight / 2)
    }
    return Picture(
      name: name, title: "Overdue events, and those of the twelve months from \(calendar.day)",
      description: description, height: bottom + 52,
      marks: axis(to: bottom) + drawn + legend(bottom + 40))
  }

  private var description: String {
    let counts = CalendarEvent.Standing.allCases.map { standing in
      "\(standing.rawValue): \(calendar.events(standing).count)"
    }.joined(separator: ", ")
    return
      "\(counts.prefix(1).uppercased() + counts.dropFirst()). The lists on this page say the same, day by day."
  }

  // MARK: Lanes

  private func marks(_ lane: RotationLane, _ events: [CalendarEvent], y: Int) -> [PictureMark] {
    let clusters = clusters(events)
    let drawn = clusters.enumerated().flatMap { index, cluster in
      marks(
        cluster, y: y, room: (index + 1 < clusters.count ? clusters[index + 1].x : Picture.width) - cluster.x)
    }
    return [.words(lane.title, PicturePoint(x: 0, y: y + 5), .name)] + drawn
  }

  /// From left to right; what lies beyond the year is not drawn.
  private func clusters(_ events: [CalendarEvent]) -> [Cluster] {
    var clusters: [Cluster] = []
    let placed = events.compactMap { event in x(of: event).map { (x: $0, event: event) } }
    for (x, event) in placed.sorted(by: { ($0.x, $0.event.id) < ($1.x, $1.event.id) }) {
      let standing = calendar.standing(of: event)
      if let last = clusters.last, last.standing == standing, x - last.x < 2 * Self.radius + 2 {
        clusters[clusters.count - 1].events.append(event)
      } else {
        // A due one may lie where a later one does.
        let free = clusters.last.map { $0.x + 2 * Self.radius + 2 } ?? 0
        clusters.append(Cluster(x: max(x, free), standing: standing, events: [event]))
      }
    }
    return clusters
  }

  private func x(of event: CalendarEvent) -> Int? {
    guard let day = event.window?.day else { return nil }
    if calendar.standing(of: event) == .overdue { return Self.overdueX }
    return day < calendar.day ? scale.x(of: calendar.day) : scale.contains(day) ? scale.x(of: day) : nil
  }

  private func marks(_ cluster: Cluster, y: Int, room: Int) -> [PictureMark] {
    let place = PicturePoint(x: cluster.x, y: y + 4)
    let count = PictureMark.words(String(cluster.events.count), place, cluster.standing.wordsLook, .middle)
    let isOne = cluster.events.count == 1 && cluster.standing != .overdue
    let sign = sign(cluster.standing, x: cluster.x, y: y, radius: isOne ? Self.radius - 3 : Self.radius)
    let label = isOne ? label(cluster, y: y, room: room - 2 * Self.radius - 6) : [count]
    return [.titled(title(cluster), [sign] + label)]
  }

  private func title(_ cluster: Cluster) -> String {
    let names = cluster.events.prefix(Self.mostNames).map { event in
      "\(event.window?.day.description ?? "") \(event.event.label)"
    }
    let more = cluster.events.count - names.count
    return "\(cluster.standing.rawValue): \(names.joined(separator: ", "))"
      + (more > 0 ? " and \(more) more" : "")
  }

  /// The name of what stands alone, where there is room for it.
  private func label(_ cluster: Cluster, y: Int, room: Int) -> [PictureMark] {
    guard let event = cluster.events.first else { return [] }
    let text = PictureText.small.fitted(PictureText.clean(event.event.label), into: room)
    guard text.count > 5 || text == event.event.label else { return [] }
    return [.words(text, PicturePoint(x: cluster.x + Self.radius + 2, y: y + 4), .small)]
  }

  private func sign(_ standing: CalendarEvent.Standing, x: Int, y: Int, radius: Int = radius) -> PictureMark {
    standing == .overdue
      ? .box(x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, .overdue)
      : .dot(PicturePoint(x: x, y: y), radius: radius, standing == .due ? .due : .later)
  }

  // MARK: Around them

  private func axis(to bottom: Int) -> [PictureMark] {
    let today = scale.x(of: calendar.day)
    let months = scale.months.flatMap { month -> [PictureMark] in
      let line = PictureMark.line(PicturePoint(x: month.x, y: 22), PicturePoint(x: month.x, y: bottom), .axis)
      return month.x < Picture.width - 14
        ? [line, .words(month.title, PicturePoint(x: month.x, y: 14), .head, .middle)] : [line]
    }
    return months + [
      .words("overdue", PicturePoint(x: Self.overdueX, y: 14), .head, .middle),
      .words("this book: \(calendar.day)", PicturePoint(x: today, y: bottom + 14), .small),
      .line(PicturePoint(x: today, y: 22), PicturePoint(x: today, y: bottom), .today),
    ]
  }

  private func legend(_ y: Int) -> [PictureMark] {
    var x = scale.x(of: calendar.day) + Self.radius
    return [CalendarEvent.Standing.overdue, .due, .later].flatMap { standing -> [PictureMark] in
      defer { x += 110 }
      return [
        sign(standing, x: x, y: y),
        .words(standing.rawValue, PicturePoint(x: x + Self.radius + 5, y: y + 4), .small),
      ]
    }
  }
}

/// The kinds of event that share a lane, from top to bottom.
private enum RotationLane: CaseIterable {
  case end, rotation, departure, ban, exception, look

  init?(_ kind: CalendarEvent.Event.Kind) {
    switch kind {
    case .expiry: self = .end
    case .rotation: self = .rotation
    case .departure: self = .departure
    case .classicPATBan: self = .ban
    case .exceptionEnd: self = .exception
    case .review, .factCheck, .shippedFacts, .serviceCheck, .serviceChange: self = .look
    case .mint: return nil
    }
  }

  var title: String {
    switch self {
    case .end: "Credentials end"
    case .rotation: "Rotate or replace"
    case .departure: "People leave"
    case .ban: "PATs forbidden"
    case .exception: "Exceptions end"
    case .look: "Look again"
    }
  }
}

extension CalendarEvent.Standing {
  fileprivate var wordsLook: PictureLook { self == .later ? .count : .countOnFilled }
}

extension CalendarEvent.Event {
  /// What it happens to, as it is written.
  fileprivate var label: String {
    switch self {
    case .expiry(let name), .rotation(let name), .departure(let name), .classicPATBan(let name): name.text
    case .mint(let plan): plan
    case .exceptionEnd(let access), .review(let access): access.description
    case .factCheck(let fact), .serviceChange(let fact): fact
    case .serviceCheck(let service): service
    case .shippedFacts: "the shipped facts"
    }
  }
}
