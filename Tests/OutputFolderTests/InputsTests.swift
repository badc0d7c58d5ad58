import SourceText
import Testing

@testable import OutputFolder

/// A book is known to be what a build would write by what it was made of and by its files, all of them.
@Suite struct InputsTests {
  private let inputs = ContentDigest(value: 1)
  private let unhurried = FailingSteps().fileSystem

  private func written(_ files: [(String, String)] = first) throws -> (TestFolder, BookFolder) {
    let folder = try TestFolder()
    let book = BookFolder(at: folder.book, fileSystem: unhurried)
    _ = try book.write(try OutputFolderTests.book(files), inputs: inputs)
    return (folder, book)
  }

  @Test func theSameInputsGiveTheNumberOfFiles() throws {
    let (folder, book) = try written()
    #expect(try book.count(ofBookMadeOf: inputs) == first.count)
    #expect(try book.count(ofBookMadeOf: ContentDigest(value: 2)) == nil)
    #expect(try folder.leftovers() == [])
    let before = try folder.everything()
    _ = try book.write(try OutputFolderTests.book(first), inputs: inputs)
    #expect(try folder.everything() == before)
  }

  @Test func anyOtherFileIsSeen() throws {
    let changes: [(TestFolder) throws -> Void] = [
      { try $0.write("onf", to: "book/index.html") }, { try $0.write("", to: "book/index.html") },
      { try $0.remove("book/a/b/deep.html") }, { try $0.remove("book/a") },
      {
        try $0.remove("book/index.html")
        try $0.link("book/index.html", to: "a/page.html")
      },
      { try $0.write("x", to: "book/.tokenbook.inputs") }, { try $0.remove("book/.tokenbook.inputs") },
      { try $0.write(try $0.read("book/.tokenbook.json") + "\n", to: "book/.tokenbook.json") },
      { try $0.remove("book/.tokenbook.json") }, { try $0.write("0", to: "book/.tokenbook.tmp/0") },
      { try $0.write("0", to: ".book.tokenbook-new/x") }, { try $0.remove("book") },
    ]
    for (number, change) in changes.enumerated() {
      let (folder, book) = try written()
      try change(folder)
      #expect(try book.count(ofBookMadeOf: inputs) == nil, "change \(number)")
    }
  }

  @Test func aFileOfSomebodyElseIsNotTheBooks() throws {
    let (folder, book) = try written()
    try folder.write("mine", to: "book/thesis.txt")
    #expect(try book.count(ofBookMadeOf: inputs) == first.count)
  }

  /// What a book was made of is forgotten with the book: the same inputs as long ago give what they give today.
  @Test(arguments: [1, 500]) func anotherBookInItsPlaceIsSeen(_ manyFiles: Int) throws {
    let (folder, _) = try written()
    let book = BookFolder(at: folder.book, fileSystem: unhurried, manyFiles: manyFiles)
    let writing = try book.write(try OutputFolderTests.book(second))
    #expect(writing.refusals == nil)
    #expect(try book.count(ofBookMadeOf: inputs) == nil)
    #expect(try folder.leftovers() == [])
  }

  /// At each step of a build with other inputs, in both ways of writing.
  @Test(arguments: [1, 500], FailingSteps.Failure.allCases)
  func aKilledBuildIsSeen(_ manyFiles: Int, _ failure: FailingSteps.Failure) throws {
    var step = 1
    var isOver = false
    while !isOver {
      let (folder, book) = try written()
      let steps = FailingSteps(failingStep: step, failure)
      let failing = BookFolder(at: folder.book, fileSystem: steps.fileSystem, manyFiles: manyFiles)
      _ = try? failing.write(try OutputFolderTests.book(second), inputs: ContentDigest(value: 2))
      isOver = steps.count < step
      let files = try folder.files()
      let isFirst = first.allSatisfy { files[$0.0] == $0.1 }
      #expect(try isFirst || book.count(ofBookMadeOf: inputs) == nil, "step \(step)")
      let isSecond = second.allSatisfy { files[$0.0] == $0.1 }
      #expect(try isSecond || book.count(ofBookMadeOf: ContentDigest(value: 2)) == nil, "step \(step)")
      let next = try book.write(try OutputFolderTests.book(second), inputs: ContentDigest(value: 2))
      #expect(next.refusals == nil, "step \(step)")
      #expect(try book.count(ofBookMadeOf: ContentDigest(value: 2)) == second.count, "step \(step)")
      #expect(try folder.leftovers() == [], "step \(step)")
      step += 1
    }
    #expect(step > 8)
  }

  // MARK: The digest

  @Test func everyPartOfTheInputsCounts() {
    let digests = [
      digest { _ in }, digest { $0.add("a", "b") }, digest { $0.add("ab", "") }, digest { $0.add("", "ab") },
      digest {
        $0.add("a", "b")
        $0.add("a", "b")
      },
      digest { $0.add("files", ["x": [1]]) }, digest { $0.add("files", ["x": [2]]) },
      digest { $0.add("files", ["y": [1]]) }, digest { $0.add("files", ["x": [1], "y": [1]]) },
      digest { $0.add(EarlierFiles(folder: "book")) },
      digest { $0.add(EarlierFiles(folder: "book", foreign: ["0009-mine.md"])) },
      digest { $0.add(EarlierFiles(folder: "book", notes: ["a.md": [65, 10]])) },
      digest { $0.add(EarlierFiles(folder: "book", notes: ["b.md": [65, 10]])) },
    ]
    #expect(Set(digests).count == digests.count)
  }

  private func digest(_ add: (inout InputDigest) -> Void) -> ContentDigest {
    var inputs = InputDigest()
    add(&inputs)
    return inputs.digest
  }

  /// What a build writes down is what the next one reads, with notes and files of a person's own.
  @Test func theNextBuildFindsWhatThisOneWrote() throws {
    let folder = try TestFolder()
    let page = NoteBlock.page("# Page\n", note: "Ask Ada.\n")
    let files = try book([
      ("a/page.md", page), ("a/other.md", NoteBlock.page("# Other\n", note: "")), ("b", "1"),
    ])
    _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(files)
    try folder.write("mine", to: "book/a/own.txt")
    var written = InputDigest()
    written.add(files, foreign: ["own.txt"])
    guard
      case .earlier(let earlier) = try BookFolder(at: folder.book).readEarlier(
        { _ in false }, neighbours: "a")
    else {
      Issue.record("no earlier book")
      return
    }
    var read = InputDigest()
    read.add(earlier)
    #expect(written.digest == read.digest)
    #expect(earlier.notes.count == 1)
  }
}
