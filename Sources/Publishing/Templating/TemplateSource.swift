/// One template as it was written, made ready for Mustache: each value is marked with where it lands, so that no author
/// of a template has to say how to escape it.
///
/// Markdown templates: in prose the content type escapes; inside code spans, fenced blocks and the parentheses of links,
/// and everywhere in templates of HTML, the value's name gets a suffix that escapes for there. A fence that a template opens, the same template must close.
struct TemplateSource {
  /// A name that the template looks up, and the line it stands on.
  struct Mention: Hashable {
    var name: String
    var line: Int
  }

  let name: String
  private(set) var prepared = ""
  private(set) var mentions: [Mention] = []
  private(set) var partials: [Mention] = []
  private let isMarkdown: Bool

  private var inFence = false
  private var lineNumber = 0

  init(name: String, text: String, isMarkdown: Bool) {
    self.name = name
    self.isMarkdown = isMarkdown
    if isMarkdown { prepared += "{{%CONTENT_TYPE:\(MarkdownContentType.name)}}\n" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      lineNumber = index + 1
      prepare(line)
      if index < lines.count - 1 { prepared += "\n" }
    }
  }

  private mutating func prepare(_ line: Substring) {
    let start = line.drop { $0 == " " || $0 == ">" }
    if isMarkdown, start.hasPrefix("```") { inFence.toggle() }
    var landing = LineLanding(isTableRow: start.hasPrefix("|"))
    var rest = line
    while let open = rest.firstRange(of: "{{") {
      landing.read(rest[..<open.lowerBound])
      prepared += rest[..<open.lowerBound]
      rest = rest[open.lowerBound...]
      guard let end = TemplateTag.end(of: rest) else { break }
      prepared += prepare(TemplateTag(rest[..<end]), landing)
      rest = rest[end...]
    }
    prepared += rest
  }

  private mutating func prepare(_ tag: TemplateTag, _ landing: LineLanding) -> String {
    switch tag.kind {
    case .variable:
      mention(tag.name)
      guard let place = isMarkdown ? (inFence ? .fence : landing.place) : .html else {
        return "{{\(TemplateName.prepared(tag.name, nil))}}"
      }
      return "{{{\(tag.name == "." ? ".?\(place.rawValue)" : TemplateName.prepared(tag.name, place))}}}"
    case .unescaped:
      mention(tag.name)
      return "{{{\(TemplateName.prepared(tag.name, nil))}}}"
    case .section(let sign):
      mention(tag.name)
      return "{{\(sign)\(TemplateName.prepared(tag.name, nil))}}"
    case .partial:
      partials.append(Mention(name: tag.name, line: lineNumber))
      return tag.text
    case .dynamicPartial:
      mention(tag.name)
      return "{{>*\(TemplateName.prepared(tag.name, .raw))}}"
    case .other: return tag.text
    }
  }

  private mutating func mention(_ name: String) {
    if name != "." { mentions.append(Mention(name: name, line: lineNumber)) }
  }
}

/// Where in a line of Markdown a tag stands.
private struct LineLanding {
  let isTableRow: Bool
  private var inCode = false
  private var inLink = false

  init(isTableRow: Bool) {
    self.isTableRow = isTableRow
  }

  /// Nil in prose.
  var place: TextLanding? {
    if inCode { return isTableRow ? .cellcode : .code }
    return inLink ? .link : nil
  }

  /// Takes the template's own text up to the next tag.
  mutating func read(_ text: Substring) {
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "`" { inCode.toggle() }
      if !inCode, scalar == "(", previous == "]" { inLink = true }
      if !inCode, scalar == ")" { inLink = false }
      previous = scalar
    }
  }
}

/// One tag of a template.
private struct TemplateTag {
  enum Kind {
    case variable
    case unescaped
    /// `#`, `^` or `/`.
    case section(String)
    case partial
    case dynamicPartial
    /// A comment, a pragma, a transform such as `last()`.
    case other
  }

  let text: String
  let kind: Kind
  let name: String

  init(_ text: Substring) {
    self.text = String(text)
    let isTriple = text.hasPrefix("{{{")
    let inner = text.dropFirst(isTriple ? 3 : 2).dropLast(isTriple ? 3 : 2)
    let sign = inner.first ?? " "
    let bare = { (part: Substring) in String(part.filter { $0 != " " }) }
    let whole = isTriple ? bare(inner) : bare("#^/&".contains(sign) ? inner.dropFirst() : inner)
    switch sign {
    case _ where whole.contains("("): (kind, name) = (.other, whole)
    case _ where isTriple: (kind, name) = (.unescaped, whole)
    case "&": (kind, name) = (.unescaped, whole)
    case "#", "^", "/": (kind, name) = (.section(String(sign)), whole)
    case ">":
      let target = bare(inner.dropFirst())
      (kind, name) =
        target.hasPrefix("*") ? (.dynamicPartial, String(target.dropFirst())) : (.partial, target)
    case "!", "%", "=", "<", "$": (kind, name) = (.other, whole)
    default: (kind, name) = (.variable, whole)
    }
  }

  /// The end of the tag that the text begins with; nil where it is not closed on this line.
  static func end(of text: Substring) -> Substring.Index? {
    text.firstRange(of: text.hasPrefix("{{{") ? "}}}" : "}}")?.upperBound
  }
}
