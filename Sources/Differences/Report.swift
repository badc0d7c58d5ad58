import Guidance
import SourceText

/// A part of a report: a title and lines under it. Names are in backticks; a line that begins with two spaces belongs to
/// the one before.
struct ReportSection {
  let title: String
  let lines: [String]
  /// Whether each line is something to do.
  let isTasks: Bool
  /// Whether the order of the lines matters.
  let isOrdered: Bool

  init(_ title: String, _ lines: [String], isTasks: Bool = false, isOrdered: Bool = false) {
    (self.title, self.isTasks, self.isOrdered) = (title, isTasks, isOrdered)
    self.lines = lines.map(ReportSection.oneLine)
  }

  /// What a person wrote may have lines of its own, and would look like ours.
  private static func oneLine(_ text: String) -> String {
    let isOurs = { (scalar: Unicode.Scalar) in scalar.value >= 0x20 || String(scalar) == Report.backtick }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isOurs($0) ? $0 : " " }))
  }
}

/// A result for people: a sentence, and sections below it.
struct Report {
  /// A backtick that a person wrote: no description can hold this character.
  static let backtick = "\u{2}"

  let head: String
  let sections: [ReportSection]

  /// For a terminal.
  func text(_ style: TextStyle) -> String {
    let parts = sections.map { section in
      var number = 0
      let lines = section.lines.map { line -> String in
        guard section.isOrdered, !line.hasPrefix("  ") else {
          return (section.isOrdered ? "   " : "") + "  \(line)\n"
        }
        number += 1
        return "  \(number). \(line)\n"
      }
      return "\n" + style.bold(section.title) + "\n" + lines.joined()
    }
    return (head + "\n" + parts.joined()).replacing(bytesOf: Report.backtick, with: "`")
  }

  /// The body of a comment on a pull request: nothing in it is read as markup but what is ours.
  var markdown: String {
    let parts = sections.map { section in
      let mark = section.isTasks ? "- [ ] " : "- "
      let lines = section.lines.map { line in
        line.hasPrefix("  ")
          ? "  - \(Report.prose(String(line.dropFirst(2))))\n" : "\(mark)\(Report.prose(line))\n"
      }
      return "\n### \(section.title)\n\n" + lines.joined()
    }
    return "**\(Report.prose(head))**\n" + parts.joined()
  }

  /// What stands in backticks becomes code; all the rest is escaped.
  private static func prose(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      let part = part.replacing(bytesOf: Report.backtick, with: "`")
      return index.isMultiple(of: 2) ? MarkdownText.inProse(part) : MarkdownText.codeSpan(part)
    }.joined()
  }
}

/// At most ten names in backticks.
func list(_ names: [String]) -> String { Words.first(10, of: names) }

/// What a person wrote, so that no backtick of theirs ends one of ours.
func quoted(_ text: String) -> String {
  "“" + VisibleText.oneLine(text).replacing(bytesOf: "`", with: Report.backtick) + "”"
}
