import SourceText

/// Findings as SARIF 2.1.0, with what GitHub code scanning asks for
/// (<https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support>).
package struct SARIFReport: Sendable {
  /// More results than this are refused by code scanning; the least severe are left out, and a notification says so.
  package static let maximumResults = 25_000
  private static let maximumText = 1_024

  private let toolVersion: String
  private let category: String
  private let limit: Int

  /// - Parameters:
  ///   - category: tells this analysis from others of the same repository, `tokenbook/acme/`.
  ///   - limit: how many results it may have.
  package init(toolVersion: String, category: String, limit: Int = SARIFReport.maximumResults) {
    self.toolVersion = toolVersion
    self.category = category
    self.limit = limit
  }

  /// UTF-8, keys sorted, a line end at the end.
  package func render(_ result: AuditResult) -> [UInt8] {
    JSONWriter.bytes(log(result), pretty: true) + [UInt8(ascii: "\n")]
  }

  private func log(_ result: AuditResult) -> JSONValue {
    let shown = result.keepingWorst(limit)
    let indices = Dictionary(
      result.checks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let run: JSONValue = [
      "tool": [
        "driver": [
          "name": "tokenbook", "semanticVersion": .text(toolVersion), "rules": .list(result.checks.map(rule)),
        ]
      ],
      "automationDetails": ["id": .text(category)], "columnKind": "unicodeCodePoints",
      "invocations": [
        [
          "executionSuccessful": true,
          "toolExecutionNotifications": .list(notifications(result, shown)),
        ]
      ],
      "results": .list(shown.entries.map { self.result($0, result, indices) }),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run],
    ]
  }

  private func notifications(_ all: AuditResult, _ shown: AuditResult) -> [JSONValue] {
    let missing = all.entries.count - shown.entries.count
    guard missing > 0 else { return [] }
    return [["level": "warning", "message": message("\(missing) less severe findings are left out")]]
  }

  private func message(_ text: String) -> JSONValue { ["text": .text(text)] }

  // MARK: Rules

  private func rule(_ check: CheckDescription) -> JSONValue {
    [
      "id": .text(check.id), "name": .text(check.id),
      "shortDescription": message(clipped(Words.capitalized(check.title))),
      "fullDescription": message(clipped(check.why)),
      "help": ["text": .text(check.plainText), "markdown": .text(check.markdown)],
      "defaultConfiguration": ["level": .text(level(check.severity))],
      "properties": [
        "tags": ["security", "credentials", "github-actions"],
        "precision": .text(precision(check.confidence)),
        "security-severity": .text(securitySeverity(check.severity)),
      ],
    ]
  }

  private func clipped(_ text: String) -> String {
    text.unicodeScalars.count <= Self.maximumText
      ? text : String(text.unicodeScalars.prefix(Self.maximumText - 1)) + "…"
  }

  private func level(_ severity: FindingSeverity) -> String {
    switch severity {
    case .informational, .low: "note"
    case .medium: "warning"
    case .high: "error"
    }
  }

  private func precision(_ confidence: Confidence) -> String {
    switch confidence {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }

  /// Code scanning reads 7.0 to 8.9 as high, 4.0 to 6.9 as medium, 0.1 to 3.9 as low.
  private func securitySeverity(_ severity: FindingSeverity) -> String {
    switch severity {
    case .informational: "1.0"
    case .low: "3.0"
    case .medium: "5.5"
    case .high: "8.0"
    }
  }

  // MARK: Results

  private func result(
    _ entry: AuditResult.Entry, _ all: AuditResult, _ indices: [String: Int]
  ) -> JSONValue {
    let finding = entry.finding
    let places = ReportedPlaces(finding, in: all)
    let sentences = ([finding.message, finding.help].compactMap(\.self) + places.words).map(Words.capitalized)
    return [
      "ruleId": .text(finding.check), "ruleIndex": .integer(indices[finding.check] ?? -1),
      "level": .text(level(finding.severity)),
      "message": message(TokenShape.mask(sentences.joined(separator: ". ") + ".")),
      "locations": [places.main.map { location($0, all.files, message: nil) } ?? Self.nowhere],
      "relatedLocations": .list(
        places.related.prefix(100).map { location($0.range, all.files, message: $0.message) }),
      "partialFingerprints": ["primaryLocationLineHash": .text(entry.fingerprint.text)],
    ]
  }

  /// Code scanning wants a place in the checkout for each result: where GitHub puts annotations that have none.
  private static let nowhere: JSONValue = [
    "physicalLocation": place(in: ".github", startLine: 1, startColumn: 1, endLine: 1, endColumn: 2)
  ]

  private func location(_ range: SourceRange, _ files: SourceFiles, message: String?) -> JSONValue {
    let file = files[range.file]
    let (start, end) = (file.place(at: Int(range.start)), file.place(at: Int(range.end)))
    var members: [String: JSONValue] = [
      "physicalLocation": Self.place(
        in: URIPath.encoded(TokenShape.mask(file.path)), startLine: start.line, startColumn: start.column,
        endLine: end.line, endColumn: start == end ? end.column + 1 : end.column)
    ]
    members["message"] = message.map { self.message(TokenShape.mask($0)) }
    return .object(members)
  }

  private static func place(
    in uri: String, startLine: Int, startColumn: Int, endLine: Int, endColumn: Int
  ) -> JSONValue {
    [
      "artifactLocation": ["uri": .text(uri), "uriBaseId": "%SRCROOT%"],
      "region": [
        "startLine": .integer(startLine), "startColumn": .integer(startColumn), "endLine": .integer(endLine),
        "endColumn": .integer(endColumn),
      ],
    ]
  }
}

/// A path as the relative reference of a URI.
enum URIPath {
  static func encoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}

extension AuditResult {
  /// At most so many findings, the least severe left out.
  package func keepingWorst(_ count: Int) -> AuditResult {
    guard entries.count > count else { return self }
    let kept = Set(worstFirst.prefix(count).map(\.fingerprint))
    return keeping { kept.contains($0.fingerprint) }
  }
}
