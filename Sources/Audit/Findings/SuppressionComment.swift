package import SourceText

/// A comment in a workflow file that says why a finding may stay: `# tokenbook: ignore[secrets-inherit] the callee is ours`.
///
/// It holds for its own line; alone on a line, for the next line that is no comment.
package struct SuppressionComment: Sendable, Hashable {
  package let checks: [String]
  package let reason: String
  /// Where the comment stands.
  package let range: SourceRange
  /// The line that it holds for, from 0.
  package let line: Int
  /// Whether it names other checks too.
  var isInPart = false

  /// The comments of a file, and what is wrong with any of them.
  package static func read(
    _ file: SourceFile, as id: SourceFileID, known: Set<String>
  ) -> (comments: [SuppressionComment], problems: [Diagnostic]) {
    var comments: [SuppressionComment] = []
    var problems: [Diagnostic] = []
    for start in file.starts(of: Array("# tokenbook:".utf8)) {
      let line = file.lineIndex(at: start)
      let range = start..<file.lineRange(line).upperBound
      let reader = SuppressionReader(text: file.text(range), range: SourceRange(id, range), known: known)
      switch reader.read() {
      case .failure(let problem): problems += problem.diagnostics
      case .success(let (checks, reason)):
        comments.append(
          SuppressionComment(
            checks: checks, reason: reason, range: reader.range,
            line: file.lineMeant(byCommentAt: start, line)))
      }
    }
    return (comments, problems)
  }
}

private struct SuppressionReader {
  struct Problem: Error {
    let diagnostics: [Diagnostic]
  }

  let text: String
  let range: SourceRange
  let known: Set<String>

  func read() -> Result<([String], String), Problem> {
    let rest = text.dropFirst("# tokenbook:".count).drop { $0 == " " }
    guard rest.hasPrefix("ignore["), let end = rest.firstIndex(of: "]") else {
      return refuse("found `\(text)`, expected `# tokenbook: ignore[CHECK] reason`")
    }
    let checks = rest[..<end].dropFirst("ignore[".count).split(separator: ",").map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let reason = String(rest[rest.index(after: end)...].drop { " :-".contains($0) })
    let unknown = checks.filter { !known.contains($0) }
    if !unknown.isEmpty || checks.isEmpty { return .failure(Problem(diagnostics: unknowns(unknown))) }
    if reason.isEmpty { return refuse("found no reason, expected one after `ignore[…]`") }
    return .success((checks, reason))
  }

  private func refuse(_ message: String) -> Result<([String], String), Problem> {
    .failure(Problem(diagnostics: [Diagnostic("suppression", .error, message, at: range)]))
  }

  private func unknowns(_ names: [String]) -> [Diagnostic] {
    let nearest = NearestMatch(known.sorted())
    if names.isEmpty {
      return [Diagnostic("suppression", .error, "found no check between `[` and `]`", at: range)]
    }
    return names.map { name in
      Diagnostic(
        "suppression", .error, "found `\(name)`, expected the id of a check", at: range,
        help: nearest.match(name).map { "did you mean `\($0)`?" })
    }
  }
}

extension SourceFile {
  /// Where a run of bytes begins, each time it stands in the file as a comment may begin: at the start of a line or after
  /// white space.
  fileprivate func starts(of needle: [UInt8]) -> [Int] {
    var found: [Int] = []
    guard bytes.count >= needle.count, let first = needle.first else { return found }
    bytes.withUnsafeBufferPointer { bytes in
      for offset in 0...(bytes.count - needle.count) where bytes[offset] == first {
        let isFree = offset == 0 || [0x20, 0x09, 0x0A].contains(bytes[offset - 1])
        if isFree, bytes[offset..<(offset + needle.count)].elementsEqual(needle) { found.append(offset) }
      }
    }
    return found
  }

  /// The line of the comment, or where nothing else stands on it, the next one with something else than a comment.
  fileprivate func lineMeant(byCommentAt offset: Int, _ line: Int) -> Int {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard bytes[lineRange(line).lowerBound..<offset].allSatisfy(isSpace) else { return line }
    for next in (line + 1)..<max(line + 1, lineCount) {
      let first = bytes[lineRange(next)].first { !isSpace($0) }
      if let first, first != UInt8(ascii: "#") { return next }
    }
    return line
  }
}
