package import SourceText

/// Every file of one book: sorted by path, each path once, no two that a file system could take for one.
package struct BookFiles: Sendable {
  /// One file: where it goes and its whole content.
  package struct Entry: Sendable {
    package let path: RelativePath
    package let bytes: [UInt8]

    /// What is the tool's own in it, and a person's note.
    var content: FileContent { FileContent(bytes, at: path) }
  }

  /// Sorted by path.
  package let entries: [Entry]

  /// Throws the first two paths that collide on a file system which ignores case, or where one is a file
  /// and a folder of the other.
  package init(_ files: [RelativePath: [UInt8]]) throws(PathCollision) {
    let entries = files.map { Entry(path: $0.key, bytes: $0.value) }.sorted { $0.path < $1.path }
    if let collision = PathCollision.first(among: entries.lazy.map(\.path)) { throw collision }
    self.entries = entries
  }
}

extension BookFiles {
  /// What became of texts as paths.
  package enum Checking: Sendable {
    case accepted(BookFiles)
    /// Every path that cannot be one, or else the first two that collide.
    case refused([Diagnostic])
  }

  /// Checks the paths of a whole book.
  package static func check(_ files: [String: [UInt8]]) -> Checking {
    var (contents, problems) = ([RelativePath: [UInt8]](), [Diagnostic]())
    contents.reserveCapacity(files.count)
    for (text, bytes) in files {
      do throws(PathProblem) {
        contents[try RelativePath(text)] = bytes
      } catch {
        problems.append(Diagnostic("output-path", .error, error.description, at: nil))
      }
    }
    if !problems.isEmpty { return .refused(problems) }
    do throws(PathCollision) {
      return .accepted(try BookFiles(contents))
    } catch {
      return .refused([Diagnostic("output-path", .error, error.description, at: nil)])
    }
  }
}

/// Two paths of a book that cannot stand beside each other.
package struct PathCollision: Error, Hashable, Sendable, CustomStringConvertible {
  package let first: String
  package let second: String

  /// The collision as a message: lower case, no full stop.
  package var description: String {
    "`\(first)` and `\(second)` are the same path if case is ignored, or a file and a folder"
  }

  /// Looks at each path and at each folder on its way; folders may repeat, in one spelling.
  static func first(among paths: some Sequence<RelativePath>) -> PathCollision? {
    var spellings = Spellings()
    var lastFolder: Substring?
    for path in paths {
      if path.folder != lastFolder {
        for folder in path.folders {
          if let other = spellings.note(folder, isFolder: true, of: path) { return other }
        }
        lastFolder = path.folder
      }
      if let other = spellings.note(Substring(path.text), isFolder: false, of: path) { return other }
    }
    return nil
  }
}

/// How each path and folder was spelled when it was first met.
private struct Spellings {
  private struct Spelling {
    let text: Substring
    let isFolder: Bool
    let path: RelativePath
  }

  private var known: [String: Spelling] = [:]

  /// Notes a spelling; returns its collision with one that was noted before.
  mutating func note(_ text: Substring, isFolder: Bool, of path: RelativePath) -> PathCollision? {
    let spelling = Spelling(text: text, isFolder: isFolder, path: path)
    guard let other = known.updateValue(spelling, forKey: text.lowercased()) else { return nil }
    if other.isFolder && isFolder && other.text == text { return nil }
    return PathCollision(first: other.path.text, second: path.text)
  }
}
