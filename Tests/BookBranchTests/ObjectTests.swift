import SourceText
import OutputFolder
import Testing

@testable import BookBranch

/// What git prints, taken apart.
@Suite struct ObjectTests {
  private static let a = String(repeating: "a", count: 40)
  private static let b = String(repeating: "b", count: 64)

  private func batch(_ text: String, pieces size: Int) -> ObjectBatch {
    var batch = ObjectBatch()
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { batch.take($0) }
    }
    return batch
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func contentsComeInPiecesOfAnySize(_ size: Int) throws {
    let text = "\(Self.a) blob 7\na\nb \u{0}\n\n\n\(Self.b) blob 0\n\n"
    let batch = batch(text, pieces: size)
    #expect(batch.isComplete)
    #expect(
      batch.contents == [
        try #require(ObjectName(Self.a)): Array("a\nb \u{0}\n\n".utf8), try #require(ObjectName(Self.b)): [],
      ])
  }

  @Test(arguments: ["\(a) missing\n", "\(a) tree 3\nabc\n", "nonsense\n"])
  func anythingElseIsAComplaint(_ text: String) {
    let batch = batch(text, pieces: 5)
    #expect(!batch.isComplete)
    #expect(batch.complaint == text.split(separator: "\n").first.map(String.init))
  }

  @Test(arguments: ["\(a) blob 3\nab", "\(a) blob 3\nabc", "\(a) bl"])
  func anEarlyEndIsSeen(_ text: String) {
    #expect(!batch(text, pieces: 4).isComplete)
  }

  @Test(arguments: ["", "a", String(repeating: "g", count: 40), String(repeating: "a", count: 41), "HEAD"])
  func otherWordsNameNoObject(_ text: String) {
    #expect(ObjectName(text) == nil)
  }

  @Test func aTreeIsAFolderThatCanOnlyBeRead() throws {
    let listing =
      [
        "100644 blob \(Self.a)\tindex.html", "100755 blob \(Self.a)\ta/b c/\u{E9}\n.html",
        "120000 blob \(Self.a)\ta/link", "160000 commit \(Self.a)\tmodule", "100644 blob \(Self.a)\ta/b c/d",
      ].joined(separator: "\0") + "\0"
    let tree = BranchTree(listing: listing)
    #expect(tree.entries.count == 5)
    let files = tree.fileSystem(at: "gh/pages", [try #require(ObjectName(Self.a)): [1]])
    #expect(try files.names("gh/pages").sorted() == ["a", "index.html", "module"])
    #expect(try files.names("gh/pages/a/b c").sorted() == ["d", "\u{E9}\n.html"])
    let kinds: [String: FileSystem.Kind] = [
      "": .folder, "/a": .folder, "/a/b c": .folder, "/index.html": .file, "/a/link": .link,
      "/module": .special,
      "/nothing": .missing, "/a/b": .missing, "/index.html/x": .missing,
    ]
    for (path, kind) in kinds { #expect(try files.kind("gh/pages" + path) == kind, "\(path)") }
    #expect(try files.read("gh/pages/index.html") == [1])
    #expect(throws: FileError.self) { try files.read("gh/pages/nothing") }
    #expect(throws: FileError.self) { try files.create("gh/pages/x", [], false) }
    #expect(throws: FileError.self) { try files.removeFile("gh/pages/index.html") }
  }

  @Test func noBranchIsNoFolder() throws {
    let files = BranchTree.absent.fileSystem(at: "gh-pages", [:])
    #expect(try files.kind("gh-pages") == .missing)
    #expect(try BranchTree([]).fileSystem(at: "gh-pages", [:]).kind("gh-pages") == .folder)
  }

  @Test func removalsComeFirst() throws {
    let name = try #require(ObjectName(Self.b))
    let edits = TreeEdits(written: [("a/b", name)], removed: ["a"])
    let zeros = String(repeating: "0", count: 64)
    #expect(edits.indexInfo == Array("0 \(zeros)\ta\0100644 \(Self.b)\ta/b\0".utf8))
  }

  @Test(arguments: [
    ("git", "git"), ("refs/heads/gh-pages:refs/heads/gh-pages", "refs/heads/gh-pages:refs/heads/gh-pages"),
    ("a b", "'a b'"), ("", "''"), ("$(x)", "'$(x)'"), ("it's", "'it'\\''s'"), ("a;b", "'a;b'"), ("é", "'é'"),
  ])
  func wordsAreQuotedForAShell(_ word: String, _ quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }
}
