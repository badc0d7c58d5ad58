import SourceText

/// The path of one file inside the output folder: parts joined by `/`, never absolute, never leading out.
package struct RelativePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Checks the text; throws what is wrong with it.
  package init(_ text: String) throws(PathProblem) {
    if let problem = PathProblem.first(in: text) { throw problem }
    self.text = text
  }

  package var description: String { text }

  /// The order of the characters' code points, the same on every system.
  package static func < (left: RelativePath, right: RelativePath) -> Bool {
    left.text < right.text
  }

  /// The folders that lead to the file, outermost first: `a` and `a/b` for `a/b/c.html`.
  var folders: [Substring] {
    text.indices.filter { text[$0] == "/" }.map { text[..<$0] }
  }

  /// The folder the file is in, nil at the top.
  var folder: Substring? {
    text.lastSlash.map { text[..<$0] }
  }
}

/// Why a text cannot be the path of a file of the book.
package enum PathProblem: Error, Hashable, Sendable {
  case empty
  case emptyPart(String)
  case leadsOut(String)
  case forbiddenCharacter(String)
  case reserved(String)
  case partTooLong(String)

  /// Names that begin so belong to this room: the manifest and the staging folder.
  static let reservedPrefix = ".tokenbook"
  /// What common file systems take for one name, in bytes.
  static let longestPart = 255

  static func first(in text: String) -> PathProblem? {
    if text.isEmpty { return .empty }
    if text.utf8.contains(where: isForbidden) { return .forbiddenCharacter(text) }
    for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if let problem = problem(ofPart: part, in: text) { return problem }
    }
    return nil
  }

  /// Control characters, and the backslash that is a separator elsewhere.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\")
  }

  private static func problem(ofPart part: Substring.UTF8View, in text: String) -> PathProblem? {
    if part.isEmpty { return .emptyPart(text) }
    if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return .leadsOut(text) }
    if part.count > longestPart { return .partTooLong(text) }
    return part.starts(with: reservedPrefix.utf8) ? .reserved(text) : nil
  }
}

extension PathProblem: CustomStringConvertible {
  /// The problem as a message: lower case, no full stop.
  package var description: String {
    switch self {
    case .empty: "a path is empty"
    case .emptyPart(let path): "`\(path)` is absolute or has an empty part"
    case .leadsOut(let path): "`\(path)` has a part `.` or `..`"
    case .forbiddenCharacter(let path):
      "`\(path.debugDescription)` has a character that isn't allowed in a path"
    case .reserved(let path): "`\(path)` has a part that starts with `\(Self.reservedPrefix)`"
    case .partTooLong(let path): "`\(path)` has a part longer than \(Self.longestPart) bytes"
    }
  }
}
