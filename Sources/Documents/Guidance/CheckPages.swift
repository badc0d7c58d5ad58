import Guidance
import Pages
import Templates

/// The list of what `tokenbook audit` looks for.
enum CheckIndex {
  static let page = BookPath(folder: "guidance", "checks")

  static let kind = DocumentKind("checks", in: .guidance) { book in
    [
      Document(
        page, title: "Checks of workflow files",
        summary: "What the audit of workflow files looks for, check by check.",
        keywords: "audit findings lint"
      ) { context(book.checks) }
    ]
  }

  private static func context(_ checks: [CheckGuide]) -> TemplateContext {
    [
      "of_files": checks.filter { !$0.needsDescription }.map(row),
      "of_description": checks.filter(\.needsDescription).map(row),
    ]
  }

  private static func row(_ check: CheckGuide) -> TemplateContext {
    [
      "id": check.id, "href": page.link(to: CheckPages.page(of: check.id)),
      "what": Prose.sentence(check.title),
      "severity": check.severity, "confidence": check.confidence,
    ]
  }
}

/// All about each check: why, how, what to do, when it is wrong, and its examples with what is found in them.
enum CheckPages {
  static let kind = DocumentKind("check", in: .guidance) { book in
    book.checks.map { check in
      Document(
        page(of: check.id), title: check.id, summary: "A check of workflow files: \(check.title).",
        keywords: "check audit finding \(check.title)"
      ) { context(check, book) }
    }
  }

  static func page(of check: String) -> BookPath { BookPath(folder: "guidance/checks", check) }

  private static func context(_ check: CheckGuide, _ book: Book) -> TemplateContext {
    let examples = check.examples()
    let links = MarkdownLinks(book: book, page: page(of: check.id))
    return [
      "id": check.id, "severity": check.severity, "confidence": check.confidence,
      "needs_description": check.needsDescription, "why": prose(check.why),
      "how": prose(check.how), "fix": prose(check.fix), "mending": examples.mending.map(prose).orFalse,
      "false_alarms": prose(check.falseAlarms),
      "found": examples.all.filter(\.finds).map(example),
      "clean": examples.all.filter { !$0.finds }.map(example),
      "facts": check.facts.map { ["link": links.fact($0)] as TemplateContext },
      "addresses": check.addresses.map(address),
      "checks_link": links.page.link(to: CheckIndex.page),
    ]
  }

  // MARK: What it rests on

  private static func address(_ url: String) -> TemplateContext {
    let known = Fact.all.lazy.flatMap(\.sources).first { $0.url == url }
    return ["name": known?.title ?? String(url.dropFirst("https://".count)), "url": url]
  }

  // MARK: Examples

  private static func example(_ example: CheckGuide.Example) -> TemplateContext {
    [
      "heading": Prose.heading(example.title), "files": example.files.map(file),
    ]
  }

  private static func file(_ file: CheckGuide.Example.File) -> TemplateContext {
    [
      "path": file.path, "repository": file.repository.orFalse,
      "text": String(file.text.dropLast(file.text.hasSuffix("\n") ? 1 : 0)),
      "findings": file.findings.map { found($0, in: file) }, "has_findings": !file.findings.isEmpty,
    ]
  }

  private static func found(
    _ found: CheckGuide.Example.Finding, in file: CheckGuide.Example.File
  ) -> TemplateContext {
    [
      "line": found.line, "quoted": quoted(found.line, of: file.text), "severity": found.severity,
      "message": Prose.sentence(found.message, inTable: false),
      "help": found.help.map { Prose.sentence($0, inTable: false) }.orFalse,
    ]
  }

  /// The words of a line, cut where it is long: a reader need not count.
  private static func quoted(_ line: Int, of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let item = lines[line - 1].drop { $0 == " " }
    let words = item.hasPrefix("- ") ? item.dropFirst(2) : item
    return words.count > 50 ? words.prefix(49) + "…" : String(words)
  }

  /// None of it stands in a table.
  private static func prose(_ text: String) -> String { Prose.markdown(text, inTable: false) }
}
