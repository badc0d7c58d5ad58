/// What has to change in one text so that it becomes another, line by line.
enum LineDifference {
  /// The lines of both texts, each after ` `, `-` or `+`: common lines once, in the order of the texts.
  static func unified(_ old: [String], _ new: [String]) -> [String] {
    let changes = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return merge(old, new, removed, inserted)
  }

  private static func merge(
    _ old: [String], _ new: [String], _ removed: Set<Int>, _ inserted: Set<Int>
  ) -> [String] {
    var lines: [String] = []
    var (from, to) = (0, 0)
    while from < old.count || to < new.count {
      if from < old.count, removed.contains(from) {
        lines.append("-" + old[from])
        from += 1
      } else if to < new.count, inserted.contains(to) {
        lines.append("+" + new[to])
        to += 1
      } else {
        lines.append(" " + new[to])
        (from, to) = (from + 1, to + 1)
      }
    }
    return lines
  }
}
