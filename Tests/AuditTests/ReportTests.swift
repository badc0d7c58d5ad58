import Audit
import Foundation
import SourceText
import Testing

@Suite struct ReportTests {
  private static let many = (1...30).map { Examples.finding(.high, about: "thing \($0)") }
  private static let leaky = Examples.finding(
    .low, "found `ghp_0123456789abcdefghijABCDEFGHIJ012345`\nand more, 100%", about: "token")

  @Test func annotationsKeepToWhatAStepShows() {
    let lines = AnnotationsReport.text(Examples.result(Self.many + [Self.leaky])).split(separator: "\n")
    #expect(lines.count == 11)
    #expect(
      lines[0].hasPrefix(
        "::error file=.github/workflows/ci 1.yml,line=5,endLine=5,col=28,endColumn=42,title=high%3A secret-in-run::`secrets"
      ))
    #expect(lines[9] == "::error title=tokenbook::and 21 more: see the log or the job summary")
    #expect(lines[10].contains("ghp_…(masked)`%0Aand more, 100%25%0Apass it"))
  }

  @Test func tenOfOneKindAreAllShown() {
    let lines = AnnotationsReport.text(Examples.result(Array(Self.many.prefix(10)))).split(separator: "\n")
    #expect(lines.count == 10 && lines.allSatisfy { $0.contains("secrets.CR_PAT") })
  }

  @Test func theSummaryNeverOutgrowsItsLimit() {
    let result = Examples.result(Self.many)
    let whole = JobSummary.markdown(result)
    #expect(whole.hasPrefix("### ") && whole.contains("| `secret-in-run` | high | 30 |"))
    #expect(whole.components(separatedBy: "\n- **high**").count == 31 && !whole.contains("…and"))
    for limit in [-1, 0, 40, 200, 400] {
      #expect(JobSummary.markdown(result, limit: limit).utf8.count <= max(0, limit))
    }
    let cut = JobSummary.markdown(result, limit: 1_500)
    #expect(cut.utf8.count <= 1_500 && cut.contains("more, in the log") && cut.hasSuffix("</details>\n"))
  }

  @Test func htmlInAMessageIsText() {
    let text = JobSummary.markdown(Examples.result([Examples.finding(.low, "found <b>& more\n# x")]))
    #expect(text.contains("found \\<b>& more # x"))
  }

  /// What a file says may hold the marks of Markdown, and backticks too.
  @Test(arguments: [
    ("hands `a & <b>` on", "hands `a & <b>` on"),
    ("hands `y@v1`![x](https://example.org)` on", "hands `y@v1`\\!\\[x\\](https\\://example.org)\\` on"),
    ("hands `a```*b*` on", "hands `a`\\`\\`\\*b\\*\\` on"), ("a \\` [b](c)", "a \\\\\\` \\[b\\](c)"),
    ("`\u{301} ![p](https:e.png) `\u{301}", "`\u{301} ![p](https:e.png) `\u{301}"),
    ("\u{600}`<img src=e>\u{600}`", "\u{600}`<img src=e>\u{600}`"),
    ("a\u{600}<img src=e>", "a\u{600}\\<img src=e>"),
  ])
  func wordsOfAFileAreNoMarkdown(_ message: String, _ shown: String) {
    let text = JobSummary.markdown(Examples.result([Examples.finding(.low, message)]))
    #expect(text.contains(": \(shown). Pass it to the step with `env`.\n"), "\(text)")
  }

  /// The runner ends a line at a carriage return too, and reads what follows as a command of its own.
  @Test(arguments: ["a\r\n::stop-commands::x", "a\r::error::x", "a\n::add-mask::x", "a\u{85}b"])
  func anAnnotationIsOneLine(_ message: String) {
    let text = AnnotationsReport.text(Examples.result([Examples.finding(.high, message)]))
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
    #expect(lines.count == 1 && text.hasPrefix("::error "), "\(text.debugDescription)")
  }

  @Test func nothingShapedLikeATokenIsPrinted() throws {
    let result = Examples.result([Self.leaky])
    let sarif = String(
      decoding: SARIFReport(toolVersion: "1.0.0", category: "tokenbook/").render(result), as: UTF8.self)
    for text in [JSONReport.text(result), JobSummary.markdown(result), AnnotationsReport.text(result), sarif]
    {
      #expect(!text.contains("ghp_0123") && text.contains("ghp_…(masked)"))
    }
  }

  /// The name of a file is text of somebody's too.
  @Test func noPathShapedLikeATokenIsPrinted() throws {
    var files = SourceFiles()
    let path = "ghp_0123456789abcdefghijABCDEFGHIJ012345/.github/workflows/ci.yml"
    _ = files.add(SourceFile(path: path, bytes: Array(Examples.text.utf8)))
    let result = AuditResult([Examples.finding()], in: files, checks: Examples.checks)
    let sarif = SARIFReport(toolVersion: "1.0.0", category: "tokenbook/").render(result)
    let all = [
      String(decoding: sarif, as: UTF8.self), Baseline.text(of: result), JSONReport.text(result),
      JobSummary.markdown(result), AnnotationsReport.text(result),
    ]
    #expect(all.allSatisfy { !$0.contains("ghp_0123") && $0.contains("ghp_") })
  }

  @Test func jsonIsJSONWorstFirst() throws {
    let result = Examples.result([Self.leaky, Examples.finding()])
    let object = try JSONSerialization.jsonObject(with: Data(JSONReport.text(result).utf8))
    let findings = ((object as? [String: Any])?["findings"] as? [[String: Any]]) ?? []
    #expect(findings.map { $0["severity"] as? String } == ["high", "low"])
    #expect(findings.first?["line"] as? Int == 5 && findings.first?["end_column"] as? Int == 42)
    #expect(JSONReport.text(Examples.result([])).contains("\"findings\": []"))
  }
}

@Suite struct SARIFReportTests {
  private static let report = SARIFReport(toolVersion: "1.2.3", category: "tokenbook/acme/")

  private static let schema: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpus")
    return corpus.appending(path: "sarif-schema-2.1.0.json").path
  }()

  private static var canValidate: Bool { FileManager.default.fileExists(atPath: schema) }

  private func problems(_ log: [UInt8]) throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "sarif_valid.py").path
    process.arguments = ["python3", script, Self.schema]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(log))
    try input.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }

  @Test(.enabled(if: canValidate, "the published schema of SARIF is not beside the package"))
  func logsFitThePublishedSchema() throws {
    let related = Diagnostic.RelatedPlace(message: "stored here", range: Examples.range("jobs"))
    var finding = Examples.finding()
    finding.related = [related]
    #expect(try problems(Self.report.render(Examples.result([finding, Examples.finding(.low)]))) == "")
    #expect(try problems(Self.report.render(Examples.result([]))) == "")
    let broken = Array(
      String(decoding: Self.report.render(Examples.result([finding])), as: UTF8.self)
        .replacing("\"level\" : \"error\"", with: "\"level\" : \"grave\"").utf8)
    #expect(try problems(broken).contains("grave"))
  }

  @Test func whatCodeScanningAsksForIsThere() throws {
    let run = try run(of: Examples.result([Examples.finding()]))
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    #expect(driver?["semanticVersion"] as? String == "1.2.3")
    for rule in (driver?["rules"] as? [[String: Any]]) ?? [] {
      for key in ["shortDescription", "fullDescription", "help"] {
        let text = (rule[key] as? [String: Any])?["text"] as? String ?? ""
        #expect(!text.isEmpty && (key == "help" || text.count <= 1_024))
      }
      let properties = rule["properties"] as? [String: Any]
      #expect((properties?["tags"] as? [String])?.contains("security") == true)
      #expect(Double(properties?["security-severity"] as? String ?? "") != nil)
    }
    let result = (run["results"] as? [[String: Any]])?.first
    let location = (result?["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
    #expect(
      location?["region"] as? [String: Int] == [
        "startLine": 5, "startColumn": 28, "endLine": 5, "endColumn": 42,
      ])
    #expect(
      (location?["artifactLocation"] as? [String: String])?["uri"] == ".github/workflows/ci%201.yml")
    let prints = result?["partialFingerprints"] as? [String: String]
    #expect(prints?["primaryLocationLineHash"]?.hasSuffix(":1") == true)
    #expect(result?["ruleIndex"] as? Int == 0)
  }

  /// A description may lie outside of the checkout: code scanning and annotations show nothing there, so it is said.
  @Test(arguments: [
    ("../book/tokenbook.yaml", "`../book/tokenbook.yaml:2`"),
    ("/home/ada/book/tokenbook.yaml", "`tokenbook.yaml:2`"),
  ])
  func whatIsOutsideIsSaidInWords(_ path: String, _ shown: String) throws {
    var files = SourceFiles()
    let outside = files.add(SourceFile(path: path, bytes: Array("a: 1\nb: 2\n".utf8)))
    let inside = files.add(SourceFile(path: ".github/workflows/ci.yml", bytes: Array("on: push\n".utf8)))
    let range = { (id: SourceFileID) in SourceRange(file: id, start: 5, end: 6) }
    let related = { (id: SourceFileID) in
      [Diagnostic.RelatedPlace(message: "described here", range: range(id))]
    }
    let finding = { (place: SourceFileID, related: [Diagnostic.RelatedPlace]) in
      Finding(
        "secret-in-run", .low, .high, "it is", about: "it", at: range(place), help: "mend it",
        related: related)
    }
    let result = { (finding: Finding) in
      AuditResult([finding], in: files, checks: Examples.checks, descriptionCount: 1)
    }

    let nowhere = result(finding(outside, []))
    let (uri, text, others) = try sarif(nowhere)
    #expect(uri == ".github" && others == 0)
    #expect(text == "It is. Mend it. The finding is in \(shown), outside the checkout.")
    #expect(
      AnnotationsReport.text(nowhere)
        == "::notice title=low%3A secret-in-run::it is%0Amend it%0AThe finding is in \(shown), outside the checkout\n"
    )

    let moved = result(finding(outside, related(inside)))
    #expect(try sarif(moved).uri == ".github/workflows/ci.yml" && sarif(moved).others == 0)
    #expect(try sarif(moved).text == text)
    #expect(AnnotationsReport.text(moved).hasPrefix("::notice file=.github/workflows/ci.yml,line=1,"))

    let behind = result(finding(inside, related(outside)))
    #expect(try sarif(behind).uri == ".github/workflows/ci.yml" && sarif(behind).others == 0)
    #expect(try sarif(behind).text == "It is. Mend it. Described here: \(shown).")

    // Whose workflow files are named by long paths, has them so.
    let plain = AuditResult([finding(outside, [])], in: files, checks: Examples.checks)
    #expect(try sarif(plain).uri == path)
    if Self.canValidate { #expect(try problems(Self.report.render(nowhere)) == "") }
  }

  private func sarif(_ result: AuditResult) throws -> (uri: String?, text: String?, others: Int?) {
    let result = (try run(of: result)["results"] as? [[String: Any]])?.first
    let location = (result?["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
    return (
      (location?["artifactLocation"] as? [String: Any])?["uri"] as? String,
      (result?["message"] as? [String: Any])?["text"] as? String,
      (result?["relatedLocations"] as? [Any])?.count
    )
  }

  @Test func theLeastSevereAreLeftOut() throws {
    let findings =
      (0..<40).map { Examples.finding(.medium, about: "\($0)") }
      + [Examples.finding(.low, about: "low"), Examples.finding(.high, about: "high")]
    let run = try run(of: Examples.result(findings), limit: 40)
    let results = (run["results"] as? [[String: Any]]) ?? []
    let levels = results.compactMap { $0["level"] as? String }
    #expect(results.count == 40)
    #expect(levels.contains("error") && !levels.contains("note"))
    #expect("\(run["invocations"] ?? "")".contains("2 less severe findings are left out"))
  }

  private func run(of result: AuditResult, limit: Int = SARIFReport.maximumResults) throws -> [String: Any] {
    let report = SARIFReport(toolVersion: "1.2.3", category: "tokenbook/acme/", limit: limit)
    let log = try JSONSerialization.jsonObject(with: Data(report.render(result))) as? [String: Any]
    return (log?["runs"] as? [[String: Any]])?.first ?? [:]
  }
}
