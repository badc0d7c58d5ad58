/// What a tag reads: a name, a way of names, `.`, or a function of one of them.
struct TemplateReference: Sendable {
  /// Where the value comes from.
  enum Source: Sendable {
    /// `.`
    case current
    /// `name`
    case name(TemplateName)
    /// `name.inner.innermost`
    case path(TemplateName, [TemplateName])
    /// Nothing between the parentheses of a function: the list that is gone through.
    case loop
  }

  let source: Source
  /// The innermost first.
  let functions: [TemplateFunction]
  /// As the author wrote it.
  let text: String
  let line: Int

  /// The names in it, as its author wrote them; nil for `.` and the list that is gone through.
  let name: String?

  /// - Throws: what is wrong with it.
  init(_ text: String, line: Int) throws(TemplateProblem) {
    var rest = text[...]
    var functions: [TemplateFunction] = []
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "(")) {
      let word = String(rest[..<open])
      guard let function = TemplateFunction(rawValue: word) else {
        throw TemplateProblem(
          "there is no function `\(word)`, only \(TemplateFunction.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        )
      }
      guard rest.utf8.last == UInt8(ascii: ")") else { throw TemplateProblem("`\(text)` isn't a name") }
      functions.insert(function, at: 0)
      rest = rest[rest.utf8.index(after: open)...].dropLast()
    }
    self.functions = functions
    (self.text, self.line) = (text, line)
    source = try Self.source(rest, isArgument: !functions.isEmpty, text)
    switch source {
    case .current, .loop: name = nil
    case .name, .path: name = String(rest)
    }
  }

  private static func source(
    _ name: Substring, isArgument: Bool, _ text: String
  ) throws(TemplateProblem) -> Source {
    if name == "." { return .current }
    if name.isEmpty {
      if isArgument { return .loop }
      throw TemplateProblem("a tag has no name")
    }
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isNameByte) }) else {
      throw TemplateProblem("`\(text)` isn't a name")
    }
    let names = parts.map { TemplateName(String(Substring($0))) }
    return names.count == 1 ? .name(names[0]) : .path(names[0], Array(names.dropFirst()))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// What is wrong with a tag.
struct TemplateProblem: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
