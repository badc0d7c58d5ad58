import SourceText

/// Every template of the book, compiled once.
///
/// Templates go by their path without the ending: `documents/repository`, `layouts/page`. A partial may leave out
/// leading folders where that names only one template.
package struct TemplateLibrary: Sendable {
  private let templates: [CompiledTemplate]
  /// By name, and by every end of a name that only one has.
  private let numbers: [String: Int]

  /// - Parameters:
  ///   - files: the program's own templates by path below `templates/`, `documents/repository.md.mustache`.
  ///   - overrides: files of the user's own, by the same paths; each takes the place of one of `files`.
  package init(_ files: [String: String], overrides: [String: String] = [:]) throws(TemplateError) {
    var problems = TemplateLibrary.unknownOverrides(overrides, files)
    problems += TemplateLibrary.tokens(in: overrides)
    let all = files.merging(overrides) { $1 }.filter { $0.key.hasSuffix(TemplateLibrary.ending) }
    let sorted = all.sorted { $0.key < $1.key }
    let compiled = sorted.map { path, text in
      TemplateCompiler(
        name: TemplateLibrary.name(of: path), Array(text.utf8),
        path.hasSuffix(".md.mustache") ? .markdown : .html)
    }
    for ((path, _), template) in zip(sorted, compiled) {
      problems += template.problems.map { "template `\(path)`, line \($0.line): \($0.message)" }
    }
    numbers = TemplateLibrary.numbers(compiled.map(\.template.name))
    var templates: [CompiledTemplate] = []
    for template in compiled {
      templates.append(template.linked(numbers, &problems))
    }
    guard problems.isEmpty else { throw TemplateError(problems: problems) }
    self.templates = templates
  }

  /// The names of the templates, sorted.
  package var names: [String] { templates.map(\.name).sorted() }

  /// Every name that a template reads, as it is written there: `access.href`.
  package var namesRead: Set<String> {
    Set(templates.flatMap { $0.references.compactMap(\.name) })
  }

  /// Renders a template. A name that it mentions and nothing gives is an error with the template, the line and the name.
  package func render(_ name: String, _ record: TemplateRecord) throws(TemplateError) -> String {
    guard let number = numbers[name] else {
      throw TemplateError(problems: ["there is no template `\(name)`"])
    }
    let text = String(decoding: try bytes(number, name, record), as: UTF8.self)
    return switch templates[number].format {
    case .markdown: MarkdownTasks.keptOpen(in: text)
    case .html: text
    }
  }

  private func bytes(
    _ number: Int, _ name: String, _ record: TemplateRecord
  ) throws(TemplateError) -> [UInt8] {
    var renderer = TemplateRenderer(templates, numbers, record, of: name)
    renderer.render(number)
    guard renderer.problems.isEmpty else { throw TemplateError(problems: renderer.problems) }
    return renderer.output.bytes
  }

  // MARK: Names

  private static let ending = ".mustache"

  private static func name(of path: String) -> String {
    let stem = path.dropLast(ending.count)
    return String(
      stem.hasSuffix(".md") ? stem.dropLast(3) : stem.hasSuffix(".html") ? stem.dropLast(5) : stem)
  }

  /// Every end of a path that names one template only.
  private static func numbers(_ names: [String]) -> [String: Int] {
    var found: [String: [Int]] = [:]
    for (number, name) in names.enumerated() {
      let parts = name.split(separator: "/")
      for count in 1...max(1, parts.count) {
        found[parts.suffix(count).joined(separator: "/"), default: []].append(number)
      }
    }
    var unique = found.compactMapValues { $0.count == 1 ? $0[0] : nil }
    for (number, name) in names.enumerated() { unique[name] = number }
    return unique
  }

  // MARK: Overrides

  /// What a template of the user's own says comes to stand on every page.
  private static func tokens(in overrides: [String: String]) -> [String] {
    overrides.sorted { $0.key < $1.key }.flatMap { path, text in
      let file = SourceFile(path: path, bytes: Array(text.utf8))
      return TokenShape.hits(in: file.bytes).map { hit in
        "template `\(path)`, line \(file.lineIndex(at: hit.range.lowerBound) + 1): found text that looks like a token (`\(hit.prefix)…`); "
          + "remove it, and revoke it if it is real"
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

extension TemplateCompiler {
  /// The template, with the numbers of its partials.
  fileprivate func linked(_ numbers: [String: Int], _ problems: inout [String]) -> CompiledTemplate {
    var linked = template
    for mention in mentions {
      guard let number = numbers[mention.name] else {
        problems.append(
          "template `\(template.name)`, line \(mention.line): there is no partial `\(mention.name)`")
        continue
      }
      guard case .partial(_, let indentation) = linked.instructions[mention.instruction] else { continue }
      linked.instructions[mention.instruction] = .partial(number: number, indentation: indentation)
    }
    return linked
  }
}
