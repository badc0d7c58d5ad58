import Audit
import Foundation
import Testing

/// What the files at the top say is so.
@Suite struct DocumentationTests {
  private static let files = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Program.package)/\(path)", encoding: .utf8)
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(Program.package)/\(path)")
  }

  @Test(arguments: files) func everyPathIsThere(_ file: String) throws {
    let text = try Self.text(file)
    let tops = ["Sources/", "Tests/", "templates/", "catalog/", "site/"]
    let named = text.matches(of: /`([^`\s]+)`/).map { String($0.1) }
      .filter { path in tops.contains(where: path.hasPrefix) && !path.contains("NAME") }
    let linked = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }.filter { !$0.contains("://") }
    for path in named + linked { #expect(exists(path), "\(file) names `\(path)`") }
    if file == "CONTRIBUTING.md" { #expect(named.count > 10) }
  }

  @Test func theTreeInTheReadmeIsTheTree() throws {
    let text = try Self.text("README.md")
    let rooms =
      text.matches(of: /(?m)^  ([A-Za-z]+)\//).map { String($0.1) }
      + text.matches(of: #/([A-Za-z]+)/ +/#).map { String($0.1) }
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(Program.package)/Sources")
    for folder in folders where !folder.hasPrefix(".") { #expect(rooms.contains(folder)) }
  }

  /// `Importer.all` is a list in the file of the type.
  @Test func everyListIsThere() throws {
    let names = try Self.text("CONTRIBUTING.md").matches(of: /`([A-Z][A-Za-z]+)\.(all)`/).map { String($0.1) }
    #expect(!names.isEmpty)
    let sources = try FileManager.default.subpathsOfDirectory(atPath: "\(Program.package)/Sources")
    for name in names {
      let file = try #require(sources.first { $0.hasSuffix("/\(name).swift") }, "\(name)")
      #expect(try Self.text("Sources/\(file)").contains("static let all"), "\(name).all")
    }
  }

  /// A recipe's step "add its line" is what a newcomer forgets.
  @Test func everyCommandHasItsLineAndItsSection() throws {
    let folder = "\(Program.package)/Sources/tokenbook/Commands"
    let program = try Self.text("Sources/tokenbook/Tokenbook.swift")
    let guide = try Self.text("site/content/commands.md")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
      let name = String(file.dropLast(6))
      #expect(program.contains("\(name).self"), "\(name) has no line in Tokenbook.swift")
      #expect(guide.contains("## `\(name.lowercased())`"), "\(name) has no section in commands.md")
    }
  }

  /// The page that holds the checks against those of others names each, and none that is not there.
  @Test func everyCheckStandsBesideOthers() throws {
    let text = try Self.text("site/content/field.md")
    let rows = text.matches(of: /(?m)^\| `([a-z-]+)` \| ([^|]*) \|/)
    let alone = try #require(
      text.firstMatch(of: /## What only Tokenbook finds\n([\s\S]*?)`tokenbook explain/)?.1)
    let named = (rows.map(\.2) + [alone]).flatMap { $0.matches(of: /`([a-z-]+)`/).map { String($0.1) } }
    #expect(Set(named) == Set(AuditChecks.all.map(\.id)))
    #expect(rows.map(\.1).count == Set(rows.map(\.1)).count && rows.count > 40)
  }

  /// The commands of the README print what it shows; `…` stands for lines left out.
  @Test func theReadmeShowsWhatIsPrinted() async throws {
    let text = try Self.text("README.md")
    let description = try #require(text.firstMatch(of: /```yaml\n([\s\S]*?)```/)?.1)
    let folder = try TestFolder(["tokenbook.yaml": String(description)])
    let blocks = text.matches(of: /```console\n\$ tokenbook ([^\n]*)\n([\s\S]*?)```/)
    #expect(blocks.count == 2)
    for block in blocks {
      let run = try await Program.shell("\"$tokenbook\" \(block.1)", in: folder)
      var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
      for line in block.2.split(separator: "\n") where line != "…" {
        let position = printed.firstIndex(of: line)
        #expect(position != nil, "`tokenbook \(block.1)` does not print, there: \(line)")
        printed = printed[(position ?? printed.startIndex)...]
      }
    }
  }
}
