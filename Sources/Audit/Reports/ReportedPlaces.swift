import SourceText

/// The places of a finding as code scanning and annotations can show them: files of the checkout. A description may lie
/// outside of it; what stands there is said in words.
struct ReportedPlaces {
  /// That of the finding, or else of the first thing that belongs to it; nil where none is in the checkout.
  let main: SourceRange?
  /// Those that belong to it.
  let related: [Diagnostic.RelatedPlace]
  /// Each place outside as a sentence without its end: `` The need is described here: `../book/tokenbook.yaml:10` ``.
  let words: [String]

  init(_ finding: Finding, in result: AuditResult) {
    let shown = finding.related.filter { result.isInCheckout($0.range) }
    let outside = finding.related.filter { !result.isInCheckout($0.range) }.map {
      "\(Words.capitalized($0.message)): \(result.outside($0.range))"
    }
    if result.isInCheckout(finding.range) {
      (main, related, words) = (finding.range, shown, outside)
    } else {
      main = shown.first?.range
      related = Array(shown.dropFirst())
      words = ["The finding is in \(result.outside(finding.range)), outside the checkout"] + outside
    }
  }
}

extension String {
  /// Without the stop at the end of a sentence: what shows a help may add its own.
  var withoutStop: String { hasSuffix(bytesOf: ".") ? String(Substring(utf8.dropLast())) : self }
}

extension AuditResult {
  /// Whether a place is one of the checkout: of all files only those of a description may lie elsewhere.
  fileprivate func isInCheckout(_ range: SourceRange) -> Bool {
    let path = files[range.file].path
    return !isDescription(range.file) || !path.hasPrefix(bytesOf: "/") && !path.hasPrefix(bytesOf: "../")
  }

  /// A place outside in words, without where it lies on this machine.
  fileprivate func outside(_ range: SourceRange) -> String {
    let file = files[range.file]
    let path = file.path.hasPrefix(bytesOf: "/") ? file.path.lastPathPart : file.path
    return "`\(path):\(file.place(at: Int(range.start)).line)`"
  }
}
