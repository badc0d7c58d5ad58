import Mustache

/// The names that a template asked for and nothing gave, in one rendering.
final class MissingNames {
  private(set) var names: [String] = []

  func record(_ name: String) {
    if !names.contains(name) { names.append(name) }
  }
}

/// A context as Mustache sees it: names to wrapped values, without reflection.
///
/// Mustache asks every context from the innermost to the outermost, so only the outermost knows that a name is missing.
/// The names that arrive here were prepared by `TemplateSource`: `access*href` is `access.href`, and a suffix such as
/// `?code` says where the text will stand.
struct TemplateScope: MustacheParent {
  let values: TemplateContext
  let missing: MissingNames
  let isOutermost: Bool

  init(_ values: TemplateContext, missing: MissingNames, isOutermost: Bool = false) {
    self.values = values
    self.missing = missing
    self.isOutermost = isOutermost
  }

  func child(named name: String) -> Any? {
    if TemplateName.isSimple(name) {
      if let value = values[name] { return wrap(value, nil) }
      if isOutermost { missing.record(name) }
      return nil
    }
    let (path, landing) = TemplateName.split(name)
    let parts = path.split(separator: TemplateName.separator, omittingEmptySubsequences: false)
    guard let first = parts.first, let value = values[String(first)] else {
      if isOutermost { missing.record(TemplateName.written(path)) }
      return nil
    }
    guard let found = TemplateScope.walk(value, parts.dropFirst()) else {
      missing.record(TemplateName.written(path))
      return false
    }
    return wrap(found, landing)
  }

  private static func walk(_ value: any Sendable, _ path: ArraySlice<Substring>) -> (any Sendable)? {
    guard let name = path.first else { return value }
    if let absent = value as? Bool, !absent { return false }
    guard let context = value as? TemplateContext, let next = context[String(name)] else { return nil }
    return walk(next, path.dropFirst())
  }

  /// What Mustache is given for a value: truth stays, lists and contexts are wrapped, all else becomes text.
  private func wrap(_ value: any Sendable, _ landing: TextLanding?) -> Any {
    switch value {
    case let text as String: landing.map { $0.escape(text) } ?? TemplateText(text)
    case let truth as Bool: truth
    case let context as TemplateContext: TemplateScope(context, missing: missing)
    case let texts as [String]: texts.map { TemplateText($0) }
    case let contexts as [TemplateContext]: contexts.map { TemplateScope($0, missing: missing) }
    case let list as [any Sendable]: list.map { wrap($0, nil) }
    default: wrap(String(describing: value), landing)
    }
  }
}

/// A text as Mustache sees it: it has no names in it, and says itself how it is written where it does not land in prose.
struct TemplateText: MustacheParent, MustacheCustomRenderable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  var renderText: String { text }
  var isNull: Bool { false }

  /// `.?code` arrives as `?code`.
  func child(named name: String) -> Any? {
    let (path, landing) = TemplateName.split(name)
    return path.isEmpty ? landing?.escape(text) : nil
  }
}

/// The names in a prepared template.
enum TemplateName {
  /// Stands for the dot of `access.href`: Mustache would resolve dots itself and say nothing of a missing end.
  static let separator: Character = "*"
  private static let landingMark: Character = "?"

  /// Whether it is one name that lands in prose: most are.
  static func isSimple(_ name: String) -> Bool {
    !name.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// `name?code` → the name and where its text lands.
  static func split(_ name: String) -> (path: Substring, landing: TextLanding?) {
    guard let mark = name.lastIndex(of: landingMark) else { return (name[...], nil) }
    return (name[..<mark], TextLanding(rawValue: String(name[name.index(after: mark)...])))
  }

  static func prepared(_ name: String, _ landing: TextLanding?) -> String {
    let path = name == "." ? "." : name.replacing(".", with: String(separator))
    return path + (landing.map { String(landingMark) + $0.rawValue } ?? "")
  }

  /// The name as the template's author wrote it.
  static func written(_ path: Substring) -> String {
    String(path).replacing(String(separator), with: ".")
  }
}
