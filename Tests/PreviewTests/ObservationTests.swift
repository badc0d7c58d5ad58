import OrganizationModel
import OutputFolder
import SourceText
import Synchronization
import Testing

@testable import Preview

/// Files in memory that change.
private final class Disk: Sendable {
  private let files: Mutex<[String: (text: String, written: Int)]> = Mutex([:])
  private let clock = Mutex(0)

  init(_ texts: [String: String]) {
    for (path, text) in texts { write(text, to: path) }
  }

  func write(_ text: String, to path: String) {
    let now = tick()
    files.withLock { $0[path] = (text, now) }
  }

  func remove(_ path: String) {
    _ = tick()
    _ = files.withLock { $0.removeValue(forKey: path) }
  }

  private func tick() -> Int {
    clock.withLock {
      $0 += 1
      return $0
    }
  }

  func look(_ path: String) -> Sighting {
    files.withLock { files in
      if let file = files[path] {
        return Sighting(file: 1, size: file.text.utf8.count, seconds: file.written, nanoseconds: 0)
      }
      let names = files.keys.filter { $0.hasPrefix(path == "." ? "" : path + "/") }.sorted()
      return names.isEmpty ? .missing : Sighting(file: names.hashValue, size: 0, seconds: 0, nanoseconds: 0)
    }
  }

  var loader: FileLoader {
    FileLoader(
      load: { path in
        self.files.withLock { $0[path].map { .success(Array($0.text.utf8)) } ?? .failure(.missing) }
      },
      list: { folder in
        let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
        let below = self.files.withLock {
          $0.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        }
        let names = below.map { name in
          name.firstIndex(of: "/").map { String(name[...$0]) } ?? String(name)
        }
        return below.isEmpty ? nil : Array(Set(names))
      })
  }
}

/// What has to be watched is what was looked at.
@Suite struct ObservationTests {
  private static let texts = [
    "org/tokenbook.yaml":
      "tokenbook: 1\norganization: acme\ninclude: [people.yaml, teams/*.yaml, later.yaml, none/*.yaml]\n",
    "org/people.yaml": "accounts: {}\n", "org/teams/a.yaml": "packages: {}\n", "org/other.yaml": "",
    "org/teams/b.txt": "",
  ]

  private func observed() -> (Disk, Observation) {
    let disk = Disk(Self.texts)
    let observation = Observation(look: disk.look)
    _ = DescriptionReader.read("org/tokenbook.yaml", observation.observing(disk.loader))
    return (disk, observation)
  }

  @Test func theDescriptionItsIncludesAndTheirFolders() {
    let (_, observation) = observed()
    #expect(
      observation.paths == [
        "org", "org/later.yaml", "org/people.yaml", "org/teams", "org/teams/a.yaml",
        "org/tokenbook.yaml",
      ])
    #expect(!observation.isOutdated)
  }

  @Test(arguments: [
    "org/tokenbook.yaml", "org/people.yaml", "org/teams/a.yaml", "org/later.yaml", "org/teams/new.yaml",
    "org/none/first.yaml",
  ])
  func aFileThatIsWrittenIsSeen(_ path: String) {
    let (disk, observation) = observed()
    disk.write(Self.texts[path] ?? "new", to: path)
    #expect(observation.isOutdated)
  }

  @Test(arguments: ["org/tokenbook.yaml", "org/people.yaml", "org/teams/a.yaml"])
  func aFileThatGoesIsSeen(_ path: String) {
    let (disk, observation) = observed()
    disk.remove(path)
    #expect(observation.isOutdated)
  }

  @Test func whatIsNotPartOfItIsNot() {
    let (disk, observation) = observed()
    disk.write("changed", to: "org/other.yaml")
    #expect(!observation.isOutdated)
  }

  /// A file may change while it is read: what counts is how it looked before.
  @Test func aChangeDuringTheReadingIsSeen() {
    let disk = Disk(["a": "1"])
    let observation = Observation(look: disk.look)
    let loader = FileLoader(
      load: { path in
        disk.write("2", to: path)
        return disk.loader.load(path)
      }, list: { _ in nil })
    _ = observation.observing(loader).load("a")
    #expect(observation.isOutdated)
  }

  @Test func foldersOfTemplatesAreSeenToo() throws {
    let disk = Disk(["templates/a": "1"])
    let observation = Observation(look: disk.look)
    var files = FileSystem.system
    files.names = { _ in ["a"] }
    files.read = { _ in [1] }
    let observed = observation.observing(files)
    _ = try observed.names("templates")
    _ = try observed.read("templates/a")
    #expect(observation.paths == ["templates", "templates/a"])
    disk.write("2", to: "templates/a")
    #expect(observation.isOutdated)
  }

  /// A file that is only touched changes nothing that is made of it; another content, or a new name in a folder, may.
  @Test func theDigestSaysWhetherWhatWasReadIsTheSame() {
    func digest(_ change: (Disk) -> Void) -> ContentDigest {
      let disk = Disk(Self.texts)
      change(disk)
      let observation = Observation(look: disk.look)
      _ = DescriptionReader.read("org/tokenbook.yaml", observation.observing(disk.loader))
      return observation.digest
    }
    let before = digest { _ in }
    #expect(digest { $0.write("accounts: {}\n", to: "org/people.yaml") } == before)
    #expect(digest { $0.write("new", to: "org/other.txt") } == before)
    #expect(digest { $0.write("accounts: {}\n# ours\n", to: "org/people.yaml") } != before)
    #expect(digest { $0.write("", to: "org/teams/c.yaml") } != before)
  }

  /// What was read earlier and is used again has to be watched too, as it looked then.
  @Test func whatAnotherLookedAtCountsToo() {
    let disk = Disk(["a": "1", "b": "1"])
    let (first, second) = (Observation(look: disk.look), Observation(look: disk.look))
    _ = first.observing(disk.loader).load("a")
    _ = second.observing(disk.loader).load("b")
    let digest = second.digest
    second.include(first)
    #expect(second.paths == ["a", "b"])
    #expect(second.digest != digest)
    #expect(!second.isOutdated)
    disk.write("2", to: "a")
    #expect(second.isOutdated)
  }
}
