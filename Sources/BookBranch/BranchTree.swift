import OutputFolder
import SourceText

/// The name of an object of git: 40 or 64 hexadecimal digits.
struct ObjectName: Hashable, Sendable, CustomStringConvertible {
  let text: String

  /// Nil for anything else.
  init?(_ text: some StringProtocol) {
    guard [40, 64].contains(text.utf8.count), text.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
      return nil
    }
    self.text = String(text)
  }

  var description: String { text }
  /// As people say it.
  var short: String { String(text.prefix(10)) }
  /// What stands for no object, of the same length.
  var nothing: String { String(repeating: "0", count: text.utf8.count) }
}

/// Every file of one commit, as a folder that can only be read: what holds for a book in a folder then holds for a book
/// on a branch.
struct BranchTree: Sendable {
  struct Entry: Sendable, Equatable {
    enum Kind: Sendable { case file, link, module }

    let path: String
    let kind: Kind
    let object: ObjectName
  }

  let entries: [Entry]
  private let byPath: [String: Entry]
  /// The names in each folder; the empty path is the top.
  private let names: [String: Set<String>]

  init(_ entries: [Entry]) {
    self.entries = entries
    byPath = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var names: [String: Set<String>] = ["": []]
    for entry in entries { BranchTree.note(entry.path, in: &names) }
    self.names = names
  }

  /// Of a branch that is not there: not even an empty folder.
  static let absent = BranchTree()

  private init() {
    (entries, byPath, names) = ([], [:], [:])
  }

  /// Reads what `git ls-tree -r -z` prints: `100644 blob NAME`, a tab, the path, NUL.
  init(listing: String) {
    let lines = listing.utf8.split(separator: 0)
    self.init(lines.compactMap { BranchTree.entry(String(decoding: $0, as: UTF8.self)) })
  }

  private static func entry(_ line: String) -> Entry? {
    guard let tab = line.firstIndex(of: "\t") else { return nil }
    let words = line[..<tab].split(separator: " ")
    guard words.count == 3, let object = ObjectName(words[2]) else { return nil }
    let kind: Entry.Kind = words[1] == "commit" ? .module : words[0] == "120000" ? .link : .file
    return Entry(path: String(line[line.index(after: tab)...]), kind: kind, object: object)
  }

  private static func note(_ path: String, in names: inout [String: Set<String>]) {
    var path = path[...]
    while true {
      let slash = path.lastSlash
      let folder = slash.map { path[..<$0] } ?? ""
      let name = path.lastPathPart
      let isNew = names[String(folder), default: []].insert(name).inserted
      if folder.isEmpty || !isNew { return }
      path = folder
    }
  }

  subscript(path: String) -> Entry? { byPath[path] }

  /// The tree under a name, with the contents that were read of it.
  func fileSystem(at root: String, _ contents: [ObjectName: [UInt8]]) -> FileSystem {
    let below: @Sendable (String) -> String = { $0 == root ? "" : String($0.dropFirst(root.count + 1)) }
    let refused: @Sendable (String) -> FileError = { FileError("write", $0, code: FileError.readOnly) }
    var files = FileSystem.system
    files.kind = { path in kind(of: below(path)) }
    files.names = { path in Array(names[below(path)] ?? []) }
    files.read = { (path) throws(FileError) in
      guard let entry = byPath[below(path)], let bytes = contents[entry.object] else {
        throw FileError("read", path, code: FileError.missing)
      }
      return bytes
    }
    files.create = { (path, _, _) throws(FileError) in throw refused(path) }
    files.makeFolder = { (path, _) throws(FileError) in throw refused(path) }
    files.move = { (path, _) throws(FileError) in throw refused(path) }
    files.exchange = { (path, _) throws(FileError) in throw refused(path) }
    files.removeFile = { (path) throws(FileError) in throw refused(path) }
    files.removeFolder = { (path) throws(FileError) in throw refused(path) }
    files.realPath = { $0 }
    files.lock = { (path) throws(FileError) in throw refused(path) }
    return files
  }

  private func kind(of path: String) -> FileSystem.Kind {
    if names[path] != nil { return .folder }
    switch byPath[path]?.kind {
    case .file: return .file
    case .link: return .link
    case .module: return .special
    case nil: return .missing
    }
  }
}
