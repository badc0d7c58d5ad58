import Foundation
import OutputFolder
import Testing

/// A run stopped at every single step that changes the disk, in every way of writing.
@Suite struct KillTests {
  struct Scenario: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: [(String, String)]?
    let after: [(String, String)]
    var manyFiles = 500
  }

  /// The machine's files, without waiting for the disk.
  private let unhurried = FailingSteps().fileSystem

  static let scenarios = [
    Scenario(testDescription: "first build", before: nil, after: first),
    Scenario(testDescription: "rebuild in place", before: first, after: second),
    Scenario(testDescription: "rebuild by swap", before: first, after: second, manyFiles: 1),
    Scenario(
      testDescription: "files become folders", before: [("a", "1"), ("b/x/y", "2"), ("C", "3")],
      after: [("a/x", "4"), ("b", "5"), ("c", "6")]),
  ]

  @Test(arguments: scenarios, FailingSteps.Failure.allCases)
  func everyFileIsWholeAndTheNextRunCompletes(_ scenario: Scenario, _ failure: FailingSteps.Failure) throws {
    let fresh = try TestFolder()
    _ = try BookFolder(at: fresh.book, fileSystem: unhurried).write(try book(scenario.after))
    var step = 1
    while try stop(scenario, at: step, failure, expecting: try fresh.everything()) { step += 1 }
    #expect(step > 5)
  }

  /// False once the run has fewer steps than that.
  private func stop(
    _ scenario: Scenario, at step: Int, _ failure: FailingSteps.Failure, expecting complete: [String: String]
  ) throws -> Bool {
    let folder = try TestFolder()
    if let before = scenario.before {
      _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(before))
    }
    let steps = FailingSteps(failingStep: step, failure)
    let failing = BookFolder(
      at: folder.book, fileSystem: steps.fileSystem, manyFiles: scenario.manyFiles)
    _ = try? failing.write(try book(scenario.after))
    try expectWhole(folder, scenario)
    let next = try BookFolder(at: folder.book, fileSystem: unhurried, manyFiles: scenario.manyFiles).write(
      try book(scenario.after))
    #expect(next.refusals == nil, "step \(step)")
    #expect(try folder.everything() == complete, "step \(step)")
    #expect(try folder.leftovers() == [], "step \(step)")
    return steps.count >= step
  }

  /// What is there is one of the two contents, and what both books have is there.
  private func expectWhole(_ folder: TestFolder, _ scenario: Scenario) throws {
    let (before, after) = (dictionary(scenario.before ?? []), dictionary(scenario.after))
    let present = folder.exists("book") ? try folder.files() : [:]
    for (path, text) in present where !path.hasPrefix(".tokenbook.tmp") {
      #expect(text == before[path] || text == after[path], "\(path)")
    }
    for path in before.keys where after[path] != nil { #expect(present[path] != nil, "\(path)") }
  }

  /// Large books are written on several cores.
  @Test(arguments: [1, 2, 100, 250, 305, 310, 500, 620], [1, 500])
  func largeBooksToo(_ step: Int, _ manyFiles: Int) throws {
    let (before, after) = (0..<300).reduce(into: ([(String, String)](), [(String, String)]())) {
      books, number in
      books.0.append(("\(number / 10)/\(number).html", "before"))
      if number % 7 != 0 { books.1.append(("\(number / 10)/\(number).html", "after \(number % 3)")) }
    }
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(before))
    let steps = FailingSteps(failingStep: step)
    _ = try? BookFolder(at: folder.book, fileSystem: steps.fileSystem, manyFiles: manyFiles).write(
      try book(after))
    let next = try BookFolder(at: folder.book, fileSystem: unhurried, manyFiles: manyFiles).write(
      try book(after))
    #expect(next.refusals == nil)
    #expect(try folder.files() == dictionary(after))
    #expect(try folder.leftovers() == [])
  }

  /// Killed twice, with another book in between: nothing is taken for a person's edit.
  @Test(arguments: 1...12) func killedTwice(_ step: Int) throws {
    let folder = try TestFolder()
    _ = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(first))
    for (number, files) in [second, first.map { ($0.0, "third") }].enumerated() {
      let steps = FailingSteps(failingStep: step + number)
      _ = try? BookFolder(at: folder.book, fileSystem: steps.fileSystem).write(try book(files))
    }
    let next = try BookFolder(at: folder.book, fileSystem: unhurried).write(try book(second))
    #expect(next.refusals == nil)
    #expect(try folder.files() == dictionary(second))
  }

  @Test func twoRunsAtOnceWaitForEachOther() async throws {
    let folder = try TestFolder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let files = (0..<40).map { ("\($0).html", "book \(number % 2)") }
          let writing = try BookFolder(
            at: folder.book, fileSystem: unhurried, manyFiles: number < 4 ? 1 : 500
          ).write(
            try book(files))
          #expect(writing.refusals == nil)
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(try folder.files().values).count == 1)
    #expect(try folder.leftovers() == [])
  }
}
