/// How a branch here and the one of the same name at the remote stand to each other.
enum BranchStanding: Equatable, Sendable {
  /// Neither is there.
  case absent
  /// The remote has none, or is not known.
  case onlyHere(ObjectName)
  case onlyThere(ObjectName)
  case same(ObjectName)
  /// Here is more than there.
  case ahead(here: ObjectName, there: ObjectName)
  /// There is more than here.
  case behind(here: ObjectName, there: ObjectName)
  /// Each has what the other lacks.
  case diverged(here: ObjectName, there: ObjectName)

  /// What the next commit goes on from; nil for the first one.
  var base: ObjectName? {
    switch self {
    case .absent: nil
    case .onlyHere(let name), .onlyThere(let name), .same(let name): name
    case .ahead(let here, _), .behind(let here, _), .diverged(let here, _): here
    }
  }

  /// What the branch here is at; nil where it has to be made.
  var here: ObjectName? {
    switch self {
    case .absent, .onlyThere: nil
    case .onlyHere, .same, .ahead, .behind, .diverged: base
    }
  }

  /// What the remote has.
  var there: ObjectName? {
    switch self {
    case .absent, .onlyHere: nil
    case .onlyThere(let name), .same(let name): name
    case .ahead(_, let there), .behind(_, let there), .diverged(_, let there): there
    }
  }
}

extension Git {
  func standing(here: ObjectName?, there: ObjectName?) async throws(GitFailure) -> BranchStanding {
    guard let here else { return there.map { .onlyThere($0) } ?? .absent }
    guard let there else { return .onlyHere(here) }
    if here == there { return .same(here) }
    if try await isAncestor(there, of: here) { return .ahead(here: here, there: there) }
    let isBehind = try await isAncestor(here, of: there)
    return isBehind ? .behind(here: here, there: there) : .diverged(here: here, there: there)
  }
}
