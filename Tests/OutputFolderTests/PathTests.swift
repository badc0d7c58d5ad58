@testable import OutputFolder
import Testing

@Suite struct PathTests {
  @Test(arguments: ["index.html", "a/b/c.html", ".nojekyll", "data/a b.json", "x/..y", "ü.md"])
  func accepts(_ text: String) throws {
    #expect(try RelativePath(text).text == text)
  }

  @Test(arguments: [
    ("", PathProblem.empty), ("/etc/passwd", .emptyPart("/etc/passwd")), ("a//b", .emptyPart("a//b")),
    ("a/", .emptyPart("a/")), ("../a", .leadsOut("../a")), ("a/../b", .leadsOut("a/../b")),
    ("./a", .leadsOut("./a")), ("a\0b", .forbiddenCharacter("a\0b")), ("a\nb", .forbiddenCharacter("a\nb")),
    ("a\\b", .forbiddenCharacter("a\\b")), (".tokenbook.json", .reserved(".tokenbook.json")),
    (".tokenbook.tmp/0", .reserved(".tokenbook.tmp/0")),
  ])
  func refuses(_ text: String, _ problem: PathProblem) {
    #expect(throws: problem) { try RelativePath(text) }
  }

  @Test func refusesALongPart() {
    let text = String(repeating: "ä", count: 128)
    #expect(throws: PathProblem.partTooLong(text)) { try RelativePath(text) }
  }

  @Test func sortsByBytes() throws {
    let sorted = try ["b", "a/b", "a-b", "B", "a"].map { try RelativePath($0) }.sorted()
    #expect(sorted.map(\.text) == ["B", "a", "a-b", "a/b", "b"])
  }

  @Test(arguments: [
    (["a", "A"], "A", "a"), (["x/Readme.md", "x/README.md"], "x/README.md", "x/Readme.md"),
    (["a", "a/b"], "a", "a/b"), (["Docs/a", "docs/b"], "Docs/a", "docs/b"), (["A", "a/b"], "A", "a/b"),
  ])
  func refusesCollisions(_ paths: [String], _ first: String, _ second: String) {
    #expect(throws: PathCollision(first: first, second: second)) { try book(paths.map { ($0, "") }) }
  }

  @Test func acceptsManyFilesInNestedFolders() throws {
    let book = try book([("a/b/c", ""), ("a/b/d", ""), ("a/c", ""), ("a/d/e", ""), ("b", "")])
    #expect(book.entries.map(\.path.text) == ["a/b/c", "a/b/d", "a/c", "a/d/e", "b"])
  }
}

/// A book of the given paths and texts.
func book(_ files: [(String, String)]) throws -> BookFiles {
  var contents: [RelativePath: [UInt8]] = [:]
  for (path, text) in files { contents[try RelativePath(path)] = Array(text.utf8) }
  return try BookFiles(contents)
}
