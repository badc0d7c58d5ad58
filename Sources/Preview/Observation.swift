package import OrganizationModel
package import OutputFolder
package import SourceText
import Synchronization

/// How a file or a folder looked: when it looks different, it was changed. A folder looks different when something in it
/// comes, goes or gets another name.
package struct Sighting: Hashable, Sendable {
  private let numbers: [Int]

  /// Nothing is there.
  package static let missing = Sighting(numbers: [])

  private init(numbers: [Int]) {
    self.numbers = numbers
  }

  /// - Parameter file: which file it is for the system, so that another one in its place is seen.
  package init(file: Int, size: Int, seconds: Int, nanoseconds: Int) {
    numbers = [file, size, seconds, nanoseconds]
  }
}

/// Everything that one rendering looked at, found or not, and how it looked just before: what has to be watched.
package final class Observation: Sendable {
  private let look: @Sendable (String) -> Sighting
  private let seen = Mutex<[String: Sighting]>([:])
  private let contents = Mutex<[String: ContentDigest]>([:])

  /// - Parameter look: how a path looks now, whatever it leads to.
  package init(look: @escaping @Sendable (String) -> Sighting) {
    self.look = look
  }

  /// The paths that were looked at, sorted.
  package var paths: [String] { seen.withLock { $0.keys.sorted() } }

  /// How all of it looks now.
  package var current: [String: Sighting] {
    var current: [String: Sighting] = [:]
    for path in paths { current[path] = look(path) }
    return current
  }

  /// Whether anything looks different from how it was found.
  package var isOutdated: Bool { current != seen.withLock { $0 } }

  /// Adds what another one looked at, as it looked then.
  package func include(_ other: Observation) {
    let (sightings, digests) = (other.seen.withLock { $0 }, other.contents.withLock { $0 })
    seen.withLock { $0.merge(sightings) { first, _ in first } }
    contents.withLock { $0.merge(digests) { first, _ in first } }
  }

  /// Of what was in all that was read: while it stays the same, so does what is made of it. Of a description's folders only
  /// the files count that it reads: an editor puts others there for a moment.
  package var digest: ContentDigest {
    var inputs = InputDigest()
    for (path, digest) in contents.withLock({ $0.sorted { $0.key < $1.key } }) {
      inputs.add(path, digest.hexadecimal)
    }
    return inputs.digest
  }

  private func note(_ path: String, _ bytes: [UInt8]) {
    let digest = ContentDigest(of: bytes)
    contents.withLock { $0[path] = digest }
  }

  private func note(_ folder: String, _ names: [String]) {
    note("\(folder)/", Array(names.sorted().joined(separator: "/").utf8))
  }

  /// Keeps how it looked the first time: what is read later can only be newer.
  private func note(_ written: String) {
    let path = written.hasSuffix("/") && written != "/" ? String(written.dropLast()) : written
    let sighting = look(path)
    seen.withLock { seen in
      if seen[path] == nil { seen[path] = sighting }
    }
  }

  /// The same loader, observed.
  package func observing(_ loader: FileLoader) -> FileLoader {
    FileLoader(
      load: { path in
        self.note(path)
        let loaded = loader.load(path)
        if case .success(let bytes) = loaded { self.note(path, bytes) }
        return loaded
      },
      list: { folder in
        self.note(folder.isEmpty ? "." : folder)
        return loader.list(folder)
      }, realPath: loader.realPath)
  }

  /// The same files, observed where they are read.
  package func observing(_ files: FileSystem) -> FileSystem {
    var observed = files
    observed.kind = { (path) throws(FileError) in
      self.note(path)
      return try files.kind(path)
    }
    observed.names = { (folder) throws(FileError) in
      self.note(folder)
      let names = try files.names(folder)
      self.note(folder, names)
      return names
    }
    observed.read = { (path) throws(FileError) in
      self.note(path)
      let bytes = try files.read(path)
      self.note(path, bytes)
      return bytes
    }
    return observed
  }
}
