import SourceText
import Workflows

extension TokenPermissions {
  /// The change that gives the token a permission at a level; none where it cannot be told how, or where the value is
  /// shared: an anchor or an alias gives it to other jobs too.
  func granting(_ name: String, _ level: PermissionLevel, in file: SourceFile) -> TextEdit? {
    if let first = file.bytes.dropFirst(Int(range.start)).first, "&*".utf8.contains(first) { return nil }
    return setting(name, to: level) ?? adding(name, level, in: file)
  }

  /// To a map that has one on each line or all on one.
  private func adding(_ name: String, _ level: PermissionLevel, in file: SourceFile) -> TextEdit? {
    guard let last = entries.last, let first = entries.first else { return nil }
    let end = SourceRange(file: range.file, start: last.levelRange.end, end: last.levelRange.end)
    let line = file.lineIndex(at: Int(first.nameRange.start))
    if entries.count > 1, file.lineIndex(at: Int(last.nameRange.start)) == line {
      return TextEdit(end, ", \(name): \(level.rawValue)")
    }
    let start = file.lineRange(line).lowerBound
    let indent = file.text(start..<Int(first.nameRange.start))
    if indent.contains(where: { $0 != " " }) { return TextEdit(end, ", \(name): \(level.rawValue)") }
    let lineEnd = file.lineRange(file.lineIndex(at: Int(last.levelRange.end))).upperBound
    let newline = file.bytes.dropFirst(lineEnd).first == UInt8(ascii: "\r") ? "\r\n" : "\n"
    let place = SourceRange(file: range.file, start: UInt32(lineEnd), end: UInt32(lineEnd))
    return TextEdit(place, "\(newline)\(indent)\(name): \(level.rawValue)")
  }

  private func setting(_ name: String, to level: PermissionLevel) -> TextEdit? {
    entries.first { $0.name == name }.map { TextEdit($0.levelRange, level.rawValue) }
  }
}
