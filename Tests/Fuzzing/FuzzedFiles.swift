import OrganizationModel

/// Several files as one input: a line `#%% PATH` begins the next. YAML and shells read it as a comment.
package struct FuzzedFiles: Sendable {
  package struct File: Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  private static let mark = Array("#%% ".utf8)

  /// No two have one path.
  package private(set) var files: [File] = []

  package init(_ files: [File]) {
    for file in files { add(file) }
  }

  /// - Parameter first: the path of what stands before the first mark.
  package init(_ bytes: [UInt8], first: String) {
    var (path, text) = (first, [UInt8]())
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: Self.mark) {
        add(File(path: path, bytes: text.dropLast()))
        (path, text) = (String(decoding: line.dropFirst(Self.mark.count), as: UTF8.self), [])
      } else {
        text += line + [UInt8(ascii: "\n")]
      }
    }
    add(File(path: path, bytes: text.dropLast()))
  }

  private mutating func add(_ file: File) {
    if !files.contains(where: { $0.path == file.path }) { files.append(file) }
  }

  /// The one input; what `init(_:first:)` takes apart.
  package var bytes: [UInt8] {
    guard let first = files.first else { return [] }
    return files.dropFirst().reduce(first.bytes) {
      $0 + [0x0A] + Self.mark + $1.path.utf8 + [0x0A] + $1.bytes
    }
  }

  /// The files as a disk has them.
  var loader: FileLoader {
    FileLoader(
      load: { path in files.first { $0.path == path }.map { .success($0.bytes) } ?? .failure(.missing) },
      list: { folder in
        let prefix = folder.isEmpty ? "" : folder + "/"
        let below = files.filter { $0.path.hasPrefix(prefix) }.map { $0.path.dropFirst(prefix.count) }
        return Set(below.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? String(path) })
          .sorted()
      })
  }
}
