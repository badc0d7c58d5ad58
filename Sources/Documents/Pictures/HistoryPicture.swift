import Pages
import Guidance
import OrganizationModel

/// The history of the contradiction on github.com: what GitHub Packages took from each kind of credential, and what the
/// hardening page says, from the opening of the container registry to the day of the book.
struct HistoryPicture {
  /// A stretch of time in which one thing was so.
  private struct Span {
    let from: Day
    /// Nil: to this day.
    let until: Day?
    let isAccepted: Bool
  }

  private let events: [HistoryEvent]
  private let scale: DayScale
  private let today: Day
  private let opening: Day
  private let end: Day

  /// Nil where no event is known.
  init?(_ book: Book, events: [HistoryEvent] = HistoryEvent.all) {
    guard let first = events.first, let last = events.last else { return nil }
    self.events = events
    today = book.decisions.day
    opening = first.day
    // A book of another age still shows the whole history, and not much else.
    end = max(last.day, min(today, last.day + 3 * 365))
    scale = DayScale(from: first.day + -60, to: end + 60, x: 190, width: Picture.width - 191)
  }

  func picture(_ name: String) -> Picture {
    let lanes = [
      lane("GITHUB_TOKEN, in Actions", fact: "container-registry-accepts-job-tokens", from: opening),
      lane("classic PAT", [Span(from: opening, until: nil, isAccepted: true)]),
      lane(
        "fine-grained PAT", fact: "packages-accept-fine-grained-pats",
        from: start(of: "fine-grained-pats-exist")),
      lane("token of an App", fact: "packages-accept-app-tokens", from: opening),
    ]
    var y = 70
    var marks: [PictureMark] = [.words("GitHub Packages takes", PicturePoint(x: 0, y: y - 12), .head)]
    for lane in lanes {
      marks += lane(y)
      y += 34
    }
    marks += [.words("The hardening page says", PicturePoint(x: 0, y: y + 20), .head)] + hardening(y + 46)
    let bottom = y + 78
    return Picture(
      name: name,
      title:
        "What GitHub Packages takes, and what the hardening page says, since \(opening.description.prefix(4))",
      description:
        "Outside Actions, Packages accepts only a classic PAT, and the hardening page says never to use one. The table says each change.",
      height: bottom, marks: axis(to: bottom) + marks)
  }
}

extension HistoryPicture {
  private typealias Lane = (_ y: Int) -> [PictureMark]

  private func start(of fact: String) -> Day {
    Fact.byID[fact]?.periods.first(where: \.holds)?.from ?? opening
  }

  /// What a fact said on each day since the first one.
  private func lane(_ title: String, fact id: String, from first: Day) -> Lane {
    guard let fact = Fact.byID[id] else { return lane(title, []) }
    let turns = fact.periods.flatMap { [$0.from, $0.until] }.compactMap(\.self).filter { $0 > first }
    let days = [first] + Set(turns).sorted()
    let spans = zip(days, days.dropFirst().map(Optional.some) + [nil]).map { day, until in
      Span(
        from: day, until: until, isAccepted: fact.holds(on: day, product: .githubCom, version: nil) == true)
    }
    return lane(title, spans)
  }

  private func lane(_ title: String, _ spans: [Span]) -> Lane {
    { y in
      [.words(title, PicturePoint(x: 0, y: y + 17), .name)] + spans.flatMap { marks($0, y: y) }
    }
  }

  private func marks(_ span: Span, y: Int) -> [PictureMark] {
    let x = scale.x(of: span.from)
    let width = max(2, scale.x(of: span.until ?? end) - x)
    let look = span.isAccepted ? (PictureLook.accepted, PictureLook.acceptedWords) : (.refused, .refusedWords)
    let bar = PictureMark.box(x: x, y: y, width: width, height: 24, look.0)
    let words = span.isAccepted ? ["✓ taken since \(month(span.from))", "✓ taken", "✓"] : ["✕ refused", "✕"]
    guard let fitting = words.first(where: { PictureText.small.width(of: $0) + 12 <= width }) else {
      return [bar]
    }
    return [bar, .words(fitting, PicturePoint(x: x + 7, y: y + 16), look.1)]
  }

  private func month(_ day: Day) -> Substring { day.description.prefix(7) }

  /// What it said when the registry opened, and what it said when it was last read; nobody noted the day between.
  private func hardening(_ y: Int) -> [PictureMark] {
    guard let last = events.last?.day else { return [] }
    let from = PicturePoint(x: scale.x(of: opening), y: y)
    let to = PicturePoint(x: scale.x(of: last), y: y)
    return [
      .line(from, to, .edge), .dot(from, radius: 5, .dot), .dot(to, radius: 5, .dot),
      .words("no PAT of your own account", PicturePoint(x: from.x, y: y - 12), .small),
      .words("never a classic PAT", PicturePoint(x: to.x + 5, y: y - 12), .small, .end),
    ]
  }

  /// The years, the events, and the day of the book.
  private func axis(to bottom: Int) -> [PictureMark] {
    var marks: [PictureMark] = []
    for (year, x) in scale.years where x < scale.end - 20 {
      marks.append(.line(PicturePoint(x: x, y: 20), PicturePoint(x: x, y: bottom - 18), .axis))
      marks.append(.words(String(year), PicturePoint(x: x, y: 14), .head, .middle))
    }
    marks.append(.words("Each change", PicturePoint(x: 0, y: 32), .head))
    marks += events.map { event in
      let place = PicturePoint(x: scale.x(of: event.day), y: 28)
      return .titled("\(event.when): \(event.text)", [.dot(place, radius: 4, .dot)])
    }
    guard scale.contains(today) else { return marks }
    let x = scale.x(of: today)
    return marks + [
      .line(PicturePoint(x: x, y: 20), PicturePoint(x: x, y: bottom - 18), .today),
      .words("this book: \(today)", PicturePoint(x: x, y: bottom - 4), .small, x > 400 ? .end : .start),
    ]
  }
}

/// Where days stand from left to right.
struct DayScale {
  private let from: Day
  private let to: Day
  private let x: Int
  private let width: Int

  init(from: Day, to: Day, x: Int, width: Int) {
    self.from = from
    self.to = max(to, from + 1)
    self.x = x
    self.width = width
  }

  var end: Int { x + width }

  func contains(_ day: Day) -> Bool { from <= day && day <= to }

  func x(of day: Day) -> Int { x + (min(max(day, from), to) - from) * width / (to - from) }

  /// The first day of each month that it reaches, under its name; January under its year.
  var months: [(title: String, x: Int)] {
    years(from: Int(from.description.prefix(4)) ?? 0).flatMap { year in
      Self.monthNames.enumerated().compactMap { index, name in
        Day(year: year, month: index + 1, day: 1).flatMap { day in
          contains(day) ? (index == 0 ? String(year) : name, x(of: day)) : nil
        }
      }
    }
  }

  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The first day of each year that it reaches.
  var years: [(year: Int, x: Int)] {
    years(from: Int(from.description.prefix(4)) ?? 0).compactMap { year in
      Day(year: year, month: 1, day: 1).flatMap { contains($0) ? (year, x(of: $0)) : nil }
    }
  }

  private func years(from first: Int) -> ClosedRange<Int> {
    first...max(first, Int(to.description.prefix(4)) ?? 0)
  }
}
