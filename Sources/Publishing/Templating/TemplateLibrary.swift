import Mustache
package import SourceText

/// Something about templates that makes a book impossible.
package struct TemplateError: Error, Sendable, Hashable {
  /// Each with the template's name, and its line where there is one.
  package var problems: [String]

  /// As diagnostics without a place: templates are not part of the description.
  package var diagnostics: [Diagnostic] {
    problems.map { Diagnostic("template", .error, $0, at: nil) }
  }
}

/// Values of free text in Markdown: escaped so that they come out as what they are.
struct MarkdownContentType: MustacheContentType {
  static let name = "MARKDOWN"

  func escapeText(_ text: String) -> String {
    MarkdownText.wholeInProse(text)
  }
}

/// Every template of the book, parsed once.
///
/// Templates go by their path without the ending: `documents/repository`, `layouts/page`. A partial may leave out
/// leading folders where that names only one template.
package struct TemplateLibrary: Sendable {
  private let library: MustacheLibrary
  private let sources: [String: [TemplateSource.Mention]]
  private let markdown: Set<String>

  /// - Parameters:
  ///   - files: the program's own templates by path below `templates/`, `documents/repository.md.mustache`.
  ///   - overrides: files of the user's own, by the same paths; each takes the place of one of `files`.
  package init(_ files: [String: String], overrides: [String: String] = [:]) throws(TemplateError) {
    MustacheContentTypes.register(MarkdownContentType(), named: MarkdownContentType.name)
    var problems = TemplateLibrary.unknownOverrides(overrides, files)
    problems += TemplateLibrary.tokens(in: overrides)
    let all = files.merging(overrides) { $1 }.filter { $0.key.hasSuffix(TemplateLibrary.ending) }
    var sources: [TemplateSource] = []
    var templates: [String: MustacheTemplate] = [:]
    for (path, text) in all.sorted(by: { $0.key < $1.key }) {
      let source = TemplateSource(
        name: TemplateLibrary.name(of: path), text: text, isMarkdown: path.hasSuffix(".md.mustache"))
      sources.append(source)
      do {
        templates[source.name] = try MustacheTemplate(string: source.prepared)
      } catch {
        problems.append("template `\(path)`: \(error)")
      }
    }
    let names = TemplateLibrary.shortNames(sources.map(\.name))
    problems += TemplateLibrary.unknownPartials(sources, names)
    guard problems.isEmpty else { throw TemplateError(problems: problems) }
    for (short, full) in names { templates[short] = templates[full] }
    self.library = MustacheLibrary(templates: templates)
    self.sources = Dictionary(sources.map { ($0.name, $0.mentions) }, uniquingKeysWith: { first, _ in first })
    self.markdown = Set(all.keys.filter { $0.hasSuffix(".md.mustache") }.map { TemplateLibrary.name(of: $0) })
  }

  /// The names of the templates, sorted.
  package var names: [String] { sources.keys.sorted() }

  /// Renders a template. A name that it mentions and nothing gives is an error with the template and the name.
  package func render(_ name: String, _ context: TemplateContext) throws(TemplateError) -> String {
    guard let template = library.getTemplate(named: name) else {
      throw TemplateError(problems: ["there is no template `\(name)`"])
    }
    let missing = MissingNames()
    let text = template.render(TemplateScope(context, missing: missing, isOutermost: true), library: library)
    guard missing.names.isEmpty else {
      throw TemplateError(problems: missing.names.map { missingProblem($0, rendering: name) })
    }
    return markdown.contains(name) ? MarkdownText.restoringBackticks(in: text) : text
  }

  private func missingProblem(_ missing: String, rendering name: String) -> String {
    let places = ([name] + names).compactMap { template in
      sources[template]?.first { $0.name == missing }.map { "template `\(template)`, line \($0.line)" }
    }
    return "\(places.first ?? "template `\(name)`"): nothing is called `\(missing)` in `\(name)`"
  }

  // MARK: Names

  private static let ending = ".mustache"

  private static func name(of path: String) -> String {
    let stem = path.dropLast(ending.count)
    return String(
      stem.hasSuffix(".md") ? stem.dropLast(3) : stem.hasSuffix(".html") ? stem.dropLast(5) : stem)
  }

  /// Every end of a path that names one template only.
  private static func shortNames(_ names: [String]) -> [String: String] {
    var found: [String: [String]] = [:]
    for name in names {
      let parts = name.split(separator: "/")
      for count in 1...parts.count {
        found[parts.suffix(count).joined(separator: "/"), default: []].append(name)
      }
    }
    let unique = found.compactMapValues { $0.count == 1 ? $0[0] : nil }
    return unique.merging(names.map { ($0, $0) }) { $1 }
  }

  private static func unknownPartials(_ sources: [TemplateSource], _ names: [String: String]) -> [String] {
    sources.flatMap { source in
      source.partials.filter { names[$0.name] == nil }.map { partial in
        "template `\(source.name)`, line \(partial.line): there is no partial `\(partial.name)`"
      }
    }
  }

  /// What a template of the user's own says comes to stand on every page.
  private static func tokens(in overrides: [String: String]) -> [String] {
    overrides.sorted { $0.key < $1.key }.flatMap { path, text in
      let file = SourceFile(path: path, bytes: Array(text.utf8))
      return TokenShape.hits(in: file.bytes).map { hit in
        "template `\(path)`, line \(file.lineIndex(at: hit.range.lowerBound) + 1): found something shaped like a token (`\(hit.prefix)…`); "
          + "take it out, and revoke it if it is real"
      }
    }
  }

  private static func unknownOverrides(_ overrides: [String: String], _ files: [String: String]) -> [String] {
    let known = NearestMatch(files.keys.sorted())
    return overrides.keys.filter { files[$0] == nil }.sorted().map { path in
      let nearest = known.match(path).map { "; did you mean `\($0)`" } ?? ""
      return "`\(path)` overrides no template of the book\(nearest)"
    }
  }
}
