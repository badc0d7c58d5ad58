#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
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
  package func render(_ result: AuditResult) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array(try encoder.encode(log(result))) + [UInt8(ascii: "\n")]
  }

  private func log(_ result: AuditResult) -> Log {
    let shown = result.keepingWorst(limit)
    let rules = result.checks.map(rule)
    let indices = Dictionary(
      result.checks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return Log(runs: [
      Run(
        tool: Tool(driver: Driver(semanticVersion: toolVersion, rules: rules)),
        automationDetails: AutomationDetails(id: category),
        invocations: [Invocation(toolExecutionNotifications: notifications(result, shown))],
        results: shown.entries.map { self.result($0, result, indices) })
    ])
  }

  private func notifications(_ all: AuditResult, _ shown: AuditResult) -> [Notification] {
    let missing = all.entries.count - shown.entries.count
    guard missing > 0 else { return [] }
    return [Notification(message: Message(text: "\(missing) less severe findings are left out"))]
  }

  // MARK: Rules

  private func rule(_ check: CheckDescription) -> Rule {
    Rule(
      id: check.id, name: check.id, shortDescription: Message(text: clipped(capitalized(check.title))),
      fullDescription: Message(text: clipped(check.why)),
      help: Help(text: check.plainText, markdown: check.markdown),
      defaultConfiguration: Configuration(level: level(check.severity)),
      properties: RuleProperties(
        precision: precision(check.confidence), securitySeverity: securitySeverity(check.severity)))
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
  ) -> Result {
    let finding = entry.finding
    let places = ReportedPlaces(finding, in: all)
    let sentences = ([finding.message, finding.help].compactMap(\.self) + places.words).map(capitalized)
    return Result(
      ruleId: finding.check, ruleIndex: indices[finding.check] ?? -1, level: level(finding.severity),
      message: Message(text: TokenShape.mask(sentences.joined(separator: ". ") + ".")),
      locations: [places.main.map { location($0, all.files, message: nil) } ?? Self.nowhere],
      relatedLocations: places.related.prefix(100).map {
        location($0.range, all.files, message: $0.message)
      },
      partialFingerprints: ["primaryLocationLineHash": entry.fingerprint.text])
  }

  /// Code scanning wants a place in the checkout for each result: where GitHub puts annotations that have none.
  private static let nowhere = Location(
    physicalLocation: PhysicalLocation(
      artifactLocation: ArtifactLocation(uri: ".github"),
      region: Region(startLine: 1, startColumn: 1, endLine: 1, endColumn: 2)))

  private func location(_ range: SourceRange, _ files: SourceFiles, message: String?) -> Location {
    let file = files[range.file]
    let (start, end) = (file.place(at: Int(range.start)), file.place(at: Int(range.end)))
    return Location(
      physicalLocation: PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: URIPath.encoded(TokenShape.mask(file.path))),
        region: Region(
          startLine: start.line, startColumn: start.column, endLine: end.line,
          endColumn: start == end ? end.column + 1 : end.column)),
      message: message.map { Message(text: TokenShape.mask($0)) })
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

// MARK: The shape of a log

private struct Log: Encodable {
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }
}

private struct Run: Encodable {
  var tool: Tool
  var automationDetails: AutomationDetails
  var columnKind = "unicodeCodePoints"
  var invocations: [Invocation]
  var results: [Result]
}

private struct Tool: Encodable {
  var driver: Driver
}

private struct Driver: Encodable {
  var name = "tokenbook"
  var semanticVersion: String
  var rules: [Rule]
}

private struct AutomationDetails: Encodable {
  var id: String
}

private struct Invocation: Encodable {
  var executionSuccessful = true
  var toolExecutionNotifications: [Notification]
}

private struct Notification: Encodable {
  var level = "warning"
  var message: Message
}

private struct Message: Encodable {
  var text: String
}

private struct Help: Encodable {
  var text: String
  var markdown: String
}

private struct Rule: Encodable {
  var id: String
  var name: String
  var shortDescription: Message
  var fullDescription: Message
  var help: Help
  var defaultConfiguration: Configuration
  var properties: RuleProperties
}

private struct Configuration: Encodable {
  var level: String
}

private struct RuleProperties: Encodable {
  var tags = ["security", "credentials", "github-actions"]
  var precision: String
  var securitySeverity: String

  enum CodingKeys: String, CodingKey {
    case tags, precision
    case securitySeverity = "security-severity"
  }
}

private struct Result: Encodable {
  var ruleId: String
  var ruleIndex: Int
  var level: String
  var message: Message
  var locations: [Location]
  var relatedLocations: [Location]
  var partialFingerprints: [String: String]
}

private struct Location: Encodable {
  var physicalLocation: PhysicalLocation
  var message: Message?
}

private struct PhysicalLocation: Encodable {
  var artifactLocation: ArtifactLocation
  var region: Region
}

private struct ArtifactLocation: Encodable {
  var uri: String
  var uriBaseId = "%SRCROOT%"
}

private struct Region: Encodable {
  var startLine: Int
  var startColumn: Int
  var endLine: Int
  var endColumn: Int
}
