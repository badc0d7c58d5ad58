package import SourceText

/// A stretch of a file, the text to put in its place, and what that is to do.
package struct TextEdit: Sendable, Hashable, Comparable {
  package var range: SourceRange
  package var replacement: String
  /// What the file then says that it did not say before; nothing else may change.
  package var change: TreeChange

  package init(_ range: SourceRange, _ replacement: String, _ change: TreeChange) {
    self.range = range
    self.replacement = replacement
    self.change = change
  }

  package static func < (left: TextEdit, right: TextEdit) -> Bool {
    (left.range, left.replacement, left.change) < (right.range, right.replacement, right.change)
  }
}

/// A value of a YAML file that becomes another, or is added.
package struct TreeChange: Sendable, Hashable, Comparable {
  package enum Value: Sendable, Hashable {
    case text(String)
    /// Of texts only.
    case mapping([String: String])
  }

  /// The keys of mappings and positions in lists, from the top of the file.
  package let path: [String]
  package let value: Value

  package init(at path: [String], _ value: Value) {
    self.path = path
    self.value = value
  }

  package static func < (left: TreeChange, right: TreeChange) -> Bool {
    left.path.lexicographicallyPrecedes(right.path)
  }
}

extension SourceFile {
  /// The bytes with every edit made, all others as they are. Of two edits that overlap the first is made; those that
  /// put the same text in the same place are one.
  package func applying(_ edits: [TextEdit]) -> [UInt8] {
    var result: [UInt8] = []
    var end = 0
    var last: (SourceRange, String)?
    for edit in edits.sorted() where edit.range.offsets.lowerBound >= end {
      let offsets = edit.range.offsets
      guard offsets.upperBound <= bytes.count, last.map({ $0 != (edit.range, edit.replacement) }) ?? true
      else { continue }
      last = (edit.range, edit.replacement)
      result += bytes[end..<offsets.lowerBound]
      result += edit.replacement.utf8
      end = offsets.upperBound
    }
    return result + bytes[end...]
  }
}
