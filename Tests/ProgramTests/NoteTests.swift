import Foundation
import Testing

/// Notes, as a person writes them: an editor on a file of the book, and the next build.
@Suite struct NoteTests {
  private let page = "book/markdown/repositories/web.md"

  private func built() async throws -> TestFolder {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    #expect(try await Program.run("build", in: folder).status == .exited(0))
    return folder
  }

  private func write(_ note: String, _ folder: TestFolder, to page: String? = nil) throws {
    let page = page ?? self.page
    try folder.write(
      try folder.read(page).replacing("<!-- END NOTES", with: note + "<!-- END NOTES"), to: page)
  }

  @Test func aNoteGoesFromBuildToBuild() async throws {
    let folder = try await built()
    try write("Ask Ada first.\n", folder)
    let stale = try await Program.run("build", "--check", in: folder)
    #expect(stale.status == .exited(3))
    // The search finds the words of a note, which may move where its files begin.
    let files = stale.output.split(separator: "\n").map { $0.drop { $0 != " " }.drop { $0 == " " } }
    #expect(files.contains("assets/search/words-0.js"), "\(files)")
    #expect(files.filter { !$0.hasPrefix("assets/search/") } == ["repositories/web.html"])
    #expect(try await Program.run("build", in: folder).status == .exited(0))
    #expect(try folder.read("book/repositories/web.html").contains("<p>Ask Ada first.</p>"))
    #expect(try await Program.run("build", "--check", in: folder).status == .exited(0))
    try folder.write(BuildTests.changed, to: "tokenbook.yaml")
    #expect(try await Program.run("build", in: folder).status == .exited(0))
    #expect(try folder.read(page).contains("Ask Ada first.\n"))
    let other = try await Program.run("build", "-o", "fresh", "--history", "book", in: folder)
    #expect(other.status == .exited(0), "\(other.error)")
    #expect(try folder.files(in: "fresh") == folder.files(in: "book"))
  }

  @Test func anUnseenNoteStopsTheBuild() async throws {
    let folder = try await built()
    _ = try await Program.run("build", "-o", "other", in: folder)
    try write("Mine.\n", folder)
    let run = try await Program.run("build", "--history", "other", "--force", in: folder)
    #expect(run.status == .exited(1))
    #expect(run.error.contains("`\(page)` contains a note that isn't in the book"))
    #expect(try folder.read(page).contains("Mine.\n"))
  }

  @Test func brokenLinesLeaveTheFolder() async throws {
    let folder = try await built()
    try folder.write(try folder.read(page).replacing("<!-- END NOTES -->\n", with: "mine\n"), to: page)
    let before = try folder.files(in: "book")
    for arguments in [["build"], ["build", "--force"], ["build", "--check"]] {
      let run = try await Program.shell("\"$tokenbook\" \(arguments.joined(separator: " "))", in: folder)
      #expect(run.status == .exited(1))
      #expect(run.error.contains("`\(page)` has `<!-- BEGIN NOTES` without `<!-- END NOTES`"))
    }
    #expect(try folder.files(in: "book") == before)
  }

  @Test func theNoteOfAPageThatGoesIsMovedAndTold() async throws {
    let folder = try await built()
    try write("The cluster is in rack 4.\n", folder, to: "book/markdown/checklists/consumer-prod.md")
    try folder.write(
      BuildTests.text.replacing(/(?s)consumers:.*/, with: ""), to: "tokenbook.yaml")
    let run = try await Program.run("build", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("its note is in `markdown/overview/orphaned-notes.md` now"))
    #expect(
      try folder.read("book/markdown/overview/orphaned-notes.md").contains("The cluster is in rack 4.\n"))
    #expect(try await Program.run("build", "--check", in: folder).status == .exited(0))
  }
}
