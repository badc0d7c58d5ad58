import ShippedCatalog
import Audit
import Foundation
import Guidance
import Importers
import OrganizationModel
import SourceText
import Testing

/// Real workflow files, where they are at hand: beside the package, or where `TOKENBOOK_CORPUS` says.
@Suite struct AuditCorpusTests {
  private static let folder: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpus")
    return corpus.appending(path: "workflows").path
  }()

  private static let checkouts = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .sorted()
    .filter { $0.contains("__") }
  private static var isThere: Bool { !checkouts.isEmpty }
  private static let owners = Set(checkouts.map(owner)).sorted()

  private static func owner(_ checkout: String) -> String {
    String(checkout[..<(checkout.ranges(of: "__").first?.lowerBound ?? checkout.endIndex)])
  }

  private static func files(of owner: String) throws -> SourceFiles {
    var sources = SourceFiles()
    for checkout in checkouts where self.owner(checkout) == owner {
      let paths =
        (FileManager.default.enumerator(atPath: "\(folder)/\(checkout)")?.compactMap { $0 as? String } ?? [])
      for path in paths.sorted() where path.hasSuffix(".yml") || path.hasSuffix(".yaml") {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(checkout)/\(path)"))
        _ = sources.add(SourceFile(path: "\(checkout)/\(path)", bytes: Array(bytes)))
      }
    }
    return sources
  }

  private static func audit(_ files: SourceFiles, _ text: String) async throws -> Auditor.Outcome {
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)), endpoints: shippedCatalog.lookup)
    let organization = try #require(reading.organization)
    let decisions = Guide(organization, day: try #require(Day("2026-11-26"))).decide()
    return await Auditor().audit(
      files.files.map(input), against: AuditedDescription(decisions, files: reading.files))
  }

  /// What the import proposes is what the audit sees: no workflow, access or setting that one knows and the other does not.
  @Test(.enabled(if: isThere, "the corpus is not beside the package"), arguments: owners)
  func whatIsImportedDiffersInNothing(_ owner: String) async throws {
    let files = try Self.files(of: owner)
    let imported = Importer.workflows.convert(files, owner, shippedCatalog)
    guard let description = imported.descriptions.first else { return }
    let outcome = try await Self.audit(files, description.text)
    let differences: Set<String> = [
      "need-undescribed", "need-unseen", "secret-missing", "secret-unused", "workflow-described-otherwise",
      "workflow-missing", "workflow-undescribed",
    ]
    let found = outcome.result.findings.filter { differences.contains($0.check) }
    #expect(found.map { "\($0.check): \($0.message)" } == [])
  }

  /// Without its needs a description lacks each of them but those that are not sure, and a checkout of one's own.
  @Test(.enabled(if: isThere, "the corpus is not beside the package"), arguments: owners)
  func whatIsTakenOutIsMissed(_ owner: String) async throws {
    let files = try Self.files(of: owner)
    guard let description = Importer.workflows.convert(files, owner, shippedCatalog).descriptions.first else {
      return
    }
    var taken: Set<String> = []
    let lines = description.text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      // What has no verb is described, and the audit reports nothing of it.
      if line.contains("- {other: ") || line.contains("- {need: api ") { return false }
      guard let start = line.ranges(of: "- {need: ").first?.upperBound else { return true }
      let text = line[start...].prefix { $0 != "," }
      if !line.contains("x-confidence: low") { taken.insert(String(text)) }
      return false
    }
    guard !taken.isEmpty else { return }
    let text = lines.joined(separator: "\n").replacing("needs:\n", with: "needs: []\n")
    let outcome = try await Self.audit(files, text)
    let missed = outcome.result.findings.filter { $0.check == "need-undescribed" }.map(\.subject)
    #expect(taken.subtracting(missed).filter { !$0.hasPrefix("clone repository") } == [])
    #expect(Set(missed).subtracting(taken) == [])
  }

  /// What `--fix` changes reads as well as before, is found no more, and is not changed again.
  @Test(.enabled(if: isThere, "the corpus is not beside the package"))
  func whatIsMendedStaysMended() async throws {
    var mended = 0
    for owner in Self.owners {
      let files = try Self.files(of: owner).files
      let before = await Auditor().audit(files.map(Self.input))
      let edits = Dictionary(grouping: before.result.findings.flatMap(\.edits), by: \.range.file)
      let changed = files.enumerated().map { index, file in
        let edits = edits[SourceFileID(index: UInt32(index))] ?? []
        return SourceFile(path: file.path, bytes: file.applying(edits))
      }
      let after = await Auditor().audit(changed.map(Self.input))
      #expect(after.diagnostics.map(\.message) == before.diagnostics.map(\.message))
      #expect(after.result.findings.flatMap(\.edits) == [])
      let fixable = before.result.findings.count { !$0.edits.isEmpty }
      #expect(after.result.findings.count <= before.result.findings.count - fixable, "\(owner)")
      mended += fixable
    }
    #expect(mended > 10)
  }

  private static func input(_ file: SourceFile) -> Auditor.Input {
    Auditor.Input(file, path: String(file.path.drop { $0 != "/" }.dropFirst()))
  }
}
