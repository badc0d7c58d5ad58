package import OrganizationModel
package import OutputFolder
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
        return loader.load(path)
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
      return try files.names(folder)
    }
    observed.read = { (path) throws(FileError) in
      self.note(path)
      return try files.read(path)
    }
    return observed
  }
}
