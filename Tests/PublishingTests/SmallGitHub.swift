import Foundation
import Guidance
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Runbooks' shell in earnest: pasted into an interactive bash, whose real `gh`, `curl`, `docker`, `git` and `ssh` find a
/// small GitHub under GitHub's names (`small_github.py`), in a network without a way out (`rehearsal.py`).
enum SmallGitHub {
  /// What one person does in one terminal, in one world.
  struct Visit: Encodable, Sendable {
    /// The blocks of each step, in order.
    var steps: [[String]]
    /// What is typed where a block reads, in order.
    var answers: [String] = []
    /// The lines that are typed behind the blocks of each step.
    var typed: [[String]] = []
    /// Merged into the world one after the other, each JSON.
    var changes: [JSONValue] = []
    /// Files below the home folder.
    var home: [String: String] = [:]
    var environment: [String: String] = [:]
  }

  struct Outcome: Decodable, Sendable {
    /// What each step printed.
    let outputs: [String]
    /// What the programs were called with, `gh api user --jq .login`.
    let calls: [String]
    /// Calls that the small GitHub has no answer for.
    let missing: [String]
    /// The world as it is afterwards.
    let world: JSONValue
    /// What is left of temporary files when the terminal is closed.
    let left: [String]

    /// Where the first call stands that begins so; nil where there is none.
    func place(of call: String) -> Int? { calls.firstIndex { $0.hasPrefix(call) } }
  }

  static func outcome(of visit: Visit) async throws -> Outcome {
    try #require(try await outcomes(of: [visit]).first)
  }

  /// The outcomes of visits, in their order; at once, for one program makes all of them.
  static func outcomes(of visits: [Visit]) async throws -> [Outcome] {
    try await Python.read([UInt8](JSONEncoder().encode(visits)), by: "rehearsal.py", ["rehearse"])
  }

  /// Every page of some books, each act of it in a terminal and a world of its own.
  static func rehearsal(of books: [RehearsedBook]) async throws -> [RehearsedBook.Outcome] {
    try await Python.read([UInt8](JSONEncoder().encode(books)), by: "rehearse_book.py", ["books"])
  }

  /// Nil where programs and namespaces are there; with `CI` set they must be.
  static let lacks: String? = {
    if ShellPrograms.isCI { return nil }
    let script = BookFixture.packageRoot.appending(path: "Tests/PublishingTests/rehearsal.py").path
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script, "lacks"]
    process.standardOutput = output
    guard (try? process.run()) != nil else { return "python3 is not installed" }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return "rehearsal.py does not run" }
    return text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ? nil : text
  }()
}

/// A book whose pages are all run.
struct RehearsedBook: Encodable, Sendable {
  struct Page: Encodable, Sendable {
    let path: String
    let steps: [Step]
  }

  struct Step: Encodable, Sendable {
    /// Of the template; empty for a page that is not made of steps.
    let name: String
    /// Its number on the page: 1 begins an act.
    let number: Int
    let markdown: String
  }

  /// Of one page.
  struct Outcome: Decodable, Sendable {
    let book: String
    let page: String
    /// Blocks and commands in sentences that ran.
    let ran: Int
    /// Of these, what they printed was compared with what the page says one should see.
    let compared: Int
    /// Steps that the page says are done in the browser.
    let inBrowser: Int
    /// Of the compared sentences, those that a refusal must refute, for their blocks ask GitHub, a registry or a cluster.
    let refutable: Int
    /// Those that hold though every call is refused.
    let survivors: [String]
    /// Each with step, template and line, and what was expected and seen.
    let problems: [String]
  }

  let name: String
  /// YAML; nil for the example's.
  let description: String?
  /// As `decide --format json` prints them.
  let decisions: String
  /// What the records of services put into it, which the small world can't run.
  let records: [String]
  let pages: [Page]

  init(_ runbooks: RunbookCase) throws {
    let book = try runbooks.book()
    name = runbooks.name
    description = runbooks.description
    decisions = String(decoding: DecisionsJSONRenderer().render(book.decisions), as: UTF8.self)
    records = RecordTexts.all(of: book)
    let steps = try runbooks.steps()
    // The page of the checks runs `tokenbook audit`, which needs a checkout; the tests of the program run it.
    let others = try MarkdownPages.render(book, DocumentKinds.all).filter { path, text in
      steps[path] == nil && "\(path)" != "guidance/checks" && !ShellBlocks.all(in: text).isEmpty
    }
    let stepwise = steps.map { path, steps in
      Page(
        path: "\(path)", steps: steps.map { Step(name: $0.name, number: $0.number, markdown: $0.markdown) })
    }
    let whole = others.map { path, text in
      Page(path: "\(path)", steps: [Step(name: "", number: 1, markdown: text)])
    }
    pages = (stepwise + whole).sorted { $0.path < $1.path }
  }
}

/// Any JSON.
enum JSONValue: Codable, Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  /// What stands at a path of names; nil where there is nothing.
  subscript(_ names: String...) -> JSONValue? {
    names.reduce(self) { value, name in
      if case .object(let values) = value { values[name] } else { nil }
    }
  }
}

/// One step as it stands on a page.
struct RenderedStep: Sendable {
  /// Of the template, `verify-login`.
  let name: String
  /// Its number on the page.
  let number: Int
  let page: BookPath
  let markdown: String

  var blocks: [String] { ShellBlocks.all(in: markdown) }
}

extension RunbookCase {
  /// The steps of each page, in order.
  func steps() throws -> [BookPath: [RenderedStep]] {
    try #require(RunbookCase.steps[name]).get()
  }

  private static let steps: [String: Result<[BookPath: [RenderedStep]], any Error>] = Dictionary(
    uniqueKeysWithValues: all.map { runbooks in (runbooks.name, Result { try runbooks.findSteps() }) })

  /// Each page begins with what is done on the page that every terminal begins with.
  private func findSteps() throws -> [BookPath: [RenderedStep]] {
    let (book, pages) = (try book(), try pages())
    var found: [BookPath: [RenderedStep]] = [:]
    for document in RunbookCase.kinds.flatMap({ $0.documents(book) }) {
      guard let page = pages[document.path] else { continue }
      var rest = page[...]
      found[document.path] = try Self.steps(in: document.templateContext()).map { number, name in
        let start = try #require(rest.firstRange(of: "\n### \(number). "), "\(document.path): \(name)")
        rest = rest[start.upperBound...]
        let ends = ["\n### ", "\n## ", "\n<!-- end -->"].compactMap {
          rest.firstRange(of: $0)?.lowerBound
        }
        return RenderedStep(
          name: name, number: number, page: document.path,
          markdown: String(rest[..<(ends.min() ?? rest.endIndex)]))
      }
    }
    let first = found[RunbookCase.prepare] ?? []
    return found.mapValues { $0.first?.page == RunbookCase.prepare ? $0 : first + $0 }
  }

  /// The templates of the steps with their numbers, in the order of the page.
  private static func steps(in context: TemplateRecord) -> [(Int, String)] {
    if let acts = context.value("acts")?.records {
      return acts.flatMap { $0.value("steps")?.records ?? [] }.flatMap { numbered(in: $0) }
    }
    return numbered(in: context).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The templates of steps by their numbers.
  private static func numbered(in context: TemplateRecord) -> [Int: String] {
    if case .text(let partial)? = context.value("partial"),
      case .number(let number)? = context.value("number")
    {
      return [number: String(partial.dropFirst("steps/".count))]
    }
    return context.inner.reduce(into: [:]) { $0.merge(numbered(in: $1)) { first, _ in first } }
  }
}

extension TemplateRecord {
  /// The records in it, those of its lists too.
  var inner: [TemplateRecord] {
    values.flatMap { value in value.record.map { [$0] } ?? value.records }
  }
}
