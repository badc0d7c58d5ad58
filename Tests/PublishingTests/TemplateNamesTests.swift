import Foundation
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing
@testable import Templates

/// The names that templates read, and those that they are given.
struct TemplateNamesTests {
  /// Names as numbers, with the texts that stand for them in the program and its templates.
  private static let texts: [TemplateName: Set<String>] = {
    let sources = ["Documents", "Pages", "Publishing"].flatMap { room in
      BookFixture.files(in: BookFixture.packageRoot.appending(path: "Sources/\(room)")).values
    }
    let literals = sources.map { String(decoding: $0, as: UTF8.self) }.flatMap {
      $0.matches(of: #/"([a-z][a-z0-9_]*)"/#).map { String($0.1) }
    }
    return Dictionary(
      (literals + read).map { (TemplateName($0), [$0]) }, uniquingKeysWith: { $0.union($1) })
  }()

  /// Every part of every name that a template of the program reads.
  private static let read: Set<String> = {
    let library = try? TemplateLibrary(BookFixture.templates)
    return Set(
      (library?.namesRead ?? []).flatMap { $0.split(separator: ".").map(String.init) })
  }()

  @Test func noTwoNamesHaveOneDigest() {
    #expect(Self.texts.count > 800)
    #expect(Self.texts.values.filter { $0.count > 1 } == [])
  }

  @Test func everyNameThatIsGivenIsRead() throws {
    let read = Set(Self.read.map { TemplateName($0) })
    var given: Set<TemplateName> = []
    for book in try [BookFixture.example()] + RunbookCase.all.map({ try $0.book() }) {
      let shelf = BookShelf(book, DocumentKinds.all)
      for entry in shelf.entries { Self.names(in: shelf.context(of: entry.document), &given) }
    }
    #expect(given.count > 500)
    let unread = given.subtracting(read).map { name in
      Self.texts[name]?.first ?? "a name that is put together, \(name.digest)"
    }
    #expect(unread.sorted() == [])
  }

  private static func names(in record: TemplateRecord, _ names: inout Set<TemplateName>) {
    for entry in record.entries {
      names.insert(entry.name)
      Self.names(in: entry.value, &names)
    }
  }

  private static func names(in value: TemplateValue, _ names: inout Set<TemplateName>) {
    switch value {
    case .text, .number, .truth: break
    case .record(let record): Self.names(in: record, &names)
    case .list(let values): for value in values { Self.names(in: value, &names) }
    }
  }
}
