/// The alerts that github.com knows.
enum Alert: String, CaseIterable {
  case note, tip, important, warning, caution

  /// The alert that a line `[!NOTE]` announces.
  init?(announcedBy line: ArraySlice<UInt8>) {
    let mark = line.trimmed
    guard mark.starts(with: "[!".utf8), mark.last == UInt8(ascii: "]") else { return nil }
    self.init(rawValue: String(decoding: mark.dropFirst(2).dropLast(), as: UTF8.self).lowercased())
  }

  /// What the reader sees at its head.
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  fileprivate var openingHTML: String {
    "<div class=\"alert alert-\(rawValue)\" role=\"note\">\n<p class=\"alert-title\">\(title)</p>"
  }
}

extension Node {
  /// Turns a block quote whose first line is `[!NOTE]` or another alert's mark into that alert.
  ///
  /// As on github.com, a mark with nothing after it stays a block quote.
  func replaceIfAlert(_ lines: SourceLines) {
    guard let first = firstChild, first.kind == .paragraph,
      let alert = Alert(announcedBy: lines.firstLine(of: first)),
      first.next != nil || first.endLine > first.startLine
    else { return }
    first.removeFirstLine()
    let block = DetachedNode.block(alert.openingHTML, "</div>")
    moveChildren(to: block)
    block.replace(self)
  }

  /// Removes the inlines of a paragraph's first line, and the paragraph where nothing else is in it.
  private func removeFirstLine() {
    while let inline = firstChild {
      let isLast = inline.kind == .softBreak || inline.kind == .lineBreak
      inline.remove()
      if isLast { break }
    }
    if firstChild == nil { remove() }
  }
}
