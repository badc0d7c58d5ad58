import SourceText

/// Paths with `/` between their parts, as text.
enum FilePath {
  /// The folder of a file; empty for one without.
  static func folder(of path: String) -> String {
    path.lastSlash.map { String(path[..<$0]) } ?? ""
  }

  static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty ? path : folder.hasSuffix(bytesOf: "/") ? folder + path : folder + "/" + path
  }

  /// Without `.`, and with every `..` that a folder before it takes up; nil where it leads out of the top.
  static func normalized(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.pathParts where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}

/// A path whose parts may hold `*` (any text) and `?` (one character).
struct PathPattern {
  private let parts: [String]

  init(_ pattern: String) {
    parts = pattern.pathParts.map(String.init)
  }

  static func isPattern(_ path: String) -> Bool {
    path.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// The files that match, below a folder, in the order of their paths. Names that begin with `.` match only a pattern that
  /// does.
  func files(below top: String, _ loader: FileLoader) -> [String] {
    var folders = [""]
    for part in parts.dropLast() {
      folders = folders.flatMap { folder in
        names(in: FilePath.join(top, folder), matching: part, areFolders: true, loader)
          .map { FilePath.join(folder, $0) }
      }
    }
    guard let last = parts.last else { return [] }
    return folders.flatMap { folder in
      names(in: FilePath.join(top, folder), matching: last, areFolders: false, loader)
        .map { FilePath.join(folder, $0) }
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func names(
    in folder: String, matching pattern: String, areFolders: Bool, _ loader: FileLoader
  ) -> [String] {
    (loader.list(folder) ?? []).compactMap { name in
      guard name.hasSuffix(bytesOf: "/") == areFolders else { return nil }
      let bare = areFolders ? String(Substring(name.utf8.dropLast())) : name
      return PathPattern.matches(Array(bare.utf8), Array(pattern.utf8)) ? bare : nil
    }
  }

  /// Walks both at once; on a mismatch the last `*` takes one byte more.
  static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    if name.first == UInt8(ascii: "."), pattern.first != UInt8(ascii: ".") { return false }
    var (position, wanted) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while position < name.count {
      if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "*") {
        star = (wanted, position)
        wanted += 1
      } else if wanted < pattern.count,
        pattern[wanted] == UInt8(ascii: "?") || pattern[wanted] == name[position]
      {
        position += 1
        wanted += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (position, wanted) = (last.name + 1, last.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
