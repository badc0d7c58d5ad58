import OrganizationModel
import SourceText
import Testing

@Suite struct IncludeTests {
  private let header = "tokenbook: 1\norganization: acme\n"

  private func read(_ files: [String: String], _ path: String = "tokenbook.yaml") -> DescriptionReader.Reading
  {
    DescriptionReader.read(path, FixtureFiles.memory(files))
  }

  @Test func pathsAreRelativeToTheFileThatNamesThem() throws {
    let reading = read(
      [
        "org/tokenbook.yaml": header + "include: parts/all.yaml\n",
        "org/parts/all.yaml": "include: [people.yaml, ../repositories.yaml]\n",
        "org/parts/people.yaml": "people: [ada]\n",
        "org/repositories.yaml": "repositories: {web: {responsible: ada}}\n",
      ], "org/tokenbook.yaml")
    #expect(lines(reading) == [])
    #expect(reading.organization?.repositories["web"]?.responsible == "ada")
    #expect(
      reading.files.files.map(\.path) == [
        "org/tokenbook.yaml", "org/parts/all.yaml", "org/parts/people.yaml", "org/repositories.yaml",
      ])
  }

  @Test func patternsMatchFilesInOrder() {
    let reading = read([
      "tokenbook.yaml": header + "include: ['*.yaml', 'teams/*/t?.yaml']\n",
      "b.yaml": "people: [ada]\n", "a.yaml": "repositories: {web: {}}\n", ".hidden.yaml": "nonsense: {}\n",
      "notes.md": "nonsense: {}\n", "teams/x/t1.yaml": "teams: {one: {}}\n",
      "teams/y/t2.yaml": "teams: {two: {}}\n",
      "teams/y/t22.yaml": "nonsense: {}\n", "teams/t3.yaml": "nonsense: {}\n",
    ])
    #expect(lines(reading) == [])
    #expect(
      reading.files.files.map(\.path) == [
        "tokenbook.yaml", "a.yaml", "b.yaml", "teams/x/t1.yaml", "teams/y/t2.yaml",
      ])
    #expect(reading.organization?.teams.names == ["one", "two"])
  }

  @Test func aFileThatIsNamedTwiceIsReadOnce() {
    let reading = read([
      "tokenbook.yaml": header + "include: [a.yaml, b.yaml, ./a.yaml]\n", "a.yaml": "people: [ada]\n",
      "b.yaml": "include: a.yaml\n",
    ])
    #expect(lines(reading) == [])
    #expect(reading.files.files.count == 3)
  }

  @Test func standardInputIncludesFromTheWorkingDirectory() {
    let loader = FixtureFiles.memory([
      "-": header + "include: people.yaml\n", "people.yaml": "people: [ada]\n",
    ])
    let reading = DescriptionReader.read("-", loader)
    #expect(lines(reading) == [])
    #expect(reading.organization?.people.names == ["ada"])
  }

  @Test(arguments: [
    (LoadFailure.missing, "can't read `tokenbook.yaml`: the file doesn't exist"),
    (.tooLarge(100 << 20), "can't read `tokenbook.yaml`: it has 104857600 bytes, expected at most 67108864"),
    (.isFolder, "can't read `tokenbook.yaml`: it is a folder"),
    (.unreadable("permission denied"), "can't read `tokenbook.yaml`: permission denied"),
  ])
  func aFileThatCannotBeReadIsNamed(failure: LoadFailure, message: String) {
    let loader = FileLoader(load: { _ in .failure(failure) }, list: { _ in nil })
    let reading = DescriptionReader.read("tokenbook.yaml", loader)
    #expect(reading.diagnostics.map(\.message) == [message])
    #expect(reading.organization == nil)
  }

  /// The text of a file elsewhere came to stand in the message about it.
  @Test func aLinkThatLeadsOutIsRefused() {
    let top = "tokenbook: 1\norganization: acme\ninclude: [f.yaml]\n"
    let loader = FileLoader(
      load: { $0 == "d/t.yaml" ? .success(Array(top.utf8)) : .success(Array("secret words".utf8)) },
      list: { _ in nil }, realPath: { $0 == "d" ? "/srv/d" : $0 == "d/f.yaml" ? "/etc/f.yaml" : nil })
    let reading = DescriptionReader.read("d/t.yaml", loader)
    #expect(reading.diagnostics.map(\.id) == ["include-outside"])
    #expect(
      reading.diagnostics.first?.message
        == "found `d/f.yaml`, a link to a file outside the folder of the main file")
    var inside = loader
    inside.realPath = { $0 == "d" ? "/srv/d" : "/srv/d/data/f.yaml" }
    #expect(DescriptionReader.read("d/t.yaml", inside).diagnostics.map(\.id) == ["wrong-kind"])
  }

  @Test func aHundredMegabytesAreRefusedUnread() {
    let loader = FileLoader(
      load: { _ in .success([UInt8](repeating: UInt8(ascii: "["), count: 100 << 20)) }, list: { _ in nil })
    let reading = DescriptionReader.read("tokenbook.yaml", loader)
    #expect(reading.diagnostics.map(\.id) == ["cannot-read"])
    #expect(reading.files.files.isEmpty)
  }
}
