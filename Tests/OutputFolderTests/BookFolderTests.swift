import Foundation
import SourceText
import Testing

@testable import OutputFolder

let first = [
  ("index.html", "one"), ("a/page.html", "page"), ("a/b/deep.html", "deep"), ("old/gone.html", "gone"),
]
let second = [
  ("index.html", "two"), ("a/page.html", "page"), ("a/b/deep.html", "deep"), ("new/come.html", "come"),
]

extension BookFolder.Writing {
  /// The ids of the refusal, nil when it was done.
  var refusals: [String]? {
    if case .refused(let diagnostics) = self { diagnostics.map(\.id) } else { nil }
  }

  var outcome: BookFolder.Outcome? {
    if case .done(let outcome) = self { outcome } else { nil }
  }
}

extension BookFolder.Comparing {
  var comparison: BookFolder.Comparison? {
    if case .compared(let comparison) = self { comparison } else { nil }
  }
}

extension TestFolder {
  /// The files of the book folder without the manifest.
  func files() throws -> [String: String] {
    try everything().filter { $0.value != "/" && $0.key != ".tokenbook.json" }
  }

  /// What lies beside and in the book folder that no build should leave.
  func leftovers() throws -> [String] {
    let beside = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(".") }
    return beside + (exists("book/.tokenbook.tmp") ? [".tokenbook.tmp"] : [])
  }
}

func dictionary(_ files: [(String, String)]) -> [String: String] {
  Dictionary(uniqueKeysWithValues: files)
}

@Suite struct FirstBuildTests {
  @Test func appearsWithEverything() throws {
    let folder = try TestFolder()
    let outcome = try BookFolder(at: folder.book).write(try book(first)).outcome
    #expect(outcome == .init(written: 4, deleted: 0, unchanged: 0))
    #expect(try folder.files() == dictionary(first))
    #expect(try folder.leftovers() == [])
  }

  @Test func makesTheFoldersThatLeadThere() throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: "\(folder.path)/x/y/book/").write(try book(first))
    #expect(try folder.read("x/y/book/index.html") == "one")
  }

  @Test func takesAnEmptyFolderAndItsPermissions() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(
      atPath: folder.book, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o750])
    #expect(try BookFolder(at: folder.book).write(try book(first)).outcome?.written == 4)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.book)
    #expect(attributes[.posixPermissions] as? Int == 0o750)
    #expect(try folder.files() == dictionary(first))
  }

  @Test func writesIntoAnEmptyFolderThatCannotBeSwapped() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: folder.book, withIntermediateDirectories: false)
    var mounted = FileSystem.system
    mounted.move = { (from, to) throws(FileError) in
      if to == folder.book { throw FileError("write", to, code: EBUSY) }
      try FileSystem.system.move(from, to)
    }
    #expect(try BookFolder(at: folder.book, fileSystem: mounted).write(try book(first)).outcome?.written == 4)
    #expect(try folder.files() == dictionary(first))
    #expect(try folder.leftovers() == [])
  }

  @Test func refusesAFolderOfSomebodyElse() throws {
    let folder = try TestFolder()
    try folder.write("mine", to: "book/thesis.txt")
    #expect(try BookFolder(at: folder.book).write(try book(first)).refusals == ["output-not-ours"])
    #expect(
      try BookFolder(at: folder.book).write(try book(first), force: true).refusals == ["output-not-ours"])
    #expect(try folder.everything() == ["thesis.txt": "mine"])
  }

  @Test func refusesAFile() throws {
    let folder = try TestFolder()
    try folder.write("mine", to: "book")
    #expect(try BookFolder(at: folder.book).write(try book(first)).refusals == ["output-no-folder"])
  }

  @Test(arguments: ["no json", #"{"format": "tokenbook.manifest/9"}"#])
  func refusesAManifestItCannotTrust(_ text: String) throws {
    let folder = try TestFolder()
    try folder.write(text, to: "book/.tokenbook.json")
    #expect(
      try BookFolder(at: folder.book).write(try book(first), force: true).refusals == ["output-manifest"])
  }

  @Test func followsALinkGivenAsTheFolder() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: "\(folder.path)/real", withIntermediateDirectories: false)
    try folder.link("book", to: "real")
    _ = try BookFolder(at: folder.book).write(try book(first))
    #expect(try folder.read("real/index.html") == "one")
    #expect(try folder.everything(below: "")["book"] == "-> real")
  }

  @Test func isTheSameBytesEachTime() throws {
    let (one, other) = (try TestFolder(), try TestFolder())
    _ = try BookFolder(at: one.book).write(try book(first))
    _ = try BookFolder(at: other.book).write(try book(first.reversed()))
    #expect(try one.everything() == other.everything())
  }
}

@Suite struct RebuildTests {
  private func built(_ files: [(String, String)] = first) throws -> TestFolder {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book(files))
    return folder
  }

  @Test func anUnchangedBookIsNotWritten() throws {
    let folder = try built()
    let steps = FailingSteps()
    let outcome = try BookFolder(at: folder.book, fileSystem: steps.fileSystem).write(try book(first)).outcome
    #expect(outcome == .init(written: 0, deleted: 0, unchanged: 4))
    #expect(steps.count == 0)
  }

  @Test func replacesOnlyWhatDiffers() throws {
    let folder = try built()
    let numbers = try (folder.number(of: "book/index.html"), folder.number(of: "book/a/page.html"))
    let outcome = try BookFolder(at: folder.book).write(try book(second)).outcome
    #expect(outcome == .init(written: 2, deleted: 1, unchanged: 2))
    #expect(try folder.files() == dictionary(second))
    #expect(try folder.number(of: "book/index.html") != numbers.0)
    #expect(try folder.number(of: "book/a/page.html") == numbers.1)
    #expect(!folder.exists("book/old"))
    #expect(try folder.leftovers() == [])
  }

  @Test(arguments: [1, 500]) func equalsAFreshBuild(_ manyFiles: Int) throws {
    let (folder, fresh) = (try built(), try built(second))
    _ = try BookFolder(at: folder.book, manyFiles: manyFiles).write(try book(second))
    #expect(try folder.everything() == fresh.everything())
    #expect(try folder.leftovers() == [])
  }

  @Test func swapsTheFolderWhenNearlyEverythingDiffers() throws {
    let folder = try built()
    let number = try folder.number(of: "book")
    let changed = first.map { ($0.0, $0.1 + "!") }
    _ = try BookFolder(at: folder.book, manyFiles: 4).write(try book(changed))
    #expect(try folder.number(of: "book") != number)
    #expect(try folder.files() == dictionary(changed))
    #expect(try folder.leftovers() == [])
  }

  @Test func writesFileByFileWhereFoldersCannotBeExchanged() throws {
    let folder = try built()
    var old = FileSystem.system
    old.exchange = { (_, right) throws(FileError) in throw FileError("exchange", right, code: EINVAL) }
    _ = try BookFolder(at: folder.book, fileSystem: old, manyFiles: 1).write(try book(second))
    #expect(try folder.files() == dictionary(second))
    #expect(try folder.leftovers() == [])
  }

  @Test(arguments: [1, 500]) func keepsWhatAPersonPutThere(_ manyFiles: Int) throws {
    let folder = try built()
    try folder.write("mine", to: "book/old/note.txt")
    try folder.write("mine", to: "book/CNAME")
    try FileManager.default.createDirectory(
      atPath: "\(folder.book)/empty", withIntermediateDirectories: false)
    try folder.link("book/link", to: "/")
    _ = try BookFolder(at: folder.book, manyFiles: manyFiles).write(try book(second))
    let mine = ["old/note.txt": "mine", "CNAME": "mine", "link": "-> /"]
    #expect(try folder.files() == dictionary(second).merging(mine) { $1 })
    #expect(folder.exists("book/empty"))
  }

  @Test func writesAgainWhatAPersonDeleted() throws {
    let folder = try built()
    try folder.remove("book/a")
    #expect(try BookFolder(at: folder.book).write(try book(first)).outcome?.written == 2)
    #expect(try folder.files() == dictionary(first))
  }

  @Test func writesAgainAFileWithoutBytes() throws {
    let folder = try built()
    try folder.write("", to: "book/index.html")
    #expect(try BookFolder(at: folder.book).write(try book(first)).outcome?.written == 1)
    #expect(try folder.files() == dictionary(first))
  }

  @Test func refusesToLoseAnEdit() throws {
    let folder = try built()
    try folder.write("edited", to: "book/index.html")
    try folder.write("edited", to: "book/old/gone.html")
    let before = try folder.everything()
    let writing = try BookFolder(at: folder.book).write(try book(second))
    #expect(writing.refusals == ["output-edited", "output-edited"])
    if case .refused(let diagnostics) = writing {
      #expect(diagnostics[0].message.contains("book/old/gone.html` was changed by hand"))
      #expect(diagnostics[1].message.contains("book/index.html` was changed by hand"))
    }
    #expect(try folder.everything() == before)
  }

  @Test func overwritesAnEditWhenForced() throws {
    let folder = try built()
    try folder.write("edited", to: "book/index.html")
    try folder.write("edited", to: "book/old/gone.html")
    #expect(try BookFolder(at: folder.book).write(try book(second), force: true).outcome?.written == 2)
    #expect(try folder.files() == dictionary(second))
  }

  @Test func acceptsAnEditThatIsTheNewContent() throws {
    let folder = try built()
    try folder.write("two", to: "book/index.html")
    #expect(try BookFolder(at: folder.book).write(try book(second)).outcome?.written == 1)
    #expect(try folder.files() == dictionary(second))
  }

  @Test(arguments: [false, true]) func neverReplacesWhatTheManifestDoesNotName(_ force: Bool) throws {
    let folder = try built()
    try folder.write("mine", to: "book/new/come.html")
    #expect(
      try BookFolder(at: folder.book).write(try book(second), force: force).refusals == ["output-foreign"])
    #expect(try folder.read("book/new/come.html") == "mine")
    #expect(try folder.read("book/index.html") == "one")
  }

  @Test func namesTwentyFilesAndCountsTheRest() throws {
    let files = (10..<40).map { ("\($0).html", "x") }
    let folder = try built(files)
    for (path, _) in files { try folder.write("edited", to: "book/\(path)") }
    let refusals = try BookFolder(at: folder.book).write(try book(files)).refusals
    #expect(refusals?.count == 21)
    #expect(refusals?.last == "output-more")
  }

  @Test func aFileBecomesAFolderAndAFolderAFile() throws {
    let folder = try built([("a", "file"), ("b/x/y", "file"), ("c", "same")])
    let turned = [("a/x/y", "file"), ("b", "file"), ("c", "same")]
    _ = try BookFolder(at: folder.book).write(try book(turned))
    #expect(try folder.files() == dictionary(turned))
  }

  @Test func aFolderWithSomebodysFileIsNoPlaceForAFile() throws {
    let folder = try built([("b/x", "file")])
    try folder.write("mine", to: "book/b/mine.txt")
    #expect(try BookFolder(at: folder.book).write(try book([("b", "file")])).refusals == ["output-foreign"])
    #expect(try folder.files() == ["b/x": "file", "b/mine.txt": "mine"])
  }

  @Test func aChangeOfCaseAlone() throws {
    let folder = try built([("Web.html", "one")])
    _ = try BookFolder(at: folder.book).write(try book([("web.html", "one")]))
    #expect(try folder.files() == ["web.html": "one"])
  }
}

@Suite struct LinkTests {
  @Test(arguments: [false, true]) func aLinkedFolderIsNotFollowed(_ force: Bool) throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book(first))
    try folder.remove("book/a")
    try folder.write("outside", to: "outside/page.html")
    try folder.link("book/a", to: "../outside")
    #expect(try BookFolder(at: folder.book).write(try book(second), force: force).refusals == ["output-link"])
    #expect(try folder.everything(below: "outside") == ["page.html": "outside"])
  }

  @Test func nothingIsDeletedThroughALink() throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book(first))
    try folder.remove("book/old")
    try folder.write("gone", to: "outside/gone.html")
    try folder.link("book/old", to: "../outside")
    _ = try BookFolder(at: folder.book).write(try book(second))
    #expect(try folder.read("outside/gone.html") == "gone")
    #expect(try folder.files()["old"] == "-> ../outside")
  }

  @Test func aLinkedFileIsAnEdit() throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book(first))
    try folder.remove("book/index.html")
    try folder.write("outside", to: "outside.html")
    try folder.link("book/index.html", to: "../outside.html")
    #expect(try BookFolder(at: folder.book).write(try book(second)).refusals == ["output-edited"])
    _ = try BookFolder(at: folder.book).write(try book(second), force: true)
    #expect(try folder.read("outside.html") == "outside")
    #expect(try folder.files() == dictionary(second))
  }
}

@Suite struct CompareTests {
  @Test func namesEveryDifferenceAndChangesNothing() throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book).write(try book(first))
    try folder.write("edited", to: "book/a/page.html")
    let before = try folder.everything()
    let comparison = try BookFolder(at: folder.book).compare(with: try book(second)).comparison
    #expect(comparison?.missing.map(\.text) == ["new/come.html"])
    #expect(comparison?.stale.map(\.text) == ["a/page.html", "index.html"])
    #expect(comparison?.extra.map(\.text) == ["old/gone.html"])
    #expect(comparison?.isUpToDate == false)
    #expect(try folder.everything() == before)
  }

  @Test func isUpToDateAfterABuild() throws {
    let folder = try TestFolder()
    let absent = try BookFolder(at: folder.book).compare(with: try book(first)).comparison
    #expect(absent?.missing.count == 4)
    #expect(!folder.exists("book"))
    _ = try BookFolder(at: folder.book).write(try book(first))
    try folder.write("mine", to: "book/CNAME")
    let comparison = try BookFolder(at: folder.book).compare(with: try book(first)).comparison
    #expect(comparison?.isUpToDate == true)
  }
}
