import Guidance
import OrganizationModel

/// One thing that somebody has to do. The first page, and the page of each person, team and repository list the same.
struct OrganizationTask: Sendable {
  /// How a task presses, in the order in which pages list them.
  enum Band: Int, CaseIterable, Sendable, Comparable {
    /// Something fails today.
    case broken
    /// Something stops on a day within `OrganizationTasks.horizon`.
    case dated
    /// Somebody could misuse it.
    case open
    /// A planned credential that nobody has made yet.
    case setUp

    static func < (left: Band, right: Band) -> Bool { left.rawValue < right.rawValue }
  }

  /// What it is about: no two tasks of one book have the same.
  enum Subject: Hashable, Sendable {
    case existing(Name)
    case plan(String)
    /// A person who leaves.
    case person(Name)
    /// An access whose exception ends.
    case access(AccessID)
    /// A machine user or an App.
    case account(Name)
  }

  /// What to do with it.
  enum Verb: String, CaseIterable, Sendable {
    case replace, rotate, revoke, store, move, rename, identify, decide, handOver, lockOut, decideAgain,
      narrow
    case setUp, confirm, confirmDay

    /// With a capital; the name of the subject follows.
    var words: String {
      switch self {
      case .replace: "Replace"
      case .rotate: "Rotate"
      case .revoke: "Revoke"
      case .store: "Store"
      case .move: "Move"
      case .rename: "Rename"
      case .identify: "Identify"
      case .decide: "Decide the use of"
      case .handOver: "Hand over from"
      case .lockOut: "Lock out"
      case .decideAgain: "Decide again:"
      case .narrow: "Narrow"
      case .setUp: "Set up"
      case .confirm: "Confirm the need for"
      case .confirmDay: "Confirm the last day of"
      }
    }
  }

  let subject: Subject
  let verb: Verb
  let band: Band
  /// About six words, with names between backticks and without a full stop.
  let why: String
  /// By when; nil where no day is known, and where it is broken.
  let day: Day?
  /// What comes first within a band: the smaller number, then the next one.
  let weights: [Int]
  /// The people and teams who do it, none of whom leaves; empty where the description names nobody.
  let owners: [Name]
  /// The repositories whose pages list it.
  let repositories: Set<Name>

  /// Whether its day has passed.
  func isOverdue(on today: Day) -> Bool { day.map { $0 < today } ?? false }
}

extension OrganizationTask {
  /// The name that its title and the order among equals take.
  var name: String {
    switch subject {
    case .existing(let name), .person(let name), .account(let name): name.text
    case .plan(let id): id
    case .access(let id): id.description
    }
  }

  static func precedes(_ left: OrganizationTask, _ right: OrganizationTask) -> Bool {
    if left.band != right.band { return left.band < right.band }
    if left.weights != right.weights { return left.weights.lexicographicallyPrecedes(right.weights) }
    return left.name < right.name
  }
}
