import Foundation
import OutputFolder
import Testing

/// A person saves a file at each moment of a build, which may be killed after that: what they wrote is never lost.
@Suite struct SavingTests {
  /// What the person does, and by what it is known again.
  enum Saving: String, Sendable, CaseIterable {
    case noteOnAPageThatStays, noteOnAPageThatGoes, fileOfTheirOwn, editOfAPage, editOfAPageThatGoes

    static let text = "two hours of work"

    func save(in folder: TestFolder) {
      switch self {
      case .noteOnAPageThatStays: Self.addNote(to: "book/markdown/a.md", in: folder)
      case .noteOnAPageThatGoes: Self.addNote(to: "book/markdown/b.md", in: folder)
      case .fileOfTheirOwn: try? folder.write(Self.text, to: "book/markdown/mine.txt")
      case .editOfAPage: Self.append(to: "book/c.html", in: folder)
      case .editOfAPageThatGoes: Self.append(to: "book/d.html", in: folder)
      }
    }

    /// As an editor does that has the page open: nothing where the page has gone.
    private static func addNote(to page: String, in folder: TestFolder) {
      guard let before = try? folder.read(page) else { return }
      try? folder.write(before.replacing("<!-- END NOTES", with: text + "\n<!-- END NOTES"), to: page)
    }

    private static func append(to file: String, in folder: TestFolder) {
      guard let before = try? folder.read(file) else { return }
      try? folder.write(before + text, to: file)
    }
  }

  private static func pages(_ version: String) -> [(String, String)] {
    [
      ("c.html", "c \(version)"), ("e/f.html", "the same"),
      ("markdown/a.md", NoteBlock.page("# a \(version)\n", note: "")),
    ]
  }

  private static let before =
    pages("1") + [("d.html", "d"), ("markdown/b.md", NoteBlock.page("# b\n", note: ""))]
  private static let after = pages("2")

  private let unhurried = FailingSteps().fileSystem

  /// How often the text is below the folder of the test, wherever.
  private func count(in folder: TestFolder) throws -> Int {
    try folder.everything(below: "").values.reduce(0) {
      $0 + $1.components(separatedBy: Saving.text).count - 1
    }
  }

  @Test(arguments: Saving.allCases, [1, 500])
  func nothingThatIsSavedMeanwhileIsLost(_ saving: Saving, _ manyFiles: Int) throws {
    var (step, steps) = (1, Int.max)
    while step <= steps {
      let folder = try TestFolder()
      _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(Self.before))
      let counted = FailingSteps(meanwhile: (step, { saving.save(in: folder) }))
      let writing = try BookFolder(at: folder.book, fileSystem: counted.fileSystem, manyFiles: manyFiles)
        .write(try book(Self.after))
      steps = counted.count
      #expect(writing.refusals == nil, "step \(step)")
      let wasSaved = try count(in: folder)
      // A page that had gone by then has nobody who could save it.
      let couldSave = saving == .fileOfTheirOwn || step == 1
      #expect(wasSaved == 1 || wasSaved == 0 && !couldSave, "step \(step)")
      if wasSaved == 1, case .done(let outcome) = writing, !isInPlace(saving, folder) {
        #expect(!outcome.kept.isEmpty, "step \(step)")
      }
      #expect(try folder.leftovers() == [], "step \(step)")
      step += 1
    }
    #expect(steps > 5)
  }

  /// Where it is as if it had been saved after the build: nobody need be told.
  private func isInPlace(_ saving: Saving, _ folder: TestFolder) -> Bool {
    let path: String
    switch saving {
    case .noteOnAPageThatStays: path = "book/markdown/a.md"
    case .fileOfTheirOwn: path = "book/markdown/mine.txt"
    case .editOfAPage: path = "book/c.html"
    case .noteOnAPageThatGoes, .editOfAPageThatGoes: return false
    }
    return (try? folder.read(path))?.contains(Saving.text) == true
  }

  @Test(arguments: Saving.allCases, [1, 500])
  func norIfTheBuildIsKilledAfterThat(_ saving: Saving, _ manyFiles: Int) throws {
    for step in 1...14 {
      for later in 0...4 {
        let folder = try TestFolder()
        _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(Self.before))
        let steps = FailingSteps(failingStep: step + later, meanwhile: (step, { saving.save(in: folder) }))
        _ = try? BookFolder(at: folder.book, fileSystem: steps.fileSystem, manyFiles: manyFiles)
          .write(try book(Self.after))
        let saved = try count(in: folder)
        // The next build may refuse, and says then what a person is to do; it deletes nothing.
        _ = try BookFolder(at: folder.book, fileSystem: unhurried, manyFiles: manyFiles)
          .write(try book(Self.after))
        // Twice for as long as the page that went and the new one both have it.
        #expect(try count(in: folder) == min(saved, 1), "step \(step), killed \(later) later")
      }
    }
  }
}
