/// Where a page is in the book, without an extension: `repositories/web` is `repositories/web.html` in the site and
/// `markdown/repositories/web.md` in the Markdown tree.
package struct BookPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// `repositories/web`; ASCII only.
  package let text: String

  /// `folder` and `name` are taken as they are: give them through `fileName` where they come from a user.
  package init(folder: String, _ name: String) {
    self.text = folder.isEmpty ? name : "\(folder)/\(name)"
  }

  /// The same as `text`.
  package var description: String { text }

  /// The folder that the page is in; empty at the top.
  package var folder: Substring { text.lastIndex(of: "/").map { text[..<$0] } ?? "" }

  /// The way from this page up to the book's own folder: empty, `../`, `../../`.
  package var root: String {
    String(repeating: "../", count: text.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// The relative link from this page to another one's Markdown file, `../accounts/acme-pull.md#tokens`; within the
  /// page only the anchor.
  package func link(to other: BookPath, anchor: String? = nil) -> String {
    let fragment = anchor.map { "#\($0)" } ?? ""
    if other == self, anchor != nil { return fragment }
    return relativePath(to: other) + ".md" + fragment
  }

  /// The relative link from this page's Markdown file to a file of the book that is no page, `calendar.ics`: the Markdown
  /// tree stands in a folder of its own.
  package func link(toFile path: String) -> String { "../\(root)\(path)" }

  private func relativePath(to other: BookPath) -> String {
    guard let slash = text.lastIndex(of: "/"), other.text.hasPrefix(text[...slash]) else {
      return root + other.text
    }
    return String(other.text[text.index(after: slash)...])
  }

  /// By their texts.
  package static func < (left: BookPath, right: BookPath) -> Bool { left.text < right.text }

  /// A file name for any text: lower case, everything outside `[a-z0-9._-]` turned into `-`, at most 100 bytes.
  /// A leading dot becomes `dot-`, so that no web server or upload hides the page.
  package static func fileName(for text: String) -> String {
    let bytes = text.lowercased().unicodeScalars.map { allowed($0) ? UInt8($0.value) : UInt8(ascii: "-") }
    let name = String(decoding: cut(bytes), as: UTF8.self)
    guard name.first != "." else { return "dot-" + name.dropFirst() }
    return name.isEmpty ? "-" : name
  }

  /// At most 100 bytes, cut between words where there are any.
  private static func cut(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let start = bytes.prefix(100)
    guard bytes.count > 100, let dash = start.lastIndex(of: UInt8(ascii: "-")), dash > 50 else {
      return start
    }
    return bytes[..<dash]
  }

  private static func allowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}

/// Gives each thing in one folder a path of its own.
package struct PathTable<Key: Hashable> {
  /// The folder that all of them are in.
  package let folder: String
  private var taken: Set<String>
  /// The path of each thing.
  package private(set) var paths: [Key: BookPath] = [:]

  /// - Parameter lists: the names of the section's other pages, besides its index.
  package init(folder: String, lists: [BookPath] = []) {
    self.folder = folder
    taken = ["index"]
    for path in lists where path.text.hasPrefix(folder + "/") {
      taken.insert(String(path.text.dropFirst(folder.count + 1)))
    }
  }

  /// Adds a thing under the file name of `text`; where that is taken, the first free `-2`, `-3`, … is appended.
  package mutating func add(_ key: Key, named text: String) {
    let name = BookPath.fileName(for: text)
    var free = name
    var number = 2
    while !taken.insert(free).inserted {
      free = "\(name)-\(number)"
      number += 1
    }
    paths[key] = BookPath(folder: folder, free)
  }
}
