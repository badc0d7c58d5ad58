internal import LocatedYAML
internal import SourceText

/// Loads a description and everything it includes: files, trees, and what is wrong with them as text.
struct DescriptionLoader {
  private let loader: FileLoader
  /// The folder of the top file, which nothing may leave.
  private let top: String
  private(set) var files = SourceFiles()
  /// The trees in the order in which they are read: the top file first.
  private(set) var documents: [YAMLDocument] = []
  var problems = Problems()
  /// The files being read, each included by the one before it, as paths below the top folder.
  private var chain: [String] = []
  private var seen: Set<String> = []

  init(loader: FileLoader, path: String) {
    self.loader = loader
    self.top = FilePath.folder(of: path)
  }

  /// Reads the top file and then, depth first, what it includes.
  mutating func loadTop(_ path: String) {
    switch load(path) {
    case .success(let bytes):
      take(
        SourceFile(path: path, bytes: bytes), below: String(path.dropFirst(top.isEmpty ? 0 : top.count + 1)))
    case .failure(let failure):
      problems.report(
        Diagnostic(
          "cannot-read", "can't read `\(path)`: \(failure.words)", at: nil,
          help: help(for: failure, path)))
    }
  }

  private func help(for failure: LoadFailure, _ path: String) -> String? {
    switch failure {
    case .missing:
      "run `tokenbook init` to write a starter description, or `tokenbook try` to see an example"
    case .isFolder: "name the description in it, such as `\(FilePath.join(path, "tokenbook.yaml"))`"
    case .tooLarge: "split it into several files, and list them under `include`"
    case .unreadable: nil
    }
  }

  private func load(_ path: String) -> Result<[UInt8], LoadFailure> {
    let result = loader.load(path)
    if case .success(let bytes) = result, bytes.count > largestFile {
      return .failure(.tooLarge(bytes.count))
    }
    return result
  }

  private mutating func take(_ file: SourceFile, below path: String) {
    let id = files.add(file)
    let isTop = documents.isEmpty && chain.isEmpty
    let (document, diagnostics) = YAMLParser.parse(file, as: id)
    for diagnostic in diagnostics { problems.report(diagnostic) }
    reportTokens(in: file, id, document)
    seen.insert(path)
    guard let document, checkRoot(document, isTop: isTop) else { return }
    documents.append(document)
    chain.append(path)
    for include in includes(of: document.root) { follow(include, from: path) }
    chain.removeLast()
  }

  private mutating func checkRoot(_ document: YAMLDocument, isTop: Bool) -> Bool {
    let root = document.root
    guard root.kind == .mapping else {
      problems.error(
        "wrong-kind", "found \(root.kindInWords), expected a description", at: root.range,
        help: isTop ? "start the description with `tokenbook: 1`" : "such as `repositories:` with entries")
      return false
    }
    for key in isTop ? [] : DescriptionShape.headerKeys {
      guard let entry = root.entries.first(where: { $0.key.text == key }) else { continue }
      problems.error(
        "include-with-header", "found `\(key)` in an included file", at: entry.key.range,
        help: "set `tokenbook` and `organization` only in the main file")
    }
    return true
  }
}

// MARK: - Includes

extension DescriptionLoader {
  private func includes(of root: YAMLNode) -> [YAMLNode] {
    guard let node = root["include"] else { return [] }
    let listed = node.kind == .scalar ? [node] : Array(node.elements)
    return listed.filter { $0.kind == .scalar && TextRule.includePath.accepts($0.bytes) }
  }

  private mutating func follow(_ include: YAMLNode, from path: String) {
    let written = include.text
    guard let target = FilePath.normalized(FilePath.join(FilePath.folder(of: path), written)), !target.isEmpty
    else {
      return problems.error(
        "include-outside", "found `\(written)`, which is outside the folder of the main file",
        at: include.range,
        help: "move the file into that folder")
    }
    if PathPattern.isPattern(target) { return followPattern(target, include, from: path) }
    followFile(target, include)
  }

  private mutating func followPattern(_ pattern: String, _ include: YAMLNode, from path: String) {
    let matches = PathPattern(pattern).files(below: top, loader).filter { !chain.contains($0) }
    if matches.isEmpty {
      problems.error(
        "include-missing", "found no file that matches `\(include.text)`", at: include.range,
        help: "correct the pattern, or remove it from `include`")
    }
    for match in matches { followFile(match, include) }
  }

  private mutating func followFile(_ target: String, _ include: YAMLNode) {
    guard !chain.contains(target) else {
      let circle = (chain.drop { $0 != target } + [target]).map { "`\($0)`" }.joined(separator: " → ")
      return problems.error(
        "include-cycle", "found files that include each other: \(circle)", at: include.range,
        help: "remove one of the includes")
    }
    guard !seen.contains(target) else { return }
    let path = FilePath.join(top, target)
    guard !leadsOut(path) else {
      return problems.error(
        "include-outside", "found `\(path)`, a link to a file outside the folder of the main file",
        at: include.range, help: "replace the link with the file itself")
    }
    switch load(path) {
    case .success(let bytes): take(SourceFile(path: path, bytes: bytes), below: target)
    case .failure(let failure): reportMissing(include, path, failure)
    }
  }

  /// Whether links lead to a file outside of the top folder.
  private func leadsOut(_ path: String) -> Bool {
    guard let folder = loader.realPath(top), let file = loader.realPath(path) else { return false }
    return !file.utf8.starts(with: (folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/").utf8)
  }

  private mutating func reportMissing(_ include: YAMLNode, _ path: String, _ failure: LoadFailure) {
    let folder = FilePath.folder(of: path)
    let names = (loader.list(folder) ?? []).filter { !$0.hasSuffix(bytesOf: "/") }.sorted()
    let near = NearestMatch.match(
      String(Substring(path.utf8.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1))), among: names)
    problems.error(
      "include-missing", "can't read `\(path)`: \(failure.words)", at: include.range,
      help: failure == .missing
        ? near.map { "did you mean `\($0)`?" } ?? "correct the path, or remove it from `include`" : nil)
  }
}

// MARK: - Tokens

extension DescriptionLoader {
  private mutating func reportTokens(in file: SourceFile, _ id: SourceFileID, _ document: YAMLDocument?) {
    let hits = TokenShape.hits(in: file.bytes)
    for hit in hits {
      let range = SourceRange(
        file: id, start: UInt32(hit.range.lowerBound), end: UInt32(hit.range.upperBound))
      reportToken(hit.prefix, at: range)
    }
    document?.decodedScalars { range, text in
      guard let hit = TokenShape.hits(in: text).first else { return }
      // Hits stand in the order of the text, none in another.
      let next = hits.partitioningIndex { $0.range.upperBound > Int(range.start) }
      let isKnown = next < hits.count && hits[next].range.overlaps(range.offsets)
      if !isKnown { reportToken(hit.prefix, at: range) }
    }
  }

  private mutating func reportToken(_ prefix: String, at range: SourceRange) {
    let isKey = prefix == "-----BEGIN"
    problems.error(
      "token-shaped", "found text that looks like a \(isKey ? "private key" : "token (`\(prefix)…`)")",
      at: range,
      help:
        "if it is real, revoke it now, because anyone who can read this file has it; then remove it, because a "
        + "description contains only the names of credentials")
  }
}
