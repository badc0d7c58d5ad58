/// A decision record as MADR 4.0.0 has it, read strictly: whatever is not of its shape is a problem.
struct MADRRecord {
  var frontMatter: [(key: String, value: String)] = []
  var title = ""
  /// Headings of the second and third level in their order, each with the text below it.
  var sections: [(level: Int, heading: String, body: [String])] = []
  var problems: [String] = []

  /// The sections of MADR's own template, in their order; the third level belongs to the one above it.
  static let order = [
    "Context and Problem Statement", "Decision Drivers", "Considered Options", "Decision Outcome",
    "Consequences",
    "Confirmation", "Pros and Cons of the Options", "More Information",
  ]
  static let keys = ["status", "date", "decision-makers", "consulted", "informed"]

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    readFrontMatter(&lines)
    readBody(lines)
    checkOrder()
    checkOutcome()
    checkArguments()
  }

  private mutating func readFrontMatter(_ lines: inout ArraySlice<String>) {
    guard lines.popFirst() == "---" else { return problems.append("no front matter") }
    while let line = lines.popFirst(), line != "---" {
      guard let colon = line.firstRange(of: ": ") else {
        problems.append("front matter `\(line)`")
        continue
      }
      frontMatter.append((String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
    }
    if frontMatter.map(\.key) != Self.keys { problems.append("front matter keys \(frontMatter.map(\.key))") }
  }

  private mutating func readBody(_ lines: ArraySlice<String>) {
    for line in lines {
      if line.hasPrefix("# ") {
        if !title.isEmpty { problems.append("a second title") }
        title = String(line.dropFirst(2))
      } else if line.hasPrefix("## ") || line.hasPrefix("### ") {
        let level = line.hasPrefix("## ") ? 2 : 3
        sections.append((level, String(line.dropFirst(level + 1)), []))
      } else if !line.isEmpty {
        if line.hasPrefix("- ") || line.hasPrefix("+ ") {
          problems.append("a bullet that is no `*`: \(line)")
        }
        if sections.isEmpty {
          problems.append("text before the first section: \(line)")
        } else {
          sections[sections.count - 1].body.append(line)
        }
      }
    }
    if title.isEmpty { problems.append("no title") }
  }

  private mutating func checkOrder() {
    let names = sections.map(\.heading).filter { Self.order.contains($0) }
    if names != Self.order { problems.append("sections \(names)") }
    for (level, heading, _) in sections where Self.order.contains(heading) {
      let isInner = heading == "Consequences" || heading == "Confirmation"
      if level != (isInner ? 3 : 2) { problems.append("`\(heading)` is of level \(level)") }
    }
  }

  func section(_ heading: String) -> [String] {
    sections.first { $0.heading == heading }?.body ?? []
  }

  /// The titles of the considered options.
  var options: [String] {
    section("Considered Options").filter { $0.hasPrefix("* ") }.map { String($0.dropFirst(2)) }
  }

  /// The option and the reason of `Chosen option: "X", because Y.`
  var chosen: (option: String, because: String)? {
    guard let line = section("Decision Outcome").first,
      let match = line.wholeMatch(of: /Chosen option: "([^"]+)", because (.+)/)
    else { return nil }
    return (String(match.1), String(match.2))
  }

  private mutating func checkOutcome() {
    guard let chosen else { return problems.append("no `Chosen option: \"…\", because …`") }
    if !options.contains(chosen.option), !["none", "none yet"].contains(chosen.option) {
      problems.append("`\(chosen.option)` is no considered option")
    }
    if chosen.because.isEmpty { problems.append("chosen without a reason") }
  }

  private mutating func checkArguments() {
    for line in section("Consequences")
    where !line.hasPrefix("* Good, because ") && !line.hasPrefix("* Bad, because ") {
      problems.append("consequence `\(line)`")
    }
    let inner = sections.drop { $0.heading != "Pros and Cons of the Options" }.dropFirst().prefix {
      $0.level == 3
    }
    if inner.map(\.heading) != options { problems.append("options \(inner.map(\.heading))") }
    for (_, heading, body) in inner {
      if body.isEmpty { problems.append("nothing is said of `\(heading)`") }
      for line in body
      where !["* Good, because ", "* Neutral, because ", "* Bad, because "].contains(where: line.hasPrefix) {
        problems.append("argument `\(line)`")
      }
    }
  }
}
