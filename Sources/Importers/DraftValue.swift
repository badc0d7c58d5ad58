import LocatedYAML

/// A value of a description that is written: on one line, or over several.
indirect enum DraftValue {
  case text(String)
  case list([DraftValue])
  case map([(key: String, value: DraftValue)])
  /// A list of the block form, with comments after its elements.
  case lines([DraftValue], comments: [String])

  /// Beyond this many columns a list or a map is written over several lines.
  private static let width = 110

  /// On one line.
  var inline: String {
    switch self {
    case .text(let text): text
    case .list(let values), .lines(let values, _): "[" + values.map(\.inline).joined(separator: ", ") + "]"
    case .map(let entries):
      "{" + entries.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", ") + "}"
    }
  }

  /// With its key, on one line where it fits and nothing in it must stand on lines of its own.
  func lines(_ key: String, _ indent: String) -> [String] {
    let line = "\(indent)\(key): \(inline)"
    switch self {
    case .text: return [line]
    case .list: return line.count <= Self.width ? [line] : ["\(indent)\(key):"] + elements(indent + "  ")
    case .lines(let values, let comments):
      // Each question stands below what it is about, and no deeper than that.
      let notes = { (indent: String) in comments.map { "\(indent)#? \(Self.oneLine($0))" } }
      return values.isEmpty
        ? ["\(indent)\(key): []"] + notes(indent)
        : ["\(indent)\(key):"] + elements(indent + "  ") + notes(indent + "  ")
    case .map(let entries):
      let fits = line.count <= Self.width && entries.allSatisfy(\.value.isPlain)
      return fits ? [line] : ["\(indent)\(key):"] + entries.flatMap { $0.value.lines($0.key, indent + "  ") }
    }
  }

  /// With its key, each entry of a map on lines of its own, so that another import can add entries with comments.
  func block(_ key: String, _ indent: String) -> [String] {
    switch self {
    case .map(let entries) where !entries.isEmpty:
      ["\(indent)\(key):"] + entries.flatMap { $0.value.lines($0.key, indent + "  ") }
    case .text, .list, .map, .lines: lines(key, indent)
    }
  }

  /// The elements of a list, each on its line.
  func elements(_ indent: String) -> [String] {
    switch self {
    case .list(let values), .lines(let values, _): values.map { "\(indent)- \($0.inline)" }
    case .text, .map: []
    }
  }

  /// A comment ends with its line: nothing in it may begin another one.
  static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
  }

  /// A text as a scalar of the description, with blanks for what a description refuses.
  static func scalar(_ text: String) -> String {
    YAMLScalar.quotedIfNeeded(blanking(text) { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) })
  }

  /// Where something stands, `deploy/web.yaml:12`, on one line.
  static func place(_ path: String, line: Int) -> String { "\(blanking(path) { $0 < 0x20 }):\(line)" }

  private static func blanking(_ text: String, _ isBlanked: (UInt32) -> Bool) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isBlanked($0.value) ? " " : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  private var isPlain: Bool {
    switch self {
    case .text, .list: true
    case .lines(let values, let comments): values.isEmpty && comments.isEmpty
    case .map(let entries): entries.allSatisfy(\.value.isPlain)
    }
  }
}
