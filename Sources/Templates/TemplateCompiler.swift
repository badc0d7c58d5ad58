/// Reads one template: what it says, where each value lands, and everything that is wrong with it.
struct TemplateCompiler {
  /// What a file is about, by its ending.
  enum Format: Sendable {
    case markdown
    case html

    fileprivate var contentType: String {
      switch self {
      case .markdown: "MARKDOWN"
      case .html: "HTML"
      }
    }
  }

  private struct OpenSection {
    let name: String
    let line: Int
    let instruction: Int
  }

  private(set) var template: CompiledTemplate
  private(set) var mentions: [CompiledTemplate.Mention] = []
  /// Each with its line.
  private(set) var problems: [(line: Int, message: String)] = []

  private let bytes: [UInt8]
  private var tags: TagReader
  private var landing = LandingReader()
  private var sections: [OpenSection] = []
  private var line = 1
  /// Whether the next instruction is the first of its line.
  private var isLineStart = true
  /// Whether text may be added to the last instruction.
  private var textIsOpen = false
  private var inSpan = false
  /// On a line that begins or ends a fenced block, until its backticks come.
  private var fence: CompiledTemplate.Instruction?

  init(name: String, _ bytes: [UInt8], _ format: Format) {
    template = CompiledTemplate(name: name, format)
    self.bytes = bytes
    tags = TagReader(bytes)
    compile()
  }

  private mutating func compile() {
    var position = 0
    startLine(at: 0)
    while let start = tags.start(from: position) {
      guard let tag = tags.tag(at: start) else {
        add(text: position..<start)
        report("a tag isn't closed")
        return
      }
      let whole = tag.canStandAlone ? wholeLine(around: tag.range) : nil
      add(text: position..<(whole?.lowerBound ?? start))
      compile(tag, indentation: whole.map { Array(bytes[$0.lowerBound..<start]) })
      line += bytes[tag.range].count { $0 == UInt8(ascii: "\n") }
      position = whole?.upperBound ?? tag.range.upperBound
      if let whole, whole.upperBound > tag.range.upperBound, bytes[whole.upperBound - 1] == UInt8(ascii: "\n")
      {
        line += 1
        startLine(at: whole.upperBound)
      }
    }
    add(text: position..<bytes.count)
    for section in sections { report("section `\(section.name)` isn't closed", section.line) }
  }

  private mutating func report(_ message: String, _ line: Int? = nil) {
    problems.append((line ?? self.line, message))
  }

  // MARK: Tags

  private mutating func compile(_ tag: TemplateTag, indentation: [UInt8]?) {
    if indentation == nil { startInLine() }
    landing.passTag()
    do throws(TemplateProblem) {
      switch tag.kind {
      case .variable:
        emit(.value(reference: try reference(tag), template.format == .html ? .html : landing.landing))
      case .markup: emit(.value(reference: try reference(tag), .markup))
      case .section, .inverted: try open(tag)
      case .end: try close(tag)
      case .partial: try addPartial(tag, indentation ?? [])
      case .dynamicPartial:
        emit(.dynamicPartial(reference: try reference(tag), indentation: indentation ?? []))
      case .comment: break
      case .delimiters:
        guard tags.take(delimiters: tag.text) else {
          throw TemplateProblem("`\(tag.text)` aren't delimiters")
        }
      case .pragma: try check(pragma: tag.text)
      case .inheritance:
        throw TemplateProblem("a template cannot inherit: `<` and `$` are not supported")
      }
    } catch {
      report(error.message)
    }
  }

  private mutating func reference(_ tag: TemplateTag) throws(TemplateProblem) -> Int {
    template.references.append(try TemplateReference(tag.text, line: line))
    return template.references.count - 1
  }

  private mutating func open(_ tag: TemplateTag) throws(TemplateProblem) {
    sections.append(
      OpenSection(name: tag.text, line: line, instruction: template.instructions.count))
    let reference = try reference(tag)
    emit(
      tag.kind == .section
        ? .section(reference: reference, end: 0) : .inverted(reference: reference, end: 0))
  }

  private mutating func close(_ tag: TemplateTag) throws(TemplateProblem) {
    guard let section = sections.popLast() else {
      throw TemplateProblem("`\(tag.text)` is closed, but no section is open")
    }
    guard section.name == tag.text else {
      if let own = sections.lastIndex(where: { $0.name == tag.text }) { sections.removeSubrange(own...) }
      throw TemplateProblem(
        "found the end of `\(tag.text)`, expected that of `\(section.name)`, which line \(section.line) opens"
      )
    }
    textIsOpen = false
    let end = template.instructions.count
    guard template.instructions.indices.contains(section.instruction) else { return }
    switch template.instructions[section.instruction] {
    case .section(let reference, _):
      template.instructions[section.instruction] = .section(reference: reference, end: end)
    case .inverted(let reference, _):
      template.instructions[section.instruction] = .inverted(reference: reference, end: end)
    case .text, .lineStart, .value, .partial, .dynamicPartial, .openSpan, .closeSpan, .openFence, .closeFence:
      break
    }
  }

  private mutating func addPartial(_ tag: TemplateTag, _ indentation: [UInt8]) throws(TemplateProblem) {
    guard !tag.text.isEmpty else { throw TemplateProblem("a tag has no name") }
    mentions.append(
      CompiledTemplate.Mention(name: tag.text, line: line, instruction: template.instructions.count))
    emit(.partial(number: 0, indentation: indentation))
  }

  /// How values are escaped is decided by where they land; the pragma may only say what is so anyway.
  private func check(pragma: String) throws(TemplateProblem) {
    let words = pragma.utf8.split(separator: UInt8(ascii: ":"))
      .map { String(Substring($0)).utf8.filter { !TagReader.isSpace($0) } }
      .map { String(decoding: $0, as: UTF8.self) }
    guard words == ["CONTENT_TYPE", template.format.contentType] else {
      throw TemplateProblem(
        "`\(pragma)` isn't supported, because values are escaped for where they land, here as \(template.format.contentType)"
      )
    }
  }

  private mutating func emit(_ instruction: CompiledTemplate.Instruction) {
    textIsOpen = false
    template.instructions.append(instruction)
  }

  // MARK: Lines

  /// The line around a tag, with its end, where it has nothing else but white space.
  private func wholeLine(around tag: Range<Int>) -> Range<Int>? {
    let before = bytes[..<tag.lowerBound].reversed().prefix {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
    let start = tag.lowerBound - before.count
    guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
    var end = tag.upperBound
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
    if end == bytes.count { return start..<end }
    if bytes[end] == UInt8(ascii: "\r"), end + 1 < bytes.count { end += 1 }
    return bytes[end] == UInt8(ascii: "\n") ? start..<end + 1 : nil
  }

  /// Something that is no text follows on the line.
  private mutating func startInLine() {
    if isLineStart { emit(.lineStart) }
    isLineStart = false
  }

  private mutating func startLine(at offset: Int) {
    isLineStart = true
    inSpan = false
    guard template.format == .markdown else { return }
    switch landing.startLine(bytes[offset...]) {
    case .text: break
    case .opensFence: fence = .openFence
    case .closesFence: fence = .closeFence
    }
  }

  // MARK: Text

  private mutating func add(text range: Range<Int>) {
    var start = range.lowerBound
    for offset in range {
      if bytes[offset] == UInt8(ascii: "\n") {
        append(start..<offset + 1)
        start = offset + 1
        line += 1
        startLine(at: start)
      } else if template.format == .markdown, landing.read(bytes[offset]) || fence != nil {
        guard bytes[offset] == UInt8(ascii: "`") else { continue }
        mark(at: offset, from: &start)
      }
    }
    append(start..<range.upperBound)
  }

  /// A backtick that begins or ends a span or a fenced block.
  private mutating func mark(at offset: Int, from start: inout Int) {
    if let instruction = fence {
      append(start..<offset)
      start = offset
      emit(instruction)
      fence = nil
    } else if landing.inFence {
      return
    } else if inSpan {
      append(start..<offset)
      start = offset + 1
      emit(.closeSpan)
      inSpan = false
    } else if landing.inCode, hasTags(inSpanFrom: offset + 1) {
      append(start..<offset)
      start = offset + 1
      startInLine()
      emit(.openSpan)
      inSpan = true
    }
  }

  /// Whether the span that begins there ends on its line, with a tag in it.
  private func hasTags(inSpanFrom offset: Int) -> Bool {
    let rest = bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }
    guard let end = rest.firstIndex(of: UInt8(ascii: "`")), let tag = tags.start(from: offset) else {
      return false
    }
    return tag < end
  }

  private mutating func append(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let start = template.text.count
    template.text += bytes[range]
    if textIsOpen, case .text(let own, let startsLine)? = template.instructions.last {
      template.instructions[template.instructions.count - 1] = .text(
        own.lowerBound..<template.text.count, startsLine: startsLine)
    } else {
      template.instructions.append(.text(start..<template.text.count, startsLine: isLineStart))
    }
    textIsOpen = true
    isLineStart = false
  }
}
