import LocatedYAML
import SourceText

/// One document of a YAML file, which may hold several below lines of `---`, or a JSON file.
struct SourceDocument {
  let root: YAMLNode
  let path: String
  private let file: SourceFile
  private var id: SourceFileID
  /// Where the document begins in its file, in bytes.
  private let start: Int

  /// Of a document that stands in a scalar, where that is; nil for one of its own.
  private var scalar: SourceRange?

  /// `deploy/web.yaml:12`.
  func place(_ node: YAMLNode) -> String {
    DraftValue.place(path, line: file.place(at: Int(range(node).start)).line)
  }

  /// In the whole file; of a document in a scalar, the scalar.
  func range(_ node: YAMLNode) -> SourceRange { scalar ?? Self.shifted(node.range, by: start, in: id) }

  /// The YAML text that stands in a scalar; nil where it is none.
  func nested(in node: YAMLNode) -> SourceDocument? {
    guard node.kind == .scalar, !Self.isBlank(node.bytes) else { return nil }
    let (document, problems) = YAMLParser.parse(SourceFile(path: path, bytes: Array(node.bytes)), as: id)
    guard let root = document?.root, !problems.hasErrors, root.kind == .mapping else { return nil }
    return SourceDocument(root: root, path: path, file: file, id: id, start: 0, scalar: range(node))
  }

  /// What a file holds.
  struct Reading {
    var documents: [SourceDocument]
    /// What keeps others from being read.
    var problems: [Diagnostic]

    /// The same, of a file that goes by another name.
    func renamed(_ id: SourceFileID) -> Reading {
      Reading(
        documents: documents.map { document in
          var document = document
          document.id = id
          document.scalar = document.scalar.map { shifted($0, by: 0, in: id) }
          return document
        }, problems: problems.map { shifted($0, by: 0, in: id) })
    }
  }

  /// Every document of a file.
  static func read(_ file: SourceFile, as id: SourceFileID) -> Reading {
    var documents: [SourceDocument] = []
    var problems: [Diagnostic] = []
    for piece in pieces(of: file.bytes) where !isBlank(file.bytes[piece]) {
      let part = SourceFile(path: file.path, bytes: Array(file.bytes[piece]))
      let (document, found) = YAMLParser.parse(part, as: id)
      problems += found.map { shifted($0, by: piece.lowerBound, in: id) }
      guard let root = document?.root, !found.hasErrors else { continue }
      documents.append(
        SourceDocument(root: root, path: file.path, file: file, id: id, start: piece.lowerBound))
    }
    return Reading(documents: documents, problems: problems)
  }

  // MARK: Pieces

  /// What stands between lines that begin with `---`.
  private static func pieces(of bytes: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var (start, line) = (0, 0)
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      if isMark(bytes[line..<end]) {
        pieces.append(start..<line)
        start = end
      }
      line = end
    }
    pieces.append(start..<bytes.count)
    return pieces
  }

  private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "---".utf8) else { return false }
    // What stands behind the mark may be a comment; a value there is no document of the tools that are read here.
    let rest = line.dropFirst(3).first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
    return line.count == 3
      || [0x20, 0x09, 0x0D, 0x0A].contains(line[line.startIndex + 3])
        && (rest == nil || rest == UInt8(ascii: "#"))
  }

  /// Whether nothing but comments and blanks is there.
  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.split(separator: 0x0A).allSatisfy { line in
      let first = line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      return first == nil || first == UInt8(ascii: "#")
    }
  }

  private static func shifted(_ range: SourceRange, by offset: Int, in id: SourceFileID) -> SourceRange {
    SourceRange(
      file: id, start: UInt32(clamping: Int(range.start) + offset),
      end: UInt32(clamping: Int(range.end) + offset))
  }

  private static func shifted(_ problem: Diagnostic, by offset: Int, in id: SourceFileID) -> Diagnostic {
    Diagnostic(
      problem.id, problem.severity, problem.message,
      at: problem.range.map { shifted($0, by: offset, in: id) },
      help: problem.help,
      related: problem.related.map {
        .init(message: $0.message, range: shifted($0.range, by: offset, in: id))
      })
  }
}
