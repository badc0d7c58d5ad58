internal import SourceText

/// Says in plain words what libyaml stumbled over.
struct SyntaxProblem {
  private let failure: EventStream.Failure
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: SourceFileID

  init(_ failure: EventStream.Failure, bytes: UnsafeBufferPointer<UInt8>, file: SourceFileID) {
    self.failure = failure
    self.bytes = bytes
    self.file = file
  }

  func diagnostic(offsets: inout CharacterOffsets) -> Diagnostic {
    if let offset = failure.byteOffset { return notText(at: offset) }
    let place = offsets.byteOffset(of: failure.index)
    let context = offsets.byteOffset(of: failure.contextIndex)
    if let tab = tab(beforeTextOfLineAt: place) { return tabIndentation(at: tab) }
    if failure.problem == "found unexpected end of stream", context < place {
      return unclosedQuote(at: context)
    }
    let (message, help) = words(at: place)
    return Diagnostic(
      "yaml-syntax", message, at: range(place), help: help, related: related(context, unlike: place))
  }

  private func range(_ offset: Int) -> SourceRange {
    let start = min(offset, bytes.count)
    let end = start < bytes.count && bytes[start] > 0x20 ? start + 1 : start
    return SourceRange(file: file, start: UInt32(start), end: UInt32(end))
  }

  private func notText(at offset: Int) -> Diagnostic {
    if failure.value == 0, offset < bytes.count, bytes[offset] == 0 {
      return Diagnostic(
        "nul", "found a NUL byte, expected UTF-8 text", at: range(offset),
        help: "save the file as UTF-8 text")
    }
    if failure.problem.contains("control characters") {
      return Diagnostic(
        "control-character", "found the control character U+\(hexadecimal(failure.value))", at: range(offset),
        help: "remove it, or write it as an escape in double quotes")
    }
    let first = firstByte(ofCharacterAt: offset)
    let value = first < bytes.count ? Int(bytes[first]) : failure.value
    return Diagnostic(
      "not-utf8", "found the byte 0x\(hexadecimal(max(0, value))), which isn't UTF-8", at: range(first),
      help: "save the file as UTF-8")
  }

  /// libyaml may name a later byte of a broken character.
  private func firstByte(ofCharacterAt offset: Int) -> Int {
    let before = (max(0, offset - 3)..<max(0, min(offset, bytes.count))).last { bytes[$0] >= 0xC0 }
    guard failure.problem.contains("trailing") || offset >= bytes.count else { return offset }
    return before ?? offset
  }

  private func unclosedQuote(at offset: Int) -> Diagnostic {
    Diagnostic(
      "yaml-syntax", "found a quote that isn't closed", at: range(offset),
      help: "close it with the same quotation mark")
  }

  private func tabIndentation(at offset: Int) -> Diagnostic {
    Diagnostic(
      "tab-indentation", "found a tab in the indentation, expected spaces", at: range(offset),
      help: "indent the line with spaces")
  }

  private func tab(beforeTextOfLineAt offset: Int) -> Int? {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    return start < bytes.count && bytes[start] == 0x09 ? start : nil
  }

  private func related(_ context: Int, unlike place: Int) -> [Diagnostic.RelatedPlace] {
    guard let text = failure.context, context < place else { return [] }
    let kinds = ["sequence": "list", "collection": "list", "mapping": "mapping", "scalar": "text"]
    let kind = kinds.first { text.hasSuffix($0.key) }?.value
    return [.init(message: kind.map { "the \($0) starts here" } ?? text, range: range(context))]
  }

  private func words(at place: Int) -> (message: String, help: String?) {
    let found = place < bytes.count ? bytes[place] : 0
    switch failure.problem {
    case "mapping values are not allowed in this context":
      return (
        "found `:` where a key isn't possible",
        "indent the line like its neighbors, or put the text in quotes"
      )
    case "found character that cannot start any token":
      let sign = String(decoding: [found], as: UTF8.self)
      return ("found `\(sign)` at the start of a value", "put the value in quotes")
    case "did not find expected key", "did not find expected '-' indicator":
      return (
        "found a line that doesn't belong to a list or mapping above it", "check the indentation of this line"
      )
    case "could not find expected ':'":
      return (
        "found a line without `:`, expected a key and a value", "write `key: value`, with a space after `:`"
      )
    case "did not find expected ',' or ']'":
      return (
        "found no `]` for the list that starts with `[`", "write `, ` between the elements and `]` at the end"
      )
    case "did not find expected ',' or '}'":
      return (
        "found no `}` for the mapping that starts with `{`",
        "write `, ` between the entries and `}` at the end"
      )
    case "did not find expected node content":
      let sign = found > 0x20 && found < 0x7F ? "`\(String(decoding: [found], as: UTF8.self))`" : "nothing"
      return (
        "found \(sign), expected a value",
        "close every `[` and `{`, and put text with punctuation in quotes"
      )
    default:
      return ("this isn't YAML (\(failure.problem))", nil)
    }
  }
}
