import CommonMark
import Fuzzing
import Testing

/// Our plain HTML against the specification of CommonMark 0.30 and against Debian's `cmark` program.
@Suite(.enabled(if: !SpecificationExample.all.isEmpty, "no corpus: set TOKENBOOK_CORPUS to its folder"))
struct SpecificationTests {
  @Test("the specification has 652 examples")
  func count() {
    #expect(SpecificationExample.all.count == 652)
  }

  @Test(
    "our HTML is that of the cmark program, byte for byte",
    .enabled(if: Programs.isCI || Programs.isInstalled("cmark"), "the cmark program is not installed"))
  func sameAsProgram() async throws {
    for example in SpecificationExample.all {
      let ours = try MarkdownDocument(parsing: example.markdown).renderHTML()
      let theirs = try await Programs.cmark(example.markdown)
      #expect(ours == theirs, "example \(example.number)")
    }
  }

  @Test("our HTML is that of the specification, but for what safe mode leaves out")
  func sameAsSpecification() throws {
    var safe: [Int] = []
    for example in SpecificationExample.all {
      let html = try MarkdownDocument(parsing: example.markdown).renderHTML()
      guard !html.contains("<!-- raw HTML omitted -->") else {
        safe.append(example.number)
        continue
      }
      #expect(html == example.html, "example \(example.number)")
    }
    #expect(safe.count == 71)
  }

  @Test(
    "the renderer with its extensions keeps every text of the examples", arguments: SpecificationExample.all)
  func keepsText(example: SpecificationExample) throws {
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    let rendered = try renderer.render(example.markdown)
    #expect(HTMLProblem.all(in: rendered.html).isEmpty)
    #expect(!rendered.html.lowercased().contains("<script"))
  }
}
