/// Small pieces of sentences.
package enum Words {
  /// `1 step`, `2 steps`, `3 accesses`.
  package static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  /// The first names in backticks, and how many there are besides: `a`, `b` and 3 more.
  package static func first(_ limit: Int, of names: [String]) -> String {
    let shown = names.prefix(limit).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  /// A clause as the beginning of a sentence.
  package static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
