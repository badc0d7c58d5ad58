import LocatedYAML
import Services
import SourceText

/// A text of a service's record with placeholders, `{target}`, and the values that take their place.
///
/// Records are written by people who know a service, values by people who describe an organization: whatever a value holds,
/// it stays that value where it lands.
struct ServiceText: Sendable {
  /// By placeholder. One that has no value is not known: a command then asks for it, and a sentence names it.
  let values: [String: String]
  /// Placeholders of what there is none of, such as an environment: an option of a command for it is left out.
  let absent: Set<String>

  init(_ values: [String: String], absent: Set<String> = []) {
    (self.values, self.absent) = (values, absent)
  }

  private enum Part {
    case text(Substring)
    case value(String)
    /// The name of a variable that stands for what is not known.
    case unknown(String)
  }

  // MARK: Placeholders

  /// The placeholders of a text that have no value here, as variables, each once; not those of what there is none of.
  func unknown(in texts: [String]) -> [String] {
    var names: [String] = []
    for text in texts {
      for case .unknown(let name) in parts(of: text[...]) where !names.contains(name) { names.append(name) }
    }
    return names.filter { !absent.contains($0.lowercased()) }
  }

  /// Whether a text is nothing but the placeholder of what there is none of.
  func isAbsent(_ text: String) -> Bool { absent.contains { text == "{\($0)}" } }

  private func parts(of text: Substring) -> [Part] {
    var (parts, start) = ([Part](), text.startIndex)
    for (name, range) in ServicePlaceholder.names(in: String(text)) {
      let open = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      if start < open { parts.append(.text(text[start..<open])) }
      parts += part(name)
      start = text.utf8.index(text.startIndex, offsetBy: range.upperBound)
    }
    if start < text.endIndex { parts.append(.text(text[start...])) }
    return parts
  }

  /// The subject of a job's identity is made of other placeholders.
  private func part(_ name: String) -> [Part] {
    if let value = values[name] { return [.value(ServiceText.oneLine(value))] }
    if name == Self.subjectEnvironment, let environment = values["environment"] {
      return [.value(ServiceText.oneLine(environment).replacing(bytesOf: ":", with: "%3A"))]
    }
    return subjects[name].map { parts(of: $0[...]) } ?? [.unknown(name.uppercased())]
  }

  private static let subjectEnvironment = "subject_environment"

  /// Both spellings of `sub`: with names, and with the ids of the owner and the repository behind them. GitHub writes a
  /// colon of an environment as `%3A` (github/docs, content/actions/reference/security/oidc.md, looked at on 2026-11-30).
  private var subjects: [String: String] {
    let end =
      absent.contains("environment") ? "ref:refs/heads/{branch}" : "environment:{\(Self.subjectEnvironment)}"
    return [
      "subject": "repo:{owner}/{repository}:\(end)",
      "subject_with_ids": "repo:{owner}@{owner_id}/{repository}@{repository_id}:\(end)",
    ]
  }

  /// A value with a line end would begin a new command.
  private static func oneLine(_ value: String) -> String {
    String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.endsLine ? " " : $0 }))
  }

  private func fill(
    _ text: some StringProtocol, text plain: (Substring) -> String = { String($0) },
    value: (String) -> String, unknown: (String) -> String
  ) -> String {
    parts(of: Substring(text)).map { part in
      switch part {
      case .text(let text): plain(text)
      case .value(let text): value(text)
      case .unknown(let name): unknown(name)
      }
    }.joined()
  }

  /// As it is: for what escapes it by itself.
  func plain(_ text: some StringProtocol) -> String { fill(text, value: { $0 }, unknown: { $0 }) }

  // MARK: Sentences

  /// As Markdown: what stands between backticks is code, and so is each word with a placeholder.
  func markdown(_ text: String, inTable: Bool = true) -> String {
    let spans = text.split(atByte: "`")
    return spans.enumerated().map { index, span in
      let isCode = !index.isMultiple(of: 2) && index < spans.count - 1
      if isCode { return Prose.code(plain(span), inTable: inTable) }
      return (index.isMultiple(of: 2) ? "" : MarkdownText.inProse("`")) + emphasized(span, inTable: inTable)
    }.joined()
  }

  /// What a record puts between two asterisks, such as the words of a page or a message, is emphasized.
  private func emphasized(_ text: Substring, inTable: Bool) -> String {
    let parts = text.split(atByte: "*")
    guard parts.count > 2, !parts[1].isEmpty, !parts[1].hasPrefix(bytesOf: " "),
      !parts[1].hasSuffix(bytesOf: " ")
    else {
      return words(text, inTable: inTable)
    }
    let rest = parts[2].startIndex..<text.endIndex
    return words(parts[0], inTable: inTable) + "*\(words(parts[1], inTable: inTable))*"
      + emphasized(text[rest], inTable: inTable)
  }

  /// As `markdown`, without the full stop that its sentence has.
  func markdownClause(_ text: String) -> String {
    markdown(text.hasSuffix(bytesOf: ".") ? String(text.dropLast()) : text)
  }

  /// As `markdown`, with a capital at its beginning and a full stop at its end.
  func sentence(_ text: String) -> String {
    let ends = text.last.map { ".!?:".contains($0) } ?? true
    // A file or an address stays as it is written.
    let first = text.prefix { $0 != " " }
    let isName = first.dropLast().contains { $0 == "." || $0 == "/" }
    return markdown(isName ? text : Prose.capitalized(text)) + (ends ? "" : ".")
  }

  /// Text without backticks: the words between two that are code are escaped together, as Markdown reads them.
  private func words(_ text: Substring, inTable: Bool) -> String {
    var (result, words) = ("", [Substring]())
    func escaped() -> String { MarkdownText.inProse(words.joined(separator: " ")) }
    for word in text.split(atByte: " ") {
      guard hasPlaceholder(word) else {
        words.append(word)
        continue
      }
      let (before, code, after) = ServiceText.parts(ofWord: word)
      words.append(before)
      result += escaped() + Prose.code(plain(code), inTable: inTable)
      words = [after]
    }
    return result + escaped()
  }

  /// The marks before a word, the word, and the marks behind it.
  private static func parts(ofWord word: Substring) -> (before: Substring, word: Substring, after: Substring)
  {
    let before = word.prefix { $0 == "(" }
    let inner = word[before.endIndex...]
    let end = inner.lastIndex { !".,;:)".contains($0) }.map { inner.index(after: $0) } ?? inner.startIndex
    return (before, inner[..<end], inner[end...])
  }

  private func hasPlaceholder(_ text: Substring) -> Bool {
    parts(of: text).contains { if case .text = $0 { false } else { true } }
  }

  // MARK: Commands

  /// As a command of a POSIX shell: each value one word, or a part of one. What is not known is a variable that must be
  /// set, so that no command runs without it.
  func shell(_ command: String) -> String {
    var quotes = ShellQuotes()
    return fill(
      present(command), text: { quotes.guarded($0) },
      value: { quotes.value($0) }, unknown: { quotes.variable($0) })
  }

  /// The variables that commands read and do not set, each once.
  func wanted(in commands: [String]) -> [String] {
    let filled = commands.map(shell)
    let names = filled.flatMap { $0.split(separator: "${", omittingEmptySubsequences: false).dropFirst() }
      .compactMap { rest -> String? in
        guard let end = rest.firstRange(of: ":?}") else { return nil }
        let name = rest[..<end.lowerBound]
        return name.utf8.allSatisfy(ServiceText.isVariableByte) ? String(name) : nil
      }
    return names.uniqued.filter { name in !filled.contains { $0.contains(bytesOf: "\(name)=") } }
  }

  private static func isVariableByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Whether what a reader types for a variable is not shown: all that may be a value.
  static func isSecret(variable name: String) -> Bool {
    let words = name.split(separator: "_")
    guard let last = words.last, last != "ID", last != "IDS" else { return false }
    let secrets: Set<Substring> = [
      "KEY", "PASS", "PASSPHRASE", "PASSWORD", "PAT", "SECRET", "TOKEN", "URL", "VALUE", "WEBHOOK",
    ]
    return words.contains(where: secrets.contains)
  }

  /// Without the options for what there is none of: ` --env {environment}`.
  private func present(_ command: String) -> String {
    let words = command.split(atByte: " ")
    let kept = words.indices.filter { index in
      let isOption =
        index + 1 < words.count && words[index].hasPrefix(bytesOf: "-") && isAbsent(String(words[index + 1]))
      return !isOption
        && !(index > 0 && words[index - 1].hasPrefix(bytesOf: "-") && isAbsent(String(words[index])))
    }
    return kept.map { String(words[$0]) }.joined(separator: " ")
  }

  // MARK: Files

  /// The text of a file that commands read, such as a trust policy: each value a part of a string in double quotes.
  func file(_ text: some StringProtocol) -> String {
    fill(text, value: ServiceText.quotable, unknown: { $0 })
  }

  /// A command that writes a file.
  func writing(_ name: String, _ text: String) -> String {
    let body = text.hasSuffix(bytesOf: "\n") ? String(text.dropLast()) : text
    let asks = !unknown(in: [text]).isEmpty
    let filled =
      asks
      ? fill(
        body, text: { ServiceText.expandable(String($0)) },
        value: { ServiceText.expandable(ServiceText.quotable($0)) }, unknown: { "${\($0):?}" })
      : file(body)
    return "cat > \(Shell.word(name)) <<\(asks ? "END" : "'END'")\n\(filled)\nEND"
  }

  /// Inside double quotes of JSON.
  private static func quotable(_ value: String) -> String {
    value.replacing(bytesOf: "\\", with: "\\\\").replacing(bytesOf: "\"", with: "\\\"")
  }

  /// In a document of a shell that puts variables in.
  private static func expandable(_ text: String) -> String {
    text.replacing(bytesOf: "\\", with: "\\\\").replacing(bytesOf: "$", with: "\\$")
      .replacing(bytesOf: "`", with: "\\`")
  }

  // MARK: Workflows

  /// The lines of a workflow file, each value inside its scalar, and nothing that Actions would put in.
  func workflow(_ text: String) -> [String] {
    var block: (indentation: Int, isShell: Bool)?
    return text.split(atByte: "\n").map { line in
      let indentation = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      if let open = block, indentation > open.indentation || line.allSatisfy(\.isWhitespace) {
        return open.isShell ? workflowShell(line) : workflowText(line)
      }
      let parts = YAMLLine(line)
      block = parts.opensBlock ? (indentation, parts.key == "run") : nil
      return fill(parts)
    }
  }

  private func fill(_ line: YAMLLine) -> String {
    guard hasPlaceholder(line.scalar) else { return String(line.text) }
    if isHarmless(line.scalar) { return plain(line.text) }
    let filled = line.key == "run" ? workflowShell(line.scalar) : workflowText(line.scalar)
    return line.head + (line.isQuoted ? YAMLScalar.quoted(filled) : YAMLText.scalar(filled))
      + line.tail
  }

  /// Whether YAML and a shell make nothing of the values in a text, so that it stays as its author wrote it.
  private func isHarmless(_ text: Substring) -> Bool {
    parts(of: text).count > 1
      && parts(of: text).allSatisfy { part in
        guard case .value(let value) = part else { return true }
        return value.utf8.allSatisfy { isNameByte($0) }
      }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private func workflowShell(_ line: Substring) -> String {
    var quotes = ShellQuotes()
    return fill(
      line,
      text: { text in
        quotes.read(text)
        return String(text)
      },
      // Two strings of the shell, so that Actions finds nothing to evaluate.
      value: { quotes.value($0).replacing(bytesOf: "${{", with: "$''{{") }, unknown: { $0 })
  }

  private func workflowText(_ line: Substring) -> String {
    fill(line, value: ServiceText.withoutExpression, unknown: { $0 })
  }

  /// Actions evaluates `${{` in every scalar; this expression gives those very bytes.
  static func withoutExpression(_ value: String) -> String {
    value.replacing(bytesOf: "${{", with: "${{ '${{' }}")
  }
}

/// One line of a YAML file: what is before its scalar, the scalar, and a comment.
private struct YAMLLine {
  let text: Substring
  let head: String
  /// Nil for an item that is a scalar.
  let key: Substring?
  let scalar: Substring
  let tail: String
  let isQuoted: Bool

  init(_ line: Substring) {
    text = line
    let start = line.drop { $0 == " " || $0 == "-" }
    let colon = start.firstRange(of: ": ")
    key = colon.map { start[..<$0.lowerBound] }
    let value = start[(colon?.upperBound ?? start.startIndex)...]
    let comment = value.firstRange(of: " #")
    let bare = value[..<(comment?.lowerBound ?? value.endIndex)]
    let quote = bare.utf8.first.flatMap { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") ? $0 : nil }
    isQuoted = quote != nil && bare.utf8.count > 1 && bare.utf8.last == quote
    scalar = isQuoted ? bare.dropFirst().dropLast() : bare
    head = String(line[..<bare.startIndex])
    tail = String(line[bare.endIndex...])
  }

  /// `run: |`.
  var opensBlock: Bool { scalar == "|" || scalar == ">" || scalar == "|-" || scalar == ">-" }
}

/// Where in the quotes of a shell's command a reader is.
private struct ShellQuotes {
  private enum Place { case bare, single, double }
  private var place = Place.bare
  private var isEscaped = false

  /// Reads on. A variable that the shell puts in must be set, so that no command runs without it.
  mutating func guarded(_ text: Substring) -> String {
    var (result, rest) = ("", text)
    while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
      read(rest[..<dollar])
      result += rest[..<dollar]
      let name = rest[dollar...].dropFirst().prefix { $0 == "_" || $0.isASCII && $0.isUppercase }
      let isVariable = place != .single && !isEscaped && !name.isEmpty
      result += isVariable ? "${\(name):?}" : "$"
      if !isVariable { read("$") }
      rest = isVariable ? rest[name.endIndex...] : rest[dollar...].dropFirst()
    }
    read(rest)
    return result + rest
  }

  mutating func read(_ text: Substring) {
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch (byte, place) {
      case (UInt8(ascii: "\\"), .bare), (UInt8(ascii: "\\"), .double): isEscaped = true
      case (UInt8(ascii: "'"), .bare): place = .single
      case (UInt8(ascii: "'"), .single): place = .bare
      case (UInt8(ascii: "\""), .bare): place = .double
      case (UInt8(ascii: "\""), .double): place = .bare
      case (_, _): break
      }
    }
  }

  func value(_ text: String) -> String {
    let word = ShellWord.quoted(text)
    return switch place {
    case .bare: word
    case .single: text.replacing(bytesOf: "'", with: "'\\''")
    case .double: word == text ? word : "\"\(word)\""
    }
  }

  func variable(_ name: String) -> String {
    switch place {
    case .bare: "\"${\(name):?}\""
    case .single: "'\"${\(name):?}\"'"
    case .double: "${\(name):?}"
    }
  }
}
