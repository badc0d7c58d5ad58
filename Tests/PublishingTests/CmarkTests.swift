import CommonMark
import Subprocess
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Every Markdown file of the example's book, through libcmark here and through Debian's `cmark` program.
///
/// Both without extensions: what our own add to it, they add to this.
@Suite struct CmarkTests {
  @Test(
    .enabled(
      if: ShellPrograms.isCI || ShellPrograms.isInstalled("cmark"), "the cmark program is not installed"))
  func theMarkdownTreeIsPlainCommonMark() async throws {
    let files = try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".md") }
    #expect(files.count > 200)
    for (path, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self)
      let theirs = try await run(
        .name("cmark"), input: .string(text), output: .string(limit: 1 << 22), error: .discarded)
      #expect(try MarkdownDocument(parsing: text).renderHTML() == theirs.standardOutput, "\(path)")
    }
  }
}
