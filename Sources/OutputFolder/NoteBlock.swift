#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

import SourceText

/// The block at the foot of each page of the Markdown tree in which people write: whatever stands between its two lines
/// is theirs and goes from build to build.
package struct NoteBlock: Sendable, Equatable {
  /// The lines of an empty block.
  package static let empty =
    "<!-- BEGIN NOTES: each build keeps this block -->\n" + lastLine
  private static let lastLine = "<!-- END NOTES -->\n"
  private static let begin = "<!-- BEGIN NOTES"
  private static let end = "<!-- END NOTES"

  /// Where the lines of the block begin and end.
  private let block: Range<Int>
  /// Where the note is, between the two lines.
  package let note: Range<Int>

  /// A page with a block that has a note in it.
  ///
  /// - Parameter note: nothing, or whole lines.
  package static func page(_ text: String, note: String) -> String {
    let separator = text.hasSuffix("\n") ? "\n" : "\n\n"
    return text + separator + empty.dropLast(lastLine.count) + note + lastLine
  }

  /// The text of a page without its block, and the note. Nil where the page has no block.
  package func split(_ page: [UInt8]) -> (text: [UInt8], note: [UInt8]) {
    var text = page[..<block.lowerBound]
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    return (Array(text + page[block.upperBound...]), Array(page[note]))
  }

  /// Finds the block of a page; nil where there is none. Throws where the lines are no pair.
  package static func find(in page: [UInt8]) throws(NoteProblem) -> NoteBlock? {
    let begins = lines(begin, in: page)
    let ends = lines(end, in: page)
    if begins.isEmpty && ends.isEmpty { return nil }
    if begins.count > 1 { throw .beginsTwice }
    if ends.count > 1 { throw .endsTwice }
    guard let first = begins.first else { throw .neverBegins }
    guard let last = ends.first else { throw .neverEnds }
    guard first.upperBound <= last.lowerBound else { throw .endsFirst }
    return NoteBlock(
      block: first.lowerBound..<last.upperBound, note: first.upperBound..<last.lowerBound)
  }

  /// Whether there is anything but white space between the two lines.
  static func isBlank(_ note: some Sequence<UInt8>) -> Bool {
    note.allSatisfy { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
  }

  /// The lines that begin with a marker, each with its end.
  private static func lines(_ marker: String, in page: [UInt8]) -> [Range<Int>] {
    tags(in: page).compactMap { start in
      guard start == 0 || page[start - 1] == UInt8(ascii: "\n"), page[start...].starts(with: marker.utf8)
      else {
        return nil
      }
      let end = page[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? page.count
      return start..<end
    }
  }

  /// Every `<`: few in a page.
  private static func tags(in page: [UInt8]) -> [Int] {
    page.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var tags: [Int] = []
      var rest = 0
      while let found = memchr(base + rest, Int32(UInt8(ascii: "<")), bytes.count - rest) {
        let index = base.distance(to: found)
        tags.append(index)
        rest = index + 1
      }
      return tags
    }
  }
}

/// Why the lines of a note block are none.
package enum NoteProblem: Error, Sendable, Hashable, CaseIterable {
  case beginsTwice, endsTwice, neverBegins, neverEnds, endsFirst
}

extension NoteProblem: CustomStringConvertible {
  /// What follows the name of the file: lower case, no full stop.
  package var description: String {
    switch self {
    case .beginsTwice: "has `<!-- BEGIN NOTES` twice"
    case .endsTwice: "has `<!-- END NOTES` twice"
    case .neverBegins: "has `<!-- END NOTES` without `<!-- BEGIN NOTES`"
    case .neverEnds: "has `<!-- BEGIN NOTES` without `<!-- END NOTES`"
    case .endsFirst: "has `<!-- END NOTES` before `<!-- BEGIN NOTES`"
    }
  }
}

/// What is the tool's own in a file of the book, and what is a person's.
struct FileContent: Sendable, Equatable {
  /// Of the file without its note.
  let digest: ContentDigest
  /// Empty where there is none.
  let note: [UInt8]

  /// A content without a note.
  init(_ note: [UInt8], digest: ContentDigest) {
    self.digest = digest
    self.note = note
  }

  /// Only Markdown has notes. A block that is broken is no block.
  init(_ bytes: [UInt8], at path: RelativePath) {
    guard path.isMarkdown, let block = try? NoteBlock.find(in: bytes), !block.note.isEmpty else {
      digest = ContentDigest(of: bytes)
      note = []
      return
    }
    digest = ContentDigest(of: Array(bytes[..<block.note.lowerBound] + bytes[block.note.upperBound...]))
    note = Array(bytes[block.note])
  }
}

extension RelativePath {
  /// Whether a page of the Markdown tree, which may hold a note.
  var isMarkdown: Bool { text.utf8.suffix(3).elementsEqual(".md".utf8) }
}
