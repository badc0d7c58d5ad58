import Foundation
import SourceText
import Testing

@testable import OutputFolder

@Suite struct NoteBlockTests {
  private func find(_ text: String) throws(NoteProblem) -> NoteBlock? {
    try NoteBlock.find(in: Array(text.utf8))
  }

  @Test func anEmptyBlockHasNoNote() throws {
    let page = NoteBlock.page("# Web\n", note: "")
    #expect(page == "# Web\n\n" + NoteBlock.empty)
    let block = try #require(try find(page))
    #expect(block.note.isEmpty)
    #expect(block.split(Array(page.utf8)).text == Array("# Web\n".utf8))
  }

  @Test(arguments: [
    "mine\n", "\n\n", "a\r\nb\r\n", "```\nnever closed\n", "text <!-- END NOTES --> in a line\n",
  ])
  func whatIsPutInComesOut(_ note: String) throws {
    let page = Array(NoteBlock.page("# Web\n", note: note).utf8)
    let block = try #require(try NoteBlock.find(in: page))
    #expect(block.split(page).text == Array("# Web\n".utf8))
    #expect(block.split(page).note == Array(note.utf8))
  }

  @Test(arguments: [
    "# Web\n", "", "in a line <!-- BEGIN NOTES -->\n", "  <!-- BEGIN NOTES -->\n", "<!-- begin notes -->\n",
  ])
  func noBlock(_ text: String) throws {
    #expect(try find(text) == nil)
  }

  @Test(arguments: [
    ("<!-- BEGIN NOTES -->\n", NoteProblem.neverEnds), ("<!-- END NOTES -->", .neverBegins),
    ("<!-- END NOTES -->\n<!-- BEGIN NOTES -->\n", .endsFirst),
    ("<!-- BEGIN NOTES -->\n<!-- BEGIN NOTES -->\n<!-- END NOTES -->\n", .beginsTwice),
    ("<!-- BEGIN NOTES -->\n<!-- END NOTES -->\n<!-- END NOTES -->\n", .endsTwice),
    ("<!-- BEGIN NOTES -->\nx\n<!-- END NOTES -->\n<!-- BEGIN NOTES -->\n<!-- END NOTES -->\n", .beginsTwice),
    ("<!-- BEGIN NOTES --> <!-- END NOTES -->\n", .neverEnds),
  ])
  func brokenBlocks(_ text: String, _ problem: NoteProblem) {
    #expect(throws: problem) { try find(text) }
  }

  @Test func theDigestIsOfWhatIsOurs() throws {
    let page = try RelativePath("markdown/web.md")
    func digest(_ text: String, _ path: RelativePath) -> ContentDigest {
      FileContent(Array(text.utf8), at: path).digest
    }
    let (empty, full) = (NoteBlock.page("# Web\n", note: ""), NoteBlock.page("# Web\n", note: "mine\n"))
    #expect(digest(empty, page) == digest(full, page))
    #expect(digest(empty, page) == ContentDigest(of: Array(empty.utf8)))
    #expect(digest(NoteBlock.page("# web\n", note: "mine\n"), page) != digest(full, page))
    #expect(digest(empty, try RelativePath("web.html")) != digest(full, try RelativePath("web.html")))
  }
}

/// Notes in an output folder: they are no edits, and no build overwrites one that it has not seen.
@Suite struct NoteFolderTests {
  private let page = "markdown/web.md"
  private let path = "book/markdown/web.md"

  private func built(_ note: String = "") throws -> TestFolder {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book([(page, NoteBlock.page("# One\n", note: note))]))
    return folder
  }

  private func notes(_ folder: TestFolder) throws -> [String: [UInt8]] {
    guard
      case .earlier(let files) = try BookFolder(at: folder.book).readEarlier({ _ in false }, neighbours: "x")
    else { return [:] }
    #expect(files.brokenNotes.isEmpty)
    return files.notes
  }

  @Test func aNoteIsNoEdit() throws {
    let folder = try built()
    try folder.write(NoteBlock.page("# One\n", note: "mine\n"), to: path)
    let notes = try notes(folder)
    #expect(notes == [page: Array("mine\n".utf8)])
    let next = try book([(page, NoteBlock.page("# Two\n", note: "mine\n"))])
    #expect(try BookFolder(at: folder.book).compare(with: next).comparison?.stale.map(\.text) == [page])
    #expect(try BookFolder(at: folder.book).write(next, notes: notes).outcome?.written == 1)
    #expect(try folder.read(path) == NoteBlock.page("# Two\n", note: "mine\n"))
    #expect(try BookFolder(at: folder.book).compare(with: next).comparison?.isUpToDate == true)
  }

  @Test(arguments: [false, true]) func anUnseenNoteIsNeverOverwritten(_ force: Bool) throws {
    let folder = try built("old\n")
    try folder.write(NoteBlock.page("# One\n", note: "written just now\n"), to: path)
    let next = try book([(page, NoteBlock.page("# Two\n", note: "old\n"))])
    let seen = [page: Array("old\n".utf8)]
    let before = try folder.everything()
    let writing = try BookFolder(at: folder.book).write(next, notes: seen, force: force)
    #expect(writing.refusals == ["output-note"])
    let gone = try BookFolder(at: folder.book).write(try book([("x.md", "x")]), notes: seen, force: force)
    #expect(gone.refusals == ["output-note"])
    #expect(try folder.everything() == before)
  }

  @Test func aPageWhoseNoteWasTakenOverMayGo() throws {
    let folder = try built("mine\n")
    let next = try book([("markdown/notes.md", NoteBlock.page("# Notes\n", note: "mine\n"))])
    #expect(try BookFolder(at: folder.book).write(next, notes: try notes(folder)).outcome?.deleted == 1)
    #expect(try folder.files().keys.sorted() == ["markdown/notes.md"])
  }

  @Test func aBlankNoteMayGo() throws {
    let folder = try built()
    try folder.write(NoteBlock.page("# One\n", note: "\n  \n"), to: path)
    #expect(try notes(folder) == [:])
    #expect(try BookFolder(at: folder.book).write(try book([("x.md", "x")])).outcome?.deleted == 1)
  }

  @Test func anEditOutsideTheBlockIsStillOne() throws {
    let folder = try built()
    try folder.write(NoteBlock.page("# Mine\n", note: "mine\n"), to: path)
    let next = try book([(page, NoteBlock.page("# Two\n", note: "mine\n"))])
    let notes = try notes(folder)
    #expect(try BookFolder(at: folder.book).write(next, notes: notes).refusals == ["output-edited"])
    #expect(try BookFolder(at: folder.book).write(next, notes: notes, force: true).outcome?.written == 1)
    #expect(try folder.read(path).contains("mine\n"))
  }

  @Test func aBrokenBlockIsTold() throws {
    let folder = try built()
    try folder.write("# One\n\n<!-- BEGIN NOTES -->\nmine\n", to: path)
    guard
      case .earlier(let files) = try BookFolder(at: folder.book).readEarlier(
        { _ in true }, neighbours: "markdown")
    else {
      Issue.record("no book")
      return
    }
    #expect(files.brokenNotes == [page: .neverEnds])
    #expect(files.notes == [:] && files.foreign == [])
    #expect(files.files[page] == .edited(Array("# One\n\n<!-- BEGIN NOTES -->\nmine\n".utf8)))
  }

  @Test func whatIsThereIsReadAndNoLinkIsFollowed() throws {
    let folder = try TestFolder()
    #expect(try BookFolder(at: folder.book).readEarlier({ _ in true }, neighbours: "a") == .absent)
    try folder.write("", to: "book/.git/HEAD")
    #expect(try BookFolder(at: folder.book).readEarlier({ _ in true }, neighbours: "a") == .empty)
    try folder.write("mine", to: "book/thesis.txt")
    #expect(try BookFolder(at: folder.book).readEarlier({ _ in true }, neighbours: "a") == .noBook)
    try folder.remove("book")
    _ = try BookFolder(at: folder.book).write(
      try book([("a/1.md", "1"), ("a/2.md", "2"), ("b/3.md", "3"), ("c", "4")]))
    try folder.write("mine", to: "book/a/own.md")
    try folder.write("edited", to: "book/a/2.md")
    try folder.remove("book/b")
    try folder.write("outside", to: "outside/3.md")
    try folder.link("book/b", to: "../outside")
    let reading = try BookFolder(at: folder.book).readEarlier({ $0 != "c" }, neighbours: "a")
    let files: [String: EarlierFiles.File] = [
      "a/1.md": .written(Array("1".utf8)), "a/2.md": .edited(Array("edited".utf8)), "b/3.md": .missing,
    ]
    #expect(reading == .earlier(EarlierFiles(folder: folder.book, files: files, foreign: ["own.md"])))
  }

  /// At every step of a build that is stopped, the note is somewhere on the disk, and the next build has it.
  @Test(arguments: [1, 500], FailingSteps.Failure.allCases)
  func aNoteSurvivesEveryKill(_ manyFiles: Int, _ failure: FailingSteps.Failure) throws {
    let unhurried = FailingSteps().fileSystem
    let after = try book([
      (page, NoteBlock.page("# Two\n", note: "mine\n")),
      ("markdown/new.md", NoteBlock.page("# New\n", note: "other\n")),
      ("markdown/x.md", NoteBlock.page("# X\n", note: "")),
    ])
    var step = 1
    var isStopped = true
    while isStopped {
      let folder = try TestFolder()
      let before = [
        (page, NoteBlock.page("# One\n", note: "")), ("markdown/old.md", NoteBlock.page("# Old\n", note: "")),
      ]
      _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(before))
      try folder.write(NoteBlock.page("# One\n", note: "mine\n"), to: path)
      try folder.write(NoteBlock.page("# Old\n", note: "other\n"), to: "book/markdown/old.md")
      let seen = try notes(folder)
      let steps = FailingSteps(failingStep: step, failure)
      let failing = BookFolder(at: folder.book, fileSystem: steps.fileSystem, manyFiles: manyFiles)
      _ = try? failing.write(after, notes: seen)
      let now = try notes(folder)
      for note in ["mine\n", "other\n"] { #expect(now.values.contains(Array(note.utf8)), "step \(step)") }
      let next = try BookFolder(at: folder.book, fileSystem: unhurried, manyFiles: manyFiles).write(
        after, notes: now)
      #expect(next.refusals == nil, "step \(step)")
      #expect(try notes(folder).count == 2)
      isStopped = steps.count >= step
      step += 1
    }
    #expect(step > 5)
  }
}
