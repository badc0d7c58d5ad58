import Audit
import Catalog
import Documents
import Foundation
import Guidance
import OrganizationModel
import Publishing
import Services
import ShippedCatalog
import SourceText
import Templates
import Testing

/// The description has an error, which was recorded.
struct UnreadableDescription: Error {}

/// Books for tests, made from descriptions.
enum BookFixture {
  /// The checks that have a page in each book.
  static let checks = AuditChecks.guides(knowing: shippedCatalog)
  /// What failing credentials show.
  static let messages = shippedCatalog.failureMessages

  /// The book of a description in one text; every problem of the text fails the test.
  static func book(
    _ description: String, services: ServiceRecords = shippedCatalog.services,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Book {
    let text =
      description.contains("tokenbook:") ? description : "tokenbook: 1\norganization: acme\n" + description
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)), services: services.lookup)
    return try book(reading, services: services, place)
  }

  static func book(
    _ reading: DescriptionReader.Reading, services: ServiceRecords = shippedCatalog.services,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Book {
    for problem in reading.diagnostics where problem.severity == .error {
      Issue.record("\(problem.message)", sourceLocation: place)
    }
    guard let organization = reading.organization else { throw UnreadableDescription() }
    let day = organization.asOf ?? Day(year: 2026, month: 11, day: 22)
    return Book(
      Guide(organization, day: try #require(day), services: services).decide(), checks: BookFixture.checks,
      messages: BookFixture.messages)
  }

  /// The folder of the package.
  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The example organization, as it stands in `site/example`; each of its files rewritten first.
  static func example(rewriting rewrite: @escaping @Sendable (String) -> String = { $0 }) throws -> Book {
    let folder = packageRoot.appending(path: "site/example")
    let loader = FileLoader(
      load: { path in
        (try? Data(contentsOf: folder.appending(path: path))).map {
          .success(Array(rewrite(String(decoding: $0, as: UTF8.self)).utf8))
        }
          ?? .failure(.missing)
      },
      list: { path in
        try? FileManager.default.contentsOfDirectory(
          at: folder.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey]
        ).map { $0.lastPathComponent + ($0.hasDirectoryPath ? "/" : "") }
      })
    return try book(
      DescriptionReader.read("tokenbook.yaml", loader, services: shippedCatalog.services.lookup))
  }
}

extension BookFixture {
  /// The program's own templates, as they stand in `templates/`.
  static let templates: [String: String] = files(in: packageRoot.appending(path: "templates"))
    .mapValues { String(decoding: $0, as: UTF8.self) }

  static let assets: [String: [UInt8]] = files(in: packageRoot.appending(path: "site/assets"))

  /// Every file below a folder by its path from there.
  static func files(in folder: URL) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let prefix = folder.standardizedFileURL.path + "/"
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    while let file = found?.nextObject() as? URL {
      guard !file.hasDirectoryPath, let data = try? Data(contentsOf: file) else { continue }
      files[String(file.standardizedFileURL.path.dropFirst(prefix.count))] = Array(data)
    }
    return files
  }

  /// Renders a whole book; every problem fails the test.
  static func render(
    _ book: Book, _ place: Testing.SourceLocation = #_sourceLocation
  ) async throws -> [String: [UInt8]] {
    let renderer = BookRenderer(
      templates: try TemplateLibrary(templates), assets: assets, checks: BookFixture.checks,
      messages: BookFixture.messages)
    let rendered = await renderer.render(book.decisions)
    for problem in rendered.diagnostics { Issue.record("\(problem.message)", sourceLocation: place) }
    return rendered.files
  }

  /// The files of the example's book, rendered once for all tests.
  static func exampleFiles() async throws -> [String: [UInt8]] { try await exampleTask.value }

  private static let exampleTask = Task { try await render(try example()) }

  /// The HTML pages among the files of a book.
  static func pages(_ files: [String: [UInt8]]) -> [String: String] {
    files.filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
